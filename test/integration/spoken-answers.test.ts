import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prepareCredentials } from '../../cli/credentials.ts';
import { HOUR_MS, MINUTE_MS, plusMs } from '../../domain/time.ts';
import { readBreach } from '../../store/breaches.ts';
import { saveDataFlow } from '../../store/dataflow.ts';
import { acknowledgeNotice } from '../../store/ledger/notice-answers.ts';
import { noticesOf } from '../../store/notices.ts';
import { NOW, REGISTER, TestApi } from '../support/api.ts';
import { jsonOfCli, tellCli } from '../support/cli.ts';
import { closeOver } from '../support/closing.ts';
import { sendForm } from '../support/forms.ts';
import { handOver } from '../support/notices.ts';

/** A customer whose mail nobody reads is called, and answers by telephone. */

const DUTY = 'gdpr-art33-2-processor-to-controller';
const SENT = plusMs(NOW, -3 * HOUR_MS);
const SAID = plusMs(NOW, -HOUR_MS);
const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-spoken-'));
const env = { TOCSIN_DATA_DIR: dataDir };
let api: TestApi;

/** A customer alone keeps data in the system, so that one answer is all that the duty waits for. */
const [TICKETS] = REGISTER.systems;
const TENANTS = {
  ...TICKETS,
  ...{ id: 'tenants', name: 'Tenants', plane: 'customer-data', suppliers: [], customers: ['linden'], aliases: [] },
};
const LINDEN = {
  ...{ id: 'linden', kind: 'customer', name: 'Linden GmbH', language: 'en', clause: '4' },
  contacts: [{ name: 'Mo Bank', email: 'mo@linden.example' }],
};
const WITH_LINDEN = {
  systems: [...REGISTER.systems, TENANTS],
  counterparties: [...REGISTER.counterparties, LINDEN],
} as unknown as typeof REGISTER;

beforeAll(async () => {
  api = await TestApi.start({ realPlans: true });
  const url = await api.server.listen({ port: 0, host: '127.0.0.1' });
  for (const { role, token } of await prepareCredentials(api.store, { dataDir, url, now: NOW })) {
    api.tokens[role] = token;
  }
  await saveDataFlow(api.store, WITH_LINDEN, { at: NOW, by: 'dpo' });
});
afterAll(() => api.stop());

/** A breach of which the customer was sent a letter, or whose letter was refused. */
async function told(result: 'sent' | 'refused' = 'sent', on: TestApi = api, systems = ['tenants']): Promise<string> {
  on.now = SENT;
  const id = await on.report({ systems, awareAt: SENT });
  await on.release(id);
  await handOver(on.store, id, SENT, () => result);
  await on.gateway.nudge(id, 'notices');
  on.now = NOW;
  return id;
}

const ANSWER = { holdsData: 'yes', misuse: 'no', answeredBy: 'Mo Bank, DPO of Linden', saidAt: SAID };
const REASONS = 'Called at the number of the contract.';
const record = (id: string, more: object = {}, as: 'dpo' | 'responder' = 'dpo', on: TestApi = api) =>
  on.call(as, 'POST', `/breaches/${id}/notices/linden/answer`, { body: { ...ANSWER, reasons: REASONS, ...more } });
const historyOf = async (id: string) => {
  const { json } = await api.call('auditor', 'GET', `/breaches/${id}/notices/linden`);
  return json as { notices: Record<string, unknown>[]; entries: Record<string, unknown>[] };
};

describe('an answer given by telephone', () => {
  it('is the customer’s answer from when it was said, and the duty to tell it is met by it', async () => {
    const id = await told('refused');
    expect((await record(id)).status).toBe(200);
    // The same again is no other answer.
    expect((await record(id, { reasons: 'Called again.' })).status).toBe(200);
    const { notices, entries } = await historyOf(id);
    expect(notices).toMatchObject([
      {
        ...{ status: 'acknowledged', acknowledgedAt: SAID, others: [] },
        answers: { misuse: 'no', spoken: { by: 'dpo', recordedAt: NOW, reasons: REASONS } },
      },
    ]);
    const answered = entries.filter(({ what }) => what === 'acknowledged');
    expect(answered).toEqual([
      expect.objectContaining({ by: 'dpo', at: NOW, data: { holdsData: 'yes', misuse: 'no', saidAt: SAID } }),
    ]);
    await api.gateway.nudge(id, 'notices');
    const { told: met } = (await api.call('dpo', 'GET', `/breaches/${id}/closing`)).json;
    expect(met).toMatchObject([{ obligation: DUTY, customers: 1, spoken: 1, lastAt: SAID }]);
    const overview = (await api.call('dpo', 'GET', `/desk/breaches/${id}`)).body;
    expect(overview).toContain('(1 by telephone or in person, as somebody put on record)');
    expect((await api.call('dpo', 'POST', `/breaches/${id}/filings/${DUTY}/told`)).status).toBe(200);
    const filed = (await readBreach(api.store, id))?.obligations[DUTY]?.filed;
    expect([filed?.at, filed?.receipt]).toEqual([SAID, expect.stringContaining('(1, 1 by telephone or in person)')]);
  });

  it('is recorded on the page of the notice, which shows who recorded it and why', async () => {
    const id = await told();
    const url = `/desk/breaches/${id}/notices/linden`;
    expect((await api.call('dpo', 'GET', url)).body).toContain('Record an answer by telephone');
    const fields = {
      ...{ spokenRound: '1', spokenAt: '2026-11-24T09:40', 'spokenAt-zone': 'Europe/Berlin', spokenBy: 'Mo Bank' },
      ...{ spokenHoldsData: 'yes', spokenMisuse: 'yes', spokenReasons: '' },
    };
    const without = await sendForm(api, 'dpo', `${url}/answer`, fields);
    expect(without.status).toBe(422);
    expect(without.body).toContain('<a href="#f-spokenReasons">');
    expect(without.body).toContain('value="Mo Bank"');
    const full = { ...fields, spokenReasons: 'I know the voice.' };
    expect((await sendForm(api, 'dpo', `${url}/answer`, full)).status).toBe(303);
    const body = (await api.call('dpo', 'GET', url)).body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
    expect(body).toContain('said by Mo Bank, by telephone or in person');
    expect(body).toMatch(/Put on record by \S.*Reasons: I know the voice\./);
    const list = (await api.call('dpo', 'GET', `/desk/breaches/${id}/notices`)).body;
    expect(list).toContain('Sign of misuse: call them');
  });

  it('is recorded by the command line', async () => {
    const id = await told();
    const given = ['answer', id, 'linden', '--said-by', 'Mo Bank', '--holds-data', 'yes', '--misuse', 'no'];
    const late = await jsonOfCli(env, ...given, '--at', plusMs(NOW, HOUR_MS), '--reasons', REASONS);
    expect(late.json.error).toMatchObject({ code: 'content-refused', field: 'saidAt' });
    const { code, text } = await tellCli(env, ...given, '--at', SAID, '--reasons', REASONS);
    expect([code, text]).toEqual([0, expect.stringContaining('On record as their answer')]);
    const { text: shown } = await tellCli(env, 'notices', id);
    expect(shown).toContain('who answers: Mo Bank (by telephone or in person)');
  });

  it.each([
    ['before its letter', { saidAt: plusMs(SENT, -HOUR_MS) }, 'content-refused', 'saidAt'],
    ['without reasons', { reasons: ' ' }, 'bad-input', 'reasons'],
    ['to a notice that there is not', { round: 2 }, 'not-found', 'counterparty'],
  ])('is refused %s', async (_, more, code, field) => {
    const id = await told();
    expect((await record(id, more)).json).toMatchObject({ code, field });
    expect(await noticesOf(api.store).countDocuments({ breachId: id, status: 'acknowledged' })).toBe(0);
  });

  it('answers no letter that has not left', async () => {
    const id = await api.report({ systems: ['tenants'], awareAt: NOW });
    await api.release(id);
    expect((await record(id, { saidAt: NOW })).json).toMatchObject({ code: 'conflict', field: 'counterparty' });
  });

  it('that speaks of misuse is open although others were dealt with since it was said', async () => {
    const id = await told('sent', api, ['tenants', 'tickets']);
    const byLink = { holdsData: 'yes', misuse: 'yes', answeredBy: 'Dana, +49 30 1234' } as const;
    await acknowledgeNotice(api.store, { id: `${id}~fjord`, breachId: id }, SAID, byLink);
    await api.gateway.nudge(id, 'notices');
    api.now = plusMs(NOW, -10 * MINUTE_MS);
    const settled = { sign: 'misuse', count: 1, reasons: 'Called: a test account.' };
    expect((await api.call('dpo', 'POST', `/breaches/${id}/signs`, { body: settled })).status).toBe(200);
    api.now = NOW;
    expect((await record(id, { misuse: 'yes', answeredBy: 'Mo Bank, +49 30 5678' })).status).toBe(200);
    await api.gateway.nudge(id, 'notices');
    const { notices } = (await api.call('dpo', 'GET', `/breaches/${id}/notices`)).json as { notices: object[] };
    expect(notices).toEqual([
      expect.objectContaining({ counterparty: 'fjord', misuse: 'settled' }),
      expect.objectContaining({ counterparty: 'linden', misuse: 'open' }),
    ]);
    const overview = (await api.call('dpo', 'GET', `/desk/breaches/${id}`)).body.replaceAll(/<[^>]*>/g, '');
    expect(overview).toContain('Signs of misuse seen by Linden GmbH: call them');
  });

  it('that speaks of misuse again, by who did before, is to be dealt with anew', async () => {
    const id = await told();
    expect((await record(id, { misuse: 'yes', answeredBy: 'Mo Bank, +49 30 5678' })).status).toBe(200);
    await api.gateway.nudge(id, 'notices');
    const settle = (count: number) => {
      const body = { sign: 'misuse', count, reasons: 'Called: a test account.' };
      return api.call('dpo', 'POST', `/breaches/${id}/signs`, { body });
    };
    expect((await settle(1)).status).toBe(200);
    const points = async () => {
      const { json } = await api.call('dpo', 'GET', `/breaches/${id}/closing`);
      return (json as { points: { resolved: object[] } }).points.resolved;
    };
    expect(await points()).not.toContainEqual(expect.objectContaining({ code: 'misuse' }));
    api.now = plusMs(NOW, 10 * MINUTE_MS);
    const again = { misuse: 'yes', answeredBy: 'Mo Bank, +49 30 5678', saidAt: plusMs(NOW, 5 * MINUTE_MS) };
    expect((await record(id, { ...again, holdsData: 'no' })).status).toBe(200);
    await api.gateway.nudge(id, 'notices');
    expect(await points()).toContainEqual(expect.objectContaining({ code: 'misuse', count: 1 }));
    const overview = (await api.call('dpo', 'GET', `/desk/breaches/${id}`)).body.replaceAll(/<[^>]*>/g, '');
    expect(overview).toContain('Signs of misuse seen by Linden GmbH: call them');
    expect(overview).toContain('A supplier or customer saw signs of misuse');
    expect((await settle(2)).status).toBe(200);
    expect(await points()).not.toContainEqual(expect.objectContaining({ code: 'misuse' }));
    api.now = NOW;
  });

  it('given after the closing is news of it', async () => {
    const id = await told();
    expect((await closeOver(api, id, 'not-a-breach')).status).toBe(200);
    expect((await record(id)).status).toBe(200);
    const { reopen } = (await api.call('dpo', 'GET', `/breaches/${id}/closing`)).json;
    expect(reopen).toMatchObject({ proposed: true, lateAnswers: 1 });
  });
});

describe('who records an answer given by telephone', () => {
  it('is no responder, and the page offers it to none', async () => {
    const id = await told();
    expect((await record(id, {}, 'responder')).json).toMatchObject({ code: 'forbidden', field: 'role' });
    const { body } = await api.call('responder', 'GET', `/desk/breaches/${id}/notices/linden`);
    expect(body).not.toContain('Record an answer by telephone');
  });

  it('is a responder too where the policy lets responders release', async () => {
    const other = await TestApi.start({ realPlans: true, release: { responders: true } });
    try {
      await saveDataFlow(other.store, WITH_LINDEN, { at: NOW, by: 'dpo' });
      const id = await told('sent', other);
      const { body } = await other.call('responder', 'GET', `/desk/breaches/${id}/notices/linden`);
      expect(body).toContain('Record an answer by telephone');
      expect((await record(id, {}, 'responder', other)).status).toBe(200);
    } finally {
      await other.stop();
    }
  });
});
