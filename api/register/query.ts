import { z } from 'zod';
import { STATUSES } from '../../domain/breach/phase.ts';
import type { Standing } from '../../domain/breach/register-keys.ts';
import { PLANES, ROLES } from '../../domain/dataflow.ts';
import { TocsinError } from '../../domain/errors.ts';
import { startOfDay } from '../../domain/local-time.ts';
import { textInput } from '../../domain/text-input.ts';
import { REGISTER_SORTS, type RegisterCursor, type RegisterFilter } from '../../store/register.ts';
import type { RegisterQuery } from '../../web/register/model.ts';

/** The query of the register and of its exports. A form sends fields that were left empty too. */

const EMPTY = '';
const oneOf = <const T extends readonly string[]>(options: T) => z.enum([EMPTY, ...options]).default(EMPTY);
const day = z.iso.date().or(z.literal(EMPTY)).default(EMPTY);
const told = ['told', 'open', 'not'] as const;
/** What the list is in the order of, a number or an instant, and the id. */
const PLACE = /^(?:(-?[0-9]{1,15}(?:\.[0-9]{1,6})?)|([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z))_([A-Za-z0-9-]{1,64})$/;

export const RegisterQuerySchema = z.strictObject({
  q: textInput(0, 40).default(EMPTY),
  from: day,
  to: day,
  status: oneOf(STATUSES),
  role: oneOf(ROLES),
  plane: oneOf(PLANES),
  severity: oneOf(['low', 'medium', 'high', 'very-high']),
  authority: oneOf(told),
  people: oneOf(told),
  late: oneOf(['yes', 'no']),
  version: z
    .string()
    .regex(/^[\w:.-]{0,100}$/, 'a version of the policy as the record names it')
    .default(EMPTY),
  exercises: z.enum(['without', 'with', 'only']).default('without'),
  sort: z.enum(REGISTER_SORTS).default('newest'),
  after: z.string().regex(PLACE, 'not a place in this list').or(z.literal(EMPTY)).default(EMPTY),
});
export type RegisterQueryGiven = z.infer<typeof RegisterQuerySchema>;
RegisterQuerySchema satisfies z.ZodType<RegisterQuery>;

const STANDINGS: Record<(typeof told)[number], readonly Standing[]> = {
  told: ['told', 'told-late'],
  open: ['owed', 'overdue'],
  not: ['waived', 'withdrawn', 'not-owed'],
};

/** What of the register is meant; days are those of the organisation's zone, both included. */
export function filterOf(query: RegisterQueryGiven, zone: string): RegisterFilter {
  const { q, from, to, status, role, plane, severity, authority, people, late, version, exercises } = query;
  return {
    exercises,
    ...(q === '' ? {} : { idPart: q }),
    ...(from === '' ? {} : { from: startOfDay(from, zone) }),
    ...(to === '' ? {} : { before: startOfDay(to, zone, 1) }),
    ...(status === '' ? {} : { status }),
    ...(role === '' ? {} : { role }),
    ...(plane === '' ? {} : { plane }),
    ...(severity === '' ? {} : { severity }),
    ...(authority === '' ? {} : { authorityTold: STANDINGS[authority] }),
    ...(people === '' ? {} : { peopleTold: STANDINGS[people] }),
    ...(late === '' ? {} : { late: late === 'yes' }),
    ...(version === '' ? {} : { policyVersion: version }),
  };
}

/**
 * The place in the list that an address names.
 * @param field what the address calls it
 * @throws TocsinError `conflict` for a place in another order's list
 */
export function placeOf(
  { after, sort }: Pick<RegisterQueryGiven, 'after' | 'sort'>,
  field = 'after',
): RegisterCursor | undefined {
  const [, number, instant, id] = PLACE.exec(after) ?? [];
  if (id === undefined) return undefined;
  const at = sort === 'severity' || sort === 'people' ? number && Number(number) : instant;
  if (at !== undefined) return { at, id };
  throw new TocsinError('conflict', `This is no place in the list in the order '${sort}'.`, field);
}

export function writePlace(next: RegisterCursor | null): string | null {
  return next === null ? null : `${next.at}_${next.id}`;
}
