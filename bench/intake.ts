import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { dataConverter } from '../config/codec.ts';
import { toInstant } from '../domain/time.ts';
import { createGateway, type ReportedEvent } from '../intake/gateway.ts';
import { createRelay } from '../intake/relay.ts';
import { serverPath } from '../local/servers.ts';
import { closeStore, type Store } from '../store/store.ts';
import { startMongo, testKeyring } from '../test/support/mongo.ts';
import type { CommandRequest } from '../workflows/messages.ts';
import { many, timed } from './at-once.ts';
import { serve } from './server.ts';

/** How many reports a second are accepted and started, beside what the database and Temporal can do at all. */

const ROUNDS = 4;
const REPORTS = 250;
/** People who report at the same moment, and starts under way at once, as the relay has them. */
const REPORTERS = 32;
const STARTS = 8;
/** A report is also a request to answer, a token to check, and its bytes to keep as evidence. */
const MOST_INSERTS = 40;
const MOST_STARTS = 2;
const SUMMARY =
  'A session of the support tool was taken over by a link in a mail; files of tickets were opened. '.repeat(4);

/** Prints the four rates, measured in turns in one run; false where a report costs more than its limits. */
export async function benchIntake(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  const keyring = testKeyring();
  const mongo = await startMongo();
  const store = await mongo.open('intake', keyring);
  const executable = { type: 'existing-path', path: serverPath('temporal') } as const;
  const server = { executable, dbFilename: join(folder, 'db'), extraArgs: ['--output', 'none'] };
  const temporal = await TestWorkflowEnvironment.createLocal({ server });
  try {
    const { connection, namespace = 'default' } = temporal;
    const client = new Client({ connection, namespace, dataConverter: dataConverter(keyring, namespace) });
    return await compare(store, client);
  } finally {
    await temporal.teardown();
    await closeStore(store);
    await mongo.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(store: Store, client: Client): Promise<boolean> {
  const gateway = createGateway(client, Date.now);
  const clock = () => toInstant(Date.now());
  const asked: Parameters<typeof gateway.startBreach>[] = [];
  const relay = createRelay({
    ...{ store, clock, log: { warn: console.warn }, every: () => () => undefined },
    temporal: {
      ...gateway,
      startBreach: (...call) => {
        asked.push(call);
        return gateway.startBreach(...call);
      },
    },
  });
  const api = await serve(store);
  const ms = { accepted: 0, inserted: 0, started: 0, bare: 0 };
  // The first round is a warm-up: compiled code, open connections.
  for (let round = 0; round <= ROUNDS; round += 1) {
    asked.length = 0;
    const took = {
      accepted: await timed(() => many(REPORTERS, REPORTS, () => report(api))),
      inserted: await timed(await bareInserts(store)),
      started: await timed(() => relay.turn()),
      bare: await timed(() => many(STARTS, REPORTS, (i) => bareStart(gateway, asked[i]))),
    };
    if (round > 0) for (const key of Object.keys(ms) as (keyof typeof ms)[]) ms[key] += took[key];
  }
  await relay.stop();
  await api.stop();
  if (await store.connection.collection('intake').countDocuments({ status: 'pending' }))
    throw new Error('Not all relayed.');
  const rate = (of: keyof typeof ms) => Math.round((ROUNDS * REPORTS * 1_000) / ms[of]);
  const [inserts, starts] = [ms.accepted / ms.inserted, ms.started / ms.bare];
  console.log(
    `${ROUNDS * REPORTS} reports over HTTP, ${REPORTERS} at once; workflows started by one relay, ${STARTS} at once`,
  );
  console.log(
    `  accepted: ${rate('accepted')} a second, bare inserts ${rate('inserted')}: ${inserts.toFixed(2)} inserts each`,
  );
  console.log(`  started:  ${rate('started')} a second, bare starts ${rate('bare')}: ${starts.toFixed(2)} starts each`);
  if (inserts <= MOST_INSERTS && starts <= MOST_STARTS) return true;
  console.error(`A report costs more than ${MOST_INSERTS} inserts, or its start more than ${MOST_STARTS} starts.`);
  return false;
}

async function report({ url, token }: { url: string; token: string }): Promise<void> {
  const key = randomUUID();
  const response = await fetch(`${url}/incidents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ title: `Session stolen ${key}`, summary: SUMMARY }),
  });
  if (response.status !== 202) throw new Error(`Not accepted: ${response.status} ${await response.text()}`);
}

/** Intake records as they were just written, once more, by the driver alone. */
async function bareInserts(store: Store): Promise<() => Promise<void>> {
  const record = await store.connection.collection('intake').findOne();
  const bare = store.connection.collection<{ _id: string }>('bare');
  return () => many(REPORTERS, REPORTS, async () => void (await bare.insertOne({ ...record, _id: randomUUID() })));
}

/** The same call under another workflow id. */
async function bareStart(
  gateway: Pick<ReturnType<typeof createGateway>, 'startBreach'>,
  call: [ReportedEvent, readonly CommandRequest[]] | undefined,
): Promise<void> {
  if (call === undefined) throw new Error('Fewer were started than reported.');
  const [reported, commands] = call;
  const breachId = `${reported.data.breachId}-bare`;
  await gateway.startBreach({ ...reported, data: { ...reported.data, breachId } }, commands);
}
