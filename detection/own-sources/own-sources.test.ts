import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { expectTolerance, findingOf, findingsOf, whyNotForUs } from '../../test/support/alert-sources.ts';
import { compiledSource, exampleSourceFile, sourceOf } from '../../test/support/own-source.ts';
import { RESOURCE_KINDS } from '../finding.ts';
import { readAlerts } from '../read-alerts.ts';
import { verifyRequest } from '../verify/verifier.ts';

const AT = '2026-11-24T08:40:00Z';
const read = (finding: Record<string, unknown>, alert: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  findingOf(sourceOf(finding, more), { id: 'x-1', at: AT, ...alert });
const fieldsOf = ({ unread }: { unread: readonly { field: string }[] }) => unread.map(({ field }) => field);

describe('where a value stands', () => {
  it('is a place in any case of letters, nested or flat, or in each entry of a list', () => {
    const alert = { Rule: { Name: 'n' }, 'a.b': 'flat', hosts: [{ name: 'h1' }, { name: 'h2' }], l: [['x'], ['y']] };
    expect(read({ type: 'rule.name', description: 'a.b', users: 'hosts[].name', ips: 'l[][]' }, alert)).toMatchObject({
      ...{ type: 'n', description: 'flat', actor: { users: ['h1', 'h2'], ips: ['x', 'y'] }, unread: [] },
    });
  });

  it('is the first that is there of one value, and all of them of several', () => {
    const finding = read({ title: ['a', 'b'], users: ['a?', 'b', 'c'] }, { b: 'B', c: 'C' });
    expect(finding).toMatchObject({ title: 'B', actor: { users: ['B', 'C'] }, unread: [] });
  });

  it('is noted where nothing stands there, but for what may be missing', () => {
    const finding = read({ title: ['a', 'b.c'], description: 'd?', users: ['e', 'f?'], product: 'g' }, { g: { h: 1 } });
    expect(finding.unread).toEqual([
      { field: 'g', why: 'is an object where a text is expected' },
      { field: 'a or b.c', why: 'is missing' },
      { field: 'e', why: 'is missing' },
    ]);
    expect(finding).toMatchObject({ title: '', product: 'Own tool' });
  });

  it('is not missing where a list says that there is none', () => {
    const users = ['a[].name', 'b[].c[].name', 'd[].name', 'e[].f[].name'];
    const finding = read({ users }, { a: [], b: [{ c: [] }], d: [{}], e: [{ g: 1 }] });
    expect(fieldsOf(finding)).toEqual(['d[].name', 'e[].f[].name']);
  });

  it('is no member that the alert does not hold itself', () => {
    const finding = read({ title: 'constructor.name', description: '= alert.toString', users: '__proto__?' }, {});
    expect(finding).toMatchObject({ title: '', description: '', actor: { users: [] } });
  });
});

describe('an expression', () => {
  it('joins parts, and gives way to what stands behind it', () => {
    const type = ['= alert.area + ":" + alert.rule', 'rule'];
    expect(read({ type }, { area: 'a', rule: 'r' }).type).toBe('a:r');
    expect(read({ type }, { rule: 'r' })).toMatchObject({ type: 'r', unread: [] });
    expect(read({ type: '= alert.area + ":" + alert.rule' }, { rule: 'r' })).toMatchObject({
      ...{ type: 'unknown', unread: [{ field: 'type', why: 'cannot be worked out by its expression' }, {}] },
    });
  });

  it('says nothing on purpose without being noted', () => {
    expect(read({ description: '= has(alert.x) ? alert.x : ""' }, {}).unread).toEqual([]);
  });

  it('sees no text or list that is too long for it, so that none is half seen', () => {
    const source = sourceOf(
      { title: '= alert.long' },
      { skip: [{ when: 'alert.l.all(x, x == 1.0)', because: 'All is one.' }] },
    );
    const alert = { id: 'x', at: AT, long: 'x'.repeat(2_049), l: Array.from({ length: 201 }, () => 1) };
    expect(findingOf(source, alert)).toMatchObject({ title: '', unread: [{ field: 'title' }] });
    expect(whyNotForUs(source, { ...alert, l: [1, 1] })).toBe('All is one.');
  });

  it('speaks of the entry and of the alert', () => {
    const names = ['= each.name + "." + alert.zone', '= each.name + "/" + alert.zone'];
    const resources = [{ each: 'hosts', kind: 'host', names, account: '= alert.zone' }];
    expect(read({ resources }, { hosts: [{ name: 'a' }, { name: 'b' }], zone: 'z' }).resources).toMatchObject([
      { names: ['a.z', 'a/z'], account: 'z' },
      { names: ['b.z', 'b/z'], account: 'z' },
    ]);
  });
});

describe('the severity', () => {
  it.each<[unknown, unknown, number, string | null]>([
    ['p', 7, 7, null],
    ['p', '7.5', 7.5, null],
    ['p', 'Critical', 9.5, 'Critical'],
    [{ from: 'p', scale: [0, 100] }, 55, 5.5, null],
    [{ from: 'p', scale: [5, 1] }, 1, 10, null],
    [{ from: 'p', scale: [5, 1] }, 5, 0, null],
    [{ from: 'p', words: { P1: 9.5, 2: 6 } }, 'p1', 9.5, 'p1'],
    [{ from: 'p', words: { P1: 9.5, 2: 6 } }, 2, 6, '2'],
    [{ from: 'p', words: { P1: 9.5 } }, 'low', 3, 'low'],
  ])('by %j of %j is %d', (severity, p, expected, severityWord) => {
    expect(read({ severity }, { p })).toMatchObject({ severity: expected, severityWord, unread: [] });
  });

  it.each<[unknown, unknown]>([
    ['p', 11],
    ['p', 'P9'],
    ['p', true],
    ['p', undefined],
    [{ from: 'p', scale: [0, 100] }, 101],
    [{ from: 'p', scale: [0, 100] }, -1],
    [{ from: 'p', words: { P1: 1 } }, 'P2'],
  ])('by %j of %j cannot be read, and counts as high', (severity, p) => {
    const finding = read({ severity }, { p });
    expect(finding.severity).toBe(7);
    expect(fieldsOf(finding)).toContain('severity');
  });
});

it('guesses no time: one without offset is read where the file says what it means', () => {
  const alert = { seen: '2026-11-24 08:40:00', since: 1_795_509_600 };
  const map = { lastSeenAt: 'seen', firstSeenAt: 'since' };
  const unsaid = read(map, alert);
  expect([unsaid.lastSeenAt, unsaid.firstSeenAt, fieldsOf(unsaid)]).toEqual([null, null, ['since', 'seen']]);
  const at = '2026-11-24T08:40:00.000Z';
  expect(read(map, alert, { times: { zone: 'utc', epoch: 's' } })).toMatchObject({ lastSeenAt: at, firstSeenAt: at });
});

it('derives an id of what stays the same, notes that it had to, and refuses what has neither', () => {
  const source = sourceOf({ id: 'uid', idFrom: ['rule', 'host?'] });
  const [a, b, c] = [
    { rule: 'r', host: 'h', at: AT, n: 1 },
    { rule: 'r', host: 'h', at: AT, n: 2 },
    { rule: 'r', at: AT },
  ].map((alert) => findingOf(source, alert));
  expect([a?.findingId === b?.findingId, a?.findingId === c?.findingId]).toEqual([true, false]);
  expect(fieldsOf(a ?? { unread: [] })).toEqual(['uid']);
  expect(() => findingOf(source, { at: AT })).toThrow('This is not an alert of own: id is missing');
  for (const alert of [null, 'x', 7, [[]], true]) {
    expect(readAlerts(source, alert)).toMatchObject([{ refused: { code: 'content-refused' } }]);
  }
});

it('takes a status, tags, kinds and a sample as the tool writes them', () => {
  const map = {
    status: { from: 'state', words: { closed: 'resolved' } },
    resources: [{ kindFrom: 'type', names: 'name', tags: ['labels?', 'list?'] }],
    sample: 'test?',
  };
  const alert = { type: 'virtual machine', name: 'vm-1', labels: { pci: true, env: 'prod' } };
  const list = [{ Key: 'team', Value: 'tickets' }, 'a=b'];
  expect(read(map, { ...alert, state: 'Closed', list, test: true })).toMatchObject({
    ...{ status: 'resolved', sample: true },
    resources: [{ kind: 'instance', names: ['vm-1'], tags: ['pci=true', 'env=prod', 'team=tickets', 'a=b'] }],
  });
  expect(read(map, { ...alert, state: 'Updated' })).toMatchObject({ status: 'updated', sample: false, unread: [] });
  expect(read(map, { ...alert, state: 'gone', test: 'perhaps' })).toMatchObject({
    ...{ status: 'new', sample: false },
    unread: [{ field: 'state', why: 'is no status that is known: gone' }, { field: 'test' }],
  });
});

it('finds its alerts in a list, in a list of lists, bare, and where the whole body is a list', () => {
  const ids = (split: string | undefined, body: unknown) =>
    findingsOf(sourceOf({}, split === undefined ? {} : { split }), body).map(({ findingId }) => findingId);
  const [a, b] = ['a', 'b'].map((id) => ({ id, at: AT }));
  expect(ids('data.alerts', { data: { alerts: [a, b] } })).toEqual(['a', 'b']);
  expect(ids('groups[].alerts', { groups: [{ alerts: [a] }, { alerts: [b] }] })).toEqual(['a', 'b']);
  expect(ids('data.alerts', a)).toEqual(['a']);
  expect(ids(undefined, [a, b])).toEqual(['a', 'b']);
  expect(whyNotForUs(sourceOf({}, { split: 'alerts' }), { alerts: [] })).toBe('The list of alerts is empty.');
});

describe('what stands once beside a list of alerts', () => {
  const source = sourceOf({ group: '= body.tenant.id', product: '= body.kind + "/" + alert.id' }, { split: 'alerts' });
  const groupsOf = (body: unknown) =>
    findingsOf(source, body).map(({ correlation, product }) => [correlation, product]);

  it('is read from the body, for each of its alerts', () => {
    const alerts = ['a', 'b'].map((id) => ({ id, at: AT }));
    expect(groupsOf({ tenant: { id: 't-1' }, kind: 'x', alerts })).toEqual([
      ['own/t-1', 'x/a'],
      ['own/t-1', 'x/b'],
    ]);
    expect(groupsOf({ id: 'c', at: AT, tenant: { id: 't-2' }, kind: 'x' })).toEqual([['own/t-2', 'x/c']]);
  });

  it('is noted where the body does not say it', () => {
    expect(fieldsOf(findingOf(source, { alerts: [{ id: 'a', at: AT }] }))).toEqual(['product', 'group']);
  });
});

it('knows a thing by the words of its file, else by those of many tools, and notes what neither tells', () => {
  const kindFrom = { from: 'engine', words: { Aurora: 'database', widget: 'other' } };
  const kinds = (engine: string) => {
    const finding = read({ resources: [{ kindFrom, names: 'name' }] }, { engine, name: 'n' });
    return [finding.resources[0]?.kind, ...finding.unread.map(({ field, why }) => `${field} ${why}`)];
  };
  expect(kinds('AURORA')).toEqual(['database']);
  expect(kinds('postgres')).toEqual(['database']);
  expect(kinds('widget')).toEqual(['other']);
  expect(kinds('drive')).toEqual(['other', 'engine names no known kind of thing: drive']);
});

it('reads labels whose names stand under name, as under key', () => {
  const labels = [
    { name: 'env', value: 'prod' },
    { key: 'team', value: 'tickets' },
  ];
  const finding = read({ resources: [{ kind: 'host', names: 'host', tags: 'labels' }] }, { host: 'h', labels });
  expect(finding.resources).toMatchObject([{ tags: ['env=prod', 'team=tickets'] }]);
});

describe('the page about adding a source', () => {
  const page = readFileSync('docs/adding-a-source.md', 'utf8');

  it('lists every kind of thing', () => {
    expect(page).toContain(`| \`kind\` | ${RESOURCE_KINDS.join(', ')} |`);
  });

  it('shows how a header is read that carries time and signature', () => {
    const [whole = '', parts = ''] = [
      ...page.matchAll(/^```yaml\n(proof:\n[\s\S]*?| {4}separator:[\s\S]*?)^```$/gm),
    ].map(([, yaml]) => yaml);
    const [way] = parse(whole).proof;
    const { verify } = sourceOf({}, { proof: [{ ...way, ...parse(parts) }] });
    const now = '2026-11-24T08:40:00Z';
    const body = Buffer.from('{}');
    const t = String(Date.parse(now) / 1_000);
    const v1 = createHmac('sha256', 'secret').update(`${t}.{}`).digest('hex');
    const headers = { 'x-doorman-signature': `t=${t},v1=${v1}` };
    return expect(verifyRequest(verify, { headers, body }, { now, secrets: ['secret'] })).resolves.toMatchObject({
      secret: 'secret',
    });
  });
});

it('loses neither id nor time silently, whatever is changed in an alert of the example', () => {
  const file = exampleSourceFile();
  expectTolerance(compiledSource(file), file.cases[0]?.alert, ['kind']);
});
