import type { Instant } from '../time.ts';
import type { PullView } from './pull.ts';

/** An alert source as everybody is shown it: page, API and command line. */

export const PROOF_KINDS = ['hmac', 'header', 'basic', 'body', 'sns', 'jwt'] as const;
export type ProofKind = (typeof PROOF_KINDS)[number];

export type SecretView = {
  /** Its number; `settings` for the one that is derived from the keyring. */
  id: string;
  madeAt: Instant | null;
  madeBy: string | null;
  /** To the minute; null where it never was. */
  lastUsedAt: Instant | null;
  retired: { at: Instant; by: string } | null;
};

/**
 * Bodies that were too large to be kept, since when, and the last of them: its size in bytes, absent where its sender
 * did not say. `unproved`: of them, those of which it is not known who sent them, as a signature is over the whole.
 */
export type TooLarge = { count: number; unproved: number; firstAt: Instant; lastAt: Instant; lastSize?: number };

export type SourceView = {
  name: string;
  title: string;
  vendor: string;
  address: string;
  /** Described by the policy; all others come with Tocsin. */
  isOwn: boolean;
  isOn: boolean;
  /** Whether what is kept of it stands as Tocsin wrote it; else it takes nothing. */
  isIntact: boolean;
  /** In which ways it may prove itself, each with the header or member where that stands. */
  proofs: readonly { kind: ProofKind; where: string }[];
  /** Whether the vendor makes the secret that it signs with, so that it is given to Tocsin. */
  makesSecret: boolean;
  secrets: readonly SecretView[];
  topics: readonly string[];
  audience: string | null;
  senders: readonly string[];
  /** The last change of any of that; null where there was none, or it is not known. */
  changed: { at: Instant; by: string } | null;
  /** How it goes with asking it; null where it is not asked. */
  pull: PullView | null;
  /** To the minute; null where none ever came. */
  lastAlertAt: Instant | null;
  thisHour: number;
  lastDay: number;
  dead: number;
  /** Null where there was none. */
  tooLarge: TooLarge | null;
};
