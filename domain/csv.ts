/** CSV for spreadsheets (RFC 4180): every cell is quoted, and none is ever read as a formula. */

/** A byte-order mark, without which a spreadsheet takes the text for its own code page. */
export const CSV_START = '\uFEFF';

/** What a spreadsheet would run instead of show, also behind blanks. */
const FORMULA = /^[\s\u00A0]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u;

/**
 * One line with its end. Texts that begin like a formula get an apostrophe in front; numbers stay numbers; null is
 * empty.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: string | number | null): string {
  if (value === null) return '""';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}
