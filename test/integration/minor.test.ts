import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readBreach } from '../../store/breaches.ts';
import { NOW, TestApi, type TestSession } from '../support/api.ts';
import { UNTOUCHED } from '../support/facts.ts';

let api: TestApi;
let dpo: TestSession;
let forms = 0;
beforeAll(async () => {
  api = await TestApi.start({ realPlans: true });
  dpo = await api.session('dpo');
});
afterAll(() => api.stop());

const send = (url: string, fields: Record<string, string>, who = dpo) => {
  forms += 1;
  return api.submit(url, { csrf: who.csrf, key: `form-${forms}-of-a-person`, ...fields }, { cookie: who.cookie });
};
const open = (url: string) => api.server.inject({ url, headers: { cookie: dpo.cookie } });
const stateOf = async (breachId: string) => {
  const state = await readBreach(api.store, breachId);
  if (state === null) throw new Error('not on record');
  return state;
};
const report = (more: object = {}) => api.report({ title: 'A letter went astray', incident: 'misdirected', ...more });

const FACTS = {
  ...{ peopleConcerned: '1', dataClasses: 'simple', confidentiality: 'known-recipients', malicious: 'no' },
  ...{ identityDetails: 'no', recipientsTrusted: 'no', whose: 'own', intact: 'yes', vulnerablePeople: 'no' },
};
const FORM = {
  ...FACTS,
  ...{ consequences: 'None are to be expected.', measures: 'It was sent back unread.', reasons: 'One letter, known.' },
  ...{ awareAt: '2026-11-24T09:30', 'awareAt-zone': 'Europe/Berlin' },
  'over-register-gaps': 'No system is involved.',
};
const BODY = {
  facts: {
    ...{ peopleConcerned: 1, dataClasses: ['simple'], confidentiality: 'known-recipients', malicious: 'no' },
    ...{ identityDetails: 'no', ...UNTOUCHED },
    profile: ['controller'],
  },
  narrative: { consequences: 'None.', measures: 'Sent back.' },
  ...{ awareAt: NOW, reasons: 'One letter, known.' },
  over: [{ point: 'register-gaps', reasons: 'No system is involved.' }],
};
const settle = (breachId: string, change: object = {}, role: 'dpo' | 'responder' = 'dpo', key = '') =>
  api.call(role, 'POST', `/breaches/${breachId}/minor`, {
    body: { ...BODY, ...change },
    headers: key === '' ? {} : { 'idempotency-key': key },
  });

it('is offered where its rule would take what is known, and not after a high risk was decided', async () => {
  const offered = async (breachId: string) =>
    (await open(`/desk/breaches/${breachId}`)).body.includes(`href="/desk/breaches/${breachId}/minor"`);
  const breachId = await report();
  const facts = await api.call('dpo', 'PATCH', `/breaches/${breachId}/facts`, {
    body: { facts: BODY.facts, narrative: {}, reasons: 'One letter.' },
  });
  expect(facts.status).toBe(200);
  expect(await offered(breachId)).toBe(true);
  const decided = { type: 'risk', conclusion: 'high-risk', reasons: 'A celebrity.' };
  const risk = await api.call('dpo', 'POST', `/breaches/${breachId}/decisions`, { body: decided });
  expect(risk.status).toBe(200);
  expect(await offered(breachId)).toBe(false);
});

it('is not offered where more people are concerned than the policy lets', async () => {
  const breachId = await report();
  const body = { facts: { ...BODY.facts, peopleConcerned: 9_000 }, narrative: {}, reasons: 'A whole list.' };
  expect((await api.call('dpo', 'PATCH', `/breaches/${breachId}/facts`, { body })).status).toBe(200);
  expect((await open(`/desk/breaches/${breachId}`)).body).not.toContain(`/desk/breaches/${breachId}/minor"`);
});

it('does not say of data that was altered that it is unchanged', async () => {
  const breachId = await report();
  const body = { facts: { integrity: 'altered', availability: 'none' }, narrative: {}, reasons: 'One line of it.' };
  expect((await api.call('dpo', 'PATCH', `/breaches/${breachId}/facts`, { body })).status).toBe(200);
  const page = (await open(`/desk/breaches/${breachId}/minor`)).body;
  expect(page).toMatch(/<option value="unknown" selected>No, or not known/);
  expect(page).not.toMatch(/<option value="yes" selected>Yes: unchanged/);
});

describe('the three questions', () => {
  it('make a report of the right kind, whose usual facts are a suggestion without effect', async () => {
    const reporter = await api.session('reporter');
    expect((await send('/desk/report/misdirected', { what: '', where: 'Here', who: 'Ada' }, reporter)).body).toContain(
      'Please fill this in.',
    );
    const answers = { what: 'A payslip.', where: 'Bremen, today', who: 'One colleague', peopleConcerned: '1' };
    const sent = await send('/desk/report/misdirected', answers, reporter);
    expect(sent.statusCode).toBe(303);
    await api.relay.turn();
    const breachId = /TOC-2026-\d{4}-\w{3}/.exec(String(sent.headers.location))?.[0] ?? '';
    const { facts, narrative, suggested } = await stateOf(breachId);
    expect(narrative.title).toBe('Sent to the wrong recipient');
    for (const said of ['A payslip.', 'Bremen, today', 'One colleague']) expect(narrative.summary).toContain(said);
    expect(facts).toMatchObject({ peopleConcerned: 1, confidentiality: 'unknown', malicious: 'unknown' });
    expect(suggested).toEqual({
      incident: 'misdirected',
      facts: { malicious: 'no', confidentiality: 'known-recipients', integrity: 'none', availability: 'none' },
    });
    const page = (await open(`/desk/breaches/${breachId}/facts`)).body;
    expect(page).toContain(`href="/desk/breaches/${breachId}/facts?suggested=1"`);
    expect((await open(`/desk/breaches/${breachId}/facts?suggested=1`)).body).toMatch(
      /<option value="known-recipients" selected>/,
    );
    expect((await open(`/desk/breaches/${breachId}/work`)).body).toMatch(/value="misdirected-mail" selected/);
  });

  it('are asked of three kinds, and of no other', async () => {
    for (const kind of ['paper', 'spoken', 'misdirected']) {
      expect((await open(`/desk/report/${kind}`)).statusCode).toBe(200);
    }
    expect((await open('/desk/report/fire')).statusCode).toBe(400);
  });
});

describe('a minor incident', () => {
  it('is stated, decided, registered and closed by one form, each step on record', async () => {
    const breachId = await report();
    const page = await open(`/desk/breaches/${breachId}/minor`);
    expect(page.statusCode).toBe(200);
    expect(page.body).toMatch(/<option value="known-recipients" selected>/);
    expect(page.body).toMatch(/<option value="yes" selected>Yes: unchanged/);
    const unsure = await send(`/desk/breaches/${breachId}/minor`, { ...FORM, intact: 'unknown' });
    expect(unsure.body).toContain('By these facts a risk to people is not unlikely.');
    expect((await stateOf(breachId)).facts).toMatchObject({ integrity: 'unknown', availability: 'unknown' });
    const checked = await send(`/desk/breaches/${breachId}/minor`, { ...FORM, reasons: '', act: 'check' });
    expect(checked.body).toContain('Nothing speaks against it');
    // The engine's own reasons stand in the field, to be read.
    expect(checked.body).toMatch(/nothing speaks for a risk/);
    expect((await stateOf(breachId)).awareness).toEqual([]);
    const half = await send(`/desk/breaches/${breachId}/minor`, { ...FORM, peopleConcerned: '1.5' });
    expect(half.body).toContain('Give a whole number');
    const done = await send(`/desk/breaches/${breachId}/minor`, { ...FORM, peopleConcerned: 'about 1-2 people' });
    expect([done.statusCode, done.headers.location]).toEqual([303, `/desk/breaches/${breachId}#close`]);
    const state = await stateOf(breachId);
    expect(state).toMatchObject({
      ...{ status: 'closed', closed: { outcome: 'resolved', by: `user:${dpo.userId}`, reasons: 'One letter, known.' } },
      risk: { art33: { conclusion: 'unlikely' }, art34: { conclusion: 'unlikely' } },
      awareness: [{ awareAt: '2026-11-24T08:30:00.000Z' }],
      facts: { peopleConcerned: 2 },
    });
    const { json } = await api.call('dpo', 'GET', `/breaches/${breachId}/events`);
    const types = (json.events as { type: string; by: string }[]).filter(({ by }) => by.startsWith('user:'));
    expect(types.map(({ type }) => type)).toEqual([
      ...['facts-amended', 'awareness-recorded', 'risk-decided', 'risk-decided', 'closed'],
    ]);
  });

  it('is done once, however often it is sent', async () => {
    const breachId = await report();
    const first = await settle(breachId, {}, 'dpo', 'minor-0001');
    const { seq } = await stateOf(breachId);
    const again = await settle(breachId, {}, 'dpo', 'minor-0001');
    expect([first.status, again.status, (await stateOf(breachId)).seq]).toEqual([200, 200, seq]);
  });

  it.each<[string, object, string[]]>([
    ['many people', { facts: { ...BODY.facts, peopleConcerned: 11 } }, ['minor/too-many-people']],
    ['people not known', { facts: { ...BODY.facts, peopleConcerned: null } }, ['minor/people-unknown']],
    ['data not known', { facts: { ...BODY.facts, dataClasses: [] } }, ['minor/data-unknown']],
    ['special categories', { facts: { ...BODY.facts, dataClasses: ['sensitive'] } }, ['minor/sensitive-data']],
    ['health data', { facts: { ...BODY.facts, dataKinds: ['health'] } }, ['minor/sensitive-data']],
    [
      'people of whom it is not known',
      { facts: { ...BODY.facts, vulnerablePeople: null } },
      ['minor/vulnerable-people'],
    ],
    ['people in need of protection', { facts: { ...BODY.facts, vulnerablePeople: true } }, ['minor/vulnerable-people']],
    ['data that may be of customers', { facts: { ...BODY.facts, profile: null } }, ['minor/duties']],
    ['a risk that is not unlikely', { facts: { ...BODY.facts, malicious: 'yes' } }, ['minor/risk']],
  ])('is none with %s, and nothing of it is recorded', async (_, change, points) => {
    const breachId = await report();
    const { seq } = await stateOf(breachId);
    const refused = await settle(breachId, change);
    expect([refused.status, refused.json.code]).toEqual([409, 'closing-blocked']);
    expect(refused.json.points).toEqual(expect.arrayContaining(points));
    expect((await stateOf(breachId)).seq).toBe(seq);
  });

  it('is none where somebody has decided otherwise', async () => {
    const decided = await report();
    const body = { type: 'risk', conclusion: 'risk', article: 'art33', reasons: 'Seen.' };
    await api.call('dpo', 'POST', `/breaches/${decided}/decisions`, { body });
    expect((await settle(decided)).json.points).toContain('minor/decided');
  });

  it('is closed over what is left with reasons alone, by deciders alone, and gives back what was typed', async () => {
    const breachId = await report();
    expect((await settle(breachId, { over: [] })).json).toMatchObject({
      code: 'closing-blocked',
      points: ['register-gaps'],
    });
    expect((await settle(breachId, {}, 'responder')).status).toBe(403);
    expect((await settle(breachId, { awareAt: undefined })).json).toMatchObject({ code: 'awareness-missing' });
    const { seq, awareness } = await stateOf(breachId);
    expect(awareness).toEqual([]);
    const many = await send(`/desk/breaches/${breachId}/minor`, { ...FORM, peopleConcerned: '5000' });
    expect(many.statusCode).toBe(422);
    expect(many.body).toContain('More than 10 people are concerned');
    expect(many.body).toContain('It was sent back unread.');
    const german = { ...dpo, cookie: `${dpo.cookie}; __Host-tocsin.language=de` };
    const left = await send(`/desk/breaches/${breachId}/minor`, { ...FORM, 'over-register-gaps': '' }, german);
    expect(left.body).toMatch(/ihn zu übergehen: Der Eintrag im Verzeichnis sagt noch nichts zu/);
    expect(left.body).not.toContain('is closed over each of these');
    expect((await stateOf(breachId)).seq).toBe(seq);
  });
});
