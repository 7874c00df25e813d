import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { computeClock } from '../../domain/clock/compute.ts';
import { main } from '../main.ts';

/** Duties of one made-up regime, so that the command is tested whatever the real ones say. */
const DUTIES: Record<string, object> = {
  'duty-72h': { startsFrom: 'awareness', clock: { kind: 'eu-hours', hours: 72 } },
  'duty-30d': { startsFrom: 'discovery', clock: { kind: 'calendar-days', days: 30, zone: 'America/Los_Angeles' } },
  'duty-14d': { startsFrom: 'measure-available', clock: { kind: 'eu-days', days: 14 } },
  'duty-8k': {
    startsFrom: 'materiality',
    clock: { kind: 'business-days', days: 4, calendar: 'us-federal', zone: 'America/New_York', cutOff: '17:30' },
  },
  'duty-two-clocks': {
    startsFrom: 'classification',
    clock: {
      kind: 'minimum',
      own: { kind: 'eu-hours', hours: 4 },
      other: { startsFrom: 'awareness', rule: { kind: 'eu-hours', hours: 24 } },
      disappliedAfterHours: 24,
    },
  },
  'duty-before-notice': {
    startsFrom: 'discovery',
    clock: {
      kind: 'minimum',
      own: { kind: 'elapsed-hours', hours: 72 },
      other: { startsFrom: 'consumer-notice', rule: { kind: 'at-event' } },
    },
  },
  'duty-ordered': { startsFrom: 'order', clock: { kind: 'set-elsewhere', by: 'order', soft: 'ordered' } },
  'duty-prompt': { startsFrom: 'awareness', clock: { kind: 'soft-target', soft: 'data-subjects' } },
  'duty-record': { startsFrom: 'awareness', clock: { kind: 'no-clock', reason: 'An entry in our own register.' } },
};

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'tocsin-clock-'));
  cpSync('policy', dir, { recursive: true });
  for (const name of readdirSync(join(dir, 'regimes'))) rmSync(join(dir, 'regimes', name));
  const regime = {
    id: 'made-up',
    name: 'Made up',
    jurisdiction: 'EU',
    obligations: Object.entries(DUTIES).map(dutyOf),
  };
  const nothing = { name: 'nothing is known yet', facts: {}, awareness: null, expect: {} };
  writeFileSync(join(dir, 'regimes/made-up.yaml'), JSON.stringify({ ...regime, cases: [nothing] }));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function dutyOf([id, clock]: [string, object]) {
  return {
    id,
    article: `Made-up law, ${id}`,
    title: 'Notify the authority',
    role: 'controller',
    recipient: 'authority',
    status: 'in-force',
    effectiveFrom: '2020-01-01',
    effectiveTo: null,
    trigger: 'true',
    because: 'It always applies.',
    whyNot: 'It never does not apply.',
    ladder: 'statutory-72-hours',
    lateNeedsReasons: false,
    content: [{ item: 'nature', says: 'What happened, and when.' }],
    exemptions: [],
    citation: 'Made-up law, section 1',
    confidence: 'known',
    ...clock,
  };
}

const clock = (...argv: string[]) => clockOf(dir, argv);

async function clockOf(policyDir: string, argv: string[]) {
  const out: string[] = [];
  const code = await main(['clock', ...argv, '--json'], {
    env: { TOCSIN_DATA_DIR: '/nonexistent', TOCSIN_POLICY_DIR: policyDir },
    isTerminal: false,
    out: (line) => out.push(line),
    error: () => undefined,
    readStdin: async () => Buffer.alloc(0),
  });
  return { code, json: JSON.parse(out.join('\n')) as Record<string, unknown> };
}

describe('tocsin clock', () => {
  it('answers with exactly these fields, instants in UTC to the second', async () => {
    const { code, json } = await clock('duty-72h', '--start', '2026-11-24T09:20:00+01:00');
    expect(code).toBe(0);
    expect(json).toEqual({
      obligation: 'duty-72h',
      start: '2026-11-24T08:20:00Z',
      zone: 'Europe/Berlin',
      due: '2026-11-27T08:20:00Z',
      latest: '2026-11-27T09:00:00Z',
      rule: 'eu-hours-72',
      steps: [expect.any(String), expect.any(String), expect.any(String)],
    });
  });

  it.each([
    ["the law's own zone", ['duty-30d'], 'America/Los_Angeles', '2026-12-25T08:00:00Z', '2026-12-25T08:00:00Z'],
    ['another zone', ['duty-30d', '--zone', 'UTC'], 'UTC', '2026-12-25T00:00:00Z', '2026-12-25T00:00:00Z'],
    ["the organisation's zone", ['duty-14d'], 'Europe/Berlin', '2026-12-08T17:00:00Z', '2026-12-08T23:00:00Z'],
    [
      'a cut-off keeps its zone',
      ['duty-8k', '--zone', 'UTC'],
      'America/New_York',
      '2026-12-01T22:30:00Z',
      '2026-12-01T22:30:00Z',
    ],
  ])('reads days in %s', async (_, argv, zone, due, latest) => {
    expect((await clock(...argv, '--start', '2026-11-24T17:00Z')).json).toMatchObject({ zone, due, latest });
  });

  it('counts the second clock from --aware', async () => {
    const start = ['duty-two-clocks', '--start', '2026-11-25T07:00+01:00'];
    expect((await clock(...start, '--aware', '2026-11-24T08:10+01:00')).json).toMatchObject({
      start: '2026-11-25T06:00:00Z',
      due: '2026-11-25T07:10:00Z',
      latest: '2026-11-25T08:00:00Z',
    });
    expect((await clock(...start)).json).toMatchObject({ due: '2026-11-25T10:00:00Z' });
  });

  it('counts another second clock from --event', async () => {
    const start = ['duty-before-notice', '--start', '2026-11-24T09:00Z'];
    expect((await clock(...start, '--event', 'consumer-notice=2026-11-26T10:00+01:00')).json).toMatchObject({
      due: '2026-11-26T09:00:00Z',
      latest: '2026-11-26T09:00:00Z',
    });
    expect((await clock(...start)).json).toMatchObject({ due: '2026-11-27T09:00:00Z' });
  });

  it('ends where --end says that an order set the end', async () => {
    const start = ['duty-ordered', '--start', '2026-11-24T09:00Z'];
    const end = '2026-12-04T12:00:00Z';
    expect((await clock(...start, '--end', end)).json).toMatchObject({ due: end, latest: end });
    expect((await clock(...start)).json).toMatchObject({ latest: null });
  });

  it('has no latest instant where the law names no number, and no clock where nothing runs out', async () => {
    const start = ['--start', '2026-11-24T09:00Z'];
    expect((await clock('duty-prompt', ...start)).json).toMatchObject({ due: '2026-11-27T09:00:00Z', latest: null });
    expect(await clock('duty-record', ...start)).toMatchObject({
      code: 0,
      json: { due: null, latest: null, rule: 'no-clock', steps: ['An entry in our own register.'] },
    });
  });

  const at = '2026-11-24T09:00:00Z';
  it.each([
    ['an unknown obligation', ['duty-73h', '--start', at], 'obligation', 'duty-72h'],
    ['no start', ['duty-72h'], 'start', '--start is missing'],
    ['an instant without an offset', ['duty-72h', '--start', '2026-11-24T09:00:00'], 'start', 'with an offset'],
    ['a day alone', ['duty-72h', '--start', '2026-11-24'], 'start', 'with an offset'],
    ['a day that does not exist', ['duty-72h', '--start', '2026-02-29T09:00:00Z'], 'start', 'with an offset'],
    ['an absurd year', ['duty-72h', '--start', '0001-01-01T00:00:00Z'], 'start', 'is not between'],
    ['a zone that does not exist', ['duty-72h', '--start', at, '--zone', 'Europe/Atlantis'], 'zone', 'Europe/Atlantis'],
    ['an abbreviation', ['duty-72h', '--start', at, '--zone', 'CST'], 'zone', 'IANA'],
    ['an offset for a zone', ['duty-72h', '--start', at, '--zone', '+01:00'], 'zone', 'IANA'],
    ['awareness without offset', ['duty-two-clocks', '--start', at, '--aware', '2026-11-24T08:00'], 'aware', 'offset'],
    [
      'a start before awareness',
      ['duty-two-clocks', '--start', at, '--aware', '2026-11-24T09:00:01Z'],
      'start',
      'before',
    ],
    [
      'awareness for a second clock from elsewhere',
      ['duty-before-notice', '--start', at, '--aware', at],
      'aware',
      'give --event consumer-notice=',
    ],
    [
      'an event that the duty does not know',
      ['duty-two-clocks', '--start', at, '--event', `payment=${at}`],
      'event',
      'give --aware',
    ],
    ['an event without an instant', ['duty-before-notice', '--start', at, '--event', at], 'event', '<name>=<instant>'],
    [
      'an event without an offset',
      ['duty-before-notice', '--start', at, '--event', 'consumer-notice=2026-12-01'],
      'event',
      'with an offset',
    ],
    [
      'awareness and an event',
      ['duty-two-clocks', '--start', at, '--aware', at, '--event', `awareness=${at}`],
      'event',
      'not both',
    ],
    ['an end that the law sets', ['duty-72h', '--start', at, '--end', at], 'end', 'The law itself'],
    ['an end before its start', ['duty-ordered', '--start', at, '--end', '2026-11-24T08:59:59Z'], 'end', 'before'],
    ['awareness for one clock', ['duty-72h', '--start', at, '--aware', at], 'aware', 'no second clock'],
  ])('refuses %s and names the field', async (_, argv, field, detail) => {
    const { code, json } = await clock(...argv);
    expect(code).toBe(2);
    expect(json).toEqual({ error: { code: expect.any(String), detail: expect.stringContaining(detail), field } });
  });
});

describe('the policy that ships', () => {
  it.each([
    ['gdpr-art33-1-authority', '2026-11-24T09:20+01:00', '2026-11-27T08:20:00Z', '2026-11-27T09:00:00Z'],
    ['nis2-art23-4d-final', '2026-11-26T12:00+01:00', '2026-12-26T11:00:00Z', '2026-12-28T23:00:00Z'],
    ['cra-vuln-final-14d', '2026-12-11T10:00+01:00', '2026-12-25T09:00:00Z', '2026-12-28T23:00:00Z'],
    ['dora-intermediate', '2026-11-26T17:00+01:00', '2026-11-29T16:00:00Z', '2026-11-30T11:00:00Z'],
    ['dora-final', '2026-10-28T17:00+01:00', '2026-11-28T16:00:00Z', '2026-11-30T11:00:00Z'],
    ['sec-8k-105', '2026-11-23T15:00-05:00', '2026-11-30T22:30:00Z', '2026-11-30T22:30:00Z'],
    ['br-lgpd-anpd', '2026-02-13T10:00-03:00', '2026-02-19T03:00:00Z', '2026-02-21T03:00:00Z'],
    ['jp-appi-final', '2026-11-30T10:00+09:00', '2026-12-29T15:00:00Z', '2027-01-04T15:00:00Z'],
    ['hipaa-hhs-under-500', '2027-06-10T09:00-04:00', '2028-03-01T05:00:00Z', '2028-03-01T05:00:00Z'],
    ['us-vt-ag-14bd', '2026-11-24T09:00-05:00', '2026-12-16T05:00:00Z', '2026-12-16T05:00:00Z'],
    ['us-bank-36h', '2026-03-07T20:30-05:00', '2026-03-09T13:30:00Z', '2026-03-09T13:30:00Z'],
  ])('counts %s as the law does', async (id, start, due, latest) => {
    expect((await clockOf('policy', [id, '--start', start])).json).toMatchObject({ due, latest });
  });

  it('gives every duty a clock in order, or none at all', () => {
    const { obligations } = loadPolicy('policy');
    const starts = ['2026-02-28T23:59:59.000Z', '2026-03-29T00:30:00.000Z', '2026-12-31T12:00:00.000Z'];
    const broken = obligations.flatMap(({ id, clock: rule }) => {
      if (rule.kind === 'no-clock') return [];
      return starts
        .filter((start) => {
          const { due, latest } = computeClock(rule, start, 1, { homeZone: 'Europe/Berlin' });
          return due < start || (latest !== null && latest < due);
        })
        .map((start) => `${id} from ${start}`);
    });
    expect(broken).toEqual([]);
  });
});
