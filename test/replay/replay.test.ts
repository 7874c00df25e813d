import { readdirSync, readFileSync, statSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { WORKFLOWS } from '../../workflows/messages.ts';
import { inLong } from '../support/sampled.ts';

/** A folder per released version. */
const folder = new URL('histories/', import.meta.url);
const versions = readdirSync(folder);
const namesOf = (version: string) => readdirSync(new URL(version, folder)).map((name) => `${version}/${name}`);
const minorOf = (version: string) => Number(version.split('.')[1]);
const kindOf = (name: string) => /\/([a-z]+)/.exec(name)?.[1];
const lengthOf = (name: string) => statSync(new URL(name, folder)).size;
/** All of the newest two versions, and of each earlier one the longest of every kind; in the long proofs all. */
const names = versions
  .toSorted((a, b) => minorOf(b) - minorOf(a))
  .flatMap((version, age) => {
    const all = namesOf(version).toSorted((a, b) => lengthOf(b) - lengthOf(a));
    const longest = all.filter((name, n) => all.findIndex((other) => kindOf(other) === kindOf(name)) === n);
    return age < 2 ? all : [...longest, ...inLong(all.filter((name) => !longest.includes(name)))];
  });
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

let workflowBundle: WorkflowBundleWithSourceMap;
/** By the name of a history: what today's code would have done otherwise than it says; undefined where nothing. */
let found: Map<string, Error | undefined>;
beforeAll(async () => {
  const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };
  Runtime.install({ logger: silent, telemetryOptions: { logging: { filter: 'OFF' } } });
  workflowBundle = await bundleWorkflows();
  found = await replay(names.map((name) => [name, read(name)]));
});

/** Replays against today's code, by one worker. */
async function replay(histories: [name: string, history: unknown][]): Promise<Map<string, Error | undefined>> {
  const given = histories.map(([workflowId, history]) => ({ workflowId, history: historyFromJSON(history) }));
  const results = await Array.fromAsync(Worker.runReplayHistories({ workflowBundle }, given));
  return new Map(results.map(({ workflowId, error }) => [workflowId, error]));
}

describe('a breach that is already running survives this version of the code', () => {
  it.each(names)('%s', (name) => {
    expect([found.has(name), found.get(name)]).toEqual([true, undefined]);
  });

  it('and every workflow has a history here', () => {
    const all = versions.flatMap(namesOf);
    const kinds = Object.keys(WORKFLOWS).filter((kind) => !all.some((name) => name.includes(`/${kind}-`)));
    expect(kinds).toEqual([]);
  });

  it('while a history that the code did not make is found out', async () => {
    const history = read('0.1/obligation-overdue.json') as {
      events: { activityTaskScheduledEventAttributes?: object }[];
    };
    const scheduled = history.events.find((event) => event.activityTaskScheduledEventAttributes);
    Object.assign(scheduled?.activityTaskScheduledEventAttributes ?? {}, { activityType: { name: 'makePlan' } });
    const { message } = (await replay([['swapped', history]])).get('swapped') ?? {};
    expect(message).toMatch(/[Nn]ondeterminism/);
  });
});
