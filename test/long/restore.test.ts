import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import type { Accepted } from '../../cli/output/accepted.ts';
import type { BreachView } from '../../cli/output/view.ts';
import { readEnvironment } from '../../config/environment.ts';
import { createTemporalClient } from '../../config/temporal.ts';
import { createGateway } from '../../intake/gateway.ts';
import { mongodUri } from '../../local/mongod-command.ts';
import { parseKeyring } from '../../store/crypto/keyring.ts';
import { runTocsin } from '../support/checkout.ts';
import { type RunningTocsin, root, startTocsin, steadyClient } from '../support/running-tocsin.ts';
import { until } from '../support/until.ts';

const REFERENCE = /^TOC-\d{4}-\d{4}-[0-9A-HJKMNP-TV-Z]{3}$/;

let tocsin: RunningTocsin;
let yesterday: string;
/** Reported before the backup, and changed after it. */
let first = '';
/** Reported after the backup. */
let lost = '';

const client = () => steadyClient(tocsin.url, tocsin.tokens.dpo);
const find = (breachId: string) =>
  client()
    .get<BreachView>(`/breaches/${breachId}`)
    .catch(() => null);
const report = (title: string) => client().send<Accepted>('POST', '/incidents', { title, summary: 'Seen in the log.' });

async function reported(title: string): Promise<string> {
  const { breachId } = await report(title);
  await until(async () => ((await find(breachId ?? ''))?.plan ?? null) !== null, `the plan of ${breachId}`);
  return breachId ?? '';
}

/** As a file system is copied under a mongod that runs: nothing is written meanwhile. */
async function backUp(database: string): Promise<void> {
  const live = await mongo.MongoClient.connect(mongodUri(tocsin.dataDir));
  try {
    await live.db('admin').command({ fsync: 1, lock: true });
    cpSync(database, yesterday, { recursive: true });
    await live.db('admin').command({ fsyncUnlock: 1 });
  } finally {
    await live.close();
  }
}

beforeAll(async () => {
  tocsin = await startTocsin();
  yesterday = mkdtempSync(join(tmpdir(), 'tocsin-backup-'));
  const database = join(tocsin.dataDir, 'mongo');
  first = await reported('Laptop left on a train');
  await backUp(database);
  await client().send('PATCH', `/breaches/${first}/facts`, { facts: { peopleConcerned: 9 }, reasons: 'Counted.' });
  lost = await reported('Mailbox read by a stranger');
  await tocsin.halt();
  rmSync(database, { recursive: true });
  cpSync(yesterday, database, { recursive: true });
  await tocsin.restart();
});
afterAll(async () => {
  await tocsin?.stop();
  rmSync(yesterday, { recursive: true, force: true });
});

describe('a database restored to yesterday, beside a Temporal of today', () => {
  it('has lost what came since, and keeps what was there', async () => {
    expect(await find(first)).toMatchObject({ facts: { peopleConcerned: null } });
    expect(await find(lost)).toBeNull();
  });

  it('takes no command on a breach that knows more than it, and says so at once', async () => {
    const facts = { facts: { peopleConcerned: 11 }, reasons: 'After the restore.' };
    const refused = { code: 'record-behind', message: expect.stringContaining('older record') };
    await expect(client().send('PATCH', `/breaches/${first}/facts`, facts)).rejects.toMatchObject(refused);
    const close = { outcome: 'not-a-breach', reasons: 'Found again.' };
    await expect(client().send('POST', `/breaches/${first}/closing`, close)).rejects.toMatchObject(refused);
    const env = { ...process.env, NODE_OPTIONS: '', TOCSIN_DATA_DIR: tocsin.dataDir };
    const amend = ['amend', first.toLowerCase(), '--set', 'peopleConcerned=12', '--reasons', 'By the command.'];
    const byCommand = await runTocsin(root, amend, env);
    expect(byCommand).toMatchObject({ exit: 2, json: { error: { code: 'record-behind' } } });
    expect(await find(first)).toMatchObject({ facts: { peopleConcerned: null }, status: 'suspected' });
  });

  it('gives a new report a reference that nobody has, and its breach runs under it', async () => {
    const breachId = await reported('Another matter, after the restore');
    expect(breachId).toMatch(REFERENCE);
    // The number is counted again; the letters tell the two apart.
    expect(breachId.slice(0, -4)).toBe(lost.slice(0, -4));
    expect(breachId).not.toBe(lost);
  });

  it('finds a report that has the reference of a running breach another one, instead of losing it', async () => {
    const { reference, breachId } = await report('A third matter');
    await until(async () => (await find(breachId ?? '')) !== null, 'the third breach');
    const ports = JSON.parse(readFileSync(join(tocsin.dataDir, 'ports.json'), 'utf8'));
    const keyring = parseKeyring(readFileSync(join(tocsin.dataDir, 'keys.json'), 'utf8'));
    const { temporal } = readEnvironment({ TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal}`, TEMPORAL_TLS: 'false' });
    const engine = createTemporalClient(temporal, keyring);
    const database = await mongo.MongoClient.connect(mongodUri(tocsin.dataDir));
    try {
      const gateway = createGateway(engine, Date.now);
      expect(await gateway.openedBy(breachId ?? '')).toEqual({ intake: reference });
      expect(await gateway.openedBy('TOC-2026-9999')).toBeNull();
      // As a version did that counted alone: the number of the breach that the backup does not know.
      const intake = database.db().collection<{ _id: string; breachId: string }>('intake');
      await intake.updateOne({ _id: reference }, { $set: { breachId: lost, status: 'pending' } });
      await until(async () => (await intake.findOne({ _id: reference }))?.breachId !== lost, 'another reference');
      const moved = String((await intake.findOne({ _id: reference }))?.breachId);
      expect(moved).toMatch(REFERENCE);
      await until(async () => (await find(moved)) !== null, 'the breach under its other reference');
      expect(await find(moved)).toMatchObject({ narrative: { title: 'A third matter' } });
      expect(await client().get(`/reports/${lost}`)).toMatchObject({ reference: moved });
      const { status } = await engine.workflow.getHandle(`breach/${lost}`).describe();
      expect(status.name).toBe('RUNNING');
    } finally {
      await database.close();
      await engine.connection.close();
    }
  });
});
