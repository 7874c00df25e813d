import { type Facts, FactsPatch, type Narrative, NarrativePatch } from '../../../domain/facts.ts';
import { isPlace, rightPlaces } from '../../../domain/places/place.ts';
import { readCount } from '../../../domain/written-number.ts';
import type { Patch } from '../../../services/plan/preview-change.ts';
import { ALL_FIELDS, type FactField, NARRATIVE_PARTS } from '../../../web/breach/fact-fields.ts';
import type { Form } from '../../../web/forms.ts';
import { localInput } from '../../../web/instant-field.ts';
import type { View } from '../../../web/view.ts';
import { instantOf } from '../../forms/instant.ts';
import { formValues } from './fact-fields.ts';

type Values = Form['values'];
type Problem = { field: string; message: string };
type Reader = Pick<View, 'zone' | 'words'>;

/**
 * What was typed, as facts that differ from `base`; or what is wrong with it.
 * @param base the facts that the form showed: what was left alone is not changed, whoever changed it meanwhile
 */
export function readPatch(view: Reader, values: Values, base: Facts, story: Narrative): Patch | Problem[] {
  const problems: Problem[] = [];
  const given: Record<string, unknown> = {};
  const shown = formValues(base, story, view.zone);
  for (const field of ALL_FIELDS) {
    if (isUntouched(field, values, shown)) continue;
    try {
      given[field.key] = readField(view, field, values, base);
    } catch (error) {
      const at = error instanceof WrongField ? error.field : (error as { field?: string }).field;
      problems.push({ field: at ?? field.key, message: error instanceof Error ? error.message : '' });
    }
  }
  const words = view.words.facts;
  const told = NARRATIVE_PARTS.flatMap((part) => {
    const text = String(values[part] ?? '')
      .replaceAll('\r\n', '\n')
      .trim();
    return text === (story[part] ?? '') ? [] : [[part, text] as const];
  });
  const narrative = NarrativePatch.safeParse(Object.fromEntries(told));
  const facts = FactsPatch.safeParse(given);
  if (!narrative.success) {
    const [issue] = narrative.error.issues;
    const part = String(issue?.path[0] ?? 'title');
    problems.push({ field: part, message: part === 'title' ? words.badTitle : words.tooLong });
  }
  if (!facts.success) {
    for (const { path } of facts.error.issues) {
      const field = String(path[0] ?? '');
      if (!problems.some((p) => p.field === field)) problems.push({ field, message: wrongValue(view, field) });
    }
  }
  if (problems.length > 0 || !facts.success || !narrative.success) return problems;
  return { facts: differing(facts.data, base), narrative: narrative.data };
}

class WrongField extends Error {
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

function isUntouched(field: FactField, values: Values, shown: Values): boolean {
  const names = field.kind === 'instants' ? field.names.map((name) => `${field.key}-${name}`) : [field.key];
  const same = (a: unknown, b: unknown) =>
    JSON.stringify([a ?? []].flat().sort()) === JSON.stringify([b ?? []].flat().sort());
  return names.every((name) => same(normalized(values[name]), normalized(shown[name])));
}

function normalized(value: string | readonly string[] | undefined): string | string[] {
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : [...(value ?? [])];
}

function readField(view: Reader, field: FactField, values: Values, base: Facts): unknown {
  const { key } = field;
  const { words } = view;
  const text = typeof values[key] === 'string' ? values[key].trim() : '';
  switch (field.kind) {
    case 'choice':
      if (key === 'contextScore') return text === '' ? null : Number(text);
      return text;
    case 'yes-no':
      return text === 'yes';
    case 'decided':
      return text === '' ? null : text === 'yes';
    case 'count': {
      if (text === '') return null;
      const count = readCount(text);
      if (count === null) throw new WrongField(key, words.facts.badCount);
      return count;
    }
    case 'list': {
      const list = [values[key] ?? []].flat();
      if (!field.unknown) return list;
      // Neither nothing nor two answers at once: which one counts would be a guess.
      if (list.length === 0) throw new WrongField(key, words.facts.badNothing);
      if (list.length > 1 && (list.includes('unknown') || list.includes('none')))
        throw new WrongField(key, words.facts.badContradiction);
      if (list.includes('unknown')) return null;
      return list.filter((each) => each !== 'none');
    }
    case 'systems':
      return [values[key] ?? []].flat();
    case 'residents':
      return readResidents(view, text);
    case 'place':
      return text === '' ? null : readPlace(words, key, text);
    case 'instants':
      return readInstants(view, field, values, base);
  }
}

/** A taken-back event is told as null; an end that nobody sets any more is not there. */
function readInstants(view: Reader, field: FactField & { kind: 'instants' }, values: Values, base: Facts): unknown {
  const read = field.names.map((name) => [name, readInstant(view, field, name, values, base)] as const);
  return Object.fromEntries(field.key === 'events' ? read : read.filter(([, at]) => at !== null));
}

/** One that was left alone keeps its seconds, which the browser's field does not show. */
function readInstant(
  view: Reader,
  field: FactField & { kind: 'instants' },
  name: string,
  values: Values,
  base: Facts,
): string | null {
  const id = `${field.key}-${name}`;
  const before = (base[field.key] as Record<string, string | null>)[name] ?? null;
  if (before !== null && values[id] === localInput(before, view.zone) && values['instants-zone'] === view.zone)
    return before;
  return instantOf(view, values, id, 'instants-zone');
}

function readResidents({ words }: Reader, text: string): Facts['residents'] {
  if (text === '') return null;
  const entries = text.split('\n').flatMap((line): [string, number | null][] => {
    const trimmed = line.trim();
    if (trimmed === '') return [];
    const [, place, said] = /^([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,5})?)(?:[\s:]+(.+))?$/.exec(trimmed) ?? [];
    const n = said === undefined ? null : readCount(said);
    if (place === undefined || (said !== undefined && n === null))
      throw new WrongField('residents', words.facts.badResidents(trimmed.slice(0, 60)));
    return [[readPlace(words, 'residents', place), n]];
  });
  return Object.fromEntries(entries);
}

function readPlace({ shell }: Reader['words'], field: string, text: string): string {
  const code = text.toUpperCase();
  if (!isPlace(code)) throw new WrongField(field, shell.noPlace(text.slice(0, 40), rightPlaces(code)));
  return code;
}

function wrongValue({ words }: Reader, field: string): string {
  const { facts } = words;
  if (field === 'peopleConcerned' || field === 'recordsConcerned') return facts.badCount;
  return facts.badOption;
}

/** Only what changed; of events only those. */
function differing(patch: Partial<Facts>, base: Facts): Partial<Facts> {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const entries = Object.entries(patch).flatMap(([key, value]): [string, unknown][] => {
    if (key !== 'events') return same(value, base[key as keyof Facts]) ? [] : [[key, value]];
    const events = Object.entries(value as Facts['events']).filter(
      ([name, at]) => (base.events[name as keyof Facts['events']] ?? null) !== at,
    );
    return events.length === 0 ? [] : [[key, Object.fromEntries(events)]];
  });
  return Object.fromEntries(entries);
}
