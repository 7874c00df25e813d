import { setTimeout as delay } from 'node:timers/promises';
import { SECOND_MS } from '../domain/time.ts';
import { TOCSIN } from '../web/command.ts';
import { plural } from '../web/desk/words.ts';
import type { Outcome } from './command.ts';
import { breachPath } from './input.ts';
import { renderNext } from './output/next.ts';
import { printableAll } from './output/printable.ts';
import type { BreachView } from './output/view.ts';
import type { VerbInput } from './verbs/verb.ts';

/** What a command set going: who hears of it now, and what a person does next. */

const EVERY_MS = 200;
const PATIENCE_MS = 5 * SECOND_MS;

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
  return [...late, ...whoHears(view, before), ...(next === '' ? [`look at it: ${look}`] : [next])];
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

function whoHears(view: BreachView, before: BreachView | null): string[] {
  const told = Object.values(view.notices).filter(
    ({ counterparty, round }) => before?.notices[counterparty]?.round !== round,
  );
  if (told.length === 0 || view.status === 'closed') return [];
  const names = told.map(({ counterparty, kind }) => `${counterparty} (${kind})`).join(', ');
  const lines = [
    `${plural(told.length, 'counterparty', 'counterparties')} ${told.length === 1 ? 'is' : 'are'} being told: ${names}`,
  ];
  if (view.narrative.summary === '') {
    const amend = `${TOCSIN} amend ${view.breachId} --set summary='…' --reasons '…'`;
    lines.push(`The summary is empty: as "what happened", their notice says 'not known yet'. Add it: ${amend}`);
  }
  return lines;
}
