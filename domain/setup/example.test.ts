import { describe, expect, it } from '@jest/globals';
import { exampleEntries, isExampleAddress } from './example.ts';

describe('the example company', () => {
  it.each([
    ['dpo@example.org', true],
    ['dana@fjord.example', true],
    ['a@b.test', true],
    ['dpo@nordlys.no', false],
    ['dpo@myexample.org', false],
    ['dpo@example.org.nordlys.no', false],
  ])('is told by its addresses: %s', (email, is) => {
    expect(isExampleAddress(email)).toBe(is);
  });

  it('is every party that nobody could reach, and every system of such parties alone', () => {
    const party = (id: string, ...emails: string[]) => ({ id, contacts: emails.map((email) => ({ email })) });
    const system = (id: string, suppliers: string[], customers: string[] = []) => ({ id, suppliers, customers });
    const found = exampleEntries(
      [system('portal', ['fjord'], ['harbour']), system('mixed', ['fjord', 'real']), system('own', [])],
      [
        party('fjord', 'a@fjord.example'),
        party('harbour', 'b@harbour.example'),
        party('real', 'c@real.com', 'd@x.test'),
      ],
    );
    expect(found).toEqual({ systems: ['portal'], counterparties: ['fjord', 'harbour'], namedBy: ['mixed'] });
  });
});
