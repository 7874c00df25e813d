import type { z } from 'zod';
import { CSV_START, csvLine } from '../../domain/csv.ts';
import type { FileColumn } from '../../web/audit/listing.ts';
import type { View } from '../../web/view.ts';
import type { ApiDeps } from '../deps.ts';

/** What a list that answers an auditor has for a page, for programs and as files, whatever it lists. */

type Page<Row> = { rows: Row[]; next: string | null };
type Asked = { after: string; limit: number; withTexts: boolean };

export type AuditList = {
  name: string;
  query: z.ZodObject;
  /** Of the API. */
  answer(deps: ApiDeps, view: View, query: unknown, limit: number): Promise<Page<object>>;
  html(deps: ApiDeps, view: View, query: unknown): Promise<string>;
  csv(deps: ApiDeps, view: View, query: unknown, withTexts: boolean): AsyncGenerator<string>;
  json(deps: ApiDeps, view: View, query: unknown, withTexts: boolean): AsyncGenerator<string>;
};

/** Rows of a page, and of one step of a file: few enough that opening them holds up nobody else. */
const ROWS_SHOWN = 25;
const ROWS_AT_ONCE = 100;

/** A list of whatever rows, by how they are read, shown and written into files. */
export function auditList<Query extends z.ZodObject, Row extends object>(of: {
  name: string;
  query: Query;
  read(deps: ApiDeps, view: View, query: z.output<Query>, asked: Asked): Promise<Page<Row>>;
  html(deps: ApiDeps, view: View, query: z.output<Query>, page: Page<Row>): Promise<string>;
  file(deps: ApiDeps, view: View, withTexts: boolean): readonly FileColumn<Row>[];
  /** A row as programs get it. */
  plain?(row: Row): object;
  /** Rows of one step of a file, where each step counts all there are. */
  atOnce?: number;
}): AuditList {
  const { name, query, read, html, file, plain = (row: Row): object => row, atOnce = ROWS_AT_ONCE } = of;
  const parsed = (given: unknown) => given as z.output<Query>;
  const afterOf = (given: unknown) => (given as { after?: string }).after ?? '';

  /** All rows from the first on, some at a time: there may be more than fit into memory. */
  async function* steps(deps: ApiDeps, view: View, given: unknown, withTexts: boolean): AsyncGenerator<Row[]> {
    let after = '';
    for (;;) {
      const { rows, next } = await read(deps, view, parsed(given), { after, limit: atOnce, withTexts });
      yield rows;
      if (next === null) return;
      after = next;
    }
  }

  return {
    ...{ name, query },
    async answer(deps, view, given, limit) {
      const asked = { after: afterOf(given), limit, withTexts: false };
      const { rows, next } = await read(deps, view, parsed(given), asked);
      return { rows: rows.map(plain), next };
    },
    async html(deps, view, given) {
      const asked = { after: afterOf(given), limit: ROWS_SHOWN, withTexts: false };
      return html(deps, view, parsed(given), await read(deps, view, parsed(given), asked));
    },
    async *csv(deps, view, given, withTexts) {
      const columns = file(deps, view, withTexts);
      yield CSV_START + csvLine(columns.map(({ label }) => label));
      for await (const rows of steps(deps, view, given, withTexts)) {
        yield rows.map((row) => csvLine(columns.map(({ value }) => value(row)))).join('');
      }
    },
    async *json(deps, view, given, withTexts) {
      const { after: _, ...filter } = given as { after?: string };
      const head = { organisation: view.organisation.legalName, madeAt: view.now, list: name, filter };
      yield `${JSON.stringify(head).slice(0, -1)},"rows":[`;
      let isFirst = true;
      for await (const rows of steps(deps, view, given, withTexts)) {
        if (rows.length === 0) continue;
        yield `${isFirst ? '\n' : ',\n'}${rows.map((row) => JSON.stringify(plain(row))).join(',\n')}`;
        isFirst = false;
      }
      yield '\n]}\n';
    },
  };
}
