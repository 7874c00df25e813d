import { z } from 'zod';
import { PLANES } from '../../domain/dataflow.ts';
import { Identifier } from '../../domain/identifier.ts';
import { InstantInput } from '../../domain/instant-input.ts';
import { textInput } from '../../domain/text-input.ts';
import type { SystemCursor, SystemFilter } from '../../store/dataflow-list.ts';
import { BreachParams, wholeNumber } from '../http/params.ts';

const EMPTY = '';
const party = Identifier.or(z.literal(EMPTY)).default(EMPTY);
/** A form sends fields that were left empty too. */
export const ListQuerySchema = z.strictObject({
  q: textInput(0, 100).default(EMPTY),
  plane: z.enum([EMPTY, ...PLANES]).default(EMPTY),
  transfer: z.enum([EMPTY, 'inside', 'outside']).default(EMPTY),
  country: z
    .string()
    .regex(/^\s*[A-Za-z]{2}\s*$/, 'a two-letter country code')
    .trim()
    .toUpperCase()
    .or(z.literal(EMPTY))
    .default(EMPTY),
  supplier: party,
  customer: party,
  after: z.string().max(265).default(EMPTY),
});
type ListQueryGiven = Omit<z.infer<typeof ListQuerySchema>, 'after'>;

export const EntryParams = z.strictObject({ id: Identifier.or(z.literal('new')) });
export const EntryQuery = z.strictObject({ below: wholeNumber(1).optional() });
/** What alerts named and the register does not know. */
export const UnknownId = z.string().regex(/^[0-9a-f]{64}$/);
/**
 * `breach`: the incident that touches a system which is entered now. `unknown`: what alerts named and it is to be known
 * by; `system`: the one that it is a part of, rather than to be a new one. `again`: since when stored alerts are judged
 * again for it.
 */
export const SystemQuery = EntryQuery.extend({
  breach: BreachParams.shape.breachId.optional(),
  unknown: UnknownId.optional(),
  system: Identifier.or(z.literal(EMPTY)).optional(),
  again: InstantInput.optional().catch(undefined),
});

export function systemFilter({ q, plane, transfer, country, supplier, customer }: ListQueryGiven): SystemFilter {
  return {
    ...(q === '' ? {} : { text: q }),
    ...(plane === '' ? {} : { plane }),
    ...(transfer === '' ? {} : { outsideEea: transfer === 'outside' }),
    ...(country === '' ? {} : { country }),
    ...(supplier === '' ? {} : { supplier }),
    ...(customer === '' ? {} : { customer }),
  };
}

/** A place in the list of systems: the id, and the name that the list is in the order of. */
export const SYSTEM_PLACE = /^([a-z0-9][a-z0-9-]{0,63}) ([\s\S]{1,200})$/;

/** The place in the list that an address names; none for one that is not ours. */
export function systemPlace(after: string): SystemCursor | undefined {
  const [, id, name] = SYSTEM_PLACE.exec(after) ?? [];
  return id === undefined || name === undefined ? undefined : { name, id };
}

export function writeSystemPlace(next: SystemCursor | null): string | null {
  return next === null ? null : `${next.id} ${next.name}`;
}

export const IdParams = z.strictObject({ id: Identifier });
export const ChangesQuery = EntryQuery.extend({ limit: wholeNumber(1, 100).default(20) });

/** One page of an entry's history; `next` is `below` of the page after it. */
export async function pageOfChanges<T extends { number: number }>(
  { limit, below }: z.infer<typeof ChangesQuery>,
  list: (page: { limit: number; below?: number }) => Promise<T[]>,
): Promise<{ changes: T[]; next: number | null }> {
  const found = await list({ limit: limit + 1, ...(below === undefined ? {} : { below }) });
  const changes = found.slice(0, limit);
  return { changes, next: found.length > limit ? (changes.at(-1)?.number ?? null) : null };
}
