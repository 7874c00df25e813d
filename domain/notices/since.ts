import type { BreachEvent } from '../breach/events.ts';
import { foldEvents } from '../breach/evolve.ts';
import { type Notice, sentAt as sentAtOf } from '../communication/notice.ts';
import type { CounterpartyKind } from '../dataflow.ts';
import type { Instant } from '../time.ts';
import { saidIn } from './drafted.ts';
import { type ReleaseEvent, type Said, type SaidPart, saidBefore, saidBy } from './said.ts';

type InLetter = Exclude<SaidPart, 'advice'>;
/** What a letter of before version 0.7 says: a supplier's says less than a customer's. */
const IN_LETTER: Record<CounterpartyKind, readonly InLetter[]> = {
  supplier: ['awareAt', 'nature'],
  customer: ['awareAt', 'nature', 'people', 'records', 'consequences', 'measures'],
};

/** A released text is for its readers as a whole; how many people and records there are is for customers. */
const IN_RELEASE: Record<CounterpartyKind, readonly SaidPart[]> = {
  supplier: ['awareAt', 'nature', 'consequences', 'measures', 'advice'],
  customer: ['awareAt', 'nature', 'people', 'records', 'consequences', 'measures', 'advice'],
};

/** The events from which a letter's words come; of a long stream no others need to be read. */
export const LETTER_EVENTS = [
  'reported',
  'awareness-recorded',
  'awareness-corrected',
  'facts-amended',
] as const satisfies readonly BreachEvent['type'][];

/**
 * One thing that is no longer as it was sent: since when, and how it reads now. `language`: in which it was written,
 * where that is not the language of the letter.
 */
export type NoticeChange = {
  [Key in SaidPart]: { what: Key; at: Instant; now: Said[Key]; language?: string };
}[SaidPart];
export type SinceSent = { sentAt: Instant | null; changes: NoticeChange[] };

/**
 * When a notice first went out, and what of it was corrected since: only of what its own letter says, so that nobody
 * learns more by looking again. Nothing where no delivery is on record.
 * @param events those of the stream that are {@link LETTER_EVENTS}, in order, with their numbers
 * @param writtenFrom number of the last event that its letter was written from; null where an earlier version wrote it
 */
export function sinceSent(
  events: readonly (BreachEvent & { seq: number })[],
  notice: Pick<Notice, 'kind' | 'deliveries'>,
  writtenFrom: number | null = null,
): SinceSent {
  const sentAt = sentAtOf(notice);
  if (sentAt === null) return { sentAt: null, changes: [] };
  const known = events.filter(({ at, seq }) => (writtenFrom === null ? at < sentAt : seq <= writtenFrom)).length;
  const later = events.slice(known);
  const [before, now] = [foldEvents(events.slice(0, known)), foldEvents(events)];
  if (before === null || now === null) return { sentAt: null, changes: [] };
  const [was, is] = [saidBefore(before), saidBefore(now)];
  const changes = IN_LETTER[notice.kind].flatMap((what): NoticeChange[] => {
    const at = later.findLast((event) => touches(event, what))?.at;
    return at === undefined || was[what] === is[what] ? [] : [{ what, at, now: is[what] } as NoticeChange];
  });
  return { sentAt, changes };
}

const FACTS = { people: 'peopleConcerned', records: 'recordsConcerned' } as const;
const PARTS = { nature: 'summary', consequences: 'consequences', measures: 'measures' } as const;

/**
 * What of a released notice a later release says otherwise, for whoever looks at it again: released text only.
 * @param language that of its letter
 */
export function sinceRelease(
  releases: readonly ReleaseEvent[],
  notice: Pick<Notice, 'kind' | 'deliveries'>,
  release: number,
  language: string,
): SinceSent {
  const { kind } = notice;
  const known = releases.filter(({ data }) => data.kinds.includes(kind));
  const first = known.find(({ data }) => data.release === release);
  const sentAt = sentAtOf(notice);
  if (first === undefined || sentAt === null) return { sentAt, changes: [] };
  const last = known.at(-1) ?? first;
  const [was, is] = [saidBy(first, kind, language), saidBy(last, kind, language)];
  const foreign: Partial<Record<SaidPart, string>> = is.foreign ?? {};
  const changes = IN_RELEASE[kind].flatMap((what): NoticeChange[] => {
    if (isSame(was[what], is[what])) return [];
    const of = foreign[what];
    return [{ what, at: last.at, now: is[what], ...(of !== undefined && { language: of }) } as NoticeChange];
  });
  return { sentAt, changes };
}

/**
 * Whether two releases read the same to one kind in letters of a language, so that nobody is written to for what they
 * do not read.
 */
export function readsAlike(one: ReleaseEvent, other: ReleaseEvent, kind: CounterpartyKind, language: string): boolean {
  return saysTheSame(saidBy(one, kind, language), saidBy(other, kind, language), kind);
}

/** The same of what two of them say. */
export function saysTheSame(was: Said, is: Said, kind: CounterpartyKind): boolean {
  return IN_RELEASE[kind].every((what) => isSame(was[what], is[what]));
}

/** What the engine drafted is the same in every language: each letter says it in its own. */
function isSame(was: Said[SaidPart], is: Said[SaidPart]): boolean {
  const read = (said: typeof was) => (typeof said === 'string' ? saidIn(said, 'en') : said);
  return read(was) === read(is);
}

function touches(event: BreachEvent, what: InLetter): boolean {
  if (what === 'awareAt') return event.type === 'awareness-recorded' || event.type === 'awareness-corrected';
  if (event.type !== 'facts-amended') return false;
  return what === 'people' || what === 'records'
    ? FACTS[what] in event.data.changed
    : PARTS[what] in event.personal.narrative;
}
