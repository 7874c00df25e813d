import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPayloadCodec } from '../../config/codec.ts';
import { alertSources } from '../../detection/registry.ts';
import { NO_MARKS } from '../../domain/alerts/marks.ts';
import { ROLES } from '../../domain/roles.ts';
import { alertSecretsOf } from '../../intake/alert-secrets.ts';
import type { AlertFinding } from '../../store/alert-findings.ts';
import { findMarked, writeMarks } from '../../store/alert-marks.ts';
import { keepAlert } from '../../store/alerts.ts';
import { addPasskey, findPasskey, listPasskeys, usePasskey } from '../../store/auth/passkeys.ts';
import { readBreach, rebuildReadModels } from '../../store/breaches.ts';
import { checkRights } from '../../store/check-rights.ts';
import { readCheckedStream } from '../../store/check-stream.ts';
import { type Keyring, parseKeyring } from '../../store/crypto/keyring.ts';
import { readNoticeLink, signNoticeLink } from '../../store/crypto/links.ts';
import { open } from '../../store/crypto/seal.ts';
import { databaseOf } from '../../store/driver.ts';
import { exportEvidence } from '../../store/evidence-pack.ts';
import { acceptIntake } from '../../store/intake.ts';
import { checkJournal } from '../../store/journal.ts';
import { acknowledgeNotice } from '../../store/ledger/notice-answers.ts';
import { noticeId, readNotice } from '../../store/notices.ts';
import { openStore } from '../../store/open.ts';
import { createList } from '../../store/recipient-lists.ts';
import { addRecipients } from '../../store/recipients.ts';
import { type Rotation, rotateKeys } from '../../store/rotate.ts';
import { findUnopened, SEALED_FIELDS } from '../../store/sealed-fields.ts';
import { type Row, sealedValuesOf } from '../../store/seals.ts';
import { closeStore, type Store } from '../../store/store.ts';
import { authenticate } from '../../store/tokens.ts';
import { addUser, findUserByEmail } from '../../store/users.ts';
import { addWebhook } from '../../store/webhooks.ts';
import { NOW, TestApi } from '../support/api.ts';
import { tellCli } from '../support/cli.ts';
import { enrolled } from '../support/enrolled.ts';
import { totp } from '../support/totp.ts';
import { openWorld, type World } from '../support/world.ts';

/**
 * The drill: a key is replaced in a database with everything in it, step by step as docs/operations.md says, and taken
 * out of the ring in the end. Then everything opens, nothing of the record has changed, and the old key opens nothing
 * that was written after it.
 */

const key = () => randomBytes(32).toString('base64');
const K2 = key();
const PASSKEY = { credentialId: 'of-a-blue-key', publicKey: 'pQECAyYgASFYIA', counter: 2 };
const PERSON = { name: 'Zoë Ångström', email: 'zoe@people.example' };
const UNADDRESSED = { name: '', email: '', language: 'en', ids: ['userid=17'] };
const ALL_BY_K2 = { links: 'k2', indexes: 'k2', alerts: 'k2', cookies: 'k2' };
const say = () => undefined;

let world: World;
let k1: string;
let api: TestApi;
const others: Store[] = [];
beforeAll(async () => {
  world = await openWorld();
  api = world.api;
  k1 = Buffer.from(api.store.keyring.keys.get('k1') ?? []).toString('base64');
});
afterAll(async () => {
  await Promise.all(others.map(closeStore));
  await world?.stop();
});

const ring = (file: object): Keyring => parseKeyring(JSON.stringify(file));
const both = (purposes = {}) => ring({ current: 'k2', purposes, keys: { k1, k2: K2 } });
const ALONE = { current: 'k2', keys: { k2: K2 } };
const alone = () => ring(ALONE);

/** The check of the whole record, as an operator runs it beside the database. */
const verifyAll = (file: object) =>
  tellCli({ MONGODB_URI: api.mongodbUri, TOCSIN_KEYRING: JSON.stringify(file) }, 'verify', '--all');
const HOLDS = { code: 0, text: expect.stringMatching(/^The record holds/) };

async function openWith(keyring: Keyring): Promise<Store> {
  const store = await openStore({ uri: api.mongodbUri, keyring });
  others.push(store);
  return store;
}

/** How many values each key has sealed, outside the chains. */
async function sealedBy(id: string): Promise<number> {
  let count = 0;
  for (const [collection, seals] of Object.entries(SEALED_FIELDS)) {
    for await (const row of databaseOf(api.store).collection<Row>(collection).find()) {
      for (const { sealed } of sealedValuesOf(seals, row as Row)) {
        const start = Buffer.from(sealed).toString('latin1').slice(0, 6);
        if (start.startsWith(`s1.${id}.`) || start.startsWith(`s1\u0002${id}`)) count += 1;
      }
    }
  }
  return count;
}

/** What a session gets of the desk. */
const looks = async ({ server }: TestApi, cookie: string) =>
  (await server.inject({ url: '/desk/account', headers: { cookie } })).statusCode;

const standing = ({ keys }: Rotation, id: string) => keys.find((each) => each.id === id);

describe('a key that is replaced', () => {
  const alert = (name: string) => ({
    ...({ kind: 'alert', scope: 'aws-guardduty', key: name, bodySha256: 'a'.repeat(64), receivedAt: NOW } as const),
    ...{ correlation: 'one-finding', exercise: null, payload: { name } },
  });
  const asReceived = {
    ...{ source: 'aws-guardduty', by: 'guardduty', receivedAt: NOW, headers: {}, requestId: 'r-1' },
    raw: Buffer.from('{"id": "the-same-bytes"}'),
  };
  /** A finding of a breach, as far as its relatives are found by it. */
  const marked = (breachId: string | null) =>
    ({
      id: 'a-finding',
      breachId,
      lastAt: NOW,
      marks: { ...NO_MARKS, ip: ['203.0.113.9'] },
    }) as Partial<AlertFinding> as AlertFinding;
  const letter = { noticeId: 'TOC-2026-0001~acme', generation: 1, expiresAt: '2027-12-01T10:00:00.000Z' };
  const places = { type: 'workflow', namespace: 'tocsin', workflowId: 'breach/TOC-2026-0001' } as const;
  let secret: string;
  let events: unknown[];
  let pages: unknown[];
  let history: Awaited<ReturnType<ReturnType<typeof createPayloadCodec>['encode']>>;
  let joined: string | null;
  let received: string;
  let link: string;
  let stolen: string;
  /** Cookies of sessions: of before the keys were changed, and of when both were in the ring. */
  let [earlier, since] = ['', ''];

  it('has sealed something of every kind', async () => {
    const { store } = api;
    await addUser(store, { ...PERSON, role: 'dpo', at: NOW });
    const session = await api.session('dpo');
    ({ secret } = await enrolled(api, session));
    const waiting = await findUserByEmail(store, PERSON.email);
    received = (await keepAlert(store, asReceived))._id;
    await api.signIn.newEnrolmentCode(waiting?.id ?? '');
    earlier = (await api.session('responder')).cookie;
    const notice = { id: noticeId(world.breachId, 'deskwell', 1), breachId: world.breachId };
    await acknowledgeNotice(store, notice, NOW, { holdsData: 'no', misuse: 'no', answeredBy: 'Somebody else' });
    expect((await readNotice(store, notice.id))?.others).toHaveLength(1);
    const made = { userId: session.userId, name: 'Blue key', at: NOW, ...PASSKEY };
    expect(await addPasskey(store, made)).toBe('added');
    await addWebhook(store, {
      id: 'h',
      kind: 'standard',
      url: 'https://hooks.example/x',
      events: [],
      createdAt: NOW,
      createdBy: 'dpo',
    });
    joined = (await acceptIntake(store, alert('first'), true)).intake.breachId;
    await store.connection.transaction((session) =>
      writeMarks(store, [{ before: null, after: marked(joined) }], session),
    );
    await createList(store, { id: 'list', breachId: world.breachId, createdAt: NOW });
    await addRecipients(store, 'list', [{ ...PERSON, language: 'en' }, UNADDRESSED]);
    link = await signNoticeLink(store.keyring, letter);
    history = await createPayloadCodec(store.keyring, 'tocsin').encode(
      [{ metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('"what a breach said"') }],
      places,
    );
    events = await databaseOf(store).collection('events').find().sort({ _id: 1 }).toArray();
    pages = await databaseOf(store).collection('ledgerPages').find().sort({ _id: 1 }).toArray();
    expect(await sealedBy('k1')).toBeGreaterThan(100);
    expect(pages.length).toBeGreaterThan(0);
    expect(await looks(api, earlier)).toBe(200);
    expect(await verifyAll({ current: 'k1', keys: { k1 } })).toEqual(HOLDS);
  });

  it('moves all that can move in a rotation, also after one that broke off, and must stay for the rest', async () => {
    const store = await openWith(both());
    const broken = rotateKeys(store, (line) => {
      if (line.startsWith('notices')) throw new Error('the power went');
    });
    await expect(broken).rejects.toThrow('the power went');
    expect(await sealedBy('k1')).toBeGreaterThan(0);
    const rotation = await rotateKeys(store, say);
    expect(Object.keys(rotation.resealed)).toContain('notices');
    expect(Object.keys(rotation.resealed)).not.toContain('breaches');
    expect(await sealedBy('k1')).toBe(0);
    expect(standing(rotation, 'k1')?.inTheWay.join(' ')).toMatch(/key of indexes.*key of alerts.*key of cookies/);
    expect((await rotateKeys(store, say)).resealed).toEqual({});
  });

  it('leaves events and pages of ledgers byte for byte as they were', async () => {
    const db = databaseOf(api.store);
    expect(await db.collection('events').find().sort({ _id: 1 }).toArray()).toEqual(events);
    expect(await db.collection('ledgerPages').find().sort({ _id: 1 }).toArray()).toEqual(pages);
  });

  it('gives its purposes to another one by one, and each is found under both meanwhile', async () => {
    const store = await openWith(both(ALL_BY_K2));
    expect(await findUserByEmail(store, PERSON.email)).toMatchObject(PERSON);
    const again = addUser(store, { ...PERSON, role: 'responder', at: NOW });
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
    const known = [{ ...PERSON, language: 'de' }, UNADDRESSED];
    expect(await addRecipients(store, 'list', known)).toEqual({ added: 0, duplicates: 2 });
    expect(await acceptIntake(store, alert('first'), true)).toMatchObject({ repeated: true });
    expect(await keepAlert(store, asReceived)).toMatchObject({ _id: received, repeated: true });
    expect((await acceptIntake(store, alert('second'), true)).intake.breachId).toBe(joined);
    const [given, ...alsoTaken] = alertSecretsOf(store.keyring, alertSources()).get('aws-guardduty') ?? [];
    expect(alsoTaken).toEqual([api.alertSecret]);
    expect(given).not.toBe(api.alertSecret);
    expect(await readNoticeLink(store.keyring, link, NOW)).toEqual(letter);
    const between = await TestApi.beside(api, { keyring: both(ALL_BY_K2) });
    since = (await between.session('auditor')).cookie;
    expect(await looks(between, since)).toBe(200);
    expect((await between.call('auditor', 'GET', '/breaches')).status).toBe(200);
    await between.stop();
  });

  it('is in the way of no other: with alerts alone moved, everything else hangs where it did', async () => {
    const { keyring } = await openWith(both({ alerts: 'k2' }));
    expect(alertSecretsOf(keyring, alertSources()).get('aws-guardduty')?.[0]).not.toBe(api.alertSecret);
    const found = await findUserByEmail(await openWith(both({ alerts: 'k2' })), PERSON.email);
    expect(found).toMatchObject(PERSON);
  });

  it('stays as long as a value that it sealed does not open, and the command counts it', async () => {
    const files = databaseOf(api.store).collection<Row>('webhooks');
    const row = (await files.findOne({ _id: 'h' })) as Row;
    const store = await openWith(both(ALL_BY_K2));
    await files.updateOne({ _id: 'h' }, { $set: { sealed: `s1.k1.${'A'.repeat(60)}` } });
    const rotation = await rotateKeys(store, say);
    expect(standing(rotation, 'k1')?.inTheWay).toContainEqual(
      expect.stringMatching(/^1 values that name it do not open/),
    );
    await files.updateOne({ _id: 'h' }, { $set: { sealed: row.sealed } });
  });

  it('stays as long as a letter is out whose link it may have signed; then nothing is in its way', async () => {
    const store = await openWith(both(ALL_BY_K2));
    const notices = databaseOf(store).collection('notices');
    await notices.updateMany({}, { $set: { expiresAt: '2999-01-01T00:00:00.000Z' } });
    const waiting = await rotateKeys(store, say);
    expect(standing(waiting, 'k1')?.inTheWay).toEqual([expect.stringMatching(/^\d+ links may be signed by it/)]);
    await notices.updateMany({}, { $set: { expiresAt: '2026-01-01T00:00:00.000Z' } });
    const rotation = await rotateKeys(store, say);
    expect(standing(rotation, 'k1')).toMatchObject({ isInRing: true, inTheWay: [] });
    expect(standing(rotation, 'k1')?.stays.events).toBeGreaterThan(0);
    expect(standing(rotation, 'k1')?.stays.ledgerPages).toBeGreaterThan(0);
  });

  it('is taken out, and everything opens, verifies, is found and goes on', async () => {
    const store = await openWith(alone());
    expect([...store.keyring.keys.keys()]).toEqual(['k2']);
    expect(await Array.fromAsync(findUnopened(store))).toEqual([]);
    const state = await readBreach(store, world.breachId);
    const checked = await readCheckedStream(store, world.breachId, state?.seq ?? 0);
    expect(checked.findings).toEqual([]);
    await rebuildReadModels(store);
    expect(await readBreach(store, world.breachId)).toEqual(state);
    const pack = await exportEvidence(store, world.breachId, { at: NOW, open: true });
    expect(pack.opened?.length).toBe(pack.events.filter(({ personal }) => personal !== null).length);
    expect(await findUserByEmail(store, PERSON.email)).toMatchObject(PERSON);
    expect(await acceptIntake(store, alert('first'), true)).toMatchObject({ repeated: true });
    expect((await acceptIntake(store, alert('third'), true)).intake.breachId).toBe(joined);
    expect(await findMarked(store, [{ field: 'ip', value: '203.0.113.9' }])).toEqual(['a-finding']);
    const [payload] = await createPayloadCodec(store.keyring, 'tocsin').decode(history, places);
    expect(Buffer.from(payload?.data ?? []).toString()).toBe('"what a breach said"');
  });

  it('leaves no seal of it on a row that changes', async () => {
    const left: string[] = [];
    for (const { collectionName } of await databaseOf(api.store).collections()) {
      const known = JSON.stringify(await databaseOf(api.store).collection(collectionName).find().toArray());
      if (known.includes('s1.k1.')) left.push(collectionName);
    }
    expect(left.sort()).toEqual(['events', 'ledgerPages']);
  });

  it('leaves the record whole, and at work who signed in since, and every program', async () => {
    expect(await verifyAll(ALONE)).toEqual(HOLDS);
    const after = await TestApi.beside(api, { keyring: alone() });
    for (const role of ROLES) expect(await authenticate(after.store, api.tokens[role], NOW)).toMatchObject({ role });
    expect((await after.call('auditor', 'GET', `/breaches/${world.breachId}`)).status).toBe(200);
    expect([await looks(after, since), await looks(after, earlier)]).toEqual([200, 303]);
    const body = { facts: { recordsConcerned: 2_001 }, reasons: 'They were counted again.' };
    expect((await after.call('dpo', 'PATCH', `/breaches/${world.breachId}/facts`, { body })).status).toBe(200);
    await after.stop();
    expect(await verifyAll(ALONE)).toEqual(HOLDS);
  });

  it('no longer signs anything: its links and its alerts are those of a stranger', async () => {
    const { keyring } = await openWith(alone());
    await expect(readNoticeLink(keyring, link, NOW)).rejects.toMatchObject({ code: 'not-found' });
    expect(alertSecretsOf(keyring, alertSources()).get('aws-guardduty')).toHaveLength(1);
    expect(alertSecretsOf(keyring, alertSources()).get('aws-guardduty')?.[0]).not.toBe(api.alertSecret);
  });

  it('leaves an authenticator as it was: it opens the desk under the keys of today', async () => {
    const store = await openWith(alone());
    const after = await TestApi.beside(api, { keyring: store.keyring });
    const user = await findUserByEmail(store, 'dpo@people.example');
    const asked = await after.submit('/sign-in/link', { token: await after.signIn.issueLink(user?.email ?? '') });
    const cookie = [asked.headers['set-cookie'] ?? []]
      .flat()
      .map((each) => each.split(';')[0])
      .join('; ');
    const entered = await after.submit('/sign-in/code', { code: totp(secret, 1) }, { cookie });
    expect([entered.statusCode, entered.headers.location]).toEqual([303, '/']);
    await after.stop();
  });

  it('leaves a passkey as it was: found by its name, listed under its own, and a right of the journal', async () => {
    const store = await openWith(alone());
    const passkey = await findPasskey(store, PASSKEY.credentialId);
    expect(passkey).toMatchObject({ publicKey: PASSKEY.publicKey });
    expect(await addPasskey(store, { ...PASSKEY, userId: passkey?.userId ?? '', name: 'Again', at: NOW })).toBe(
      'known',
    );
    expect(await listPasskeys(store, passkey?.userId ?? '')).toMatchObject([
      { name: 'Blue key', credentialId: PASSKEY.credentialId, lastUsedAt: null },
    ]);
    expect(await checkRights(store, await checkJournal(store))).toEqual([]);
    expect(await usePasskey(store, passkey?.id ?? '', { counter: 3, at: NOW })).toBe('used');
    expect(await checkRights(store, await checkJournal(store))).toEqual([]);
  });

  it('opens nothing that the database holds outside the chains, also not in the hands of a thief', async () => {
    const thief = ring({ current: 'k1', keys: { k1 } });
    const { title } = (await databaseOf(api.store).collection<Row>('breaches').findOne({ _id: world.breachId })) as Row;
    stolen = String(title);
    expect(() => open(thief, stolen, `breaches/${world.breachId}/title`)).toThrow(/holds no key "k2"/);
    await expect(openStore({ uri: api.mongodbUri, keyring: thief })).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('is followed by another, and what it sealed still opens', async () => {
    const k3 = key();
    const store = await openWith(
      ring({ current: 'k3', purposes: { indexes: 'k3', cookies: 'k3', alerts: 'k3' }, keys: { k2: K2, k3 } }),
    );
    await rotateKeys(store, say);
    const last = await openWith(ring({ current: 'k3', keys: { k3 } }));
    const { findings } = await readCheckedStream(last, world.breachId, 1);
    expect(findings).toEqual([]);
    expect(await Array.fromAsync(findUnopened(last))).toEqual([]);
    expect(await verifyAll({ current: 'k3', keys: { k3 } })).toEqual(HOLDS);
  });
});
