import { describe, expect, it } from '@jest/globals';
import { Facts } from '../facts.ts';
import { fingerprintOf } from '../plan/notices.ts';
import { draftStatement } from './drafted.ts';
import { isOutgrown, type LeftOut, listOf, registerSeenIn, releasedOf } from './released-list.ts';

type Touched = Parameters<typeof listOf>[0];

const touched = (count: number): Touched =>
  Array.from({ length: count }, (_, n) => ({
    ...{ counterparty: `c${n}`, kind: n % 2 === 0 ? ('customer' as const) : ('supplier' as const) },
    systems: n % 4 === 0 ? ['files', 'mail'] : ['mail'],
  }));
const released = (wanted: Touched, leftOut: readonly LeftOut[], now = wanted) => {
  const list = listOf(wanted, leftOut, 'salt');
  const kinds = { supplier: { list: 'l', version: 'v' }, customer: { list: 'l', version: 'v' } };
  const told = releasedOf(now, kinds, new Map([['l', list]]), new Map());
  return { list, told: told.map(({ counterparty }) => counterparty) };
};

describe('a released list', () => {
  it.each([0, 1, 20_000])('of %i tells each of them, and each that is left out is named with why', (count) => {
    const wanted = touched(count);
    expect(released(wanted, []).told).toHaveLength(count);
    const all = wanted.map(({ counterparty }) => counterparty);
    const { list, told } = released(wanted, [{ counterparties: all, reasons: 'Told by telephone.' }]);
    expect(told).toEqual([]);
    expect(list.leftOut).toHaveLength(count);
  });

  it('leaves out a kind, or a system for everybody: who has no other is left out whole', () => {
    const suppliers = released(touched(8), [{ kind: 'supplier', reasons: 'Not concerned.' }]);
    expect(suppliers.told).toEqual(['c0', 'c2', 'c4', 'c6']);
    const { list, told } = released(touched(8), [{ system: 'mail', reasons: 'It was not mail.' }]);
    expect(told).toEqual(['c0', 'c4']);
    expect(list.told).toEqual([
      ['c0', ['files']],
      ['c4', ['files']],
    ]);
    expect(list.leftOut[0]).toEqual({ counterparty: 'c1', reasons: 'It was not mail.' });
  });

  it('tells nobody of what it does not name: others and further systems wait for another release', () => {
    const now = [
      { counterparty: 'c1', kind: 'supplier' as const, systems: ['files', 'mail'] },
      { counterparty: 'new', kind: 'supplier' as const, systems: ['mail'] },
    ];
    const list = listOf(touched(2), [], '');
    const byKind = { supplier: { list: 'l', version: 'v' } };
    expect(releasedOf(now, byKind, new Map([['l', list]]), new Map())).toEqual([
      { counterparty: 'c1', kind: 'supplier', systems: ['mail'] },
    ]);
    expect(releasedOf(now, {}, new Map(), new Map())).toEqual([]);
  });

  it('of the policy tells those of then: others, or further systems, wait once they are to be told', () => {
    const [fjord, crane] = ['fjord', 'crane'].map((counterparty) => {
      return { counterparty, kind: 'supplier' as const, systems: ['mail'] };
    });
    const before = fjord === undefined ? [] : [fjord];
    const byKind = { supplier: { list: null, version: fingerprintOf(before) } };
    expect(releasedOf(before, byKind, new Map(), new Map())).toEqual(before);
    const now = [fjord, crane].flatMap((one) => (one ? [{ ...one, systems: ['files', 'mail'] }] : []));
    expect(releasedOf(now, byKind, new Map(), new Map([['fjord', ['mail']]]))).toEqual(before);
  });
});

describe('a list that was looked at with the register', () => {
  const entry = (name: string) => ({ name }) as never;
  const seen = {
    counterparties: new Map([
      ['c0', entry('Crane')],
      ['c1', entry('Fjord')],
    ]),
    systems: new Map([
      ['wiki', entry('Wiki')],
      ['mail', entry('Mail')],
      ['files', entry('Files')],
    ]),
  };

  it('keeps the entries of those whom it tells, and of the systems that they read of', () => {
    const list = listOf(touched(3), [{ counterparties: ['c1'], reasons: 'Told by telephone.' }], 'salt', seen);
    expect(list.told).toEqual([
      ['c0', ['files', 'mail'], entry('Crane')],
      ['c2', ['mail']],
    ]);
    expect(list.systems).toEqual([
      ['files', entry('Files')],
      ['mail', entry('Mail')],
    ]);
    expect(registerSeenIn(list)).toEqual({
      counterparties: new Map([['c0', entry('Crane')]]),
      systems: new Map(list.systems),
    });
  });

  it('of before has no entries', () => {
    const list = listOf(touched(3), [], 'salt');
    expect(list).not.toHaveProperty('systems');
    expect(registerSeenIn(list)).toEqual({ counterparties: new Map(), systems: new Map() });
  });
});

describe('a release of the policy', () => {
  const version = fingerprintOf(touched(4));
  it.each<[string, Parameters<typeof isOutgrown>[1], boolean]>([
    ['of those who are to be told now', { supplier: { list: null, version } }, false],
    ['of others', { supplier: { list: null, version: 'other' } }, true],
    [
      'of others, beside one of these',
      { supplier: { list: null, version }, customer: { list: null, version: 'x' } },
      true,
    ],
    ['of a person, which names them', { supplier: { list: 'l', version: 'other' } }, false],
    ['of nobody', {}, false],
  ])('%s is outgrown or not', (_, byKind, expected) => {
    expect(isOutgrown(touched(4), byKind)).toBe(expected);
  });
});

describe('a statement', () => {
  it('is drafted from the facts, and leaves empty what they do not say', () => {
    const drafted = draftStatement(
      Facts.parse({ confidentiality: 'unknown-recipients', dataKinds: ['credentials'] }),
      'en',
    );
    expect(drafted.happened).toContain('reached people who are not meant to have it');
    expect(drafted.advice).toContain('change passwords');
    expect(draftStatement(Facts.parse({}), 'en').advice).toBe('');
    const { happened, consequences } = draftStatement(Facts.parse({ confidentiality: 'none' }), 'en');
    expect(happened).toContain(
      'Whether data was changed is not known yet. Whether data was lost or out of reach is not',
    );
    expect(consequences).toBe('');
  });
});
