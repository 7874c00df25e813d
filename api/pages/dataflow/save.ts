import type { FastifyRequest } from 'fastify';
import { Counterparty, type DataFlowRegister, System } from '../../../domain/dataflow.ts';
import { TocsinError } from '../../../domain/errors.ts';
import { Identifier } from '../../../domain/identifier.ts';
import type { Instant } from '../../../domain/time.ts';
import { saveRegister } from '../../../services/dataflow/save.ts';
import { type Entry, fieldsOf } from '../../../web/dataflow/words.ts';
import type { Form } from '../../../web/forms.ts';
import type { View } from '../../../web/view.ts';
import type { ApiDeps } from '../../deps.ts';
import { fingerprint } from '../../forms/form.ts';
import { requireCounterparties } from '../../routes/dataflow.ts';
import { principalOf } from '../../sign-in/authentication.ts';

/**
 * How saving an entry ended: done, and since when stored alerts are judged again for it, where any is; to be put right;
 * or changed by somebody else meanwhile, to `now`.
 */
export type Saved =
  | { kind: 'done'; judgedAgain: Instant | null }
  | { kind: 'problems'; problems: Form['problems'] }
  | { kind: 'conflict'; now: Entry };

/**
 * Writes one entry with its history, unless it differs from what the form had shown. The same form sent twice is done
 * once: what is on record already is what was asked for.
 */
export async function saveEntry(
  deps: Pick<ApiDeps, 'store' | 'clock' | 'judge'>,
  view: View,
  request: FastifyRequest,
  entry: Entry,
  { seen, isNew }: { seen: string; isNew: boolean },
): Promise<Saved> {
  const register: DataFlowRegister =
    'contacts' in entry ? { systems: [], counterparties: [entry] } : { systems: [entry], counterparties: [] };
  let now: Entry | null = null;
  const check = (before: Entry | null) => {
    now = before;
    if (seenOf(before) !== seen) throw new TocsinError('conflict', 'The entry was changed meanwhile.');
  };
  try {
    await requireCounterparties(deps, register);
    const at = deps.clock();
    const { again } = await saveRegister(deps, register, { at, by: principalOf(request).name, check });
    return { kind: 'done', judgedAgain: again === 0 ? null : at };
  } catch (error) {
    if (!(error instanceof TocsinError)) throw error;
    if (error.code === 'unknown-counterparty')
      return { kind: 'problems', problems: [unknownParty(view, entry, error)] };
    if (error.code !== 'conflict' || now === null) throw error;
    if (fingerprint(now) === fingerprint(entry)) return { kind: 'done', judgedAgain: null };
    if (isNew) return { kind: 'problems', problems: [{ field: 'id', message: view.words.dataflow.problems.taken }] };
    return { kind: 'conflict', now };
  }
}

/** What a form sends back of the entry that it showed. */
export function seenOf(entry: Entry | null): string {
  return fingerprint(entry);
}

/**
 * The entry of a form that was sent once already, and comes back from the page of a conflict; what is wrong with its id
 * where that page had none.
 */
export function carriedEntry(view: View, sent: unknown, id: string): Entry | Form['problems'] | null {
  if (typeof sent !== 'string') return null;
  if (!Identifier.safeParse(id).success) return [{ field: 'id', message: view.words.dataflow.problems.id }];
  try {
    const value: unknown = JSON.parse(sent);
    const parsed = typeof value === 'object' && value !== null && 'contacts' in value ? Counterparty : System;
    return parsed.parse({ ...(value as object), id });
  } catch {
    throw new TocsinError('bad-input', 'The form came back broken. Open the entry again.', 'entry');
  }
}

/** Fields whose values differ, for the page that shows both. */
export function differing(a: Entry, b: Entry): ReturnType<typeof fieldsOf> {
  const of = (entry: Entry, field: string) => fingerprint((entry as Record<string, unknown>)[field]);
  return fieldsOf(b).filter((field) => of(a, field) !== of(b, field));
}

function unknownParty(view: View, entry: Entry, { field = '' }: TocsinError): Form['problems'][number] {
  const { problems } = view.words.dataflow;
  const [, list = 'suppliers', index = '0'] = field.match(/\.(suppliers|customers)\[(\d+)\]/) ?? [];
  const ids = (entry as unknown as Record<string, string[]>)[list] ?? [];
  const id = ids[Number(index)] ?? '';
  return { field: list, message: list === 'suppliers' ? problems.unknownSupplier(id) : problems.unknownCustomer(id) };
}
