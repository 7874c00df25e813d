import { setTimeout as delay } from 'node:timers/promises';
import { SECOND_MS } from '../domain/time.ts';
import { TOCSIN } from '../web/command.ts';
import { plural } from '../web/desk/words.ts';
import type { Outcome } from './command.ts';
import { breachPath } from './input.ts';
import { readNotices } from './notices.ts';
import { renderNext } from './output/next.ts';
import { printableAll } from './output/printable.ts';
import type { BreachView, NoticesView } from './output/view.ts';
import { sayAwaited } from './release.ts';
import type { VerbInput } from './verbs/verb.ts';

/** What a command set going: who hears of it now, and what a person does next. */

/** Names that stand on one line. */
const NAMES_SHOWN = 10;
const EVERY_MS = 200;
const PATIENCE_MS = 5 * SECOND_MS;
const LEDGER_PATIENCE_MS = 2 * SECOND_MS;

/**
 * The lines after a command: read back once `isDone` says so and the plan is made, for at most five seconds.
 * `before` is the breach as it was; those told before are not told now. Under `--json` nobody reads them: empty.
 */
export async function followUp(
  input: VerbInput,
  breachId: string,
  isDone: (view: BreachView) => boolean,
  before: BreachView | null = null,
): Promise<string[]> {
  if (input.options.json === true) return [];
  const view = await viewAfter(input, breachId, isDone);
  const look = `${TOCSIN} show ${breachId}`;
  if (view === null) return [`It does not show yet; look again in a moment: ${look}`];
  const late = isSettled(view) ? [] : [`Its plan is not made yet; look again in a moment: ${look}`];
  const next = renderNext(printableAll(view), input.style);
  return [...late, ...(await whoHears(input, view, before)), ...(next === '' ? [`look at it: ${look}`] : [next])];
}

/** Whether event `seq`, with which a command was answered, is folded in. */
export function isFolded({ seq }: Outcome): (view: BreachView) => boolean {
  return (view) => view.seq >= seq;
}

/** The breach as it is before a command; null where it cannot be read, or nobody will read what follows from it. */
export async function viewBefore(input: VerbInput, breachId: string): Promise<BreachView | null> {
  return input.options.json === true ? null : read(input, breachId);
}

async function viewAfter(
  input: VerbInput,
  breachId: string,
  isDone: (view: BreachView) => boolean,
): Promise<BreachView | null> {
  let view: BreachView | null = null;
  for (let waited = 0; waited <= PATIENCE_MS; waited += EVERY_MS) {
    view = await read(input, breachId);
    if (view !== null && isDone(view) && isSettled(view)) return view;
    await delay(EVERY_MS);
  }
  return view;
}

function isSettled(view: BreachView): boolean {
  return view.status === 'closed' || (view.plan !== null && !view.planIsStale);
}

/** Reading back is a courtesy: the command itself is done, so that a failure here is none of it. */
function read(input: VerbInput, breachId: string): Promise<BreachView | null> {
  return input
    .client()
    .get<BreachView>(breachPath(breachId))
    .catch(() => null);
}

/** Only where others are told than before: how many, and the first of them by name. */
async function whoHears(input: VerbInput, view: BreachView, before: BreachView | null): Promise<string[]> {
  const { breachId, plan, status } = view;
  const told = plan?.counterparties ?? null;
  const count = told === null ? 0 : told.suppliers + told.customers;
  if (count === 0 || status === 'closed' || before?.plan?.counterparties?.version === told?.version) return [];
  const waiting = view.communications.notices?.awaited ?? [];
  if (waiting.length > 0) {
    const look = `look at it and release it: ${TOCSIN} release ${breachId}`;
    return [...sayAwaited(waiting), `${plural(count, 'counterparty', 'counterparties')} to be told; ${look}`];
  }
  const names = (await firstTold(input, breachId)).map(({ counterparty, kind }) => `${counterparty} (${kind})`);
  const rest = count - names.length;
  const more = rest > 0 && names.length > 0 ? ` and ${rest} more` : '';
  const who = names.length === 0 ? '' : `: ${printableAll(names).join(', ')}${more}`;
  const lines = [`${plural(count, 'counterparty', 'counterparties')} ${count === 1 ? 'is' : 'are'} being told${who}`];
  if (view.narrative.summary === '' && (view.communications.notices?.releases ?? null) === null) {
    const amend = `${TOCSIN} amend ${breachId} --set summary='…' --reasons '…'`;
    lines.push(`The summary is empty: as "what happened", their notice says 'not known yet'. Add it: ${amend}`);
  }
  return lines;
}

/** The ledger takes them up a moment after the plan names how many they are. */
async function firstTold(input: VerbInput, breachId: string): Promise<NoticesView['notices']> {
  for (let waited = 0; waited <= LEDGER_PATIENCE_MS; waited += EVERY_MS) {
    const page = await readNotices(input, breachId, NAMES_SHOWN).catch(() => null);
    if (page !== null && page.notices.length > 0) return page.notices;
    await delay(EVERY_MS);
  }
  return [];
}
