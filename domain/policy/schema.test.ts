import { expect, test } from '@jest/globals';
import { replyAddress } from './schema.ts';

test('a reply to our mails is read where the policy says, else by the DPO, never by who sends', () => {
  const dpo = { label: 'DPO', email: 'dpo@example.org' };
  expect(replyAddress({ dpo, replyTo: 'desk@example.org' })).toBe('desk@example.org');
  expect(replyAddress({ dpo })).toBe('dpo@example.org');
});
