import type { Command } from './commands.ts';
import { resumesFinished } from './decide/communications.ts';
import { type Decision, done, whyClosed } from './decide/decision.ts';
import { addsToKnown } from './decide/facts.ts';
import { asMet, leavesUnmet } from './decide/filing.ts';
import { isFurtherCustody, isLate, isLateReport, isToldAsNews, withoutNews } from './decide/work.ts';
import { decide, decideAlone, decideAsIn, decideUnexplained, decideUngated, mayBeStricter } from './decide.ts';
import type { BreachState } from './state.ts';

/** Rules that came after version 0.2. A history has the mark of each that something in it was decided by. */
export type LaterRule =
  | 'four-eyes'
  | 'stricter-than-08'
  | 'all-left'
  | 'closing-gate'
  | 'difference'
  | 'whole-supplements'
  | 'late-files'
  | 'late-reports'
  | 'custody'
  | 'resume-finished'
  | 'late-news'
  | 'more-systems'
  | 'reasons';

/**
 * What a command does, by the rules of the version that decided it: what a history says was decided so is decided so
 * again at its replay, or the workflow asks for other things than stand there.
 *
 * @param isOfNow whether a rule holds here. Asked only where it makes a difference, and always in the same order: it
 *   leaves a mark in the history.
 */
export function decideThen(state: BreachState, command: Command, isOfNow: (rule: LaterRule) => boolean): Decision {
  let decision = decide(state, command);
  // Histories from before a second person was asked for hold what one person let leave.
  if (!decision.ok && decision.code === 'four-eyes' && !isOfNow('four-eyes')) decision = decideAlone(state, command);
  // Histories of version 0.8 hold releases of what nobody had, and closings over decisions that facts had passed.
  if (!decision.ok && mayBeStricter('0.8', command) && !isOfNow('stricter-than-08')) {
    decision = decideAsIn('0.8', state, command);
  }
  // Histories from before all that is left was asked of closings, and of customers as told, hold what passed then.
  if (!decision.ok && mayBeStricter('0.7', command) && !isOfNow('all-left')) {
    decision = decideAsIn('0.7', state, command);
  }
  // Histories from before closing was a gate hold closings over what it lists.
  if (!decision.ok && decision.code === 'closing-blocked' && !isOfNow('closing-gate')) {
    decision = decideUngated(state, command);
  }
  // Histories from before a difference between the articles took reasons hold both decisions.
  if (!decision.ok && decision.members.why === 'difference' && !isOfNow('difference')) {
    decision = decideUnexplained(state, command);
  }
  // Histories from before a supplement was measured by the filing that it completes hold each one as met.
  if (leavesUnmet(decision) && !isOfNow('whole-supplements')) decision = asMet(decision);
  // Histories from before closed breaches took files hold refusals of them.
  if (decision.ok && isLate(state, command) && !isOfNow('late-files')) decision = whyClosed(state) ?? decision;
  // And those from before it took what its reporter adds.
  if (decision.ok && isLateReport(state, command) && !isOfNow('late-reports')) decision = whyClosed(state) ?? decision;
  // Histories from before each side's handing in was on record go on without the second one.
  if (isNews(decision) && isFurtherCustody(state, command) && !isOfNow('custody')) decision = done();
  // Histories from before the engine let what had finished go on leave it as it was.
  if (isNews(decision) && resumesFinished(state, command) && !isOfNow('resume-finished')) decision = done();
  // Histories from before a responder's late file was news count none of them.
  if (isToldAsNews(decision) && !isOfNow('late-news')) decision = withoutNews(decision);
  // Histories from before a known file was recorded again for the systems that it names leave them out.
  if (isNews(decision) && addsToKnown(state, command) && !isOfNow('more-systems')) decision = done();
  // Histories from before reasons were always recorded go on without what changed nothing then.
  return decision.ok && decision.confirms === true && !isOfNow('reasons') ? done() : decision;
}

function isNews(decision: Decision): boolean {
  return decision.ok && decision.events.length > 0;
}
