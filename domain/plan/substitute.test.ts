import { expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { assessFacts } from '../assessment/assess.ts';
import { AssessInput } from '../assessment/input.ts';
import { saySubstitute } from './substitute.ts';

const policy = loadPolicy('policy');
/** What the duty to tell the residents of a state says of a public notice. */
function substituteIn(state: string, residents: Record<string, number | null> | null, more: object = {}) {
  const facts = { establishment: state, residents, confidentiality: 'unknown-recipients', ...more };
  const { obligations } = assessFacts(policy, AssessInput.parse(facts), [], '2026-11-24T12:00:00Z');
  const id = `${state.toLowerCase()}-individual`;
  return obligations.find((each) => each.id === id)?.substitute ?? null;
}

test.each([
  ['at the number of the law letters are owed', 'US-ME', 1_000, null],
  ['one more allows a public notice', 'US-ME', 1_001, true],
  ['one less does not', 'US-ME', 999, null],
  ['each law has its own', 'US-CA', 1_001, null],
])('%s', (_, state, people, over) => {
  expect(substituteIn(state, { [state]: people })?.over ?? null).toBe(over);
});

test('while the number is not known it may be over', () => {
  const found = substituteIn('US-ME', { 'US-ME': null });
  expect(found).toMatchObject({ over: false, people: null, peopleOver: 1_000, costOver: 5_000, currency: 'USD' });
  expect(found && saySubstitute(found)).toBe(
    'A public notice may yet take the place of letters where more than 1,000 people are to be told ' +
      '(their number is not known), or it would cost more than USD 5,000. Also where contact details are missing.',
  );
});

test('a law that names the cost alone leaves it to the cost', () => {
  expect(substituteIn('US-VT', { 'US-VT': 40 })).toMatchObject({ over: false, people: 40, peopleOver: null });
});

test('a law without such numbers says nothing, nor does a duty that is none to the people', () => {
  expect(substituteIn('US-MD', { 'US-MD': 9_000_000 })).toBeNull();
  const facts = AssessInput.parse({ establishment: 'US-ME', residents: { 'US-ME': 2_000 } });
  const { obligations } = assessFacts(policy, facts, [], '2026-11-24T12:00:00Z');
  const saying = obligations.filter(({ substitute }) => substitute !== undefined).map(({ id }) => id);
  expect(saying).toEqual(['us-me-individual']);
});

test('is said with the limit that there is, the number or the cost', () => {
  const found = {
    over: true,
    people: 1_200,
    peopleOver: 1_000,
    costOver: null,
    currency: 'USD',
    says: 'By e-mail too.',
  };
  expect(saySubstitute(found)).toBe(
    'A public notice may take the place of letters where more than 1,000 people are to be told (1,200 are known). ' +
      'By e-mail too.',
  );
  expect(saySubstitute({ ...found, over: false, peopleOver: null, costOver: 5_000 })).toBe(
    'A public notice may yet take the place of letters where it would cost more than USD 5,000. By e-mail too.',
  );
});
