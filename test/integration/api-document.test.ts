import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOST_SYSTEMS } from '../../domain/facts.ts';
import { saveDataFlow } from '../../store/dataflow.ts';
import { NOW, REGISTER, TestApi } from '../support/api.ts';

/**
 * What the API's own document allows is understood: done, or refused for what it says, which the document names too.
 * Schemathesis looks for the same at random (`test/long/`).
 */

const ID = /^(?!(?:new|constructor)$)[a-z0-9][a-z0-9-]{0,63}$/;
const DUTY = 'gdpr-art33-1-authority';
const SECRET = 'Dear {{recipient}}, the old password was: Winter-2026.';

let api: TestApi;
let breachId = '';
let listId = '';
beforeAll(async () => {
  api = await TestApi.start({ realPlans: true });
  breachId = await api.report({ title: 'Session stolen', systems: ['tickets'], awareAt: NOW });
  const headers = { 'content-type': 'text/csv' };
  const raw = 'name,email\nAda,ada@people.example\n';
  const list = await api.call('dpo', 'POST', `/breaches/${breachId}/recipient-lists`, { raw, headers });
  listId = String(list.json.listId);
});
afterAll(() => api.stop());

type Schema = { [key: string]: unknown };
type Operation = {
  requestBody?: { required: boolean; content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string }>;
};
const operation = async (method: string, path: string): Promise<Operation> => {
  const { paths } = (await api.call(null, 'GET', '/openapi.json')).json as {
    paths: Record<string, Record<string, Operation>>;
  };
  const found = paths[path]?.[method.toLowerCase()];
  if (found === undefined) throw new Error(`The document has no ${method} ${path}.`);
  return found;
};
const send = async (method: 'POST' | 'PUT' | 'PATCH', path: string, body: object) =>
  api.call('dpo', method, path.replace('{breachId}', breachId).replace('{obligation}', DUTY), { body });

type Case = [method: 'POST' | 'PUT' | 'PATCH', path: string, body: () => object, code: string, field: string];
const of = (path: string) => `/breaches/{breachId}${path}`;
const [system] = REGISTER.systems;

describe('what no JSON schema forbids, and a rule does,', () => {
  it.each<[string, ...Case]>([
    [
      'an id that stands twice in an upload',
      ...(['PUT', '/dataflow', () => ({ systems: [system, system], counterparties: [] })] as const),
      ...(['content-refused', 'systems[1].id'] as const),
    ],
    [
      'an awareness of more than a year ago in a report',
      ...(['POST', '/incidents', () => ({ title: 'Long ago', awareAt: '2019-01-01T00:00:00Z' })] as const),
      ...(['reasons-missing', 'awareAt'] as const),
    ],
    [
      'an instant beyond all calendars',
      ...(['POST', of('/awareness'), () => ({ awareAt: '9999-12-31T23:59:59-14:00' })] as const),
      ...(['content-refused', 'awareAt'] as const),
    ],
    [
      'a filing that is still to come',
      'POST',
      of('/filings'),
      () => ({ obligation: DUTY, filedAt: '2030-01-01T00:00:00Z', receipt: 'R', elsewhere: true, reasons: 'x' }),
      ...(['conflict', 'filedAt'] as const),
    ],
    [
      'an answer to a field that the form does not have',
      ...(['PUT', of('/filings/{obligation}/draft'), () => ({ answers: { nobody_asked: 'x' } })] as const),
      ...(['content-refused', 'answers.nobody_asked'] as const),
    ],
    [
      'a letter with a secret in it',
      ...(['POST', of('/campaigns'), () => ({ listId, subject: 'About you', text: SECRET })] as const),
      ...(['content-refused', 'text'] as const),
    ],
    [
      'a webhook of another scheme',
      ...(['POST', '/webhooks', () => ({ url: 'ftp://hooks.example/x' })] as const),
      ...(['content-refused', 'url'] as const),
    ],
  ])('%s is refused as such, and the document says with which status', async (_, method, path, body, code, field) => {
    const { status, json } = await send(method, path, body());
    expect([json.code, json.field]).toEqual([code, field]);
    expect(status).toBeGreaterThanOrEqual(409);
    expect((await operation(method, path)).responses[status]?.description).toContain(code);
  });

  it('more systems than a breach can touch, named in two places, are refused and not a fault', async () => {
    const id = (n: number) => `many-${n}`;
    const many = Array.from({ length: MOST_SYSTEMS + 1 }, (_, n) => ({ ...REGISTER.systems[0], id: id(n) }));
    const systems = many as typeof REGISTER.systems;
    await saveDataFlow(api.store, { systems, counterparties: [] }, { at: NOW, by: 'dpo' });
    const ids = systems.map((each) => each.id);
    const body = { systems: ids.slice(0, MOST_SYSTEMS), facts: { systems: ids.slice(1) } };
    for (const path of ['/incidents', '/incidents/preview']) {
      const title = path === '/incidents' ? { title: 'Everything' } : {};
      const { status, json } = await send('POST', path, { ...title, ...body });
      expect([status, json.code, json.field]).toEqual([422, 'content-refused', 'facts.systems']);
    }
  });
});

describe('what a JSON schema can forbid, the document does:', () => {
  it('either people or counterparties, of letters that may have left', async () => {
    const path = of('/communications/{communication}/uncertain');
    const { requestBody } = await operation('POST', path);
    expect(requestBody?.content['application/json']?.schema).toMatchObject({
      not: { required: ['counterparties', 'people'] },
    });
    const both = { decision: 'arrived', reasons: 'x', counterparties: ['fjord'], people: [1] };
    const { status, json } = await send('POST', path.replace('{communication}', 'notices'), both);
    expect([status, json.field]).toEqual([422, 'people']);
  });

  it('a list of recipients comes with its rows', async () => {
    const path = of('/recipient-lists');
    const { requestBody } = await operation('POST', path);
    expect(requestBody).toMatchObject({
      required: true,
      content: { 'text/csv': { schema: { type: 'array', minItems: 1, items: { required: ['name', 'email'] } } } },
    });
    const bare = await api.call('dpo', 'POST', path.replace('{breachId}', breachId));
    expect([bare.status, bare.json.field]).toEqual([400, 'body']);
  });

  it('a change of facts names one, and a filing with a document its stage', async () => {
    const none = await send('PATCH', of('/facts'), { facts: {}, reasons: 'x' });
    expect([none.status, none.json.field]).toEqual([422, 'facts']);
    const filing = { obligation: DUTY, filedAt: NOW, receipt: 'R', document: 'x' };
    const unstaged = await send('POST', of('/filings'), filing);
    expect([unstaged.status, unstaged.json.field]).toEqual([422, 'stage']);
    const schemas = [await operation('PATCH', of('/facts')), await operation('POST', of('/filings'))].map(
      ({ requestBody }) => requestBody?.content['application/json']?.schema,
    );
    expect(schemas).toEqual([
      expect.objectContaining({ anyOf: [expect.anything(), expect.anything()] }),
      expect.objectContaining({ anyOf: [{ required: ['stage'] }, expect.anything()] }),
    ]);
  });

  it('a number in an address has digits alone, and a list needs no language', async () => {
    for (const after of ['', '0x1', '1e1', '%201', '1.0']) {
      const { status, json } = await api.call('dpo', 'GET', `/breaches/${breachId}/events?after=${after}`);
      expect([after, status, json.field]).toEqual([after, 400, 'after']);
    }
    const { requestBody } = await operation('POST', of('/recipient-lists'));
    expect(requestBody?.content['text/csv']?.schema).toMatchObject({
      items: { properties: { language: { pattern: '^(?:[a-z]{2})?$' } } },
    });
  });

  it('reasons of blanks alone, a reserved id, and a placeholder that nobody fills', async () => {
    const patterns = async (method: string, path: string, ...at: string[]) => {
      const { requestBody } = await operation(method, path);
      const schema = at.reduce<Schema>(
        (inner, key) => (inner.properties as Record<string, Schema>)[key] ?? {},
        requestBody?.content['application/json']?.schema ?? {},
      );
      const all = [schema, ...((schema.allOf ?? []) as Schema[])].flatMap(({ pattern }) => pattern ?? []);
      return (text: string) => all.length > 0 && all.every((pattern) => new RegExp(String(pattern)).test(text));
    };
    const allowsReasons = await patterns('POST', of('/closing'), 'reasons');
    expect([' x ', '  ', ''].map(allowsReasons)).toEqual([true, false, false]);
    const allowsText = await patterns('POST', of('/campaigns'), 'text');
    const letters = ['Dear {{recipient}}, { and } are fine in a letter.', 'Dear {{name}}, this is a letter.'];
    expect([...letters, 'Dear {{{recipient}}, this is one.'].map(allowsText)).toEqual([true, false, false]);
    const { requestBody } = await operation('POST', '/incidents');
    expect(requestBody?.content['application/json']?.schema).toMatchObject({
      properties: { systems: { items: { pattern: ID.source } } },
    });
    const ids = ['new', 'constructor', 'newer', 'a-constructor'];
    expect(ids.map((id) => ID.test(id))).toEqual([false, false, true, true]);
    const blanks = await send('POST', of('/closing'), { outcome: 'resolved', reasons: '  ' });
    expect([blanks.status, blanks.json.field]).toEqual([400, 'reasons']);
  });
});

describe('systems of a report', () => {
  it('that stand beside its facts and in them are named once, in a preview as in earnest', async () => {
    const once = await send('POST', '/incidents/preview', { systems: ['tickets'], awareAt: NOW });
    const twice = { systems: ['tickets', 'tickets'], facts: { systems: ['tickets'] }, awareAt: NOW };
    expect(await send('POST', '/incidents/preview', twice)).toMatchObject({ status: 200, json: once.json });
    const inFacts = { systems: [], facts: { systems: ['tickets'] }, awareAt: NOW };
    expect((await send('POST', '/incidents/preview', inFacts)).json).toEqual(once.json);
    expect(once.json.suppliers).toBe(1);
  });
});
