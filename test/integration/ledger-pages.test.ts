import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { CancelledFailure } from '@temporalio/activity';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createEmailChannel } from '../../activities/channels/email/channel.ts';
import type { Channels } from '../../activities/channels/registry.ts';
import { createCommunicationActivities } from '../../activities/communications.ts';
import { createLetterLedger } from '../../activities/letters.ts';
import { createNoticeLedger } from '../../activities/notices.ts';
import type { LedgerRequest, PageResult } from '../../activities/types.ts';
import { createWarningActivities } from '../../activities/warnings.ts';
import { loadPolicy } from '../../config/policy.ts';
import { type Counts, campaignName } from '../../domain/communication/standing.ts';
import { DataFlowRegister } from '../../domain/dataflow.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { Letter } from '../../domain/notices/letter.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import { HOUR_MS, type Instant, MINUTE_MS, plusMs } from '../../domain/time.ts';
import { saveCampaign } from '../../store/campaigns.ts';
import { readNoticeLink } from '../../store/crypto/links.ts';
import { seal } from '../../store/crypto/seal.ts';
import { readCounterparties, saveDataFlow } from '../../store/dataflow.ts';
import { appendEvents, readEvents } from '../../store/events.ts';
import { newClaim } from '../../store/ledger/claims.ts';
import { claimLetters } from '../../store/ledger/letters.ts';
import { acknowledgeNotice } from '../../store/ledger/notice-answers.ts';
import { claimNotices } from '../../store/ledger/notice-pages.ts';
import { countByStatus, listNotices } from '../../store/notice-lists.ts';
import { noticeId, noticesOf, readNotice } from '../../store/notices.ts';
import { createList } from '../../store/recipient-lists.ts';
import { addRecipients, countLetters, listRecipients, recipientsOf } from '../../store/recipients.ts';
import type { Store } from '../../store/store.ts';
import { ALL_SLOTS, checkedPages } from '../support/ledgers.ts';
import { readMail } from '../support/mime.ts';
import { startMongo, type TestMongo, testKeyring } from '../support/mongo.ts';
import { reportedEvent } from '../support/plans.ts';
import { type Script, ScriptedSmtp } from '../support/scripted-smtp.ts';
import { type AnswerTo, SmtpSink } from '../support/smtp.ts';

const T0: Instant = '2026-11-24T08:00:00.000Z';
const LOCK_END = plusMs(T0, 3 * MINUTE_MS);
const PUBLIC_URL = 'https://tocsin.example';
const PARTIES = 60;
const policy = loadPolicy('policy');

let mongo: TestMongo;
let store: Store;
let breaches = 0;
const stops: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  mongo = await startMongo({ own: true });
  store = await mongo.open('pages');
  const ids = Array.from({ length: PARTIES }, (_, n) => `party-${n}`);
  const system = { id: 'console', name: 'Console', plane: 'customer-data', dataClasses: ['simple'] };
  const more = { dataCategories: ['names'], countries: ['DE'], customers: ids, suppliers: [], aliases: [] };
  const register = DataFlowRegister.parse({
    systems: [{ ...system, ...more }],
    counterparties: ids.map((id) => ({
      ...{ id, kind: 'customer', name: `Company ${id}`, language: 'en' },
      contacts: ['first', 'second'].map((place) => ({ name: `Dana ${place}`, email: `${place}@${id}.example` })),
    })),
  });
  await saveDataFlow(store, register, { at: T0, by: 'dpo' });
});
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});
afterAll(() => mongo.stop());

type Kind = 'notices' | 'letters';
type Setting = { kind: Kind; request: LedgerRequest; listId: string; now: Instant; breachId: string };

/** A breach with 60 customers to be told, or 60 people to be written to, and nothing sent yet. */
async function open(kind: Kind, translations?: Record<string, Letter>): Promise<Setting> {
  const breachId = `TOC-2026-${String(++breaches).padStart(4, '0')}`;
  const listId = `${breachId}~list`;
  const head = { at: T0, by: 'dpo', key: 'k' };
  await appendEvents(store, breachId, 1, [
    reportedEvent(breachId, T0),
    { ...head, type: 'awareness-recorded', data: { awareAt: T0 }, personal: { reasons: '' } },
  ]);
  if (kind === 'letters') {
    const content = { subject: 'What happened', text: 'Dear {{recipient}},\nbe careful.', contentHash: 'h' };
    await saveCampaign(store, { breachId, number: 1, listId, ...content, ...(translations && { translations }) });
    await createList(store, { id: listId, breachId, createdAt: T0 });
    const people = Array.from({ length: PARTIES }, (_, n) => n + 1);
    await addRecipients(
      store,
      listId,
      people.map((n) => ({ name: `Person ${n}`, email: `p${n}@home.example`, language: n % 3 === 0 ? 'de' : 'en' })),
    );
  }
  const communication = kind === 'notices' ? 'notices' : campaignName(1);
  const request = { breachId, communication, listId: kind === 'notices' ? null : listId, exercise: null };
  return { kind, request, listId, breachId, now: T0 };
}

/** The policy as version 0.4 had it. */
function before(own: CompiledPolicy): CompiledPolicy {
  const { 'customer-link': _, 'supplier-link': __, ...en } = own.notices.en ?? {};
  return { ...own, notices: { ...own.notices, en } };
}

/** An activity's surroundings, without the lines that it logs of failures that are expected here. */
const newEnv = () => new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });

/** `messageMs`: the patience with a server that falls silent; a busy machine must not meet its end by itself. */
type Means = { policy?: CompiledPolicy; email?: Channels['email']; env?: MockActivityEnvironment; messageMs?: number };

/** One page over every row, as an activity; the ledger is planned first, as its workflow does. */
async function page(setting: Setting, url: string, means: Means = {}): Promise<PageResult> {
  const { env = newEnv(), messageMs = 30_000 } = means;
  const channel = createEmailChannel({ smtpUrl: url, from: 'Tocsin <tocsin@example.org>', messageMs });
  stops.push(() => channel.close());
  const channels = { email: means.email ?? (() => channel), slack: () => null, close: async () => {} };
  const deps = { store, channels, policy: means.policy ?? policy, clock: () => setting.now, publicUrl: PUBLIC_URL };
  const ledgers = { notices: createNoticeLedger(deps), letters: createLetterLedger(deps) };
  const { planLedger, workPage } = createCommunicationActivities(deps.clock, ledgers);
  await newEnv().run(planLedger, setting.request);
  return env.run(workPage, { ...setting.request, slots: [...ALL_SLOTS] });
}

async function counts({ kind, breachId, listId }: Setting): Promise<Counts> {
  const { counts } = kind === 'notices' ? await countByStatus(store, breachId) : await countLetters(store, listId);
  await checkedPages(store, `${breachId}/${kind === 'notices' ? 'notices' : 'campaign/1'}`);
  return counts;
}

/** Rows that nobody could take now. */
async function held({ kind, breachId, listId }: Setting): Promise<number> {
  if (kind === 'notices') return noticesOf(store).countDocuments({ breachId, claim: { $ne: null } });
  return recipientsOf(store).countDocuments({ listId, claim: { $ne: null } });
}

async function scripted(script: Script) {
  const server = await ScriptedSmtp.start(script);
  stops.push(() => server.stop());
  return server;
}

async function sink(answerTo?: AnswerTo) {
  const server = await SmtpSink.start(answerTo);
  stops.push(() => server.stop());
  return server;
}

/** What is sealed of who is written to. */
const SEALED = { notices: 'sealed', letters: 'person' } as const;

/** Whom the desk shows in a status. */
async function namesOf({ kind, breachId, listId }: Setting, status: 'deferred' | 'pending'): Promise<string[]> {
  if (kind === 'letters') {
    const { people } = await listRecipients(store, listId, { status: 'pending', after: 0, limit: 100 });
    return people.map(({ name }) => name);
  }
  const { notices } = await listNotices(store, breachId, { statuses: [status as 'deferred'] }, { limit: 100 });
  const parties = await readCounterparties(
    store,
    notices.map(({ counterparty }) => counterparty),
  );
  return parties.map(({ name }) => name);
}

it('a page of letters reaches each in the language they prefer where there is one in it, else in its own', async () => {
  const german = { subject: 'Was geschehen ist', text: 'Guten Tag {{recipient}},\nseien Sie vorsichtig.' };
  const setting = await open('letters', { de: german });
  const server = await sink();
  expect((await page(setting, server.url)).acted).toBe(PARTIES);
  for (const { to, raw } of server.mails) {
    const n = Number(/p(\d+)@/.exec(to)?.[1]);
    const { fields, text } = readMail(Buffer.from(raw));
    const wanted = n % 3 === 0 ? ['Was geschehen ist', 'de'] : ['What happened', 'en'];
    expect([n, fields.get('subject'), fields.get('content-language')]).toEqual([n, ...wanted]);
    expect(text).toContain(n % 3 === 0 ? `Guten Tag Person ${n},` : `Dear Person ${n},`);
  }
});

const untold = { notices: 'planned', letters: 'pending' } as const;

describe.each(['notices', 'letters'] as const)('a page of %s', (kind) => {
  it('tells everybody once, with a Message-ID of their own, and has nothing left to do', async () => {
    const setting = await open(kind);
    const server = await sink();
    expect(await page(setting, server.url)).toEqual({ acted: PARTIES, isMore: false, stopped: null });
    expect(await page(setting, server.url)).toEqual({ acted: 0, isMore: false, stopped: null });
    expect(await counts(setting)).toEqual({ total: PARTIES, sent: PARTIES });
    const ids = server.mails.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1]);
    expect(new Set(server.mails.map(({ to }) => to)).size).toBe(PARTIES);
    expect([ids.length, new Set(ids).size]).toEqual([PARTIES, PARTIES]);
  });
  it('has nothing uncertain behind a server that falls silent before anybody is named', async () => {
    const setting = await open(kind);
    const server = await scripted({ deeds: { MAIL: 'silence' } });
    expect(await page(setting, server.url, { messageMs: 500 })).toMatchObject({ stopped: 'outage' });
    const { total, uncertain, sent } = { uncertain: 0, sent: 0, ...(await counts(setting)) };
    expect({ total, uncertain, sent }).toEqual({ total: PARTIES, uncertain: 0, sent: 0 });
    expect(await held(setting)).toBe(0);
  });
  it('waits for a server that has to encrypt and does not: nobody is told, and nothing is used up', async () => {
    const setting = await open(kind);
    const server = await scripted({ extensions: ['AUTH PLAIN'], deeds: { STARTTLS: '502 what' } });
    expect(await page(setting, `smtp://tocsin:secret@${server.address}`)).toMatchObject({ stopped: 'outage' });
    expect(server.commands.filter((line) => !/^(?:EHLO|STARTTLS)/.test(line))).toEqual([]);
    const { uncertain = 0, refused = 0, failed = 0, sent = 0 } = await counts(setting);
    expect([uncertain, refused, failed, sent, await held(setting)]).toEqual([0, 0, 0, 0, 0]);
  });
  it('stops behind a server that breaks off after the message, with few uncertain', async () => {
    const setting = await open(kind);
    const server = await scripted({ deeds: { dot: 'break-off' } });
    expect(await page(setting, server.url)).toMatchObject({ stopped: 'connections-lost' });
    const after = await counts(setting);
    expect(after.uncertain).toBe(server.taken);
    expect(after.uncertain).toBeLessThanOrEqual(3);
    expect(after[untold[kind]]).toBe(PARTIES - server.taken);
    expect(await held(setting)).toBe(0);
  });
  it('stops at a server that says 421, and nothing is used up', async () => {
    const setting = await open(kind);
    const server = await scripted({ deeds: { MAIL: '421 too busy' } });
    expect(await page(setting, server.url)).toMatchObject({ stopped: 'busy' });
    const { uncertain = 0, refused = 0, sent = 0 } = await counts(setting);
    expect([uncertain, refused, sent, await held(setting)]).toEqual([0, 0, 0, 0]);
  });
  it('stops at many refusals, and whoever was not reached yet stays as before', async () => {
    const setting = await open(kind);
    const server = await sink(() => 550);
    expect(await page(setting, server.url)).toMatchObject({ stopped: 'refusals' });
    const after = await counts(setting);
    expect(after.refused).toBeGreaterThanOrEqual(10);
    expect(after.refused).toBeLessThan(20);
    expect((after.refused ?? 0) + (after[untold[kind]] ?? 0)).toBe(PARTIES);
  });
  it('counts what a killed worker held as uncertain once its lock ran out, and sends none of it again', async () => {
    const setting = await open(kind);
    const server = await sink();
    // It claims, and some of it leaves, and it dies: planned by a page that is cancelled before its first letter.
    const env = newEnv();
    env.cancel();
    await expect(page(setting, server.url, { env })).rejects.toBeInstanceOf(CancelledFailure);
    const turn = { slots: ALL_SLOTS, now: T0, until: LOCK_END, limit: 20 };
    if (kind === 'notices') await claimNotices(store, setting.breachId, newClaim(), turn);
    else await claimLetters(store, setting.listId, newClaim(), turn);
    expect(await page(setting, server.url)).toMatchObject({ acted: PARTIES - 20 });
    setting.now = LOCK_END;
    expect(await page(setting, server.url)).toMatchObject({ acted: 20 });
    expect(await counts(setting)).toEqual({ total: PARTIES, sent: PARTIES - 20, uncertain: 20 });
    expect(server.mails).toHaveLength(PARTIES - 20);
    expect(await held(setting)).toBe(0);
  });
  it('that is cancelled in the middle ends what is under way and gives the others back', async () => {
    const setting = await open(kind);
    const env = newEnv();
    let taken = 0;
    const server = await sink(() => {
      taken += 1;
      if (taken === 10) env.cancel();
      return 250;
    });
    await expect(page(setting, server.url, { env })).rejects.toBeInstanceOf(CancelledFailure);
    const after = await counts(setting);
    expect(after.sent).toBe(server.mails.length);
    expect(after.sent).toBeLessThan(PARTIES);
    expect(after[untold[kind]]).toBe(PARTIES - server.mails.length);
    expect(await held(setting)).toBe(0);
    await page(setting, server.url);
    expect(server.mails).toHaveLength(PARTIES);
  });
  it('records every letter although the database changes its primary while they leave', async () => {
    const setting = await open(kind);
    let taken = 0;
    const server = await sink(async () => {
      taken += 1;
      const stepDown = { replSetStepDown: 2, secondaryCatchUpPeriodSecs: 0, force: true };
      if (taken === 10)
        await store.connection.db
          ?.admin()
          .command(stepDown)
          .catch(() => null);
      return 250;
    });
    await page(setting, server.url).catch(() => page(setting, server.url));
    expect(await counts(setting)).toEqual({ total: PARTIES, sent: PARTIES });
    expect(server.mails).toHaveLength(PARTIES);
  });
  it('reaches all others where one row cannot be opened, and that one once it can', async () => {
    const setting = await open(kind);
    const server = await sink();
    const [rows, field] = [
      store.connection.collection(kind === 'notices' ? 'counterparties' : 'recipients'),
      SEALED[kind],
    ];
    const _id = (kind === 'notices' ? 'party-7' : `${setting.listId}/8`) as never;
    const address = kind === 'notices' ? 'first@party-7.example' : 'p8@home.example';
    const sealed = (await rows.findOne({ _id }))?.[field];
    const gone = seal(testKeyring('gone'), '{}', 'elsewhere');
    await rows.updateOne({ _id }, { $set: { [field]: gone } });
    try {
      expect(await page(setting, server.url)).toEqual({ acted: PARTIES, isMore: false, stopped: null });
      expect(await page(setting, server.url)).toMatchObject({ acted: 0 });
      const waiting = kind === 'notices' ? 'deferred' : 'pending';
      expect(await counts(setting)).toEqual({ total: PARTIES, sent: PARTIES - 1, [waiting]: 1 });
      expect(await held(setting)).toBe(0);
      expect(await namesOf(setting, waiting)).toEqual(['[cannot be opened, key gone]']);
      expect(server.mails.map(({ to }) => to)).not.toContain(address);
      expect(server.mails.some(({ raw }) => raw.includes('cannot be opened'))).toBe(false);
    } finally {
      await rows.updateOne({ _id }, { $set: { [field]: sealed } });
    }
    setting.now = plusMs(T0, HOUR_MS);
    expect(await page(setting, server.url)).toMatchObject({ acted: 1 });
    expect(await counts(setting)).toEqual({ total: PARTIES, sent: PARTIES });
    const told = server.mails.map(({ to }) => to);
    expect([told.length, new Set(told).size, told.at(-1)]).toEqual([PARTIES, PARTIES, address]);
  });
  it('that cannot begin, as an exercise has no inbox, holds nothing', async () => {
    const setting = await open(kind);
    const email = () => {
      throw new TocsinError('exercise-has-no-inbox', 'An exercise mails only to a development inbox.');
    };
    await expect(page(setting, 'smtp://127.0.0.1:9', { email })).rejects.toMatchObject({
      type: 'exercise-has-no-inbox',
    });
    expect((await counts(setting))[untold[kind]]).toBe(PARTIES);
    expect(await held(setting)).toBe(0);
  });
});

describe('a page of letters', () => {
  it('says to everybody, who prefers German among them, that a letter in English is in English', async () => {
    const setting = await open('letters');
    const server = await sink();
    await page(setting, server.url);
    const languages = server.mails.map(({ to, raw }) => [to, /^Content-Language: (.*)$/im.exec(raw)?.[1]?.trim()]);
    expect(languages.toSorted()).toEqual(
      Array.from({ length: PARTIES }, (_, n) => [`p${n + 1}@home.example`, 'en']).toSorted(),
    );
  });
});

describe('a page of notices', () => {
  it('that cannot write a letter gives all of them back, and none is uncertain', async () => {
    const setting = await open('notices');
    const server = await sink();
    const none = { ...policy, notices: {} };
    await expect(page(setting, server.url, { policy: none })).rejects.toMatchObject({ type: 'internal' });
    expect(await counts(setting)).toEqual({ total: PARTIES, planned: PARTIES });
    expect(await held(setting)).toBe(0);
    expect(await page(setting, server.url)).toMatchObject({ acted: PARTIES });
  });
  it('has the text of every page stored before its letter leaves, and it stays as it was sent', async () => {
    const setting = await open('notices');
    const seen: (string | undefined)[] = [];
    const server = await sink(async (address) => {
      const id = noticeId(setting.breachId, address.split('@')[1]?.replace('.example', '') ?? '', 1);
      seen.push((await readNotice(store, id))?.content?.counterpartyName);
      return 250;
    });
    await page(setting, server.url);
    expect(seen.filter((name) => name?.startsWith('Company party-'))).toHaveLength(PARTIES);
    const before = (await readNotice(store, noticeId(setting.breachId, 'party-0', 1)))?.content;
    setting.now = plusMs(T0, 13 * HOUR_MS);
    await page(setting, server.url);
    expect(server.mails).toHaveLength(2 * PARTIES);
    expect((await readNotice(store, noticeId(setting.breachId, 'party-0', 1)))?.content).toEqual(before);
    const token = /https:\/\/tocsin\.example\/n\/([\w.~-]+)/.exec(server.mails.at(-1)?.text ?? '')?.[1];
    expect(await readNoticeLink(store.keyring, token ?? '', setting.now)).toMatchObject({ generation: 1 });
  });
  it('of answers that speak of misuse has each told once, however many there are', async () => {
    const setting = await open('notices');
    const server = await sink();
    await page(setting, server.url);
    const said = { holdsData: 'yes', misuse: 'yes', answeredBy: 'Ole' } as const;
    const { breachId } = setting;
    for (let n = 0; n < 25; n += 1) {
      await acknowledgeNotice(store, { id: noticeId(breachId, `party-${n}`, 1), breachId }, T0, said);
    }
    const before = server.mails.length;
    const channel = createEmailChannel({ smtpUrl: server.url, from: 'Tocsin <tocsin@example.org>' });
    stops.push(() => channel.close());
    const channels = { email: () => channel, slack: () => null, close: async () => {} };
    const deps = { store, policy, channels, clock: () => T0, publicUrl: PUBLIC_URL };
    const { warnOfMisuse } = createWarningActivities(deps);
    const signs = async () => (await createNoticeLedger(deps).count(setting.request)).misuse;
    const told: string[] = [];
    for (let untold = await signs(); untold.length > 0; untold = await signs()) {
      for (const sign of untold) await newEnv().run(warnOfMisuse, { breachId, ...sign, exercise: null });
      told.push(...untold.map(({ counterparty }) => counterparty));
    }
    expect([told.length, new Set(told).size]).toEqual([25, 25]);
    // DPO and deputy.
    expect(server.mails.length - before).toBe(50);
  });
  it('writes to the second contact at once where the first is refused for good', async () => {
    const setting = await open('notices');
    const server = await sink((address) => (address === 'first@party-7.example' ? 550 : 250));
    await page(setting, server.url);
    await page(setting, server.url);
    expect(server.mails.filter(({ to }) => to.endsWith('@party-7.example')).map(({ to }) => to)).toEqual([
      'second@party-7.example',
    ]);
    const row = await noticesOf(store).findOne({ _id: noticeId(setting.breachId, 'party-7', 1) });
    expect(row).toMatchObject({ status: 'escalated', deliveries: [{ result: 'refused' }, { step: 'escalation' }] });
  });
});

describe('rows that cannot be opened', () => {
  it('of notices that were sent hold up no reminder, and their text is left as it is', async () => {
    const setting = await open('notices');
    const server = await sink();
    await page(setting, server.url);
    const id = noticeId(setting.breachId, 'party-7', 1);
    const content = seal(testKeyring('gone'), '{}', 'elsewhere');
    await noticesOf(store).updateOne({ _id: id }, { $set: { content, others: content } });
    setting.now = plusMs(T0, 13 * HOUR_MS);
    expect(await page(setting, server.url)).toMatchObject({ acted: PARTIES, stopped: null });
    expect(await counts(setting)).toEqual({ total: PARTIES, reminded: PARTIES });
    expect(server.mails).toHaveLength(2 * PARTIES);
    expect(server.mails.some(({ raw }) => raw.includes('cannot be opened'))).toBe(false);
    expect((await noticesOf(store).findOne({ _id: id }))?.content).toBe(content);
  });

  it('with the content of a campaign hold up all of it, as there is nothing to say; nobody is claimed', async () => {
    const setting = await open('letters');
    const content = seal(testKeyring('gone'), '{}', 'elsewhere');
    await store.connection.collection('campaigns').updateOne({ breachId: setting.breachId }, { $set: { content } });
    const server = await sink();
    await expect(page(setting, server.url)).rejects.toMatchObject({ type: 'internal' });
    expect([server.mails.length, await held(setting)]).toEqual([0, 0]);
    expect(await counts(setting)).toEqual({ total: PARTIES, pending: PARTIES });
  });
});

describe('a link that was given out anew', () => {
  const anew = async ({ breachId }: Setting, type: 'link-reissued' | 'link-revoked', generation: number) => {
    const data = { counterparty: 'party-7', round: 1, generation };
    const seq = (await readEvents(store, breachId)).length + 1;
    const head = { at: T0, by: 'dpo', key: `${type}/${generation}` };
    await appendEvents(store, breachId, seq, [{ ...head, type, data, personal: { reasons: 'Passed on.' } }]);
  };
  const linkIn = (raw: string) => /\/n\/([\w.-]+)/.exec(raw.replaceAll(/=\r?\n/g, ''))?.[1] ?? '';

  it.each([
    ['by the letter that the policy has for it', policy, 'New link for personal data breach'],
    ['by the first notice, where a policy of before has none for it', before(policy), 'Personal data breach'],
  ])('goes out once, %s, and opens', async (_, own, subject) => {
    const setting = await open('notices');
    const server = await sink();
    await page(setting, server.url, { policy: own });
    await anew(setting, 'link-reissued', 2);
    await page(setting, server.url, { policy: own });
    await page(setting, server.url, { policy: own });
    const [, letter, ...more] = server.mails.filter(({ to }) => to === 'first@party-7.example');
    expect([server.mails.length, more]).toEqual([PARTIES + 1, []]);
    expect(letter?.raw).toContain(`Subject: ${subject}`);
    expect(await readNoticeLink(store.keyring, linkIn(letter?.raw ?? ''), T0)).toMatchObject({ generation: 2 });
  });

  it('that was revoked stands in no reminder', async () => {
    const setting = await open('notices');
    const server = await sink();
    await page(setting, server.url);
    await anew(setting, 'link-revoked', 1);
    const from = server.mails.length;
    setting.now = plusMs(T0, 12 * HOUR_MS);
    await page(setting, server.url);
    const reminders = server.mails.slice(from);
    const [own] = reminders.filter(({ to }) => to === 'first@party-7.example');
    expect(own?.raw).toContain('Reminder');
    expect(reminders.filter(({ raw }) => linkIn(raw) === '')).toEqual([own]);
  });
});

describe('a page of letters', () => {
  it('without its approved content claims nobody', async () => {
    const setting = await open('letters');
    const request = { ...setting.request, communication: campaignName(2) };
    await expect(page({ ...setting, request }, 'smtp://127.0.0.1:9')).rejects.toMatchObject({ type: 'not-found' });
    expect(await held(setting)).toBe(0);
  });
});
