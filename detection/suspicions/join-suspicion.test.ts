import { describe, expect, it } from '@jest/globals';
import type { Marks } from '../../domain/alerts/marks.ts';
import { HOUR_MS, plusMs } from '../../domain/time.ts';
import { type Random, randomOf } from '../../test/support/fuzz/random.ts';
import { type Judged, joinSuspicion, type Placed, relationsOf } from './join-suspicion.ts';
import type { RelativesPolicy } from './relatives.ts';

const NOW = '2026-11-24T09:00:00.000Z';
const hour = (n: number) => plusMs(NOW, n * HOUR_MS);
const NONE: Marks = { system: [], resource: [], user: [], ip: [], account: [], stage: null };
const policy: Pick<RelativesPolicy, 'window' | 'relations'> = {
  window: 24 * HOUR_MS,
  relations: ['system', 'actor', 'chain', 'account'],
};
const [COLLECTION, DISCOVERY, INITIAL] = [10, 8, 2];

function judged(finding: string, marks: Partial<Marks>, change: Partial<Judged> = {}): Judged {
  return { finding, exercise: false, firstAt: NOW, lastAt: NOW, marks: { ...NONE, ...marks }, ...change };
}
function placed(finding: string, suspicion: string, marks: Partial<Marks>, change: Partial<Judged> = {}): Placed {
  return { ...judged(finding, marks, change), suspicion };
}
const join = (latest: Judged, earlier: readonly Placed[], closed: readonly string[] = []) =>
  joinSuspicion(latest, earlier, { isOpen: (suspicion) => !closed.includes(suspicion), policy });

describe('a finding joins the suspicion of a relative', () => {
  const A = 'TOC-2026-0001-AAA';
  const B = 'TOC-2026-0002-BBB';

  it.each<[string, Partial<Marks>, Partial<Marks>, string[]]>([
    ['of the same system', { system: ['tickets'] }, { system: ['billing', 'tickets'] }, ['system: tickets']],
    [
      'of the same thing that the register does not have',
      { resource: ['web-1'] },
      { resource: ['web-1'] },
      ['system: web-1'],
    ],
    ['of the same user', { user: ['anna'], account: ['1'] }, { user: ['anna'] }, ['actor: anna']],
    ['of the same address', { ip: ['198.51.100.7'] }, { ip: ['198.51.100.7'] }, ['actor: 198.51.100.7']],
    [
      'whose attack goes on in the same account',
      { account: ['1'], user: ['anna'], stage: DISCOVERY },
      { account: ['1'], user: ['ben'], stage: COLLECTION },
      ['chain: 1'],
    ],
    ['of the same account, which is all that they say', { account: ['1'] }, { account: ['1'] }, ['account: 1']],
  ])('%s', (_, one, other, reasons) => {
    const place = join(judged('b', other), [placed('a', A, one)]);
    expect(place).toMatchObject({ joins: A, follows: null, related: [] });
    expect(place.because.map(({ relation, values }) => `${relation}: ${values}`)).toEqual(reasons);
    expect(place.because.every(({ finding }) => finding === 'a')).toBe(true);
  });

  it.each<[string, Partial<Marks>, Partial<Marks>]>([
    ['two people of one account', { account: ['1'], user: ['anna'] }, { account: ['1'], user: ['ben'] }],
    [
      'an attack that only begins twice',
      { account: ['1'], user: ['anna'], stage: INITIAL },
      { account: ['1'], user: ['ben'], stage: DISCOVERY },
    ],
    ['the same goal in two accounts', { account: ['1'], stage: DISCOVERY }, { account: ['2'], stage: COLLECTION }],
    ['what only one says nothing closer of', { account: ['1'] }, { account: ['1'], user: ['ben'] }],
    ['two things of one account', { account: ['1'], resource: ['web-1'] }, { account: ['1'], resource: ['web-2'] }],
    ['a user named as a system is', { user: ['tickets'] }, { system: ['tickets'] }],
  ])('and none for %s', (_, one, other) => {
    expect(join(judged('b', other), [placed('a', A, one)])).toEqual(NOWHERE);
  });

  it('within the window alone, counted from when the relative was seen last', () => {
    const earlier = placed('a', A, { system: ['tickets'] }, { firstAt: hour(-40), lastAt: hour(-24) });
    expect(join(judged('b', { system: ['tickets'] }), [earlier]).joins).toBe(A);
    const later = judged('b', { system: ['tickets'] }, { firstAt: hour(1), lastAt: hour(1) });
    expect(join(later, [earlier]).joins).toBe(null);
    expect(join({ ...later, finding: 'a' }, [earlier])).toMatchObject({
      ...{ joins: A, because: [{ relation: 'finding', values: [] }] },
    });
  });

  it('by no relation that the policy leaves out', () => {
    const only = { ...policy, relations: ['actor' as const] };
    const earlier = [placed('a', A, { system: ['tickets'] })];
    expect(joinSuspicion(judged('b', { system: ['tickets'] }), earlier, { isOpen: () => true, policy: only })).toEqual(
      NOWHERE,
    );
  });

  it('the one with most in common, and names the others that it ties together', () => {
    const earlier = [
      placed('a', A, { ip: ['198.51.100.7'] }),
      placed('b', B, { system: ['tickets'] }),
      placed('c', 'TOC-2026-0003-CCC', { user: ['ben'] }),
    ];
    const place = join(judged('d', { system: ['tickets'], ip: ['198.51.100.7'] }), earlier);
    expect(place).toMatchObject({ joins: B, related: [A] });
    expect(place.because).toEqual([{ relation: 'system', values: ['tickets'], finding: 'b' }]);
  });

  it('but no closed one, which it names', () => {
    const earlier = [placed('a', A, { system: ['tickets'] })];
    const latest = judged('b', { system: ['tickets'] });
    expect(join(latest, earlier, [A])).toMatchObject({ joins: null, follows: A, because: [{ relation: 'system' }] });
    expect(join({ ...latest, finding: 'a' }, earlier, [A])).toMatchObject({ joins: null, follows: A });
    const next = placed('c', B, { system: ['tickets'] });
    expect(join(latest, [...earlier, next], [A, B])).toMatchObject({ joins: null, follows: B });
    expect(join(latest, [...earlier, next], [A])).toMatchObject({ joins: B, follows: null, related: [] });
  });
});

const NOWHERE = { joins: null, follows: null, because: [], related: [] };

describe('over many findings', () => {
  const few = (random: Random, values: readonly string[]) => random.some(1, () => random.pick(values));
  function someJudged(random: Random, n: number): Judged {
    const at = hour(random.below(20));
    return judged(
      `f${n}`,
      {
        system: few(random, ['tickets', 'billing', 'mail', 'crm']),
        user: few(random, ['anna', 'ben', 'carl', 'dora']),
        ip: few(random, ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4']),
        account: few(random, ['1', '2', '3']),
        stage: random.oneIn(2) ? null : random.below(14),
      },
      { firstAt: at, lastAt: at, exercise: random.oneIn(4) },
    );
  }
  const shuffled = (random: Random, all: readonly Judged[]) =>
    all
      .map((one) => ({ one, by: random.next() }))
      .toSorted((a, b) => a.by - b.by)
      .map(({ one }) => one);

  /** They come one after the other; those that join nothing open a suspicion. */
  function arrive(all: readonly Judged[]): { placed: Placed[]; ties: [string, string][] } {
    const done: Placed[] = [];
    const ties: [string, string][] = [];
    for (const one of all) {
      const { joins, related } = join(one, done);
      const suspicion = joins ?? `S-${one.finding}`;
      ties.push(...related.map((other): [string, string] => [suspicion, other]));
      done.push({ ...one, suspicion });
    }
    return { placed: done, ties };
  }
  /** Which findings stand together: in one suspicion, or in suspicions that a finding ties together. */
  function together({ placed: all, ties }: ReturnType<typeof arrive>): string[] {
    const name = new Map(all.map(({ suspicion }) => [suspicion, suspicion]));
    const find = (of: string): string => (name.get(of) === of ? of : find(name.get(of) ?? of));
    for (const [one, other] of ties) name.set(find(one), find(other));
    const groups = Map.groupBy(all, ({ suspicion }) => find(suspicion)).values();
    return [...groups]
      .map((group) =>
        group
          .map(({ finding }) => finding)
          .toSorted()
          .join(' '),
      )
      .toSorted();
  }
  const trials = Array.from({ length: 300 }, (_, n) => {
    const random = randomOf(14, n);
    return { random, all: Array.from({ length: 2 + random.below(9) }, (_unused, i) => someJudged(random, i)) };
  });

  it('the order in which they arrive does not change which stand together', () => {
    const sizes = new Set<number>();
    for (const { random, all } of trials) {
      const first = together(arrive(all));
      sizes.add(first.length);
      expect(together(arrive(shuffled(random, all)))).toEqual(first);
    }
    expect(sizes.size).toBeGreaterThan(3);
  });

  it('what they have in common is the same from both sides', () => {
    for (const { all } of trials) {
      for (const one of all) {
        for (const other of all) {
          const said = (a: Judged, b: Judged) =>
            relationsOf(a, b, policy).map(({ relation, values }) => [relation, values]);
          expect(said(one, other)).toEqual(said(other, one));
        }
      }
    }
  });

  it('none joins what it has nothing in common with, and no exercise what is real', () => {
    for (const { all } of trials) {
      const { placed: done } = arrive(all);
      for (const [index, { suspicion, exercise, finding }] of done.entries()) {
        const before = done.slice(0, index).filter((each) => each.suspicion === suspicion);
        expect(before.every((each) => each.exercise === exercise)).toBe(true);
        const isOpening = suspicion === `S-${finding}`;
        expect(isOpening || before.some((each) => relationsOf(done[index] as Judged, each, policy).length > 0)).toBe(
          true,
        );
      }
      const stranger = judged('stranger', { system: ['other'], user: ['zoe'], ip: ['203.0.113.9'], account: ['9'] });
      expect(join(stranger, done)).toEqual(NOWHERE);
      expect(join(judged('silent', { stage: COLLECTION }), done)).toEqual(NOWHERE);
    }
  });
});
