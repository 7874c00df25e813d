import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { loadScenario } from '../../cli/rehearsal/load.ts';
import { type Played, playScenario } from '../../cli/rehearsal/play.ts';
import { loadPolicy } from '../../config/policy.ts';
import { MINUTE_MS, toMs } from '../../domain/time.ts';

/** Hour 0 to hour 72 with nobody acting: who is told what, when, and never more often than the ladders say. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const policy = loadPolicy(join(root, 'policy'));

async function play(name: string): Promise<Played & { lines: string[] }> {
  const scenario = loadScenario(join(root, 'policy/scenarios', `${name}.yaml`), policy);
  const played = await playScenario(policy, scenario);
  return { ...played, lines: linesOf(played, scenario.start) };
}

/** `<hours>:<minutes> <what> <step>: <who by which ways>`, a line for all that are told the same at once. */
function linesOf({ sendings }: Played, start: string): string[] {
  const told = Map.groupBy(sendings, ({ at, about, step }) => {
    const minutes = Math.floor((toMs(at) - toMs(start)) / MINUTE_MS);
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} ${about} ${step}`;
  });
  return [...told].map(([what, its]) => {
    const ways = Map.groupBy(its, ({ channel }) => channel);
    const who = [...ways].map(
      ([channel, all]) =>
        `${channel} ${all
          .map(({ to }) => to)
          .toSorted()
          .join('+')}`,
    );
    return `${what}: ${who.toSorted().join(', ')}`;
  });
}

/** How many messages one role may get by one way: one for each rung that names it, one for each limit that passes. */
function mostFor({ state, end }: Played, role: string, channel: string): number {
  const { obligations = [], targets = [] } = state.plan ?? {};
  const known = [...obligations, ...targets].filter(({ clock }) => clock !== null);
  return known.reduce((sum, { clock, rungs }) => {
    const naming = rungs.filter(({ at, to, channels }) => {
      return at <= end && to.some((each) => each === role) && channels.some((each) => each === channel);
    });
    return sum + naming.length + (clock !== null && clock.due <= end ? 1 : 0);
  }, 0);
}

function expectNoMoreThanTheLadders(played: Played): void {
  for (const role of ['dpo', 'deputy', 'on-duty']) {
    for (const channel of ['email', 'slack']) {
      const its = played.sendings.filter((sent) => sent.to === role && sent.channel === channel);
      expect(its.length).toBeLessThanOrEqual(mostFor(played, role, channel));
      // The law's and our own, each told once at a time.
      const moments = its.map(({ at, about }) => `${at} ${about}`);
      expect(moments).toEqual([...new Set(moments)]);
    }
  }
}

describe('hour 0 to hour 72 with nobody acting', () => {
  it('tells of a report that nobody touches, by the ladders, and nobody outside', async () => {
    const played = await play('nobody-acts');
    const all = (to: string) => `email ${to}, slack ${to}`;
    expect(played.lines).toEqual([
      `0:00 organisation-take clock-started: ${all('deputy+dpo+on-duty')}`,
      `0:15 organisation-take 15-minutes-left: ${all('on-duty')}`,
      `0:30 organisation-take overdue: ${all('deputy+dpo+on-duty')}`,
      `1:00 organisation-take overdue-30-minutes: ${all('deputy+dpo+on-duty')}`,
      `2:30 organisation-take overdue-2-hours: ${all('deputy+dpo+on-duty')}`,
      '3:00 organisation-triage 1-hour-left: email dpo+on-duty',
      `4:00 organisation-triage overdue: ${all('deputy+dpo+on-duty')}`,
      `8:00 organisation-triage overdue-4-hours: ${all('deputy+dpo+on-duty')}`,
      `12:30 organisation-take overdue-12-hours: ${all('deputy+dpo')}`,
      `28:00 organisation-triage overdue-24-hours: ${all('deputy+dpo')}`,
    ]);
    expectNoMoreThanTheLadders(played);
  });

  it('tells of one that was confirmed: of the law’s limits and of the release, and still nobody outside', async () => {
    const played = await play('nobody-releases');
    expect(played.lines.filter((line) => line.includes('organisation-release'))).toEqual([
      '0:20 organisation-release clock-started: email dpo+on-duty',
      expect.stringMatching(/^8:20 organisation-release 4-hours-left: email deputy\+dpo\+on-duty, slack/),
      expect.stringMatching(/^12:20 organisation-release overdue: /),
      expect.stringMatching(/^16:20 organisation-release overdue-4-hours: email deputy\+dpo, slack deputy\+dpo$/),
      expect.stringMatching(/^24:20 organisation-release overdue-12-hours: email deputy\+dpo, slack deputy\+dpo$/),
    ]);
    const authority = played.lines.filter((line) => line.includes('gdpr-art33-1-authority'));
    expect(authority.map((line) => line.split(' ')[0])).toEqual(
      expect.arrayContaining(['24:00', '48:00', '60:00', '68:00', '71:00']),
    );
    expect(played.sendings.filter(({ kind }) => kind !== 'warning')).toEqual([]);
    expectNoMoreThanTheLadders(played);
  });
});
