import { environmentOfDatabase } from '../database.ts';
import type { Verb } from './verb.ts';

export const migrate: Verb = {
  name: 'migrate',
  summary: 'bring the database to what this version needs, before API and worker start (npm start does it by itself)',
  examples: ['tocsin migrate', 'tocsin migrate --json'],
  arguments: [],
  options: {},
  role: null,
  notes: [
    'Makes collections, their validators and indexes, and whatever else changed since the version that wrote the ' +
      'database.',
    'Safe to repeat. One process does it at a time: a second one waits for it, and finds it done.',
  ],
  async run({ env, say }) {
    const { keyring, mongodbUri: uri } = environmentOfDatabase(env);
    // The database driver is loaded here, so that no other verb waits for it.
    const { migrate: migrateDatabase } = await import('../../store/migrations/migrate.ts');
    const done = await migrateDatabase({ uri, keyring }, say);
    const { from, to, ran, rebuilt, keyed } = done;
    const read = [
      ...(rebuilt === 0 ? [] : [`Read models made anew: ${rebuilt}.`]),
      ...(keyed === 0 ? [] : [`Rows of an earlier version keyed, as they stood: ${keyed}.`]),
    ];
    const text =
      ran.length === 0
        ? [`The database is at migration ${to}, which is what this version needs.`, ...read]
        : [`Migrated from ${from} to ${to}:`, ...ran.map((name) => `  ${name}`), ...read];
    return { json: done, text: text.join('\n') };
  },
};
