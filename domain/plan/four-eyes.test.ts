import { expect, it } from '@jest/globals';
import { FOUR_EYES_BY_DEFAULT, type FourEyes, sayFourEyes } from './four-eyes.ts';

const OFF: FourEyes = { campaigns: false, moreReceiversThan: null, filings: false, exercises: false };
const rule = (what: string, drills = 'exercises are exempt') =>
  `Four eyes: ${what} is approved by another person than drafted it, who has signed in; ${drills}.`;

it.each<[string, FourEyes, string]>([
  ['by default', FOUR_EYES_BY_DEFAULT, rule('every campaign and what a person lets go to more than 50 receivers')],
  ['for campaigns', { ...OFF, campaigns: true }, rule('every campaign')],
  ['from one receiver on', { ...OFF, moreReceiversThan: 0 }, rule('what a person lets go to more than 0 receivers')],
  ['for filings', { ...OFF, filings: true }, rule('every filing')],
  ['in exercises', { ...OFF, filings: true, exercises: true }, rule('every filing', 'also in exercises')],
  [
    'without filings, as plans of before',
    { campaigns: true, moreReceiversThan: null, exercises: false },
    rule('every campaign'),
  ],
])('four eyes %s are said to whoever checks a policy', (_, rules, says) => {
  expect(sayFourEyes(rules)).toBe(says);
});

it('a policy without them is told what that means', () => {
  expect(sayFourEyes(OFF)).toMatch(/^Four eyes: OFF\. One person, or one token, can draft and approve/);
  expect(sayFourEyes({ ...OFF, exercises: true })).toMatch(/^Four eyes: OFF\./);
});
