import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { loadPolicy } from '../../config/policy.ts';
import type { Ladders, Organisation } from '../../domain/policy/schema.ts';
import { HOUR_MS, type Instant, MINUTE_MS, plusMs, toMs } from '../../domain/time.ts';
import { breachStarter } from '../support/breach-run.ts';
import { ART33 } from '../support/memory.ts';
import { dutyOn, OneLadder, targetOf } from '../support/one-ladder.ts';
import { until } from '../support/until.ts';
import { useTimeSkipping } from '../support/use-time-skipping.ts';

/** Every ladder that ships, played past its end: with nobody acting, and with somebody who acts in the middle. */

const LADDERS: Ladders = parse(readFileSync('policy/ladders.yaml', 'utf8'));
const ORGANISATION: Pick<Organisation, 'softTargets'> = parse(readFileSync('policy/organisation.yaml', 'utf8'));
const policy = loadPolicy('policy');

/** Hours of the limit over which a ladder of duties is played; of one that is new, a day more than it looks ahead. */
const HOURS: Record<string, number> = {
  'statutory-72-hours': 72,
  'statutory-24-hours': 24,
  'statutory-hours': 4,
  'statutory-days': 720,
  'target-24-hours': 24,
  'target-72-hours': 72,
  'target-days': 720,
};

/** Who is told what, when (h:mm after the start) and how, in the words of the policy. At the limit all are told. */
const BY_HAND: Record<string, string[]> = {
  'statutory-72-hours': [
    '0:00 dpo email+slack clock-started',
    '24:00 dpo email 48-hours-left',
    '48:00 deputy+dpo email+slack 24-hours-left',
    '60:00 deputy+dpo email+slack 12-hours-left',
    '68:00 deputy+dpo email+slack 4-hours-left',
    '71:00 deputy+dpo email+slack 1-hour-left',
    '72:00 deputy+dpo email+slack overdue',
    '84:00 deputy+dpo email+slack overdue-12-hours',
    '96:00 deputy+dpo email+slack overdue-24-hours',
    '120:00 deputy+dpo email+slack overdue-48-hours',
  ],
  'statutory-24-hours': [
    '0:00 deputy+dpo email+slack clock-started',
    '12:00 deputy+dpo email+slack 12-hours-left',
    '20:00 deputy+dpo email+slack 4-hours-left',
    '23:00 deputy+dpo email+slack 1-hour-left',
    '24:00 deputy+dpo email+slack overdue',
    '28:00 deputy+dpo email+slack overdue-4-hours',
    '48:00 deputy+dpo email+slack overdue-24-hours',
  ],
  'statutory-hours': [
    '0:00 deputy+dpo email+slack clock-started',
    '2:00 deputy+dpo email+slack 2-hours-left',
    '3:00 deputy+dpo email+slack 1-hour-left',
    '4:00 deputy+dpo email+slack overdue',
    '5:00 deputy+dpo email+slack overdue-1-hour',
    '8:00 deputy+dpo email+slack overdue-4-hours',
    '28:00 deputy+dpo email+slack overdue-24-hours',
  ],
  'statutory-days': [
    '0:00 dpo email+slack clock-started',
    '384:00 dpo email 14-days-left',
    '552:00 dpo email 7-days-left',
    '648:00 deputy+dpo email+slack 3-days-left',
    '696:00 deputy+dpo email+slack 24-hours-left',
    '716:00 deputy+dpo email+slack 4-hours-left',
    '720:00 deputy+dpo email+slack overdue',
    '744:00 deputy+dpo email+slack overdue-24-hours',
    '792:00 deputy+dpo email+slack overdue-72-hours',
  ],
  'target-24-hours': [
    '0:00 dpo email+slack clock-started',
    '12:00 dpo email 12-hours-left',
    '20:00 deputy+dpo email+slack 4-hours-left',
    '23:00 deputy+dpo email+slack 1-hour-left',
    '24:00 deputy+dpo email+slack overdue',
    '36:00 deputy+dpo email+slack overdue-12-hours',
    '48:00 deputy+dpo email+slack overdue-24-hours',
  ],
  'target-72-hours': [
    '0:00 dpo email clock-started',
    '48:00 dpo email 24-hours-left',
    '60:00 deputy+dpo email+slack 12-hours-left',
    '68:00 deputy+dpo email+slack 4-hours-left',
    '72:00 deputy+dpo email+slack overdue',
    '96:00 deputy+dpo email+slack overdue-24-hours',
  ],
  'target-days': [
    '0:00 dpo email clock-started',
    '552:00 dpo email 7-days-left',
    '696:00 deputy+dpo email+slack 24-hours-left',
    '720:00 deputy+dpo email+slack overdue',
    '744:00 deputy+dpo email+slack overdue-24-hours',
  ],
  'organisation-take': [
    '0:00 deputy+dpo+on-duty email+slack clock-started',
    '0:15 on-duty email+slack 15-minutes-left',
    '0:30 deputy+dpo+on-duty email+slack overdue',
    '1:00 deputy+dpo+on-duty email+slack overdue-30-minutes',
    '2:30 deputy+dpo+on-duty email+slack overdue-2-hours',
    '12:30 deputy+dpo email+slack overdue-12-hours',
  ],
  'organisation-letters-uncertain': [
    '0:00 dpo email clock-started',
    '8:00 dpo+on-duty email 4-hours-left',
    '12:00 deputy+dpo+on-duty email+slack overdue',
    '24:00 deputy+dpo email+slack overdue-12-hours',
  ],
};

const time = useTimeSkipping();
const start = breachStarter(time, 8_000);
/** How long after the middle of the limit somebody acts: no rung falls due at that minute. */
const ACTS_AFTER_MS = MINUTE_MS;

type Play = { id: string; alone: OneLadder; acted: OneLadder; middleMs: number; act(): Promise<void> };
const plays = new Map<string, Play>();

/** `organisation-take` is of the target `take`; null for a ladder of duties. */
const nameOf = (id: string) => /^organisation-(.+)$/.exec(id)?.[1] ?? null;

function hoursOf(id: string): number {
  const name = nameOf(id);
  if (name !== null) return ORGANISATION.softTargets[name] ?? 0;
  const ahead = LADDERS[id]?.flatMap(({ before }) => (before === 'start' ? [] : [before])) ?? [];
  return HOURS[id] ?? Math.max(0, ...ahead) + 24;
}

/** What the policy's words come to over a limit, as the file has them: none of the engine's own arithmetic. */
function written(id: string): { ms: number; rung: string; line: string }[] {
  const rungs = LADDERS[id] ?? [];
  const limit = hoursOf(id);
  const ofRungs = rungs.map(({ before, ...rung }) => ({ ...rung, at: before === 'start' ? 0 : limit - before }));
  const onDuty = rungs.some(({ to }) => to.includes('on-duty')) ? ['on-duty'] : [];
  const overdue = { name: 'overdue', at: limit, to: ['dpo', 'deputy', ...onDuty], channels: ['email', 'slack'] };
  const inOrder = [...ofRungs, overdue].filter(({ at, name }) => at > 0 || name === 'clock-started');
  return inOrder
    .toSorted((a, b) => a.at - b.at)
    .map(({ name, at, to, channels }) => {
      const clock = `${Math.floor(at)}:${String(Math.round((at % 1) * 60)).padStart(2, '0')}`;
      const line = `${clock} ${to.toSorted().join('+')} ${channels.toSorted().join('+')} ${name}`;
      return { ms: at * HOUR_MS, rung: name, line };
    });
}

async function begin(id: string): Promise<Play> {
  const name = nameOf(id);
  const plan = name === null ? dutyOn(LADDERS[id] ?? [], hoursOf(id)) : targetOf(policy, name);
  const [alone, acted] = [new OneLadder(time.now, plan), new OneLadder(time.now, plan)];
  await start(alone);
  const { ask } = await start(acted);
  const act = async () => {
    if (name === null) {
      const document = { obligation: ART33, stage: 'complete' as const, sha256: 'a'.repeat(64) };
      await ask({ type: 'approve-filing', ...document });
      const handedIn = { filedAt: await time.now(), receipt: 'BE-1', reasons: '', openFields: 0 };
      await ask({ type: 'file', ...document, ...handedIn });
    } else {
      acted.isMet = true;
      await ask({ type: 'amend-facts', facts: { peopleConcerned: 9 }, narrative: {}, reasons: 'Counted.' });
    }
    await until(() => acted.isDone, `the end of ${id}`);
  };
  const middleMs = (hoursOf(id) * HOUR_MS) / 2 + ACTS_AFTER_MS;
  return { id, alone, acted, middleMs, act };
}

beforeAll(async () => {
  const began = await time.now();
  const sleepTo = async (instant: Instant) => {
    const left = toMs(instant) - toMs(await time.now());
    if (left > 0) await time.sleep(left);
  };
  for (const id of Object.keys(LADDERS)) plays.set(id, await begin(id));
  // Each is let go on for a moment, so that none acts before what was due in its middle was told.
  for (const { act, middleMs } of [...plays.values()].toSorted((a, b) => a.middleMs - b.middleMs)) {
    await sleepTo(plusMs(began, middleMs + MINUTE_MS / 2));
    await act();
  }
  const longest = Math.max(...Object.keys(LADDERS).flatMap((id) => written(id).map(({ ms }) => ms)));
  await sleepTo(plusMs(began, longest + 30 * 24 * HOUR_MS));
});

describe.each(Object.keys(LADDERS))('the ladder %s', (id) => {
  const played = () => plays.get(id) as Play;

  it('with nobody acting tells whom it names, when and how it says, each once, and goes silent', () => {
    const { alone } = played();
    expect(alone.told).toEqual(written(id).map(({ line }) => line));
    expect(alone.promised).toEqual(Object.fromEntries(written(id).map(({ rung, ms }) => [rung, ms])));
  });

  it('tells nobody of anything after somebody has acted in the middle', () => {
    const { acted, middleMs } = played();
    expect(acted.told).toEqual(written(id).flatMap(({ ms, line }) => (ms <= middleMs ? [line] : [])));
    expect(acted.told.length).toBeLessThan(written(id).length);
  });
});

it.each(Object.entries(BY_HAND))('%s says what stands in the policy', (id, lines) => {
  expect(plays.get(id)?.alone.told).toEqual(lines);
});

it('is played for every ladder that a duty or a target of ours climbs', () => {
  const climbed = policy.obligations.map(({ ladder }) => JSON.stringify(ladder));
  const known = Object.entries(LADDERS).map(([, rungs]) => JSON.stringify(rungs));
  expect(climbed.filter((ladder) => !known.includes(ladder))).toEqual([]);
  const targets = Object.keys(policy.targets).map((name) => `organisation-${name}`);
  expect(targets.filter((target) => !plays.has(target))).toEqual([]);
});
