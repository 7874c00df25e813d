import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createEmailChannel } from '../activities/channels/email/channel.ts';
import { createHealth, sendBatch } from '../activities/sending.ts';
import { splitLetter } from '../domain/notices/letter.ts';
import { SECOND_MS, toInstant } from '../domain/time.ts';
import { readBreach } from '../store/breaches.ts';
import { saveCampaign } from '../store/campaigns.ts';
import { createList, sealList } from '../store/recipient-lists.ts';
import { addRecipients, countRecipients } from '../store/recipients.ts';
import { reportedEvent } from '../test/support/plans.ts';
import { type Engine, startEngine } from './engine.ts';
import { BENCH_FROM, BENCH_LETTER, bareSmtp, type Sink, startSink } from './smtp.ts';

/** How fast the letters of a campaign leave, with a ledger row and a chained entry each, against bare connections. */

const LETTERS = 50_000;
const CONNECTIONS = 20;
/** The channel alone, of what bare connections hand over in the same run. */
const LEAST_SHARE = 0.5;
/** With the ledger: letters a second. */
const LEAST_RATE = 2_500;

/** `--letters 100000`: another number. Prints letters a second; false where they are fewer than they should be. */
export async function benchCampaign(args: string[]): Promise<boolean> {
  const { values } = parseArgs({ args, options: { letters: { type: 'string' } } });
  const letters = Number(values.letters ?? LETTERS);
  const bare = await bareSmtp(letters, CONNECTIONS);
  console.log(`bare SMTPConnection, ${letters} prepared letters, ${CONNECTIONS} connections: ${Math.round(bare)}/s`);
  const channel = await throughChannel(letters);
  console.log(
    `the e-mail channel, each letter written on its way: ${Math.round(channel)}/s, ` +
      `${(channel / bare).toFixed(2)} of bare`,
  );
  const ledger = await throughLedger(letters);
  console.log(
    `a campaign with its ledger, on real servers: ${Math.round(ledger)}/s, ${(ledger / bare).toFixed(2)} of bare`,
  );
  if (channel / bare >= LEAST_SHARE && ledger >= LEAST_RATE) return true;
  console.error(`The channel must reach ${LEAST_SHARE} of bare, and a campaign ${LEAST_RATE}/s.`);
  return false;
}

/** Letters a second in one batch: written for each reader, sent, and every answer looked at; no ledger. */
async function throughChannel(letters: number): Promise<number> {
  const sink = await startSink();
  const channel = createEmailChannel({ smtpUrl: sink.url, from: BENCH_FROM });
  try {
    const write = channel.prepare({ ...splitLetter({ ...BENCH_LETTER, language: 'en' }, false), language: 'en' });
    const send = (n: number) => {
      const email = `p${n}@people.example`;
      return channel.sendRaw(email, write({ name: `Person ${n}`, email, id: `campaign.${n}` }));
    };
    const people = Array.from({ length: letters }, (_, n) => n);
    const from = performance.now();
    const options = { lanes: CONNECTIONS, mayBegin: () => true, health: createHealth() };
    const { results } = await sendBatch(people, send, options);
    const seconds = (performance.now() - from) / SECOND_MS;
    const { messages, recipients, messageIds } = await sink.counts();
    const lacking = [results.size, messages, recipients, messageIds].some((count) => count !== letters);
    if (lacking) throw new Error(`The sink read ${messages} messages to ${recipients} people, not ${letters}.`);
    return letters / seconds;
  } finally {
    await channel.close();
    await sink.stop();
  }
}

/** Letters a second of a campaign, from its approval to the last letter's receipt. */
async function throughLedger(letters: number): Promise<number> {
  const sink = await startSink();
  const engine = await startEngine({ smtpUrl: sink.url });
  try {
    const breachId = 'TOC-2026-0001';
    await engine.gateway.startBreach(reportedEvent(breachId, toInstant(Date.now())), [
      { type: 'record-awareness', awareAt: toInstant(Date.now()), reasons: '', by: 'dpo', role: 'dpo', key: 'aware' },
    ]);
    const listId = await importPeople(engine, breachId, letters);
    const { subject, text } = BENCH_LETTER;
    const draft = { campaign: 1, listId, recipients: letters, contentHash: 'bench' };
    await saveCampaign(engine.store, { breachId, number: 1, listId, subject, text, contentHash: 'bench' });
    await engine.gateway.command(breachId, { type: 'draft-campaign', ...draft, by: 'dpo', role: 'dpo', key: 'draft' });
    const warnings = (await settled(sink)).messages;
    const from = performance.now();
    const approval = { campaign: 1, contentHash: 'bench', reasons: '' };
    await engine.gateway.command(breachId, {
      type: 'approve-campaign',
      ...approval,
      by: 'dpo',
      role: 'dpo',
      key: 'approve',
    });
    for (let sent = 0; sent < letters; sent = (await sink.counts()).messages - warnings) await delay(100);
    const seconds = (performance.now() - from) / SECOND_MS;
    await finished(engine, breachId, listId, letters);
    return letters / seconds;
  } finally {
    await engine.stop();
    await sink.stop();
  }
}

async function importPeople({ store }: Engine, breachId: string, letters: number): Promise<string> {
  const listId = `${breachId}~bench`;
  await createList(store, { id: listId, breachId, createdAt: toInstant(Date.now()) });
  const people = Array.from({ length: letters }, (_, n) => {
    return { name: `Person ${n}`, email: `p${n}@people.example`, language: 'en' };
  });
  await addRecipients(store, listId, people);
  await sealList(store, listId);
  return listId;
}

/** Once the warnings that a new clock gives have left. */
async function settled(sink: Sink) {
  for (let before = -1; ; ) {
    const counts = await sink.counts();
    if (counts.messages === before) return counts;
    before = counts.messages;
    await delay(2 * SECOND_MS);
  }
}

/** The breach must hear of it, and the ledger know everybody as sent to. */
async function finished({ store }: Engine, breachId: string, listId: string, letters: number): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const state = await readBreach(store, breachId);
    if (state?.campaigns[0]?.status === 'finished') break;
    await delay(100);
  }
  const { sent } = await countRecipients(store, listId);
  if (sent !== letters) throw new Error(`The ledger knows ${sent} of ${letters} people as sent to.`);
}
