import { describe, expect, test } from '@jest/globals';
import { Facts, FactsPatch } from './facts.ts';

/** `place: message` of everything wrong with facts as somebody wrote them. */
function mistakes(facts: unknown): string[] {
  const parsed = Facts.safeParse(facts);
  return parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

describe('facts are refused at their place', () => {
  test.each<[unknown, string]>([
    [{ victims: 3 }, ': Unrecognized key: "victims"'],
    [{ peopleConcerned: -1 }, 'peopleConcerned: Too small: expected number to be >=0'],
    [{ peopleConcerned: 1e12 }, 'peopleConcerned: Too big: expected number to be <=10000000000'],
    [{ residents: { 'US-CA': -5 } }, 'residents.US-CA: Too small: expected number to be >=0'],
    [{ residents: { California: 5 } }, "residents.California: 'California' is no code of a place: write US-CA"],
    [{ events: { detection: '2026-11-24T09:20:00' } }, 'events.detection: an ISO 8601 instant with an offset'],
    [{ events: { breakfast: '2026-11-24T09:20:00Z' } }, 'events: Unrecognized key: "breakfast"'],
    [{ profile: ['bank'] }, 'profile.0: Invalid option'],
    [{ significantIncident: 'yes' }, 'significantIncident: Invalid input: expected boolean'],
    [{ dataKinds: ['shoe-size'] }, 'dataKinds.0: Invalid option'],
    [{ switchedOn: ['Ada Quill'] }, 'switchedOn.0: lower-case letters, digits and dashes'],
  ])('%j', (facts, message) => {
    expect(mistakes(facts)).toEqual([expect.stringContaining(message)]);
  });
});

test('an event is kept in UTC, whatever offset it was given with', () => {
  expect(Facts.parse({ events: { payment: '2026-11-24T09:20:00+01:00' } }).events).toEqual({
    payment: '2026-11-24T08:20:00.000Z',
  });
});

test('a change names only what it changes', () => {
  expect(FactsPatch.parse({})).toEqual({});
  expect(FactsPatch.parse({ material: null, events: { payment: null } })).toEqual({
    material: null,
    events: { payment: null },
  });
});
