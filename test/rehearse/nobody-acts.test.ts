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

async function play(name: string): Promise<Played & { start: string; hours: number; lines: string[] }> {
  const scenario = loadScenario(join(root, 'policy/scenarios', `${name}.yaml`), policy);
  const played = await playScenario(policy, scenario);
  const { start, days } = scenario;
  return { ...played, start, hours: days * 24, lines: linesOf(played, start) };
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

/** The same for what is told of the law's limits, whatever falls due together. */
function momentsOfLaw({ sendings, ...played }: Played, start: string): string[] {
  const ofLaw = sendings.filter(({ about }) => !about.startsWith('organisation-'));
  const nameless = ofLaw.map((sent) => ({ ...sent, about: 'the law', step: 'warns' }));
  return linesOf({ ...played, sendings: nameless }, start);
}

/** How many messages each of them got, mails and messages in the chat. */
function countsOf({ sendings }: Played): Record<string, string> {
  const byPerson = Map.groupBy(sendings, ({ to }) => to);
  const counts = [...byPerson].map(([to, its]): [string, string] => {
    const mails = its.filter(({ channel }) => channel === 'email').length;
    return [to, `${mails} mails, ${its.length - mails} in the chat`];
  });
  return Object.fromEntries(counts);
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
    expect([played.hours, played.state.status]).toEqual([72, 'suspected']);
    expect(countsOf(played)).toEqual({
      dpo: '9 mails, 8 in the chat',
      deputy: '8 mails, 8 in the chat',
      'on-duty': '8 mails, 7 in the chat',
    });
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
    const both = 'email deputy+dpo, slack deputy+dpo';
    expect(momentsOfLaw(played, played.start)).toEqual([
      '0:20 the law warns: email dpo, slack dpo',
      '12:00 the law warns: email dpo',
      ...[20, 23, 24, 36, 48, 60, 68, 71, 72].map((hour) => `${hour}:00 the law warns: ${both}`),
    ]);
    const authority = played.lines.filter((line) => line.includes('gdpr-art33-1-authority') && line.includes('email'));
    const times = new Set(authority.map((line) => line.split(' ')[0]));
    expect([...times]).toEqual(['0:20', '24:00', '48:00', '60:00', '68:00', '71:00', '72:00']);
    expect([played.hours, played.state.obligations['gdpr-art33-1-authority']?.status]).toEqual([72, 'overdue']);
    expect(countsOf(played)).toEqual({
      dpo: '17 mails, 15 in the chat',
      deputy: '14 mails, 14 in the chat',
      'on-duty': '5 mails, 4 in the chat',
    });
    expect(played.sendings.filter(({ kind }) => kind !== 'warning')).toEqual([]);
    expectNoMoreThanTheLadders(played);
  });
});
