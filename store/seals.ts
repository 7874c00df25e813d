import type { Keyring } from './crypto/keyring.ts';
import { openBytes, open as openText } from './crypto/seal.ts';

/** A document as the database gives it. */
export type Row = { _id: string } & Record<string, unknown>;

/**
 * The sealed fields of a collection, each with the place that its value is sealed for. `list.field` is a field of each
 * item of a list.
 */
export type Seals = Readonly<Record<string, (row: Row, item: Row) => string>>;

/** One sealed value of a row. */
export type SealedValue = { field: string; sealed: string | Uint8Array; context: string };

/** What is sealed in a row; a field that holds null, or is not there, is nothing. */
export function sealedValuesOf(seals: Seals, row: Row): SealedValue[] {
  return Object.entries(seals).flatMap(([field, contextOf]) => {
    const [name = '', inner] = field.split('.');
    const items = inner === undefined ? [row] : Array.isArray(row[name]) ? (row[name] as Row[]) : [];
    return items.flatMap((item, index): SealedValue[] => {
      const sealed = sealedIn(item[inner ?? name]);
      const at = inner === undefined ? name : `${name}.${index}.${inner}`;
      return sealed === null ? [] : [{ field: at, sealed, context: contextOf(row, item) }];
    });
  });
}

/** Opens a value of either form, as its bytes. @throws TocsinError `internal` where it does not open */
export function openValue(keyring: Keyring, { sealed, context }: SealedValue): Uint8Array {
  if (typeof sealed !== 'string') return openBytes(keyring, sealed, context);
  return Buffer.from(openText(keyring, sealed, context), 'utf8');
}

/** The driver gives bytes as a type of its own. */
function sealedIn(value: unknown): string | Uint8Array | null {
  if (typeof value === 'string' || value instanceof Uint8Array) return value;
  const { buffer } = (value ?? {}) as { buffer?: unknown };
  return buffer instanceof Uint8Array ? buffer : null;
}
