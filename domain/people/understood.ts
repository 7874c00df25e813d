import type { PersonField } from './columns.ts';
import type { OtherNames } from './other-names.ts';

export const LIST_FORMATS = ['csv', 'ndjson'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

/** Which columns say who somebody is, and of which nothing was made. */
export type ColumnsUnderstood = { columns: Partial<Record<PersonField, string[]>>; ignored: string[] };

/** What was made of a list, for somebody to look at before anything follows from it. */
export type Understood = ColumnsUnderstood & {
  format: ListFormat;
  /** Lines that were read, and those that name nobody, such as of a visitor who was not signed in. */
  lines: number;
  nobody: number;
  /** Absent where a version before 0.14 read the list. */
  otherNames?: OtherNames;
};
