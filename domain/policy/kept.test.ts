import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { assessFacts } from '../assessment/assess.ts';
import { AssessInput } from '../assessment/input.ts';
import { fromKept, toKept } from './kept.ts';

const policy = loadPolicy('policy');
const kept = fromKept(toKept(policy));
const systems = [{ id: 'a', role: 'controller', countries: ['DE'] }];

describe('a policy that was kept', () => {
  it.each([
    ['nothing but awareness is known', { systems }],
    ['customers and states have their own law', { systems, residents: { 'US-CA': 600, 'US-TX': null, CH: 3 } }],
    ['data is ruled out', { systems, confidentiality: 'none', integrity: 'none', availability: 'none' }],
  ])('says the same of a breach in which %s', (_, given) => {
    const input = AssessInput.parse({ ...given, awareness: '2026-11-24T08:20:00Z' });
    const [as, was] = [kept, policy].map((each) => assessFacts(each, input, [], '2026-11-24T09:00:00.000Z'));
    expect(as).toEqual(was);
  });

  it('has all that the policy has', () => {
    expect(JSON.parse(toKept(kept))).toEqual(JSON.parse(toKept(policy)));
    expect(kept.texts).toEqual(policy.texts);
    const conditions = policy.obligations.flatMap(({ because, whyNot }) => [...because, ...whyNot]);
    const own = kept.obligations.flatMap(({ because, whyNot }) => [...because, ...whyNot]);
    expect(own.map(({ when }) => when === null)).toEqual(conditions.map(({ when }) => when === null));
  });

  it('has one object for rules that say the same, and one for each ladder', () => {
    const count = ({ obligations }: typeof policy) => [
      new Set(obligations.map(({ clock }) => clock)).size,
      new Set(obligations.map(({ ladder }) => ladder)).size,
    ];
    expect(count(kept)).toEqual(count(policy));
  });
});
