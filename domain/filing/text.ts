import type { Written } from '../notices/written.ts';
import type { Instant } from '../time.ts';
import type { FilingDraft } from './draft.ts';
import { givenOf } from './givens.ts';
import type { Repeated } from './repeated.ts';
import type { Stage } from './stages.ts';
import type { FilingField, FilingTemplate } from './template.ts';
import { applies, type Given, holds } from './when.ts';
import { countsAsMissing, type Wrong } from './wrong.ts';

/** A filing as a document shows it: every field that the form asks of the duty, in the form's own order. */

/** The files in which it leaves, in the order in which they are offered. */
export const DOCUMENT_FORMATS = ['pdf', 'odt', 'html'] as const;
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

/**
 * What became of a field. `answered`; `open`: mandatory, and nothing stands there; `wrong`: it holds what the form does
 * not take; `none`: it may stay empty, and does; `not-asked`: other answers rule it out.
 */
export type FieldStanding = 'answered' | 'open' | 'wrong' | 'none' | 'not-asked';

export type TextField = {
  field: FilingField;
  /** Its number in the receiver's form, else its place in the list. */
  number: string;
  standing: FieldStanding;
  /** What it says; null for any other standing. */
  value: FilingDraft['fields'][string] | null;
  /** Whether the engine proposes it and nobody has stated it. */
  proposed: boolean;
  /** In which language recorded words in it are, where that may not be the draft's and nobody confirmed them. */
  repeated: { written: Written } | null;
  /** What is the matter with what was typed; null where nothing is. */
  wrong: Wrong | null;
};

/** Which text of a filing it is. `at` is when it became what it is; null of a draft that nobody saved. */
export type TextOf =
  | { kind: 'draft'; at: Instant | null; by: string | null }
  | { kind: 'approved'; at: Instant; by: string }
  | { kind: 'filed'; at: Instant; by: string; number: number; filedAt: Instant; approved: boolean };

export type FilingText = {
  template: FilingTemplate;
  obligation: string;
  stage: Stage;
  afterComplete: boolean;
  late: boolean;
  of: TextOf;
  /** SHA-256 in hex of the file whose words these are. */
  sha256: string;
  fields: readonly TextField[];
};

/** The number of a field in the receiver's form, else its place in the list. */
export function numberOf({ id, number }: Pick<FilingField, 'id' | 'number'>, index: number): string {
  return number ?? /^field_(\d+)$/.exec(id)?.[1] ?? String(index + 1);
}

/** What is not settled yet in a draft: fields that nobody has stated, and recorded words that nobody has confirmed. */
export type Unsettled = { proposed: readonly Pick<FilingField, 'id'>[]; repeated: readonly Repeated[] };

/** The text of a draft: what is filled in, and what is not. */
export function textOfDraft(
  template: FilingTemplate,
  draft: FilingDraft,
  { proposed, repeated, of }: Unsettled & { of: TextOf & { kind: 'draft' } },
): FilingText {
  const { obligation, stage, afterComplete, late, sha256 } = draft;
  const fields = askedOf(template, obligation).map(({ field, number }): TextField => {
    const value = draft.fields[field.id] ?? null;
    const gap = draft.missing.find((each) => each.field === field.id);
    const wrong = gap?.wrong ?? null;
    const isOpen = gap !== undefined && (wrong === null || countsAsMissing(wrong));
    const standing = !draft.shown.includes(field.id)
      ? 'not-asked'
      : value !== null
        ? 'answered'
        : isOpen
          ? 'open'
          : wrong !== null
            ? 'wrong'
            : 'none';
    const repeats = repeated.find((each) => each.field.id === field.id);
    return {
      ...{ field, number, standing, value, wrong },
      proposed: proposed.some(({ id }) => id === field.id),
      repeated: repeats === undefined ? null : { written: repeats.written },
    };
  });
  return { template, obligation, stage, afterComplete, late, of, sha256, fields };
}

/** The text of exact bytes, which were approved or handed in: nothing in it comes from anywhere else. */
export function textOfFile(
  template: FilingTemplate,
  file: Pick<FilingText, 'obligation' | 'stage' | 'afterComplete' | 'late' | 'of' | 'sha256'> & {
    fields: FilingDraft['fields'];
  },
): FilingText {
  const { fields: filled, ...about } = file;
  const given = givenOf(about);
  const asked = askedOf(template, about.obligation).map((one) => {
    const { shownWhen, whenHidden } = one.field;
    const isShown = shownWhen === null || holds(shownWhen, given);
    const carried = filled[one.field.id] ?? null;
    // What a file carries in place of a field that the form does not show is no answer.
    const value = !isShown && carried === whenHidden ? null : carried;
    const isAsked = isShown || value !== null;
    if (value !== null) given[one.field.id] = [value].flat().map(String);
    return { ...one, value, isAsked };
  });
  const fields = asked.map(({ isAsked, ...one }): TextField => {
    const standing = one.value !== null ? 'answered' : isAsked ? emptyOf(one.field, given) : 'not-asked';
    return { ...one, standing, proposed: false, repeated: null, wrong: null };
  });
  return { template, ...about, fields };
}

/** Mandatory or not is known once every field is: a condition may speak of any. */
function emptyOf({ mandatory, always }: FilingField, given: Given): 'open' | 'none' {
  return applies(mandatory, given) || applies(always, given) ? 'open' : 'none';
}

function askedOf({ fields }: FilingTemplate, obligation: string): { field: FilingField; number: string }[] {
  return fields.flatMap((field, index) =>
    field.asks.length === 0 || field.asks.includes(obligation) ? [{ field, number: numberOf(field, index) }] : [],
  );
}
