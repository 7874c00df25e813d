import { shorten } from '../domain/shorten.ts';
import type { Instant } from '../domain/time.ts';
import { MOST, type Unread } from './finding.ts';
import { isRecord, readJsonText } from './json-text.ts';
import { readVendorTime, type TimeForm } from './vendor-time.ts';

const LONGEST_PATH = 300;

/**
 * Reads JSON of which only the vendor knows the form. Nothing throws: what is absent, null or an empty text is null;
 * what has another type than asked for is null too, and is noted with its place in `unread`.
 *
 * A path is written with dots. Each name is found exactly or in another case, nested or flattened (`{"a.b": 1}`).
 */
export class Reader {
  readonly value: unknown;
  readonly #path: string;
  readonly #notes: Unread[];

  constructor(value: unknown, path = '', notes: Unread[] = []) {
    this.value = value;
    this.#path = path;
    this.#notes = notes;
  }

  /** All that could not be read so far, of this reader and of every one that was made from it. */
  get unread(): readonly Unread[] {
    return this.#notes;
  }

  /** Notes something that could not be read, once. */
  note(path: string, why: string): void {
    const field = shorten(this.#pathOf(path), LONGEST_PATH);
    const isNoted = this.#notes.some((noted) => noted.field === field && noted.why === why);
    if (!isNoted && this.#notes.length < MOST.unread) this.#notes.push({ field, why });
  }

  /** Whether something stands there: not null, and no empty text. */
  has(path: string): boolean {
    return !isAbsent(this.#find(path));
  }

  /** The part at a path, to read on from there; a part that is no object is noted. */
  at(path: string): Reader {
    const found = this.#find(path);
    if (isAbsent(found) || isRecord(found) || Array.isArray(found)) return this.#within(found, path);
    this.note(path, `is ${kindOf(found)} where an object is expected`);
    return this.#within(undefined, path);
  }

  /** A text without the blanks around it; a number counts as one. `expected`: that there is none is noted. */
  text(path: string, { expected = false, most = MOST.name as number } = {}): string | null {
    const found = this.#scalar(path, expected, 'a text');
    if (found === null) return null;
    if (typeof found === 'boolean') {
      this.note(path, 'is true or false where a text is expected');
      return null;
    }
    const text = String(found).toWellFormed().trim();
    if (text.length > most) this.note(path, `is longer than ${most} characters and was cut`);
    return shorten(text, most);
  }

  /** A finite number, also where it stands as text. */
  number(path: string, { expected = false } = {}): number | null {
    const found = this.#scalar(path, expected, 'a number');
    if (found === null) return null;
    const number = typeof found === 'boolean' ? Number.NaN : Number(found);
    if (Number.isFinite(number)) return number;
    this.note(path, `is ${kindOf(found)} where a number is expected`);
    return null;
  }

  /** True or false, also where it stands as text. */
  flag(path: string): boolean | null {
    const found = this.#scalar(path, false, 'true or false');
    if (found === null || typeof found === 'boolean') return found;
    const word = String(found).trim().toLowerCase();
    if (word === 'true' || word === 'false') return word === 'true';
    this.note(path, `is ${kindOf(found)} where true or false is expected`);
    return null;
  }

  /** An instant in UTC. What names no offset is read only where `form` says what it means, or which end counts. */
  instant(path: string, form: TimeForm & { expected?: boolean } = {}): Instant | null {
    const found = this.#scalar(path, form.expected ?? false, 'a time');
    if (found === null) return null;
    return this.#timeOf(path, typeof found === 'number' ? found : String(found), form, String(found));
  }

  /** The same of a time that was brought into another form; `as` makes it of the text that stands there. */
  instantAs(path: string, as: (text: string) => string, form: TimeForm & { expected?: boolean } = {}): Instant | null {
    const text = this.text(path, { expected: form.expected ?? false });
    return text === null ? null : this.#timeOf(path, as(text), form, text);
  }

  #timeOf(path: string, given: string | number, form: TimeForm, shown: string): Instant | null {
    const read = readVendorTime(given, form);
    if (read.why !== undefined) this.note(path, `${read.why}: ${shorten(shown.toWellFormed(), 40)}`);
    return 'at' in read ? read.at : null;
  }

  /** The entries of a list, to read on; one thing alone counts as a list of one. More than `most` are noted. */
  list(path: string, most: number = MOST.resources): Reader[] {
    const found = this.#find(path);
    if (isAbsent(found)) return [];
    const all = Array.isArray(found) ? found : [found];
    if (all.length > most) this.note(path, `has ${all.length} entries, of which the first ${most} were read`);
    return all.slice(0, most).map((value, index) => this.#within(value, `${path}[${index}]`));
  }

  /** The entries of a list that are objects, to read on; others are noted. */
  objects(path: string, most: number = MOST.resources): Reader[] {
    return this.list(path, most).filter((entry) => {
      if (isRecord(entry.value)) return true;
      if (!isAbsent(entry.value)) entry.note('', `is ${kindOf(entry.value)} where an object is expected`);
      return false;
    });
  }

  /** A list of texts; one text alone counts as a list of one. */
  texts(path: string, most: number = MOST.words): string[] {
    return this.list(path, most).flatMap((entry) => entry.text('') ?? []);
  }

  /** The members of an object by their names, such as labels; at most `most` of them. */
  members(path: string, most: number = MOST.tags): [string, Reader][] {
    const part = this.at(path);
    if (!isRecord(part.value)) return [];
    return Object.entries(part.value)
      .slice(0, most)
      .map(([key, value]) => [key.toWellFormed(), part.#within(value, key)]);
  }

  /** JSON that stands as text at a path, or as an object there. */
  json(path: string): Reader {
    const found = this.#find(path);
    if (typeof found !== 'string' || isAbsent(found)) return this.at(path);
    const { value, unreadable } = readJsonText(found);
    if (unreadable !== undefined) this.note(path, unreadable.says);
    return this.#within(value, path);
  }

  /** A value that was worked out of this part, to be read as if it stood there at a path. */
  made(path: string, value: unknown): Reader {
    return this.#within(value, path);
  }

  #scalar(path: string, expected: boolean, wanted: string): string | number | boolean | null {
    const found = this.#find(path);
    if (isAbsent(found)) {
      if (expected) this.note(path, 'is missing');
      return null;
    }
    if (typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean') return found;
    this.note(path, `is ${kindOf(found)} where ${wanted} is expected`);
    return null;
  }

  #find(path: string): unknown {
    if (path === '') return this.value;
    return find(this.value, path.split('.'), (depth, value) => {
      const parent = path.split('.').slice(0, depth).join('.');
      this.note(parent, `is ${kindOf(value)} where an object is expected`);
    });
  }

  #within(value: unknown, path: string): Reader {
    return new Reader(value, this.#pathOf(path), this.#notes);
  }

  #pathOf(path: string): string {
    if (this.#path === '' || path === '') return this.#path + path;
    return path.startsWith('[') ? this.#path + path : `${this.#path}.${path}`;
  }
}

/** Own members only: a name such as `constructor` finds nothing that the alert does not hold itself. */
function find(value: unknown, keys: string[], blocked: (depth: number, value: unknown) => void, depth = 0): unknown {
  if (keys.length === 0) return value;
  if (!isRecord(value)) {
    if (!isAbsent(value)) blocked(depth, value);
    return undefined;
  }
  // A member can be called by several steps of a path at once: `user.name`.
  for (let taken = namesOf(value).hasDots ? keys.length : 1; taken > 0; taken -= 1) {
    const key = ownKey(value, keys.slice(0, taken).join('.'));
    if (key === undefined) continue;
    const found = find(value[key], keys.slice(taken), blocked, depth + taken);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is known of the names of a record's members, worked out once for each record. */
type Names = { hasDots: boolean; inLower: Map<string, string> | null };
const names = new WeakMap<object, Names>();

function namesOf(record: Record<string, unknown>): Names {
  const known = names.get(record) ?? { hasDots: Object.keys(record).some((key) => key.includes('.')), inLower: null };
  names.set(record, known);
  return known;
}

function ownKey(record: Record<string, unknown>, key: string): string | undefined {
  if (Object.hasOwn(record, key)) return key;
  const known = namesOf(record);
  known.inLower ??= new Map(Object.keys(record).map((own) => [own.toLowerCase(), own]));
  return known.inLower.get(key.toLowerCase());
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  const kind = typeof value;
  if (kind === 'boolean') return 'true or false';
  return kind === 'string' ? 'a text' : kind === 'number' ? 'a number' : 'an object';
}
