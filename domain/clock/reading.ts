import type { EntityKind } from '../entities.ts';
import type { Instant } from '../time.ts';
import type { CalendarName } from './calendar-name.ts';

/** What a rule says about a start: the conservative instant, the latest defensible one, and how they came about. */
export type Reading = { due: Instant; latest: Instant; steps: string[] };

/** What a clock depends on beside its rule and its start. Everything left out is read as the earlier, safe answer. */
export type ClockOptions = {
  /** Days are read in this zone, whatever the rule says; a cut-off stays a time of the rule's own zone. */
  zone?: string | undefined;
  /** The zone where neither `zone` nor the rule names one: the organisation's. UTC if left out. */
  homeZone?: string | undefined;
  /** Holidays where the filing is made (Regulation 1182/71, Art. 2(1)). If left out, those of the state of the zone. */
  authorityCalendar?: CalendarName | undefined;
  /**
   * Holidays of the entity's Member State (RTS (EU) 2025/301, Art. 5(4)). If left out, those of the state of the zone.
   */
  entityCalendar?: CalendarName | undefined;
  /** What the organisation is, where that takes a relief away. */
  entityKinds?: readonly EntityKind[] | undefined;
  /** The event that starts the second clock of a minimum, see `otherStartOf`. */
  other?: Instant | null | undefined;
  /** The end that an order, a request or a contract set, for a rule `set-elsewhere`. */
  setTo?: Instant | null | undefined;
};
