import { isRecord, readBase64, readJsonText, type Unreadable } from '../json-text.ts';

export type Headers = Readonly<Record<string, string | undefined>>;

/**
 * What an envelope says of what lies in it; texts as they came. `from` is its topic, queue or type; `origin` and
 * `subject` are the `source` and `subject` of a CloudEvent.
 */
export type Said = {
  kind: string;
  id: string | null;
  time: string | null;
  from: string | null;
  origin?: string | null;
  subject?: string | null;
};

/** One thing that lay in an envelope, or why it could not be taken out. */
export type Opened = { inner: unknown; unreadable?: Unreadable } & Partial<Omit<Said, 'kind'>>;

/** What lies in a body of this kind of envelope; null for a body of another kind. */
export type Envelope = (body: unknown, headers: Headers) => Opened[] | null;

/** A member that is a text, or null. */
export function textOf(record: unknown, key: string): string | null {
  const value = isRecord(record) && Object.hasOwn(record, key) ? record[key] : null;
  return typeof value === 'string' ? value.slice(0, 2_048) : null;
}

/** A text as the JSON in it; a text that is no JSON, such as CEF, stays as it is. */
export function fromText(text: unknown): Pick<Opened, 'inner' | 'unreadable'> {
  if (typeof text !== 'string') return { inner: text };
  if (!/^\s*[[{]/.test(text)) return { inner: text };
  const { value, unreadable } = readJsonText(text);
  return unreadable === undefined ? { inner: value } : { inner: text, unreadable };
}

/** Base64 as the JSON in it. */
export function fromBase64(text: unknown): Pick<Opened, 'inner' | 'unreadable'> {
  const { value, unreadable } = readBase64(text);
  return unreadable === undefined ? fromText(value) : { inner: text, unreadable };
}
