import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addUser, changeUser } from '../../store/users.ts';
import { cookiesOf, csrfIn, NOW, TestApi, type TestSession } from '../support/api.ts';

let api: TestApi;
let dpo: TestSession;
beforeAll(async () => {
  api = await TestApi.start();
  dpo = await api.session('dpo');
});
afterAll(() => api.stop());

const FORM = 'application/x-www-form-urlencoded';
async function send(url: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  return api.server.inject({
    ...{
      method: 'POST',
      url,
      payload: new URLSearchParams({ csrf: dpo.csrf, key: 'a-key-0001', ...fields }).toString(),
    },
    headers: { 'content-type': FORM, 'sec-fetch-site': 'same-origin', cookie: dpo.cookie, ...headers },
  });
}
const open = (url: string, { cookie }: { cookie: string } = dpo) => api.server.inject({ url, headers: { cookie } });
const wayOf = (answer: { headers: Record<string, unknown> }) => String(answer.headers.location);
const TYPED = { title: 'x', summary: 'Typed by <somebody> at "night".' };

describe('a form that comes back', () => {
  it('is answered with the way to it, and can be looked at again and again, with what was typed', async () => {
    const refused = await send('/desk/report', TYPED);
    expect([refused.statusCode, wayOf(refused), refused.body]).toEqual([
      ...[303, expect.stringMatching(/^\/desk\/returned\/[\w-]{43}\?from=%2Fdesk%2Freport#problems$/), ''],
    ]);
    const csrfs = new Set<string>();
    for (let i = 0; i < 2; i += 1) {
      const page = await open(wayOf(refused));
      expect([page.statusCode, page.headers['cache-control']]).toEqual([422, 'no-store']);
      expect(page.body).toContain('Typed by &lt;somebody&gt; at &quot;night&quot;.');
      expect(page.body).toContain('href="#f-title"');
      csrfs.add(csrfIn(page.body));
    }
    expect(csrfs.size).toBe(2);
    const csrf = [...csrfs][1] ?? '';
    const sent = await send('/desk/report', { ...TYPED, title: 'A letter was opened', csrf });
    expect(wayOf(sent)).toContain('/desk/reports/');
  });

  it('goes on ticking from the time at which it is looked at', async () => {
    const refused = await send('/desk/report', TYPED);
    const before = api.now;
    api.now = '2026-11-24T08:55:00.000Z';
    expect((await open(wayOf(refused))).body).toContain('data-now="2026-11-24T08:55:00.000Z"');
    api.now = before;
  });

  it('is nobody else’s, is sealed where it is kept, and gives way to the form itself once it is gone', async () => {
    const refused = await send('/desk/report', TYPED);
    const deputy = await api.session('deputy');
    expect(wayOf(await open(wayOf(refused), deputy))).toBe('/desk/report');
    const drafts = api.store.connection.collection('formDrafts');
    expect(JSON.stringify(await drafts.find().toArray())).not.toMatch(/Typed|somebody/);
    await drafts.deleteMany({});
    const gone = await open(wayOf(refused));
    expect([gone.statusCode, wayOf(gone)]).toEqual([303, '/desk/report']);
    const away = wayOf(refused).replace('%2Fdesk%2Freport', encodeURIComponent('//evil.example'));
    expect(wayOf(await open(away))).toBe('/');
  });

  it('is shown in no other role than that in which it was sent: the page of the form says who may see it', async () => {
    const breachId = await api.report({ title: 'For those who decide' });
    const email = 'demoted@people.example';
    const user = await addUser(api.store, { name: 'Demoted', email, role: 'deputy', at: NOW });
    const signIn = async () => {
      const answer = await api.submit('/sign-in/link', { token: await api.signIn.issueLink(email) });
      return { cookie: cookiesOf(answer.headers) };
    };
    const asDeputy = await signIn();
    const csrf = csrfIn((await open('/desk/account', asDeputy)).body);
    const closing = `/desk/breaches/${breachId}/closing`;
    const refused = await send(closing, { csrf, seen: '1' }, asDeputy);
    expect((await open(wayOf(refused), asDeputy)).body).toContain('For those who decide');
    await changeUser(api.store, user.id, { role: 'reporter' });
    const asReporter = await signIn();
    const shut = await open(wayOf(refused), asReporter);
    expect([shut.statusCode, shut.body]).toEqual([303, '']);
    expect((await open(wayOf(shut), asReporter)).statusCode).toBe(403);
  });

  it('has each look at it on record, with its breach', async () => {
    const breachId = await api.report();
    const refused = await send(`/desk/breaches/${breachId}/closing`, { seen: '1' });
    for (let i = 0; i < 2; i += 1) await open(wayOf(refused));
    const views = await api.store.connection.collection('views').find({ breachId }).toArray();
    expect(views.map(({ route }) => route)).toEqual(Array(2).fill('POST /desk/breaches/:breachId/closing'));
  });

  it('has the look on record where the page around it shows what was sent to a supplier', async () => {
    const views = api.store.connection.collection('views');
    await views.deleteMany({});
    const refused = await send('/desk/suppliers/fjord', { name: '' });
    await open(wayOf(refused));
    const seen = await views.find().sort({ $natural: 1 }).toArray();
    expect(seen.map(({ route, about }) => [route, about])).toEqual([
      ['POST /desk/suppliers/:id', 'fjord'],
      ['GET /desk/suppliers/:id', 'fjord'],
    ]);
  });

  it('is kept again when the session ends over it, for the page of the form', async () => {
    const refused = await send('/desk/report', TYPED);
    const referer = `https://tocsin.example${wayOf(refused)}`;
    const late = await send('/desk/report', TYPED, { cookie: '', referer, host: 'tocsin.example' });
    expect(wayOf(late)).toBe('/sign-in?next=%2Fdesk%2Freport');
    expect(cookiesOf(late.headers)).toContain('tocsin.draft=');
  });

  it('is answered at once to programs, and never keeps a page that shows a secret', async () => {
    const byToken = await api.server.inject({
      ...{ method: 'POST', url: '/desk/report', payload: new URLSearchParams(TYPED).toString() },
      headers: { 'content-type': FORM, authorization: `Bearer ${api.tokens.dpo}` },
    });
    expect(byToken.statusCode).toBe(422);
    const before = await api.store.connection.collection('formDrafts').countDocuments();
    await send('/desk/account/enrol', {});
    expect(await api.store.connection.collection('formDrafts').countDocuments()).toBe(before);
  });
});
