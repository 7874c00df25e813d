import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../domain/roles.ts';
import { readBreach } from '../../store/breaches.ts';
import { issueToken } from '../../store/tokens.ts';
import { NOW, TestApi } from '../support/api.ts';
import { sendForm } from '../support/forms.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ exerciseInbox: true });
});
afterAll(() => api.stop());

const FORM = { title: 'Laptop left on a train', summary: 'It was not locked. Ελένη saw it last.', system: 'tickets' };
const post = (as: Role, fields: Record<string, string | string[]>, key = 'report-0001') =>
  sendForm(api, as, '/desk/report', { key, ...fields });
/** Of the first report. */
let reference = '';

describe('a report from the desk', () => {
  it('is kept while Temporal is away, once however often it is sent, and starts when it is back', async () => {
    api.gateway.isUp = false;
    const sent = await post('reporter', { ...FORM, awareAt: '2026-11-24T09:00', 'awareAt-zone': 'Europe/Berlin' });
    const again = await post('reporter', { ...FORM, awareAt: '2026-11-24T09:00', 'awareAt-zone': 'Europe/Berlin' });
    expect([sent.status, again.status]).toEqual([303, 303]);
    expect(again.headers.location).toBe(sent.headers.location);
    const page = await api.call('reporter', 'GET', String(sent.headers.location));
    reference = /TOC-2026-0001-\w{3}/.exec(page.body)?.[0] ?? '';
    expect(reference).not.toBe('');
    expect(page.body).toContain('The report is kept, and starts by itself');
    expect(await readBreach(api.store, reference)).toBeNull();

    // The turns that the reports began are over: none of them takes what is to be handed over now.
    await api.relay.turn();
    api.gateway.isUp = true;
    await api.relay.turn();
    const state = await readBreach(api.store, reference);
    // A reporter records no awareness: what the report says is kept for those who may.
    expect(state).toMatchObject({ awareness: [], suggested: { awareAt: '2026-11-24T08:00:00.000Z' } });
    const desk = (await api.call('responder', 'GET', `/desk/breaches/${reference}/known`)).body;
    expect(desk).toMatch(/The report says that this has been known since.*Tue 24 Nov 2026, 09:00 CET/);
    expect(state?.facts.systems).toEqual(['tickets']);
    expect(state?.narrative.summary).toBe(FORM.summary);
    expect(api.gateway.starts).toEqual([reference]);
  });

  it('gives back what was typed, and says at each field what is wrong', async () => {
    const answer = await post('reporter', {
      title: 'X',
      summary: 'Kept <words>',
      awareAt: '2026-11-24T23:00',
      'awareAt-zone': 'Europe/Berlin',
      system: 'nowhere',
    });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('Kept &lt;words&gt;');
    for (const said of ['Give a title of 3 to 200', 'This time lies ahead']) {
      expect(answer.body).toContain(said);
    }
    const unknown = await post('reporter', { ...FORM, system: ['tickets', 'nowhere'] }, 'report-0002');
    expect(unknown.status).toBe(422);
    expect(unknown.body).toContain('The register has no system “nowhere”');
    expect(unknown.body).toMatch(/value="tickets"[^>]* checked/);
  });

  it('takes an answer to an optional question as people write it, and keeps in words what says nothing', async () => {
    const read = async (key: string, values: Record<string, string>) => {
      const sent = await post('reporter', { ...FORM, ...values }, key);
      expect(sent.status).toBe(303);
      const location = String(sent.headers.location);
      await api.relay.turn();
      const state = await readBreach(api.store, /TOC-2026-\d{4}-\w{3}/.exec(location)?.[0] ?? '');
      const { body } = await api.call('reporter', 'GET', location);
      return { location, facts: state?.facts, summary: state?.narrative.summary, body };
    };
    const about = await read('report-0011', { peopleConcerned: 'ca. 1.200 Personen' });
    expect(about).toMatchObject({ facts: { peopleConcerned: 1_200 }, summary: FORM.summary });
    expect(about.body).not.toContain('could not be read');

    const unclear = { peopleConcerned: 'a few <hundred>', malicious: 'perhaps', confidentiality: 'exposed' };
    const words = await read('report-0012', unclear);
    expect(words.facts).toMatchObject({ peopleConcerned: null, confidentiality: 'exposed' });
    expect(words.summary).toBe(
      `${FORM.summary}\n\nNot understood in the form, and kept as it was written:\n` +
        'Did somebody do it on purpose? “perhaps”\nHow many people, roughly? “a few <hundred>”',
    );
    expect(words.body).toMatch(/could not be read as an answer.*<li>How many people, roughly\?<\/li>/s);
    expect(words.location).not.toContain('hundred');

    // Together they are more than is taken: nothing is cut, and the form comes back whole.
    const long = { ...FORM, ...unclear, summary: `${'a'.repeat(19_900)} end.` };
    const back = await post('reporter', long, 'report-0013');
    expect([back.status, back.body]).toEqual([422, expect.stringContaining('longer than 20,000 characters')]);
    expect(back.body).toContain(long.summary);
  });

  it('shows which clocks would start, and records nothing by it', async () => {
    const before = await api.counts();
    const answer = await post('reporter', { ...FORM, do: 'clocks' });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('The first limit would be');
    expect(answer.body).toContain('GDPR Art. 33(1)');
    expect(answer.body).toContain('datetime="2026-11-27T');
    expect(answer.body).toContain('Laptop left on a train');
    expect(await api.counts()).toEqual(before);
  });

  it('finds systems by a part of their name, with a link and with the button', async () => {
    const link = await api.call('reporter', 'GET', '/desk/report?find=support');
    expect(link.body).toContain('value="tickets"');
    const none = await post('reporter', { ...FORM, system: '', find: 'zzz', do: 'find' });
    expect(none.body).toContain('Nothing in the register goes by “zzz”');
    // Enter in the search box presses the form's first button: it means a search, not a report.
    const enter = await post('reporter', { ...FORM, find: 'support', 'found-for': '', do: 'enter' }, 'report-0003');
    expect(enter.status).toBe(200);
  });

  it('may be an exercise for a responder, and not for a reporter', async () => {
    const form = { ...FORM, scale: '1440' };
    expect((await api.call('reporter', 'GET', '/desk/report')).body).not.toContain('name="scale"');
    expect((await api.call('responder', 'GET', '/desk/report')).body).toContain('name="scale"');
    expect((await post('reporter', form, 'drill-0001')).status).toBe(403);
    const sent = await post('responder', form, 'drill-0002');
    expect(sent.headers.location).toMatch(/^\/desk\/reports\/EX-2026-/);
  });

  it('is told about in plain words, and to the person who sent it alone', async () => {
    const token = await issueToken(api.store, { name: 'another', role: 'reporter', at: NOW });
    const own = await api.call('reporter', 'GET', '/desk/reports');
    expect(own.body).toContain(reference);
    const asOther = { headers: { authorization: `Bearer ${token}` } };
    const others = await api.call(null, 'GET', '/desk/reports', asOther);
    expect(others.body).not.toContain(reference);
    expect((await api.call(null, 'GET', `/desk/reports/${reference}`, asOther)).status).toBe(404);
    expect((await api.call('dpo', 'GET', `/desk/reports/${reference}`)).status).toBe(404);

    const body = { type: 'risk', conclusion: 'risk', article: 'art33', reasons: 'SECRET-OF-THE-BREACH' };
    expect((await api.call('dpo', 'POST', `/breaches/${reference}/decisions`, { body })).status).toBe(200);
    const page = await api.call('reporter', 'GET', `/desk/reports/${reference}`);
    expect(page.body).toContain('Being looked at');
    expect(page.body).not.toContain('SECRET-OF-THE-BREACH');
    expect(page.body).not.toContain('href="/desk/breaches/');
    expect((await api.call('auditor', 'GET', '/desk/reports')).status).toBe(403);
  });
});
