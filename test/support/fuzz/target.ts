import { type ErrorCode, TocsinError } from '../../../domain/errors.ts';
import type { Random } from './random.ts';

/** What became of an input: read, or refused in a way that the caller can act on. */
export type Verdict = 'accepted' | 'refused';

/** One parser: what makes its inputs, and what must hold of each. */
export type Target = {
  /** An input as text. Where the parser takes bytes, one character is one byte. */
  make(random: Random): string;
  /** Reads an input as the product does. Throws where that breaks off, or where what was read may not be. */
  check(input: string): Verdict | Promise<Verdict>;
};

/** Bytes as the text of an input, and back. */
export const asInput = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('latin1');
export const asBytes = (input: string): Buffer => Buffer.from(input, 'latin1');

/** What broke the contract of a parser. */
export class Broken extends Error {}

export function holds(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Broken(what);
}

/** These codes say that the fault is ours, or that something is away: no input may bring them about. */
const OURS: readonly ErrorCode[] = ['internal', 'unavailable'];

/** The value that was read, or null where it was refused with a code; anything else that is thrown is a fault. */
export async function read<T>(parse: () => T | Promise<T>): Promise<{ value: T } | null> {
  try {
    return { value: await parse() };
  } catch (error) {
    if (error instanceof TocsinError && !OURS.includes(error.code)) return null;
    throw error;
  }
}
