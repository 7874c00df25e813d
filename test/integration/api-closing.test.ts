import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prepareCredentials } from '../../cli/credentials.ts';
import { createLogger } from '../../config/logger.ts';
import type { ClosingPoint } from '../../domain/breach/closing-gate.ts';
import { plusMs } from '../../domain/time.ts';
import { createNudges } from '../../intake/nudges.ts';
import { readBreach } from '../../store/breaches.ts';
import { saveDataFlow } from '../../store/dataflow.ts';
import { acknowledgeNotice } from '../../store/ledger/notice-answers.ts';
import { noticesStanding } from '../../store/ledger/notices.ts';
import { ledgersWithNews, settleNews, takeNews } from '../../store/ledger/pages.ts';
import { noticeId, noticesOf } from '../../store/notices.ts';
import { noteNews, takeTellings } from '../../store/tellings.ts';
import { NOW, REGISTER, TestApi } from '../support/api.ts';
import { tellCli } from '../support/cli.ts';
import { closeOver } from '../support/closing.ts';
import { sendForm } from '../support/forms.ts';

/** Closing over the real ledgers and filings, where the breach itself has not heard of everything. */

let api: TestApi;
let nudges: ReturnType<typeof createNudges>;
const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-closing-'));
const env = { TOCSIN_DATA_DIR: dataDir };
beforeAll(async () => {
  api = await TestApi.start();
  const every = () => () => undefined;
  nudges = createNudges({ store: api.store, temporal: api.gateway, log: createLogger('test', 'silent'), every });
  const url = await api.server.listen({ port: 0, host: '127.0.0.1' });
  for (const { role, token } of await prepareCredentials(api.store, { dataDir, url, now: NOW })) {
    api.tokens[role] = token;
  }
});
afterAll(async () => {
  await nudges.stop();
  await api.stop();
});

const closingOf = async (id: string) => (await api.call('auditor', 'GET', `/breaches/${id}/closing`)).json;
const pointsOf = async (id: string) => {
  const { points } = (await closingOf(id)) as { points: { resolved: ClosingPoint[] } };
  return points.resolved;
};

/** A breach without open clocks, whose notices wait for an answer. */
async function waived(): Promise<string> {
  const id = await api.report({ systems: ['tickets'], awareAt: NOW });
  const { obligations = {} } = (await readBreach(api.store, id)) ?? {};
  for (const { id: obligation, status } of Object.values(obligations)) {
    const body = { type: 'waive', obligation, reasons: 'Another company’s to file.' };
    if (status === 'running') await api.call('dpo', 'POST', `/breaches/${id}/decisions`, { body });
  }
  return id;
}

/** Who of the breach is to be told, as its ledger has them. */
async function toldBy(id: string) {
  return noticesOf(api.store).find({ breachId: id }).toArray();
}

describe('a closing', () => {
  it('finds the sign of misuse that only the ledger holds, and is refused with it', async () => {
    const id = await waived();
    const [row] = await toldBy(id);
    expect(row).toBeDefined();
    const ref = { id: row?._id ?? '', breachId: id };
    await acknowledgeNotice(api.store, ref, NOW, { holdsData: 'yes', misuse: 'yes', answeredBy: 'Dana' });
    const point = (await pointsOf(id)).find(({ code }) => code === 'misuse');
    expect(point).toMatchObject({ count: 1, mayPass: true, place: '/notices?notices=misuse#notices' });
    const body = { outcome: 'not-a-breach', reasons: 'Ours.' };
    const refused = await api.call('dpo', 'POST', `/breaches/${id}/closing`, { body });
    expect([refused.status, refused.json]).toEqual([
      409,
      expect.objectContaining({ code: 'closing-blocked', points: ['misuse'] }),
    ]);
    const over = [{ point: 'misuse', reasons: 'A false alarm, by telephone.' }];
    const closed = await api.call('dpo', 'POST', `/breaches/${id}/closing`, { body: { ...body, over } });
    expect(closed.status).toBe(200);
    const state = await readBreach(api.store, id);
    expect(state?.communications.notices?.head).toEqual((await noticesStanding(api.store, id)).head);
    expect(state?.communications.notices?.answers).toMatchObject({ misuse: 1 });
    const shown = (await api.call('auditor', 'GET', `/breaches/${id}`)).json;
    expect(shown.closed).toMatchObject({ over });
  });

  it('of a breach that is open again counts from then, and the register keeps every one', async () => {
    const id = await waived();
    expect((await closeOver(api, id)).status).toBe(200);
    const reopen = (body: object, as: 'dpo' | 'responder' = 'dpo') =>
      api.call(as, 'POST', `/breaches/${id}/reopening`, { body });
    expect((await reopen({ reasons: 'x' }, 'responder')).status).toBe(403);
    expect((await reopen({ reasons: 'New logs.' })).status).toBe(200);
    expect((await reopen({ reasons: 'New logs.' })).json).toMatchObject({ code: 'conflict' });
    expect((await closeOver(api, id)).status).toBe(200);
    const { entries } = (await api.call('auditor', 'GET', '/register')).json as {
      entries: { breachId: string; decisions: { what: string }[] }[];
    };
    const entry = entries.find(({ breachId }) => breachId === id);
    const said = entry?.decisions.map(({ what }) => what).filter((what) => /closed|reopened/.test(what));
    expect(said).toEqual(['closed', 'reopened', 'closed']);
  });
});

describe('what comes in after the closing', () => {
  it('proposes to open the breach again, on its page and for programs, until that is done', async () => {
    const id = await waived();
    expect((await closeOver(api, id)).status).toBe(200);
    expect(await closingOf(id)).toMatchObject({
      reopen: { proposed: false, lateAnswers: 0 },
      points: { resolved: [] },
    });
    const [row] = await toldBy(id);
    const ref = { id: row?._id ?? '', breachId: id };
    await acknowledgeNotice(api.store, ref, NOW, { holdsData: 'yes', misuse: 'yes', answeredBy: 'Dana' });
    expect(await closingOf(id)).toMatchObject({ reopen: { proposed: true, lateAnswers: 1, misuse: true } });
    const first = (await api.call('dpo', 'GET', `/desk/breaches/${id}`)).body;
    expect(first).toMatch(/id="news"[\s\S]*1 notice was answered[\s\S]*closing#reopening"/);
    const page = (await api.call('dpo', 'GET', `/desk/breaches/${id}/closing`)).body;
    expect(page).toContain('5 years after the last closing');
    expect(page).toContain(`action="/desk/breaches/${id}/reopening"`);
    expect((await api.call('dpo', 'GET', '/')).body).toContain(`/desk/breaches/${id}/closing#reopening`);
    // While it is closed nothing listens: the ledger's news is told to nobody, and no more news.
    for (const { ledger } of await ledgersWithNews(api.store, 100)) {
      expect(await takeNews(api.store, ledger)).toBe(true);
      await settleNews(api.store, ledger);
    }
    await api.call('dpo', 'POST', `/breaches/${id}/reopening`, { body: { reasons: 'An answer.' } });
    await nudges.turn();
    expect((await readBreach(api.store, id))?.signs?.misuse).toMatchObject({ settled: 0, since: NOW });
    expect((await api.call('dpo', 'GET', `/desk/breaches/${id}`)).body).toContain('id="signs"');
    expect(await closingOf(id)).toMatchObject({ reopen: { proposed: false }, status: 'confirmed' });
    expect((await pointsOf(id)).map(({ code }) => code)).toContain('misuse');
    expect((await api.call('dpo', 'GET', '/')).body).not.toContain(`/desk/breaches/${id}/closing#reopening`);
    expect(await closingOf(id)).toMatchObject({ retention: null });
  });

  it('is no sign of misuse where it speaks of none, whatever was said before', async () => {
    const id = await waived();
    const [row] = await toldBy(id);
    const ref = { id: row?._id ?? '', breachId: id };
    const said = { holdsData: 'yes', misuse: 'yes', answeredBy: 'Dana' } as const;
    await acknowledgeNotice(api.store, ref, plusMs(NOW, -60_000), said);
    await nudges.turn();
    const settled = { sign: 'misuse', count: 1, reasons: 'Called: a test account.' };
    expect((await api.call('dpo', 'POST', `/breaches/${id}/signs`, { body: settled })).status).toBe(200);
    expect((await closeOver(api, id)).status).toBe(200);
    await acknowledgeNotice(api.store, ref, NOW, { ...said, misuse: 'no' });
    expect(await closingOf(id)).toMatchObject({ reopen: { lateAnswers: 1, misuse: false } });
    await acknowledgeNotice(api.store, ref, plusMs(NOW, 1), { ...said, answeredBy: 'Bo' });
    await acknowledgeNotice(api.store, ref, plusMs(NOW, 2), { ...said, misuse: 'no' });
    expect(await closingOf(id)).toMatchObject({ reopen: { lateAnswers: 1, misuse: true } });
    await api.call('dpo', 'POST', `/breaches/${id}/reopening`, { body: { reasons: 'An answer.' } });
    expect(await closingOf(id)).toMatchObject({ reopen: { lateAnswers: 0, misuse: false } });
  });

  it('is taken in by whatever records the reopening, also while its ledger is just being told', async () => {
    const id = await waived();
    expect((await closeOver(api, id)).status).toBe(200);
    const [row] = await toldBy(id);
    const said = { holdsData: 'yes', misuse: 'yes', answeredBy: 'Dana' } as const;
    await acknowledgeNotice(api.store, { id: row?._id ?? '', breachId: id }, NOW, said);
    const ledger = `${id}/notices`;
    expect(await takeNews(api.store, ledger)).toBe(true);
    // No more than the command, as where the process that sent it ends before it has heard.
    const state = await readBreach(api.store, id);
    if (state === null) throw new Error(`No breach ${id}.`);
    const reopen = { type: 'reopen', reasons: 'An answer.', by: 'dpo', role: 'dpo', key: 'reopened-once' } as const;
    await api.gateway.reopen({ state }, reopen);
    await settleNews(api.store, ledger);
    expect(await closingOf(id)).toMatchObject({ reopen: { proposed: false, lateAnswers: 0 } });
    await nudges.turn();
    expect((await readBreach(api.store, id))?.signs?.misuse).toMatchObject({ settled: 0, since: NOW });
  });

  it('what a responder learned proposes it too, with the reasons, and is never done by itself', async () => {
    const id = await waived();
    const url = `/breaches/${id}/reopening/proposal`;
    const body = { reasons: 'The logs show a second address.' };
    expect((await api.call('responder', 'POST', url, { body })).json).toMatchObject({ code: 'conflict' });
    expect((await closeOver(api, id)).status).toBe(200);
    const page = (await api.call('responder', 'GET', `/desk/breaches/${id}/closing`)).body;
    expect(page).toContain(`action="/desk${url}"`);
    expect(page).not.toContain(`action="/desk/breaches/${id}/reopening"`);
    const empty = await sendForm(api, 'responder', `/desk${url}`, { 'proposing-reasons': '' });
    expect([empty.status, empty.body.includes('href="#f-proposing-reasons"')]).toEqual([422, true]);
    const sent = await sendForm(api, 'responder', `/desk${url}`, { 'proposing-reasons': body.reasons });
    expect(sent.status).toBe(303);
    const { text } = await tellCli(env, 'reopen', id, '--propose', '--as', 'responder', '--reasons', 'Called again.');
    expect(text).toContain('Proposed: the DPO is told of it.');
    expect(await closingOf(id)).toMatchObject({
      status: 'closed',
      reopen: {
        proposed: true,
        proposals: [
          { by: 'responder', reasons: body.reasons },
          { by: 'responder', reasons: 'Called again.' },
        ],
      },
    });
    expect((await api.call('dpo', 'GET', `/desk/breaches/${id}`)).body).toContain(body.reasons);
    const line = `${id} is closed, and one of us proposes to open it again`;
    expect((await api.call('dpo', 'GET', '/')).body).toContain(line);
    const [first] = await takeTellings(api.store, NOW, plusMs(NOW, 60_000));
    expect(first).toMatchObject({ what: 'news', breachId: id, to: 'proposed' });
    expect((await api.call('auditor', 'POST', url, { body })).status).toBe(403);
    await api.call('dpo', 'POST', `/breaches/${id}/reopening`, { body: { reasons: 'Indeed.' } });
    expect((await api.call('dpo', 'GET', '/')).body).not.toContain(line);
  });

  it('a new report about it is proposed too, as the incident that it became, until it is opened again', async () => {
    const id = await waived();
    expect((await closeOver(api, id)).status).toBe(200);
    const OTHER = 'TOC-2026-0099-K7M';
    await noteNews(api.store, { breachId: id, source: OTHER, about: OTHER, to: 'report', exercise: false, at: NOW });
    expect(await closingOf(id)).toMatchObject({ reopen: { proposed: true, laterReports: [OTHER] } });
    expect((await api.call('dpo', 'GET', '/')).body).toContain(`${id} is closed, and there is a new report about it`);
    await api.call('dpo', 'POST', `/breaches/${id}/reopening`, { body: { reasons: 'The same attack.' } });
    expect(await closingOf(id)).toMatchObject({ reopen: { proposed: false, laterReports: [] } });
  });
});

describe('notices that every customer has acknowledged', () => {
  const DUTY = 'gdpr-art33-2-processor-to-controller';
  const [TICKETS] = REGISTER.systems;
  const contacts = [{ name: 'Mo Bank', email: 'mo@linden.example' }];
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start({ realPlans: true });
    const tenants = {
      ...TICKETS,
      id: 'tenants',
      name: 'Tenants',
      plane: 'customer-data',
      suppliers: [],
      customers: ['linden'],
    };
    const linden = { id: 'linden', kind: 'customer', name: 'Linden GmbH', language: 'en', contacts, clause: '4' };
    const { systems, counterparties } = REGISTER;
    const register = { systems: [...systems, tenants], counterparties: [...counterparties, linden] };
    await saveDataFlow(api.store, register as typeof REGISTER, { at: NOW, by: 'dpo' });
  });
  afterAll(() => api.stop());
  const closingOf = async (id: string) => (await api.call('auditor', 'GET', `/breaches/${id}/closing`)).json;

  it('meet the duty to tell them: one press records it, with the ledger as the proof', async () => {
    const id = await api.report({ systems: ['tenants'], awareAt: NOW });
    await api.release(id);
    const rows = await noticesOf(api.store).find({ breachId: id }).toArray();
    const customers = rows.filter(({ kind }) => kind === 'customer');
    expect(customers.length).toBeGreaterThan(0);
    const answer = { holdsData: 'yes', misuse: 'no', answeredBy: 'Dana' } as const;
    expect(await closingOf(id)).toMatchObject({ told: [] });
    for (const { counterparty } of customers) {
      await acknowledgeNotice(api.store, { id: noticeId(id, counterparty, 1), breachId: id }, NOW, answer);
    }
    await api.gateway.nudge(id, 'notices');
    const { head } = await noticesStanding(api.store, id);
    expect(await closingOf(id)).toMatchObject({ told: [{ obligation: DUTY, customers: customers.length, head }] });
    expect((await api.call('dpo', 'GET', `/desk/breaches/${id}`)).body).toContain('Every customer has acknowledged');
    expect((await api.call('dpo', 'GET', '/')).body).toContain(`/desk/breaches/${id}#told`);
    // A program reads no page: what goes on record is in the language of the company.
    const inGerman = await TestApi.beside(api, { realPlans: true, language: 'de' });
    const recorded = await inGerman.call('dpo', 'POST', `/breaches/${id}/filings/${DUTY}/told`);
    await inGerman.stop();
    expect(recorded.status).toBe(200);
    const state = await readBreach(api.store, id);
    expect(state?.obligations[DUTY]).toMatchObject({ status: 'filed', filed: { at: NOW, late: false } });
    const { receipt } = state?.obligations[DUTY]?.filed ?? {};
    expect(receipt).toMatch(/^Alle Kunden haben bestätigt \(\d+\)\. Buch der Mitteilungen, Seite \d+, Hash /);
    expect(receipt).toContain(head?.hash);
    const other = await api.call('dpo', 'POST', `/breaches/${id}/filings/gdpr-art33-1-authority/told`);
    expect(other.json).toMatchObject({ code: 'not-filable' });
  });
});
