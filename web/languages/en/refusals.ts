import type { RefusalWords } from '../../refusal-words.ts';

const words: RefusalWords = { rules: {}, codes: {} };

/** What is refused. The messages of refusals are English already: nothing of them is written twice. */
export const refusals = {
  ...words,
  /** Of one field of a form. */
  fields: {
    form: 'This cannot be read. Look at the hint, and write it like that.',
    number: 'Give a number, in digits.',
    email: 'Give an e-mail address, such as name@example.org.',
    atLeast: (least: number): string => `At least ${least}.`,
    atMost: (most: number): string => `At most ${most}.`,
    tooShort: (least: number): string => `Too short: at least ${least} characters.`,
    tooLong: (most: number): string => `Too long: at most ${most} characters.`,
  },
};
