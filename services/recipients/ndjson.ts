import { parseJson } from '../../domain/parse-json.ts';

export const MAX_LINE_BYTES = 8_192;
/** An object within an object: a log names the user as `user.email`. */
const MAX_DEPTH = 4;

/** One line of NDJSON: its values by key, or null for what is no JSON object of at most 8 KiB. */
export type JsonLine = { line: number; record: Record<string, string> | null };

/** Reads NDJSON as it arrives, a line at a time; empty lines do not count. */
export async function* readJsonLines(source: AsyncIterable<Buffer>): AsyncGenerator<JsonLine> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 0;
  for await (const chunk of source) {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = bytes.indexOf(LINE_END); end !== -1; end = bytes.indexOf(LINE_END)) {
      line += 1;
      yield* readLine(bytes.subarray(0, end), line);
      bytes = bytes.subarray(end + 1);
    }
    rest = bytes;
    if (rest.length <= MAX_LINE_BYTES) continue;
    // What follows cannot be told from this line.
    yield { line: line + 1, record: null };
    return;
  }
  yield* readLine(rest, line + 1);
}

const LINE_END = 0x0a;

function* readLine(bytes: Buffer, line: number): Generator<JsonLine> {
  const text = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim();
  if (text === '') return;
  yield { line, record: recordOf(text) };
}

function recordOf(text: string): Record<string, string> | null {
  if (Buffer.byteLength(text) > MAX_LINE_BYTES) return null;
  try {
    const value = parseJson(Buffer.from(text), MAX_LINE_BYTES);
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
    const flat = new Map<string, string>();
    flatten(value, '', flat, MAX_DEPTH);
    return Object.fromEntries(flat);
  } catch {
    return null;
  }
}

/** Texts, numbers and truths by their path; lists are nobody's. */
function flatten(value: object, path: string, into: Map<string, string>, depth: number): void {
  for (const [key, inner] of Object.entries(value)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (inner === null || Array.isArray(inner)) continue;
    if (typeof inner !== 'object') into.set(here, String(inner));
    else if (depth > 1) flatten(inner, here, into, depth - 1);
  }
}
