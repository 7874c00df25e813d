import type { CounterpartyKind } from '../dataflow.ts';
import type { Instant } from '../time.ts';

/**
 * The statement: what suppliers and customers read of a breach. It is drafted from the facts (`drafted.ts`), never from
 * what somebody wrote in a report, edited by people, and released by a person. Pure, and without any library: workflows
 * know it.
 */

export const STATEMENT_PARTS = ['happened', 'consequences', 'measures', 'advice'] as const;
export type StatementPart = (typeof STATEMENT_PARTS)[number];
export type StatementText = Record<StatementPart, string>;

/** `supplier` and `customer`: where what one kind reads must differ; an empty part there is as for all. */
export type Statement = StatementText & Partial<Record<CounterpartyKind, Partial<StatementText>>>;

/** What of the facts stands in the notices beside the text. */
export type Figures = { awareAt: Instant; people: number | null; records: number | null };

/** What one kind of counterparty reads. */
export function textFor(statement: Statement, kind: CounterpartyKind): StatementText {
  const own = statement[kind] ?? {};
  const parts = STATEMENT_PARTS.map((part) => [part, own[part]?.trim() ? own[part] : statement[part]]);
  return Object.fromEntries(parts) as StatementText;
}

/** The exact bytes of a statement: what its SHA-256 is of, whatever the order of its members. */
export function bytesOf(statement: Statement): string {
  const inOrder = (text: Partial<StatementText> = {}) => STATEMENT_PARTS.map((part) => text[part] ?? '');
  return JSON.stringify([inOrder(statement), inOrder(statement.supplier), inOrder(statement.customer)]);
}
