import { z } from 'zod';
import { DUTY_PARTS, NOTICE_OUTCOME_PARTS } from '../../domain/audit/answers.ts';
import { DECISION_KINDS, type DecisionKind, typesOf } from '../../domain/audit/decisions.ts';
import { COUNTERPARTY_KINDS } from '../../domain/dataflow.ts';
import { TocsinError } from '../../domain/errors.ts';
import { startOfDay } from '../../domain/local-time.ts';
import { readReference } from '../../domain/reference.ts';
import { textInput } from '../../domain/text-input.ts';
import type { DecisionFilter } from '../../store/audit-decisions.ts';
import type { DutyFilter } from '../../store/audit-duties.ts';
import type { AnswersFilter } from '../../store/audit-notices.ts';
import { pageCounterparties } from '../../store/dataflow-list.ts';
import type { Store } from '../../store/store.ts';

/** How the lists that answer an auditor are asked for, by page and by program. A form sends empty fields too. */

const EMPTY = '';
const oneOf = <const T extends readonly string[]>(options: T) => z.enum([EMPTY, ...options]).default(EMPTY);
const day = z.iso.date().or(z.literal(EMPTY)).default(EMPTY);
const breach = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9-]{0,64}$/, 'a reference such as TOC-2026-0001-K7M')
  .overwrite((text) => readReference(text.toUpperCase()))
  .default(EMPTY);
const who = z
  .string()
  .trim()
  .regex(/^[\w.:~-]{0,100}$/, 'a role, the name of a token, `user:<id>`, or `engine`')
  .default(EMPTY);
const version = z
  .string()
  .trim()
  .regex(/^[\w:.-]{0,100}$/, 'a version of the policy as the record names it')
  .default(EMPTY);
const exercises = z.enum(['without', 'with', 'only']).default('without');
const INSTANT = '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z';
const placed = (pattern: RegExp) =>
  z.string().regex(pattern, 'not a place in this list').or(z.literal(EMPTY)).default(EMPTY);
const DECISION_PLACE = new RegExp(`^(${INSTANT})_([A-Za-z0-9-]{1,64})_([0-9]{1,9})$`);
const DUTY_PLACE = new RegExp(`^(${INSTANT}|~)_([A-Za-z0-9/-]{1,200})$`);
const NOTICE_PLACE = new RegExp(`^(${INSTANT})_([A-Za-z0-9~-]{1,200})$`);
const PARTY_PLACE = /^([0-9]{1,9})_([A-Za-z0-9-]{1,128})$/;
const period = { from: day, to: day };

export const DecisionsQuery = z.strictObject({
  kind: oneOf(Object.keys(DECISION_KINDS) as [DecisionKind, ...DecisionKind[]]),
  ...{ who, breach, version, ...period, exercises },
  after: placed(DECISION_PLACE),
});
export const DutiesQuery = z.strictObject({
  audience: z.enum(['authority', 'people', 'others']).default('authority'),
  part: oneOf(DUTY_PARTS),
  ...{ breach, ...period, exercises },
  after: placed(DUTY_PLACE),
});
export const NoticesQuery = z.strictObject({
  kind: oneOf(COUNTERPARTY_KINDS),
  party: textInput(0, 100).default(EMPTY),
  part: oneOf(NOTICE_OUTCOME_PARTS),
  ...{ breach, ...period, exercises },
  after: placed(NOTICE_PLACE),
});
export const PartiesQuery = NoticesQuery.omit({ breach: true }).extend({ after: placed(PARTY_PLACE) });
export const ExercisesQuery = z.strictObject({
  ...period,
  after: z
    .string()
    .regex(/^[A-Za-z0-9-]{0,64}$/, 'not a place in this list')
    .default(EMPTY),
});
export const PoliciesQuery = z.strictObject({});

type Given<Schema extends z.ZodType> = z.output<Schema>;
const asked = <T extends string>(value: T): Exclude<T, ''> | undefined =>
  value === EMPTY ? undefined : (value as Exclude<T, ''>);

/** A period of days of the organisation's zone, both included. */
function instantsOf({ from, to }: { from: string; to: string }, zone: string) {
  return {
    ...(from !== EMPTY && { from: startOfDay(from, zone) }),
    ...(to !== EMPTY && { before: startOfDay(to, zone, 1) }),
  };
}

export function decisionFilter(query: Given<typeof DecisionsQuery>, zone: string): DecisionFilter {
  const { kind, who: by, breach: breachId, version: policyVersion, exercises: drills } = query;
  return {
    ...{ types: typesOf(kind), ...instantsOf(query, zone), exercises: drills },
    ...{ who: asked(by), breachId: asked(breachId), policyVersion: asked(policyVersion) },
  };
}

export function decisionPlace(after: string) {
  const [, at, breachId, seq] = DECISION_PLACE.exec(after) ?? [];
  return at === undefined || breachId === undefined ? undefined : { at, breachId, seq: Number(seq) };
}

export function dutyFilter(query: Given<typeof DutiesQuery>, zone: string): DutyFilter {
  const { audience, part, breach: breachId, exercises: drills } = query;
  return { audience, part: asked(part), breachId: asked(breachId), ...instantsOf(query, zone), exercises: drills };
}

export function dutyPlace(after: string) {
  const [, order, id] = DUTY_PLACE.exec(after) ?? [];
  return order === undefined || id === undefined ? undefined : { order, id };
}

/** Receivers that a part of a name may mean; of more, the search is to be narrower. */
const MOST_NAMED = 500;

/**
 * The filter of notices. A party is meant by its id, else by a part of its name.
 * @throws TocsinError `content-refused` for a part that too many have in their names
 */
export async function answersFilter(
  store: Store,
  query: Given<typeof NoticesQuery> | Given<typeof PartiesQuery>,
  zone: string,
): Promise<AnswersFilter> {
  const { kind, party, part, exercises: drills } = query;
  const breachId = 'breach' in query ? asked(query.breach) : undefined;
  const filter = { kind: asked(kind), part: asked(part), breachId, ...instantsOf(query, zone), exercises: drills };
  return party === EMPTY ? filter : { ...filter, counterparties: await namedLike(store, filter.kind, party) };
}

async function namedLike(store: Store, kind: AnswersFilter['kind'], party: string): Promise<string[]> {
  const kinds = kind === undefined ? COUNTERPARTY_KINDS : [kind];
  const found = await Promise.all(
    kinds.map((each) => pageCounterparties(store, each, { filter: { text: party }, limit: MOST_NAMED })),
  );
  if (found.some(({ next }) => next !== null)) {
    const message = `More than ${MOST_NAMED} suppliers or customers have '${party}' in their names: give more of it.`;
    throw new TocsinError('content-refused', message, 'party');
  }
  const ids = found.flatMap(({ counterparties }) => counterparties.map(({ id }) => id));
  // One that is not in the register any more is known by its id alone.
  return ids.includes(party) ? [party] : [...ids, party];
}

export function noticePlace(after: string) {
  const [, answerBy, id] = NOTICE_PLACE.exec(after) ?? [];
  return answerBy === undefined || id === undefined ? undefined : { answerBy, id };
}

export function partyPlace(after: string) {
  const [, count, counterparty] = PARTY_PLACE.exec(after) ?? [];
  return counterparty === undefined ? undefined : { notInTime: Number(count), counterparty };
}

export function heldIn(query: Given<typeof ExercisesQuery>, zone: string) {
  return instantsOf(query, zone);
}
