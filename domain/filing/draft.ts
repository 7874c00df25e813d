import { sha256Of } from '../audit/chain.ts';
import { contentOf } from './content.ts';
import { type Answers, type FieldValue, type FilingContext, isIncomplete, isLate } from './context.ts';
import { type Forbidden, findForbidden } from './forbidden.ts';
import { chosenBy, givenBy } from './givens.ts';
import { SOURCES } from './sources.ts';
import type { Stage } from './stages.ts';
import type { FilingField, FilingTemplate } from './template.ts';
import { whatIsWrong } from './values.ts';
import { applies, type Given, holds } from './when.ts';
import { countsAsMissing, type Wrong, wrongInWords } from './wrong.ts';

/**
 * A field that stands in the way of a filing, and why. `blocks`: nothing can be handed in with it, at whatever stage:
 * the form would not take what it holds, or takes nothing without it.
 */
export type Missing = {
  field: string;
  section: string;
  label: string;
  why: string;
  blocks: boolean;
  /** What is the matter with the value, for words in other languages; null where there is none. */
  wrong: Wrong | null;
};

/** Of a mandatory field that nobody and nothing filled in. */
export const NOT_ON_RECORD = 'mandatory, and not on record';

/** One filing, filled in as far as the record goes. Nothing has left the organisation yet. */
export type FilingDraft = {
  template: string;
  obligation: string;
  stage: Stage;
  /** Whether it follows a complete one: it leaves nothing open again. */
  afterComplete: boolean;
  late: boolean;
  /** By field id; only fields that are shown and known. */
  fields: Record<string, Exclude<FieldValue, null>>;
  /** Shown fields of the template in its order, those without a value included. */
  shown: string[];
  /** Mandatory fields without a value, and values the form would not take. */
  missing: Missing[];
  /** What must not be in it. */
  forbidden: (Forbidden & { field: string })[];
  /** The exact text of the file. */
  content: string;
  /** SHA-256 of the content's UTF-8 bytes, in hex. */
  sha256: string;
};

/**
 * Fills in a template: a person's answers first, then what is on record. Pure; the same input gives the same bytes.
 * `othersNames` are names that must not appear, such as those of customers.
 */
export function draftFiling(
  template: FilingTemplate,
  context: FilingContext,
  answers: Answers = {},
  othersNames: readonly string[] = [],
): FilingDraft {
  const obligation = context.obligation.id;
  const asked = template.fields.filter((field) => field.asks.length === 0 || field.asks.includes(obligation));
  const late = isLate(context);
  const given = givenBy(context);
  const roles = [context.organisation.dpo.label, context.organisation.deputy.label];
  const fields: FilingDraft['fields'] = {};
  const wrongs: Record<string, Wrong> = {};
  const shown: FilingField[] = [];
  for (const field of asked) {
    if (field.shownWhen !== null && !holds(field.shownWhen, given)) continue;
    shown.push(field);
    const value = answers[field.id] ?? recordedIn(field, context, given);
    if (value === null || value === '') continue;
    const wrong = whatIsWrong(field, value, isIncomplete(context), roles);
    if (wrong !== null) wrongs[field.id] = wrong;
    else {
      fields[field.id] = value;
      given[field.id] = (Array.isArray(value) ? value : [value]).map(String);
    }
  }
  const missing = shown.flatMap(({ id, section, label, mandatory, always }): Missing[] => {
    const about = { field: id, section, label };
    const blocks = applies(always, given);
    const wrong = wrongs[id];
    if (wrong !== undefined) {
      return [{ ...about, wrong, why: wrongInWords(wrong), blocks: blocks || !countsAsMissing(wrong) }];
    }
    if (fields[id] !== undefined) return [];
    const counts = context.stage !== 'withdrawal' || template.withdrawalNeeds.includes(id);
    return blocks || (counts && applies(mandatory, given))
      ? [{ ...about, why: NOT_ON_RECORD, wrong: null, blocks }]
      : [];
  });
  for (const id of Object.keys(answers)) {
    if (shown.some((field) => field.id === id)) continue;
    const field = asked.find((f) => f.id === id);
    const why = field === undefined ? 'there is no such field' : 'answered, but the other answers rule it out';
    missing.push({
      field: id,
      section: field?.section ?? '',
      label: field?.label ?? id,
      why,
      blocks: true,
      wrong: null,
    });
  }
  const content = contentOf(template, context, asked, fields);
  const { organisation } = context;
  const allowed = [organisation.dpo.email, organisation.deputy.email, organisation.publicContact.email];
  const phones = [organisation.publicContact.phone];
  const forbidden = asked.flatMap(({ id, contact }) => {
    const value = fields[id];
    if (value === undefined) return [];
    const rules = { audience: template.audience, allowed: [...allowed, ...phones], othersNames, contact };
    return findForbidden(String(value), rules).map((found) => ({ field: id, ...found }));
  });
  return {
    ...{ template: template.id, obligation, stage: context.stage, afterComplete: context.afterComplete },
    ...{ late, fields, missing, forbidden, content },
    shown: shown.map((field) => field.id),
    sha256: sha256Of(content),
  };
}

/** What is put into a field before a person does: what the record says, else what the form chooses by what is given. */
export function recordedIn(field: FilingField, context: FilingContext, given: Given = givenBy(context)): FieldValue {
  const value = field.from === null ? null : SOURCES[field.from](context);
  return value ?? chosenBy(field, given);
}
