import type { FormatName } from './formats.ts';

/** What is the matter with a value that a form would not take; `line`: of a list, counted from 1. */
export type Wrong =
  | { code: 'placeholder' | 'not-text' | 'not-yes-or-no' | 'not-a-number' | 'one-option' | 'date' | 'date-time' }
  | { code: 'too-long'; length: number; limit: number }
  | { code: 'format'; format: FormatName }
  | { code: 'whole' | 'range'; least: number; most: number | null }
  | { code: 'decimals'; decimals: number }
  | { code: 'counts'; says: string }
  | { code: 'no-option'; option: string; options: string[] }
  | { code: 'early-option'; option: string }
  | { code: 'line'; line: number; wrong: Wrong };

const PLAIN = {
  placeholder: 'holds only a placeholder, which counts as missing',
  'not-text': 'must be text',
  'not-yes-or-no': 'must be true or false',
  'not-a-number': 'must be a number, such as 1234.5',
  'one-option': 'takes one option',
  date: 'must be a date, YYYY-MM-DD',
  'date-time': 'must be an ISO 8601 instant with its offset',
} as const;

const FORMAT_SAYS: Record<FormatName, string> = {
  lei: 'must be an LEI: 20 capital letters and digits, of which the last two check the others',
  email: 'must be an e-mail address and nothing else',
  phone: 'must be a telephone number, such as +49 30 1234567',
  duration: 'must be days, hours and minutes, such as 02:06:30',
  person: 'must be the name of a person; a role alone counts as missing',
};

/**
 * Whether it is as if nothing stood there: a placeholder, or a role where a person's name is asked for. What counts as
 * missing can follow later wherever a gap can.
 */
export function countsAsMissing(wrong: Wrong): boolean {
  if (wrong.code === 'line') return countsAsMissing(wrong.wrong);
  return wrong.code === 'placeholder' || (wrong.code === 'format' && wrong.format === 'person');
}

/** In English, as the API and the command line say it. */
export function wrongInWords(wrong: Wrong): string {
  switch (wrong.code) {
    case 'too-long':
      return `has ${wrong.length} characters; the form takes ${wrong.limit}`;
    case 'format':
      return FORMAT_SAYS[wrong.format];
    case 'whole':
      return `must be a whole number${range(wrong)}`;
    case 'range':
      return `must be${range(wrong).replace(',', '')}`;
    case 'decimals':
      return wrong.decimals === 1
        ? 'takes at most one decimal place'
        : `takes at most ${wrong.decimals} decimal places`;
    case 'counts':
      return wrong.says;
    case 'no-option':
      return `'${wrong.option}' is none of its options (${wrong.options.join(', ')})`;
    case 'early-option':
      return `'${wrong.option}' is only for a filing to be completed later`;
    case 'line':
      return `line ${wrong.line} ${wrongInWords(wrong.wrong)}`;
    default:
      return PLAIN[wrong.code];
  }
}

function range({ least, most }: { least: number; most: number | null }): string {
  return most === null ? `, ${least} or more` : ` from ${least} to ${most}`;
}
