import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mailsOf, outcomeOf, type Played, play } from '../support/exercise.ts';
import { type RunningTocsin, startTocsin, type TocsinProcess } from '../support/running-tocsin.ts';

/** 72 hours in two minutes: slow enough that eight restarts let no limit pass. */
const SCALE = 2_160;
const PROCESSES: TocsinProcess[] = ['worker', 'temporal', 'mongod', 'api'];
/** Moments of the story, each in another stage of the breach. */
const MOMENTS: [string, RegExp][] = [
  ['facts amended', /The plan moved/],
  ['awareness recorded', /Certain enough/],
  ['notices delivered', /get their own notice|each get/],
  ['supplier acknowledged', /Deskwell opens/],
  ['letter drafted', /nothing leaves without approval/],
  ['letter sent', /The DPO approved/],
  ['rung fired', /48 hours left/],
  ['authority notified', /The authority is notified/],
];

let tocsin: RunningTocsin;
let undisturbed: Played;
beforeAll(async () => {
  tocsin = await startTocsin();
  undisturbed = await play(tocsin, SCALE);
}, 300_000);
afterAll(async () => {
  await tocsin?.stop();
}, 60_000);

/** Fired rungs differ where a limit passed while a process was away; everything else must be the same. */
function withoutRungs(played: Played): unknown {
  const outcome = outcomeOf(played) as { obligations: unknown[][] };
  return { ...outcome, obligations: outcome.obligations.map(([id, status, late]) => [id, status, late]) };
}

// A Latin square: in each story every moment loses another process, so that four stories see every pair of both.
describe('kill -9 at every stage of one breach', () => {
  it.each([0, 1, 2, 3])(
    'loses no step and sends nothing twice (square %i)',
    async (shift) => {
      const killed = new Map<string, Promise<void>>();
      const played = await play(tocsin, SCALE, (text) => {
        for (const [index, [name, moment]] of MOMENTS.entries()) {
          const victim = PROCESSES[(index + shift) % PROCESSES.length] ?? 'worker';
          if (moment.test(text) && !killed.has(name)) killed.set(name, tocsin.kill(victim));
        }
      });
      await Promise.all(killed.values());
      expect([...killed.keys()].sort()).toEqual(MOMENTS.map(([name]) => name).sort());
      expect(withoutRungs(played)).toEqual(withoutRungs(undisturbed));
      const fired = played.events.flatMap((e) =>
        e.type === 'rung-fired' ? [`${e.data.obligation} ${e.data.rung}@${e.data.due}`] : [],
      );
      expect(fired.length).toBe(new Set(fired).size);
      const ids = (await mailsOf(tocsin)).flatMap((mail) => mail.headers['message-id'] ?? []);
      const own = ids.filter((id) => id.includes(played.breachId) && /notice|campaign/.test(id));
      expect(own.length).toBe(new Set(own).size);
    },
    300_000,
  );
});
