import { articleOf } from '../../../domain/articles.ts';
import { filingLeaving, secondPerson } from '../../../domain/breach/decide/four-eyes.ts';
import { standingOfFilings } from '../../../domain/breach/supplements.ts';
import { communicationOf } from '../../../domain/filing/communication.ts';
import type { FieldValue } from '../../../domain/filing/context.ts';
import { recordedIn } from '../../../domain/filing/draft.ts';
import { stagesAfter } from '../../../domain/filing/package.ts';
import { isStated, type Origin } from '../../../domain/filing/provenance.ts';
import type { FilingField } from '../../../domain/filing/template.ts';
import { numberOf } from '../../../domain/filing/text.ts';
import { filingOf, latestFilingOf } from '../../../domain/plan/starts.ts';
import type { PlannedObligation } from '../../../domain/plan/types.ts';
import { type Filing, isUntouched, toConfirm } from '../../../services/filing/read.ts';
import { seenOf } from '../../../web/filing/control.ts';
import type { FieldModel, FilingModel } from '../../../web/filing/model.ts';
import { nameOf } from '../../../web/names.ts';
import type { View } from '../../../web/view.ts';

/** The filing that a duty is counted from, where it left something open: that is where the rest belongs. */
function incompleteBefore({ state, leftOpen }: Filing, { startsFrom }: PlannedObligation): FilingModel['incomplete'] {
  const before = state.plan?.obligations.find(({ id }) =>
    [filingOf(id), latestFilingOf(id)].some((start) => start === startsFrom),
  );
  const left = standingOfFilings(state).find((each) => each.obligation === before?.id && each.isIncomplete);
  if (before === undefined || left === undefined) return null;
  return { planned: before, open: left.open, fields: leftOpen?.fields ?? null, isOwed: leftOpen !== null };
}

/** What the page is shown with. */
export function filingModel(filing: Filing, view: View): FilingModel {
  const { state, context, template, saved, draft, versions, changes, since, why, approval, drafter } = filing;
  const { obligation: planned, stage, earlier } = context;
  const originOf = (field: FilingField, answer: FieldValue | undefined): Origin =>
    answer !== undefined ? 'typed' : isStated(field, context, recordedIn(field, context)) ? 'record' : 'proposed';
  const fields = template.fields.flatMap((field, index): FieldModel[] => {
    if (!draft.shown.includes(field.id)) return [];
    const onRecord = recordedIn(field, context);
    const answer = filing.answers[field.id];
    const value = answer ?? onRecord;
    const repeated = filing.repeated.find((each) => each.field === field);
    const gap = draft.missing.find((m) => m.field === field.id);
    return [
      {
        ...{ field, value, onRecord, seen: seenOf(field, value), origin: originOf(field, answer) },
        number: numberOf(field, index),
        ...(repeated !== undefined && { repeated: { written: repeated.written } }),
        missing: gap?.why ?? null,
        blocks: gap?.blocks ?? false,
        wrong: gap?.wrong ?? null,
        forbidden: draft.forbidden.filter((f) => f.field === field.id),
        change: changes?.find((c) => c.field === field.id) ?? null,
      },
    ];
  });
  return {
    ...{ state, breachId: state.breachId, exercise: state.exercise !== null, closed: state.status === 'closed' },
    ...{
      planned,
      template,
      stage,
      earlier,
      draft,
      language: context.language,
      fields,
      versions,
      changes,
      since,
      why,
      approval,
    },
    approvers: filing.parts.approvers,
    nameOf: (by) => nameOf(view, by),
    fourEyes: { ...secondPerson(state, filingLeaving(planned.id, drafter), view.asker), drafter },
    status: state.obligations[planned.id]?.status ?? 'does-not-apply',
    stages: stagesAfter(state, planned.id),
    forms: filing.parts.forms.map(({ id, title }) => ({ id, title })),
    asked: filing.parts.form ?? null,
    lost: filing.lost,
    saved: saved === null || saved.isOfApproval || !filing.isOfNext ? null : { by: saved.by, at: saved.at },
    isUntouched: isUntouched(filing),
    mustBeRead: isUntouched(filing) || toConfirm(filing) > 0,
    isUnsaved: false,
    authorities: filing.authorities,
    notModelled: filing.notModelled,
    communication: articleOf(planned) === 'art34' ? communicationOf(state, undefined, planned.id) : null,
    incomplete: incompleteBefore(filing, planned),
    next: (state.plan?.obligations ?? []).flatMap((each) => {
      const status = state.obligations[each.id]?.status;
      const isNext = each.startsFrom === `filing of ${planned.id}` && each.clock !== null && status !== undefined;
      return isNext ? [{ planned: each, status }] : [];
    }),
  };
}
