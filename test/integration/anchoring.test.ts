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
import type { JournalEntry } from '../../domain/audit/anchor.ts';
import { headText, sha256Of } from '../../domain/audit/chain.ts';
import { EvidencePack, verifyPack } from '../../domain/audit/pack.ts';
import { checkToken } from '../../domain/audit/timestamp.ts';
import { verifyAnchor } from '../../domain/audit/verify-anchor.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { HOUR_MS, type Instant, MINUTE_MS, plusMs } from '../../domain/time.ts';
import { readAnchorStatus, readLastAnchor } from '../../store/anchors.ts';
import { appendEvents, readSealedEvents } from '../../store/events.ts';
import { exportEvidence } from '../../store/evidence-pack.ts';
import { readJournalHead } from '../../store/journal.ts';
import { readJournalHash } from '../../store/journal-entries.ts';
import type { Store } from '../../store/store.ts';
import { journalOf, replaceJournal } from '../support/journal.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';
import { CREDENTIALS, startObjectStore } from '../support/object-store.ts';
import { planOf, reportedEvent } from '../support/plans.ts';
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
  await replaceJournal(store, []);
  for (const name of ['anchors', 'anchorings', 'events', 'breaches', 'clocks']) {
    await store.connection.collection(name).deleteMany({});
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

const head = (of: string, seq: number) => ({ of, seq, hash: sha256Of(`${of} ${seq}`) });
const entries = (...names: string[]) =>
  journalOf(
    names.map((name) => [head(name, 1)]),
    T0,
  );
const lastOf = (journal: JournalEntry[]) => {
  const { seq, hash } = journal.at(-1) as JournalEntry;
  return { seq, hash };
};
function turn(places: AnchorPlace[] = [createDirectory(folder)], more: Partial<AnchorDeps> = {}) {
  const journal = { readHead: readJournalHead, readHash: readJournalHash };
  const stamp = createAuthority(authority.url, roots);
  return anchorHead({ store, journal, authority: stamp, places, clock: () => now, ...more });
}
const kept = () => readdirSync(folder).toSorted();

describe('the head of the journal', () => {
  it('is time-stamped and kept in the directory, and again only once it has moved', async () => {
    await replaceJournal(store, entries('a', 'b'));
    const asked = authority.asked;
    expect(await turn()).toMatchObject({ contradicted: null });
    const first = lastOf(entries('a', 'b'));
    expect(kept()).toEqual(['000000000002.head', '000000000002.tst']);
    expect(readFileSync(join(folder, '000000000002.head'), 'utf8')).toBe(headText(first));
    const token = readFileSync(join(folder, '000000000002.tst'));
    expect(await checkToken(token, headText(first), roots)).toMatchObject({ at: T0, isTrusted: true });
    now = plusMs(T0, HOUR_MS);
    await turn();
    expect(authority.asked).toBe(asked + 1);
    await replaceJournal(store, entries('a', 'b', 'c'));
    await turn();
    expect(kept()).toHaveLength(4);
    expect(await readLastAnchor(store)).toMatchObject({ seq: 3, stampedAt: now, authority: expect.any(String) });
    expect(await readAnchorStatus(store, now)).toMatchObject({ state: 'ok', isAlarm: false });
  });

  it('is nothing to be taken anywhere while the journal is empty', async () => {
    const asked = authority.asked;
    expect(await turn()).toEqual({ tries: [], contradicted: null });
    expect([authority.asked, kept()]).toEqual([asked, []]);
  });

  it('is kept while the authority is away, which is said since when, and stamped once it is back', async () => {
    await replaceJournal(store, entries('a'));
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

  it('is not taken as stamped by an authority whose answer does not hold', async () => {
    await replaceJournal(store, entries('a'));
    for (const flaw of ['other-text', 'forged-signature', 'refuses'] as const) {
      authority.flaw = flaw;
      const { tries } = await turn();
      expect(tries[0]).toMatchObject({ way: 'authority', code: flaw === 'refuses' ? 'unavailable' : 'bad-signature' });
    }
    authority.flaw = undefined;
    const others = await TimestampAuthority.create();
    const { tries } = await turn([], { authority: createAuthority(authority.url, [others.rootPem]) });
    expect(tries).toEqual([{ way: 'authority', seq: 1, code: 'bad-signature' }]);
    expect((await readLastAnchor(store))?.token ?? null).toBeNull();
  });

  it('goes to the authority with name and password, which stand in no address that is asked for', async () => {
    await replaceJournal(store, entries('a'));
    const url = authority.url.replace('://', '://desk:s%C3%A4cret@');
    await turn([], { authority: createAuthority(url, roots) });
    const expected = `Basic ${Buffer.from('desk:säcret').toString('base64')}`;
    expect(authority.lastHeaders.authorization).toBe(expected);
  });

  it('goes by every other way where one fails', async () => {
    await replaceJournal(store, entries('a'));
    const { tries } = await turn([createDirectory(join(folder, 'not-mounted')), createDirectory(folder)]);
    expect(tries.map(({ code }) => code)).toEqual([null, 'unavailable', null]);
    expect(kept()).toContain('000000000001.tst');
  });

  it('goes to a mailbox: its subject is the head, its text the token', async () => {
    await replaceJournal(store, entries('a'));
    const smtp = await SmtpSink.start();
    const channel = createEmailChannel({ smtpUrl: smtp.url, from: 'Tocsin <tocsin@example.org>' });
    await turn([createMailbox('anchors@elsewhere.example', channel)]);
    await turn([createMailbox('anchors@elsewhere.example', channel)]);
    await channel.close();
    await smtp.stop();
    expect(smtp.mails.map(({ to }) => to)).toEqual(['anchors@elsewhere.example']);
    const text = smtp.mails[0]?.text ?? '';
    const anchored = headText(lastOf(entries('a')));
    expect(text.replaceAll(/\r\n\s+/g, ' ')).toContain(`Subject: Tocsin journal ${anchored}`);
    const [, base64 = ''] = /BEGIN TIMESTAMP TOKEN-----([^-]+)-----END/.exec(text) ?? [];
    expect(await checkToken(Buffer.from(base64, 'base64'), anchored, roots)).toMatchObject({ at: T0 });
  });

  it('is tried again where the mail server does not take it', async () => {
    await replaceJournal(store, entries('a'));
    const smtp = await ScriptedSmtp.start({ deeds: { RCPT: '451 not now' } });
    const channel = createEmailChannel({ smtpUrl: smtp.url, from: 'Tocsin <tocsin@example.org>' });
    const { tries } = await turn([createMailbox('anchors@elsewhere.example', channel)]);
    await channel.close();
    await smtp.stop();
    expect(tries.at(-1)).toEqual({ way: 'mail', seq: 1, code: 'unavailable' });
  });

  it('goes to an object store by signed requests, once, and not over another head that is there', async () => {
    await replaceJournal(store, entries('a'));
    const s3 = await startObjectStore();
    const place = createObjectStore({ url: s3.url, ...CREDENTIALS });
    const stranger = createObjectStore({ url: s3.url, ...CREDENTIALS, secretAccessKey: 'wrong' });
    expect((await turn([stranger])).tries.at(-1)).toMatchObject({ code: 'unavailable' });
    expect((await turn([place])).tries.at(-1)).toMatchObject({ way: 'object-store', code: null });
    const names = [...s3.objects.keys()];
    expect(names).toEqual(['/bucket/tocsin/000000000001.head', '/bucket/tocsin/000000000001.tst']);
    await place.keep(lastOf(entries('a')), null);
    await expect(place.keep({ seq: 1, hash: sha256Of('x') }, null)).rejects.toMatchObject({ code: 'conflict' });
    await s3.stop();
    expect((await turn([place])).tries.at(-1)).toMatchObject({ code: null });
    await expect(place.keep({ seq: 2, hash: sha256Of('x') }, null)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('a journal that was cut or rewritten', () => {
  const state = () => readAnchorStatus(store, now);

  it.each([
    ['cut', entries('a', 'b')],
    ['emptied', []],
    ['rewritten with the same length', entries('a', 'b', 'x')],
    ['rewritten and longer', entries('a', 'x', 'c', 'd', 'e')],
  ])('%s, is noticed at the next turn, and taken nowhere', async (_, forged) => {
    await replaceJournal(store, entries('a', 'b', 'c'));
    await turn();
    const before = kept();
    const asked = authority.asked;
    await replaceJournal(store, forged);
    now = plusMs(T0, HOUR_MS);
    expect(await turn()).toEqual({ tries: [], contradicted: 3 });
    expect([kept(), authority.asked]).toEqual([before, asked]);
    expect(await state()).toMatchObject({ state: 'contradicted', since: now, isAlarm: true });
    await replaceJournal(store, entries('a', 'b', 'c'));
    await turn();
    expect(await state()).toMatchObject({ state: 'ok' });
  });

  it('is noticed too where all that the database knows of anchors is gone with it', async () => {
    await replaceJournal(store, entries('a', 'b', 'c'));
    await turn();
    await replaceJournal(store, entries('a', 'b'));
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
    ...{ ...key, key: 'k2', type: 'closed', data: { outcome: 'not-a-breach' }, personal: { reasons: 'A test.' } },
  };

  it('ask for an anchor once they are on record, and nothing else does', async () => {
    const asked: number[] = [];
    const anchorSoon = async () => void asked.push((await readSealedEvents(store, ID)).length);
    await record(anchorSoon).appendEvents({ breachId: ID, firstSeq: 1, events: [reportedEvent(ID, T0)] });
    expect(asked).toEqual([]);
    await record(anchorSoon).appendEvents({ breachId: ID, firstSeq: 2, events: [closed] });
    await until(() => asked.length > 0, 'the call');
    expect(asked).toEqual([2]);
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
    await replaceJournal(store, entries('a'));
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
  /** The breach's head as the journal names it, between others. */
  async function journalWith(...seqs: number[]): Promise<JournalEntry[]> {
    const events = await readSealedEvents(store, ID);
    const of = (seq: number) => ({ of: `breach/${ID}`, seq, hash: events[seq - 1]?.hash ?? '' });
    const heads = seqs.flatMap((seq) => [[head('views/1', seq)], [head('breach/other', seq), of(seq)]]);
    return journalOf([...heads, [head('views/1', 99)]], T0);
  }
  beforeEach(async () => {
    const key = { at: T0, by: 'dpo' };
    const events: BreachEvent[] = [
      reportedEvent(ID, T0),
      { ...key, key: 'k2', type: 'planned', data: { plan: planOf(T0), changes: [] } },
    ];
    await appendEvents(store, ID, 1, events);
  });

  it('says that nothing is anchored where nothing is', async () => {
    expect((await pack()).anchor).toBeNull();
    expect(await verifyAnchor(await pack(), roots)).toEqual({ findings: [], proof: null });
  });

  it('carries the first anchor that covers its last event, and proves how old that is', async () => {
    await replaceJournal(store, await journalWith(1, 2));
    await turn();
    now = plusMs(T0, HOUR_MS);
    const exported = await pack();
    expect(verifyPack(exported).ok).toBe(true);
    expect(exported.anchor).toMatchObject({ covers: 2, kept: [{ place: 'directory', at: T0 }] });
    expect(exported.anchor?.path.map(({ seq }) => seq)).toEqual([4, 5]);
    const { findings, proof } = await verifyAnchor(exported, roots);
    expect([findings, proof]).toEqual([
      [],
      expect.objectContaining({ covers: 2, at: T0, authority: 'CN=Test Time-Stamping Authority', isTrusted: true }),
    ]);
  });

  it('covers what was there when it was anchored, where more came since', async () => {
    await replaceJournal(store, await journalWith(1));
    await turn();
    const { findings, proof } = await verifyAnchor(await pack(), roots);
    expect([findings, proof]).toEqual([[], expect.objectContaining({ covers: 1, at: T0 })]);
  });

  it('shows a record that was rewritten as a whole after it was anchored', async () => {
    await replaceJournal(store, await journalWith(1, 2));
    await turn();
    const honest = await pack();
    await store.connection.collection('events').deleteMany({});
    await store.connection.collection('breaches').deleteMany({});
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
    await replaceJournal(store, await journalWith(1, 2));
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
