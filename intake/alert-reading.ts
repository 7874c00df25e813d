import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import type { Finding } from '../detection/finding.ts';
import { readAlerts } from '../detection/read-alerts.ts';
import type { AlertSource } from '../detection/source.ts';
import { TocsinError } from '../domain/errors.ts';
import { parseJson } from '../domain/parse-json.ts';

/** What one alert unpacks to, at most; and by as many bytes, the number of its values. */
const MOST_UNPACKED = 33_554_432;
const VALUES_OF_BYTES = 2_000_000;

/** What a source reads in one body: findings, what is none of its alerts, and why a part cannot be read. */
export type ReadBody = { findings: Finding[]; aside: string[]; refused: TocsinError | null };

/** @throws TocsinError that says why nothing of it can be read */
export function readBody(source: AlertSource, bytes: Uint8Array, headers: Readonly<Record<string, string>>): ReadBody {
  const isText = source.takesText === true && /^text\//i.test(headers['content-type'] ?? '');
  const body = isText ? readText(bytes, headers) : readJsonAlert(bytes, headers);
  const read = readAlerts(source, body, headers);
  const [refused = null] = read.flatMap((each) => ('refused' in each ? [each.refused] : []));
  return {
    findings: read.flatMap((each) => ('finding' in each ? [each.finding] : [])),
    aside: read.flatMap((each) => ('notForUs' in each ? [each.notForUs] : [])),
    refused,
  };
}

/** The JSON of an alert, unpacked where its sender packed it. @throws TocsinError as `parseJson`, and `too-large` */
export function readJsonAlert(bytes: Uint8Array, headers: Readonly<Record<string, string>>): unknown {
  return parseJson(unpacked(bytes, headers), VALUES_OF_BYTES);
}

/** Lines of text as they came; what is no UTF-8 in them is marked, and takes nothing from the rest. */
function readText(bytes: Uint8Array, headers: Readonly<Record<string, string>>): string {
  return new TextDecoder().decode(unpacked(bytes, headers));
}

function unpacked(bytes: Uint8Array, headers: Readonly<Record<string, string>>): Uint8Array {
  const whole = unpack(bytes, headers['content-encoding'] ?? 'identity');
  if (whole.length === 0) throw new TocsinError('bad-input', 'The body is empty.', 'body', { why: 'body-empty' });
  return whole;
}

const UNPACKED_BY: Readonly<Record<string, (bytes: Uint8Array, limit: { maxOutputLength: number }) => Buffer>> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
};

function unpack(bytes: Uint8Array, coding: string): Uint8Array {
  const name = coding.trim().toLowerCase();
  if (name === 'identity' || name === '') return bytes;
  const by = UNPACKED_BY[name];
  if (by === undefined) {
    const known = Object.keys(UNPACKED_BY).join(', ');
    const message = `The body is packed in a way that is not known; known: ${known}.`;
    throw new TocsinError('bad-input', message, 'body', { why: 'packing-unknown', part: known });
  }
  try {
    return by(bytes, { maxOutputLength: MOST_UNPACKED });
  } catch (error) {
    if (error instanceof RangeError) {
      const message = `Unpacked, the body is larger than ${MOST_UNPACKED} bytes.`;
      throw new TocsinError('too-large', message, 'body', { why: 'unpacked-too-large', most: MOST_UNPACKED });
    }
    const message = `The body is not packed as its Content-Encoding says (${name}).`;
    throw new TocsinError('bad-input', message, 'body', { why: 'packing-wrong', part: name });
  }
}
