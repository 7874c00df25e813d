import type { AnchorPlaceName } from '../../domain/audit/anchor.ts';
import type { ChainHead } from '../../domain/audit/chain.ts';

/** A second place for heads of the journal, which whoever writes to the database should not be able to change. */
export type AnchorPlace = {
  name: AnchorPlaceName;
  /**
   * Keeps a head and its time-stamp token; null where no authority gave one. Safe to repeat.
   * @throws TocsinError `unavailable` where the place is away; `conflict` where it keeps another head of this number
   */
  keep(head: ChainHead, token: Uint8Array | null): Promise<void>;
  /** The head of the highest number that it keeps; null where it keeps none. Absent where it cannot be asked. */
  newest?(): Promise<ChainHead | null>;
};
