import { describe, expect, it } from '@jest/globals';
import {
  type Handling,
  runsOf,
  supplementOf,
  TARGET_NAMES,
  type TargetRules,
  targetName,
  targetTitle,
} from './targets.ts';

const [REPORTED, LATER, AGAIN] = ['2026-11-24T08:00:00.000Z', '2026-11-24T10:00:00.000Z', '2026-12-24T08:00:00.000Z'];
const NEW: Handling = { reportedAt: REPORTED, takenAt: null, triagedAt: null, investigatedSince: null };

/** Every run, with when it began and when it was met. */
function runs(change: Partial<Handling> = {}, rules: TargetRules = 4): Record<string, [string, string | null]> {
  const found = runsOf({ ...NEW, ...change }, TARGET_NAMES, rules);
  return Object.fromEntries(found.map(({ id, span }) => [id.replace('organisation-', ''), [span.start, span.metAt]]));
}

describe('targets of our own', () => {
  it('begin with the report, and are met by whoever takes and judges it', () => {
    expect(runs()).toEqual({ take: [REPORTED, null], triage: [REPORTED, null] });
    expect(runs({ takenAt: LATER, triagedAt: LATER, investigatedSince: REPORTED })).toEqual({
      ...{ take: [REPORTED, LATER], triage: [REPORTED, LATER], investigation: [REPORTED, LATER] },
    });
  });

  it('count from when it was opened again, by the rules of version 2 on', () => {
    const change = { againSince: AGAIN, investigatedSince: LATER };
    expect(runs(change)).toEqual({ take: [REPORTED, null], triage: [AGAIN, null], investigation: [AGAIN, null] });
    expect(runs(change, 2)).toEqual(runs(change));
    expect(runs(change, 1)).toMatchObject({ triage: [REPORTED, null], investigation: [LATER, null] });
    expect(runs({ againSince: REPORTED, investigatedSince: LATER })).toMatchObject({ investigation: [LATER, null] });
  });

  it('ask for a release of all kinds, by the rules of version 1 for one of any', () => {
    const change = {
      release: { askedAt: REPORTED, releasedAt: LATER },
      releases: { askedAt: REPORTED, releasedAt: null },
    };
    expect(runs(change).release).toEqual([REPORTED, null]);
    expect([runs(change, 2).release, runs(change, 1).release]).toEqual([
      [REPORTED, null],
      [REPORTED, LATER],
    ]);
    expect(runs().release).toBeUndefined();
  });

  it('ask for a correction once all were told, by the rules of version 1 always', () => {
    const open = { correctionSince: LATER, releases: { askedAt: REPORTED, releasedAt: null } };
    const told = { correctionSince: LATER, releases: { askedAt: REPORTED, releasedAt: REPORTED } };
    const corrections = ([4, 2, 1] as const).map((rules) => runs(open, rules).correction);
    expect(corrections).toEqual([undefined, undefined, [LATER, null]]);
    expect(runs(told).correction).toEqual([LATER, null]);
    expect(runs({ correctionSince: LATER }).correction).toEqual([LATER, null]);
  });

  it('ask what is to be done for each sign, each filing and each campaign by itself', () => {
    const found = runs({
      supplements: [
        { of: 'gdpr-art33-1-authority', since: LATER },
        { of: 'us-tx-ag', since: AGAIN },
      ],
      signs: { misuse: REPORTED, unreached: LATER, uncertain: AGAIN },
      letters: [
        { campaign: 1, sign: 'unreached', since: REPORTED },
        { campaign: 2, sign: 'uncertain', since: LATER },
      ],
      reopenedSince: LATER,
    });
    const { take: _, triage: __, ...rest } = found;
    expect(rest).toEqual({
      ...{ 'supplement-gdpr-art33-1-authority': [LATER, null], 'supplement-us-tx-ag': [AGAIN, null] },
      ...{ misuse: [REPORTED, null], unreached: [LATER, null], uncertain: [AGAIN, null], decision: [LATER, null] },
      ...{ 'letters-unreached-1': [REPORTED, null], 'letters-uncertain-2': [LATER, null] },
    });
  });

  it('are known by their ids, with what they are about', () => {
    expect(supplementOf('organisation-supplement-us-tx-ag')).toBe('us-tx-ag');
    expect(supplementOf('organisation-take')).toBeNull();
    expect(targetName('organisation-supplement-us-tx-ag')).toBe('supplement');
    expect(targetName('organisation-letters-unreached-1')).toBe('letters-unreached');
    expect([targetName('organisation-none'), targetName('us-tx-ag')]).toEqual([null, null]);
    expect(targetTitle('organisation-take')).toBe('Take the incident');
    expect(targetTitle('organisation-none')).toBe('organisation-none');
  });
});
