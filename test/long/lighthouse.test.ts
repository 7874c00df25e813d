import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { anyFree } from '../../local/ports.ts';
import { launchChromium } from '../support/browser.ts';
import { describeInBrowser } from '../support/describe.ts';
import { openWorld, type World } from '../support/world.ts';

const SCRIPT = fileURLToPath(new URL('../support/lighthouse.ts', import.meta.url));
const LEAST = 95;
/** The score for speed is worked out from how long this machine took: another run of it may have been disturbed. */
const RUNS = 3;

type Outcome = { scores: Record<string, number>; lost: string[] };

describeInBrowser('Lighthouse', () => {
  let world: World;
  let browser: Browser;
  let port: number;
  let cookie: string;
  beforeAll(async () => {
    port = await anyFree();
    [world, browser] = await Promise.all([openWorld(), launchChromium(`--remote-debugging-port=${port}`)]);
    cookie = (await world.api.session('dpo')).cookie;
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  const pages: [name: string, path: () => string, isInside: boolean][] = [
    ['the desk', () => '/', true],
    ['a breach', () => `/desk/breaches/${world.breachId}`, true],
    ['the report', () => '/desk/report', true],
    ['the page of a supplier', () => world.links.get('sturdy-cloud') ?? '', false],
  ];
  it.each(pages)(
    'gives %s at least 95 for performance, accessibility and best practices',
    async (name, path, isInside) => {
      const outcomes: Outcome[] = [];
      while (outcomes.length < RUNS && (outcomes.length === 0 || lowest(median(outcomes)) < LEAST)) {
        const args = [SCRIPT, String(port), `${world.url}${path()}`, isInside ? cookie : ''];
        const { stdout } = await promisify(execFile)(process.execPath, args, {
          env: { ...process.env, NODE_OPTIONS: '' },
        });
        outcomes.push(JSON.parse(stdout));
      }
      const { scores, lost } = median(outcomes);
      process.stdout.write(`Lighthouse of ${name}: ${JSON.stringify(scores)}\n`);
      expect({ name, lowest: lowest({ scores, lost }) >= LEAST ? 'enough' : { scores, lost } }).toEqual({
        name,
        lowest: 'enough',
      });
    },
    300_000,
  );

  function lowest({ scores }: Outcome): number {
    return Math.min(...Object.values(scores));
  }
  function median(outcomes: Outcome[]): Outcome {
    const sorted = outcomes.toSorted((a, b) => (a.scores.performance ?? 0) - (b.scores.performance ?? 0));
    return sorted[Math.floor(sorted.length / 2)] ?? { scores: { none: 0 }, lost: ['It gave no score.'] };
  }
});
