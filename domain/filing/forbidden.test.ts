import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type ForbiddenOptions, findForbidden } from './forbidden.ts';
import type { Audience } from './rules.ts';

const rules = (text: string, options: Partial<ForbiddenOptions> = {}) =>
  findForbidden(text, { audience: 'person', ...options }).map((found) => found.rule);

// Made up at run time, so that no scanner takes a fixture for a leak.
const key = `AKIA${'Q7'.repeat(8)}`;
const pem = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ');
const jwt = ['eyJhbGciOiJI', 'eyJzdWIiOiIx', 'c2lnbmF0dXJl'].join('.');

describe('what must not be in a notice', () => {
  it('an address or a number, but not where it is asked how to reach somebody', () => {
    const text = 'security@supplier.example, +49 170 1234567';
    expect(rules(text)).toEqual(['other-person']);
    expect(rules(text, { contact: true })).toEqual([]);
    expect(rules('Card 4111 1111 1111 1111', { contact: true })).toEqual(['other-person']);
  });

  it.each([
    ['secret', `The key was ${key}.`],
    ['secret', pem],
    ['secret', jwt],
    ['secret', 'The old password was: Winter-2026'],
    ['secret', 'mongodb://app:s3cret@db.internal/prod'],
    ['exploit-detail', "They sent ' UNION SELECT name FROM users"],
    ['exploit-detail', 'By ../../../etc/passwd'],
    ['full-log', '2026-11-24T08:00:01 a\n2026-11-24T08:00:02 b\n2026-11-24T08:00:03 c\n2026-11-24T08:00:04 d\n'],
    ['marketing', 'To unsubscribe, click here.'],
    ['marketing', 'As an apology: 20% off your next order.'],
    ['marketing', 'See https://cloud.example/help?utm_source=notice'],
    ['speculation', 'We suspect a known group of hackers.'],
    ['speculation', 'It is entirely the fault of our supplier.'],
    ['absolute-claim', 'No data was accessed.'],
    ['absolute-claim', 'Your account is completely safe.'],
    ['absolute-claim', 'This cannot happen again.'],
    ['legal-analysis', 'Our lawyers see no duty here.'],
    ['legal-analysis', 'We accept no liability.'],
    ['other-person', 'Ask ada.quill@people.example.'],
    ['other-person', 'Call +49 170 1234567.'],
    ['other-person', 'Account DE89 3704 0044 0532 0130 00'],
    ['other-person', 'Card 4111 1111 1111 1111'],
  ])('%s: %s', (rule, text) => {
    expect(rules(text)).toContain(rule);
  });

  it.each([
    'Please change your password. Your password was stored as a hash.',
    'Our logs, which reach back 90 days, show no access to your records.',
    'It is not an admission of anything.',
    'Reference TOC-2026-0001 of 24 November 2026, 09:20 CET; 18,207 people; order 1234 5678 9012 3456.',
    'Basic responsibilities are with our team. The token of our thanks is small.',
  ])('lets pass: %s', (text) => {
    expect(rules(text)).toEqual([]);
  });

  it('knows our own and the recipient’s addresses from those of others', () => {
    const allowed = ['DPO@example.org', '+49 30 23125 117'];
    expect(rules('dpo@example.org, +49 (30) 23125-117', { allowed })).toEqual([]);
    expect(rules('dpo@example.org.evil.example', { allowed })).toEqual(['other-person']);
  });

  it('finds other customers by name, whole words only, on their line', () => {
    const othersNames = ['Harbour Books', 'Tram'];
    const found = findForbidden('Fine.\nHarbour\nbooks and trampolines', { audience: 'controller', othersNames });
    expect(found).toEqual([{ rule: 'other-customer', line: 2, says: expect.any(String) }]);
  });

  it.each([
    'Weber-Holt Logistics',
    'A+B (Trading) / Sons',
    'Q*bert? [EU] {x} ^ $ | \\d.',
    '#1 & <b>',
    'a~!@%_=:;,`"\'',
    'Łódź·Straße',
  ])('knows another customer by name, whatever stands in it: %s', (name) => {
    const options = { audience: 'controller', othersNames: [name] } as const;
    expect(findForbidden(`Seen at ${name} too.`, options).map(({ rule }) => rule)).toEqual(['other-customer']);
    expect(findForbidden('Seen nowhere else.', options)).toEqual([]);
  });

  it('allows an absolute statement that logs prove, and nothing else', () => {
    expect(rules('No records were copied.', { proven: true })).toEqual([]);
    expect(rules('No records were copied. We accept no liability.', { proven: true })).toEqual(['legal-analysis']);
  });

  it('says each rule once a line, line by line, and by name within a line', () => {
    const text = [
      'No data was accessed, and no records were copied.',
      'Ask ada@people.example or Harbour Books: the password was: Winter-2026, unsubscribe here.',
      '',
      'Our lawyers say: unsubscribe.',
      'No data was accessed.',
    ].join('\n');
    const found = findForbidden(text, { audience: 'person', othersNames: ['Harbour Books'] });
    expect(found.map(({ line, rule }) => [line, rule])).toEqual([
      [1, 'absolute-claim'],
      [2, 'marketing'],
      [2, 'other-customer'],
      [2, 'other-person'],
      [2, 'secret'],
      [4, 'legal-analysis'],
      [4, 'marketing'],
      [5, 'absolute-claim'],
    ]);
  });

  it.each<[string, string, boolean]>([
    ['a card with a doubled 5', '5500 0000 0000 0004', true],
    ['a card with a doubled 4 and 9', '4929 4200 0000 0000', true],
    ['a card of 13 digits', '4222-2222-2222-2', true],
    ['a card of 19 digits', '6304 0000 0000 0000 000', true],
    ['the same with another last digit', '5500 0000 0000 0005', false],
    ['the same digit all over', '0000 0000 0000 0000', false],
    ['part of a longer number', 'X-5500000000000004', false],
    ['an IBAN', 'GB82 WEST 1234 5698 7654 32', true],
    ['an IBAN in one piece', 'NO9386011117947', true],
    ['the same with two digits changed', 'GB28 WEST 1234 5698 7654 32', false],
  ])('tells numbers of accounts and cards by their check digits: %s', (_, number, isOne) => {
    expect(rules(`It was ${number}, they said.`, { contact: true })).toEqual(isOne ? ['other-person'] : []);
  });

  it('takes no short name of a customer for one', () => {
    expect(rules('The AB test and the ABC test.', { othersNames: ['AB', ' A '] })).toEqual([]);
    expect(rules('The AB test and the ABC test.', { othersNames: ['ABC'] })).toEqual(['other-customer']);
  });

  it('keeps the nature and the count from people in Massachusetts, and the count from those in Illinois', () => {
    const text = 'It was ransomware. 1,204 residents of Illinois are concerned.';
    expect(rules(text, { state: 'US-MA' })).toEqual(['massachusetts']);
    expect(rules(text, { state: 'US-IL' })).toEqual(['illinois']);
    expect(rules(text, { state: 'US-NY' })).toEqual([]);
    expect(rules(text, { state: 'US-MA', audience: 'authority' })).toEqual([]);
  });

  it.each<[Audience, string, string]>([
    ['controller', 'There is a high risk to people.', 'controllers-judgement'],
    ['investors', 'We closed CVE-2026-12345 on 10.0.0.7.', 'response-detail'],
  ])('holds readers apart: %s', (audience, text, rule) => {
    expect(rules(text, { audience })).toEqual([rule]);
    expect(rules(text, { audience: 'authority' })).toEqual([]);
  });
});

describe('the letters of the policy', () => {
  const folder = new URL('../../policy/notices/en/', import.meta.url);
  it.each(readdirSync(folder))('%s holds nothing of it', (name) => {
    const audience = name.startsWith('customer')
      ? 'controller'
      : name.startsWith('data-subject')
        ? 'person'
        : 'supplier';
    expect(findForbidden(readFileSync(new URL(name, folder), 'utf8'), { audience })).toEqual([]);
  });
});
