import { letterLanguage } from '../domain/communication/letter-language.ts';
import { TocsinError } from '../domain/errors.ts';
import { letterFor, splitLetter } from '../domain/notices/letter.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import type { Instant } from '../domain/time.ts';
import { unopenedKey } from '../domain/unopened.ts';
import { type Campaign, readCampaign } from '../store/campaigns.ts';
import { type Claim, newClaim } from '../store/ledger/claims.ts';
import {
  type ClaimedLetter,
  claimLetters,
  giveBackLetters,
  type LetterOutcome,
  type Letters,
  lettersStanding,
  openLetters,
  settleLetters,
} from '../store/ledger/letters.ts';
import type { RecipientDoc } from '../store/recipients.ts';
import type { Store } from '../store/store.ts';
import type { MailReader, SendResult } from './channels/channel.ts';
import type { Channels } from './channels/registry.ts';
import { type Ledger, lettersOf, type Turn } from './communications.ts';
import { beforeSending, insist } from './holding.ts';
import { resultFields, say } from './log-lines.ts';
import { createHealth, sendBatch } from './sending.ts';
import type { LedgerRequest, PageRequest, PageStop } from './types.ts';

type Deps = { store: Store; channels: Channels; clock: () => Instant; policy: CompiledPolicy };
/** A claimed letter with its bytes; null where the row cannot be opened, so that there is nobody to write to. */
type Written = ClaimedLetter & { raw: Buffer | null };
type Prepared = { contentHash: string; letter: (person: MailReader) => Buffer };

/** Tried again, and the others go out: a backup may bring the row back. */
const NOBODY: SendResult = { status: 'not-sent', detail: 'the row cannot be opened', isOutage: false };

/** Rows claimed at once: twice as many letters may be uncertain after a crash. */
const BATCH = 125;
/** Batches that one turn works through. */
const BATCHES = 16;
/** Messages under way at once from one page; there are four pages at a time. */
const LANES = 5;

/** Letters to people concerned, one mail each. */
export function createLetterLedger({ store, channels, clock, policy }: Deps): Ledger {
  const health = new Map<string, ReturnType<typeof createHealth>>();
  const prepared = new Map<string, Prepared>();
  return {
    plan: (request) => openLetters(store, lettersOf(request).listId),
    count: async (request) => ({ ...(await lettersStanding(store, lettersOf(request))), misuse: [] }),
    /** One batch is settled while the next is claimed and sent, so that the sessions need not wait for the database. */
    async work(request, turn) {
      const letters = lettersOf(request);
      const campaign = await contentOf(letters);
      let claimed = 0;
      let stopped: PageStop | null = null;
      let settled: Promise<void> = Promise.resolve();
      for (let n = 0; n < BATCHES && stopped === null && (n === 0 || turn.mayBegin()); n += 1) {
        const batch = await take(request, letters, campaign, turn);
        if (batch.letters.length === 0) break;
        claimed += batch.letters.length;
        const sent = await send(request, letters, batch.letters, turn);
        stopped = sent.stopped;
        await settled;
        settled = settle(request, letters, batch.claim, sent.outcomes, turn);
        // It is awaited below; until then a failure must not end the process.
        settled.catch(() => undefined);
      }
      await settled;
      return { claimed, stopped };
    },
  };

  async function take(
    { slots, exercise }: PageRequest,
    letters: Letters,
    campaign: Campaign,
    turn: Turn,
  ): Promise<{ claim: Claim; letters: Written[] }> {
    const { listId } = letters;
    const claim = newClaim();
    const written = await beforeSending(
      async () => {
        const rows = await claimLetters(store, listId, claim, { slots, ...turn, limit: BATCH });
        return rows.map((one) => {
          const isOpen = unopenedKey(one.person.email) === null;
          return { ...one, raw: isOpen ? letterTo(letters, campaign, one, exercise !== null) : null };
        });
      },
      () => giveBackLetters(store, listId, claim, clock()),
      () => clock() < turn.until,
    );
    return { claim, letters: written };
  }

  async function send(
    { exercise }: LedgerRequest,
    { breachId, campaign, listId }: Letters,
    claimed: readonly Written[],
    { mayBegin }: Turn,
  ): Promise<{ outcomes: Map<RecipientDoc, LetterOutcome>; stopped: PageStop | null }> {
    const email = channels.email(exercise !== null);
    // Whatever was under way when its lock ran out may have left: never sent again by itself.
    const outcomes = new Map(
      claimed.map(({ row, isLeftOver }): [RecipientDoc, LetterOutcome] => [row, isLeftOver ? 'uncertain' : 'left']),
    );
    const due = claimed.filter(({ isLeftOver }) => !isLeftOver);
    const known = health.get(listId) ?? createHealth();
    health.set(listId, known);
    const offer = async ({ person, raw }: Written): Promise<SendResult> =>
      raw === null ? NOBODY : email.sendRaw(person.email, raw);
    const { results, stopped } = await sendBatch(due, offer, { lanes: LANES, mayBegin, health: known });
    for (const [{ row }, result] of results) outcomes.set(row, outcomeOf(result));
    if (results.size > 0) {
      const { code } = [...results.values()].map(resultFields).find(({ code }) => code !== undefined) ?? {};
      say('letters', { messageId: `${breachId}.campaign.${campaign}`, count: results.size, ...(code && { code }) });
    }
    return { outcomes, stopped };
  }

  function settle(
    { exercise }: LedgerRequest,
    letters: Letters,
    claim: Claim,
    outcomes: ReadonlyMap<RecipientDoc, LetterOutcome>,
    { until }: Turn,
  ): Promise<void> {
    const scale = exercise?.scale ?? 1;
    return insist(
      () => settleLetters(store, letters, claim, outcomes, clock(), scale),
      () => clock() < until,
    );
  }

  async function contentOf({ breachId, campaign: number }: Letters): Promise<Campaign> {
    const campaign = await readCampaign(store, breachId, number);
    if (campaign !== null) return campaign;
    throw new TocsinError('not-found', `Campaign ${number} of ${breachId} has no content.`);
  }

  function letterTo({ breachId, campaign: number }: Letters, campaign: Campaign, one: ClaimedLetter, isDrill: boolean) {
    const id = `${breachId}.campaign.${number}.${one.person.n}`;
    return composed(campaign, isDrill, one.person.language)({ ...one.person, id });
  }

  /** The approved content in the language that somebody prefers where it has one in it, composed once for each. */
  function composed(campaign: Campaign, isDrill: boolean, preferred: string): (person: MailReader) => Buffer {
    const { contentHash, language: own = letterLanguage(policy) } = campaign;
    const words = letterFor(campaign, own, preferred);
    const { language } = words;
    const key = `${campaign.breachId}/${campaign.number}/${isDrill}/${language}`;
    const known = prepared.get(key);
    if (known?.contentHash === contentHash) return known.letter;
    // The letter's own: who prefers another reads it in this one all the same, aloud too.
    const letter = channels.email(isDrill).prepare({ ...splitLetter(words, isDrill), language });
    prepared.set(key, { contentHash, letter });
    return letter;
  }
}

function outcomeOf(result: SendResult): LetterOutcome {
  if (result.status !== 'not-sent') return result.status;
  if (result.isOutage) return 'left';
  return result.reason === 'connection-lost' ? 'broken' : 'later';
}
