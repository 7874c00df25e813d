import { describe, expect, it } from '@jest/globals';
import { parseVerbArguments } from './arguments.ts';
import { nearest } from './nearest.ts';
import { decide } from './verbs/decide.ts';
import { file } from './verbs/file.ts';
import { report } from './verbs/report.ts';

describe('parseVerbArguments', () => {
  it('reads options and arguments in any order', () => {
    const { args, options } = parseVerbArguments(file, [
      '--receipt',
      'R-1',
      'TOC-2026-0001',
      '--json',
      'gdpr-art33-1-authority',
    ]);
    expect(args).toEqual({ breach: 'TOC-2026-0001', obligation: 'gdpr-art33-1-authority' });
    expect(options).toEqual({ receipt: 'R-1', json: true });
  });

  it('collects an option that may be repeated', () => {
    const { options } = parseVerbArguments(report, ['--title', 'T', '--system', 'billing', '--system=account-portal']);
    expect(options.system).toEqual(['billing', 'account-portal']);
  });

  it('lets a text begin with a dash where = joins it', () => {
    expect(parseVerbArguments(report, ['--title=--json']).options).toEqual({ title: '--json' });
  });

  it.each([
    [
      'an unknown option, with the nearest',
      report,
      ['--titel', 'T'],
      "'--titel' of 'tocsin report'. Did you mean '--title'?",
    ],
    ['an option of no object', report, ['--constructor', 'T'], "Unknown option '--constructor'"],
    ['a missing value at the end', report, ['--title'], '--title needs a value'],
    ['a value that is the next option', report, ['--title', '--json'], '--title needs a value'],
    ['an option given twice', report, ['--title', 'A', '--title', 'B'], '--title is given twice'],
    [
      'a value that is none of the choices',
      decide,
      ['TOC-2026-0001', '--risk', 'high'],
      "--risk takes unlikely, risk, high-risk, not 'high'.",
    ],
    ['a value for a flag', report, ['--json=yes'], '--json takes no value'],
    ['a missing argument', file, ['TOC-2026-0001'], 'needs <obligation>'],
    ['an argument too many', decide, ['TOC-2026-0001', 'TOC-2026-0002'], "'TOC-2026-0002' is one argument too many"],
  ])('refuses %s', (_, verb, argv, words) => {
    expect(() => parseVerbArguments(verb, argv)).toThrow(
      expect.objectContaining({ code: 'bad-input', message: expect.stringContaining(words) }),
    );
  });
});

describe('nearest', () => {
  it('takes a slip for what was meant, and nothing for something else', () => {
    expect(nearest('lsit', ['list', 'show'])).toBe('list');
    expect(nearest('xylophone', ['list', 'show'])).toBeNull();
  });
});
