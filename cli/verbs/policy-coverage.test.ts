import { expect, it } from '@jest/globals';
import { main } from '../main.ts';

async function coverage(...argv: string[]) {
  const out: string[] = [];
  const say = (line: string) => void out.push(line);
  const given = { env: {}, isTerminal: false, out: say, error: say, readStdin: async () => Buffer.alloc(0) };
  const code = await main(['policy', 'coverage', ...argv], given);
  return { code, out: out.join('\n') };
}

it('lists every place with its duties, and what is not modelled', async () => {
  const { code, out } = await coverage();
  expect(code).toBe(0);
  expect(out).toMatch(/^EU +\d+ +\d+ .* European Union$/m);
  expect(out).toMatch(/^US-CA +\d+ /m);
  expect(out).toContain('NOT MODELLED, ask counsel: ');
});

it('lists the rows that may bind in one place, those of what it is a part of too', async () => {
  const { out } = await coverage('us-ca');
  for (const part of ['us-ca-individual', 'sec-8k-105', 'in-force']) expect(out).toContain(part);
  expect((await coverage('DE')).out).toContain('gdpr-art33-1-authority');
});

it('says of a place without a row that its law is not modelled, and refuses what is no place', async () => {
  expect((await coverage('AQ')).out).toBe('The law of AQ is not modelled here: ask counsel.');
  expect(await coverage('nowhere')).toEqual({ code: 2, out: expect.stringContaining('nowhere is no place') });
});

it('says which forms of a place are modelled, how far, and where the others are', async () => {
  expect((await coverage('IT')).out).toMatch(/gdpr-art33-1-authority +it-garante \(partial\)/);
  expect((await coverage('AT')).out).toMatch(/gdpr-art33-1-authority +NOT MODELLED +https:/);
  expect((await coverage()).out).toMatch(/receivers whose own form is modelled, of \d+: .*nl-ap/s);
});

it('gives programs every row with its reading', async () => {
  const { out } = await coverage('--json');
  const { places, notModelled } = JSON.parse(out);
  expect(places.find(({ place }: { place: string }) => place === 'EU').rows[0]).toHaveProperty('verified');
  expect(notModelled).toContain('AQ');
});
