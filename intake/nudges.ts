import type { Log } from '../config/logger.ts';
import type { BreachState } from '../domain/breach/state.ts';
import { type CommunicationName, campaignName } from '../domain/communication/standing.ts';
import { TocsinError } from '../domain/errors.ts';
import { SECOND_MS } from '../domain/time.ts';
import { readBreach } from '../store/breaches.ts';
import { hasNextStep } from '../store/ledger/next-step.ts';
import { ledgersWithNews, returnNews, settleNews, takeNews } from '../store/ledger/pages.ts';
import type { Store } from '../store/store.ts';
import type { TemporalGateway } from './gateway.ts';
import type { Ticker } from './relay.ts';
import { createTurns, type Turns } from './turns.ts';

/** Ledgers told of in one turn. */
const MOST = 100;

type NudgeDeps = {
  store: Store;
  temporal: Pick<TemporalGateway, 'nudge' | 'signal'>;
  log: Pick<Log, 'warn'>;
  every: Ticker;
};

/**
 * Tells the workflows of ledgers that others wrote to, such as a supplier by its page: at most once a second each,
 * however many wrote. The breach hears of it also where that workflow has ended. What could not be told is told when
 * Temporal is back.
 */
export function createNudges({ store, temporal, log, every }: NudgeDeps): Turns {
  async function tellAll(): Promise<void> {
    for (const { ledger, breachId } of await ledgersWithNews(store, MOST)) {
      // What is written from now on is news again; after a crash before it was told, another process tells it.
      if (!(await takeNews(store, ledger))) continue;
      try {
        const name = nameOf(ledger, breachId);
        await temporal.nudge(breachId, name, () => readUnlessResumed(breachId, name));
        await settleNews(store, ledger);
      } catch (error) {
        await returnNews(store, ledger);
        throw error;
      }
    }
  }

  /**
   * The breach of a communication that has ended. Null where that goes on: a person had something sent again while
   * Temporal was away. Counted as it stands, it would read as dealt with, and nothing would send it.
   */
  async function readUnlessResumed(breachId: string, communication: CommunicationName): Promise<BreachState | null> {
    const state = await readBreach(store, breachId);
    const { status, turn } = state?.communications[communication] ?? {};
    if (state === null || state.status === 'closed' || status !== 'finished') return state;
    if (!(await hasNextStep(store, state, communication))) return state;
    await temporal.signal(breachId, {
      ...{ type: 'resume-communication', communication, reasons: '' },
      ...{ by: 'engine', role: 'engine', key: `again/${communication}/${turn}` },
    });
    return null;
  }

  return createTurns({ every }, SECOND_MS, tellAll, (error) => {
    const code = error instanceof TocsinError ? error.code : 'internal';
    log.warn({ code }, 'the workflow of a ledger not told yet');
  });
}

function nameOf(ledger: string, breachId: string): CommunicationName {
  const name = ledger.slice(breachId.length + 1);
  return name === 'notices' ? name : campaignName(Number(name.slice('campaign/'.length)));
}
