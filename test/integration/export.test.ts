/** A breach as other tools take it, from alerts that came in: by API, page and command line. */
import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prepareCredentials } from '../../cli/credentials.ts';
import { plusMs, SECOND_MS } from '../../domain/time.ts';
import { alertsOf } from '../../store/alert-record.ts';
import { collectionOf } from '../../store/driver.ts';
import { alertElsewhere, alertFixture, TestApi } from '../support/api.ts';
import { jsonOfCli, tellCli } from '../support/cli.ts';

type Made = Record<string, unknown> & { id: string; type: string };

let api: TestApi;
let breachId: string;
beforeAll(async () => {
  api = await TestApi.start();
  breachId = await alerted({ id: 'first', service: serviceFrom('198.51.100.7') });
  await alerted({ id: 'first', severity: 9, service: serviceFrom('198.51.100.8') });
  await alerted({ id: 'second', type: 'Impact:S3/AnomalousBehavior.Delete', severity: 5 });
});
afterAll(() => api.stop());

/** What GuardDuty says of a call from an address. */
const serviceFrom = (ipAddressV4: string) => {
  const action = { awsApiCallAction: { api: 'GetObject', remoteIpDetails: { ipAddressV4 } } };
  return { eventFirstSeen: '2026-11-20T21:10:00Z', eventLastSeen: '2026-11-20T22:05:00Z', action };
};
/** Each a second after the one before. */
async function alerted(patch: Record<string, unknown>): Promise<string> {
  api.now = plusMs(api.now, SECOND_MS);
  const raw = JSON.stringify({ ...alertFixture().detail, ...patch });
  const { json } = await api.call('alert-source', 'POST', '/alerts/aws-guardduty', { raw });
  return String((await api.judged(json.reference)).breachId);
}
const exported = (query: string, as: 'dpo' | 'responder' | 'reporter' | 'administrator' | 'auditor' = 'responder') =>
  api.call(as, 'GET', `/breaches/${breachId}/export?${query}`);

describe('as an Incident Finding', () => {
  it('has each finding once, as its newest alert tells it', async () => {
    const { status, json, headers } = await exported('format=ocsf');
    expect([status, headers['content-disposition']]).toEqual([200, `attachment; filename="${breachId}-ocsf.json"`]);
    const findings = json.finding_info_list as Made[];
    const said = findings.map(({ uid, tags }) => [uid, ...(tags as { value: string }[]).map(({ value }) => value)]);
    expect(said.toSorted()).toEqual([
      ['first', 'exfiltration', '9', '2'],
      ['second', 'ransomware-or-destruction', '5', '1'],
    ]);
    expect(json).toMatchObject({
      ...{ class_uid: 2005, severity_id: 5, status_id: 1, verdict_id: 4 },
      start_time: Date.parse('2026-11-20T21:10:00Z'),
      unmapped: { systems: [{ id: 'tickets' }], facts: { malicious: 'yes' } },
    });
    const values = (json.observables as { value: string }[]).map(({ value }) => value);
    expect(values).toEqual(expect.arrayContaining(['198.51.100.8', 'ticket-export', 'arn:aws:s3:::nordlys-tickets']));
    expect(values).not.toContain('198.51.100.7');
  });

  it('of a report is made too, and of an incident that is none, is not', async () => {
    const reported = await api.report({ title: 'Laptop left on a train' });
    const { json } = await api.call('auditor', 'GET', `/breaches/${reported}/export?format=ocsf`);
    expect(json).toMatchObject({ severity_id: 0, finding_info_list: [{ title: 'Laptop left on a train' }] });
    expect((await api.call('dpo', 'GET', '/breaches/TOC-2026-9999/export?format=ocsf')).status).toBe(404);
  });

  it('of a closed one keeps the finding that went on to a later one', async () => {
    const before = await alerted({ id: 'went-on', ...alertElsewhere('went-on') });
    const closing = { outcome: 'not-a-breach', reasons: 'A test of our own.' };
    expect((await api.call('dpo', 'POST', `/breaches/${before}/closing`, { body: closing })).status).toBe(200);
    const after = await alerted({ id: 'went-on', severity: 9, ...alertElsewhere('went-on') });
    expect(after).not.toBe(before);
    for (const [id, verdict] of [
      [before, 99],
      [after, 4],
    ] as const) {
      const { json } = await api.call('dpo', 'GET', `/breaches/${id}/export?format=ocsf`);
      expect(json).toMatchObject({ verdict_id: verdict, finding_info_list: [{ uid: 'went-on' }] });
      expect(json.observables).toEqual(expect.arrayContaining([expect.objectContaining({ value: 'user-of-went-on' })]));
    }
  });

  it('says of findings whose alerts are gone what is known without them', async () => {
    const elsewhere = await alerted({ id: 'gone', ...alertElsewhere('gone') });
    await alertsOf(api.store).deleteMany({ breachIds: elsewhere });
    const { json } = await api.call('dpo', 'GET', `/breaches/${elsewhere}/export?format=ocsf`);
    expect(json).toMatchObject({ finding_info_list: [{ uid: 'gone', types: ['Exfiltration:S3/AnomalousBehavior'] }] });
    expect(json).not.toHaveProperty('observables');
  });
});

describe('as a bundle of STIX', () => {
  it('has what the findings name, marked, under ids that stay', async () => {
    const { json, headers } = await exported('format=stix');
    expect(headers['content-type']).toBe('application/stix+json;version=2.1');
    const objects = json.objects as Made[];
    const amber = expect.stringContaining('f88d31f6');
    expect(objects.find(({ type }) => type === 'report')).toMatchObject({ object_marking_refs: [amber] });
    expect(objects.filter(({ type }) => /addr|account/.test(type)).map((each) => each.value ?? each.user_id)).toEqual(
      expect.arrayContaining(['198.51.100.8', 'ticket-export']),
    );
    const later = (await exported('format=stix&tlp=red', 'auditor')).json.objects as Made[];
    const idsOf = (all: Made[]) => all.map(({ id }) => id).filter((id) => !/^(?:bundle|marking)/.test(id));
    expect(idsOf(later)).toEqual(idsOf(objects));
  });
});

describe('what is asked', () => {
  it.each([
    ['format=pdf', 400, 'format'],
    ['', 400, 'format'],
    ['format=stix&tlp=pink', 400, 'tlp'],
    ['format=ocsf&tlp=red', 422, 'tlp'],
  ])('%s is refused by name', async (query, status, field) => {
    const { status: answered, json } = await exported(query);
    expect([answered, json.field]).toEqual([status, field]);
  });

  it.each(['reporter', 'administrator'] as const)('by a %s is forbidden', async (role) => {
    expect((await exported('format=stix', role)).status).toBe(403);
  });

  it('is on record before it leaves, with who took it', async () => {
    await exported('format=stix', 'auditor');
    const looks = collectionOf<{ route: string; breachId: string; role: string }>(api.store, 'views');
    const route = 'GET /breaches/:breachId/export';
    expect(await looks.countDocuments({ route, breachId, role: 'auditor' })).toBeGreaterThan(0);
  });
});

describe('for people', () => {
  it('the page of the files leads there, in both languages', async () => {
    const { cookie } = await api.session('responder');
    const open = (url: string, language: string) =>
      api.server.inject({ url, headers: { cookie, 'accept-language': language } });
    const page = await open(`/desk/breaches/${breachId}/files`, 'en');
    const [link = ''] = /\/desk\/breaches\/[^"]*format=stix/.exec(page.body) ?? [];
    expect((await open(`/desk/breaches/${breachId}/files`, 'de')).body).toContain('Für andere Werkzeuge');
    const file = await open(link, 'en');
    expect([file.statusCode, file.headers['content-disposition']]).toEqual([
      200,
      `attachment; filename="${breachId}-stix.json"`,
    ]);
  });

  it('the command line writes a file that its owner alone reads, and prints it with --json', async () => {
    const url = await api.server.listen({ host: '127.0.0.1', port: 0 });
    const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-export-'));
    await prepareCredentials(api.store, { dataDir, url, now: api.now });
    const out = join(dataDir, 'bundle.json');
    const env = { TOCSIN_DATA_DIR: dataDir };
    const { text } = await tellCli(env, 'export', breachId, '--format', 'stix', '--tlp', 'green', '--out', out);
    expect(text).toMatch(/bundle\.json: \d+ objects\./);
    expect((await stat(out)).mode & 0o077).toBe(0);
    expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({ type: 'bundle' });
    expect((await jsonOfCli(env, 'export', breachId)).json).toMatchObject({ class_uid: 2005 });
  });
});
