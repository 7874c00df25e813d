import { TOCSIN } from '../../web/command.ts';
import type { Look } from './style.ts';
import { bothTimes } from './time.ts';
import type { BreachView } from './view.ts';

/** How it came to be known: each instant with who said so and why, and a long gap, which is to be explained. */
export function courseRows(view: BreachView, { zone, style }: Pick<Look, 'zone' | 'style'>): string[][] {
  const { firstSuspicionAt, investigationStartedAt, awareAt, gap } = view.course;
  const said = ({ at, by, reasons }: { at: string; by: string; reasons: string }) =>
    `${bothTimes(at, zone)} by ${by}${reasons === '' ? '' : `: ${reasons}`}`;
  const corrected = view.awareness.length > 1 ? `, corrected ${view.awareness.length - 1}×` : '';
  const none = style.warn('not recorded: no clock runs');
  const rows = [
    ...(view.suspicion?.first === undefined ? [] : [['suspected', said(firstSuspicionAt)]]),
    ...(investigationStartedAt === null ? [] : [['examined', said(investigationStartedAt)]]),
    ['aware', awareAt === null ? none : `${said(awareAt)}${corrected}`],
    ...sayKnownFirst(view.breachId, view.course, zone).map((line) => ['', style.warn(line)]),
  ];
  if (gap === null || gap.explanation === 'not-asked') return rows;
  const took = `${gap.hours} hours from suspicion to awareness, more than the ${gap.targetHours} we give ourselves`;
  const say = `not explained; say why: ${TOCSIN} aware ${view.breachId} --at ${awareAt?.at ?? ''} --reasons '…'`;
  const why = gap.explanation === 'given' ? `: ${gap.because}` : style.warn(`: ${say}`);
  return [...rows, ['gap', `${took}${why}`]];
}

/** The hint where the awareness lies before the recorded suspicion; nothing where it does not, or is explained. */
export function sayKnownFirst(
  breachId: string,
  { knownFirst }: Pick<BreachView['course'], 'knownFirst'>,
  zone: string,
): string[] {
  if (knownFirst === null || knownFirst.because !== '') return [];
  const { suspectedAt, awareAt } = knownFirst;
  const say = `say why: ${TOCSIN} aware ${breachId} --at ${awareAt} --reasons '…', or correct one of them`;
  return [
    `It lies before the recorded first suspicion, ${bothTimes(suspectedAt, zone)}; it counts nevertheless; ${say}`,
  ];
}
