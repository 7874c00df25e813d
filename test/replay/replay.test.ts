import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { WORKFLOWS } from '../../workflows/messages.ts';

/** A folder per released version. */
const folder = new URL('histories/', import.meta.url);
const versions = readdirSync(folder);
const names = versions.flatMap((version) => readdirSync(new URL(version, folder)).map((name) => `${version}/${name}`));
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

let workflowBundle: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };
  Runtime.install({ logger: silent, telemetryOptions: { logging: { filter: 'OFF' } } });
  workflowBundle = await bundleWorkflows();
});

/** Replays against today's code; rejects when the code would have done something else than the history says. */
function replay(history: unknown): Promise<void> {
  return Worker.runReplayHistory({ workflowBundle }, historyFromJSON(history));
}

describe('a breach that is already running survives this version of the code', () => {
  it.each(names)('%s', async (name) => {
    await expect(replay(read(name))).resolves.toBeUndefined();
  });

  it('and every workflow has a history here', () => {
    const kinds = Object.keys(WORKFLOWS).filter((kind) => !names.some((name) => name.includes(`/${kind}-`)));
    expect(kinds).toEqual([]);
  });

  it('while a history that the code did not make is found out', async () => {
    const history = read('0.1/obligation-overdue.json') as {
      events: { activityTaskScheduledEventAttributes?: object }[];
    };
    const scheduled = history.events.find((event) => event.activityTaskScheduledEventAttributes);
    Object.assign(scheduled?.activityTaskScheduledEventAttributes ?? {}, { activityType: { name: 'makePlan' } });
    await expect(replay(history)).rejects.toThrow(/[Nn]ondeterminism/);
  });
});
