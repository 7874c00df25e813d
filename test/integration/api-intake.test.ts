import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signAlert } from '../../detection/signature.ts';
import type { AlertOutcome } from '../../domain/alerts/outcome.ts';
import { awarenessOf } from '../../domain/breach/state.ts';
import type { System } from '../../domain/dataflow.ts';
import { plusMs } from '../../domain/time.ts';
import { readBreach } from '../../store/breaches.ts';
import { readSystems, saveDataFlow } from '../../store/dataflow.ts';
import { readFile } from '../../store/files.ts';
import { alertElsewhere, alertFixture, NOW, TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const json = { 'content-type': 'application/json' };
const ART33 = 'gdpr-art33-1-authority';
const report = { title: 'Ticket export sent to the wrong people' };

/** Everything that must be refused, with what the refusal has to name. Nothing of it may leave a trace. */
type Refused = {
  as?: 'responder' | 'dpo' | 'alert-source';
  to?: string;
  status: number;
  code: string;
  field?: string;
} & ({ body: unknown; raw?: undefined } | { raw: string; body?: undefined }) & { headers?: Record<string, string> };
const REFUSED: Record<string, Refused> = {
  'no token': { headers: json, body: report, status: 401, code: 'unauthenticated', field: 'authorization' },
  'a wrong token': {
    headers: { authorization: `Bearer tocsin_${'x'.repeat(43)}` },
    body: report,
    status: 401,
    code: 'unauthenticated',
    field: 'authorization',
  },
  'a token of another role': {
    as: 'alert-source',
    body: report,
    status: 403,
    code: 'forbidden',
    field: 'authorization',
  },
  'malformed JSON': { as: 'responder', raw: '{"title": "x', status: 400, code: 'bad-input', field: 'body' },
  'no body': { as: 'responder', raw: '', status: 400, code: 'bad-input', field: 'body' },
  'another kind of content': {
    as: 'responder',
    raw: 'title=x',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    status: 415,
    code: 'unsupported-media-type',
  },
  'more than 1 MiB': {
    as: 'responder',
    raw: JSON.stringify({ ...report, summary: 'x'.repeat(1_048_576) }),
    status: 413,
    code: 'too-large',
  },
  'JSON nested deeper than 32': {
    as: 'responder',
    raw: `${'['.repeat(33)}${']'.repeat(33)}`,
    status: 400,
    code: 'bad-input',
    field: 'body',
  },
  'more values than anybody reports, in few bytes': {
    as: 'responder',
    raw: JSON.stringify({ ...report, ...Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`k${n}`, 0])) }),
    status: 413,
    code: 'too-large',
  },
  'half a character, which nothing could store': {
    as: 'responder',
    raw: '{"title":"A laptop \\ud83d is gone"}',
    status: 400,
    code: 'bad-input',
    field: 'body',
  },
  'a field that stands twice': {
    as: 'responder',
    raw: '{"title":"A laptop is gone","title":"Another one"}',
    status: 400,
    code: 'bad-input',
    field: 'body',
  },
  'a prototype key': {
    as: 'responder',
    raw: '{"title":"A title","facts":{"__proto__":{"a":1}}}',
    status: 400,
    code: 'bad-input',
    field: 'facts.__proto__',
  },
  'an unknown field': {
    as: 'responder',
    body: { ...report, severity: 9 },
    status: 400,
    code: 'bad-input',
    field: 'severity',
  },
  'an unknown fact': {
    as: 'responder',
    body: { ...report, facts: { peopleConcernd: 9 } },
    status: 400,
    code: 'bad-input',
    field: 'facts.peopleConcernd',
  },
  'a fact of another kind': {
    as: 'responder',
    body: { ...report, facts: { malicious: 'perhaps' } },
    status: 400,
    code: 'bad-input',
    field: 'facts.malicious',
  },
  'an unknown system': {
    as: 'responder',
    body: { ...report, systems: ['tickets', 'crm'] },
    status: 422,
    code: 'unknown-system',
    field: 'systems[1]',
  },
  'an awareness in the future': {
    as: 'responder',
    body: { ...report, awareAt: '2026-11-24T09:40:01+01:00' },
    status: 422,
    code: 'awareness-in-the-future',
    field: 'awareAt',
  },
  'an awareness without an offset': {
    as: 'responder',
    body: { ...report, awareAt: '2026-11-24T08:00:00' },
    status: 400,
    code: 'bad-input',
    field: 'awareAt',
  },
  'an idempotency key that is a sentence': {
    as: 'responder',
    body: report,
    headers: { 'idempotency-key': 'the laptop of somebody' },
    status: 400,
    code: 'bad-input',
    field: 'idempotency-key',
  },
  'an exercise without an inbox': {
    as: 'responder',
    body: { ...report, exercise: { scale: 3_600 } },
    status: 409,
    code: 'exercise-has-no-inbox',
    field: 'exercise',
  },
  'an unknown source': {
    as: 'alert-source',
    to: '/alerts/unknown',
    body: alertFixture(),
    status: 404,
    code: 'unknown-source',
    field: 'source',
  },
  'an alert without token or signature': {
    to: '/alerts/aws-guardduty',
    body: alertFixture(),
    status: 401,
    code: 'unauthenticated',
    field: 'x-tocsin-signature',
  },
  'an alert with a bad signature': {
    to: '/alerts/aws-guardduty',
    body: alertFixture(),
    headers: { 'x-tocsin-signature': signAlert('guessed', Buffer.from(JSON.stringify(alertFixture())), NOW) },
    status: 401,
    code: 'bad-signature',
    field: 'x-tocsin-signature',
  },
};

describe('what is refused', () => {
  it.each(Object.keys(REFUSED))('%s', async (name) => {
    const refused = REFUSED[name];
    if (refused === undefined) throw new Error(name);
    const { as = null, to = '/incidents', status, code, field, headers, ...body } = refused;
    const before = await api.counts();
    const answer = await api.call(as, 'POST', to, { ...body, headers: { ...json, ...headers } });
    expect(answer.json).toMatchObject({
      type: `urn:tocsin:problem:${code}`,
      status,
      code,
      ...(field ? { field } : {}),
    });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(String(answer.json.detail).length).toBeGreaterThan(10);
    expect(String(answer.json.instance)).toMatch(/^urn:tocsin:request:[0-9a-f-]{36}$/);
    expect(await api.counts()).toEqual(before);
  });
});

describe('a report', () => {
  it('is taken once under its key, also when sent twice at the same time', async () => {
    const send = () =>
      api.call('responder', 'POST', '/incidents', { body: report, headers: { 'idempotency-key': 'twice-at-once' } });
    const answers = await Promise.all([send(), send(), send(), send()]);
    expect(answers.map((a) => a.status)).toEqual([202, 202, 202, 202]);
    expect(new Set(answers.map((a) => a.json.breachId)).size).toBe(1);
    expect(new Set(answers.map((a) => a.json.reference)).size).toBe(1);
    expect(answers.filter((a) => a.json.repeated === false)).toHaveLength(1);
    expect(answers[0]?.json.breachId).toMatch(/^TOC-2026-\d{4}-\w{3}$/);
  });

  it('is refused under a key that was used for another', async () => {
    const headers = { 'idempotency-key': 'used-for-another' };
    await api.call('responder', 'POST', '/incidents', { body: report, headers });
    const other = await api.call('responder', 'POST', '/incidents', { body: { title: 'Something else' }, headers });
    expect(other.json).toMatchObject({ status: 409, code: 'key-reused' });
    const ofAnotherPerson = await api.call('dpo', 'POST', '/incidents', { body: { title: 'Something else' }, headers });
    expect(ofAnotherPerson.status).toBe(202);
  });

  it('is accepted while Temporal is away, and starts with its own clock once it is back', async () => {
    await api.relay.turn();
    api.gateway.isUp = false;
    const awareAt = '2026-11-24T07:15:00.000Z';
    const body = { title: 'Laptop stolen', systems: ['tickets'], awareAt: '2026-11-24T08:15:00+01:00' };
    const answer = await api.call('responder', 'POST', '/incidents', { body });
    expect(answer.status).toBe(202);
    const breachId = String(answer.json.breachId);
    await api.relay.turn();
    expect(await readBreach(api.store, breachId)).toBeNull();

    api.now = plusMs(NOW, 3_600_000);
    api.gateway.isUp = true;
    await api.relay.turn();
    api.now = NOW;
    const state = await readBreach(api.store, breachId);
    if (state === null) throw new Error('not relayed');
    expect(state.reportedAt).toBe(NOW);
    expect(awarenessOf(state)).toBe(awareAt);
    expect(state.plan?.obligations[0]?.clock?.due).toBe('2026-11-27T07:15:00.000Z');
    expect(state.facts.systems).toEqual(['tickets']);
    expect(state.evidence).toHaveLength(1);
  });

  it('by a reporter is kept whatever it says since when it is known, and starts no clock by that', async () => {
    const awareAt = '2026-11-24T07:15:00.000Z';
    const body = { title: 'Laptop stolen', systems: ['tickets'], awareAt };
    const [told, byResponder] = [
      await api.call('reporter', 'POST', '/incidents', { body }),
      await api.call('responder', 'POST', '/incidents', { body }),
    ];
    expect([told.status, byResponder.status]).toEqual([202, 202]);
    await api.relay.turn();
    const state = await readBreach(api.store, String(told.json.breachId));
    expect(state).toMatchObject({ status: 'suspected', awareness: [], suggested: { awareAt } });
    expect(state?.plan?.counterparties ?? null).toBeNull();
    const { json: answer } = await api.call('dpo', 'GET', `/breaches/${told.json.breachId}`);
    expect(answer.suggested).toEqual({ awareAt });
    expect(await readBreach(api.store, String(byResponder.json.breachId))).toMatchObject({ awareness: [{ awareAt }] });
  });

  it('switches on no duty, but by the DPO', async () => {
    const body = { title: 'Laptop stolen', systems: ['tickets'], facts: { switchedOn: [ART33] } };
    for (const role of ['reporter', 'responder', 'deputy'] as const) {
      const refused = await api.call(role, 'POST', '/incidents', { body });
      expect(refused.json).toMatchObject({ status: 403, code: 'forbidden', field: 'facts.switchedOn' });
    }
    const { status, json: taken } = await api.call('dpo', 'POST', '/incidents', { body });
    await api.relay.turn();
    expect([status, (await readBreach(api.store, String(taken.breachId)))?.facts.switchedOn]).toEqual([202, [ART33]]);
  });

  it('is relayed once, however often the relay turns', async () => {
    const breachId = await api.report();
    await api.relay.turn();
    await api.relay.turn();
    expect(api.gateway.starts.filter((id) => id === breachId)).toHaveLength(1);
  });
});

describe('an alert', () => {
  const send = (alert: unknown, headers: Record<string, string> = {}) =>
    api.call('alert-source', 'POST', '/alerts/aws-guardduty', { body: alert, headers });
  /** Sends one and has it judged: what became of it. */
  const judged = async (alert: unknown) => api.judged((await send(alert)).json.reference);
  const detail = (patch: Record<string, unknown>) => ({ ...alertFixture().detail, ...patch });
  const becameOf = ({ outcome }: Record<string, unknown>) => (outcome as AlertOutcome).findings[0]?.became;

  it('opens a suspected breach with its facts, and its bytes stay on file', async () => {
    const raw = JSON.stringify(alertFixture());
    const signature = signAlert(api.alertSecret, Buffer.from(raw), api.now);
    const headers = { ...json, 'x-tocsin-signature': signature };
    const answer = await api.call(null, 'POST', '/alerts/aws-guardduty', { raw, headers });
    expect([answer.status, answer.json.status, answer.json.breachId]).toEqual([202, 'waiting', null]);
    const first = await api.judged(answer.json.reference);
    const state = await readBreach(api.store, String(first.breachId));
    expect(state).toMatchObject({ status: 'suspected', origin: 'alert', source: 'aws-guardduty' });
    expect(state?.facts).toMatchObject({
      systems: ['tickets'],
      confidentiality: 'unknown-recipients',
      malicious: 'yes',
    });
    const file = await readFile(api.store, state?.evidence[0]?.file ?? '');
    expect(file?.bytes.toString('utf8')).toBe(raw);

    const bare = await judged(alertFixture().detail);
    expect([bare.breachId, becameOf(bare)]).toEqual([first.breachId, 'counted']);
    const updated = await judged(detail({ updatedAt: '2026-11-24T08:30:00Z', severity: 9 }));
    expect([updated.breachId, becameOf(updated)]).toEqual([first.breachId, 'joined']);
    expect((await readBreach(api.store, String(first.breachId)))?.evidence).toHaveLength(2);
  });

  it('that has a form of its own in some places is taken, and its severity counts as high', async () => {
    const odd = await judged(detail({ id: 'odd', severity: 'urgent', updatedAt: 'yesterday', resource: 'none' }));
    expect(odd.breachId).toMatch(/^TOC-/);
    const [finding] = (odd.outcome as AlertOutcome).findings;
    expect(finding?.unread.map(({ field }) => field)).toEqual(expect.arrayContaining(['severity', 'updatedAt']));
  });

  it('opens a breach on the system that the register knows by a tag, a pattern or a network', async () => {
    const [tickets] = await readSystems(api.store, ['tickets']);
    const elm = { ...tickets, id: 'elm', aliases: ['tag:team=elm', 'elm-*', '10.9.0.0/16'] } as System;
    await saveDataFlow(api.store, { systems: [elm], counterparties: [] }, { at: NOW, by: 'test' });
    const instances = [
      { instanceId: 'i-1', tags: [{ key: 'team', value: 'Elm' }] },
      { instanceId: 'i-2', networkInterfaces: [{ privateIpAddress: '10.9.8.7' }] },
      { instanceId: 'i-3', tags: [{ key: 'Name', value: 'elm-worker-3' }] },
    ];
    for (const instanceDetails of instances) {
      const id = `named-${instanceDetails.instanceId}`;
      const resource = { resourceType: 'Instance', instanceDetails };
      const type = 'UnauthorizedAccess:EC2/SSHBruteForce';
      const { breachId } = await judged(detail({ id, type, severity: 5, resource, accountId: 'elm' }));
      expect((await readBreach(api.store, String(breachId)))?.facts.systems).toEqual(['elm']);
    }
  });

  it('is one of several in a body, each judged, and sent again is known', async () => {
    const low = { severity: 2, type: 'Recon:EC2/x', ...alertElsewhere('list-2') };
    const body = {
      findings: [detail({ id: 'list-1', ...alertElsewhere('list-1') }), detail({ id: 'list-2', ...low })],
    };
    const first = await send(body);
    const both = await api.judged(first.json.reference);
    expect((both.outcome as AlertOutcome).findings.map(({ became }) => became)).toEqual(['opened', 'kept']);
    expect((await send(body)).json).toMatchObject({ breachId: both.breachId, status: 'judged', repeated: true });
  });

  it('comes as CloudEvents under their own media type, one and several, and with the event in headers', async () => {
    const event = { specversion: '1.0', id: 'c-1', source: '/watch', type: 'example.alert', time: NOW };
    const data = { severity: 8, title: 'Many objects were read.' };
    const post = async (body: unknown, headers: Record<string, string>) => {
      const asked = { raw: JSON.stringify(body), headers };
      const kept = await api.call('alert-source', 'POST', '/alerts/cloudevents', asked);
      const { breachId, outcome } = await api.judged(kept.json.reference);
      return { breachId, ids: (outcome as AlertOutcome).findings.map(({ findingId }) => findingId) };
    };
    const one = await post({ ...event, data }, { 'content-type': 'application/cloudevents+json' });
    expect(one).toEqual({ breachId: expect.stringMatching(/^TOC-/), ids: [expect.stringMatching(/c-1$/)] });
    const batch = [
      { ...event, data },
      { ...event, id: 'c-2', data },
    ];
    const several = await post(batch, { 'content-type': 'application/cloudevents-batch+json; charset=utf-8' });
    expect(several.ids).toEqual([one.ids[0], expect.stringMatching(/c-2$/)]);
    const around = Object.entries(event).map(([name, value]) => [`ce-${name}`, value]);
    const binary = await post(data, { ...json, ...Object.fromEntries(around) });
    expect(binary).toEqual(one);
  });

  it('in a body with one that cannot be read is judged, and the body is a dead letter', async () => {
    const half = await judged({ findings: [detail({ id: 'half' }), { severity: 8 }] });
    expect(half).toMatchObject({ status: 'dead', breachId: expect.stringMatching(/^TOC-/) });
    expect(half.reason).toMatchObject({ code: 'content-refused' });
  });

  it('of another kind of event is put aside, with why', async () => {
    const aside = await judged({ ...alertFixture(), 'detail-type': 'EC2 Spot Interruption' });
    expect(aside).toMatchObject({
      status: 'aside',
      breachId: null,
      reason: { detail: expect.stringMatching(/detail-type/) },
    });
  });

  it('of high severity opens a breach though nobody knows the resource', async () => {
    const resource = { resourceType: 'Instance', instanceDetails: { instanceId: 'i-0abc' } };
    const unknown = { type: 'Backdoor:EC2/C&CActivity.B', resource, accountId: 'unknown' };
    const { breachId } = await judged(detail({ id: 'unknown-resource', ...unknown }));
    expect(breachId).toMatch(/^TOC-/);
    expect((await readBreach(api.store, String(breachId)))?.facts.systems).toEqual([]);
  });

  it('of low severity is kept and opens nothing', async () => {
    const low = await judged(detail({ id: 'low', type: 'Recon:EC2/Portscan', severity: 2, ...alertElsewhere('low') }));
    expect(low).toMatchObject({ breachId: null, status: 'judged' });
    expect(becameOf(low)).toBe('kept');
  });

  it('of a finding whose breach was closed opens a new one', async () => {
    const { breachId } = await judged(detail({ id: 'closed-before', ...alertElsewhere('before') }));
    const closing = { outcome: 'not-a-breach', reasons: 'A test of our own.' };
    expect((await api.call('dpo', 'POST', `/breaches/${breachId}/closing`, { body: closing })).status).toBe(200);
    const again = await judged(
      detail({ id: 'closed-before', updatedAt: '2026-11-24T08:39:00Z', ...alertElsewhere('before') }),
    );
    expect(again.breachId).not.toBe(breachId);
    expect(again.breachId).toMatch(/^TOC-/);
    expect(becameOf(again)).toBe('opened');
  });

  it('of a relative whose breach was closed opens a new one, which names it', async () => {
    const { breachId } = await judged(detail({ id: 'closed-relative', ...alertElsewhere('relative') }));
    const closing = { outcome: 'not-a-breach', reasons: 'A test of our own.' };
    expect((await api.call('dpo', 'POST', `/breaches/${breachId}/closing`, { body: closing })).status).toBe(200);
    const relative = { type: 'Impact:S3/MaliciousIPCaller', ...alertElsewhere('relative') };
    const after = await judged(detail({ id: 'relative', ...relative }));
    const [finding] = (after.outcome as AlertOutcome).findings;
    expect(finding).toMatchObject({ became: 'opened', joining: { joins: null, follows: breachId } });
    expect(finding?.joining?.because).not.toEqual([]);
    const state = await readBreach(api.store, String(after.breachId));
    expect(state?.narrative.summary).toContain(`It follows ${breachId}, which is closed.`);
    const page = await api.call('dpo', 'GET', `/alerts/${after.reference}`);
    expect(page.json.outcome).toEqual(after.outcome);
  });

  it('that arrives before a closing and is relayed after it opens a new breach', async () => {
    const { breachId } = await judged(detail({ id: 'closed-between', ...alertElsewhere('between') }));
    api.gateway.isUp = false;
    const graver = { updatedAt: '2026-11-24T08:39:00Z', severity: 9, ...alertElsewhere('between') };
    const later = await judged(detail({ id: 'closed-between', ...graver }));
    expect(later.breachId).toBe(breachId);
    api.gateway.isUp = true;
    const command = {
      type: 'close',
      outcome: 'not-a-breach',
      reasons: 'Ours.',
      by: 'dpo',
      role: 'dpo',
      key: 'close-between',
    } as const;
    await api.gateway.command(String(breachId), command);
    await api.relay.turn();
    await api.relay.turn();
    const opened = api.gateway.starts.at(-1);
    expect(opened).not.toBe(breachId);
    expect((await readBreach(api.store, String(opened)))?.evidence).toHaveLength(1);
    expect((await readBreach(api.store, String(breachId)))?.evidence).toHaveLength(1);
  });

  it('is refused with a signature that is older than 300 s', async () => {
    const raw = JSON.stringify(alertFixture());
    const signature = signAlert(api.alertSecret, Buffer.from(raw), plusMs(api.now, -301_000));
    const headers = { ...json, 'x-tocsin-signature': signature };
    const answer = await api.call(null, 'POST', '/alerts/aws-guardduty', { raw, headers });
    expect(answer.json).toMatchObject({ status: 401, code: 'bad-signature' });
  });
});
