import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

/** docs/asvs.md: a row for each requirement of levels 1 and 2, files that are there, a summary that counts right. */

const STATUSES = ['met', 'partly', 'not met', 'n/a'];
/** How many requirements of its levels version 5.0.0 has. */
const REQUIREMENTS = { '1': 70, '2': 183 };

const page = readFileSync('docs/asvs.md', 'utf8');
const cells = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|').map((cell) => cell.trim()));
const rows = cells
  .filter(([, id = '']) => /^\d+\.\d+\.\d+$/.test(id))
  .map(([, id = '', level = '', does = '', where = '', shownBy = '', status = '', ...rest]) => {
    const [word = '', why = ''] = status.split(/:(.*)/);
    return { id, level, does, where: namedIn(where), shownBy: namedIn(shownBy), word, why, rest };
  });
const idsOf = (wrong: typeof rows) => wrong.map(({ id }) => id);

/** Files of a cell: each in backquotes, with commas between them. */
function namedIn(cell: string): string[] {
  return cell === '' ? [] : cell.split(', ').map((file) => /^`(.+)`$/.exec(file)?.[1] ?? `not in backquotes: ${file}`);
}

function count(word: string, level: string): number {
  return rows.filter((row) => (word === 'all' || row.word === word) && row.level === level).length;
}

describe('the table of ASVS', () => {
  it('has one row for each requirement of level 1 and of level 2', () => {
    expect(new Set(idsOf(rows)).size).toBe(rows.length);
    expect({ '1': count('all', '1'), '2': count('all', '2') }).toEqual(REQUIREMENTS);
    expect(rows).toHaveLength(REQUIREMENTS[1] + REQUIREMENTS[2]);
  });

  it('says of each row what is done and by which file, or why not', () => {
    expect(idsOf(rows.filter(({ word, rest }) => !STATUSES.includes(word) || rest.join('') !== ''))).toEqual([]);
    expect(idsOf(rows.filter(({ word, why }) => (word === 'met') !== (why === '')))).toEqual([]);
    const done = rows.filter(({ word }) => word === 'met' || word === 'partly');
    expect(idsOf(done.filter(({ does, where }) => does === '' || where.length === 0))).toEqual([]);
  });

  it('names only files that are there, and tests where tests are named', () => {
    const inText = [...page.matchAll(/`([\w.-]+(?:\/[\w.-]+)+)`/g)].map(([, path = '']) => path);
    const named = [...inText, ...rows.flatMap(({ where, shownBy }) => [...where, ...shownBy])];
    expect([...new Set(named)].filter((file) => !existsSync(file))).toEqual([]);
    expect(rows.flatMap(({ shownBy }) => shownBy).filter((file) => !file.endsWith('.test.ts'))).toEqual([]);
  });

  it.each([...STATUSES, 'all'])('counts what is %s', (word) => {
    const summary = cells.find(([, first]) => first === word);
    const [one, two] = [count(word, '1'), count(word, '2')];
    expect(summary?.slice(2, 5)).toEqual([one, two, one + two].map(String));
  });
});
