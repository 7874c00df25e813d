/** Why a breach is suspected, from alerts that came in: by API, page and command line. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BreachFindings } from '../../api/openapi/answers.ts';
import { prepareCredentials } from '../../cli/credentials.ts';
import { MINUTE_MS, plusMs } from '../../domain/time.ts';
import { findingsOf } from '../../store/alert-findings.ts';
import { alertElsewhere, alertFixture, TestApi } from '../support/api.ts';
import { tellCli } from '../support/cli.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ realPlans: true });
});
afterAll(() => api.stop());

/** Each a minute after the one before; gives the breach. */
async function alerted(patch: Record<string, unknown>): Promise<string> {
  api.now = plusMs(api.now, MINUTE_MS);
  const raw = JSON.stringify({ ...alertFixture().detail, ...patch });
  const { json } = await api.call('alert-source', 'POST', '/alerts/aws-guardduty', { raw });
  return String((await api.judged(json.reference)).breachId);
}

async function findingsOfBreach(breachId: string) {
  const { status, json } = await api.call('responder', 'GET', `/breaches/${breachId}/findings`);
  expect([status, BreachFindings.safeParse(json).error]).toEqual([200, undefined]);
  return BreachFindings.parse(json);
}

async function pageOf(path: string, language = 'en'): Promise<string> {
  const { cookie } = await api.session('responder');
  const page = await api.server.inject({ url: path, headers: { cookie, 'accept-language': language } });
  expect(page.statusCode).toBe(200);
  return page.body;
}

const service = (first: string) => ({ eventFirstSeen: first, eventLastSeen: first, action: {} });

let breachId: string;

describe('of a suspicion by alerts', () => {
  beforeAll(async () => {
    await alerted({ id: 'late-news', service: service('2026-11-21T09:00:00Z') });
    await alerted({ id: 'began', type: 'Discovery:S3/AnomalousBehavior', service: service('2026-11-20T09:00:00Z') });
    breachId = await alerted({ id: 'late-news', severity: 9, service: service('2026-11-21T09:00:00Z') });
  });

  it('the findings stand in the order of what they tell of, each with rule, reason, system and its alert', async () => {
    const { findings, alerts, more } = await findingsOfBreach(breachId);
    expect(findings.map(({ findingId }) => findingId)).toEqual(['began', 'late-news']);
    expect([alerts.count, more]).toEqual([3, 0]);
    expect(findings[1]).toMatchObject({
      ...{ severity: 9, count: 2, rule: 'exfiltration', since: null, joining: null },
      occurredAt: '2026-11-21T09:00:00.000Z',
      systems: [{ id: 'tickets', by: 'arn:aws:s3:::nordlys-tickets' }],
    });
    expect(findings[1]?.because).toMatch(/.{20}/);
    expect(findings[0]?.joining?.because).not.toEqual([]);
    const { json } = await api.call('dpo', 'GET', `/alerts/${findings[1]?.alert}`);
    expect(json).toMatchObject({ breachId });
  });

  it('what is decided stands first on the page, and what it rests on is folded on a phone', async () => {
    const page = await pageOf(`/desk/breaches/${breachId}/alerts`);
    const order = ['h-next', 'h-if-aware', 'h-affected', 'h-findings', 'background', 'h-follows', 'h-instants'];
    const places = order.map((id) => page.indexOf(`id="${id}"`));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('the instants stay apart, and the clocks are what they would be from now', async () => {
    const { instants, ifAwareNow } = await findingsOfBreach(breachId);
    expect(instants).toMatchObject({
      alert: { occurredAt: '2026-11-20T09:00:00.000Z' },
      ...{ investigation: null, awareness: null },
    });
    const art33 = ifAwareNow?.clocks.find(({ id }) => id === 'gdpr-art33-1-authority');
    expect(art33).toMatchObject({ basis: 'law', due: plusMs(api.now, 72 * 60 * MINUTE_MS) });
    const dues = ifAwareNow?.clocks.map(({ due }) => due) ?? [];
    expect(dues).toEqual(dues.toSorted());
    expect(dues.every((due) => due > api.now)).toBe(true);
    expect((await api.call('dpo', 'GET', `/breaches/${breachId}`)).json).toMatchObject({ awareness: [] });
  });

  it('the facts say whether a rule or a person stands behind them', async () => {
    const certainty = async (key: string) => (await findingsOfBreach(breachId)).facts.find((each) => each.key === key);
    expect(await certainty('malicious')).toMatchObject({ value: 'yes', certainty: 'rule' });
    expect(await certainty('peopleConcerned')).toMatchObject({ value: null, certainty: 'unknown' });
    const body = { facts: { peopleConcerned: 40 }, narrative: {}, reasons: 'Counted in the log.' };
    expect((await api.call('responder', 'PATCH', `/breaches/${breachId}/facts`, { body })).status).toBe(200);
    expect(await certainty('peopleConcerned')).toMatchObject({ value: 40, certainty: 'stated', by: 'responder' });
  });

  it('what came in after a decision is marked, on both pages and in both languages', async () => {
    api.now = plusMs(api.now, MINUTE_MS);
    const body = { type: 'risk', conclusion: 'unlikely', reasons: 'The bucket holds no personal data.' };
    expect((await api.call('dpo', 'POST', `/breaches/${breachId}/decisions`, { body })).status).toBe(200);
    expect((await findingsOfBreach(breachId)).findings.map(({ since }) => since)).toEqual([null, null]);
    await alerted({ id: 'after', type: 'Impact:S3/AnomalousBehavior.Delete' });
    const again = { updatedAt: '2026-11-24T08:50:00Z', service: service('2026-11-20T09:00:00Z') };
    await alerted({ id: 'began', type: 'Discovery:S3/AnomalousBehavior', ...again });
    const { findings, decided } = await findingsOfBreach(breachId);
    expect(decided).toMatchObject({ what: 'risk-decided' });
    expect(findings.map(({ findingId, since }) => [findingId, since])).toEqual([
      ['began', 'again'],
      ['after', 'new'],
      ['late-news', null],
    ]);
    expect(await pageOf(`/desk/breaches/${breachId}`)).toContain('1 finding came in after the risk was decided');
    expect(await pageOf(`/desk/breaches/${breachId}/alerts`)).toContain('new since the decision');
    expect(await pageOf(`/desk/breaches/${breachId}/alerts`, 'de')).toContain('neu seit der Entscheidung');
  });

  it.each(['reporter', 'administrator'] as const)('a %s reads none of it', async (role) => {
    expect((await api.call(role, 'GET', `/breaches/${breachId}/findings`)).status).toBe(403);
  });
});

describe('of others', () => {
  it('a report has no finding, and its page says that a person reported it', async () => {
    const reported = await api.report({ title: 'Laptop left on a train', systems: ['tickets'] });
    expect(await findingsOfBreach(reported)).toMatchObject({ findings: [], curve: null, alerts: { count: 0 } });
    expect(await pageOf(`/desk/breaches/${reported}/alerts`)).toContain('A person reported it');
    expect(await pageOf(`/desk/breaches/${reported}`)).not.toContain('id="suspected"');
  });

  it('a storm is one finding with its curve, of which every alert is counted', async () => {
    const breachId = await alerted({ id: 'storm', ...alertElsewhere('storm') });
    await findingsOf(api.store).updateOne(
      { breachId },
      { $set: { count: 20_000, hours: [...Array(72).keys()].map((n) => ({ hour: hourBefore(n), count: 250 })) } },
    );
    const { alerts, curve } = await findingsOfBreach(breachId);
    expect([alerts.count, curve?.bars.length, curve?.most.count]).toEqual([20_000, 72, 250]);
    const page = await pageOf(`/desk/breaches/${breachId}/alerts`);
    expect(page).toContain('18,000 drawn, at most 250 in one bar');
    expect(page).toContain('2,000 more came in hours that are no longer kept');
  });

  it('a closed one keeps the finding that went on to a later one', async () => {
    const before = await alerted({ id: 'went-on', ...alertElsewhere('went-on') });
    const closing = { outcome: 'not-a-breach', reasons: 'A test of our own.' };
    expect((await api.call('dpo', 'POST', `/breaches/${before}/closing`, { body: closing })).status).toBe(200);
    const after = await alerted({ id: 'went-on', severity: 9, ...alertElsewhere('went-on') });
    expect(after).not.toBe(before);
    const found = await findingsOfBreach(before);
    expect(found).toMatchObject({ findings: [{ findingId: 'went-on' }], more: 0, ifAwareNow: null });
    expect((await findingsOfBreach(after)).findings).toHaveLength(1);
  });
});

it('the links of the page lead to what they name', async () => {
  const aware = await alerted({ id: 'aware', ...alertElsewhere('aware') });
  const { status } = await api.call('dpo', 'POST', `/breaches/${aware}/awareness`, { body: { awareAt: api.now } });
  expect(status).toBe(200);
  const reported = await api.report({ title: 'Laptop left on a train' });
  const pages = await Promise.all([aware, reported].map((id) => pageOf(`/desk/breaches/${id}/alerts`)));
  const links = new Set(
    pages.flatMap((page) => [...page.matchAll(/href="(\/desk\/[^"]+#[^"]+)"/g)].map(([, to]) => to)),
  );
  expect(links.size).toBeGreaterThanOrEqual(3);
  for (const link of links) {
    const [path = '', part = ''] = (link ?? '').split('#');
    expect([link, (await pageOf(path)).includes(`id="${part}"`)]).toEqual([link, true]);
  }
});

describe('in the terminal', () => {
  it('the command line prints the same', async () => {
    const reported = await api.report({ title: 'A bag was stolen', systems: [] });
    const url = await api.server.listen({ host: '127.0.0.1', port: 0 });
    const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-findings-'));
    await prepareCredentials(api.store, { dataDir, url, now: api.now });
    const { text } = await tellCli({ TOCSIN_DATA_DIR: dataDir }, 'findings', breachId);
    expect(text).toMatch(/rule: {3}exfiltration: .{20}/);
    expect(text).toContain('by arn:aws:s3:::nordlys-tickets');
    expect(text).toContain('new since the decision');
    expect(text).toContain('IF AWARE NOW');
    expect(text).toContain('here:   on the same system tickets; by the same user or address ticket-export;');
    expect(text).toMatch(/peopleConcerned +40 +stated by responder/);
    const bare = (await tellCli({ TOCSIN_DATA_DIR: dataDir }, 'findings', reported)).text;
    expect(bare).toMatch(/dataClasses +not known +nobody has stated it/);
    expect(bare).toMatch(/customers {2}unknown\n {2}suppliers {2}unknown/);
  });
});

function hourBefore(n: number): string {
  return plusMs(api.now, -n * 60 * MINUTE_MS).slice(0, 'YYYY-MM-DDTHH'.length);
}
