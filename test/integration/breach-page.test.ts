import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyPack } from '../../domain/audit/pack.ts';
import type { Role } from '../../domain/roles.ts';
import type { SearchAnswer } from '../../services/search/search.ts';
import { readBreach } from '../../store/breaches.ts';
import { BREACH_PAGES, breachPath } from '../../web/breach/places.ts';
import { alertFixture, NOW, TestApi } from '../support/api.ts';
import { type FormFields as Fields, formOf, hiddenValue } from '../support/forms.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ exerciseInbox: true });
});
afterAll(() => api.stop());

const ART33 = 'gdpr-art33-1-authority';

async function send(as: Role, url: string, fields: Fields) {
  const payload = new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((v): [string, string] => [name, v])),
  );
  const headers = { authorization: `Bearer ${api.tokens[as]}`, 'content-type': 'application/x-www-form-urlencoded' };
  const {
    statusCode: status,
    body,
    headers: answer,
  } = await api.server.inject({ method: 'POST', url, headers, payload: payload.toString() });
  return { status, body, location: answer.location };
}
const page = async (id: string, as: Role = 'dpo', where = '') =>
  (await api.call(as, 'GET', `/desk/breaches/${id}${where}`)).body;
const state = async (id: string) => {
  const found = await readBreach(api.store, id);
  if (found === null) throw new Error(`no breach ${id}`);
  return found;
};

async function aware(id: string, more: Fields = {}) {
  const url = `/desk/breaches/${id}/awareness`;
  return send('dpo', url, { ...formOf(await page(id, 'dpo', '/known'), url), awareAt: '2026-11-24T09:00', ...more });
}

it('the form of the facts says whom its words are a draft for, and asks for no names of people', async () => {
  const id = await api.report();
  const body = await page(id, 'responder', '/facts');
  expect(body).toContain('no names of people, passwords or keys: these words become the draft for the authority');
  expect(body).not.toContain('may name people');
  const headers = { authorization: `Bearer ${api.tokens.responder}`, 'accept-language': 'de' };
  const german = (await api.server.inject({ url: `/desk/breaches/${id}/facts`, headers })).body;
  expect(german).toContain('ohne Namen von Personen, Passwörter oder Schlüssel');
});

describe('the awareness', () => {
  it('is recorded in the zone that was chosen, and corrected with reasons; both stay', async () => {
    const id = await api.report({ systems: ['tickets'] });
    expect(await aware(id)).toMatchObject({ status: 303, location: `/desk/breaches/${id}/known#aware` });
    expect((await state(id)).awareness.at(-1)?.awareAt).toBe('2026-11-24T08:00:00.000Z');

    const unfounded = await aware(id, { awareAt: '2026-11-24T07:30', 'awareAt-zone': 'UTC' });
    expect(unfounded.status).toBe(422);
    expect(unfounded.body).toMatch(/<a href="#f-awareness-reasons">Reasons: Give the reasons/);
    expect(unfounded.body).toContain('value="2026-11-24T07:30"');
    await aware(id, { awareAt: '2026-11-24T07:30', 'awareAt-zone': 'UTC', 'awareness-reasons': 'The log.' });
    expect((await state(id)).awareness.map((a) => a.awareAt)).toEqual([
      '2026-11-24T08:00:00.000Z',
      '2026-11-24T07:30:00.000Z',
    ]);
    expect(await page(id)).toContain('1 correction');
  });

  it('is never guessed: a time shown twice asks which, one never shown and one to come are refused', async () => {
    const id = await api.report();
    const twice = await aware(id, { awareAt: '2026-10-25T02:30' });
    expect(twice.status).toBe(422);
    expect(twice.body).toContain('name="awareAt-which" value="2026-10-25T01:30:00.000Z"');
    expect((await aware(id, { awareAt: '2026-03-29T02:30' })).body).toContain('never showed this time');
    expect((await aware(id, { awareAt: '2026-11-24T09:41' })).body).toContain('This instant lies ahead');
    expect((await aware(id, { 'awareAt-zone': '' })).body).toContain('Choose the time zone');
    expect((await state(id)).awareness).toEqual([]);
    await aware(id, { awareAt: '2026-10-25T02:30', 'awareAt-which': '2026-10-25T01:30:00.000Z' });
    expect((await state(id)).awareness.at(-1)?.awareAt).toBe('2026-10-25T01:30:00.000Z');
  });

  it('that somebody else recorded meanwhile is shown beside, and taken only when chosen', async () => {
    const id = await api.report();
    const url = `/desk/breaches/${id}/awareness`;
    const stale = {
      ...formOf(await page(id, 'dpo', '/known'), url),
      awareAt: '2026-11-24T08:00',
      'awareness-reasons': 'Mine.',
    };
    await aware(id);
    const conflict = await send('responder', url, stale);
    expect(conflict.status).toBe(409);
    expect(conflict.body).toContain('Somebody changed this while you were writing');
    expect(conflict.body).toContain('datetime="2026-11-24T08:00:00.000Z"');
    expect(conflict.body).toContain('datetime="2026-11-24T07:00:00.000Z"');
    expect((await state(id)).awareness).toHaveLength(1);
    expect((await send('responder', url, formOf(conflict.body, url))).status).toBe(303);
    expect((await state(id)).awareness).toHaveLength(2);
  });

  it('sent twice by the same form is recorded once', async () => {
    const id = await api.report();
    const url = `/desk/breaches/${id}/awareness`;
    const form = { ...formOf(await page(id, 'dpo', '/known'), url), awareAt: '2026-11-24T09:00' };
    expect((await send('dpo', url, form)).status).toBe(303);
    expect((await send('dpo', url, form)).status).toBe(303);
    expect((await state(id)).awareness).toHaveLength(1);
  });
});

describe('facts', () => {
  const paths = (id: string) => [`/desk/breaches/${id}/facts`, `/desk/breaches/${id}/facts/confirmation`] as const;
  const factsForm = async (id: string) => formOf((await api.call('responder', 'GET', paths(id)[0])).body, paths(id)[0]);

  it('are recorded only after their preview was confirmed', async () => {
    const id = await api.report({ systems: ['tickets'] });
    await aware(id);
    const [url, confirmation] = paths(id);
    const typed = {
      ...(await factsForm(id)),
      peopleConcerned: '1,900',
      confidentiality: 'unknown-recipients',
      consequences: 'Fraud & "theft".',
      reasons: 'The log.',
    };
    const preview = await send('responder', url, typed);
    expect(preview.status).toBe(200);
    for (const part of [
      '3 facts change',
      '1,900',
      'seen by people we cannot name',
      'Clocks',
      'GDPR Art. 34(1)',
      'Starts',
    ])
      expect(preview.body).toContain(part);
    expect((await state(id)).facts.peopleConcerned).toBeNull();

    expect((await send('responder', confirmation, formOf(preview.body, confirmation))).status).toBe(303);
    expect(await state(id)).toMatchObject({
      facts: {
        peopleConcerned: 1_900,
        confidentiality: 'unknown-recipients',
        systems: ['tickets'],
        dataKinds: null,
        events: {},
      },
      narrative: { consequences: 'Fraud & "theft".', title: 'A laptop is gone' },
    });
    expect(await page(id, 'dpo', '/known')).toContain('<dd>1,900</dd>');
  });

  it('tell in the preview which decisions reopen and which waived duties resume', async () => {
    const id = await api.report({ systems: ['tickets'] });
    await aware(id);
    const decisions = `/desk/breaches/${id}/decisions`;
    await send('dpo', decisions, { article: 'art33', 'art33-conclusion': 'unlikely', 'art33-reasons': 'Encrypted.' });
    await send('dpo', `/desk/breaches/${id}/obligations/${ART33}`, {
      action: 'waive',
      [`${ART33}-reasons`]: 'Not ours.',
    });
    const { body } = await send('responder', paths(id)[0], {
      ...(await factsForm(id)),
      malicious: 'yes',
      reasons: 'Found a note.',
    });
    expect(body).toContain('Waived duties that run again, because facts changed: GDPR Art. 33(1)');
    expect(body.match(/the decision stands, and is to be looked at again/g)).toHaveLength(1);
  });

  it('that others changed meanwhile are shown side by side; what was left alone is not overwritten', async () => {
    const id = await api.report({ systems: ['tickets'] });
    const [url, confirmation] = paths(id);
    const mine = { ...(await factsForm(id)), recordsConcerned: '40', reasons: 'Mine.' };
    const theirs = await send('dpo', url, { ...(await factsForm(id)), peopleConcerned: '900', reasons: 'Theirs.' });
    const theirConfirmation = formOf(theirs.body, confirmation);
    const conflict = await send('responder', url, mine);
    expect(conflict.status).toBe(200);
    const myConfirmation = formOf(conflict.body, confirmation);
    expect((await send('dpo', confirmation, theirConfirmation)).status).toBe(303);
    const beside = await send('responder', confirmation, myConfirmation);
    expect(beside.status).toBe(409);
    for (const part of ['900', 'you left it as it was', '40']) expect(beside.body).toContain(part);
    expect((await state(id)).facts.recordsConcerned).toBeNull();
    const again = await send('responder', url, formOf(beside.body, url));
    expect((await send('responder', confirmation, formOf(again.body, confirmation))).status).toBe(303);
    expect((await state(id)).facts).toMatchObject({ peopleConcerned: 900, recordsConcerned: 40 });
  });

  it('are previewed anew where the record moved under the preview', async () => {
    const id = await api.report({ systems: ['tickets'] });
    const [url, confirmation] = paths(id);
    const preview = await send('responder', url, { ...(await factsForm(id)), malicious: 'no', reasons: 'An error.' });
    await aware(id);
    const moved = await send('responder', confirmation, formOf(preview.body, confirmation));
    expect(moved.status).toBe(409);
    expect(moved.body).toContain('Something changed on record since you looked');
    expect((await state(id)).facts.malicious).toBe('unknown');
  });

  it('take counts as people write them, and no digits that say another count', async () => {
    const id = await api.report();
    const [url, confirmation] = paths(id);
    const form = { ...(await factsForm(id)), reasons: 'Counted.' };
    const typed = { peopleConcerned: 'about 40-50 people', recordsConcerned: 'ca. 1.900' };
    const preview = await send('responder', url, { ...form, ...typed, residents: 'DE: about 30\nFR' });
    expect(preview.status).toBe(200);
    expect((await send('responder', confirmation, formOf(preview.body, confirmation))).status).toBe(303);
    expect((await state(id)).facts).toMatchObject({
      ...{ peopleConcerned: 50, recordsConcerned: 1_900, residents: { DE: 30, FR: null } },
    });
    const wrong = [
      ['peopleConcerned', '1.5'],
      ['recordsConcerned', '40, 4000'],
      ['residents', 'DE 1.5'],
    ] as const;
    for (const [field, text] of wrong) {
      const refused = await send('responder', url, { ...form, [field]: text });
      expect([refused.status, refused.body]).toEqual([422, expect.stringContaining(`<a href="#f-${field}">`)]);
    }
  });

  it('give back what was typed with what is wrong, and take no forged preview', async () => {
    const id = await api.report();
    const [url, confirmation] = paths(id);
    const wrong = {
      ...(await factsForm(id)),
      title: 'x',
      peopleConcerned: 'many',
      residents: 'Germany',
      systems: 'crm',
      reasons: '',
    };
    const refused = await send('responder', url, wrong);
    expect(refused.status).toBe(422);
    for (const field of ['title', 'peopleConcerned', 'residents', 'reasons'])
      expect(refused.body).toContain(`<a href="#f-${field}">`);
    expect(refused.body).toContain('value="many"');
    // The groups with something wrong are open, and the others folded with what is stated in them.
    const opened = (body: string) => body.matchAll(/<details class="filled" open><summary><h2 id="t-(\w+)"/g);
    expect([...opened(refused.body)].map(([, group]) => group)).toEqual(['people']);
    const fresh = (await api.call('responder', 'GET', url)).body;
    expect([...opened(fresh)]).toEqual([]);
    expect(fresh).toMatch(/<summary><h2 id="t-people">People<\/h2><p class="small muted">0 of 3 stated<\/p>/);
    const back = await send('responder', url, { ...(await factsForm(id)), recordsConcerned: '40', back: '1' });
    expect([...opened(back.body)].map(([, group]) => group)).toEqual(['data']);
    const unknown = await send('responder', url, { ...(await factsForm(id)), systems: 'crm', reasons: 'x' });
    expect(unknown.body).toContain('The register has no system “crm”.');
    const untouched = await send('responder', url, { ...(await factsForm(id)), reasons: 'x' });
    expect(untouched.body).toContain('Nothing differs from what is on record.');
    const named = await send('responder', url, {
      ...(await factsForm(id)),
      'systems-more': ' tickets\n',
      reasons: 'x',
    });
    expect(named.body).toContain('Support tickets');
    const forged = { patch: '{"facts":{"switchedOn":["cra"]},"narrative":{}}', reasons: 'x', seen: '1' };
    expect((await send('responder', confirmation, forged)).status).toBe(400);
  });

  it('lead to the register from a breach with no system, and keep names that it does not have', async () => {
    const id = await api.report();
    const [url, confirmation] = paths(id);
    expect(await page(id)).toContain(`href="${url}#h-incident">No touched system is named`);
    expect(await page(id, 'auditor')).toContain(`href="/desk/breaches/${id}/known#facts">No touched system is named`);
    const enter = `/desk/systems/new?breach=${id}`;
    expect(await page(id, 'dpo', '/facts')).toContain(`href="${enter}"`);
    const asResponder = await page(id, 'responder', '/facts');
    expect(asResponder).toContain('Only a DPO enters systems in the register.');
    expect(asResponder).not.toContain(enter);
    const named = { ...(await factsForm(id)), unlisted: 'The old ticket server', reasons: 'A log names it.' };
    const preview = await send('responder', url, named);
    expect(preview.body).toContain('The old ticket server');
    expect((await send('responder', confirmation, formOf(preview.body, confirmation))).status).toBe(303);
    expect(await page(id, 'responder', '/known')).toContain('The old ticket server');
    expect(await page(id)).toContain(`href="${enter}">A touched system is not in the register yet`);
    const empty = (await api.call('dpo', 'GET', enter)).body;
    const form = { seen: hiddenValue(empty, 'seen'), breach: hiddenValue(empty, 'breach') };
    const entry = { id: `old-${id.toLowerCase()}`, name: 'Old tickets', plane: 'control', dataClasses: 'simple' };
    const saved = await send('dpo', '/desk/systems/new', {
      ...form,
      ...entry,
      dataCategories: 'names',
      countries: 'DE',
    });
    expect([saved.status, saved.location]).toEqual([303, `${url}?touched=${entry.id}#h-incident`]);
    const back = formOf((await api.call('dpo', 'GET', `${url}?touched=${entry.id}`)).body, url);
    expect(back).toMatchObject({ systems: entry.id, unlisted: 'The old ticket server' });
    const done = await send('dpo', url, { ...back, unlisted: '', reasons: 'Entered.' });
    await send('dpo', confirmation, formOf(done.body, confirmation));
    expect(await state(id)).toMatchObject({ facts: { systems: [entry.id] }, narrative: { unlisted: '' } });
    expect(await page(id)).not.toContain('not in the register yet');
  });

  it('come back as typed from the preview to the form', async () => {
    const id = await api.report();
    const [url, confirmation] = paths(id);
    const typed = { peopleConcerned: '1200', dataKinds: ['health'], consequences: 'Fraud.', reasons: 'The log.' };
    const preview = await send('responder', url, { ...(await factsForm(id)), ...typed });
    expect(preview.body).toContain(`formaction="${url}" name="back"`);
    const again = await send('responder', url, { ...formOf(preview.body, confirmation), back: 'yes' });
    expect(again.status).toBe(200);
    const { dataKinds, ...texts } = typed;
    expect(formOf(again.body, url)).toMatchObject({ ...texts, dataKinds: dataKinds[0] });
    expect((await state(id)).facts.peopleConcerned).toBeNull();
    const anew = await send('responder', url, formOf(again.body, url));
    expect(anew.body).toContain('3 facts change');
  });

  it('can state that none of the listed kinds is there, and refuse ticks that contradict each other', async () => {
    const id = await api.report();
    const [url, confirmation] = paths(id);
    const ticked = async (dataKinds: string[]) =>
      send('responder', url, { ...(await factsForm(id)), dataKinds, reasons: 'x' });
    for (const [ticks, why] of [
      [[], 'Kinds of data that laws ask about: Nothing is ticked'],
      [['unknown', 'health'], 'Kinds of data that laws ask about: These ticks contradict'],
      [['none', 'health'], 'Kinds of data that laws ask about: These ticks contradict'],
    ] as const) {
      const refused = await ticked([...ticks]);
      expect([refused.status, refused.body]).toEqual([422, expect.stringContaining(`<a href="#f-dataKinds">${why}`)]);
    }
    const preview = await ticked(['none']);
    expect((await send('responder', confirmation, formOf(preview.body, confirmation))).status).toBe(303);
    expect((await state(id)).facts.dataKinds).toEqual([]);
    expect((await factsForm(id)).dataKinds).toBe('none');
  });

  it('of an exercise are stated under its mark', async () => {
    const id = await api.report({ exercise: { scale: 72 } });
    const [url] = paths(id);
    expect(await page(id)).toContain(`<a class="btn" href="/desk/exercises/${id}">After-action report</a>`);
    expect((await api.call('responder', 'GET', url)).body).toContain('class="drillbar"');
    const preview = await send('responder', url, { ...(await factsForm(id)), malicious: 'no', reasons: 'x' });
    expect(preview.body).toContain('<h1>What this would change</h1>');
    expect(preview.body).toContain('class="drillbar"');
  });

  it('state instants and places, and take them back', async () => {
    const id = await api.report();
    const [url, confirmation] = paths(id);
    const change = async (fields: Fields) => {
      const preview = await send('responder', url, { ...(await factsForm(id)), ...fields, reasons: 'x' });
      expect((await send('responder', confirmation, formOf(preview.body, confirmation))).status).toBe(303);
      return (await state(id)).facts;
    };
    const stated = await change({
      'events-payment': '2026-11-20T10:00',
      'instants-zone': 'UTC',
      residents: 'de 1.200\nUS-CA',
      dataKinds: ['health'],
      establishment: 'fr',
      seriousHarm: 'no',
    });
    expect(stated).toMatchObject({
      events: { payment: '2026-11-20T10:00:00.000Z' },
      residents: { DE: 1_200, 'US-CA': null },
      dataKinds: ['health'],
      establishment: 'FR',
      seriousHarm: false,
    });
    const back = await change({
      'events-payment': '',
      residents: '',
      dataKinds: 'unknown',
      establishment: '',
      seriousHarm: '',
    });
    expect(back).toMatchObject({
      events: { payment: null },
      residents: null,
      dataKinds: null,
      establishment: null,
      seriousHarm: null,
    });
  });
});

describe('decisions', () => {
  it('are taken per article, with reasons and approver', async () => {
    const id = await api.report({ systems: ['tickets'] });
    await aware(id);
    const url = `/desk/breaches/${id}/decisions`;
    expect(
      (await send('deputy', url, { article: 'art34', 'art34-conclusion': 'risk', 'art34-reasons': '' })).status,
    ).toBe(422);
    expect(
      (await send('deputy', url, { article: 'art34', 'art34-conclusion': 'risk', 'art34-reasons': 'Few people.' }))
        .status,
    ).toBe(303);
    expect((await state(id)).risk).toMatchObject({
      art33: null,
      art34: { conclusion: 'risk', by: 'deputy', reasons: 'Few people.' },
    });
    const stale = await send('dpo', url, {
      article: 'art34',
      'art34-conclusion': 'high-risk',
      'art34-reasons': 'More.',
      seen: 'of-before',
    });
    expect(stale.status).toBe(409);
    expect(stale.body).toContain('Few people.');
    expect((await send('dpo', url, { article: 'art99' })).status).toBe(400);
  });

  it('waive and resume a duty, and switch one on only as the DPO', async () => {
    const id = await api.report({ systems: ['tickets'] });
    await aware(id);
    const url = `/desk/breaches/${id}/obligations/${ART33}`;
    expect((await send('dpo', url, { action: 'waive', [`${ART33}-reasons`]: ' ' })).body).toContain(
      `href="#f-${ART33}-reasons"`,
    );
    const form = { ...formOf(await page(id), url), [`${ART33}-reasons`]: 'Not ours.' };
    expect((await send('deputy', url, form)).status).toBe(303);
    expect((await state(id)).obligations[ART33]).toMatchObject({ status: 'waived', waivedBecause: 'Not ours.' });
    const resume = formOf(await page(id), url);
    expect(resume.action).toBe('resume');
    await send('dpo', url, { ...resume, [`${ART33}-reasons`]: 'Ours after all.' });
    expect((await state(id)).obligations[ART33]?.status).toBe('running');
    expect((await send('deputy', url, { action: 'switch-on', [`${ART33}-reasons`]: 'x' })).status).toBe(403);
    expect((await send('dpo', url, { action: 'switch-on', [`${ART33}-reasons`]: 'x' })).status).toBe(303);
    expect((await state(id)).facts.switchedOn).toEqual([ART33]);
  });

  it('close only what has no open clock, and say what blocks', async () => {
    const id = await api.report({ systems: ['tickets'] });
    await aware(id);
    const url = `/desk/breaches/${id}/closing`;
    const at = () => page(id, 'dpo', '/closing');
    expect(await at()).toContain('Still open: GDPR Art. 33(1)');
    const resolved = { 'closing-outcome': 'resolved', 'closing-reasons': 'Done.' };
    const refused = await send('dpo', url, { ...formOf(await at(), url), ...resolved });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('Still running: GDPR Art. 33(1) (');
    expect(refused.body).not.toContain('Still running: gdpr');
    const byProgram = await api.call('dpo', 'POST', `/breaches/${id}/closing`, {
      body: { outcome: 'resolved', reasons: 'Done.' },
    });
    expect(byProgram.json).toMatchObject({ code: 'clocks-still-running', obligations: [ART33] });
    const filing = { obligation: ART33, filedAt: NOW, receipt: 'BlnBDI-1', elsewhere: true, reasons: 'By telephone.' };
    await api.call('dpo', 'POST', `/breaches/${id}/filings`, { body: filing });
    const left = await send('dpo', url, { ...formOf(await at(), url), ...resolved });
    expect(left.status).toBe(422);
    expect(left.body).toContain('nobody knows whether the filing left mandatory fields open');
    const open = formOf(left.body, url);
    const names = Object.keys(open).filter((name) => name.startsWith('over-'));
    expect(names).toContain(`over-filing-incomplete/${ART33}`);
    const over = Object.fromEntries(names.map((name) => [name, 'Of no matter.']));
    expect((await send('dpo', url, { ...open, ...resolved, ...over })).status).toBe(303);
    const closed = await at();
    expect(closed).toContain('Closed: resolved');
    expect(await page(id)).not.toMatch(/<form method="post" action="\/desk\/breaches/);
    const forms = [...closed.matchAll(/<form method="post" action="(\/desk\/breaches[^"]*)"/g)].map(([, to]) => to);
    expect(forms).toEqual([`/desk/breaches/${id}/reopening`]);
    const again = `/desk/breaches/${id}/reopening`;
    const reasons = { 'reopening-reasons': 'A supplier called.' };
    expect((await send('responder', again, { ...formOf(closed, again), ...reasons })).status).toBe(403);
    expect((await send('dpo', again, { ...formOf(closed, again), 'reopening-reasons': '' })).status).toBe(422);
    expect((await send('dpo', again, { ...formOf(await at(), again), ...reasons })).status).toBe(303);
    expect((await state(id)).status).toBe('confirmed');
    expect(await page(id, 'dpo', '/timeline')).toContain('Opened again; it had been closed');
  });
});

describe('words that are searched for', () => {
  const NEEDLE = 'Quendelweg';
  const noted = async () => {
    const id = await api.report({ title: `Lost at ${NEEDLE}`, systems: ['tickets'] });
    const note = (text: string, privileged: boolean) =>
      api.call('dpo', 'POST', `/breaches/${id}/notes`, { body: { text, privileged } });
    await note(`The porter of ${NEEDLE} has it.`, false);
    await note(`Counsel on ${NEEDLE}: wait.`, true);
    return id;
  };

  it('are found in the timeline of a breach, as far as the role reads it, and stand in no address', async () => {
    const id = await noted();
    const url = `/desk/search/${id}`;
    const asDpo = (await send('dpo', url, { words: 'quendelweg' })).body;
    for (const text of ['The porter of Quendelweg has it.', 'Counsel on Quendelweg: wait.', 'Events that say so: 3.'])
      expect(asDpo).toContain(text);
    const asAuditor = (await send('auditor', url, { words: 'quendelweg' })).body;
    expect(asAuditor).toContain('The porter of Quendelweg has it.');
    expect(asAuditor).not.toContain('Counsel on');
    expect((await send('reporter', url, { words: 'quendelweg' })).status).toBe(403);
    const { cookie, csrf } = await api.session('dpo');
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', cookie };
    const payload = new URLSearchParams({ csrf, words: NEEDLE }).toString();
    const way = await api.server.inject({ method: 'POST', url, headers: form, payload });
    expect(way.headers.location).toMatch(/^\/desk\/returned\/[\w-]{43}\?from=%2Fdesk%2Fsearch$/);
    expect(await page(id, 'dpo', '/timeline?kind=facts')).not.toContain('Note 1 added');
    expect(await page(id, 'dpo', '/timeline?who=dpo')).toContain('Note 1 added');
  });

  it('are found over everything by one box: titles, references, systems, counterparties and receipts', async () => {
    const id = await noted();
    await aware(id);
    const receipt = 'Az. 4711/Quendel';
    const filing = { obligation: ART33, filedAt: NOW, receipt, elsewhere: true, reasons: 'By telephone.' };
    await api.call('dpo', 'POST', `/breaches/${id}/filings`, { body: filing });
    const groupIn = async (words: string, group: string) => {
      const { status, body } = await send('auditor', '/desk/search', { words });
      expect(status).toBe(200);
      return new RegExp(`id="${group}".*?</section>`, 's').exec(body)?.[0] ?? '';
    };
    expect(await groupIn(`lost ${NEEDLE}`, 'incidents')).toContain(`href="/desk/breaches/${id}"`);
    expect(await groupIn(id.toLowerCase(), 'incidents')).toContain(`href="/desk/breaches/${id}"`);
    expect(await groupIn('support tick', 'systems')).toContain('href="/desk/systems/tickets"');
    expect(await groupIn('fjord', 'suppliers')).toContain('Fjord Hosting');
    expect(await groupIn('4711/quendel', 'receipts')).toContain(`href="/desk/breaches/${id}/filings#filings"`);
    const { json } = await api.call('auditor', 'POST', '/search', { body: { words: '4711/quendel' } });
    expect(json).toMatchObject({ receipts: { found: [{ id, around: receipt }], isMore: false, lookedAt: null } });
    for (const as of ['reporter', 'administrator'] as const) {
      expect((await send(as, '/desk/search', { words: NEEDLE })).status).toBe(403);
      expect((await api.call(as, 'POST', '/search', { body: { words: NEEDLE } })).status).toBe(403);
    }
  });

  it('are found though thousands came since, and beyond 20,000 by the reference alone, as the page says', async () => {
    const id = await noted();
    await aware(id);
    const filing = { obligation: ART33, filedAt: NOW, receipt: 'Az. 815', elsewhere: true, reasons: 'By telephone.' };
    await api.call('dpo', 'POST', `/breaches/${id}/filings`, { body: filing });
    const register = api.store.connection.collection<{ _id: string }>('register');
    const { _id: _, ...rest } = (await register.findOne({ _id: id })) ?? { _id: id };
    await register.updateOne({ _id: id }, { $set: { openedAt: '2020-01-01T00:00:00.000Z' } });
    const newer = Array.from({ length: 20_000 }, (_row, n) => {
      return { ...rest, _id: `TOC-2027-${10_000 + n}`, openedAt: NOW, keys: [], words: null };
    });
    const found = async (words: string) => {
      const { json } = await api.call('auditor', 'POST', '/search', { body: { words } });
      const { incidents, receipts } = json as unknown as SearchAnswer;
      const ids = [incidents, receipts].map((group) => group.found.some((one) => one.id === id));
      return [...ids, incidents.lookedAt, receipts.lookedAt];
    };
    await register.insertMany(newer.slice(0, 6_000));
    expect(await found(NEEDLE)).toEqual([true, false, null, null]);
    expect(await found('az. 815')).toEqual([false, true, null, null]);
    await register.insertMany(newer.slice(6_000));
    expect(await found(NEEDLE)).toEqual([false, false, 20_000, 20_000]);
    expect(await found(id.toLowerCase())).toEqual([true, false, 20_000, 20_000]);
    expect((await send('auditor', '/desk/search', { words: NEEDLE })).body).toContain('Only 20000 were looked at');
    await register.deleteMany({ _id: { $in: newer.map((each) => each._id) } });
  });
});

describe('an address of the one page that it was until version 0.7', () => {
  it.each([
    ['?notices=late#x', '/notices?notices=late#notices'],
    ['?after=1+TOC%7Eb', '/notices?after=1+TOC%7Eb#notices'],
    ['?before=54', '/timeline?before=54#timeline'],
    [`?before=54&at=${NOW}`, `/timeline?at=${encodeURIComponent(NOW)}&before=54#timeline`],
  ])('%s leads to the page that shows it now', async (was, where) => {
    const id = await api.report();
    const { status, headers } = await api.call('dpo', 'GET', `/desk/breaches/${id}${was}`);
    expect([status, headers.location]).toEqual([303, `/desk/breaches/${id}${where}`]);
  });
});

describe('the record', () => {
  it('shows what was known at an instant, and nothing that came later', async () => {
    api.now = '2026-11-23T10:00:00.000Z';
    const id = await api.report({ systems: ['tickets'] });
    api.now = NOW;
    await aware(id);
    const then = await page(id, 'auditor', '/known?at=2026-11-24T09:00&zone=Europe/Berlin');
    expect(then).toContain('What was known then');
    expect(then).toContain('Nobody has recorded yet');
    const told = async (at: string) => page(id, 'auditor', `/timeline?at=${at}`);
    expect(await told('2026-11-24T09:00&zone=Europe/Berlin')).not.toContain('Awareness recorded');
    expect(await told(NOW)).toContain('Awareness recorded');
    expect(await page(id, 'auditor', '?at=2026-11-23T10:59&zone=Europe/Berlin')).toContain('Nothing was on record yet');
    expect(await page(id, 'auditor', '?at=2026-11-25T09:00')).toContain('That instant lies ahead');
    expect(await page(id, 'auditor', '?at=2026-10-25T02:30')).toContain('name="at-which"');
  });

  it.each<[string, object]>([
    ['author', { by: 'somebody' }],
    ['words', { personal: 's1.test.AAAA' }],
  ])('shows an event with a sabotaged %s as a broken chain, and offers no decision', async (_what, change) => {
    const id = await api.report({ systems: ['tickets'] });
    await aware(id);
    expect(await page(id)).toContain('Chain verified up to event');
    await api.store.connection.collection('events').updateOne({ breachId: id, seq: 1 }, { $set: change });
    for (const name of BREACH_PAGES) {
      const shown = (await api.call('dpo', 'GET', breachPath(id, name))).body;
      expect(shown).toContain('The timeline does not verify from event 1 on');
      expect(shown).not.toMatch(/<form method="post" action="\/desk\/breaches/);
    }
  });

  it('notices a stream that was cut short', async () => {
    const id = await api.report({ systems: ['tickets'] });
    await aware(id);
    const { seq } = await state(id);
    await api.store.connection.collection('events').deleteOne({ breachId: id, seq });
    expect(await page(id)).toContain('Chain broken');
  });

  it('leaves as an evidence pack and as raw files, always as downloads', async () => {
    await api.call('alert-source', 'POST', '/alerts/aws-guardduty', { body: alertFixture() });
    await api.judgeAlerts();
    const id = api.gateway.starts.at(-1) ?? '';
    const pack = await api.call('auditor', 'GET', `/desk/breaches/${id}/evidence.json`);
    expect(pack.headers['content-disposition']).toBe(`attachment; filename="${id}-evidence.json"`);
    expect(verifyPack(pack.json as never).ok).toBe(true);
    const [evidence] = (await state(id)).evidence;
    const file = await api.call('auditor', 'GET', `/desk/breaches/${id}/files/${evidence?.file}`);
    expect(file.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
    });
    expect(String(file.headers['content-disposition'])).toMatch(/^attachment; filename="/);
    const other = await api.report();
    expect((await api.call('auditor', 'GET', `/desk/breaches/${other}/files/${evidence?.file}`)).status).toBe(404);
    expect((await api.call('responder', 'GET', `/desk/breaches/${id}/files/${evidence?.file}`)).status).toBe(403);
  });
});

describe('roles and failures', () => {
  it('give the auditor no form, the responder no decision, and the reporter nothing', async () => {
    const id = await api.report({ systems: ['tickets'] });
    await aware(id);
    for (const name of BREACH_PAGES) {
      const where = breachPath(id, name);
      const { body } = await api.call('auditor', 'GET', where);
      expect([where, body]).toEqual([where, expect.not.stringMatching(/<form method="post" action="\/desk\/breaches/)]);
    }
    expect(await page(id, 'responder', '/known')).toContain(`action="/desk/breaches/${id}/awareness"`);
    expect(await page(id, 'dpo', '/severity')).toContain(`action="/desk/breaches/${id}/decisions"`);
    expect(await page(id, 'responder', '/severity')).not.toContain(`action="/desk/breaches/${id}/decisions"`);
    expect((await send('responder', `/desk/breaches/${id}/decisions`, { article: 'art33' })).status).toBe(403);
    for (const role of ['reporter', 'administrator'] as const) {
      expect((await api.call(role, 'GET', `/desk/breaches/${id}`)).status).toBe(403);
      expect((await api.call(role, 'GET', `/desk/breaches/${id}/facts`)).status).toBe(403);
    }
    expect((await api.call('dpo', 'GET', '/desk/breaches/TOC-2026-9999')).status).toBe(404);
  });

  it('read on while Temporal is away, and say that commands are refused', async () => {
    const id = await api.report({ systems: ['tickets'] });
    api.gateway.isUp = false;
    // Asked at most every two seconds, by the clock that stands still here.
    api.now = '2026-11-24T08:41:00.000Z';
    const shown = await api.call('dpo', 'GET', `/desk/breaches/${id}`);
    expect(shown.status).toBe(200);
    expect(shown.body).toContain('Nothing can be recorded until the workflow engine is back');
    expect((await aware(id)).status).toBe(503);
    api.gateway.isUp = true;
    api.now = NOW;
  });
});
