import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { NOW, TestApi } from '../support/api.ts';
import { textOfPdf } from '../support/pdf.ts';

let api: TestApi;
const ids: string[] = [];
const TITLES = ['=HYPERLINK("http://x")', 'Übergabe an Ελένη', 'A third one'];
beforeAll(async () => {
  api = await TestApi.start({ exerciseInbox: true });
  for (const [i, title] of TITLES.entries()) {
    const awareAt = `2026-11-2${i + 1}T12:00:00Z`;
    ids.push(await api.report({ title, systems: ['tickets'], awareAt, summary: `Summary of ${title}` }));
  }
  ids.push(await api.report({ title: 'Only suspected' }));
  ids.push(await api.report({ title: 'A drill', exercise: { scale: 60 } }));
  const body = {
    obligation: 'gdpr-art33-1-authority',
    receipt: 'R-77',
    elsewhere: true,
    reasons: 'By telephone.',
    filedAt: NOW,
  };
  const filed = await api.call('dpo', 'POST', `/breaches/${ids[2]}/filings`, { body });
  if (filed.status >= 300) throw new Error(filed.body);
});
afterAll(() => api.stop());

const shown = async (query: string) => {
  const { status, body } = await api.call('auditor', 'GET', `/desk/register${query}`);
  expect(status).toBe(200);
  return [...body.matchAll(/class="nowrap" href="\/desk\/breaches\/([A-Z0-9-]+)"/g)].map(([, id]) =>
    ids.indexOf(String(id)),
  );
};
const file = async (type: string, query = '', language = 'en') => {
  const response = await api.server.inject({
    url: `/desk/register.${type}${query}`,
    headers: { authorization: `Bearer ${api.tokens.auditor}`, 'accept-language': language },
  });
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-disposition']).toContain(`register-2026-11-24.${type}`);
  return response;
};

describe('the register of breaches', () => {
  it('has every real breach by its awareness, and exercises only where they are asked for', async () => {
    expect(await shown('')).toEqual([3, 2, 1, 0]);
    expect(await shown('?sort=oldest')).toEqual([0, 1, 2, 3]);
    expect(await shown('?exercises=only')).toEqual([4]);
  });

  it.each([
    ['?from=2026-11-22&to=2026-11-23', [2, 1]],
    ['?status=suspected', [3]],
    ['?authority=told', [2]],
    ['?late=yes', []],
    ['?role=processor', []],
    ['?severity=low', []],
    ['?severity=very-high&status=confirmed', [2, 1, 0]],
  ])('shows by %s the entries %j', async (query, expected) => {
    expect(await shown(query)).toEqual(expected);
  });

  it('finds an entry by a part of its id', async () => {
    expect(await shown(`?q=${ids[1]?.slice(-4)}`)).toEqual([1]);
  });

  it('shows facts, the receipt, decisions and a link to each breach, whole in the print view', async () => {
    const { body } = await api.call('deputy', 'GET', '/desk/register?view=print');
    expect(body).toContain('receipt R-77');
    expect(body).toContain(`Summary of ${TITLES[1]}`);
    expect(body).toContain(`href="/desk/breaches/${ids[0]}"`);
  });

  it('refuses a filter that is none', async () => {
    expect((await api.call('auditor', 'GET', '/desk/register?status=lost')).status).toBe(400);
  });

  it('goes into a spreadsheet without running, with the same filters', async () => {
    const { body } = await file('csv', '?status=confirmed&sort=oldest');
    const rows: Record<string, string>[] = parse(body, { bom: true, columns: true });
    expect(rows.map((row) => ids.indexOf(row.entry ?? ''))).toEqual([0, 1, 2]);
    expect(rows[0]?.title).toBe(`'${TITLES[0]}`);
    expect(rows[1]?.title).toBe(TITLES[1]);
    expect(rows[2]?.filings).toContain('R-77');
  });

  it('goes into a spreadsheet in the words of a German reader', async () => {
    const { body } = await file('csv', '?status=confirmed&sort=oldest', 'de');
    const rows: Record<string, string>[] = parse(body, { bom: true, columns: true });
    expect(rows.map(({ Stand }) => Stand)).toEqual(['Bestätigt', 'Bestätigt', 'Bestätigt']);
    expect(rows[2]?.Meldungen).toMatch(/eingereicht .*Eingangszeichen R-77/s);
    expect(body).not.toMatch(/\b(?:confirmed|controller|processor|filed|told|recipients)\b|"(?:yes|no)"/);
  });

  it('goes into JSON as the API has it', async () => {
    const { entries } = (await file('json', '?exercises=with')).json() as { entries: { breachId: string }[] };
    expect(entries.map(({ breachId }) => breachId).sort()).toEqual([...ids].sort());
  });

  it('goes into a PDF in any script', async () => {
    const text = textOfPdf((await file('pdf')).rawPayload).replaceAll(/\s+/g, ' ');
    expect(text).toContain('Übergabe an Ελένη');
    expect(text).toContain('R-77');
    expect(text).not.toContain('A drill');
  });

  it('does not go into a PDF that nobody could make or read, and says what to do', async () => {
    const register = api.store.connection.collection<{ _id: string }>('register');
    const one = await register.findOne({ _id: ids[0] ?? '' });
    const many = Array.from({ length: 2_001 }, (_, i) => ({
      ...one,
      _id: `TOC-1999-${i}`,
      since: '1999-05-01T00:00:00.000Z',
    }));
    await register.insertMany(many);
    const { status, body } = await api.call('auditor', 'GET', '/desk/register.pdf');
    expect([status, body]).toEqual([
      409,
      expect.stringContaining('A PDF holds at most 2,000 entries, and these are 2,005.'),
    ]);
    expect((await file('pdf', '?from=2026-01-01')).headers['content-type']).toBe('application/pdf');
    await register.deleteMany({ since: '1999-05-01T00:00:00.000Z' });
  });

  it('is not shown to a responder, a reporter or an administrator', async () => {
    for (const role of ['responder', 'reporter', 'administrator'] as const) {
      expect((await api.call(role, 'GET', '/desk/register.csv')).status).toBe(403);
    }
  });
});
