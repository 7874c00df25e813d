import type { BreachState } from '../../domain/breach/state.ts';
import type { ExerciseScore } from '../../domain/exercise/score.ts';
import type { Instant } from '../../domain/time.ts';

export type ExerciseRow = { breachId: string; title: string; status: BreachState['status']; openedAt: Instant };

export type ExercisesModel = {
  rows: readonly ExerciseRow[];
  /** Goes on after the last one; null at the end. */
  next: string | null;
  systems: readonly { id: string; name: string }[];
  /** The register has more of them than are offered to tick. */
  more: boolean;
  /** Whether mail of a drill has somewhere to go. */
  hasInbox: boolean;
  /** Id of the one that was just started. */
  started: string | null;
};

export type ReportModel = {
  breachId: string;
  title: string;
  score: ExerciseScore;
  /** Names of who did something, and of counterparties. */
  by(by: string): string;
  counterparty(id: string): string;
};

/** The scenarios that can be started; their words are in the languages. */
export const SCENARIOS = ['session', 'copied', 'ransom', 'letter'] as const;
export const SCALES = ['1', '24', '72', '288', '720'] as const;
