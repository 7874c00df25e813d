import type { z } from 'zod';
import { TocsinError } from '../domain/errors.ts';
import { nearest } from './nearest.ts';

/** What a schema says against an input, in words for people who never heard of schemas. */

type Issue = z.core.$ZodIssue;

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, such as [a, b]',
  object: 'fields by name, such as name: value',
};

/** Parses, or throws `bad-input` that names the place in `what` (a file or option) and the field. */
export function parsePlainly<T>(schema: z.ZodType<T>, value: unknown, what: string, known: readonly string[] = []): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  const words = issue === undefined ? 'is not as expected' : inPlainWords(issue, known);
  throw new TocsinError('bad-input', `${what}: ${field === '' ? 'it' : field} ${words}.`, field || what);
}

/** One finding as the end of a sentence whose subject is the field: `must be a whole number`. */
function inPlainWords(issue: Issue, known: readonly string[] = []): string {
  switch (issue.code) {
    case 'invalid_value':
      return `must be ${oneOf(issue.values.map(String))}`;
    case 'invalid_type':
      return /received undefined$/.test(issue.message)
        ? 'is missing'
        : `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'unrecognized_keys':
      return unknownField(issue.keys[0] ?? '', known);
    case 'too_small':
      return isStandard(issue) ? `must ${bound(issue.origin, 'at least', issue.minimum)}` : `must be ${issue.message}`;
    case 'too_big':
      return isStandard(issue) ? `must ${bound(issue.origin, 'at most', issue.maximum)}` : `must be ${issue.message}`;
    case 'invalid_format':
      return isStandard(issue) ? `is not a valid ${issue.format}` : `must be ${issue.message}`;
    default:
      return `is refused: ${issue.message}`;
  }
}

/** Whether the message is the library's own, not one that the schema's author wrote. */
function isStandard({ message }: Issue): boolean {
  return /^(Invalid|Too) /.test(message);
}

function bound(origin: string, how: 'at least' | 'at most', limit: number | bigint): string {
  if (origin === 'string') return `have ${how} ${limit} characters`;
  return origin === 'array' ? `have ${how} ${limit} entries` : `be ${how} ${limit}`;
}

function unknownField(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return `has no field '${name}'${near === null ? '' : ` (did you mean '${near}'?)`}`;
}

function oneOf(values: string[]): string {
  return values.length < 2 ? (values[0] ?? '') : `one of ${values.join(', ')}`;
}
