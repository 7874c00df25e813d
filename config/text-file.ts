import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { TocsinError } from '../domain/errors.ts';
import { detailOf } from './raw-variables.ts';

/** Something wrong in a file, at its place. `field` is empty where the file itself is to blame. */
export type Finding = { file: string; line: number; field: string; message: string };

/** A file of the wrong kind has a mistake on every line, and the first ones say so. */
const MOST_LINES = 30;

export function showFinding({ file, line, field, message }: Finding): string {
  return `${file}:${line}${field && ` ${field}`}: ${message}`;
}

/** A `bad-input` that names every mistake in a file by its place. */
export class FileMistakes extends TocsinError {
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    const lines = findings.slice(0, MOST_LINES).map(showFinding);
    const rest = findings.length - lines.length;
    if (rest > 0) lines.push(`and ${rest} more`);
    super('bad-input', lines.join('\n'), findings[0]?.field || undefined);
    this.findings = findings;
  }
}

/** Far above any policy file, register or set of facts: what is larger is another file, given by mistake. */
const MOST_MEGABYTES = 10;

/** A text file, its line ends made plain. Throws {@link FileMistakes} that says why it cannot be read. */
export function readTextFile(file: string): string {
  try {
    return decode(readSome(file)).replaceAll('\r\n', '\n');
  } catch (error) {
    throw new FileMistakes([{ file, line: 1, field: '', message: whyNot(error) }]);
  }
}

/** A file that is there and is still not read; the message says why. */
class Unreadable extends Error {}

function readSome(file: string): Buffer {
  const handle = openSync(file, 'r');
  try {
    const megabytes = fstatSync(handle).size / 1_000_000;
    if (megabytes > MOST_MEGABYTES) {
      throw new Unreadable(
        `has ${Math.round(megabytes)} MB, and at most ${MOST_MEGABYTES} are read; is it the right file?`,
      );
    }
    return readFileSync(handle);
  } finally {
    closeSync(handle);
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Unreadable('is not text in UTF-8; save it as such');
  }
}

function whyNot(error: unknown): string {
  if (error instanceof Unreadable) return error.message;
  const code = detailOf(error, 'code');
  if (code === 'ENOENT') return 'cannot be read: there is no such file';
  if (code === 'EISDIR') return 'cannot be read: it is a folder';
  return `cannot be read (${code})`;
}
