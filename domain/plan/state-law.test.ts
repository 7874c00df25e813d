import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { stateLawOf } from './state-law.ts';

const policy = loadPolicy('policy');
const ofId = (id: string) => {
  const found = policy.obligations.find((each) => each.id === id);
  if (found === undefined) throw new Error(`The policy has no ${id}.`);
  return found;
};
const [warning, recipients] = [ofId('nis2-art23-4a-early-warning'), ofId('nis2-art23-1-recipients')];
const other = ofId('gdpr-art33-1-authority');

const on = (established: string[], day = '2026-11-24', of = warning) => stateLawOf(of, established, day);

test('a directive goes to the authority of the state, by its portal, and names the law', () => {
  expect(on(['DE'])).toEqual({
    stands: 'binds',
    says: 'In Germany by BSIG section 32 (NIS2UmsuCG, BGBl. 2025 I Nr. 301), since 2025-12-06.',
    recipient: 'BSI, joint reporting point of BSI and BBK (DE, https://portal.bsi.bund.de)',
  });
});

test('what is not certain of a law in force is said', () => {
  expect(on(['HU'])?.says).toContain('Its details are not certain here: ask counsel.');
  expect(on(['DE'])?.says).not.toContain('not certain');
});

test('users of the service stay the ones who are told of it', () => {
  expect(on(['DE'], '2026-11-24', recipients)?.recipient).toBeNull();
});

test.each([
  ['the law of the day counts', ['DE'], '2025-12-05', 'not-yet'],
  ['its first day is included', ['DE'], '2025-12-06', 'binds'],
  ['a bill is no law', ['FR'], '2026-11-24', 'would-be'],
  ['a law in force binds, though its details are not certain', ['PT'], '2026-11-24', 'binds'],
  ['and from its first day on', ['HU'], '2024-12-31', 'not-yet'],
  ['a state with periods of its own has rows of its own', ['CY'], '2026-11-24', 'own-rows'],
  ['and none before that law', ['CY'], '2025-04-24', 'not-yet'],
  ['one state whose law binds is enough', ['FR', 'DE', 'CY'], '2026-11-24', 'binds'],
  ['where one was later than the other', ['DE', 'BE'], '2025-12-05', 'binds'],
  ['an establishment outside the Union changes nothing', ['US', 'FR'], '2026-11-24', 'would-be'],
])('%s', (_, established, day, stands) => {
  expect(on(established, day)?.stands).toBe(stands);
});

test('all authorities are named whose law binds, and no other', () => {
  expect(on(['FR', 'DE', 'AT'])?.recipient).toMatch(/^Federal Office for Cybersecurity.*\(AT.*; BSI/);
  expect(on(['FR', 'DE', 'AT'])?.says).not.toContain('France');
});

test('where no state says anything of it, or one EEA state does not, the words of the directive stand', () => {
  expect([on(['US']), on(['IS']), on(['FR', 'IS']), on([])]).toEqual([null, null, null, null]);
  expect(on(['DE'], '2026-11-24', other)).toBeNull();
});
