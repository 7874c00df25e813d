import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import type { RegimeCase } from '../policy/case.ts';
import { checkCases, inputOf } from './golden.ts';

const policy = loadPolicy('policy');
const ART33 = 'gdpr-art33-1-authority';
const gdpr = policy.cases.gdpr?.cases ?? [];
const golden = (wanted: (each: RegimeCase) => boolean): RegimeCase => {
  const found = gdpr.find(wanted);
  if (found === undefined) throw new Error('no such case');
  return found;
};
const binds = golden(({ expect: { [ART33]: wanted } }) => wanted?.applies === 'binds' && wanted.latest !== undefined);
const isFree = golden(({ expect: { [ART33]: wanted } }) => wanted?.applies === 'does-not-apply');

/** What is wrong where Art. 33 is the only duty of the GDPR, and these are its cases. */
function wrong(...cases: RegimeCase[]) {
  const obligations = policy.obligations.filter(({ id }) => id === ART33);
  const found = checkCases({ ...policy, obligations, cases: { gdpr: { file: 'gdpr.yaml', cases } } });
  return found.map(({ file, path, message }) => `${file}:${path.join('.')}: ${message}`);
}
const expecting = (of: RegimeCase, change: object) => ({
  ...of,
  expect: { [ART33]: { ...of.expect[ART33], ...change } as RegimeCase['expect'][string] },
});
const [yes, no] = [expecting(binds, {}), expecting(isFree, {})];

describe('the golden cases of a regime', () => {
  test('are right where each comes out as it says, whatever the organisation is', () => {
    expect(wrong(yes, no)).toEqual([]);
    const organisation = { ...policy.organisation, profile: ['us-bank' as const], markets: ['BR'] };
    const obligations = policy.obligations.filter(({ id }) => id === ART33);
    const cases = { gdpr: { file: 'gdpr.yaml', cases: [yes, no] } };
    expect(checkCases({ ...policy, organisation, obligations, cases })).toEqual([]);
  });

  test('name what a duty is in place of what they say, and why', () => {
    expect(wrong(yes, no, expecting(isFree, { applies: 'binds' }))).toEqual([
      expect.stringMatching(
        new RegExp(`^gdpr\\.yaml:cases\\.2\\.expect\\.${ART33}: is 'does-not-apply', not 'binds': .+`),
      ),
    ]);
  });

  test.each([
    ['due', '2030-01-01T00:00:00.000Z'],
    ['latest', '2030-01-01T00:00:00.000Z'],
  ] as const)('name another %s', (key, at) => {
    const [found] = wrong(expecting(binds, { [key]: at }), no);
    expect(found).toMatch(new RegExp(`^gdpr\\.yaml:cases\\.0\\.expect\\.${ART33}: ${key} is 20.*Z, not ${at}$`));
  });

  test('name a clock that does not wait for what they say', () => {
    expect(wrong(expecting(binds, { waitsFor: 'classification' }), no)).toEqual([
      `gdpr.yaml:cases.0.expect.${ART33}: waitsFor is not there, not classification`,
    ]);
    const waiting = { ...binds, awareness: null, expect: {} };
    const waits = (waitsFor: string) =>
      wrong({ ...waiting, expect: { [ART33]: { applies: 'binds' as const, waitsFor } } }, no);
    expect(waits('awareness')).toEqual([]);
    expect(waits('discovery')).toEqual([`gdpr.yaml:cases.0.expect.${ART33}: waitsFor is awareness, not discovery`]);
  });

  test('name a duty that there is not', () => {
    const other = { ...binds, expect: { ...yes.expect, 'gdpr-art99': { applies: 'binds' as const } } };
    expect(wrong(other, no)).toEqual(["gdpr.yaml:cases.0.expect.gdpr-art99: there is no obligation 'gdpr-art99'"]);
  });

  test('must reach each duty, both where it applies and where it does not', () => {
    const [never, always] = [`no case in which '${ART33}' applies`, `no case in which '${ART33}' does not apply`];
    expect(wrong(no)).toEqual([`gdpr.yaml:cases: ${never}`]);
    expect(wrong(yes)).toEqual([`gdpr.yaml:cases: ${always}`]);
    expect(wrong()).toEqual([`gdpr.yaml:cases: ${never}`, `gdpr.yaml:cases: ${always}`]);
  });
});

test('a case is planned from its own instant, and from the decision that it has by article', () => {
  const decidedRisk = { art33: 'risk' as const };
  expect(inputOf({ ...binds, roles: ['processor'], decidedRisk })).toMatchObject({
    ...{ at: binds.awareness, awareness: binds.awareness, openedAt: binds.awareness, scale: 1 },
    decided: { art33: { conclusion: 'risk', reopened: false }, art34: null },
    dataFlow: { roles: ['processor'] },
  });
  expect(inputOf({ ...binds, roles: undefined, awareness: null })).toMatchObject({
    ...{ at: '2026-11-24T12:00:00.000Z', awareness: null, dataFlow: { roles: [] } },
  });
});
