import {
  compileExpression,
  type Expression,
  type Language,
  typeProblem,
} from '../../domain/policy/typed-expressions.ts';
import { MOST } from '../finding.ts';
import { Reader } from '../reader.ts';
import type { AlertSource } from '../source.ts';
import { ALERT_LANGUAGE, ENTRY_LANGUAGE, MOST_STEPS } from './language.ts';
import { type CompiledResource, type CompiledSource, readBy } from './read.ts';
import type { FindingMap, SourceFile } from './source-file.ts';
import { compileValue, type Value } from './value.ts';

/** Says that something is wrong at a place of the file that is compiled. */
export type Report = (path: readonly (string | number)[], message: string) => void;

/** The source that a file describes. It is of no use once something was reported. */
export function compileSourceFile(file: SourceFile, report: Report): AlertSource {
  const { name, title, vendor, proof, envelopes, times } = file;
  const count = { steps: 0 };
  const split = file.split === undefined ? null : valueAt(file.split, ['split'], ALERT_LANGUAGE, report, count);
  const compiled: CompiledSource = {
    ...{ name, title, vendor, times },
    skip: file.skip.map(({ when, because }, n) => ({
      when: conditionOf(when, ['skip', n, 'when'], report, count),
      because,
    })),
    ...compileMap(file.finding, report, count),
  };
  if (count.steps > MOST_STEPS) {
    const [steps, most] = [count.steps, MOST_STEPS].map((n) => n.toLocaleString('en'));
    report(['finding'], `and skip together may take ${steps} steps of one alert, more than the ${most} allowed`);
  }
  return {
    ...{ name, title, vendor, verify: proof, envelopes },
    split: (body) => splitBy(split, body),
    read: (alert, _said, body = alert) => readBy(compiled, alert, body),
    own: { example: (file.cases.find(({ expect }) => expect.skipped === undefined) ?? file.cases[0])?.alert },
  };
}

/** A body that is a list is one of alerts, whatever the file says; one without the list is one alert. */
function splitBy(split: Value | null, body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return body;
  const spots = split?.ways[0]?.spots({ at: new Reader(body), seen: () => ({}) }) ?? [];
  const there = spots.filter(([reader, path]) => reader.has(path));
  if (there.length === 0) return [body];
  return there.flatMap(([reader, path]) => reader.list(path, Number.POSITIVE_INFINITY).map(({ value }) => value));
}

type Count = { steps: number };

function compileMap({ resources, severity, status, idFrom, ...map }: FindingMap, report: Report, count: Count) {
  const compile = (name: string, given: string | string[]) =>
    valueAt(given, ['finding', name], ALERT_LANGUAGE, report, count);
  const values: Partial<Record<keyof typeof map | 'severity' | 'status', Value>> = {};
  for (const [name, given] of Object.entries({ ...map, severity: severity.from, status: status?.from })) {
    if (given !== undefined) values[name as keyof typeof map] = compile(name, given);
  }
  return {
    values,
    idFrom: (idFrom ?? []).map((part, n) => valueAt(part, ['finding', 'idFrom', n], ALERT_LANGUAGE, report, count)),
    severity: { scale: severity.scale ?? null, words: lowerKeys(severity.words ?? {}) },
    statuses: lowerKeys(status?.words ?? {}),
    resources: resources.map((each, n) => compileResource(each, n, report, count)),
  };
}

function compileResource(
  { each, kind, kindFrom, ...given }: FindingMap['resources'][number],
  n: number,
  report: Report,
  count: Count,
): CompiledResource {
  const language = each === undefined ? ALERT_LANGUAGE : ENTRY_LANGUAGE;
  const own: Count = { steps: 0 };
  const values: CompiledResource['values'] = {};
  for (const [name, value] of Object.entries({ ...given, kindFrom: kindFrom?.from })) {
    if (value === undefined) continue;
    values[name as keyof typeof values] = valueAt(value, ['finding', 'resources', n, name], language, report, own);
  }
  count.steps += own.steps * (each === undefined ? 1 : MOST.resources);
  const list =
    each === undefined ? null : valueAt(each, ['finding', 'resources', n, 'each'], ALERT_LANGUAGE, report, count);
  return { kind: kind ?? null, kinds: lowerKeys(kindFrom?.words ?? {}), each: list, values };
}

function valueAt(
  given: string | string[],
  path: readonly (string | number)[],
  language: Language,
  report: Report,
  count: Count,
): Value {
  const name = String(path.findLast((part) => typeof part === 'string'));
  const compiled = compileValue(name, given, language);
  if (typeof compiled !== 'string') {
    count.steps += compiled.steps;
    return compiled;
  }
  report(path, compiled);
  return { name, ways: [], steps: 0 };
}

function conditionOf(
  when: string,
  path: readonly (string | number)[],
  report: Report,
  count: Count,
): Expression | null {
  const compiled = compileExpression(when, ALERT_LANGUAGE);
  // What the alert holds has a type only once it is there.
  const problem =
    typeof compiled === 'string' ? compiled : compiled.type === 'dyn' ? null : typeProblem(compiled, 'bool');
  if (problem !== null) report(path, problem);
  if (typeof compiled === 'string') return null;
  count.steps += compiled.steps;
  return compiled;
}

function lowerKeys<T>(words: Readonly<Record<string, T>>): ReadonlyMap<string, T> {
  return new Map(Object.entries(words).map(([word, meaning]) => [word.trim().toLowerCase(), meaning]));
}
