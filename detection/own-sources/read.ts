import type { Expression } from '../../domain/policy/typed-expressions.ts';
import { shorten } from '../../domain/shorten.ts';
import { FINDING_STATUSES, type Finding, MOST, type ResourceKind } from '../finding.ts';
import { isRecord } from '../json-text.ts';
import { derivedId, type FoundResource, makeFinding, requireId } from '../make-finding.ts';
import { Reader } from '../reader.ts';
import { kindOfResource } from '../resource-words.ts';
import type { NotForUs } from '../source.ts';
import type { TimeForm } from '../vendor-time.ts';
import { shownBody, shownTo } from './language.ts';
import type { FindingMap } from './source-file.ts';
import { allOf, firstOf, type Scope, type Value } from './value.ts';

type Mapped = Exclude<keyof FindingMap, 'idFrom' | 'resources'>;

export type CompiledResource = {
  kind: ResourceKind | null;
  /** What the words of the tool mean, beside those that many use. */
  kinds: ReadonlyMap<string, ResourceKind>;
  each: Value | null;
  values: Partial<Record<Exclude<keyof FindingMap['resources'][number], 'each' | 'kind'>, Value>>;
};

/** A file of `policy/sources/`, ready to read alerts. */
export type CompiledSource = {
  name: string;
  title: string;
  vendor: string;
  times: TimeForm;
  skip: readonly { when: Expression | null; because: string }[];
  values: Partial<Record<Mapped, Value>>;
  idFrom: readonly Value[];
  severity: { scale: readonly [mildest: number, worst: number] | null; words: ReadonlyMap<string, number> };
  statuses: ReadonlyMap<string, Finding['status']>;
  resources: readonly CompiledResource[];
};

/**
 * An alert as the source's file says; tolerant as every source is. `body` is what it was split from.
 *
 * @throws TocsinError `content-refused`, only for an alert with no id and nothing to derive one from
 */
export function readBy(source: CompiledSource, alert: unknown, body: unknown): Finding | NotForUs {
  const at = new Reader(alert);
  const scope: Scope = { at, seen: once(() => ({ alert: shownTo(alert), body: shownBody(body) })) };
  const skipped = source.skip.find(({ when }) => holds(when, scope));
  if (skipped !== undefined) return { notForUs: skipped.because };
  const { values, times } = source;
  const text = (name: Mapped) => firstOf(values[name], scope, (reader, path) => reader.text(path));
  const texts = (name: Mapped) => allOf(values[name], scope, (reader, path) => reader.texts(path));
  const time = (name: Mapped) => firstOf(values[name], scope, (reader, path) => reader.instant(path, times));
  return makeFinding(
    {
      source: source.name,
      vendor: source.vendor,
      product: text('product') ?? source.title,
      findingId: requireId(idOf(source, scope), source.name, 'id'),
      group: text('group'),
      ...{ firstSeenAt: time('firstSeenAt'), lastSeenAt: time('lastSeenAt') },
      ...{ observedAt: time('observedAt'), updatedAt: time('updatedAt') },
      ...severityOf(source, scope),
      ...{ type: text('type'), title: text('title') },
      description: firstOf(values.description, scope, (reader, path) => reader.text(path, { most: MOST.description })),
      actor: { users: texts('users'), ips: texts('ips'), processes: texts('processes') },
      resources: source.resources.flatMap((resource) => resourcesOf(resource, scope)),
      ...{ tactics: texts('tactics'), dataClasses: texts('dataClasses') },
      count: firstOf(values.count, scope, (reader, path) => reader.number(path)),
      status: statusOf(source, scope),
      sample: firstOf(values.sample, scope, (reader, path) => reader.flag(path)) === true,
    },
    at,
  );
}

/** What cannot be worked out silences nothing. */
function holds(when: Expression | null, { seen }: Scope): boolean {
  try {
    return when?.evaluate(seen()) === true;
  } catch {
    return false;
  }
}

/** The id that the tool gives, else one of what stays the same over the states of a finding. */
function idOf({ values, idFrom }: CompiledSource, scope: Scope): string | null {
  const text = (value: Value | undefined) => firstOf(value, scope, (reader, path) => reader.text(path));
  return text(values.id) ?? derivedId(idFrom.map(text));
}

function severityOf({ values, severity: { scale, words } }: CompiledSource, scope: Scope) {
  const said = firstOf(values.severity, scope, (reader, path) => reader.text(path));
  const meant = said === null ? undefined : words.get(said.toLowerCase());
  if (meant !== undefined) return { severity: meant, severityWord: said };
  const number = said === null || !/^[-+]?\d+(\.\d+)?$/.test(said) ? null : Number(said);
  if (number === null) return { severity: null, severityWord: said };
  return { severity: scale === null ? number : onScale(number, scale) };
}

/** From 0 to 10, whichever end of the scale is the worst; never a zero with a sign. */
function onScale(number: number, [mildest, worst]: readonly [number, number]): number {
  return Math.round(((number - mildest) / (worst - mildest)) * 1_000) / 100 + 0;
}

function statusOf({ values, statuses }: CompiledSource, scope: Scope): Finding['status'] {
  return (
    firstOf(values.status, scope, (reader, path) => {
      const said = reader.text(path);
      const word = said?.toLowerCase() ?? '';
      const status = statuses.get(word) ?? FINDING_STATUSES.find((each) => each === word);
      if (said !== null && status === undefined) reader.note(path, `is no status that is known: ${shorten(said, 40)}`);
      return status ?? null;
    }) ?? 'new'
  );
}

function resourcesOf(resource: CompiledResource, scope: Scope): FoundResource[] {
  if (resource.each === null) return [resourceOf(resource, scope)];
  const entries = allOf(resource.each, scope, (reader, path) => reader.list(path));
  return entries.map((at) => {
    const seen = once(() => ({ ...scope.seen(), each: shownTo(at.value) }));
    return resourceOf(resource, { at, seen });
  });
}

function resourceOf(resource: CompiledResource, scope: Scope): FoundResource {
  const { values } = resource;
  const text = (value: Value | undefined) => firstOf(value, scope, (reader, path) => reader.text(path));
  const texts = (value: Value | undefined) => allOf(value, scope, (reader, path) => reader.texts(path));
  const names = texts(values.names);
  return {
    kind: kindOf(resource, names[0] ?? null, scope),
    names,
    region: text(values.region),
    account: text(values.account),
    tags: allOf(values.tags, scope, tagsOf),
    dataClasses: texts(values.dataClasses),
  };
}

/** By the words of the file, else by those that many tools use; that neither tells it is noted. */
function kindOf({ kind, kinds, values }: CompiledResource, name: string | null, scope: Scope): ResourceKind {
  if (kind !== null) return kind;
  const told = firstOf(values.kindFrom, scope, (reader, path) => {
    const said = reader.text(path);
    if (said === null) return null;
    const meant = kinds.get(said.toLowerCase());
    const found = meant ?? kindOfResource(said, name);
    if (found === 'other' && meant === undefined)
      reader.note(path, `names no known kind of thing: ${shorten(said, 40)}`);
    return found;
  });
  return told ?? kindOfResource(null, name);
}

/** `key=value`, out of texts, an object of members, or objects with `key` (or `name`) and `value`. */
function tagsOf(reader: Reader, path: string): string[] {
  return reader.list(path).flatMap((entry) => {
    if (!isRecord(entry.value)) return entry.text('') ?? [];
    const key = ['key', 'name'].find((each) => entry.has(each) && entry.has('value'));
    if (key !== undefined) return `${entry.text(key)}=${entry.text('value')}`;
    return entry.members('').flatMap(([name, each]) => {
      const value = typeof each.value === 'boolean' ? String(each.value) : each.text('');
      return value === null ? [] : `${name}=${value}`;
    });
  });
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
