import type { mongo } from 'mongoose';
import { main } from '../../cli/main.ts';
import type { ChainHead } from '../../domain/audit/chain.ts';
import { findingsOf } from '../../domain/audit/record-status.ts';
import { lineOf } from '../../domain/audit/verification.ts';
import { checkRecord } from '../../store/check-record.ts';
import { sealJournal } from '../../store/journal.ts';
import { NOW, type TestApi } from './api.ts';

/** Attacks of somebody who writes to MongoDB past Tocsin, and what the verification says of them. */

export type Doc = { _id: string } & Record<string, unknown>;
type Verified = { exit: number; ok: boolean; findings: { of: string; problem: string }[] };

export function attacksOn(api: () => TestApi) {
  const rows = (name: string): mongo.Collection<Doc> => api().store.connection.collection<Doc>(name) as never;

  /** What the verification says does not hold, as `<of>: <problem>`. */
  async function problems(outside: readonly ChainHead[] = []): Promise<string[]> {
    const { streams, beside } = await checkRecord(api().store, NOW, { outside });
    return findingsOf({ streams: streams.map(lineOf), beside }).map(({ of, problem }) => `${of}: ${problem}`);
  }

  /** Does an attack, gives what the verification then says, and puts every collection back as it was. */
  async function attacked(names: string[], attack: () => Promise<unknown>): Promise<string[]> {
    await sealJournal(api().store, NOW);
    const before = await Promise.all(names.map(async (name) => [name, await rows(name).find().toArray()] as const));
    await attack();
    const found = await problems();
    for (const [name, docs] of before) {
      await rows(name).deleteMany({});
      if (docs.length > 0) await rows(name).insertMany(docs);
    }
    return found;
  }

  /** `tocsin verify --all`, as an operator runs it beside the database. */
  async function verifyAll(more: { options?: string[]; env?: NodeJS.ProcessEnv } = {}): Promise<Verified> {
    const { current, keys } = api().store.keyring;
    const entries = [...keys].map(([id, key]) => [id, key.toString('base64')] as const);
    const keyring = JSON.stringify({ current, keys: Object.fromEntries(entries) });
    const lines: string[] = [];
    const exit = await main(['verify', '--all', '--json', ...(more.options ?? [])], {
      env: { MONGODB_URI: api().mongodbUri, TOCSIN_KEYRING: keyring, ...more.env },
      isTerminal: false,
      out: (line) => void lines.push(line),
      error: (line) => void lines.push(line),
      readStdin: async () => Buffer.alloc(0),
    });
    return { exit, ...JSON.parse(lines.join('\n')) };
  }

  return { rows, problems, attacked, verifyAll };
}
