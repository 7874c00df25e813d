import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Channels } from '../../activities/channels/registry.ts';
import { createNoticeLedger } from '../../activities/notices.ts';
import { loadPolicy } from '../../config/policy.ts';
import type { CommandBody } from '../../domain/breach/commands.ts';
import type { NoticeAnswers } from '../../domain/breach/events.ts';
import { toldOf } from '../../domain/breach/state.ts';
import { DataFlowRegister } from '../../domain/dataflow.ts';
import { HOUR_MS, type Instant, plusMs } from '../../domain/time.ts';
import * as script from '../../local/demo/script.ts';
import { anyFree } from '../../local/ports.ts';
import { readBreach } from '../../store/breaches.ts';
import { parseKeyring } from '../../store/crypto/keyring.ts';
import { saveDataFlow } from '../../store/dataflow.ts';
import { acknowledgeNotice } from '../../store/ledger/notice-answers.ts';
import { noticeId, SLOTS } from '../../store/notices.ts';
import type { Store } from '../../store/store.ts';
import { NOW, POLICY_DIR, TestApi } from './api.ts';
import { copyWorld, failWorld, findWorld, keepWorld } from './kept-worlds.ts';

const DEMO = new URL('../../local/demo/', import.meta.url);
const { OBLIGATIONS } = script;

/** A house in the middle of its work, with something on every page; and where it can be looked at. */
export type World = {
  api: TestApi;
  url: string;
  /** A breach with notices, decisions, a campaign and a filing. */
  breachId: string;
  exerciseId: string;
  /** Links of the notices, by whom they went to. */
  links: Map<string, string>;
  stop(): Promise<void>;
};

/** Of the letter to people, in whichever language the company does not write. */
const TRANSLATION = {
  subject: 'Ihre Daten in der Support-Konsole',
  text: 'Guten Tag {{recipient}},\n\njemand hat Ihre Anfragen an unseren Support gelesen. Seien Sie vorsichtig.',
};

const BUSY: readonly (readonly [title: string, systems: string[], awareHoursAgo: number])[] = [
  ['Invoices sent to the wrong customer', ['billing'], 79],
  ['Backup of the customer databases readable from outside', ['tenant-backups'], 20],
  ['Laptop of a developer stolen in a café', ['account-portal', 'access-logs'], 68],
  ['Wrong permissions on the customer file store', ['tenant-files'], 9],
  ['Phishing of the support team', ['support-console'], 2],
];

type Options = { smtpUrl?: string; language?: string };

/** A whole API, on loopback and with the real policy, filled from the example register and the exercise's story. */
export async function openWorld(more: Options = {}): Promise<World> {
  const url = `http://127.0.0.1:${await anyFree()}`;
  const { language = 'of-the-policy' } = more;
  const kept = await findWorld(language);
  const keyring = kept?.keyring ?? JSON.stringify({ current: 'k1', keys: { k1: randomBytes(32).toString('base64') } });
  const options = { exerciseInbox: true, publicUrl: url, realPlans: true, keyring: parseKeyring(keyring), ...more };
  const begin = async () => {
    if (kept !== null) {
      const fill = (store: Store) => copyWorld(language, store).then(() => kept.tokens);
      const api = await TestApi.start({ ...options, fill });
      for (const [breachId, plan] of kept.told) api.gateway.told.set(breachId, plan);
      for (const [breachId, intake] of kept.opened) api.gateway.opened.set(breachId, intake);
      return { api, ...kept };
    }
    const api = await TestApi.start(options);
    const made = await makeWorld(api, more.language);
    const { tokens, gateway } = api;
    const known = { told: [...gateway.told], opened: [...gateway.opened] };
    await keepWorld(language, api.store, { keyring, tokens, ...made, ...known });
    return { api, ...made };
  };
  const { api, breachId, exerciseId, links } = await begin().catch(async (error: unknown) => {
    if (kept === null) await failWorld(language);
    throw error;
  });
  api.now = NOW;
  await api.server.listen({ host: '127.0.0.1', port: Number(new URL(url).port) });
  return { api, url, breachId, exerciseId, links: new Map(links), stop: () => api.stop() };
}

async function makeWorld(
  api: TestApi,
  language?: string,
): Promise<{ breachId: string; exerciseId: string; links: [string, string][] }> {
  await saveDataFlow(api.store, DataFlowRegister.parse(parse(readFileSync(new URL('dataflow.yaml', DEMO), 'utf8'))), {
    at: NOW,
    by: 'dpo',
  });
  const links = new Map<string, string>();
  for (const [title, systems, hours] of BUSY) {
    api.now = plusMs(NOW, -Math.min(hours, 30) * HOUR_MS);
    const awareAt = plusMs(NOW, -hours * HOUR_MS);
    await api.report({ title, summary: 'Seen by the person on duty.', systems, awareAt });
  }
  api.now = plusMs(NOW, -HOUR_MS);
  await api.report({ title: 'Odd sign-in on an account nobody uses', systems: ['account-portal'] });
  const translations = { [language === 'de' ? 'en' : 'de']: TRANSLATION };
  const exerciseId = await playStory(api, 20, { report: { exercise: { scale: 1 } }, links: new Map(), translations });
  const breachId = await playStory(api, 50, { report: {}, links, translations });
  return { breachId, exerciseId, links: [...links] };
}

/** The exercise's story, as far as its second supplier has not answered and the authority knows. */
async function playStory(
  api: TestApi,
  hoursAgo: number,
  { report, links, translations }: { report: object; links: Map<string, string>; translations: object },
): Promise<string> {
  const at = (hours: number): Instant => plusMs(NOW, (hours - hoursAgo) * HOUR_MS);
  api.now = at(0);
  const breachId = await api.report({ ...script.REPORT, ...report });
  const send = async (path: string, body: object, method: 'POST' | 'PATCH' = 'POST') => {
    const answer = await api.call('dpo', method, `/breaches/${breachId}/${path}`, { body });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.body}`);
    return answer.json;
  };
  await send('facts', script.FINDINGS, 'PATCH');
  await send('awareness', { awareAt: at(0) });
  await release(api, breachId);
  api.now = at(1);
  await send('awareness', { awareAt: at(-3), reasons: script.CORRECTION.reasons });
  // A minute later: what is recorded at the very instant of a letter counts as corrected after it.
  api.now = plusMs(at(1), 60_000);
  await deliver(api, breachId, script.TOLD, links);
  api.now = at(3);
  await acknowledge(api, breachId, 'deskwell');
  for (const customer of script.CUSTOMERS) await acknowledge(api, breachId, customer);
  await send('decisions', { ...script.RISK_DECISION, article: 'art34' });
  const csv = readFileSync(new URL('people.csv', DEMO));
  const list = await api.call('dpo', 'POST', `/breaches/${breachId}/recipient-lists`, {
    raw: csv,
    headers: { 'content-type': 'text/csv' },
  });
  const draft = await send('campaigns', { listId: list.json.listId, ...script.LETTER, translations });
  const approval = await api.approveCampaign(breachId, draft.contentHash);
  if (approval.status !== 303) throw new Error(`approval: ${approval.body}`);
  api.now = at(4);
  await tell(api, breachId, {
    type: 'campaign-finished',
    campaign: 1,
    counts: { total: 25, sent: 22, refused: 2, uncertain: 1 },
  });
  const told = { obligation: OBLIGATIONS.people, filedAt: at(4), receipt: script.RECEIPTS.people };
  await send('filings', { ...told, elsewhere: true, reasons: script.TOLD_BY.people });
  api.now = at(13);
  await deliver(api, breachId, [script.SILENT_SUPPLIER], links);
  const path = `filings/${OBLIGATIONS.authority}`;
  const { json } = await api.call('dpo', 'GET', `/breaches/${breachId}/${path}/draft`);
  await send(`${path}/approval`, { stage: json.stage, sha256: json.sha256, confirmed: true });
  const approved = { obligation: OBLIGATIONS.authority, stage: json.stage, document: json.content };
  await send('filings', { ...approved, filedAt: at(13), receipt: 'DE-BE 4711' });
  return breachId;
}

/** As a person does, who has looked at it; an exercise is released by the policy. */
async function release(api: TestApi, breachId: string): Promise<void> {
  await api.call('dpo', 'POST', `/breaches/${breachId}/take`);
  const look = await api.call('dpo', 'GET', `/breaches/${breachId}/release`);
  if (!(look.json.awaited as string[]).includes('first')) return;
  const { sha256, list, seen } = look.json;
  const done = await api.call('dpo', 'POST', `/breaches/${breachId}/release`, { body: { sha256, list, seen } });
  if (done.status >= 300) throw new Error(`release: ${done.body}`);
}

async function tell(api: TestApi, breachId: string, body: CommandBody): Promise<void> {
  await api.gateway.command(breachId, { ...body, by: 'engine', role: 'engine', key: `world/${JSON.stringify(body)}` });
}

/** By the activity that does it in a running house; only the mail goes nowhere, once its link is read. */
async function deliver(
  api: TestApi,
  breachId: string,
  parties: readonly string[],
  links: Map<string, string>,
): Promise<void> {
  const { store } = api;
  const send = async (letter: { text: string; id: string }) => {
    const party = parties.find((id) => letter.id.includes(`.${id}.`));
    // Whose turn it is not yet in the story is tried again.
    if (party === undefined) return { status: 'not-sent', detail: 'later in the story', isOutage: false };
    const link = /https?:\/\/\S+(\/n\/[\w.~-]+)/.exec(letter.text)?.[1];
    if (link !== undefined) links.set(party, link);
    return { status: 'sent', receipt: 'kept' };
  };
  const channels = { email: () => ({ send }), slack: () => null } as unknown as Channels;
  const policy = loadPolicy(POLICY_DIR);
  const ledger = createNoticeLedger({ store, policy, channels, clock: () => api.now, publicUrl: api.publicUrl });
  const exercise = (await readBreach(store, breachId))?.exercise ?? null;
  const request = { breachId, communication: 'notices' as const, listId: null, exercise };
  const turn = { now: api.now, until: plusMs(api.now, HOUR_MS), mayBegin: () => true };
  await ledger.work({ ...request, slots: Array.from({ length: SLOTS }, (_, slot) => slot) }, turn);
  const { misuse: _, ...standing } = await ledger.count(request);
  const state = await readBreach(store, breachId);
  const version = state === null ? '' : toldOf(state);
  await tell(api, breachId, {
    ...{ type: 'communication-progressed', communication: 'notices', version, settled: false },
    ...standing,
  });
}

async function acknowledge(api: TestApi, breachId: string, counterparty: string): Promise<void> {
  const answers = script.ANSWERS[counterparty] as NoticeAnswers;
  await acknowledgeNotice(api.store, { id: noticeId(breachId, counterparty, 1), breachId }, api.now, answers);
}
