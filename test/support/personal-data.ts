import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Names, addresses and words of people that the exercise puts in, and those of a report that a test makes. */
function known(): string[] {
  const demo = new URL('../../local/demo/', import.meta.url);
  const people = readFileSync(new URL('people.csv', demo), 'utf8').split('\n').slice(1);
  const names = people.flatMap((line) => line.split(',').slice(0, 2)).filter((word) => word.length > 5);
  const register = parse(readFileSync(new URL('dataflow.yaml', demo), 'utf8'));
  const contacts = register.counterparties.flatMap((c: { contacts: { email: string }[] }) => c.contacts);
  const words = ['Foreign session', 'place she has never been', 'on a train'];
  return [...names, ...contacts.map((c: { email: string }) => c.email), ...words];
}

/** Which of it stands there in clear. */
export function personalDataIn(bytes: Buffer): string[] {
  return known().filter((word) => bytes.includes(word));
}

/** What files hold while others write: a journal of SQLite may be gone between its listing and its reading. */
export function bytesIn(folder: string, isWanted = (_: string) => true): Buffer {
  const files = readdirSync(folder)
    .filter(isWanted)
    .map((name) => join(folder, name));
  return Buffer.concat(
    files.map((file) => {
      try {
        return readFileSync(file);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
        return Buffer.alloc(0);
      }
    }),
  );
}

/** The database of an embedded Temporal, by its data directory. */
export function bytesOfTemporal(dataDir: string): Buffer {
  return bytesIn(dataDir, (name) => name.startsWith('temporal.db'));
}

/** The logs of all processes, by their data directory. */
export function bytesOfLogs(dataDir: string): Buffer {
  return bytesIn(join(dataDir, 'logs'));
}
