import { canonicalJson } from '../audit/chain.ts';
import { referenceOf } from '../breach/receipts.ts';
import type { BreachState } from '../breach/state.ts';
import { TocsinError } from '../errors.ts';
import type { Organisation } from '../policy/schema.ts';
import type { Answers, FilingContext } from './context.ts';
import { draftFiling, type FilingDraft, recordedIn } from './draft.ts';
import { isChosenByVersion } from './givens.ts';
import { fieldsOfFile } from './reading.ts';
import { STAGES, type Stage, wasComplete } from './stages.ts';
import type { FilingField, FilingTemplate } from './template.ts';
import { diffVersions, type FieldChange, type FilingVersion } from './versions.ts';

/** What a filing of a breach is drafted with: the same for the command line, the API and the page. */

/** Stages that can come next; none after a withdrawal. */
export function stagesAfter({ obligations }: Pick<BreachState, 'obligations'>, obligation: string): readonly Stage[] {
  const { filed = null, versions = [] } = obligations[obligation] ?? {};
  if (versions.at(-1)?.stage === 'withdrawal') return [];
  // What corrects a complete filing is its follow-up, which leaves nothing open either.
  if (wasComplete(versions)) return ['follow-up', 'withdrawal'];
  const isFirst = filed === null && versions.length === 0;
  return STAGES.filter((stage) => stage === 'complete' || (stage === 'initial') === isFirst);
}

/**
 * What one filing is filled in from. Without a `stage` it is the next one.
 * @throws TocsinError `unknown-obligation` where the breach's plan has none of this id
 */
export function contextOf(
  state: FilingContext['state'],
  organisation: Organisation,
  obligation: string,
  given: Pick<FilingContext, 'at' | 'reasons' | 'register' | 'words' | 'language'> & { stage: Stage | undefined },
): FilingContext {
  const planned = state.plan?.obligations.find((o) => o.id === obligation);
  if (planned === undefined) {
    const known = Object.keys(state.obligations).join(', ') || 'none yet';
    const message = `Breach ${state.breachId} has no obligation '${obligation}'. It has: ${known}.`;
    throw new TocsinError('unknown-obligation', message, 'obligation');
  }
  const { at, reasons, register, words, language } = given;
  const { filed = null, versions = [] } = state.obligations[obligation] ?? {};
  const earlier = filed === null && versions.length === 0 ? null : referenceOf({ filed, versions });
  const stage = given.stage ?? (earlier === null ? 'initial' : 'follow-up');
  const afterComplete = wasComplete(versions);
  const about = { state, organisation, language, register, words, obligation: planned };
  return { ...about, stage, afterComplete, at, earlier, reasons };
}

/** Against the last version that was recorded with its document; null where there is none. */
export function changesSince(
  template: FilingTemplate,
  versions: readonly FilingVersion[],
  { content }: Pick<FilingDraft, 'content'>,
): FieldChange[] | null {
  const before = versions.findLast((version) => version.fields !== null)?.fields ?? null;
  const after = fieldsOfFile(template, content);
  return before === null || after === null ? null : diffVersions(template, before, after);
}

/** What says of the filing itself which one it is: it differs from version to version by nature. */
const OF_THE_FILING: readonly FilingField['from'][] = [
  'stage',
  'notification-type',
  'notification-subtype',
  'earlier-reference',
  'delay-reasons',
  'withdrawal-reasons',
  'filing-reasons',
];

/**
 * Fields that the record states otherwise since the last version was drafted, and otherwise than that version does.
 * What people typed over the record as it was then is no difference. A filing that was withdrawn, or recorded without
 * its document, is left out.
 *
 * @param before what the last version was filled in from; null where that is not known
 */
export function recordSince(
  template: FilingTemplate,
  context: FilingContext,
  before: FilingContext | null,
  versions: readonly FilingVersion[],
): FieldChange[] {
  const last = versions.at(-1);
  if (last === undefined || before === null) return [];
  const { stage, fields } = last;
  if (stage === null || stage === 'withdrawal' || fields === null) return [];
  const afterComplete = wasComplete(versions.slice(0, -1));
  const [then, now] = [before, context].map((each) => ({ ...each, stage, afterComplete })) as [
    FilingContext,
    FilingContext,
  ];
  const moved = template.fields.flatMap((field) => {
    if (OF_THE_FILING.includes(field.from) || isChosenByVersion(field)) return [];
    const value = recordedIn(field, now);
    return value === null || canonicalJson(value) === canonicalJson(recordedIn(field, then)) ? [] : [field.id];
  });
  const kept: Answers = Object.fromEntries(Object.entries(fields).filter(([id]) => !moved.includes(id)));
  const drafted = draftFiling(template, now, kept);
  return (changesSince(template, [last], drafted) ?? []).filter(({ field }) => moved.includes(field));
}

/** A draft as programs get it: what it says, what is missing, and what it would follow. */
export function draftAsJson(
  breach: string,
  drafted: FilingDraft,
  versions: readonly FilingVersion[],
  about: { cannotBeFiledBecause: string | null; changes: FieldChange[] | null },
) {
  const { content, shown: _, ...rest } = drafted;
  const earlier = versions.map(({ content: _, fields: __, ...version }) => version);
  const { cannotBeFiledBecause, changes } = about;
  return { breach, ...rest, document: JSON.parse(content), cannotBeFiledBecause, changes, earlier, content };
}
