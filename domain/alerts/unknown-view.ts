import type { Instant } from '../time.ts';

/** A thing that alerts name and the register does not know, as it is listed. */
export type UnknownView = {
  id: string;
  kind: string;
  name: string;
  /** Of a user, or a mailbox: it may be a person's, and is no system. */
  isAccount: boolean;
  /** The name by which a system of the register would be found: of a tag, not the tag alone. */
  alias: string;
  /** How many findings name it, of which sources, and since when. */
  findings: number;
  sources: readonly string[];
  firstAt: Instant;
  lastAt: Instant;
  /** The last alert that names it. */
  alert: string;
};
