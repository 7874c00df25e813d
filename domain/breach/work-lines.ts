import type { Instant } from '../time.ts';
import type { TaskStatus } from './work.ts';

/** Tasks, notes, calls and files as pages and the API show them. Words that do not open any more are null. */

/** A task with its words, as pages and the API show it. */
export type TaskLine = {
  number: number;
  /** Null where it does not open any more. */
  text: string | null;
  owner: string | null;
  /** Whether the owner left since: it is nobody's. */
  ownerless: boolean;
  due: Instant | null;
  status: TaskStatus;
  by: string;
  at: Instant;
  /** What last became of it; null where nothing did. */
  changed: { by: string; at: Instant; reasons: string } | null;
};

/** `open`, the earliest limit first, or `all`, the newest first. */
export type TaskPart = 'open' | 'all';

type Line = { seq: number; at: Instant; by: string };
export type NoteLine = Line & { number: number; privileged: boolean; text: string | null; withheld: boolean };
export type CallLine = Line & { number: number; calledAt: Instant; partner: string | null; said: string | null };
export type FileLine = Line & {
  number: number;
  sha256: string;
  bytes: number;
  /** Keyed digest of the address that it came from. */
  from: string | null;
  name: string | null;
  about: string | null;
};
export type WorkPage<T> = { lines: T[]; next: number | null };
