import { describe, expect, it } from '@jest/globals';
import { exampleEntries, isExampleAddress, isExamplePlace, ownNamesSince } from './example.ts';

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

describe('the place of a company', () => {
  const establishment = { main: 'DE', region: 'DE-BE' };
  const example = { name: 'Example Cloud', legalName: 'Example Cloud GmbH' };
  const said = (path: string) => [{ changes: [{ path }] }];

  it('is that of the example as long as nobody said otherwise', () => {
    expect(isExamplePlace({ establishment }, example, [])).toBe(true);
    expect(isExamplePlace({ establishment }, example, said('name'))).toBe(true);
  });

  it('is its own where somebody set it, found it right, or wrote the file for it', () => {
    expect(isExamplePlace({ establishment: { main: 'NO', region: null } }, example, [])).toBe(false);
    expect(isExamplePlace({ establishment }, example, said('establishment.main'))).toBe(false);
    expect(isExamplePlace({ establishment }, example, [{ changes: [] }])).toBe(false);
    expect(isExamplePlace({ establishment: { main: 'DE', region: 'DE-BY' } }, example, [])).toBe(false);
    expect(isExamplePlace({ establishment }, { ...example, legalName: 'Spree GmbH' }, [])).toBe(true);
    expect(isExamplePlace({ establishment }, { ...example, name: 'Spree' }, [])).toBe(true);
    expect(isExamplePlace({ establishment }, { name: 'Spree', legalName: 'Spree GmbH' }, [])).toBe(false);
  });
});

describe('the names of a company', () => {
  const version = (effectiveFrom: string, path: string, before: string) => {
    return { effectiveFrom, changes: [{ path, before }] };
  };
  const [early, late] = ['2026-11-24T08:00:00.000Z', '2026-11-25T08:00:00.000Z'];

  it('are its own from the first version that replaced one of the example', () => {
    const settings = [
      version(late, 'legalName', 'Example Cloud GmbH'),
      version(early, 'name', 'Example Cloud'),
      version('2026-11-20T08:00:00.000Z', 'zone', 'Europe/Berlin'),
    ];
    expect(ownNamesSince(settings)).toBe(early);
    expect(ownNamesSince(settings.slice(0, 1))).toBe(late);
  });

  it('are as the files have them where none of the example was replaced', () => {
    expect(ownNamesSince([])).toBeNull();
    expect(ownNamesSince([version(early, 'name', 'Nordlys'), version(early, 'replyTo', 'a@example.org')])).toBeNull();
  });
});
