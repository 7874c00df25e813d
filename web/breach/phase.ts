import type { Phase } from '../../domain/breach/phase.ts';
import type { View } from '../view.ts';

/** The phase of an incident in the reader's words. */
export function sayPhase({ words: { breach } }: Pick<View, 'words'>, phase: Phase): string {
  return phase === 'candidate' ? breach.candidate : breach.status[phase];
}
