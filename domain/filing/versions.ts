import { canonicalJson } from '../audit/chain.ts';
import type { BreachEvent, Completion, PeopleTold } from '../breach/events.ts';
import { type OutOfOrder, whyNotInOrder } from '../breach/filing-dates.ts';
import type { FilingApproval } from '../breach/state.ts';
import type { Instant } from '../time.ts';
import type { FilingDraft } from './draft.ts';
import { valueText } from './in-words.ts';
import { fieldsOfFile } from './reading.ts';
import { type Stage, wasComplete } from './stages.ts';
import type { FilingTemplate } from './template.ts';

/** One version of a filing as it was handed in. The event stream keeps it, so nothing in it can change any more. */
export type FilingVersion = Readonly<{
  number: number;
  /** Null for a filing recorded without a stage. */
  stage: Stage | null;
  late: boolean;
  filedAt: Instant;
  recordedAt: Instant;
  /** Who approved exactly these bytes, else who recorded the filing. Token or role, never a person's name. */
  approvedBy: string;
  approvedAt: Instant;
  /** Whether there was an approval before it left; what was filed elsewhere had none here. */
  approved: boolean;
  /** Met by the acknowledgements of customers: the released letters to them are what was handed in. Else absent. */
  byNotices?: true;
  channel: string;
  /** The receiver's own reference, or how receipt is proved; empty while it is not here. */
  receipt: string;
  reasons: string;
  /** Mandatory fields that it left open; null where nobody knows. One that is filed as complete leaves none. */
  openFields: number | null;
  /** People told by now, of a duty to tell them; null where nobody said. */
  people: PeopleTold | null;
  /** Of a duty that completes another filing: what was open there once this was handed in; null of any other. */
  completes: Completion | null;
  /** The exact text and the SHA-256 of its bytes in hex; null where no document was recorded. */
  content: string | null;
  sha256: string | null;
  /** What the document says, by field; null where it cannot be read by this template. */
  fields: FilingDraft['fields'] | null;
}>;

/** All versions of one obligation's filing, oldest first, as the breach's events tell them. */
export function filingVersions(
  template: FilingTemplate,
  obligation: string,
  events: readonly BreachEvent[],
): FilingVersion[] {
  const filed = events.flatMap((event) =>
    event.type === 'filed' && event.data.obligation === obligation ? [event] : [],
  );
  return filed.map((event, index) => {
    const { at, by, data, personal } = event;
    const { stage = null, sha256 = null, channel = '', late, filedAt, openFields, campaign } = data;
    const { people = null, completes = null } = data;
    const { reasons, document: content = null } = personal;
    const number = index + 1;
    const receipt = lastReceipt(events, obligation, number) ?? personal.receipt;
    const byNotices = data.notices !== undefined;
    const approval = byNotices
      ? lastRelease(events, event)
      : events.find(
          (e) =>
            (e.type === 'filing-approved' && e.data.obligation === obligation && e.data.sha256 === sha256) ||
            (e.type === 'campaign-approved' && e.data.campaign === campaign),
        );
    const version = {
      number,
      stage,
      late,
      filedAt,
      recordedAt: at,
      approvedBy: approval?.by ?? by,
      approvedAt: approval?.at ?? at,
      approved: approval !== undefined,
      ...(byNotices && { byNotices: true as const }),
      channel,
      receipt,
      reasons,
      openFields: openFields ?? (stage === 'complete' ? 0 : null),
      ...{ people, completes },
    };
    return { ...version, content, sha256, fields: content === null ? null : fieldsOfFile(template, content) };
  });
}

/** By which the letters went to customers that a duty was met by. */
function lastRelease(events: readonly BreachEvent[], filed: BreachEvent): BreachEvent | undefined {
  return events
    .slice(0, events.indexOf(filed))
    .findLast((event) => event.type === 'notices-released' && event.data.kinds.includes('customer'));
}

/** As it was recorded last after the filing; null where it never was. */
function lastReceipt(events: readonly BreachEvent[], obligation: string, version: number): string | null {
  const last = events.findLast(
    ({ type, data }) => type === 'receipt-recorded' && data.obligation === obligation && data.version === version,
  );
  return last?.type === 'receipt-recorded' ? last.personal.receipt : null;
}

/** Why a draft cannot be the next version: by a code, and in a sentence without its end. */
export type NotNext = OutOfOrder | { code: 'forbidden' | 'not-taken' | 'open'; says: string };

/**
 * Why a draft cannot be the next version: its stage does not follow the earlier ones, a complete filing, what follows
 * one, or a withdrawal has gaps, the form would not take what it holds, or it holds what must not be in it. Null where
 * it can.
 */
export function whyNotNext(
  versions: readonly Pick<FilingVersion, 'stage'>[],
  draft: Pick<FilingDraft, 'stage' | 'missing' | 'forbidden'>,
): NotNext | null {
  const { stage, missing, forbidden } = draft;
  const outOfOrder = whyNotInOrder(versions.at(-1)?.stage, stage);
  if (outOfOrder !== null) return outOfOrder;
  if (forbidden.length > 0) {
    const places = forbidden.map((f) => `${f.field}, line ${f.line} (${f.says})`).join('; ');
    return { code: 'forbidden', says: `it holds what must not be in a filing: ${places}` };
  }
  const refused = missing.filter(({ blocks }) => blocks);
  if (refused.length > 0) {
    const places = refused.map(({ field, label, why }) => `${field} ${label} (${why})`).join('; ');
    return { code: 'not-taken', says: `the receiver would not take it as it is: ${places}` };
  }
  const isCorrection = wasComplete(versions);
  const mustBeWhole = stage === 'complete' || stage === 'withdrawal' || isCorrection;
  if (!mustBeWhole || missing.length === 0) return null;
  const what = stage === 'follow-up' ? 'follow-up of a complete filing' : `${stage} filing`;
  const open = missing.map(({ field, label }) => `${field} ${label}`).join('; ');
  return { code: 'open', says: `a ${what} cannot leave open: ${open}` };
}

/** The same of two files of this template; null where one of them cannot be read by it. */
export function diffFiles(template: FilingTemplate, before: string, after: string): FieldChange[] | null {
  if (before === after) return [];
  const [was, is] = [fieldsOfFile(template, before), fieldsOfFile(template, after)];
  return was === null || is === null ? null : diffVersions(template, was, is);
}

export type FieldChange = {
  field: string;
  label: string;
  change: 'added' | 'removed' | 'changed';
  before: string | null;
  after: string | null;
};

/** The approval that stands: of the exact bytes kept with the draft. */
export type StandingApproval = FilingApproval & {
  /** Fields in which the draft as it reads now says otherwise; null where the two cannot be compared. */
  since: FieldChange[] | null;
};

/** What a later version says differently, field by field in the template's order, options in words. */
export function diffVersions(
  template: FilingTemplate,
  before: FilingDraft['fields'],
  after: FilingDraft['fields'],
): FieldChange[] {
  return template.fields.flatMap((field): FieldChange[] => {
    const [was, is] = [before[field.id] ?? null, after[field.id] ?? null];
    if (canonicalJson(was) === canonicalJson(is)) return [];
    const change = was === null ? 'added' : is === null ? 'removed' : 'changed';
    const { id, label } = field;
    return [{ field: id, label, change, before: valueText(field, was), after: valueText(field, is) }];
  });
}
