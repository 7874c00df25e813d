import type { CompetentAuthority } from '../authorities/competent.ts';
import type { BreachEvent } from '../breach/events.ts';
import { TocsinError } from '../errors.ts';
import type { Facts } from '../facts.ts';
import { establishedIn } from '../plan/reach.ts';
import { reportingStates } from '../plan/state-law.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';
import type { Answers } from './context.ts';
import type { FilingDraft } from './draft.ts';
import { templateFromContent } from './generic.ts';
import { byTodaysIds, fieldsOfFile } from './reading.ts';
import type { FilingTemplate } from './template.ts';

/** Which form a filing is made in: an authority may have one of its own, and what was begun in one goes on in it. */

/**
 * The forms of a duty: of the policy first those for all receivers, and last the content list of its regime; none where
 * the policy does not know it (any more).
 */
export function knownForms(
  templates: readonly FilingTemplate[],
  policy: Pick<CompiledPolicy, 'obligations'>,
  obligation: string,
): FilingTemplate[] {
  const own = templates.filter((template) => template.obligations.includes(obligation));
  own.sort((a, b) => Number(isForAll(b)) - Number(isForAll(a)));
  const known = policy.obligations.find((o) => o.id === obligation);
  return known === undefined ? own : [...own, templateFromContent(known)];
}

/**
 * The same where there must be one.
 * @throws TocsinError `not-found` where the policy does not know the obligation (any more)
 */
export function formsOf(...of: Parameters<typeof knownForms>): [FilingTemplate, ...FilingTemplate[]] {
  const [first, ...rest] = knownForms(...of);
  if (first !== undefined) return [first, ...rest];
  throw new TocsinError('not-found', `The policy has no obligation '${of[2]}' (any more).`, 'obligation');
}

/** The form that reads a file which was handed in; null where it is of none of them. */
export function formOfFile(forms: readonly FilingTemplate[], content: string): FilingTemplate | null {
  return forms.find((form) => fieldsOfFile(form, content) !== null) ?? null;
}

/** What a file says, by the fields of its own form; null where it is of none of them. */
export function fieldsByAny(forms: readonly FilingTemplate[], content: string): FilingDraft['fields'] | null {
  const form = formOfFile(forms, content);
  return form === null ? null : fieldsOfFile(form, content);
}

/** The form of what was handed in last for a duty; null where no document was, or it is of none of them. */
export function formOfLast(
  forms: readonly FilingTemplate[],
  obligation: string,
  events: readonly BreachEvent[],
): FilingTemplate | null {
  const last = events.findLast(
    ({ type, data, personal }) => type === 'filed' && data.obligation === obligation && personal.document !== undefined,
  );
  return last?.type === 'filed' ? formOfFile(forms, last.personal.document ?? '') : null;
}

/** What decides between the forms of a duty. */
export type Begun = {
  /** The id of the form that somebody asks for. */
  wanted?: string | undefined;
  obligation: string;
  events: readonly BreachEvent[];
  /** What was typed, the draft saved last first. */
  drafts: readonly { answers: Answers; approved: { content: string } | null }[];
  authorities: readonly Pick<CompetentAuthority, 'id'>[];
  /** Member States by whose law of a directive it is reported. */
  states?: readonly string[];
};

/**
 * The form that is asked for; else that of the version handed in last, or of the bytes that are approved; else the one
 * that takes all that was typed, so that no draft is lost; else that of the one authority that is competent, and then
 * the one for all.
 * @throws TocsinError `not-found` for a form that is none of the duty's
 */
export function chooseForm(forms: readonly [FilingTemplate, ...FilingTemplate[]], begun: Begun): FilingTemplate {
  const { wanted, obligation, events, drafts } = begun;
  if (wanted !== undefined) {
    const found = forms.find(({ id }) => id === wanted);
    if (found !== undefined) return found;
    const message = `There is no form '${wanted}' for this duty; there are: ${forms.map(({ id }) => id).join(', ')}.`;
    throw new TocsinError('not-found', message, 'form');
  }
  const ranked = forms.toSorted((a, b) => rank(a, begun) - rank(b, begun));
  const approved = drafts[0]?.approved ?? null;
  const [typed = {}] = drafts.map(({ answers }) => answers).filter((answers) => Object.keys(answers).length > 0);
  return (
    formOfLast(forms, obligation, events) ??
    (approved === null ? null : formOfFile(forms, approved.content)) ??
    ranked.find((form) => takesAll(form, typed)) ??
    ranked[0] ??
    forms[0]
  );
}

/** The Member States by whose law of a directive a duty of this breach is reported. */
export function statesOf(
  policy: Pick<CompiledPolicy, 'obligations' | 'organisation'>,
  facts: Pick<Facts, 'establishment' | 'euRepresentative'>,
  obligation: string,
): string[] {
  const known = policy.obligations.find(({ id }) => id === obligation);
  return known === undefined ? [] : reportingStates(known, establishedIn(policy.organisation, facts));
}

/** A form of the one authority first, one for all next, and the forms of other authorities last. */
function rank(form: FilingTemplate, { authorities, states = [] }: Begun): number {
  if (isForAll(form)) return 1;
  return isOwnFormOf(form, { authorities, states }) ? 0 : 2;
}

/** Whether no single receiver has it as its own. */
export function isForAll({ authorities, states }: Pick<FilingTemplate, 'authorities' | 'states'>): boolean {
  return authorities.length === 0 && states.length === 0;
}

/** Whether it is the own form of the one authority, or of the one state's body, that a filing goes to. */
export function isOwnFormOf(
  form: Pick<FilingTemplate, 'authorities' | 'states'>,
  { authorities, states }: { authorities: Begun['authorities']; states: readonly string[] },
): boolean {
  const [authority, another] = authorities;
  if (authority !== undefined && another === undefined) return form.authorities.includes(authority.id);
  const [state, second] = states;
  return state !== undefined && second === undefined && form.states.includes(state);
}

function takesAll(form: FilingTemplate, answers: Answers): boolean {
  return Object.keys(byTodaysIds(form, answers)).every((id) => form.fields.some((field) => field.id === id));
}
