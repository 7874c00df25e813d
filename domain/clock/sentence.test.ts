import { describe, expect, it } from '@jest/globals';
import { RULES, rule } from '../../test/support/clocks.ts';
import { sayRule } from './sentence.ts';

describe('a rule in words', () => {
  it('says how time is counted, by which law', () => {
    expect(sayRule(RULES.gdpr72)).toBe(
      '72 hours, nights, weekends and holidays included (Regulation 1182/71, Art. 3(1))',
    );
    expect(sayRule(RULES.sec4days)).toBe('4 business days (us-federal), until 17:30, America/New_York');
    expect(sayRule(RULES.japan5days)).toContain('the day of the start counted as the first');
  });

  it('says both limits of the earlier of two, and the relief with its exceptions', () => {
    const text = sayRule(RULES.doraInitial);
    expect(text).toMatch(/^4 hours.*; but, where it is recorded, no later than 24 hours.* from the awareness, unless/);
    expect(text).toMatch(/moves to 12:00 of the next working day, except for credit-institution, /);
  });

  it('never shows a target of ours as law', () => {
    const soft = rule({ kind: 'soft-target', soft: 'authority', wording: 'promptly', hours: 24 });
    expect(sayRule(soft)).toBe('“promptly”: no number in the law. Our own target: 24 hours');
    expect(sayRule({ kind: 'no-clock', reason: 'An entry stays for ever.' })).toBe(
      'No limit: an entry stays for ever.',
    );
  });
});
