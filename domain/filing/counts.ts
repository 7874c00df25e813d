import { countryName } from '../jurisdictions.ts';
import type { FieldValue } from './context.ts';

/** How many people each country has, a line each: `DE 120`. */

const LINE = /^([A-Z]{2}) (\d{1,15})$/;

/** Its lines, whether they came as a list or as one text. */
export function countLines(value: FieldValue): string[] {
  const lines = [value ?? ''].flat().flatMap((text) => String(text).split('\n'));
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** The lines that can be read. */
export function readCounts(value: FieldValue): { country: string; count: number }[] {
  return countLines(value).flatMap((line) => {
    const [, country, count] = LINE.exec(line) ?? [];
    return country === undefined || count === undefined ? [] : [{ country, count: Number(count) }];
  });
}

/** What is wrong with the first line that cannot be read, by its number; null where all can. */
export function whyNoCounts(value: FieldValue): string | null {
  const lines = countLines(value);
  const countries = lines.map((line) => line.split(' ')[0]);
  for (const [i, line] of lines.entries()) {
    const at = `line ${i + 1}`;
    if (/^[A-Z]{2}$/.test(line)) return `${at} names ${countryName(line)} without a number of people`;
    if (/^\d+$/.test(line)) return `${at} has a number of people without a country`;
    if (!LINE.test(line)) return `${at} must be a country and a whole number, such as DE 120`;
    if (countries.indexOf(countries[i]) < i) return `${at} names ${countryName(countries[i] ?? '')} again`;
  }
  return null;
}

/** `Germany 120, France 40`. */
export function countsInWords(value: FieldValue, language = 'en'): string {
  return readCounts(value)
    .map(({ country, count }) => `${countryName(country, language)} ${count}`)
    .join(', ');
}
