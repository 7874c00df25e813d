import { READING } from './reading.ts';
import { RECORD } from './record.ts';
import { SENDING } from './sending.ts';

/**
 * What the engine notes in a few words, English and German, in the form of `sentences.ts`. Short as these are, a person
 * may well write the same: none of them is looked for in what may be a person's words.
 */
export const PHRASES: readonly (readonly [english: string, german: string])[] = [...READING, ...SENDING, ...RECORD];
