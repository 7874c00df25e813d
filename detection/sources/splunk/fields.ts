import { isRecord } from '../../json-text.ts';
import { Reader } from '../../reader.ts';

const LONGEST_RAW = 100_000;

/**
 * The fields of the one result that a webhook carries, or of a result itself. What Enterprise Security wrote into the
 * index (`_raw`) is `name="value"`, and is read where the field is not there by itself.
 */
export function fieldsOf(alert: unknown): Reader {
  const body = isRecord(alert) ? alert : {};
  const result = isRecord(body.result) ? body.result : body;
  const raw = typeof result._raw === 'string' ? pairsOf(result._raw) : {};
  const { annotations, ...rest } = result;
  // As JSON in a text, it says nothing that `annotations.…` does not say.
  return new Reader({ ...raw, ...rest, ...(isRecord(annotations) ? { annotations } : {}) });
}

function pairsOf(raw: string): Record<string, string> {
  const pairs = raw.slice(0, LONGEST_RAW).matchAll(/(?<![\w.])([A-Za-z_][\w.]{0,199})="((?:[^"\\]|\\.)*)"/g);
  const found: Record<string, string> = {};
  for (const [, name = '', value = ''] of pairs) {
    if (!Object.hasOwn(found, name) && name !== '__proto__') found[name] = value.replaceAll(/\\(["\\])/g, '$1');
  }
  return found;
}

/** The values of a field: several stand as a list, or one below the other in a text. */
export function valuesOf(at: Reader, path: string): string[] {
  return at.texts(path).flatMap((text) => text.split('\n').filter((line) => line.trim() !== ''));
}
