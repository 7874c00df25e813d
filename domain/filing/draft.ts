import { sha256Of } from '../audit/chain.ts';
import { type FieldValue, type FilingContext, isIncomplete, isLate } from './context.ts';
import { countLines, countsInWords, readCounts, whyNoCounts } from './counts.ts';
import { type Forbidden, findForbidden } from './forbidden.ts';
import { valueInWords } from './in-words.ts';
import { SOURCES } from './sources.ts';
import type { Stage } from './stages.ts';
import type { FilingField, FilingTemplate, When } from './template.ts';

/** A field that stands in the way of a filing, and why. */
export type Missing = { field: string; section: string; label: string; why: string };

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

export type Answers = Record<string, Exclude<FieldValue, null>>;

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
  const given: Record<string, string[]> = {
    stage: [context.stage],
    late: [late ? 'yes' : 'no'],
    incomplete: [isIncomplete(context) ? 'yes' : 'no'],
    gap: [SOURCES['long-gap'](context) === null ? 'no' : 'yes'],
  };
  const fields: FilingDraft['fields'] = {};
  const shown: FilingField[] = [];
  const missing: Missing[] = [];
  for (const field of asked) {
    if (field.shownWhen !== null && !holds(field.shownWhen, given)) continue;
    shown.push(field);
    const value = answers[field.id] ?? (field.from === null ? null : SOURCES[field.from](context));
    const { id, section, label } = field;
    if (value === null || value === '') {
      const isNeeded = typeof field.mandatory === 'boolean' ? field.mandatory : holds(field.mandatory, given);
      const counts = context.stage !== 'withdrawal' || template.withdrawalNeeds.includes(id);
      if (isNeeded && counts) missing.push({ field: id, section, label, why: NOT_ON_RECORD });
      continue;
    }
    const wrong = whyWrong(field, value, isIncomplete(context));
    if (wrong !== null) {
      missing.push({ field: id, section, label, why: wrong });
      continue;
    }
    fields[id] = value;
    given[id] = (Array.isArray(value) ? value : [value]).map(String);
  }
  for (const id of Object.keys(answers)) {
    if (shown.some((field) => field.id === id)) continue;
    const field = asked.find((f) => f.id === id);
    const why = field === undefined ? 'there is no such field' : 'answered, but the other answers rule it out';
    missing.push({ field: id, section: field?.section ?? '', label: field?.label ?? id, why });
  }
  const content = contentOf(template, context, asked, fields);
  const { organisation } = context;
  const allowed = [organisation.dpo.email, organisation.deputy.email, organisation.publicContact.email];
  const phones = [organisation.publicContact.phone];
  const forbidden = Object.entries(fields).flatMap(([field, value]) =>
    findForbidden(String(value), {
      ...{ audience: template.audience, allowed: [...allowed, ...phones], othersNames },
      contact: asked.find((f) => f.id === field)?.contact ?? false,
    }).map((found) => ({ field, ...found })),
  );
  return {
    ...{ template: template.id, obligation, stage: context.stage, afterComplete: context.afterComplete },
    ...{ late, fields, missing, forbidden, content },
    shown: shown.map((field) => field.id),
    sha256: sha256Of(content),
  };
}

/** One of the maps must hold, and in it every name has one of its words. */
export function holds(when: When, given: Record<string, string[]>): boolean {
  return when.some((all) =>
    Object.entries(all).every(([name, words]) => (given[name] ?? []).some((word) => words.includes(word))),
  );
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** Why the form would not take the value; null where it would. */
function whyWrong(field: FilingField, value: Exclude<FieldValue, null>, incomplete: boolean): string | null {
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' ? null : 'must be text';
    case 'yes':
      return typeof value === 'boolean' ? null : 'must be true or false';
    case 'count':
      return Number.isSafeInteger(value) && Number(value) >= 0 ? null : 'must be a whole number, 0 or more';
    case 'counts':
      return whyNoCounts(value);
    case 'date':
      return DATE.test(String(value)) && !Number.isNaN(Date.parse(String(value))) ? null : 'must be a date, YYYY-MM-DD';
    case 'date-time': {
      const holdsUp = DATE_TIME.test(String(value)) && !Number.isNaN(Date.parse(String(value)));
      return holdsUp ? null : 'must be an ISO 8601 instant with its offset';
    }
    case 'choice':
    case 'choices': {
      const chosen = Array.isArray(value) ? value : [String(value)];
      if (field.kind === 'choice' && chosen.length !== 1) return 'takes one option';
      const unknown = chosen.find((option) => !Object.hasOwn(field.options, option));
      if (unknown !== undefined)
        return `'${unknown}' is none of its options (${Object.keys(field.options).join(', ')})`;
      const early = incomplete ? undefined : chosen.find((option) => field.onlyIncomplete.includes(option));
      return early === undefined ? null : `'${field.options[early]}' is only for a filing to be completed later`;
    }
  }
}

/**
 * The file as it is handed in: keys in the template's order, two spaces, a line end. A package says the same again in
 * words, for a receiver whom no machine reads it to.
 */
function contentOf(
  template: FilingTemplate,
  context: FilingContext,
  asked: readonly FilingField[],
  fields: FilingDraft['fields'],
): string {
  const carry = ({ kind, toldIn }: FilingField, value: FieldValue) => {
    if (kind === 'counts') return toldIn === null ? countLines(value) : sumOf(value);
    return Array.isArray(value) && template.several === 'first' ? value[0] : value;
  };
  const entries = asked.flatMap((field): [string, unknown][] => {
    const value = fields[field.id] ?? field.whenHidden;
    if (value === null) return [];
    const counts = asked.find(({ toldIn }) => toldIn === field.id);
    const told = counts === undefined ? [] : perCountry(fields[counts.id] ?? null);
    return [[field.id, told.length === 0 ? carry(field, value) : [value, ...told].join('; ')]];
  });
  const values = Object.fromEntries(entries);
  const { obligation, stage, organisation } = context;
  const inWords = asked.flatMap((field) => {
    const value = fields[field.id];
    return value === undefined ? [] : [{ asked: field.label, said: valueInWords(field, value, organisation.zone) }];
  });
  const file =
    template.format === 'flat'
      ? values
      : { template: template.id, title: template.title, obligation: obligation.id, stage, content: values, inWords };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function sumOf(counts: FieldValue): number {
  return readCounts(counts).reduce((sum, { count }) => sum + count, 0);
}

/** Of one country the sum says all. */
function perCountry(counts: FieldValue): string[] {
  return readCounts(counts).length < 2 ? [] : [`people: ${countsInWords(counts)}`];
}
