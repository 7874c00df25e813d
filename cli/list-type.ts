import { formatOf } from '../services/recipients/read.ts';

const TYPES = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const;
/** Blanks before the first brace are few. */
const LOOKED_AT = 1_000;

/** As what a list of people is sent, told by how it begins. */
export function listTypeOf(bytes: Buffer): string {
  return TYPES[formatOf(bytes.subarray(0, LOOKED_AT).toString('utf8'))];
}
