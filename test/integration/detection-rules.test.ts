/** Which rules of detection raise false alarms: from the alert over what people found to page, API and command line. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DetectionRules } from '../../api/openapi/answers/detection-rules.ts';
import type { RuleNumbers } from '../../domain/alerts/rule-numbers.ts';
import { DAY_MS, plusMs } from '../../domain/time.ts';
import { eraseAlerts } from '../../store/alert-retention.ts';
import { collectionOf } from '../../store/driver.ts';
import { giveOtherReference } from '../../store/intake-references.ts';
import { alertElsewhere, alertFixture, TestApi } from '../support/api.ts';
import { tellCli } from '../support/cli.ts';

const RULE = 'aws-guardduty/exfiltration';
const OTHER = 'aws-guardduty/keep';

let api: TestApi;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  api = await TestApi.start();
  const port = await api.server.listen({ host: '127.0.0.1', port: 0 });
  env = { TOCSIN_URL: port, TOCSIN_TOKEN: api.tokens.dpo };
});
afterAll(() => api.stop());

const alert = async (name: string, change: Record<string, unknown> = {}): Promise<string> => {
  const raw = JSON.stringify({ ...alertFixture().detail, ...alertElsewhere(name), id: name, ...change });
  const { json } = await api.call('alert-source', 'POST', '/alerts/aws-guardduty', { raw });
  return String((await api.judged(json.reference)).breachId);
};
const quiet = { severity: 1, type: 'Recon:EC2/Portscan' };
const triage = (breachId: string, body: Record<string, unknown>) =>
  api.call('dpo', 'POST', `/breaches/${breachId}/triage`, { body: { outcome: 'dismissed', reasons: 'x', ...body } });
const report = async (days = 90) => (await api.call('responder', 'GET', `/detection/rules?days=${days}`)).json;
const numbersOf = async (rule: string, days?: number) =>
  ((await report(days)).rules as RuleNumbers[]).find((each) => each.rule === rule);

describe('what rules opened, and what people found it to be', () => {
  let first = '';
  let open = '';

  it('is counted for each rule, whatever became of it', async () => {
    first = await alert('first');
    const { cookie, csrf } = await api.session('dpo');
    const form = {
      csrf,
      'triage-outcome': 'dismissed',
      'triage-kind': 'false-positive',
      'triage-reasons': 'A script.',
    };
    const done = await api.submit(`/desk/breaches/${first}/triage`, form, { cookie });
    expect(done.statusCode).toBe(303);
    expect((await triage(await alert('second'), { kind: 'expected-activity' })).status).toBe(200);
    expect((await triage(await alert('third'), {})).status).toBe(200);
    const confirmed = await alert('fourth');
    const aware = { awareAt: api.now, reasons: 'Seen.' };
    expect((await api.call('dpo', 'POST', `/breaches/${confirmed}/awareness`, { body: aware })).status).toBe(200);
    expect((await triage(await alert('fifth'), { outcome: 'merged', into: confirmed })).status).toBe(200);
    open = await alert('open');
    // By another rule something joins it, and comes again; elsewhere that rule opens nothing.
    expect(await alert('open', { ...quiet, id: 'near' })).toBe(open);
    await alert('open', { ...quiet, id: 'near', updatedAt: api.now });
    await alert('far', quiet);

    expect(await numbersOf(RULE)).toMatchObject({
      ...{ outcome: 'suspect', opened: 6, joined: 0, decided: { ignore: 0, watch: 0, suspect: 6 }, dismissed: 3 },
      cameTo: { open: 1, confirmed: 1, merged: 1, dismissed: 1, 'false-positive': 1, 'expected-activity': 1, other: 0 },
      ...{ dismissedShare: 0.6, lastAt: expect.stringMatching(/^2026-11-24/) },
    });
    expect(await numbersOf(OTHER)).toMatchObject({
      ...{ outcome: 'watch', opened: 0, joined: 1, decided: { watch: 3 }, dismissedShare: null },
    });
    const { rules } = DetectionRules.parse(await report());
    expect(rules[0]?.rule).toBe(RULE);
    const silent = rules.find(({ rule }) => rule === 'aws-guardduty/stolen-credentials');
    expect(silent).toMatchObject({ opened: 0, joined: 0, lastAt: null, decided: { suspect: 0 } });
  });

  it('is on record with the kind, in the words of either language', async () => {
    const { json } = await api.call('dpo', 'GET', `/breaches/${first}`);
    expect(json.triage).toMatchObject({ outcome: 'dismissed', kind: 'false-positive', reasons: 'A script.' });
    const { cookie } = await api.session('dpo');
    const timelineIn = async (language: string) => {
      const headers = { cookie, 'accept-language': language };
      return (await api.server.inject({ url: `/desk/breaches/${first}/timeline`, headers })).body;
    };
    expect(await timelineIn('en')).toContain('Dismissed: it was no breach. False alarm');
    expect(await timelineIn('de')).toContain('Verworfen: Es war keine Verletzung. Fehlalarm');
    const audit = async (language: string) =>
      (await api.call('auditor', 'GET', `/desk/audit?breach=${first}`, { headers: { 'accept-language': language } }))
        .body;
    expect(await audit('en')).toMatch(/event \d+ · False alarm/);
    expect(await audit('de')).toContain('Fehlalarm');
    expect((await triage(open, { kind: 'whatever' })).status).toBe(400);
  });

  it('is shown with the noisiest first, and leads to the incidents', async () => {
    const { body, status } = await api.call('responder', 'GET', '/desk/alerts/rules?days=365');
    expect(status).toBe(200);
    expect(body.indexOf(RULE)).toBeLessThan(body.indexOf(OTHER));
    expect(body).toContain('60%');
    expect(body).toContain('3 of 5 decided');
    expect(body).toMatch(/detection back-test --days 365/);
    expect(body).toContain(`/desk/breaches?rule=${encodeURIComponent(RULE)}`);
    const listed = async (query: string) => {
      const { json } = await api.call('dpo', 'GET', `/breaches?${query}`);
      return (json.breaches as { breachId: string }[]).map(({ breachId }) => breachId);
    };
    expect(await listed(`rule=${RULE}`)).toHaveLength(6);
    expect(await listed(`rule=${OTHER}`)).toEqual([open]);
    expect(await listed(`rule=${OTHER}&owner=nobody&status=suspected`)).toEqual([open]);
    expect(await listed(`rule=${OTHER}&status=closed`)).toEqual([]);
    const list = (await api.call('dpo', 'GET', `/desk/breaches?rule=${encodeURIComponent(OTHER)}&id=TOC&owner=nobody`))
      .body;
    expect(list).toContain(open);
    expect(list).not.toContain(first);
  });

  it('reads on the command line', async () => {
    const { code, text } = await tellCli(env, 'detection', 'rules', '--days', '30');
    expect(code).toBe(0);
    expect(text).toMatch(/aws-guardduty\/exfiltration +6 +6 +0 +60 % .*1 false-positive/);
    expect(text).toMatch(/\d+ rules decided nothing/);
    expect((await tellCli(env, 'list', '--all', '--rule', OTHER)).text).toContain(open);
  });

  it('is read by whoever reads alerts, and by nobody else', async () => {
    for (const role of ['dpo', 'deputy', 'responder', 'auditor'] as const) {
      expect([role, (await api.call(role, 'GET', '/detection/rules')).status]).toEqual([role, 200]);
    }
    for (const role of ['reporter', 'alert-source', 'administrator'] as const) {
      expect([role, (await api.call(role, 'GET', '/detection/rules')).status]).toEqual([role, 403]);
      expect([role, (await api.call(role, 'GET', '/desk/alerts/rules')).status]).toEqual([role, 403]);
    }
  });

  it('goes with the reference that an incident gets in place of another', async () => {
    const { json } = await api.call('alert-source', 'POST', '/alerts/aws-guardduty', {
      raw: JSON.stringify({ ...alertFixture().detail, ...alertElsewhere('moved'), id: 'moved' }),
    });
    await api.judge.turn();
    const was = String((await api.call('dpo', 'GET', `/alerts/${json.reference}`)).json.breachId);
    const fresh = await giveOtherReference(api.store, was);
    const rows = collectionOf<{ _id: string; breachId: string }>(api.store, 'breachRules');
    expect(await rows.findOne({ breachId: was })).toBeNull();
    expect(await rows.findOne({ breachId: fresh })).toMatchObject({ _id: `${fresh} ${RULE}`, opened: true });
  });

  it('is left behind by time, and stays a year longer than the alerts', async () => {
    const before = await numbersOf(RULE, 30);
    api.now = plusMs(api.now, 31 * DAY_MS);
    expect(await numbersOf(RULE, 30)).toMatchObject({ opened: 0, decided: { suspect: 0 }, lastAt: null });
    expect(await numbersOf(RULE, 90)).toEqual(before);
    await eraseAlerts(api.store, api.now, []);
    expect(await numbersOf(RULE, 90)).toEqual(before);
    await eraseAlerts(api.store, plusMs(api.now, 366 * DAY_MS), []);
    expect(await numbersOf(RULE, 90)).toMatchObject({ decided: { suspect: 0 }, opened: before?.opened });
  });
});
