import { LOCALES } from '../languages/locales.ts';
import { dayAndTime } from '../time-words.ts';
import type { View } from '../view.ts';
import type { DeskModel } from './model.ts';

/** The desk's sentences. Each names a fixed time, so that none goes stale while the page is open. */

/** A number as people write it; `1,000+` where there are more than were counted. */
export function figure(n: number, { mostCounted }: Pick<DeskModel, 'mostCounted'>, { language }: View): string {
  const text = Math.min(n, mostCounted).toLocaleString(LOCALES[language]);
  return n > mostCounted ? `${text}+` : text;
}

/** `One thing waits before all else. Two duties are overdue. The next limit is today, 12:10 CET.` */
export function headline(model: DeskModel, view: View): string {
  const { desk } = view.words;
  const { real, drills, next } = model;
  const write = (n: number) => figure(n, model, view);
  const say = (n: number, words: (n: number, figure: string) => string) => (n > 0 ? words(n, write(n)) : []);
  const waits = say(real.waiting, desk.waits);
  const overdue = say(real.overdue, desk.overdueNow);
  const limit = next === null ? [] : desk.nextLimit(dayAndTime(next, view.now, view));
  if (real.overdue > 0 || next !== null) return [waits, overdue, limit].flat().join(' ');
  const drillClocks = running(drills);
  const hasDrills = drillClocks + drills.waiting > 0;
  return [
    waits,
    real.waiting > 0 ? desk.noDutyRuns : hasDrills ? desk.nothingRealRuns : desk.nothingRuns,
    // A suspicion that nobody has taken stands among what waits.
    real.waiting > 0 ? [] : say(real.suspected, desk.suspicionsWait),
    say(drillClocks, desk.drillsRun),
    say(drills.waiting, desk.drillsWait),
  ]
    .flat()
    .join(' ');
}

/** `11 clocks run across 5 incidents. 2 exercise clocks are shown but not counted.` */
export function lede(model: DeskModel, view: View): string {
  const { desk } = view.words;
  const { incidents, real } = model;
  const write = (n: number) => figure(n, model, view);
  const [clocks, drills] = [running(real), running(model.drills)];
  const nothing = real.waiting > 0 ? desk.nothingDueByLaw : desk.nothingDue;
  return [
    clocks === 0 ? nothing : desk.clocksRun(clocks, write(clocks), incidents, write(incidents)),
    real.suspected > 0 ? desk.suspicions(real.suspected, write(real.suspected)) : [],
    drills > 0 && model.query.exercises === 'shown' ? desk.drillsShown(drills, write(drills)) : [],
  ]
    .flat()
    .join(' ');
}

function running({ overdue, soon, later }: DeskModel['real']): number {
  return overdue + soon + later;
}

/** `1 clock`, `2 clocks`. */
export function plural(n: number, noun: string, many = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : many}`;
}
