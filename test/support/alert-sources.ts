import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { Finding } from '../../detection/finding.ts';
import { readAlerts } from '../../detection/read-alerts.ts';
import type { AlertSource } from '../../detection/source.ts';
import { canonicalJson } from '../../domain/audit/chain.ts';
import { TocsinError } from '../../domain/errors.ts';

/** What the tests of all alert sources have in common. */

const SAMPLES = '../shared/alerts';

export { fixturesOf } from './alert-fixtures.ts';

/** Vendor samples for trying things on, beside the project where they are, with their names; none elsewhere. */
export function samplesOf(source: string): [string, unknown][] {
  const folder = `${SAMPLES}/${source}`;
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => [name, JSON.parse(readText(`${folder}/${name}`))]);
}

/** `it.each` over samples, skipped where there are none. */
export function eachSample(source: string): (name: string, check: (name: string, alert: unknown) => void) => void {
  const samples = samplesOf(source);
  return samples.length > 0 ? it.each(samples) : it.skip.each([['none', null]]);
}

/** The findings of a body; a refusal of any of it is thrown. */
export function findingsOf(source: AlertSource, body: unknown, headers: Record<string, string> = {}): Finding[] {
  return readAlerts(source, body, headers).flatMap((read) => {
    if ('refused' in read) throw read.refused;
    return 'finding' in read ? [Finding.parse(read.finding)] : [];
  });
}

/** The one finding of a body. */
export function findingOf(source: AlertSource, body: unknown, headers: Record<string, string> = {}): Finding {
  const [finding, ...more] = findingsOf(source, body, headers);
  if (finding === undefined || more.length > 0) throw new Error(`There is not one finding, but ${more.length + 1}.`);
  return finding;
}

/** Why a body is not for us; an empty text where it is. */
export function whyNotForUs(source: AlertSource, body: unknown): string {
  const [read] = readAlerts(source, body);
  return read !== undefined && 'notForUs' in read ? read.notForUs : '';
}

/**
 * Changes every node of an alert, one at a time: left out, named otherwise, and of every other type. Whatever is
 * changed, the source refuses only for want of an identity; and where its id or one of its times is another than
 * before, `unread` names what could not be read.
 *
 * @param mayChange fields of the alert whose change may pass unnamed, such as one of two ids that stand for each other
 */
export function expectTolerance(source: AlertSource, alert: unknown, mayChange: readonly string[] = []): void {
  const whole = findingsOf(source, alert)[0];
  for (const { path, how, changed, mayBeId } of changesOf(alert)) {
    const where = `${path} ${how}`;
    for (const read of readAlerts(source, changed)) {
      if ('refused' in read) {
        expect([where, read.refused]).toEqual([where, expect.any(TocsinError)]);
        expect([where, read.refused.code]).toEqual([where, 'content-refused']);
      } else if ('finding' in read) {
        const { finding } = read;
        expect([where, Finding.safeParse(finding).error ?? null]).toEqual([where, null]);
        canonicalJson(finding);
        const isKept =
          whole !== undefined &&
          timesOf(finding) === timesOf(whole) &&
          (mayBeId || finding.findingId === whole.findingId);
        const isNamed =
          finding.unread.length > (whole?.unread.length ?? 0) ||
          mayChange.some((field) => `.${path}`.endsWith(`.${field}`));
        expect([where, isKept || isNamed]).toEqual([where, true]);
      }
    }
  }
}

function timesOf({ firstSeenAt, lastSeenAt, observedAt, updatedAt }: Finding): string {
  return JSON.stringify([firstSeenAt, lastSeenAt, observedAt, updatedAt]);
}

/** `mayBeId`: a number in the place of a text is an id of its own, if it is one. */
type Change = { path: string; how: string; changed: unknown; mayBeId?: boolean };
const OTHERS: readonly unknown[] = [null, '', ' ', 0, -1, true, [], {}, 'x', [[]], [null], { a: { b: 1 } }];

/** Every change of one node at any depth; paths are written as readers write them. */
export function* changesOf(value: unknown, path = '', set: (inner: unknown) => unknown = (v) => v): Generator<Change> {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const at = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      const put = (into: unknown) => set(replaced(value, key, into));
      yield { path: at, how: 'left out', changed: set(without(value, key)) };
      if (!Array.isArray(value)) yield { path: at, how: 'renamed', changed: set(renamed(value, key)) };
      for (const other of OTHERS) {
        if (typeof other !== typeof inner || other === '' || Array.isArray(other) !== Array.isArray(inner)) {
          yield {
            path: at,
            how: `as ${JSON.stringify(other)}`,
            changed: put(other),
            mayBeId: typeof other === 'number',
          };
        }
      }
      yield* changesOf(inner, at, put);
    }
  }
}

function replaced(value: object, key: string, into: unknown): unknown {
  if (Array.isArray(value)) return value.map((inner, index) => (String(index) === key ? into : inner));
  return { ...value, [key]: into };
}

function without(value: object, key: string): unknown {
  if (Array.isArray(value)) return value.filter((_, index) => String(index) !== key);
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

function renamed(value: object, key: string): unknown {
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name === key ? `${name}_v9` : name, inner]));
}

function readText(path: string): string {
  return readFileSync(path, 'utf8');
}
