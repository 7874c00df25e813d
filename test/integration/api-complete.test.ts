import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import * as answers from '../../api/openapi/answers.ts';
import { NOW, TestApi } from '../support/api.ts';
import { UNTOUCHED } from '../support/facts.ts';
import { textOfPdf } from '../support/pdf.ts';

let api: TestApi;
let breachId = '';
let drill = '';
const DUTY = 'gdpr-art33-1-authority';
beforeAll(async () => {
  api = await TestApi.start({ exerciseInbox: true, realPlans: true });
  breachId = await api.report({ title: 'Session stolen', systems: ['tickets'], awareAt: NOW });
  await api.release(breachId);
  drill = await api.report({ title: 'A drill', awareAt: NOW, exercise: { scale: 60 } });
});
afterAll(() => api.stop());

const get = async (path: string, as: 'dpo' | 'auditor' | 'responder' = 'dpo') => {
  const { status, json } = await api.call(as, 'GET', path.replace(':id', breachId).replace(':drill', drill));
  return { status, json };
};

describe('what pages show, the API answers as its document says', () => {
  it.each<[string, z.ZodType]>([
    ['/breaches/:id?at=2026-11-24T08:40:00Z', answers.Breach],
    ['/breaches/:id/notices', answers.BreachNotices],
    ['/breaches/:id/notices/fjord', answers.NoticeHistory],
    [`/breaches/:id/filings/${DUTY}/draft`, answers.FilingDraft],
    [`/breaches/:id/filings/${DUTY}/versions`, answers.FilingVersionList],
    ['/breaches/:id/recipient-lists', answers.RecipientLists],
    ['/exercises/:drill', answers.ExerciseReport],
    ['/register?status=confirmed&sort=people', answers.Register],
    ['/audit', answers.AuditList],
    ['/audit/verification', answers.Verification],
    ['/policy', answers.Policy],
    ['/policy/coverage', answers.PolicyCoverage],
    ['/policy/regimes/gdpr', answers.Regime],
    ['/systems?q=ticket', answers.SystemList],
    ['/systems/tickets', answers.SystemEntry],
    ['/systems/tickets/changes', answers.EntryChanges],
    ['/counterparties?kind=supplier', answers.CounterpartyList],
    ['/counterparties/fjord', answers.CounterpartyEntry],
    ['/counterparties/fjord/changes', answers.EntryChanges],
    ['/counterparties/fjord/notices', answers.NoticeList],
    ['/campaigns', answers.CampaignList],
    ['/reports', answers.OwnReportList],
  ])('%s', async (path, schema) => {
    const { status, json } = await get(path);
    expect([status, schema.safeParse(json).error]).toEqual([200, undefined]);
  });
});

describe('a breach', () => {
  it('is answered with what its document lists, and with nothing that its workflow keeps for itself', async () => {
    const breach = (await get('/breaches/:id')).json as unknown as answers.BreachAnswer;
    const { plan, communications } = breach;
    const documented = (schema: z.ZodType): string[] => Object.keys((schema as z.ZodObject).shape);
    const undocumented = (answer: object | null | undefined, schema: z.ZodType) =>
      Object.keys(answer ?? { none: 0 }).filter((key) => !documented(schema).includes(key));
    expect(undocumented(breach, answers.Breach)).toEqual([]);
    expect(undocumented(plan, answers.Plan)).toEqual([]);
    expect(undocumented(communications.notices, answers.Communication)).toEqual([]);
    expect(documented(answers.Communication)).not.toContain('turn');
  });
});

describe('a preview', () => {
  it('tells what facts would start, move and end, with reasons, and records none of it', async () => {
    const path = `/breaches/${breachId}`;
    const before = (await get('/breaches/:id')).json.seq;
    const facts = {
      confidentiality: 'none',
      identifiability: 'negligible',
      malicious: 'no',
      peopleConcerned: 3,
      ...UNTOUCHED,
    };
    const { status, json } = await api.call('responder', 'POST', `${path}/facts/preview`, { body: { facts } });
    expect([status, answers.AmendmentPreview.safeParse(json).error]).toEqual([200, undefined]);
    expect(json.duties).toContainEqual(
      expect.objectContaining({
        obligation: 'gdpr-art34-1-data-subject',
        change: 'end',
        why: expect.stringMatching(/Art. 34/),
      }),
    );
    expect((await get('/breaches/:id')).json.seq).toBe(before);
    const unknown = { facts: { systems: ['nowhere'] } };
    const refused = await api.call('dpo', 'POST', `${path}/facts/preview`, { body: unknown });
    expect([refused.status, refused.json.field]).toEqual([422, 'facts.systems[0]']);
  });

  it('of a report tells which clocks would start from some systems', async () => {
    const body = { systems: ['tickets'], awareAt: '2026-11-24T08:00:00Z' };
    const { status, json } = await api.call('reporter', 'POST', '/incidents/preview', { body });
    expect([status, answers.ReportPreview.safeParse(json).error]).toEqual([200, undefined]);
    expect(json.clocks).toContainEqual(expect.objectContaining({ obligation: DUTY, due: '2026-11-27T08:00:00.000Z' }));
    expect(json.suppliers).toBe(1);
  });
});

describe('what was known at an instant', () => {
  it('is the breach as it stood then; before it was reported there is nothing', async () => {
    api.now = '2026-11-24T09:00:00.000Z';
    const body = { narrative: { summary: 'Known at nine.' }, reasons: 'From the log.' };
    expect((await api.call('dpo', 'PATCH', `/breaches/${breachId}/facts`, { body })).status).toBe(200);
    const then = (await get('/breaches/:id?at=2026-11-24T08:59:00Z')).json;
    expect([then.narrative, (await get('/breaches/:id')).json.narrative]).toEqual([
      expect.objectContaining({ summary: '' }),
      expect.objectContaining({ summary: 'Known at nine.' }),
    ]);
    expect((await get('/breaches/:id?at=2026-11-01T00:00:00Z')).json.field).toBe('at');
    expect((await get('/breaches/:id?at=2026-11-25T00:00:00Z')).status).toBe(409);
    api.now = NOW;
  });

  it('can be relied on: the events say how far their chain holds', async () => {
    const { json } = await get('/breaches/:id/events');
    const { verification } = json as { verification: { verifiedTo: number; head: { seq: number }; findings: [] } };
    expect(verification).toMatchObject({ verifiedTo: verification.head.seq, findings: [] });
    const events = api.store.connection.collection('events');
    await events.updateOne({ breachId, seq: 2 }, { $set: { by: 'somebody-else' } });
    const broken = (await get('/breaches/:id/events')).json;
    const all = (await api.verified('dpo', '/audit/verification?again=true')).json;
    await events.updateOne({ breachId, seq: 2 }, { $set: { by: 'responder' } });
    expect(broken.verification).toMatchObject({ verifiedTo: 1, findings: [expect.objectContaining({ seq: 2 })] });
    expect(all.last).toMatchObject({ broken: [expect.objectContaining({ breachId, verifiedTo: 1 })] });
  });

  it('goes with its files, which only this breach has', async () => {
    const { json } = await get('/breaches/:id');
    const [{ file, bytes }] = json.evidence as [{ file: string; bytes: number }];
    const answer = await api.call('auditor', 'GET', `/breaches/${breachId}/files/${file}`);
    expect([answer.status, answer.headers['content-disposition']]).toEqual([
      200,
      expect.stringContaining('attachment'),
    ]);
    expect(Buffer.byteLength(answer.body)).toBe(bytes);
    expect((await api.call('auditor', 'GET', `/breaches/${drill}/files/${file}`)).status).toBe(404);
  });
});

describe('a filing', () => {
  const path = () => `/breaches/${breachId}/filings/${DUTY}`;
  it('takes answers over the draft that was read, once, and no field that it does not have', async () => {
    const { headers } = await api.call('dpo', 'GET', `${path()}/draft`);
    const first = { body: { answers: { field_12: 'Example Cloud' } }, headers: { 'if-match': String(headers.etag) } };
    const saved = await api.call('dpo', 'PUT', `${path()}/draft`, first);
    expect(saved.json).toMatchObject({ answers: { field_12: 'Example Cloud' }, saved: { by: 'dpo', revision: 1 } });
    // Its answer was lost, and it is sent again.
    expect((await api.call('dpo', 'PUT', `${path()}/draft`, first)).headers.etag).toBe(saved.headers.etag);
    const late = { ...first, body: { answers: { field_12: 'Somebody else' } } };
    expect((await api.call('deputy', 'PUT', `${path()}/draft`, late)).json.code).toBe('stale');
    const odd = await api.call('dpo', 'PUT', `${path()}/draft`, { body: { answers: { toString: 'x' } } });
    expect([odd.status, odd.json.field]).toEqual([422, 'answers.toString']);
    expect((await api.call('responder', 'PUT', `${path()}/draft`, first)).status).toBe(403);
  });

  it('is kept version by version, each with its text and what it says differently', async () => {
    const { content } = (await api.call('dpo', 'GET', `${path()}/draft`)).json;
    const elsewhere = { elsewhere: true, reasons: 'Typed into the form of the authority.' };
    const file = async (stage: string, document: unknown) => {
      const body = { obligation: DUTY, filedAt: NOW, receipt: `R-${stage}`, stage, document, ...elsewhere };
      return (await api.call('dpo', 'POST', `/breaches/${breachId}/filings`, { body })).status;
    };
    expect(await file('initial', content)).toBe(200);
    expect(await file('complete', String(content).replace('Example Cloud', 'Example Clouds'))).toBe(200);
    const list = (await api.call('auditor', 'GET', `${path()}/versions`)).json.versions;
    expect(list).toEqual([expect.objectContaining({ receipt: 'R-initial' }), expect.objectContaining({ number: 2 })]);
    const second = (await api.call('auditor', 'GET', `${path()}/versions/2`)).json;
    expect(answers.FilingVersion.safeParse(second).error).toBeUndefined();
    expect(second).toMatchObject({ against: 1, changes: [{ field: 'field_12', after: 'Example Clouds' }] });
    expect((await api.call('auditor', 'GET', `${path()}/versions/3`)).status).toBe(404);
  });
});

describe('the register', () => {
  it('is filtered, counted, and read page by page without a gap, in any order', async () => {
    await api.report({ title: 'Another one', awareAt: '2026-11-20T08:00:00Z' });
    await api.report({ title: 'A third one', awareAt: '2026-11-21T08:00:00Z' });
    for (const sort of ['newest', 'oldest', 'severity', 'people', 'changed']) {
      const whole = (await get(`/register?sort=${sort}&exercises=true`)).json;
      const seen: unknown[] = [];
      let before: string | null = '';
      while (before !== null) {
        const page = (await get(`/register?limit=1&sort=${sort}&exercises=true&before=${encodeURIComponent(before)}`))
          .json;
        seen.push(...(page.entries as unknown[]));
        before = page.next as string | null;
      }
      expect([whole.total, seen]).toEqual([4, whole.entries]);
    }
    expect((await get('/register?to=2026-11-20')).json.total).toBe(1);
    expect((await get('/register?exercises=only')).json.entries).toEqual([
      expect.objectContaining({ breachId: drill }),
    ]);
  });

  it('is given out as CSV, JSON and PDF, to who may have it', async () => {
    const file = (query: string, as: 'auditor' | 'responder' = 'auditor') =>
      api.call(as, 'GET', `/register/export?${query}`);
    const [csv, json] = [await file('format=csv&to=2026-11-20'), await file('format=json&exercises=only')];
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.body.trim().split('\r\n')).toHaveLength(2);
    expect(json.json.entries).toEqual([expect.objectContaining({ breachId: drill })]);
    const [english = '', german = ''] = await Promise.all(
      ['en', 'de'].map(async (language) => (await file(`format=csv&language=${language}`)).body.split('\r\n')[0] ?? ''),
    );
    expect([csv.body.startsWith(english), english, german]).toEqual([
      true,
      expect.stringContaining('"entry","exercise","status","aware since (UTC)"'),
      expect.stringContaining('"Eintrag","Übung","Stand","bekannt seit (UTC)"'),
    ]);
    expect(german.split(',')).toHaveLength(english.split(',').length);
    const headers = { authorization: `Bearer ${api.tokens.auditor}` };
    const pdf = await api.server.inject({ url: '/register/export?format=pdf', headers });
    expect(textOfPdf(pdf.rawPayload)).toContain('A third one');
    expect((await file('format=csv', 'responder')).status).toBe(403);
  });
});

describe('the audit', () => {
  it('is read page by page, by who and what', async () => {
    await api.call('auditor', 'GET', `/breaches/${breachId}`);
    const first = (await get('/audit?who=auditor&kind=view&limit=1', 'auditor')).json;
    expect(first.entries).toEqual([expect.objectContaining({ who: 'auditor', kind: 'view' })]);
    const rest = (await get(`/audit?who=auditor&kind=view&before=${encodeURIComponent(String(first.next))}`)).json;
    expect(rest.entries).not.toContainEqual((first.entries as unknown[])[0]);
    const changes = (await get(`/audit?kind=change&breachId=${breachId}`)).json.entries as { breachId: string }[];
    expect(new Set(changes.map((entry) => entry.breachId))).toEqual(new Set([breachId]));
    expect((await get('/audit', 'responder')).status).toBe(403);
  });
});

describe('a system and a counterparty', () => {
  const system = async () => {
    const { json, headers } = await api.call('dpo', 'GET', '/systems/tickets');
    const { id: _, ...body } = json;
    return { body, etag: String(headers.etag) };
  };

  it('is written over the version that was read, and its history says by whom', async () => {
    const { body, etag } = await system();
    const put = (more: object, headers: Record<string, string>, id = 'tickets') =>
      api.call('dpo', 'PUT', `/systems/${id}`, { body: { ...body, ...more }, headers });
    const saved = await put({ peopleConcerned: 7 }, { 'if-match': etag });
    expect([saved.status, saved.json.peopleConcerned]).toEqual([200, 7]);
    expect((await put({ peopleConcerned: 8 }, { 'if-match': etag })).json.code).toBe('stale');
    expect((await put({ peopleConcerned: 7 }, { 'if-match': etag })).status).toBe(200);
    expect((await put({}, { 'if-match': '*' }, 'not-there')).status).toBe(412);
    expect((await put({}, { 'if-none-match': '*' }, 'newly-made')).status).toBe(201);
    expect((await put({}, { 'if-none-match': '*' })).status).toBe(412);
    expect((await put({ suppliers: ['nobody'] }, {})).json.code).toBe('unknown-counterparty');
    const { changes, next } = (await get('/systems/tickets/changes?limit=1')).json;
    expect(changes).toEqual([
      expect.objectContaining({ by: 'dpo', after: expect.objectContaining({ peopleConcerned: 7 }) }),
    ]);
    expect((await get(`/systems/tickets/changes?below=${next}`)).json.changes).toHaveLength(1);
    const asked = (await get('/audit?kind=change&limit=1000')).json.entries;
    expect(asked).toContainEqual(expect.objectContaining({ route: 'PUT /systems/:id', about: 'tickets' }));
  });

  it('does not turn from a supplier into a customer while systems name it', async () => {
    const { id: _, ...body } = (await get('/counterparties/fjord')).json;
    const turned = await api.call('dpo', 'PUT', '/counterparties/fjord', { body: { ...body, kind: 'customer' } });
    expect([turned.status, turned.json.field]).toEqual([409, 'kind']);
    expect((await api.call('dpo', 'PUT', '/counterparties/fjord', { body: { ...body, clause: '9.2' } })).status).toBe(
      200,
    );
    expect((await api.call('deputy', 'PUT', '/counterparties/fjord', { body })).status).toBe(403);
  });
});

describe('a campaign', () => {
  it('can be looked at before it is approved', async () => {
    const raw = 'name,email\nAda Quill,ada@people.example\n';
    const headers = { 'content-type': 'text/csv' };
    const { listId } = (await api.call('dpo', 'POST', `/breaches/${breachId}/recipient-lists`, { raw, headers })).json;
    const body = { listId, subject: 'Your data', text: 'Dear {{recipient}}, something happened to your data.' };
    const { contentHash } = (await api.call('dpo', 'POST', `/breaches/${breachId}/campaigns`, { body })).json;
    const { json } = await get('/breaches/:id/campaigns/1');
    expect(answers.Campaign.safeParse(json).error).toBeUndefined();
    expect(json).toMatchObject({ contentHash, subject: 'Your data', recipients: 1 });
    const people = (await get('/breaches/:id/campaigns/1/recipients')).json;
    expect(answers.Recipients.safeParse(people).error).toBeUndefined();
    expect(people.recipients).toEqual([expect.objectContaining({ n: 1, status: 'pending' })]);
    expect((await get('/campaigns')).json.campaigns).toEqual([expect.objectContaining({ breachId, number: 1 })]);
    expect((await get('/breaches/:id/recipient-lists')).json.lists).toEqual([expect.objectContaining({ listId })]);
  });
});

describe('one’s own reports', () => {
  it('are the caller’s alone, and say where they stand', async () => {
    const sent = await api.call('reporter', 'POST', '/incidents', { body: { title: 'A bag is gone', systems: [] } });
    const { reference } = sent.json;
    expect((await api.call('reporter', 'GET', '/reports')).json.reports).toEqual([
      expect.objectContaining({ title: 'A bag is gone' }),
    ]);
    expect((await api.call('reporter', 'GET', `/reports/${reference}`)).json.title).toBe('A bag is gone');
    expect((await api.call('responder', 'GET', `/reports/${reference}`)).status).toBe(404);
  });
});

describe('users and tokens', () => {
  it('are managed by people: no token adds either', async () => {
    const raw = new URLSearchParams({
      key: 'by-a-token-1',
      name: 'Eve',
      email: 'eve@x.example',
      role: 'dpo',
    }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const path of ['/desk/users', '/desk/tokens']) {
      const { status, json } = await api.call('administrator', 'POST', path, { raw, headers });
      expect([status, json.code]).toEqual([403, 'forbidden']);
    }
  });
});
