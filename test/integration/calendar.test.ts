/** The deadlines in calendars of other programs: by a secret link, read by another program's parser. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import { LIMITS } from '../../api/http/limits.ts';
import { checkRights } from '../../store/check-rights.ts';
import { checkJournal } from '../../store/journal.ts';
import { changeUser } from '../../store/users.ts';
import { NOW, TestApi, type TestSession } from '../support/api.ts';

let api: TestApi;
let breachId = '';
beforeAll(async () => {
  api = await TestApi.start({ exerciseInbox: true, realPlans: true });
  breachId = await api.report({ title: 'Dana lost a laptop', systems: ['tickets'], awareAt: NOW });
});
afterAll(() => api.stop());

const act = (session: TestSession, action: string) =>
  api.submit(`/desk/account/${action}`, { csrf: session.csrf }, { cookie: session.cookie });

async function makeLink(session: TestSession): Promise<string> {
  const { body } = await act(session, 'calendar-link');
  return new URL(/https:[^<]+\/calendar\/[\w-]+\.ics/.exec(body)?.[0] ?? '').pathname;
}

const look = (url: string, headers = {}) => api.call(null, 'GET', url, { headers });
const statusAt = async (url: string) => (await look(url)).status;
const titlesIn = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event).summary);

describe('a calendar link', () => {
  it('gives every deadline, and none of what people wrote; then 304 until something changes', async () => {
    const url = await makeLink(await api.session('responder'));
    const { status, headers, body } = await look(url);
    expect([status, headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(titlesIn(body)).toContain(`GDPR Art. 33(1): Notify the supervisory authority (${breachId})`);
    expect(body.replaceAll('\r\n ', '')).not.toContain('Dana');
    const known = { 'if-none-match': String(headers.etag) };
    expect((await look(url, known)).status).toBe(304);
    const reasons = 'The processor files it.';
    const duty = 'gdpr-art33-1-authority';
    const waived = await api.call('dpo', 'POST', `/breaches/${breachId}/decisions`, {
      body: { type: 'waive', obligation: duty, reasons },
    });
    expect([waived.status, waived.body]).toEqual([200, expect.any(String)]);
    const after = await look(url, known);
    expect([after.status, titlesIn(after.body)]).toEqual([
      200,
      expect.arrayContaining([`Waived: GDPR Art. 33(1): Notify the supervisory authority (${breachId})`]),
    ]);
    expect(after.body).toContain('STATUS:CANCELLED');
  });

  it('that leaked is ended at once, on the account, and by making another', async () => {
    const session = await api.session('responder');
    const first = await makeLink(session);
    const second = await makeLink(session);
    expect([await statusAt(first), await statusAt(second)]).toEqual([404, 200]);
    const account = await api.server.inject({ url: '/desk/account', headers: { cookie: session.cookie } });
    expect(account.body).toContain('End the link');
    expect(account.body).not.toContain(second);
    expect((await act(session, 'end-calendar-link')).statusCode).toBe(303);
    const { status, headers } = await look(second);
    expect([status, headers['cache-control']]).toEqual([404, 'no-store']);
  });

  it('ends with the right to read the deadlines', async () => {
    const session = await api.session('auditor');
    const url = await makeLink(session);
    expect(await statusAt(url)).toBe(200);
    await changeUser(api.store, session.userId, { role: 'reporter' });
    expect(await statusAt(url)).toBe(404);
    await changeUser(api.store, session.userId, { role: 'auditor', disabled: true });
    expect(await statusAt(url)).toBe(404);
  });

  it('is for nobody who may not read them, whatever form is sent', async () => {
    const session = await api.session('reporter');
    const account = await api.server.inject({ url: '/desk/account', headers: { cookie: session.cookie } });
    expect(account.body).not.toContain('calendar-link');
    expect((await act(session, 'calendar-link')).statusCode).toBe(403);
  });

  it('is kept hashed; one that was put into the database, or back into it, opens nothing or is found', async () => {
    const session = await api.session('deputy');
    const rows = api.store.connection.collection('calendars');
    const url = await makeLink(session);
    const row = await rows.findOne({ _id: session.userId as never });
    expect(JSON.stringify(row)).not.toContain(url.slice('/calendar/'.length, -'.ics'.length));
    const other = await api.session('dpo');
    await rows.insertOne({ ...row, _id: other.userId as never, link: 'f'.repeat(64) });
    await rows.updateOne({ _id: session.userId as never }, { $set: { link: 'e'.repeat(64) } });
    await rows.updateOne({ _id: other.userId as never }, { $set: { link: row?.link } });
    expect(await statusAt(url)).toBe(404);
    const problems = await checkRights(api.store, await checkJournal(api.store));
    expect(problems.join('\n')).toContain('The calendar link of the user');
    await rows.deleteMany({});
  });

  it('that is asked for without end is told to wait', async () => {
    const beside = await TestApi.start({ limits: { ...LIMITS, calendar: { burst: 2, perSecond: 0.01 } } });
    const ask = async () => (await beside.call(null, 'GET', '/calendar/nothing.ics')).status;
    expect([await ask(), await ask(), await ask()]).toEqual([404, 404, 429]);
    await beside.stop();
  });

  it('made and ended are on record, and when it was last read stands on the account', async () => {
    const session = await api.session('responder');
    await look(await makeLink(session));
    const account = await api.server.inject({ url: '/desk/account', headers: { cookie: session.cookie } });
    expect(account.body).not.toContain('not yet</dd>');
    const audit = await api.call('dpo', 'GET', '/audit?kind=sign-in');
    expect(audit.body).toContain('sign-in/calendar-link-made');
  });
});
