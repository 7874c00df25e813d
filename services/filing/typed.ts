import type { Answers } from '../../domain/filing/context.ts';
import { type FilingContext, isIncomplete } from '../../domain/filing/context.ts';
import { draftFiling } from '../../domain/filing/draft.ts';
import { byTodaysIds } from '../../domain/filing/reading.ts';
import type { FilingTemplate } from '../../domain/filing/template.ts';
import type { FilingVersion } from '../../domain/filing/versions.ts';
import type { SavedDraft } from '../../store/filing-drafts.ts';

/** What people typed into the version of a filing that comes next. */
type Typed = {
  /** Saved last for the stage; null where nobody did. */
  saved: SavedDraft | null;
  /** Whether that was for the version which comes next, and not for one that was handed in. */
  isOfNext: boolean;
  answers: Answers;
  /** What was typed into fields that the form does not have. */
  lost: Answers;
  /** Who typed last; null where there is nothing that anybody typed. */
  drafter: string | null;
};

/**
 * What was saved for the next version, else all that was typed for those before it: an answer goes on from version to
 * version until a person changes it or takes what the record says.
 *
 * @param drafts the one saved last first
 */
export function typedInto(
  template: FilingTemplate,
  context: FilingContext,
  drafts: readonly SavedDraft[],
  versions: readonly FilingVersion[],
): Typed {
  const saved = drafts.find(({ stage }) => stage === context.stage) ?? null;
  const isOfNext = saved !== null && !isHandedIn(saved, versions);
  const source = isOfNext ? saved : drafts[0];
  const { typed, lost } = inThisForm(template, source?.answers ?? {});
  const answers = isOfNext ? typed : carriedOver(template, context, typed);
  return { saved, isOfNext, answers, lost, drafter: Object.keys(answers).length === 0 ? null : (source?.by ?? null) };
}

/** By the ids of the form as it is today, and what was typed into fields that it does not have. */
function inThisForm(template: FilingTemplate, answers: Answers): { typed: Answers; lost: Answers } {
  const has = (id: string) => template.fields.some((field) => field.id === id);
  const entries = Object.entries(byTodaysIds(template, answers));
  const of = (isOfForm: boolean) => Object.fromEntries(entries.filter(([id]) => has(id) === isOfForm));
  return { typed: of(true), lost: of(false) };
}

/** Answers that the other answers do not rule out. The rest stays saved, for when they are asked for again. */
export function asked(template: FilingTemplate, context: FilingContext, answers: Answers): Answers {
  const { shown } = draftFiling(template, context, answers);
  return Object.fromEntries(Object.entries(answers).filter(([id]) => shown.includes(id)));
}

/** Its bytes are a version, or a version was recorded since it was saved. */
function isHandedIn({ stage, approved, at }: SavedDraft, versions: readonly FilingVersion[]): boolean {
  const isOf = (version: FilingVersion) => version.stage === stage && version.sha256 === approved?.sha256;
  return versions.some((version) => version.recordedAt > at || (approved !== null && isOf(version)));
}

/** All of them, but what belongs to one version alone, and "to be determined" where nothing may stay open. */
function carriedOver(template: FilingTemplate, context: FilingContext, answers: Answers): Answers {
  const isLast = !isIncomplete(context);
  const entries = Object.entries(answers).flatMap(([id, answer]) => {
    const field = template.fields.find((each) => each.id === id);
    if (field === undefined || field.from === 'delay-reasons' || field.from === 'withdrawal-reasons') return [];
    if (!isLast || field.onlyIncomplete.length === 0) return [[id, answer] as const];
    const known = [answer].flat().filter((option) => !field.onlyIncomplete.includes(String(option)));
    if (known.length === 0) return [];
    return [[id, Array.isArray(answer) ? known.map(String) : answer] as const];
  });
  return Object.fromEntries(entries);
}
