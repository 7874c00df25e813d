import { expect, test } from '@jest/globals';
import { mayBeOneOf, withBroader, withFiner } from './data-kinds.ts';

test('a broad kind on record may be each of its finer ones', () => {
  expect(withFiner(['payment-card'])).toEqual(['payment-card', 'card-number', 'card-with-code']);
  expect(mayBeOneOf(['passport'], ['government-id'], false)).toBe(true);
  expect(mayBeOneOf(['passport'], ['credentials'], false)).toBe(false);
});

test('a finer kind is itself and its broad kinds, and no other finer one', () => {
  expect(withBroader(['genetic', 'location'])).toEqual(['genetic', 'location', 'health', 'biometric']);
  expect(mayBeOneOf(['social-security-number'], ['passport'], false)).toBe(false);
  expect(mayBeOneOf(['biometric'], ['genetic'], false)).toBe(false);
});

test('who may pass for a person may have the birth date, and that only', () => {
  expect(mayBeOneOf(['birth-date'], ['communications'], true)).toBe(true);
  expect(mayBeOneOf(['birth-date'], ['communications'], false)).toBe(false);
  expect(mayBeOneOf(['passport'], ['communications'], true)).toBe(false);
});
