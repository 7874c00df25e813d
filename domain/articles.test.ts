import { expect, test } from '@jest/globals';
import { articleOf, overallRisk, perArticle, tellsPeopleToo } from './articles.ts';

test.each([
  ['supervisory authority', 'art33', false],
  ['data subject', 'art34', false],
  ['supervisory authority and data subject', 'art33', true],
  ['regulator and data subjects', 'art33', true],
  ['authority, on behalf of the people concerned', 'art33', true],
  // Another word that only begins so.
  ['data subjectivity board', 'art33', false],
])('a duty to tell "%s" goes by %s, and has the people told as well: %s', (recipient, article, isToo) => {
  expect([articleOf({ recipient }), tellsPeopleToo({ recipient })]).toEqual([article, isToo]);
});

test.each([
  ['unlikely', 'unlikely', 'unlikely'],
  ['risk', 'unlikely', 'risk'],
  ['high-risk', 'risk', 'risk'],
  ['unlikely', 'high-risk', 'high-risk'],
  ['high-risk', 'high-risk', 'high-risk'],
] as const)('"%s" for the authority and "%s" for the people is "%s" in one word', (art33, art34, risk) => {
  expect(overallRisk({ art33, art34 })).toBe(risk);
});

test('both articles are asked, each by itself', () => {
  expect(perArticle((article) => article.slice(3))).toEqual({ art33: '33', art34: '34' });
});
