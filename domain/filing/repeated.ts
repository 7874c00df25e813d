import { concernedAs } from '../breach/concerned.ts';
import { longGapOf } from '../breach/suspicion.ts';
import { categoriesIn } from '../notices/category-words.ts';
import { type Written, writtenIn } from '../notices/written.ts';
import { TARGETS } from '../plan/targets.ts';
import type { Answers, FilingContext } from './context.ts';
import type { FilingDraft } from './draft.ts';
import type { SourceName } from './sources.ts';
import type { FilingField, FilingTemplate } from './template.ts';

/**
 * Fields of a draft that repeat words on record as people or the register wrote them, in another language than the
 * draft's, or in one that nobody knows. They are translated, or confirmed as right, before it is approved. Names of
 * systems and companies stay as they are.
 */

/** `written`: in which language; null: nobody said. */
export type Repeated = { field: FilingField; written: Written };

/** In which languages the words are that a field takes from the record. */
type Words = (context: FilingContext) => readonly Written[];
const ofConsequences: Words = ({ words }) => [words.written.consequences];
const ofHappened: Words = ({ words }) => [words.written.happened];
const ofReasons = ({ words }: FilingContext, ...reasons: readonly (string | undefined)[]): Written[] =>
  reasons.flatMap((said = '') => (said === '' ? [] : [writtenIn(words.words, said)]));
const ofGap: Words = (context) => {
  const { softTargets } = context.organisation;
  return ofReasons(
    context,
    longGapOf(context.state, softTargets.investigation ?? TARGETS.investigation.hours)?.because,
  );
};

const REPEATING: Partial<Record<SourceName, Words>> = {
  summary: ofHappened,
  'nature-in-words': ofHappened,
  consequences: ofConsequences,
  measures: ({ words }) => [words.written.measures],
  discovery: ofGap,
  'long-gap': ofGap,
  'data-categories': ({ state, obligation, language }) =>
    categoriesIn(concernedAs(obligation.role, state).dataCategories, language).asRecorded.map(() => null),
  'risk-in-words': (context) => {
    const { art33, art34 } = context.state.risk;
    return ofReasons(context, art33?.reasons, art34?.reasons);
  },
};

/** The fields, in the order of the form; what people typed into it is in its language. */
export function repeatedFields(
  template: FilingTemplate,
  context: FilingContext,
  { fields }: Pick<FilingDraft, 'fields'>,
  answers: Answers,
): Repeated[] {
  return template.fields.flatMap((field) => {
    const words = field.from === null ? undefined : REPEATING[field.from];
    if (words === undefined || fields[field.id] === undefined || Object.hasOwn(answers, field.id)) return [];
    const others = words(context).filter((written) => written !== context.language);
    return others.length === 0 ? [] : [{ field, written: others[0] ?? null }];
  });
}
