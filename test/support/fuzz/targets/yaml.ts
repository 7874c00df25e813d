import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { parse, stringify } from 'yaml';
import { parseYaml } from '../../../../config/yaml-text.ts';
import { mutateText } from '../mutate.ts';
import type { Random } from '../random.ts';
import { holds, type Target } from '../target.ts';

/** YAML as people edit it: pieces of our own policy and registers, and what YAML can do beside. */

const ROOT = new URL('../../../../', import.meta.url);
const folders = [
  'policy/',
  'policy/regimes/',
  'policy/filings/',
  'policy/scenarios/',
  'policy/detection/',
  'local/demo/',
];
const FILES = folders.flatMap((folder) =>
  readdirSync(new URL(folder, ROOT)).flatMap((name) =>
    name.endsWith('.yaml') ? [readFileSync(new URL(`${folder}${name}`, ROOT), 'utf8')] : [],
  ),
);
const MOST_COMPARED = 20_000;
const BOMB =
  'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c]';
const ODD = [
  BOMB,
  '__proto__: {a: 1}',
  '<<: {a: 1}',
  'a: &a {b: *a}',
  '? [a]\n: b',
  '--- 1\n--- 2',
  '!!binary aGk=',
  '!!set {a}',
];

export const target: Target = {
  make(random) {
    const text = random.oneIn(12) ? random.pick(ODD) : pieceOf(random);
    if (random.oneIn(400)) return deep(random);
    return random.oneIn(4) ? text : mutateText(random, random.oneIn(8) ? `${text}\n${random.pick(ODD)}` : text);
  },

  async check(input) {
    const { content, mistakes, lineOf } = parseYaml(input);
    const lines = input.split('\n').length;
    for (const { line, message } of mistakes) {
      holds(line >= 1 && line <= lines && message !== '', `A mistake is shown on line ${line} of ${lines}: ${message}`);
    }
    if (mistakes.length > 0) {
      holds(content === undefined, 'There are mistakes, and a content.');
      return 'refused';
    }
    for (const path of pathsOf(content)) {
      const line = lineOf(path);
      holds(line >= 1 && line <= lines, `${path.join('.')} is shown on line ${line} of ${lines}.`);
    }
    requireOwnPrototypes(content);
    // The library itself, told nothing of our limits, takes long over a large one.
    if (input.length > MOST_COMPARED) return 'accepted';
    holds(isDeepStrictEqual(parse(input), content), 'The library by itself reads something else.');
    // Quoted: in other styles the library, which only this test lets write, loses an indent after a leading tab.
    const again = stringify(content, { aliasDuplicateObjects: false, defaultStringType: 'QUOTE_DOUBLE' });
    holds(isDeepStrictEqual(parse(again), content), 'Written and read again it is something else.');
    return 'accepted';
  },
};

/** Some lines of a file, moved to the margin. */
function pieceOf(random: Random): string {
  const lines = random.pick(FILES).split('\n');
  const at = random.below(lines.length);
  const piece = lines.slice(at, at + random.pick([3, 5, 10, 30]));
  const margin = Math.min(...piece.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return piece.map((line) => line.slice(Number.isFinite(margin) ? margin : 0)).join('\n');
}

function deep(random: Random): string {
  const [open, most] = [random.pick(['[', '{a: ', '- ', '[[', '? ', '&a [']), random.pick([50, 500, 5_000])];
  return open.repeat(most);
}

function pathsOf(content: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof content !== 'object' || content === null) return [path];
  const inner = Object.entries(content).slice(0, 3);
  const key = (name: string) => (Array.isArray(content) ? Number(name) : name);
  return [path, ...inner.flatMap(([name, value]) => pathsOf(value, [...path, key(name)]))].slice(0, 20);
}

function requireOwnPrototypes(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const prototype = Object.getPrototypeOf(value);
  holds(prototype === Object.prototype || prototype === Array.prototype, 'A key gave an object another prototype.');
  for (const inner of Object.values(value)) requireOwnPrototypes(inner);
}
