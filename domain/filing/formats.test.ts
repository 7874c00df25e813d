import { describe, expect, it } from '@jest/globals';
import { FORMATS, type FormatName, isPlaceholder } from './formats.ts';

describe('what a form asks for by the name of its format', () => {
  it.each<[FormatName, string, boolean]>([
    ['lei', '529900T8BM49AURSDO55', true],
    ['lei', '529900T8BM49AURSDO56', false],
    ['lei', '529900T8BM49AURSDO5', false],
    ['lei', '529900T8BM49AURSDO550', false],
    ['lei', '529900t8bm49aursdo55', false],
    ['email', 'desk@example.org', true],
    ['email', 'desk@example.org, ask for Ada', false],
    ['phone', '+49 30 2312-5117', true],
    ['phone', '4930.23125', true],
    ['phone', '+49 (30)23125', true],
    ['phone', '030 23125', false],
    ['phone', '+49 30 23125 (desk)', false],
    ['phone', 'Tel. +49 30 23125', false],
    ['duration', '0:23:59', true],
    ['duration', '999:00:00', true],
    ['duration', '1000:00:00', false],
    ['duration', '1:24:00', false],
    ['duration', '1:19:60', false],
    ['duration', 'about 1:19:00', false],
    ['duration', '1:19:00 or so', false],
  ])('%s of %s: %s', (name, text, isOne) => {
    expect(FORMATS[name](text, [])).toBe(isOne);
  });

  it('takes no label of a role for the name of a person', () => {
    expect(FORMATS.person('Mara Lindqvist', [])).toBe(true);
    expect(FORMATS.person('Keeper of Data', ['Keeper of Data'])).toBe(false);
  });
});

describe('a placeholder', () => {
  it.each([
    ['stands on every line', 'TBD\n[name]; n/a', true],
    ['stands on every line, some of which are empty', '\n\nTBD\n', true],
    ['stands beside a line that somebody wrote', 'TBD\nMail was read.', false],
    ['stands after one', 'Mail was read; TBD', false],
    ['is text that begins as a printer’s does', '  Lorem ipsum, and nothing was written.', true],
    ['is no such text where somebody tells of it', 'The page read: lorem ipsum.', false],
    ['is a long line of signs', '-'.repeat(401), true],
    ['is no longer line that holds a letter or a digit', `${'-'.repeat(401)}7`, false],
    ['is looked for in lines of at most 400 characters', `TBD${'.'.repeat(397)}`, true],
    ['is not looked for in longer ones', `TBD${'.'.repeat(398)}`, false],
  ])('%s: %j', (_, text, isOne) => {
    expect(isPlaceholder(text)).toBe(isOne);
  });
});
