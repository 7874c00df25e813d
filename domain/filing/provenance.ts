import { unknownLosses } from '../losses.ts';
import type { Answers, FieldValue, FilingContext } from './context.ts';
import type { FilingDraft } from './draft.ts';
import { isConcluded } from './effects.ts';
import { isChosenByVersion } from './givens.ts';
import type { SourceName } from './sources.ts';
import type { FilingField, FilingTemplate } from './template.ts';

/** Where what a field says comes from. `proposed`: by the engine, and stated by nobody until a person confirms it. */
export type Origin = 'typed' | 'record' | 'proposed';

type Test = (context: FilingContext, value: FieldValue) => boolean;
const never: Test = () => false;
const ofConsequences: Test = ({ words }) => words.isStated.consequences;
const isDecided: Test = ({ state }) => isConcluded(state.risk);
/** Of a number that nobody knows, how well it is known is a guess. */
const isCounted: Test = (_, value) => value === 'b';

/** Sources of which not all was stated by a person or the register, each with when it was. */
const STATED: Partial<Record<SourceName, Test>> = {
  summary: ({ words }) => words.isStated.happened,
  nature: ({ state }) => unknownLosses(state.facts).length === 0,
  'nature-in-words': ({ words }) => words.isStated.happened,
  measures: ({ words }) => words.isStated.measures,
  consequences: ofConsequences,
  'confidentiality-consequence': ofConsequences,
  'integrity-consequence': ofConsequences,
  'availability-consequence': ofConsequences,
  impact: ofConsequences,
  'impact-severity': never,
  'risk-outcome': isDecided,
  'risk-in-words': isDecided,
  /** That they were told is on record; that they will not be was decided. That it is planned, nobody has said. */
  'people-told': ({ state }, value) => value === 'a' || (value === 'd' && state.risk.art34 !== null),
  'people-known': isCounted,
  'records-known': isCounted,
  unintelligible: ({ state }) => state.facts.unintelligible,
  'measures-before': never,
  occurrence: never,
  cause: never,
  unknown: never,
  'reporter-is-dpo': never,
  'contact-is-dpo': never,
};

/** Whether a person or the register stated what the record alone puts into a field. */
export function isStated(field: FilingField, context: FilingContext, value: FieldValue): boolean {
  const { from, onlyIncomplete } = field;
  if (from === null) return isChosenByVersion(field);
  // "To be determined" is how a draft leaves a field open.
  if ([value].flat().some((option) => onlyIncomplete.includes(String(option)))) return false;
  return STATED[from]?.(context, value) ?? true;
}

/** Fields that a draft fills in with what the engine proposes, in the order of the form: nobody has confirmed them. */
export function proposedFields(
  template: FilingTemplate,
  context: FilingContext,
  { fields }: Pick<FilingDraft, 'fields'>,
  answers: Answers,
): FilingField[] {
  return template.fields.filter((field) => {
    const value = fields[field.id];
    return value !== undefined && !Object.hasOwn(answers, field.id) && !isStated(field, context, value);
  });
}
