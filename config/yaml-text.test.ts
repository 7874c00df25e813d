import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { parseYaml } from './yaml-text.ts';

const mistakes = (text: string) => parseYaml(text).mistakes.map(({ line, message }) => `${line} ${message}`);

describe('YAML', () => {
  it('is read as it is written, aliases and numbers that JSON does not have among it', () => {
    const text = 'a: &x [1, two]\nb: *x\nc: .inf\n"d e": null\n';
    expect(parseYaml(text)).toMatchObject({ mistakes: [], content: parse(text) });
  });

  it.each([
    ['a key twice', 'a: 1\nb: 2\na: 3', /^3 map keys must be unique/],
    ['a number and a text that are one key', '1: x\n"1": y', /^2 map keys must be unique/],
    ['a list for a key', 'a: 1\n? [b]\n: 2', /^2 has a list, fields or an alias where a name is due/],
    ['an alias within what it names', 'a: &a {b: *a}', /alias that stands within what it names/],
    ['a set', '!!set {a, b}', /has a tag/],
    ['bytes', 'a: !!binary aGk=', /has a tag/],
    ['half a character', 'a: "\\ud83d"', /half a character/],
    ['half a character in a key', '"\\ud83d": 1', /half a character/],
    ['brackets in brackets', '['.repeat(50_000), /nested too deeply/],
    ['keys of keys', '? '.repeat(500), /nested too deeply/],
    ['lists of lists on one line', '- '.repeat(100), /nested too deeply/],
  ])('refuses %s', (_, text, message) => {
    expect(mistakes(text)).toContainEqual(expect.stringMatching(message));
  });

  it('takes a text for nested by its brackets that are open, not by how many it has', () => {
    expect(mistakes(`- ${Array.from({ length: 2_000 }, () => '[a]').join('\n- ')}`)).toEqual([]);
  });
});
