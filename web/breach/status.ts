import { type Instant, toMs } from '../../domain/time.ts';
import { SOON_MS } from '../time.ts';
import type { View } from '../view.ts';
import type { Duty } from './duties.ts';

/** The word for where a duty stands, with the shape it is drawn with and the class of its row. */
export function wordOf(
  { words }: Pick<View, 'words'>,
  { planned, current, register }: Duty,
  now: Instant,
): { word: string; shape: string; row: string } {
  const { status } = words.breach.obligations;
  const due = planned.clock?.due ?? null;
  switch (current.status) {
    case 'overdue':
      return { word: status.overdue, shape: 'overdue', row: 'is-overdue' };
    case 'running':
      if (due !== null && due <= now) return { word: status.overdue, shape: 'overdue', row: 'is-overdue' };
      if (due !== null && toMs(due) - toMs(now) <= SOON_MS) return { word: status.soon, shape: 'soon', row: 'is-soon' };
      return { word: status.running, shape: 'running', row: '' };
    case 'filed':
      return { word: status.filed, shape: 'filed', row: '' };
    case 'filed-late':
      return { word: status.filedLate, shape: 'late', row: '' };
    case 'waived':
      return { word: status.waived, shape: 'waived', row: '' };
    case 'awaiting-awareness':
      return { word: status.awaitingAwareness, shape: 'uncertain', row: '' };
    case 'awaiting-event':
      return { word: status.awaitingEvent, shape: 'uncertain', row: '' };
    case 'no-clock':
      if (register?.met) return { word: status.entryMet, shape: 'filed', row: '' };
      if (register !== undefined) {
        const isWhole = register.gaps.length === 0;
        return { word: isWhole ? status.entryWhole : status.entryOpen, shape: isWhole ? 'ack' : 'uncertain', row: '' };
      }
      return { word: status.noClock, shape: 'running', row: '' };
    case 'does-not-apply':
      return { word: status.doesNotApply, shape: 'waived', row: '' };
  }
}
