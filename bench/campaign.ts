import { createEmailChannel } from '../activities/channels/email/channel.ts';
import { createHealth, sendBatch } from '../activities/sending.ts';
import { splitLetter } from '../domain/notices/letter.ts';
import { BENCH_FROM, BENCH_LETTER, bareSmtp, startSink } from './smtp.ts';

/** How fast letters leave: prepared once and sent over the channel's sessions, against bare connections. */

const LETTERS = 50_000;
const CONNECTIONS = 20;
/** Of what bare connections hand over in the same run. */
const LEAST_SHARE = 0.5;

/** Prints messages a second and their share of the bare ones; false where it is less than it should be. */
export async function benchCampaign(): Promise<boolean> {
  const bare = await bareSmtp(LETTERS, CONNECTIONS);
  console.log(`bare SMTPConnection, ${LETTERS} prepared letters, ${CONNECTIONS} connections: ${Math.round(bare)}/s`);
  const channel = await throughChannel();
  const share = channel / bare;
  console.log(
    `the e-mail channel, each letter written on its way: ${Math.round(channel)}/s, ${share.toFixed(2)} of bare`,
  );
  if (share >= LEAST_SHARE) return true;
  console.error(`Less than ${LEAST_SHARE} of bare.`);
  return false;
}

/** Letters a second in one batch: written for each reader, sent, and every answer looked at; no ledger. */
async function throughChannel(): Promise<number> {
  const sink = await startSink();
  const channel = createEmailChannel({ smtpUrl: sink.url, from: BENCH_FROM });
  try {
    const write = channel.prepare({ ...splitLetter(BENCH_LETTER, false), language: 'en' });
    const send = (n: number) => {
      const email = `p${n}@people.example`;
      return channel.sendRaw(email, write({ name: `Person ${n}`, email, id: `campaign.${n}` }));
    };
    const people = Array.from({ length: LETTERS }, (_, n) => n);
    const from = performance.now();
    const options = { lanes: CONNECTIONS, mayBegin: () => true, health: createHealth() };
    const { results } = await sendBatch(people, send, options);
    const seconds = (performance.now() - from) / 1_000;
    const { messages, recipients, messageIds } = await sink.counts();
    const lacking = [results.size, messages, recipients, messageIds].some((count) => count !== LETTERS);
    if (lacking) throw new Error(`The sink read ${messages} messages to ${recipients} people, not ${LETTERS}.`);
    return LETTERS / seconds;
  } finally {
    await channel.close();
    await sink.stop();
  }
}
