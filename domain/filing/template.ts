import { z } from 'zod';
import { slug } from '../policy/schema.ts';
import { SOURCES, type SourceName } from './sources.ts';

/** The form of one kind of filing as data: its fields, when each is asked for, and what fills it in. */

/** What a field holds. `choices`: one or more of its options. `counts`: a whole number per country. */
export const FIELD_KINDS = ['text', 'choice', 'choices', 'yes', 'count', 'counts', 'date', 'date-time'] as const;

/**
 * What conditions may speak of beside the fields: the stage, lateness, whether the filing is the last word, and whether
 * much time passed between suspicion and awareness.
 */
export const GIVENS = ['stage', 'late', 'incomplete', 'gap'] as const;

const label = z.string().trim().min(2).max(300);
const key = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9_-]{0,63}$/, 'a letter, then letters, digits, - and _, at most 64')
  // Not the name of something that every plain object has: fields are its keys.
  .refine((name) => !(name in {}), 'another key: this word is reserved');
/** `true` and `3` are words too. */
const words = z.preprocess(
  (value) => [value].flat().map((word) => (typeof word === 'object' ? word : String(word))),
  z.array(z.string().min(1)).min(1),
);
/** All must hold: each named field (or given) has one of the words. A list of such maps: one of them must hold. */
const When = z.preprocess(
  (value) => (Array.isArray(value) ? value : [value]),
  z.array(z.record(key, words)).min(1).max(10),
);
export type When = z.infer<typeof When>;

export const FilingField = z.strictObject({
  id: key,
  section: label,
  label,
  kind: z.enum(FIELD_KINDS).default('text'),
  /** Option by the letter or word that stands for it in the file. */
  options: z.record(z.string().min(1).max(40), label).default({}),
  /** Options that only a filing to be completed later may use, such as `to be determined`. */
  onlyIncomplete: z.array(z.string()).default([]),
  /** Which of the template's obligations ask for it; all where it names none. */
  asks: z.array(slug).default([]),
  /** Mandatory wherever it is shown; or only when a condition holds. */
  mandatory: z.union([z.boolean(), When]).default(false),
  shownWhen: When.nullable().default(null),
  /** What fills it in before a person does. */
  from: z
    .enum(Object.keys(SOURCES) as [SourceName, ...SourceName[]], 'no source of values')
    .nullable()
    .default(null),
  /** What the file carries where the form would not show the field, for receivers that want every key. */
  whenHidden: z.string().nullable().default(null),
  /** Of `counts` that the file takes as one number, their sum: the text field in which it tells the countries. */
  toldIn: key.nullable().default(null),
  /** It asks how to reach somebody: an address or a number is what belongs in it. */
  contact: z.boolean().default(false),
  /** The rule that asks for it. */
  rule: label.nullable().default(null),
});
export type FilingField = z.infer<typeof FilingField>;

export const FilingTemplate = z
  .strictObject({
    id: slug,
    title: label,
    /** Where the list of contents comes from. */
    source: z.string().trim().min(10).max(600),
    confidence: z.enum(['verified-by-search', 'known', 'uncertain']),
    obligations: z.array(slug).min(1),
    /** How the file carries several options of one field: as a list, or the first, the rest being told in words. */
    several: z.enum(['list', 'first']).default('list'),
    /** `flat`: an object of field ids and values and nothing else. `package`: with title and stage, and in words. */
    format: z.enum(['flat', 'package']).default('package'),
    /** Whom it is for: decides what it must not contain. */
    audience: z.enum(['authority', 'controller']),
    /** What must be there to withdraw; everything else may be missing then. */
    withdrawalNeeds: z.array(key).default([]),
    fields: z.array(FilingField).min(1),
  })
  .superRefine(checkReferences);
export type FilingTemplate = z.infer<typeof FilingTemplate>;

/** Names that lead nowhere: a condition on no field, an option that is none, an id twice. */
function checkReferences(template: z.infer<typeof FilingTemplate>, context: z.RefinementCtx): void {
  const report = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
  const known = new Map<string, FilingField>();
  for (const [index, field] of template.fields.entries()) {
    const at = ['fields', index];
    if (known.has(field.id)) report([...at, 'id'], `there are two fields '${field.id}'`);
    known.set(field.id, field);
    const isChoice = field.kind === 'choice' || field.kind === 'choices';
    if (isChoice !== Object.keys(field.options).length > 0) {
      report(
        [...at, 'options'],
        isChoice ? 'a choice needs options' : `a field of kind '${field.kind}' has no options`,
      );
    }
    for (const option of field.onlyIncomplete) {
      if (field.options[option] === undefined) report([...at, 'onlyIncomplete'], `there is no option '${option}'`);
    }
    if (field.toldIn !== null && known.get(field.toldIn)?.kind !== 'text') {
      report([...at, 'toldIn'], `there is no text field '${field.toldIn}' before this one`);
    }
    for (const obligation of field.asks) {
      if (!template.obligations.includes(obligation)) {
        report([...at, 'asks'], `'${obligation}' is none of this template's obligations`);
      }
    }
    // Only fields before it: so that one pass decides which fields are shown.
    checkWhen(field.shownWhen ?? [], [...at, 'shownWhen']);
    checkWhen(typeof field.mandatory === 'boolean' ? [] : field.mandatory, [...at, 'mandatory']);
  }
  for (const [index, id] of template.withdrawalNeeds.entries()) {
    if (!known.has(id)) report(['withdrawalNeeds', index], `there is no field '${id}'`);
  }

  function checkWhen(when: When, at: (string | number)[]): void {
    for (const [name, wanted] of when.flatMap((all) => Object.entries(all))) {
      const field = known.get(name);
      if (field === undefined && !GIVENS.some((given) => given === name)) {
        report(at, `there is no field '${name}' before this one, and no given of that name (${GIVENS.join(', ')})`);
      }
      const wrong = wanted.find((word) => field !== undefined && field.kind !== 'yes' && !(word in field.options));
      if (wrong !== undefined) report(at, `'${wrong}' is no option of '${name}'`);
    }
  }
}
