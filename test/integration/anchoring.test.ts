import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type AnchorDeps, anchorHead } from '../../activities/anchoring/anchor.ts';
import { createAuthority } from '../../activities/anchoring/authority.ts';
import { createDirectory } from '../../activities/anchoring/directory.ts';
import { createMailbox } from '../../activities/anchoring/mail.ts';
import { createObjectStore } from '../../activities/anchoring/object-store.ts';
import type { AnchorPlace } from '../../activities/anchoring/place.ts';
import { createEmailChannel } from '../../activities/channels/email/channel.ts';
import { createRecordActivities } from '../../activities/record.ts';
import { loadPolicy } from '../../config/policy.ts';
import { type ChainHead, headText, sha256Of } from '../../domain/audit/chain.ts';
import { EvidencePack, verifyPack } from '../../domain/audit/pack.ts';
import { checkToken } from '../../domain/audit/timestamp.ts';
import { verifyAnchor } from '../../domain/audit/verify-anchor.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { HOUR_MS, type Instant, MINUTE_MS, plusMs } from '../../domain/time.ts';
import { readAnchorStatus } from '../../store/anchorings.ts';
import { readLastAnchor } from '../../store/anchors.ts';
import { appendEvents, readSealedEvents } from '../../store/events.ts';
import { exportEvidence } from '../../store/evidence-pack.ts';
import { noteHeads } from '../../store/heads.ts';
import { sealJournal } from '../../store/journal.ts';
import { readHeadToAnchor, readJournalEntries } from '../../store/journal-entries.ts';
import type { Store } from '../../store/store.ts';
import { journalOf, replaceJournal } from '../support/journal.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';
import { CREDENTIALS, startObjectStore } from '../support/object-store.ts';
import { obligationOf, planOf, reportedEvent } from '../support/plans.ts';
import { ScriptedSmtp } from '../support/scripted-smtp.ts';
import { SmtpSink } from '../support/smtp.ts';
import { TimestampAuthority } from '../support/timestamp-authority.ts';
import { until } from '../support/until.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const ID = 'TOC-2026-0001';

let mongo: TestMongo;
let store: Store;
let authority: TimestampAuthority;
let roots: string[];
let folder: string;
let now: Instant = T0;
beforeAll(async () => {
  mongo = await startMongo();
  store = await mongo.open('anchoring');
  authority = await TimestampAuthority.start({ now: () => Date.parse(now) });
  roots = [authority.rootPem];
});
afterAll(async () => {
  await authority.stop();
  await mongo.stop();
});
beforeEach(async () => {
  now = T0;
  authority.status = null;
  authority.flaw = undefined;
  folder = mkdtempSync(join(tmpdir(), 'tocsin-anchors-'));
  for (const name of ['journal', 'heads', 'anchors', 'anchorings', 'events', 'breaches', 'clocks', 'register']) {
    await store.connection.collection(name).deleteMany({});
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

const plan = planOf(T0, { obligations: [obligationOf('eu-gdpr-33', T0)] });
const planned: BreachEvent = { at: T0, by: 'dpo', key: 'k2', type: 'planned', data: { plan, changes: [] } };
const link = (of: string) => ({ of, seq: 1, hash: sha256Of(of) });
/** Makes the journal longer by an entry for each name, and gives its head then. */
async function grow(...names: string[]): Promise<ChainHead> {
  for (const name of names) {
    await noteHeads(store, [link(name)]);
    await sealJournal(store, now);
  }
  return (await readHeadToAnchor(store)) as ChainHead;
}
function turn(places: AnchorPlace[] = [createDirectory(folder)], more: Partial<AnchorDeps> = {}) {
  const stamp = createAuthority(authority.url, roots);
  return anchorHead({ store, authority: stamp, places, clock: () => now, ...more });
}
const kept = () => readdirSync(folder).toSorted();
const fileOf = ({ seq }: ChainHead, end: string) => `${String(seq).padStart(12, '0')}.${end}`;

describe('the head of the journal', () => {
  it('is time-stamped and kept in the directory, and again only once it has moved', async () => {
    const first = await grow('a', 'b');
    const asked = authority.asked;
    expect(await turn()).toMatchObject({ contradicted: null });
    expect(first.seq).toBe(2);
    expect(kept()).toEqual([fileOf(first, 'head'), fileOf(first, 'tst')]);
    expect(readFileSync(join(folder, fileOf(first, 'head')), 'utf8')).toBe(headText(first));
    const token = readFileSync(join(folder, fileOf(first, 'tst')));
    expect(await checkToken(token, headText(first), roots)).toMatchObject({ at: T0, isTrusted: true });
    // The journal names the anchor now, which moves it; nothing else has.
    for (const hours of [1, 2]) {
      now = plusMs(T0, hours * HOUR_MS);
      await turn();
    }
    expect(authority.asked).toBe(asked + 1);
    const second = await grow('c');
    await turn();
    expect(kept()).toEqual([first, second].flatMap((head) => [fileOf(head, 'head'), fileOf(head, 'tst')]));
    expect(await readLastAnchor(store)).toMatchObject({ ...second, stampedAt: now, authority: expect.any(String) });
    expect(await readAnchorStatus(store, now)).toMatchObject({ state: 'ok', isAlarm: false });
  });

  it('is taken after all that was noted until then', async () => {
    await noteHeads(store, [link('a')]);
    await turn();
    const [entry] = await readJournalEntries(store, 1, 1);
    expect([entry?.heads, kept()]).toEqual([[link('a')], ['000000000001.head', '000000000001.tst']]);
  });

  it('is nothing to be taken anywhere while the journal is empty', async () => {
    const asked = authority.asked;
    expect(await turn()).toEqual({ tries: [], contradicted: null });
    expect([authority.asked, kept()]).toEqual([asked, []]);
  });

  it('is kept while the authority is away, which is said since when, and stamped once it is back', async () => {
    await grow('a');
    authority.status = 503;
    const { tries } = await turn();
    expect(tries).toEqual([
      { way: 'authority', seq: 1, code: 'unavailable' },
      { way: 'directory', seq: 1, code: null },
    ]);
    expect(kept()).toEqual(['000000000001.head']);
    now = plusMs(T0, 30 * MINUTE_MS);
    await turn();
    expect(await readAnchorStatus(store, now)).toMatchObject({ state: 'failing', since: T0, isAlarm: false });
    now = plusMs(T0, HOUR_MS);
    expect(await readAnchorStatus(store, now)).toMatchObject({ state: 'failing', since: T0, isAlarm: true });
    authority.status = null;
    expect((await turn()).tries.map(({ code }) => code)).toEqual([null, null]);
    expect(kept()).toEqual(['000000000001.head', '000000000001.tst']);
    expect(await readAnchorStatus(store, now)).toMatchObject({ state: 'ok' });
  });

  it.each([
    ['other-text', 'bad-signature'],
    ['forged-signature', 'bad-signature'],
    ['rubbish', 'bad-signature'],
    ['refuses', 'unavailable'],
    ['silent', 'unavailable'],
  ] as const)(
    'is not taken as stamped where the authority is %s, and is kept elsewhere all the same',
    async (flaw, code) => {
      await grow('a');
      authority.flaw = flaw;
      const patience = flaw === 'silent' ? 50 : undefined;
      const { tries } = await turn(undefined, { authority: createAuthority(authority.url, roots, patience) });
      expect(tries.map((each) => each.code)).toEqual([code, null]);
      expect([kept(), (await readLastAnchor(store))?.token]).toEqual([['000000000001.head'], null]);
      // What is away is given an hour; an answer that does not hold is for a person to look at.
      expect(await readAnchorStatus(store, now)).toMatchObject({ state: 'failing', isAlarm: code === 'bad-signature' });
    },
  );

  it('is not taken as stamped by an authority whose certificate leads to no root that was given', async () => {
    await grow('a');
    const others = await TimestampAuthority.create();
    const { tries } = await turn([], { authority: createAuthority(authority.url, [others.rootPem]) });
    expect(tries).toEqual([{ way: 'authority', seq: 1, code: 'bad-signature' }]);
    expect(await readLastAnchor(store)).toBeNull();
    expect(await readAnchorStatus(store, now)).toMatchObject({ state: 'failing', isAlarm: true });
  });

  it('is not taken as stamped at a time before it was there, which would count against the record', async () => {
    await grow('a');
    now = plusMs(T0, -10 * MINUTE_MS);
    const { tries } = await turn([], { clock: () => T0 });
    expect(tries).toEqual([{ way: 'authority', seq: 1, code: 'bad-signature' }]);
    now = plusMs(T0, -MINUTE_MS);
    expect((await turn([], { clock: () => T0 })).tries).toEqual([{ way: 'authority', seq: 1, code: null }]);
  });

  it('goes to the authority with name and password, which stand in no address that is asked for', async () => {
    await grow('a');
    const url = authority.url.replace('://', '://desk:s%C3%A4cret@');
    await turn([], { authority: createAuthority(url, roots) });
    const expected = `Basic ${Buffer.from('desk:säcret').toString('base64')}`;
    expect(authority.lastHeaders.authorization).toBe(expected);
  });

  it('goes by every other way where one fails', async () => {
    await grow('a');
    const { tries } = await turn([createDirectory(join(folder, 'not-mounted')), createDirectory(folder)]);
    expect(tries.map(({ code }) => code)).toEqual([null, 'unavailable', null]);
    expect(kept()).toContain('000000000001.tst');
  });

  it('goes to a mailbox: its subject is the head, its text the token', async () => {
    const anchored = headText(await grow('a'));
    const smtp = await SmtpSink.start();
    const channel = createEmailChannel({ smtpUrl: smtp.url, from: 'Tocsin <tocsin@example.org>' });
    await turn([createMailbox('anchors@elsewhere.example', channel)]);
    await turn([createMailbox('anchors@elsewhere.example', channel)]);
    await channel.close();
    await smtp.stop();
    expect(smtp.mails.map(({ to }) => to)).toEqual(['anchors@elsewhere.example']);
    const text = smtp.mails[0]?.text ?? '';
    expect(text.replaceAll(/\r\n\s+/g, ' ')).toContain(`Subject: Tocsin journal ${anchored}`);
    const [, base64 = ''] = /BEGIN TIMESTAMP TOKEN-----([^-]+)-----END/.exec(text) ?? [];
    expect(await checkToken(Buffer.from(base64, 'base64'), anchored, roots)).toMatchObject({ at: T0 });
  });

  it('is tried again where the mail server does not take it', async () => {
    await grow('a');
    const smtp = await ScriptedSmtp.start({ deeds: { RCPT: '451 not now' } });
    const channel = createEmailChannel({ smtpUrl: smtp.url, from: 'Tocsin <tocsin@example.org>' });
    const { tries } = await turn([createMailbox('anchors@elsewhere.example', channel)]);
    await channel.close();
    await smtp.stop();
    expect(tries.at(-1)).toEqual({ way: 'mail', seq: 1, code: 'unavailable' });
  });

  it('goes to an object store by signed requests, once, and not over another head that is there', async () => {
    const head = await grow('a');
    const s3 = await startObjectStore();
    const place = createObjectStore({ url: s3.url, ...CREDENTIALS });
    const stranger = createObjectStore({ url: s3.url, ...CREDENTIALS, secretAccessKey: 'wrong' });
    expect((await turn([stranger])).tries.at(-1)).toMatchObject({ code: 'unavailable' });
    expect((await turn([place])).tries.at(-1)).toMatchObject({ way: 'object-store', code: null });
    const names = [...s3.objects.keys()];
    expect(names).toEqual(['/bucket/tocsin/000000000001.head', '/bucket/tocsin/000000000001.tst']);
    await place.keep(head, null);
    await expect(place.keep({ seq: 1, hash: sha256Of('x') }, null)).rejects.toMatchObject({ code: 'conflict' });
    await s3.stop();
    expect((await turn([place])).tries.at(-1)).toMatchObject({ code: null });
    await expect(place.keep({ seq: 2, hash: sha256Of('x') }, null)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('a journal that was cut or rewritten', () => {
  const state = () => readAnchorStatus(store, now);
  const forged = (...names: string[]) =>
    journalOf(
      names.map((name) => [link(name)]),
      T0,
    );

  it.each([
    ['cut', forged('a', 'b')],
    ['emptied', []],
    ['rewritten with the same length', forged('a', 'b', 'x')],
    ['rewritten and longer', forged('a', 'x', 'c', 'd', 'e')],
  ])('%s, is noticed at the next turn, and taken nowhere', async (_, entries) => {
    await grow('a', 'b', 'c');
    const whole = await readJournalEntries(store, 1, 3);
    await turn();
    const before = kept();
    const asked = authority.asked;
    await replaceJournal(store, entries);
    now = plusMs(T0, HOUR_MS);
    expect(await turn()).toEqual({ tries: [], contradicted: 3 });
    expect([kept(), authority.asked]).toEqual([before, asked]);
    expect(await state()).toMatchObject({ state: 'contradicted', since: now, isAlarm: true });
    await replaceJournal(store, whole);
    await turn();
    expect(await state()).toMatchObject({ state: 'ok' });
  });

  it('is noticed too where all that the database knows of anchors is gone with it', async () => {
    await grow('a', 'b', 'c');
    await turn();
    await replaceJournal(store, forged('a', 'b'));
    for (const name of ['anchors', 'anchorings']) await store.connection.collection(name).deleteMany({});
    expect(await turn()).toMatchObject({ contradicted: 3 });
    expect(await state()).toMatchObject({ state: 'contradicted' });
  });

  it('is not let into the directory over the head of that number', async () => {
    const place = createDirectory(folder);
    await place.keep({ seq: 5, hash: sha256Of('true') }, null);
    await expect(place.keep({ seq: 5, hash: sha256Of('forged') }, null)).rejects.toMatchObject({ code: 'conflict' });
    writeFileSync(join(folder, '000000000009.head'), 'scribbled');
    await expect(place.newest?.()).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a closing and a filing', () => {
  const policy = loadPolicy(new URL('../../policy', import.meta.url).pathname);
  const record = (anchorSoon: () => Promise<void>) => createRecordActivities({ store, policy, anchorSoon });
  const key = { at: T0, by: 'dpo' };
  const closed: BreachEvent = {
    ...{ ...key, key: 'k3', type: 'closed', data: { outcome: 'not-a-breach' }, personal: { reasons: 'A test.' } },
  };
  const filed: BreachEvent = {
    ...{ ...key, key: 'k3', type: 'filed', data: { obligation: 'eu-gdpr-33', filedAt: T0, late: false } },
    personal: { receipt: 'R-1', reasons: '' },
  };

  it.each([
    ['a closing', closed],
    ['a filing', filed],
  ])('%s asks for an anchor once it is on record, and a report does not', async (_, event) => {
    const asked: number[] = [];
    const anchorSoon = async () => void asked.push((await readSealedEvents(store, ID)).length);
    await record(anchorSoon).appendEvents({ breachId: ID, firstSeq: 1, events: [reportedEvent(ID, T0), planned] });
    expect(asked).toEqual([]);
    await record(anchorSoon).appendEvents({ breachId: ID, firstSeq: 3, events: [event] });
    await until(() => asked.length > 0, 'the call');
    expect(asked).toEqual([3]);
  });

  it('are neither delayed nor failed by it', async () => {
    await appendEvents(store, ID, 1, [reportedEvent(ID, T0)]);
    const never = new Promise<void>(() => undefined);
    expect(await record(() => never).appendEvents({ breachId: ID, firstSeq: 2, events: [closed] })).toEqual({ seq: 2 });
    const failing = record(async () => Promise.reject(new Error('Temporal is away')));
    expect(await failing.appendEvents({ breachId: ID, firstSeq: 2, events: [closed] })).toEqual({ seq: 2 });
  });
});

describe('how anchoring stands', () => {
  it('is off where no way is configured, never before a worker, and stale once nothing is done for hours', async () => {
    expect(await readAnchorStatus(store, now)).toMatchObject({ state: 'never' });
    await grow('a');
    await turn([], { authority: null });
    expect(await readAnchorStatus(store, now)).toMatchObject({ state: 'off', isAlarm: false });
    await turn();
    now = plusMs(T0, 3 * HOUR_MS);
    expect(await readAnchorStatus(store, now)).toMatchObject({ state: 'stale', since: T0, isAlarm: true });
  });
});

describe('the evidence pack', () => {
  const pack = async () =>
    EvidencePack.parse(JSON.parse(JSON.stringify(await exportEvidence(store, ID, { at: now, open: false }))));
  beforeEach(async () => {
    await grow('views/before');
    await appendEvents(store, ID, 1, [reportedEvent(ID, T0)]);
  });
  /** The second event, named by the journal before and after others. */
  async function growByPlan(): Promise<void> {
    await grow('breach/other');
    await appendEvents(store, ID, 2, [planned]);
    await grow('views/with');
    await grow('views/after');
  }

  it('says that nothing is anchored where nothing is', async () => {
    expect((await pack()).anchor).toBeNull();
    expect(await verifyAnchor(await pack(), roots)).toEqual({ findings: [], proof: null });
  });

  it('carries the first anchor that covers its last event, and proves how old that is', async () => {
    await growByPlan();
    await turn();
    now = plusMs(T0, HOUR_MS);
    await grow('views/later');
    await turn();
    const exported = await pack();
    expect(verifyPack(exported).ok).toBe(true);
    expect(exported.anchor).toMatchObject({ covers: 2, kept: [{ place: 'directory', at: T0 }] });
    const named = exported.anchor?.path.map(({ heads }) => heads.map(({ of }) => of).toSorted());
    expect(named).toEqual([[`breach/${ID}`, 'views/with'], ['views/after']]);
    const { findings, proof } = await verifyAnchor(exported, roots);
    expect([findings, proof]).toEqual([
      [],
      expect.objectContaining({ covers: 2, at: T0, authority: 'CN=Test Time-Stamping Authority', isTrusted: true }),
    ]);
  });

  it('covers what was there when it was anchored, where more came since', async () => {
    await turn();
    await growByPlan();
    const { findings, proof } = await verifyAnchor(await pack(), roots);
    expect([findings, proof]).toEqual([[], expect.objectContaining({ covers: 1, at: T0 })]);
  });

  it('shows a record that was rewritten as a whole after it was anchored', async () => {
    await growByPlan();
    await turn();
    const honest = await pack();
    for (const name of ['events', 'breaches', 'clocks', 'register']) {
      await store.connection.collection(name).deleteMany({});
    }
    const later = { ...reportedEvent(ID, plusMs(T0, -24 * HOUR_MS)), by: 'somebody' } as BreachEvent;
    await appendEvents(store, ID, 1, [later]);
    const forged = await pack();
    expect(verifyPack(forged).ok).toBe(true);
    expect(forged.anchor).toMatchObject({ covers: 2 });
    expect((await verifyAnchor(forged, roots)).findings).toHaveLength(1);
    // Nor with the anchor of the honest one under the forged events, whatever is claimed of it.
    const claimed = {
      ...forged,
      anchor: honest.anchor === null ? null : { ...honest.anchor, covers: 1 },
    } as EvidencePack;
    expect((await verifyAnchor(claimed, roots)).findings).toHaveLength(1);
  });

  it('shows an event dated after its time-stamp, a token of another head, and one of a stranger', async () => {
    await growByPlan();
    now = plusMs(T0, -HOUR_MS);
    await turn();
    const early = await verifyAnchor(await pack(), roots);
    expect(early.findings).toMatchObject([{ seq: 2, problem: expect.stringContaining('is dated after') }]);
    const exported = await pack();
    const other = await createAuthority(authority.url, roots)(`9:${sha256Of('x')}`);
    const token = Buffer.from(other.token).toString('base64');
    const changed = { ...exported, anchor: { ...exported.anchor, timestampToken: token } } as EvidencePack;
    expect((await verifyAnchor(changed, roots)).findings).toMatchObject([
      { problem: expect.stringContaining('anchor') },
    ]);
    const strangers = [(await TimestampAuthority.create()).rootPem];
    expect((await verifyAnchor(exported, strangers)).findings).toMatchObject([
      { problem: expect.stringContaining('does not lead to a root that was given') },
    ]);
  });
});
