import { stripVTControlCharacters } from 'node:util';

/**
 * Aligned columns, two spaces apart, no trailing blanks. A cell may carry colour; its width is counted without. The
 * last column is as long as its text. Without rows the result is empty: the caller says what that means.
 */
export function renderTable(headings: string[], rows: string[][]): string {
  if (rows.length === 0) return '';
  const all = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => width(row[column] ?? ''))));
  return all
    .map((row) =>
      row
        .map((cell, i) => pad(cell, widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function pad(cell: string, to: number): string {
  return cell + ' '.repeat(Math.max(0, to - width(cell)));
}

function width(text: string): number {
  return stripVTControlCharacters(text).length;
}
