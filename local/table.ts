/** The one table `tocsin up` prints. */
export type TableRow = { name: string; value: string; note?: string };

/** Aligned in columns; rows without a value are left out. */
export function formatTable(rows: readonly TableRow[]): string {
  const shown = rows.filter(({ value }) => value);
  const width = (column: (row: TableRow) => string) => Math.max(0, ...shown.map((row) => column(row).length));
  const [names, values] = [width(({ name }) => name), width(({ value, note }) => (note ? value : ''))];
  const line = ({ name, value, note }: TableRow) =>
    `  ${name.padEnd(names)}  ${note ? `${value.padEnd(values)}  ${note}` : value}`;
  return shown.map(line).join('\n');
}
