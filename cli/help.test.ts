import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { loadPolicy } from '../config/policy.ts';
import { ALERT_SOURCES } from '../detection/registry.ts';
import { Facts } from '../domain/facts.ts';
import { InstantInput } from '../domain/instant-input.ts';
import { parseVerbArguments } from './arguments.ts';
import { describeVerb } from './help.ts';
import { FACT_NAMES, NARRATIVE_NAMES } from './output/facts.ts';
import { amend } from './verbs/amend.ts';
import { loadVerbs } from './verbs/registry.ts';

const verbs = await loadVerbs();
const examples = verbs
  .flatMap((verb) => verb.examples.map((line) => ({ verb, line })))
  .filter(({ line }) => line.includes('tocsin '));
const register = parse(readFileSync(new URL('../local/demo/dataflow.yaml', import.meta.url), 'utf8'));
const known = {
  obligation: loadPolicy('policy').obligations.map((o) => o.id),
  source: ALERT_SOURCES.map((s) => s.name),
  system: register.systems.map((s: { id: string }) => s.id),
  fact: [...FACT_NAMES, ...NARRATIVE_NAMES],
};

/** The words of a command as a shell would part them. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:[^\s']|'[^']*')+/g)].map(([word]) => word.replaceAll("'", ''));
}

describe('the examples of the help', () => {
  it.each(examples)('$line', ({ verb, line }) => {
    const words = wordsOf(line.slice(line.lastIndexOf('tocsin ')));
    const { args, options } = parseVerbArguments(verb, words.slice(1 + verb.name.split(' ').length));
    const text = (value: unknown) => [value].flat().filter((v): v is string => typeof v === 'string');
    const named = {
      obligation: text([args.obligation, options.waive, options.resume]),
      source: text(options.source),
      system: text(options.system),
      fact:
        verb.name === 'statement'
          ? []
          : [options.set].flat().flatMap((setting) => text(setting).map((s) => s.split('=')[0] ?? '')),
    };
    for (const kind of ['obligation', 'source', 'system', 'fact'] as const) {
      expect(known[kind]).toEqual(expect.arrayContaining(named[kind]));
    }
    for (const instant of text([options.at, options.start, options.aware, options.expires])) {
      expect(InstantInput.safeParse(instant).success).toBe(true);
    }
  });

  it('are typed as they work in the project folder', () => {
    for (const { verb } of examples) expect(describeVerb(verb)).not.toMatch(/(^|\s)tocsin /m);
  });
});

describe('amend --help', () => {
  it('lists every fact with its values', () => {
    const help = describeVerb(amend);
    for (const name of Object.keys(Facts.shape)) expect(help).toContain(`\n  ${name} `);
    expect(help).toMatch(/malicious +yes\|no\|unknown/);
    expect(help).toMatch(/peopleConcerned +a whole number, or null for not known/);
    expect(help).toMatch(/dataClasses +a list: \[simple\|/);
    expect(help).toMatch(/vulnerablePeople +true\|false, or null for not known/);
    expect(help).toMatch(/residents +\{ <place>: a whole number, or null for not known \}, or null/);
    expect(help).toMatch(/endsSet +\{ order\|request\|contract: an instant with offset, or null for not known \}/);
  });
});
