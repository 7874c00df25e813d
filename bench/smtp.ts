import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { prepareMail } from '../activities/channels/email/message.ts';
import type { SinkCounts, SinkMode, SinkRequest } from './sink.ts';

/** A mail server in a process of its own. Each of its promises is to be awaited before the next call. */
export type Sink = {
  url: string;
  port: number;
  pid: number;
  counts(): Promise<SinkCounts>;
  /** For messages that end from now on. */
  setMode(mode: SinkMode): Promise<void>;
  stop(): Promise<void>;
};

/** Starts one that counts messages, addresses and Message-IDs. */
export async function startSink(mode: SinkMode = 'ok'): Promise<Sink> {
  const child = fork(fileURLToPath(new URL('./sink.ts', import.meta.url)));
  const [port] = (await once(child, 'message')) as [number];
  const ask = async (request: SinkRequest): Promise<SinkCounts> => {
    child.send(request);
    const [counts] = (await once(child, 'message')) as [SinkCounts];
    return counts;
  };
  await ask({ mode });
  return {
    ...{ url: `smtp://127.0.0.1:${port}`, port, pid: child.pid ?? 0 },
    counts: () => ask('counts'),
    setMode: async (next) => void (await ask({ mode: next })),
    async stop() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

export const BENCH_FROM = 'Tocsin <tocsin@example.org>';

/** A letter of about 3 KB with the name of its reader in it. */
export const BENCH_LETTER = {
  subject: 'What happened to your data',
  text:
    'Dear {{recipient}},\n\n' +
    'Somebody saw data of yours who should not have. Change the password there.\n'.repeat(36),
};

/**
 * Messages a second that nodemailer's bare `SMTPConnection` hands to a sink of its own: every message is prepared
 * before the clock starts, nothing is kept, and no answer but an error is looked at. The limit for whatever sends mail.
 */
export async function bareSmtp(count: number, connections: number): Promise<number> {
  const write = prepareMail(
    { from: BENCH_FROM },
    {
      ...{ subject: BENCH_LETTER.subject, pieces: BENCH_LETTER.text.split('{{recipient}}'), language: 'en' },
    },
  );
  const readers = Array.from({ length: count }, (_, n) => ({
    ...{ name: `Person ${n}`, email: `p${n}@people.example`, id: `bare.${n}` },
  }));
  const letters = readers.map((reader) => ({ to: reader.email, raw: write(reader) }));
  const sink = await startSink();
  try {
    const open = await Promise.all(Array.from({ length: connections }, () => connect(sink.port)));
    const from = performance.now();
    await Promise.all(
      open.map(async (connection) => {
        for (let next = letters.pop(); next !== undefined; next = letters.pop()) await offer(connection, next);
      }),
    );
    const seconds = (performance.now() - from) / 1_000;
    for (const connection of open) connection.close();
    const { messages, messageIds } = await sink.counts();
    if (messages !== count || messageIds !== count) throw new Error(`The sink read ${messages} of ${count} messages.`);
    return count / seconds;
  } finally {
    await sink.stop();
  }
}

async function connect(port: number): Promise<SMTPConnection> {
  const connection = new SMTPConnection({ host: '127.0.0.1', port });
  await new Promise<void>((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  return connection;
}

function offer(connection: SMTPConnection, { to, raw }: { to: string; raw: Buffer }): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.send({ from: 'tocsin@example.org', to: [to] }, raw, (error) => (error ? reject(error) : resolve()));
  });
}
