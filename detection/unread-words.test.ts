import { expect, it } from '@jest/globals';
import { sayPhraseIn } from '../domain/texts/say.ts';
import { fixturesOf } from '../test/support/alert-fixtures.ts';
import { readAlerts } from './read-alerts.ts';
import { ALERT_SOURCES } from './registry.ts';

/** What a vendor may send one day in the place of what it sends today. */
const OTHERS = ['?', 7, true, null, ['x'], { x: 1 }, '2026-11-24T08:40:00', 'x'.repeat(9_000), -1, '{"a":'];

/** A body with each of its parts in turn as something else. */
function* garbled(body: unknown): Generator<unknown> {
  let turn = 0;
  for (const path of pathsOf(body)) {
    turn += 1;
    for (const other of [OTHERS[turn % OTHERS.length], OTHERS[(turn * 7 + 3) % OTHERS.length]]) {
      const copy = structuredClone(body);
      const last = path.at(-1) ?? '';
      let at = copy as Record<string, unknown>;
      for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
      at[last] = other;
      yield copy;
    }
  }
}

function pathsOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[key], ...pathsOf(inner).map((rest) => [key, ...rest])]);
}

it('has German words for every note on what could not be read, whatever a vendor sends', () => {
  const said = new Set<string>();
  for (const source of ALERT_SOURCES) {
    for (const fixture of Object.values(fixturesOf(source.name))) {
      for (const body of garbled(fixture)) {
        for (const read of readAlerts(source, body)) {
          if ('finding' in read) for (const { why } of read.finding.unread) said.add(why);
        }
      }
    }
  }
  expect(said.size).toBeGreaterThan(40);
  expect([...said].filter((why) => sayPhraseIn('de', why) === null)).toEqual([]);
});
