import { LOCALES } from '../languages/index.ts';
import { dayAndTime } from '../time.ts';
import type { View } from '../view.ts';
import type { DeskModel } from './model.ts';

/** The desk's sentences. Each names a fixed time, so that none goes stale while the page is open. */

/** A number as people write it; `1,000+` where there are more than were counted. */
export function figure(n: number, { mostCounted }: Pick<DeskModel, 'mostCounted'>, { language }: View): string {
  const text = Math.min(n, mostCounted).toLocaleString(LOCALES[language]);
  return n > mostCounted ? `${text}+` : text;
}

/** `Two duties are overdue. The next limit is today, 12:10 CET.` */
export function headline(model: DeskModel, view: View): string {
  const { desk } = view.words;
  const { real, next } = model;
  const write = (n: number) => figure(n, model, view);
  const sentences = [
    real.overdue > 0 ? desk.overdueNow(real.overdue, write(real.overdue)) : [],
    next === null ? [] : desk.nextLimit(dayAndTime(next, view.now, view)),
  ].flat();
  if (sentences.length > 0) return sentences.join(' ');
  const drills = running(model.drills);
  return [
    drills > 0 ? desk.nothingRealRuns : desk.nothingRuns,
    real.suspected > 0 ? desk.suspicionsWait(real.suspected, write(real.suspected)) : [],
    drills > 0 ? desk.drillsRun(drills, write(drills)) : [],
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
  return [
    clocks === 0 ? desk.nothingDue : desk.clocksRun(clocks, write(clocks), incidents, write(incidents)),
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
