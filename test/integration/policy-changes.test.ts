import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { changesOfPolicy } from '../../services/policy/changes.ts';
import { rebuildOutdated } from '../../store/breaches.ts';
import type { Store } from '../../store/store.ts';
import { listViews } from '../../store/views.ts';
import { tellCli } from '../support/cli.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';
import { loadDatabase } from '../support/version-0.1.ts';

/** An incident that is open, one that was filed six hours after the awareness and closed, and a suspicion. */
const [OPEN, PAST] = ['TOC-2026-0001', 'TOC-2026-0002'];
const ART33 = 'gdpr-art33-1-authority';
const NOW = '2026-12-01T08:00:00.000Z';

let mongo: TestMongo;
let store: Store;
let keyring: string;
let stricter: string;
beforeAll(async () => {
  mongo = await startMongo();
  const ring = await loadDatabase(mongo.uri('changes'));
  keyring = readFileSync(new URL('../fixtures/version-0.1/keyring.json', import.meta.url), 'utf8');
  store = await mongo.open('changes', ring);
  await rebuildOutdated(store);
  stricter = mkdtempSync(join(tmpdir(), 'tocsin-policy-'));
  cpSync('policy', stricter, { recursive: true });
  const file = join(stricter, 'regimes', 'gdpr.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('kind: eu-hours, hours: 72', 'kind: eu-hours, hours: 4'));
});
afterAll(async () => {
  rmSync(stricter, { recursive: true, force: true });
  await mongo?.stop();
});

it('the same policy changes nothing', async () => {
  const policy = loadPolicy('policy');
  expect(await changesOfPolicy(store, policy, policy, NOW)).toMatchObject({
    ...{ rows: [], parts: [], breaches: [], unchanged: 3, exercises: 0, notRead: [] },
  });
});

it('a shorter limit shows what was met too late in the past, and what is open and not met', async () => {
  const found = await changesOfPolicy(store, loadPolicy('policy'), loadPolicy(stricter), NOW);
  expect(found.rows).toEqual([expect.objectContaining({ obligation: ART33, change: 'changed', fields: ['clock'] })]);
  expect(found.unchanged).toBe(1);
  expect(found.breaches.map(({ breachId, isOpen, duties }) => [breachId, isOpen, duties])).toEqual([
    [OPEN, true, [expect.objectContaining({ obligation: ART33, change: 'earlier', missed: 'not-met' })]],
    [
      PAST,
      false,
      [
        expect.objectContaining({
          ...{ obligation: ART33, change: 'earlier', before: '2026-11-02T08:40:00.000Z' },
          ...{ after: '2026-10-30T12:40:00.000Z', met: '2026-10-30T14:40:00.000Z', missed: 'met-late' },
        }),
      ],
    ],
  ]);
});

it('is a note for the DPO in the terminal, puts on record that it was read, and ends with code 1', async () => {
  const env = { MONGODB_URI: mongo.uri('changes'), TOCSIN_KEYRING: keyring };
  const { code, text } = await tellCli(env, 'policy', 'changes', 'policy', stricter);
  expect(code).toBe(1);
  for (const part of [`OPEN INCIDENTS\n${OPEN}`, `PAST INCIDENTS\n${PAST}`, 'NOT MET.', 'MET LATE', 'due earlier']) {
    expect(text).toContain(part);
  }
  expect(JSON.stringify(await listViews(store, {}, { before: null, limit: 5 }))).toContain('server/policy-changes');
});

it('refuses a folder that holds no policy', async () => {
  const { code, text } = await tellCli({}, 'policy', 'changes', 'no-such-folder');
  expect([code, text]).toEqual([2, expect.stringContaining('There is no folder')]);
});
