import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EvidencePack, verifyPack } from '../../domain/audit/pack.ts';
import type { Communication, Counts } from '../../domain/communication/standing.ts';
import { toInstant } from '../../domain/time.ts';
import { anyFree } from '../../local/ports.ts';
import { releaseBy } from '../support/release.ts';
import { type RunningTocsin, startTocsin, steadyClient, type TocsinProcess } from '../support/running-tocsin.ts';
import { until } from '../support/until.ts';

/** One breach that touches 5,000 customers, while whatever there is gets killed at moments that nobody chose. */
const CUSTOMERS = 5_000;
/** What the mail server takes for each, so that the telling outlasts the killing. */
const PAUSE_MS = 150;
const KILLS = 24;
const VICTIMS: (TocsinProcess | 'smtp')[] = ['worker', 'temporal', 'mongod', 'smtp'];
const SEED = 20_261_128;

type Standing = { communications: { notices?: Communication } };

let tocsin: RunningTocsin;
let smtp: ChildProcess;
let port: number;
let journal: string;
let policy: string;
beforeAll(async () => {
  port = await anyFree();
  policy = policyOfOneProgram();
  tocsin = await startTocsin({ env: { SMTP_URL: `smtp://127.0.0.1:${port}`, TOCSIN_POLICY_DIR: policy } });
  journal = join(tocsin.dataDir, 'journal');
  writeFileSync(journal, '');
  smtp = await startSmtp();
}, 300_000);
afterAll(async () => {
  smtp?.kill();
  await tocsin?.stop();
  rmSync(policy, { recursive: true, force: true });
}, 60_000);

/** A policy by which a token alone lets paused notices go on, however many: nobody signs in here. */
function policyOfOneProgram(): string {
  const dir = mkdtempSync(join(tmpdir(), 'tocsin-policy-'));
  cpSync(new URL('../../policy', import.meta.url), dir, { recursive: true });
  const file = join(dir, 'organisation.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/moreReceiversThan: \d+/, 'moreReceiversThan: null'));
  return dir;
}

async function startSmtp(): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('../support/journal-smtp.ts', import.meta.url));
  const child = fork(script, [String(port), journal, String(PAUSE_MS)], { execArgv: [] });
  await once(child, 'message');
  return child;
}

async function kill(victim: TocsinProcess | 'smtp'): Promise<void> {
  if (victim !== 'smtp') return tocsin.kill(victim);
  smtp.kill('SIGKILL');
  await once(smtp, 'exit');
  await delay(500);
  smtp = await startSmtp();
}

/** Numbers from 0 to 1, the same at every run (mulberry32). */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}

describe('5,000 customers, and kill -9 of worker, Temporal, MongoDB and mail server', () => {
  it('everybody is told once, what may have left is counted, and the record verifies', async () => {
    const { dpo } = tocsin.tokens;
    const client = steadyClient(tocsin.url, dpo);
    const customers = Array.from({ length: CUSTOMERS }, (_, n) => `customer-${n}`);
    await client.send('PUT', '/dataflow', {
      systems: [
        {
          ...{ id: 'tenant-data', name: 'Customer databases', plane: 'customer-data', dataClasses: ['simple'] },
          ...{ dataCategories: ['names'], countries: ['DE'], customers },
        },
      ],
      counterparties: customers.map((id, n) => ({
        ...{ id, kind: 'customer', name: `Customer number ${n}` },
        contacts: [{ name: `Desk ${n}`, email: `privacy@c${n}.example` }],
      })),
    });
    const report = { title: 'Backup readable from outside', systems: ['tenant-data'], awareAt: toInstant(Date.now()) };
    const { breachId } = await client.send<{ breachId: string }>('POST', '/incidents', report);
    await releaseBy(client, breachId);
    const standing = async () => {
      const view = await client.get<Standing>(`/breaches/${breachId}`).catch(() => null);
      return view?.communications.notices ?? null;
    };
    await until(async () => (await standing())?.counts.total === CUSTOMERS, 'everybody to be planned', 120_000);

    const random = numbers(SEED);
    for (let n = 0; n < KILLS; n += 1) {
      await delay(500 + random.next().value * 2_500);
      await kill(VICTIMS[Math.floor(random.next().value * VICTIMS.length)] ?? 'worker');
      await resumeWherePaused();
    }
    const isTold = (counts: Communication['counts']) => counts.total - (counts.planned ?? 0) - (counts.deferred ?? 0);
    await until(
      async () => {
        await resumeWherePaused();
        const known = await standing();
        return known !== null && isTold(known.counts) === CUSTOMERS;
      },
      'everybody to be told, or uncertain',
      900_000,
    );

    const lines = readFileSync(journal, 'utf8').trim().split('\n');
    const notices = lines.filter((line) => line.startsWith(`notice.${breachId}.`));
    const arrived = new Set(notices.map((line) => line.split(' ')[1]));
    expect(notices.length).toBe(new Set(notices).size);
    expect(notices.length).toBe(arrived.size);
    const counts: Counts = (await standing())?.counts ?? { total: 0 };
    // Whoever is uncertain may have it or not; everybody else has it.
    expect(counts.sent ?? 0).toBeLessThanOrEqual(arrived.size);
    expect((counts.sent ?? 0) + (counts.uncertain ?? 0)).toBe(CUSTOMERS);
    console.log(`${arrived.size} arrived, ${counts.sent} known as sent, ${counts.uncertain ?? 0} uncertain`);

    const pack = EvidencePack.parse(await client.get(`/breaches/${breachId}/evidence`));
    expect(verifyPack(pack)).toEqual({ ok: true, findings: [], uncovered: [] });

    async function resumeWherePaused(): Promise<void> {
      if ((await standing())?.status !== 'paused') return;
      const body = { reasons: 'The mail server is back.' };
      await client.send('POST', `/breaches/${breachId}/communications/notices/resume`, body).catch(() => undefined);
    }
  }, 1_800_000);
});
