import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataFlowRegister } from '../../domain/dataflow.ts';
import { DAY_MS, plusMs } from '../../domain/time.ts';
import { readBreach } from '../../store/breaches.ts';
import { readCampaign, saveCampaign } from '../../store/campaigns.ts';
import {
  findSystemsByAlias,
  listCounterparties,
  readCounterparties,
  readSystems,
  saveDataFlow,
} from '../../store/dataflow.ts';
import { claimDelivery, listDeliveries, settleDelivery } from '../../store/deliveries.ts';
import { appendEvents, readEvents } from '../../store/events.ts';
import { keepFile, readFile } from '../../store/files.ts';
import { acceptIntake, readIntake } from '../../store/intake.ts';
import { newClaim } from '../../store/ledger/claims.ts';
import { claimLetters, decideUncertainLetters, settleLetters } from '../../store/ledger/letters.ts';
import { acknowledgeNotice } from '../../store/ledger/notice-answers.ts';
import { decideUncertainNotices } from '../../store/ledger/notice-decisions.ts';
import { claimNotices, saveContents, settleNotices } from '../../store/ledger/notice-pages.ts';
import { planRows } from '../../store/ledger/notice-plan.ts';
import { readRowEntries } from '../../store/ledger/pages.ts';
import { listNotices } from '../../store/notice-lists.ts';
import { noticesOf, openDetail, readNotice, SLOTS } from '../../store/notices.ts';
import { createList } from '../../store/recipient-lists.ts';
import { addRecipients, listRecipients } from '../../store/recipients.ts';
import type { Store } from '../../store/store.ts';
import { authenticate, issueToken, revokeToken } from '../../store/tokens.ts';
import { startMongo, type TestMongo, testKeyring } from '../support/mongo.ts';
import { noticeTo, obligationOf, planOf, reportedEvent } from '../support/plans.ts';
import { until } from '../support/until.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const T1 = '2026-11-24T09:00:00.000Z';
const ID = 'TOC-2026-0001';

/** Each goes in somewhere below, and none may be found in the database. Long words: three letters occur by chance. */
const PEOPLE = {
  reporter: 'Adalberta Quillington',
  attacker: 'Malloryna Greystone',
  contact: 'Olestrand Nordmannsen',
  contactMail: 'olestrand.nordmannsen@fjord.example',
  company: 'Fjordhost Olestrand Hosting',
  person: 'Zoëtrope Marshwood',
  personMail: 'Zoetrope.Marshwood@home.example',
  writer: 'quillington@reporter.example',
  wording: 'the summer house',
};

let mongo: TestMongo;
let store: Store;
beforeAll(async () => {
  mongo = await startMongo();
  store = await mongo.open('secrecy');
});
afterAll(() => mongo.stop());

/** Every document of every collection, and every index and collection name, as MongoDB shows them. */
async function everythingStored(): Promise<string> {
  const db = store.connection.db;
  if (db === undefined) throw new Error('not connected');
  const parts: string[] = [];
  for (const { name } of await db.listCollections().toArray()) {
    const docs = await db.collection(name).find({}).toArray();
    const bytes = docs.flatMap((doc) =>
      Object.values(doc).flatMap((v) => (v?._bsontype === 'Binary' ? [v.buffer] : [])),
    );
    parts.push(name, JSON.stringify(docs), ...bytes.map((b) => Buffer.from(b).toString('latin1')));
    parts.push(...bytes.map((b) => Buffer.from(b).toString('utf8')));
  }
  return parts.join('\n');
}

/** The characters of a text's base64 that do not hang on what follows it. */
function base64(text: string): string {
  return Buffer.from(text).toString('base64').replace(/.?=*$/, '');
}

const register = DataFlowRegister.parse({
  systems: [
    {
      id: 'console',
      name: 'Console',
      plane: 'control',
      dataClasses: ['simple'],
      dataCategories: ['names'],
      countries: ['DE'],
      suppliers: ['fjord'],
      aliases: ['arn:aws:s3:::Console-Data', '$where'],
    },
  ],
  counterparties: [
    {
      id: 'fjord',
      kind: 'supplier',
      name: PEOPLE.company,
      contacts: [{ name: PEOPLE.contact, email: PEOPLE.contactMail }],
    },
  ],
});

const content = {
  company: 'Acme',
  counterpartyName: PEOPLE.company,
  subject: 'Notice',
  text: `Dear ${PEOPLE.contact}`,
  phone: '1',
};
const answers = { holdsData: 'yes', misuse: 'no', answeredBy: PEOPLE.contact } as const;

describe('personal data', () => {
  it('comes back from every function as it went in, and stands nowhere in the database in clear', async () => {
    const reported = reportedEvent(ID, T0);
    const summary = `${PEOPLE.reporter} saw ${PEOPLE.attacker}.`;
    reported.personal.narrative = {
      title: `${PEOPLE.attacker} in the console`,
      summary,
      consequences: '',
      measures: '',
    };
    const plan = planOf(T0, { obligations: [obligationOf('art33', T0)] });
    const head = { at: T0, by: 'dpo', key: 'k' };
    await appendEvents(store, ID, 1, [
      reported,
      { ...head, type: 'awareness-recorded', data: { awareAt: T0 }, personal: { reasons: PEOPLE.reporter } },
      { ...head, type: 'planned', data: { plan, changes: [] } },
      {
        ...head,
        type: 'filed',
        data: { obligation: 'art33', filedAt: T0, late: false },
        personal: { receipt: PEOPLE.writer, reasons: PEOPLE.wording },
      },
      {
        ...head,
        type: 'notice-acknowledged',
        data: { counterparty: 'fjord', round: 1, acknowledgedAt: T1 },
        personal: { answers },
      },
    ]);
    expect((await readBreach(store, ID))?.narrative.summary).toBe(summary);
    expect((await readEvents(store, ID))[1]?.personal).toEqual({ reasons: PEOPLE.reporter });

    const payload = { by: PEOPLE.reporter, text: PEOPLE.wording };
    const intake = { kind: 'report', scope: 'responder', bodySha256: 'aa', receivedAt: T0, exercise: null } as const;
    const opened = { key: PEOPLE.writer, correlation: PEOPLE.attacker, payload };
    const taken = await acceptIntake(store, { ...intake, ...opened }, true);
    expect(await readIntake(store, taken.intake.id)).toMatchObject(opened);

    const bytes = Buffer.from(JSON.stringify(PEOPLE));
    const ref = await keepFile(store, bytes, { mediaType: 'application/json', source: 'report', keptAt: T0 });
    expect(await keepFile(store, bytes, { mediaType: 'text/plain', source: 'other', keptAt: T1 })).toMatchObject({
      file: ref.file,
    });
    expect(await readFile(store, ref.file)).toEqual({
      bytes,
      mediaType: 'application/json',
      source: 'report',
      keptAt: T0,
    });

    await saveDataFlow(store, register, { at: T0, by: 'dpo' });
    expect(await readCounterparties(store, ['fjord', 'nobody'])).toEqual(register.counterparties);
    expect(await listCounterparties(store)).toEqual(register.counterparties);

    await claimDelivery(store, { key: 'd', breachId: ID, channel: 'email', purpose: 'notice', at: T0 });
    await settleDelivery(store, 'd', 'refused', T0, `550 <${PEOPLE.contactMail}> unknown`);
    expect((await listDeliveries(store, ID))[0]?.detail).toContain(PEOPLE.contactMail);

    const id = `${ID}~fjord`;
    await planRows(store, ID, [noticeTo('fjord', T0)], { exercise: false, at: T0 });
    const claim = newClaim();
    const slots = Array.from({ length: SLOTS }, (_, slot) => slot);
    await claimNotices(store, ID, claim, { slots, now: T0, until: T1, limit: 1 });
    await saveContents(store, claim, new Map([[id, content]]));
    const detail = `550 <${PEOPLE.contactMail}> unknown`;
    const delivery = { number: 1, step: 'first', contact: 'first', result: 'uncertain', at: T0 } as const;
    const ended = { what: 'delivered', delivery, messageId: 'm.1', detail } as const;
    await settleNotices(store, ID, claim, [{ id, hasSecond: false, ...ended, completes: [1] }], T0);
    const [kept] = (await noticesOf(store).findOne({ _id: id }))?.deliveries ?? [];
    expect(openDetail(store, { messageId: 'm.1', detail: kept?.detail ?? null })).toBe(detail);
    expect(() => openDetail(store, { messageId: 'm.2', detail: kept?.detail ?? null })).toThrow();
    const decision = { decision: 'arrived', by: 'dpo', at: T0, reasons: PEOPLE.wording } as const;
    expect(await decideUncertainNotices(store, ID, { ...decision, counterparties: null })).toBe(1);
    await acknowledgeNotice(store, { id, breachId: ID }, T0, answers);
    expect(await readNotice(store, id)).toMatchObject({ content, answers, acknowledgedAt: T0 });

    await createList(store, { id: 'list', breachId: ID, createdAt: T0 });
    const person = { name: PEOPLE.person, email: PEOPLE.personMail, language: 'en' };
    await addRecipients(store, 'list', [person]);
    const { people } = await listRecipients(store, 'list', { after: 0, limit: 9 });
    expect(people).toEqual([{ n: 1, ...person, status: 'pending', at: null }]);
    const letters = { breachId: ID, campaign: 1, listId: 'list' };
    const [letter] = await claimLetters(store, 'list', claim, { slots, now: T0, until: T1, limit: 1 });
    if (letter === undefined) throw new Error('nobody was due');
    await settleLetters(store, letters, claim, new Map([[letter.row, 'uncertain']]), T0, 1);
    expect(await decideUncertainLetters(store, letters, { ...decision, people: null })).toBe(1);

    const campaign = {
      breachId: ID,
      number: 1,
      listId: 'list',
      contentHash: 'c',
      subject: PEOPLE.wording,
      text: PEOPLE.company,
    };
    await saveCampaign(store, campaign);
    expect(await readCampaign(store, ID, 1)).toEqual(campaign);

    const stored = (await everythingStored()).toLowerCase();
    expect(stored).toContain(ID.toLowerCase());
    for (const text of Object.values(PEOPLE)) {
      const words = [text, ...text.split(/[^\p{L}]/u).filter((word) => word.length > 6)];
      const encoded = words.flatMap((word) => [word, base64(word)]);
      for (const form of encoded) expect([form, stored.includes(form.toLowerCase())]).toEqual([form, false]);
    }
  });
  it('moved to another record does not open', async () => {
    await appendEvents(store, 'TOC-2026-0002', 1, [reportedEvent('TOC-2026-0002', T0)]);
    const events = store.connection.db?.collection('events');
    const [first, second] = await Promise.all(
      [ID, 'TOC-2026-0002'].map((breachId) => events?.findOne({ breachId, seq: 1 })),
    );
    await events?.updateOne({ breachId: 'TOC-2026-0002', seq: 1 }, { $set: { personal: first?.personal } });
    await expect(readEvents(store, 'TOC-2026-0002')).rejects.toMatchObject({ code: 'internal' });
    await events?.updateOne({ breachId: 'TOC-2026-0002', seq: 1 }, { $set: { personal: second?.personal } });
    expect(await readEvents(store, 'TOC-2026-0002')).toHaveLength(1);
  });
  it('stays readable, and found again, after the key was rotated', async () => {
    const old = testKeyring('k1');
    const before = await mongo.open('rotation', old);
    await createList(before, { id: 'l', breachId: ID, createdAt: T0 });
    const person = { name: PEOPLE.person, email: PEOPLE.personMail, language: 'en' };
    await addRecipients(before, 'l', [person]);
    const keys = new Map([...old.keys, ...testKeyring('k2').keys]);
    const after = await mongo.open('rotation', { current: 'k2', keys });
    expect(await addRecipients(after, 'l', [person])).toEqual({ added: 0, duplicates: 1 });
    expect((await listRecipients(after, 'l', { after: 0, limit: 9 })).people).toMatchObject([person]);
  });
});

describe('tokens', () => {
  const dpo = { name: 'dpo', role: 'dpo', at: T0 } as const;

  it('open what they were issued for, and are not in the database', async () => {
    const token = await issueToken(store, dpo);
    expect(token).toMatch(/^tocsin_[A-Za-z0-9_-]{43}$/);
    expect(await authenticate(store, token, T0)).toEqual({ name: 'dpo', role: 'dpo', scope: 'all' });
    const stored = await everythingStored();
    for (const part of [token, token.slice(7), Buffer.from(token.slice(7), 'base64url').toString('hex')]) {
      expect(stored).not.toContain(part);
    }
  });
  it('end when they are replaced, revoked, or past their time', async () => {
    const first = await issueToken(store, dpo);
    const second = await issueToken(store, { ...dpo, expiresAt: T1 });
    expect(await authenticate(store, first, T0)).toBeNull();
    expect(await authenticate(store, second, '2026-11-24T08:59:59.999Z')).not.toBeNull();
    expect(await authenticate(store, second, T1)).toBeNull();
    const unsaid = await issueToken(store, dpo);
    expect(await authenticate(store, unsaid, plusMs(T0, 90 * DAY_MS - 1))).not.toBeNull();
    expect(await authenticate(store, unsaid, plusMs(T0, 90 * DAY_MS))).toBeNull();
    const third = await issueToken(store, dpo);
    await revokeToken(store, 'dpo');
    expect(await authenticate(store, third, T0)).toBeNull();
  });
  it('of an alert source ends at once in the process that revokes it, and a moment later in the others', async () => {
    const source = { name: 'siem', role: 'alert-source', at: T0 } as const;
    const other = await mongo.open('secrecy', store.keyring);
    const ends = async (revoke: () => Promise<unknown>) => {
      const token = await issueToken(store, source);
      expect([await authenticate(store, token, T0), await authenticate(other, token, T0)]).not.toContain(null);
      await revoke();
      expect(await authenticate(store, token, T0)).toBeNull();
      await until(async () => (await authenticate(other, token, T0)) === null, 'the other process to ask again');
    };
    await ends(() => revokeToken(store, 'siem'));
    await ends(() => issueToken(store, source));
  });
  it('are not issued for a role that does not exist', async () => {
    await expect(issueToken(store, { ...dpo, name: 'x', role: 'root' as 'dpo' })).rejects.toThrow();
    expect(await store.connection.db?.collection('tokens').findOne({ _id: 'x' as never })).toBeNull();
  });
});

describe('an operator where a text is expected', () => {
  const operators = [{ $ne: null }, { $gt: '' }, { $regex: '.*' }, ['x', { $ne: '' }]] as unknown as string[];

  it('finds nothing and changes nothing', async () => {
    await issueToken(store, { name: 'auditor', role: 'auditor', at: T0 });
    const before = await everythingStored();
    for (const operator of operators) {
      expect(await authenticate(store, operator, T0)).toBeNull();
      await expect(readBreach(store, operator)).rejects.toThrow();
      await expect(readNotice(store, operator)).rejects.toThrow();
      await expect(readFile(store, operator)).rejects.toThrow();
      await expect(readSystems(store, [operator])).rejects.toThrow();
      await expect(revokeToken(store, operator)).rejects.toThrow();
      await expect(acknowledgeNotice(store, { id: operator, breachId: ID }, T1, answers)).rejects.toThrow();
      await expect(listNotices(store, operator, {}, { limit: 9 })).rejects.toThrow();
      await expect(listNotices(store, ID, { statuses: [operator as 'sent'] }, { limit: 9 })).rejects.toThrow();
      await expect(readRowEntries(store, `${ID}/notices`, operator)).rejects.toThrow();
      await expect(listRecipients(store, operator, { after: 0, limit: 9 })).rejects.toThrow();
      await expect(settleDelivery(store, operator, 'sent', T1)).rejects.toThrow();
      await expect(appendEvents(store, operator, 1, [reportedEvent(ID, T0)])).rejects.toThrow();
    }
    expect(await everythingStored()).toBe(before);
  });
  it('is an ordinary name as a text', async () => {
    expect((await findSystemsByAlias(store, ['$WHERE'])).map((s) => s.id)).toEqual(['console']);
    expect(await readBreach(store, '$ne')).toBeNull();
  });
});
