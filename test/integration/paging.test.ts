import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { createChannels } from '../../activities/channels/registry.ts';
import { pageMail } from '../../activities/page-mail.ts';
import { tellAll } from '../../activities/telling/tell.ts';
import type { WarnedRung } from '../../activities/types.ts';
import { createWarningActivities } from '../../activities/warnings.ts';
import { loadPolicy } from '../../config/policy.ts';
import { handlingOf } from '../../domain/breach/handling.ts';
import { planInputOf } from '../../domain/breach/plan-input.ts';
import { filingsOf } from '../../domain/breach/state.ts';
import { makePlan } from '../../domain/plan/make.ts';
import type { PlannedObligation } from '../../domain/plan/types.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import type { OnDuty } from '../../domain/policy/rota.ts';
import { readBreach } from '../../store/breaches.ts';
import { readSystems } from '../../store/dataflow.ts';
import { appendEvents } from '../../store/events.ts';
import { rotaGaps } from '../../store/on-duty.ts';
import { noteNews } from '../../store/tellings.ts';
import { changeUser } from '../../store/users.ts';
import { NOW, TestApi } from '../support/api.ts';

const WORDS = 'the vault password is Hunter-Two';
const policy = loadPolicy('policy');
let api: TestApi;
let mails: string[];
let server: SMTPServer;
let stop: () => Promise<void>;

beforeAll(async () => {
  api = await TestApi.start();
  mails = [];
  server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    async onData(stream, _session, done) {
      mails.push(
        Buffer.concat(await stream.toArray())
          .toString('utf8')
          .replaceAll('=\r\n', ''),
      );
      done();
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  stop = async () => {
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await api.stop();
  };
});
afterAll(() => stop());

/** A suspicion as its first plan stands, with its targets. */
async function reported(): Promise<string> {
  const breachId = await api.report({ title: WORDS, summary: WORDS, systems: ['tickets'] });
  const state = await readBreach(api.store, breachId);
  if (state === null) throw new Error('not on record');
  const known = { ...state, at: NOW, filings: filingsOf(state), handling: handlingOf(state) };
  const plan = makePlan(policy, planInputOf(known, await readSystems(api.store, state.facts.systems)));
  const head = { at: NOW, by: 'engine', key: 'plan' };
  await appendEvents(api.store, breachId, state.seq + 1, [{ ...head, type: 'planned', data: { plan, changes: [] } }]);
  return breachId;
}

describe('a page', () => {
  it('goes to DPO, deputy and who is on duty, says what it would bring, and none of the reported words', async () => {
    const breachId = await reported();
    const { port } = server.server.address() as AddressInfo;
    const channels = createChannels({
      ...{ smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: 'Tocsin <tocsin@example.org>', replyTo: 'dpo@example.org' },
      ...{ exerciseSmtpUrl: undefined, slack: undefined },
    });
    const deps = { store: api.store, policy, channels, clock: () => NOW, publicUrl: 'https://tocsin.example' };
    const { warn } = createWarningActivities(deps);
    const { json } = await api.call('dpo', 'GET', `/clocks?breachId=${breachId}`);
    const take = (json.clocks as { obligation: string; due: string }[]).find(
      ({ obligation }) => obligation === 'organisation-take',
    );
    const rung: WarnedRung = {
      ...{ obligation: 'organisation-take', due: take?.due ?? '', rung: 'clock-started' },
      ...{ to: ['on-duty', 'dpo', 'deputy'], channels: ['email'] },
    };
    // Tried twice, as after a lost answer: nobody is told twice.
    for (let i = 0; i < 2; i += 1) await warn({ breachId, rungs: [rung], exercise: null });
    await channels.close();
    const to = mails.map((raw) => /^To: .*<(.*)>/m.exec(raw)?.[1]);
    expect(to.toSorted()).toEqual(['dpo-deputy@example.org', 'dpo@example.org', 'on-call-2@example.org']);
    for (const raw of mails) {
      expect(raw).toContain(`Subject: ${breachId}: a new incident, take it by`);
      expect(raw).toContain(`https://tocsin.example/desk/breaches/${breachId}`);
      expect(raw).toContain('Support tickets');
      expect(raw).toContain('GDPR Art. 33(1), Notify the supervisory authority: by');
      for (const known of [
        '- Data: simple',
        '- People: 1,200 in these systems',
        '- Effect: not known whether anybody saw it',
      ]) {
        expect(raw).toContain(known);
      }
      expect(raw).not.toContain('Hunter');
    }
  });
});

describe('a rung that names whoever is on duty', () => {
  const rotaOf = (who: Record<string, OnDuty>): CompiledPolicy => {
    const shifts = [{ days: ['tue' as const], from: '00:00', to: '00:00', weeks: Object.keys(who) }];
    const onDuty = { zone: 'Europe/Berlin', since: '2026-11-02', handOver: '00:00', who, shifts };
    return { ...policy, organisation: { ...policy.organisation, onDuty } };
  };
  async function told(rules: CompiledPolicy, channels: WarnedRung['channels']): Promise<(string | undefined)[]> {
    const breachId = await reported();
    const { port } = server.server.address() as AddressInfo;
    const ways = createChannels({
      ...{ smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: 'Tocsin <tocsin@example.org>', replyTo: 'dpo@example.org' },
      ...{ exerciseSmtpUrl: undefined, slack: undefined },
    });
    const deps = { store: api.store, policy: rules, channels: ways, clock: () => NOW, publicUrl: 'https://t.example' };
    const { due = '' } = (await readBreach(api.store, breachId))?.plan?.targets?.[0]?.clock ?? {};
    const rung: WarnedRung = {
      obligation: 'organisation-take',
      due,
      rung: '15-minutes-left',
      to: ['on-duty'],
      channels,
    };
    const before = mails.length;
    await createWarningActivities(deps).warn({ breachId, rungs: [rung], exercise: null });
    await ways.close();
    return mails
      .slice(before)
      .map((raw) => /^To: .*<(.*)>/m.exec(raw)?.[1])
      .toSorted();
  }

  it('reaches DPO and deputy where nobody of the rota can be told, and never nobody', async () => {
    const both = ['dpo-deputy@example.org', 'dpo@example.org'];
    const { userId: reporter } = await api.session('reporter');
    const { userId: responder } = await api.session('responder');
    expect(await told(rotaOf({ ada: { user: responder } }), ['email'])).toEqual(['responder@people.example']);
    for (const user of [reporter, 'nobody']) expect(await told(rotaOf({ ada: { user } }), ['email'])).toEqual(both);
    const { onDuty: _, ...organisation } = policy.organisation;
    expect(await told({ ...policy, organisation }, ['email'])).toEqual(both);
    // Without a chat, what only the chat would carry goes by mail.
    expect(await told(policy, ['slack'])).toEqual(['on-call-2@example.org']);
    await changeUser(api.store, responder, { disabled: true });
    const rota = rotaOf({ ada: { user: responder }, bert: { user: reporter }, cleo: { user: 'nobody' } });
    expect(await told(rotaOf({ ada: { user: responder } }), ['email'])).toEqual(both);
    expect(await rotaGaps(api.store, rota.organisation.onDuty)).toEqual([
      { name: 'ada', gap: 'disabled' },
      { name: 'bert', gap: 'may-not-act' },
      { name: 'cleo', gap: 'no-such-user' },
    ]);
    await changeUser(api.store, responder, { disabled: false });
  });
});

describe('hours in which nobody on duty can be told', () => {
  it('stand on the desk for who may act, and on the page of an incident that nobody has', async () => {
    const { userId } = await api.session('responder');
    const { zone, since, handOver } = { zone: 'Europe/Berlin', since: '2026-11-02', handOver: '09:00' };
    const who = { first: { label: 'On-call', email: 'on-call@example.org' }, ada: { user: userId } };
    const shifts = [
      { days: ['mon' as const, 'wed' as const], from: '09:00', to: '09:00', weeks: ['first'] },
      { days: ['tue' as const, 'thu' as const], from: '09:00', to: '09:00', weeks: ['ada'] },
      { days: ['fri' as const, 'sat' as const, 'sun' as const], from: '09:00', to: '09:00', weeks: ['first'] },
    ];
    const onDuty = { zone, since, handOver, who, shifts };
    const beside = await TestApi.beside(api, { onDuty });
    const breachId = await reported();
    const page = async (role: 'responder' | 'auditor', path: string) => (await beside.call(role, 'GET', path)).body;
    expect(await page('responder', '/')).not.toContain('nobody is on duty');
    await changeUser(api.store, userId, { disabled: true });
    const desk = await page('responder', '/');
    expect(desk).toContain('Until Wed 25 Nov, 09:00 CET nobody is on duty who can be told.');
    expect(desk).toContain('From Thu 26 Nov, 09:00 CET until Fri 27 Nov, 09:00 CET nobody is on duty');
    expect(await page('auditor', '/')).not.toContain('nobody is on duty');
    expect(await page('responder', `/desk/breaches/${breachId}`)).toContain('Nobody is on duty now who can be told');
    await beside.call('responder', 'POST', `/breaches/${breachId}/take`);
    expect(await page('responder', `/desk/breaches/${breachId}`)).not.toContain('Nobody is on duty now');
    await changeUser(api.store, userId, { disabled: false });
    await beside.stop();
  });
});

describe('an incident that nobody has', () => {
  it('stands above all else on the desk, and is taken from there with one press', async () => {
    const breachId = await reported();
    const { cookie, csrf } = await api.session('responder');
    const desk = await api.server.inject({ url: '/', headers: { cookie } });
    expect(desk.body).toMatch(new RegExp(`id="waiting"[\\s\\S]*/desk/breaches/${breachId}/take"`));
    const firstTable = /<section class="card" id="(\w+)"/.exec(desk.body)?.[1];
    expect(firstTable).toBe('waiting');
    const answer = await api.submit(`/desk/breaches/${breachId}/take`, { csrf }, { cookie });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `/desk/breaches/${breachId}#handling`]);
    const after = await api.server.inject({ url: '/', headers: { cookie } });
    expect(after.body).not.toContain(`/desk/breaches/${breachId}/take"`);
    const again = await api.call('dpo', 'POST', `/breaches/${breachId}/take`, { body: {} });
    expect([again.status, again.json.code]).toEqual([409, 'conflict']);
  });

  it('is merged only into another one that is open, and tells who may end it', async () => {
    const breachId = await reported();
    const merge = (into: string, role: 'dpo' | 'responder' = 'dpo') =>
      api.call(role, 'POST', `/breaches/${breachId}/triage`, {
        body: { outcome: 'merged', into, reasons: 'The same.' },
      });
    expect((await merge('TOC-2026-9999')).json).toMatchObject({ code: 'conflict', field: 'into' });
    expect((await merge(breachId)).json).toMatchObject({ code: 'conflict', field: 'into' });
    const other = await reported();
    expect((await merge(other, 'responder')).status).toBe(403);
    expect((await merge(other)).status).toBe(200);
    const { json } = await api.call('dpo', 'GET', `/breaches/${breachId}`);
    expect(json).toMatchObject({ status: 'closed', triage: { outcome: 'merged', into: other } });
  });

  it('is handed over to a user who can act on it, and to nobody else', async () => {
    const breachId = await reported();
    const over = (to: string) =>
      api.call('dpo', 'POST', `/breaches/${breachId}/hand-over`, { body: { to, reasons: 'My shift ends.' } });
    expect((await over('nobody')).json).toMatchObject({ code: 'unknown-user', field: 'to' });
  });

  it('is nobody’s once its owner has left: shown, found and taken as one that nobody has', async () => {
    const breachId = await reported();
    const { userId } = await api.session('deputy');
    const body = { to: userId, reasons: 'My shift ends.' };
    expect((await api.call('dpo', 'POST', `/breaches/${breachId}/hand-over`, { body })).status).toBe(200);
    const found = async (from: TestApi) => {
      const { json } = await from.call('dpo', 'GET', '/breaches?owner=nobody&limit=100');
      return (json.breaches as { breachId: string }[]).map((each) => each.breachId);
    };
    const take = () => api.call('responder', 'POST', `/breaches/${breachId}/take`, { body: {} });
    expect(await found(api)).not.toContain(breachId);
    expect((await take()).json).toMatchObject({ code: 'conflict', field: 'owner' });
    await changeUser(api.store, userId, { disabled: true });
    const beside = await TestApi.beside(api);
    expect(await found(beside)).toContain(breachId);
    const page = async (path: string) => (await beside.call('responder', 'GET', path)).body;
    expect(await page(`/desk/breaches/${breachId}`)).toContain('Nobody has it: Anna deputy has left');
    expect(/id="left"[\s\S]*?<\/p>/.exec(await page('/'))?.[0]).toContain(breachId);
    expect(await page('/desk/breaches?owner=nobody')).toContain(`/desk/breaches/${breachId}"`);
    expect((await take()).status).toBe(200);
    expect(await page(`/desk/breaches/${breachId}`)).not.toContain('Nobody has it');
    const timeline = await page(`/desk/breaches/${breachId}/timeline`);
    expect(timeline).toContain('Taken from Anna deputy, who can no longer act on it');
    expect(await found(beside)).not.toContain(breachId);
    await changeUser(api.store, userId, { disabled: false });
    await beside.stop();
  });
});

describe('mails to our own people', () => {
  const telling = (now = NOW) => {
    const { port } = server.server.address() as AddressInfo;
    const channels = createChannels({
      ...{ smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: 'Tocsin <tocsin@example.org>', replyTo: 'dpo@example.org' },
      ...{ exerciseSmtpUrl: undefined, slack: undefined },
    });
    const deps = { store: api.store, policy, channels, clock: () => now, publicUrl: 'https://tocsin.example' };
    return tellAll(deps).finally(() => channels.close());
  };
  /** What was mailed since, by who gets it. */
  const since = (from: number) => {
    return mails.slice(from).map((raw) => [/^To: .*<(.*)>/m.exec(raw)?.[1], /^Subject: (.*)$/m.exec(raw)?.[1]]);
  };

  it('tell once of the tasks that were given to somebody, and nothing of what is to be done', async () => {
    // What incidents before it have to tell leaves first.
    await telling();
    const breachId = await reported();
    const { userId } = await api.session('responder');
    const add = (body: object) => api.call('dpo', 'POST', `/breaches/${breachId}/tasks`, { body });
    await add({ text: `Change the password, ${WORDS}.`, owner: `user:${userId}`, due: '2026-11-24T12:00:00.000Z' });
    await add({ text: 'Look at the logs.', owner: `user:${userId}` });
    // Of what is given to oneself, to nobody, or is done already nobody is told.
    await add({ text: 'Call the board.', owner: 'dpo' });
    await add({ text: 'Whoever has time.' });
    await add({ text: 'Done at once.', owner: 'deputy' });
    await api.call('dpo', 'POST', `/breaches/${breachId}/tasks/5`, { body: { act: 'finish' } });
    const before = mails.length;
    for (let i = 0; i < 2; i += 1) await telling();
    expect(since(before)).toEqual([['responder@people.example', `${breachId}: 2 tasks for you`]]);
    const [raw = ''] = mails.slice(before);
    expect(raw).toContain(`https://tocsin.example/desk/breaches/${breachId}/work`);
    expect(raw).toContain('Task 1, due Tue 24 Nov 2026, 13:00 CET');
    expect(raw).not.toMatch(/Hunter|password|logs/);
  });

  it('tell DPO and owner of news of a closed breach, once a day, and never open it by themselves', async () => {
    const breachId = await reported();
    await api.call('responder', 'POST', `/breaches/${breachId}/take`, { body: {} });
    await api.call('dpo', 'POST', `/breaches/${breachId}/triage`, {
      body: { outcome: 'dismissed', reasons: 'A test.' },
    });
    const news = (source: string, to: 'report' | 'misuse', at: string) => {
      return noteNews(api.store, { breachId, source, about: source, to, exercise: false, at });
    };
    const before = mails.length;
    await news('TOC-2026-0801-K7M', 'report', NOW);
    await telling();
    await news('TOC-2026-0802-K7M', 'report', NOW);
    await telling();
    const subject = `${breachId} is closed, and there is news: open it again?`;
    const told = since(before);
    expect(told).toContainEqual(['dpo@example.org', subject]);
    expect(new Set(told.map(([to]) => to)).size).toBe(told.length);
    expect(mails[before]).toContain('A new report about it became TOC-2026-0801-K7M.');
    const morning = mails.length;
    await news('answer', 'misuse', NOW);
    await telling();
    expect(since(morning)).toContainEqual(['dpo@example.org', subject]);
    // Another sign of misuse on the same day waits for nothing either.
    const noon = mails.length;
    await news('another answer', 'misuse', NOW);
    await telling();
    expect(since(noon)).toContainEqual(['dpo@example.org', subject]);
    const tomorrow = mails.length;
    const later = '2026-11-25T08:40:00.000Z';
    await news('TOC-2026-0803-K7M', 'report', later);
    await telling(later);
    expect(since(tomorrow)).toContainEqual(['dpo@example.org', subject]);
    // What came in on the day before is told then, and once.
    for (const reference of ['TOC-2026-0802-K7M', 'TOC-2026-0803-K7M']) {
      expect(mails[tomorrow]).toContain(`A new report about it became ${reference}.`);
    }
    expect(mails[tomorrow]).not.toContain('TOC-2026-0801-K7M');
    await telling('2026-11-27T08:40:00.000Z');
    expect(mails.slice(tomorrow)).toHaveLength(since(tomorrow).length);
    // What a responder proposes is told too, and never in their words.
    const proposed = mails.length;
    const body = { reasons: 'A second address.' };
    const proposal = await api.call('responder', 'POST', `/breaches/${breachId}/reopening/proposal`, { body });
    expect(proposal.status).toBe(200);
    await telling('2026-11-29T08:40:00.000Z');
    expect(mails[proposed]).toContain('One of us learned something');
    expect(mails.slice(proposed).join()).not.toContain(body.reasons);
    expect((await readBreach(api.store, breachId))?.status).toBe('closed');
  });
});

describe('a page of a company that reads German', () => {
  it('is in German, and says so in its head', async () => {
    const breachId = await reported();
    const german = { ...policy, organisation: { ...policy.organisation, language: 'de' } };
    const state = await readBreach(api.store, breachId);
    if (state === null) throw new Error('not on record');
    const systems = await readSystems(api.store, state.facts.systems);
    const take = { ...(state.plan?.targets?.[0] as PlannedObligation) };
    const due = '2026-11-24T09:10:00.000Z';
    const targets = [{ obligation: take, due, rung: 'clock-started' }];
    const { subject, text, language } = pageMail(german, { state, systems }, targets, 'https://tocsin.example', NOW);
    expect(subject).toBe(`${breachId}: neuer Vorfall, zu übernehmen bis Di 24. Nov 2026, 10:10 Uhr (09:10 UTC)`);
    expect(text).toContain('Eigenes Ziel, Vorfall übernehmen: Frist läuft');
    expect(text).not.toMatch(/Take the incident|left|due/);
    expect(language).toBe('de');
    expect(text).toContain('- Menschen: 1.200 in diesen Systemen');
  });

  it('tells a chat in short what the mail says, and none of the reported words', async () => {
    const breachId = await reported();
    const state = await readBreach(api.store, breachId);
    if (state === null) throw new Error('not on record');
    const systems = await readSystems(api.store, state.facts.systems);
    const facts = {
      ...state.facts,
      peopleConcerned: 40,
      malicious: 'yes' as const,
      availability: 'permanent' as const,
    };
    const take = { ...(state.plan?.targets?.[0] as PlannedObligation) };
    const targets = [{ obligation: take, due: '2026-11-24T09:10:00.000Z', rung: 'clock-started' }];
    const { chat } = pageMail(policy, { state: { ...state, facts }, systems }, targets, 'https://t.example/x', NOW);
    const lines = chat.split('\n');
    expect(lines.slice(0, 6)).toEqual([
      expect.stringContaining(`${breachId}: a new incident, take it by`),
      'Systems: Support tickets',
      '- Kind: a deliberate act',
      '- Data: simple',
      '- People: 40',
      '- Effect: not known whether anybody saw it, not known whether it was changed, it is lost',
    ]);
    expect(chat).toContain('GDPR Art. 33(1)');
    expect([lines.length <= 12, lines.at(-1), chat.includes('Hunter')]).toEqual([true, 'https://t.example/x', false]);
  });
});
