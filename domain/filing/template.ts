import { z } from 'zod';
import { ZoneName } from '../clock/zone-name.ts';
import { sentence, slug } from '../policy/schema.ts';
import { FORMATS, type FormatName } from './formats.ts';
import { PATH } from './path.ts';
import { SOURCES, type SourceName } from './sources.ts';
import { ANYTHING, key, NOTHING, When } from './when.ts';

/** The form of one kind of filing as data: its fields, when each is asked for, and what fills it in. */

/**
 * What a field holds. `list`: texts, one a line. `choices`: one or more of its options. `count`: a whole number,
 * `number`: any. `counts`: a whole number per country.
 */
export const FIELD_KINDS = [
  'text',
  'list',
  'choice',
  'choices',
  'yes',
  'count',
  'number',
  'counts',
  'date',
  'date-time',
] as const;

/**
 * What conditions may speak of beside the fields: the duty, the stage, lateness, whether the filing is the last word,
 * and whether much time passed between suspicion and awareness.
 */
export const GIVENS = ['obligation', 'stage', 'late', 'incomplete', 'gap'] as const;
/** What an option may be chosen by beside these: what the record tells, whatever a file may say of it later. */
const RECORDED = ['follows', 'malicious', 'losses', 'unintelligible', 'told', 'found'] as const;

/** `exact`: the receiver's own fields and codes. `by-law`: what the law lists. `partial`: not all was seen. */
export const EXACTNESS = ['exact', 'by-law', 'partial'] as const;

const label = z.string().trim().min(2).max(300);

export const FilingField = z.strictObject({
  id: key,
  /** What the receiver's form numbers it by; its place in the list where it is left out. */
  number: z.string().trim().min(1).max(12).nullable().default(null),
  section: label,
  label,
  kind: z.enum(FIELD_KINDS).default('text'),
  /** Option by the letter or word that stands for it in the file. */
  options: z.record(z.string().min(1).max(250), label).default({}),
  /** Which option it is by what is given: the first that holds, of `choices` all that do. */
  choose: z
    .array(z.strictObject({ option: z.string().min(1), when: When }))
    .max(40)
    .default([]),
  /** The most characters of a text, or of each text of a list. */
  limit: z.int().min(1).max(1_000_000).nullable().default(null),
  /** What a text must look like, by name. */
  is: z
    .enum(Object.keys(FORMATS) as [FormatName, ...FormatName[]], 'no format')
    .nullable()
    .default(null),
  /** Of a number: from where to where (from 0 where it is left out), and with how many decimal places. */
  least: z.number().nullable().default(null),
  most: z.number().nullable().default(null),
  decimals: z.int().min(0).max(6).nullable().default(null),
  /** Options that only a filing to be completed later may use, such as `to be determined`. */
  onlyIncomplete: z.array(z.string()).default([]),
  /** Which of the template's obligations ask for it; all where it names none. */
  asks: z.array(slug).default([]),
  /** Mandatory wherever it is shown; or only when a condition holds. */
  mandatory: z.union([z.boolean(), When]).default(false),
  /** The receiver takes nothing at all without it: it cannot follow later, and holds back a withdrawal too. */
  always: z.union([z.boolean(), When]).default(false),
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
  /** Of a file of the format `tree`: where its value stands, see `path.ts`. */
  path: z.string().regex(PATH, 'names with dots between, such as incident.description').nullable().default(null),
  /** Ids of the fields of earlier editions that asked for the same: what was typed for them is not lost. */
  formerly: z.array(key).default([]),
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
    exactness: z.enum(EXACTNESS).default('partial'),
    /** What is not known of a partial form, and what to do about it; page and file say so. */
    partial: sentence.nullable().default(null),
    /** The edition of the receiver's schema that the file is written for. */
    schema: z.string().trim().min(2).max(60).nullable().default(null),
    obligations: z.array(slug).min(1),
    /** Authorities, by their ids in the policy, that have this form of their own; left out, it is for all of them. */
    authorities: z.array(slug).default([]),
    /** Member States whose own body has this form, of a directive that each has transposed by itself. */
    states: z.array(z.string().regex(/^[A-Z]{2}$/)).default([]),
    /** Whose form it is, of one that the list of authorities does not know: where it is filed, and how it reads. */
    receiver: z
      .strictObject({
        name: z.string().trim().min(3).max(200),
        /** The page on which the form is filled in. */
        portal: z.url({ protocol: /^https$/ }),
        languages: z.array(z.string().regex(/^[a-z]{2}$/, 'a two-letter language code')).min(1),
        zone: ZoneName,
        confidence: z.enum(['verified-by-search', 'known', 'uncertain']),
      })
      .nullable()
      .default(null),
    /** Its sections, in their order; left out, those that its fields name. */
    sections: z.array(label).default([]),
    /** How the file carries several options of one field: as a list, or the first, the rest being told in words. */
    several: z.enum(['list', 'first']).default('list'),
    /**
     * `flat`: an object of field ids and values and nothing else. `tree`: values at their paths, and nothing else.
     * `package`: with title and stage, and in words.
     */
    format: z.enum(['flat', 'tree', 'package']).default('package'),
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
  const all = new Map(template.fields.map((field) => [field.id, field]));
  const known = new Map<string, FilingField>();
  for (const [index, field] of template.fields.entries()) {
    const at = ['fields', index];
    if (known.has(field.id)) report([...at, 'id'], `there are two fields '${field.id}'`);
    if (template.sections.length > 0 && !template.sections.includes(field.section)) {
      report([...at, 'section'], `'${field.section}' is none of the sections`);
    }
    checkOptions(field, (rest, message) => report([...at, ...rest], message));
    if (field.toldIn !== null && known.get(field.toldIn)?.kind !== 'text') {
      report([...at, 'toldIn'], `there is no text field '${field.toldIn}' before this one`);
    }
    if (field.path !== null && template.format !== 'tree')
      report([...at, 'path'], 'only a file of format tree has paths');
    for (const [i, id] of field.formerly.entries()) {
      if (all.has(id)) report([...at, 'formerly', i], `'${id}' is a field of this form today`);
    }
    for (const obligation of field.asks) {
      if (!template.obligations.includes(obligation)) {
        report([...at, 'asks'], `'${obligation}' is none of this template's obligations`);
      }
    }
    // Only fields before it: so that one pass decides which fields are shown.
    checkWhen(field.shownWhen, known, GIVENS, [...at, 'shownWhen']);
    for (const [i, { when }] of field.choose.entries()) {
      checkWhen(when, known, [...GIVENS, ...RECORDED], [...at, 'choose', i, 'when']);
    }
    known.set(field.id, field);
    checkWhen(field.mandatory, all, GIVENS, [...at, 'mandatory']);
    checkWhen(field.always, all, GIVENS, [...at, 'always']);
  }
  for (const [index, id] of template.withdrawalNeeds.entries()) {
    if (!known.has(id)) report(['withdrawalNeeds', index], `there is no field '${id}'`);
  }
  if (template.exactness !== 'partial' && template.partial !== null) {
    report(['partial'], `a form that is '${template.exactness}' is not partial`);
  }

  function checkWhen(
    when: When | boolean | null,
    fields: ReadonlyMap<string, FilingField>,
    givens: readonly string[],
    at: (string | number)[],
  ): void {
    if (when === null || typeof when === 'boolean') return;
    for (const [name, wanted] of when.flatMap((each) => Object.entries(each))) {
      const field = fields.get(name);
      if (field === undefined && !givens.includes(name)) {
        const where = fields === all ? '' : ' before this one';
        report(at, `there is no field '${name}'${where}, and no given of that name (${givens.join(', ')})`);
      }
      if (field === undefined || field.kind === 'yes') continue;
      const wrong = wanted.find((word) => word !== ANYTHING && word !== NOTHING && !(word in field.options));
      if (wrong !== undefined) report(at, `'${wrong}' is no option of '${name}'`);
    }
  }
}

function checkOptions(field: FilingField, report: (path: (string | number)[], message: string) => void): void {
  const isChoice = field.kind === 'choice' || field.kind === 'choices';
  if (isChoice !== Object.keys(field.options).length > 0) {
    report(['options'], isChoice ? 'a choice needs options' : `a field of kind '${field.kind}' has no options`);
  }
  for (const option of field.onlyIncomplete) {
    if (field.options[option] === undefined) report(['onlyIncomplete'], `there is no option '${option}'`);
  }
  for (const [i, { option }] of field.choose.entries()) {
    if (field.options[option] === undefined) report(['choose', i, 'option'], `there is no option '${option}'`);
  }
  const isText = field.kind === 'text' || field.kind === 'list';
  if (!isText && (field.limit !== null || field.is !== null)) report(['kind'], 'only texts have a limit or a format');
}
