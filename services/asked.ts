import type { Role } from '../domain/roles.ts';

/** For which version a write was made. A write that is sent for another one than stands is refused. */
export type VersionCondition = {
  /** Whether the caller names one version; `*`, any that exists, names none. */
  namesVersion: boolean;
  /**
   * Refuses what was made for another version; null: there is none yet.
   * @throws TocsinError `stale`
   */
  require(version: string | number | null, what?: string): void;
};

/** What a use case knows of a call that changes something. Pages and routes make it from their request. */
export type Asked = {
  /** The caller's name, such as `user:7` or that of a token. */
  by: string;
  role: Role;
  /** Whether it is somebody who signed in, and not a token. */
  isPerson: boolean;
  /** In which language its words were written (ISO 639-1); absent where nobody said. */
  language?: string;
  /** Of the HTTP request, by which the log is followed. */
  requestId: string;
  /** Names the call: sent again, it is done once. The caller's own text, so it is stored hashed. */
  idempotencyKey: string;
  /** All that was sent, which tells another call under the same key apart. */
  content: unknown;
  condition: VersionCondition;
};
