import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readEnvironment, requireGiven } from '../../config/environment.ts';
import { EvidencePack } from '../../domain/audit/pack.ts';
import { verifyAnchor } from '../../domain/audit/verify-anchor.ts';
import { environmentOfStart } from '../../local/environment.ts';
import { readSealedEvents } from '../../store/events.ts';
import { openStore } from '../../store/open.ts';
import { closeStore, type Store } from '../../store/store.ts';
import { OVER_NOTICES } from '../support/closing.ts';
import { openTemporal, type RunningTemporal } from '../support/running-temporal.ts';
import { type RunningTocsin, startTocsin, steadyClient } from '../support/running-tocsin.ts';
import { TimestampAuthority } from '../support/timestamp-authority.ts';
import { until } from '../support/until.ts';

let authority: TimestampAuthority;
let folder: string;
let tocsin: RunningTocsin;
let temporal: RunningTemporal;
let store: Store;
beforeAll(async () => {
  authority = await TimestampAuthority.start();
  folder = mkdtempSync(join(tmpdir(), 'tocsin-anchors-'));
  tocsin = await startTocsin({ env: { TIMESTAMP_URL: authority.url, ANCHOR_DIR: folder } });
  temporal = await openTemporal(tocsin);
  const env = readEnvironment(environmentOfStart(tocsin.dataDir, {}));
  const { mongodbUri: uri, keyring } = requireGiven(env, 'mongodbUri', 'keyring');
  store = await openStore({ uri, keyring });
});
afterAll(async () => {
  if (store !== undefined) await closeStore(store);
  await temporal?.close();
  await tocsin?.stop();
  await authority?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const client = () => steadyClient(tocsin.url, tocsin.tokens.dpo);
const anchoring = async () => {
  const ready = (await (await fetch(`${tocsin.url}/health/ready`)).json()) as { anchoring: { state: string } };
  return ready.anchoring;
};
const page = async (path: string) => {
  const headers = { authorization: `Bearer ${tocsin.tokens.dpo}` };
  return (await fetch(`${tocsin.url}${path}`, { headers })).text();
};
const kept = () => readdirSync(folder);
const turns = async () => (await temporal.client.schedule.getHandle('anchor').describe()).info;

describe('a running Tocsin', () => {
  it('closes though the authority answers rubbish, takes that outside at once, and has it stamped later', async () => {
    const { breachId } = await client().send<{ breachId: string }>('POST', '/incidents', { title: 'A test of ours' });
    await until(async () => (await readSealedEvents(store, breachId)).length > 0, 'the report on record');
    const isIdle = async () => {
      const { numActionsTaken, runningActions } = await turns();
      return numActionsTaken > 0 && runningActions.length === 0;
    };
    await until(isIdle, 'the end of the first turn');
    const [before, begun] = [kept().length, (await turns()).numActionsTaken];
    authority.flaw = 'rubbish';
    const close = { outcome: 'not-a-breach', reasons: 'A test of ours.', over: OVER_NOTICES };
    await client().send('POST', `/breaches/${breachId}/closing`, close);
    await until(() => kept().length > before, 'the head in the directory');
    expect((await turns()).numActionsTaken).toBe(begun + 1);
    await until(async () => (await anchoring()).state === 'failing', 'its failure said');
    expect(await anchoring()).toMatchObject({ state: 'failing', failing: ['authority'] });
    expect(await page('/')).toContain('could not be taken outside by every way');
    authority.flaw = undefined;
    await until(() => kept().toSorted().at(-1)?.endsWith('.tst'), 'its time-stamp');
    await until(async () => (await anchoring()).state === 'ok', 'all well');
    const pack = EvidencePack.parse(await client().get(`/breaches/${breachId}/evidence`));
    const { findings, proof } = await verifyAnchor(pack, [authority.rootPem]);
    expect([findings, proof]).toEqual([[], expect.objectContaining({ isTrusted: true, at: expect.any(String) })]);
    // A rung that was under way may be recorded after the closing.
    const closing = pack.events.findLast(({ type }) => type === 'closed')?.seq;
    expect(proof?.covers).toBeGreaterThanOrEqual(closing ?? Number.POSITIVE_INFINITY);
    const audit = await page('/desk/audit');
    expect(audit).toMatch(/Time-stamping authority[\s\S]*Works[\s\S]*Directory[\s\S]*Works/);
  });
});
