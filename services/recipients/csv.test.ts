import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { type RecipientRow, readRecipients } from './csv.ts';

async function rowsOf(...pieces: (string | number[])[]): Promise<RecipientRow[]> {
  const rows: RecipientRow[] = [];
  const source = Readable.from(pieces.map((piece) => Buffer.from(piece as string)));
  await readRecipients(source, { limitBytes: 10_000, language: 'en' }, async (batch) => void rows.push(...batch));
  return rows;
}

const HEAD = 'name,email\n';

describe('a list of recipients', () => {
  it('is read as UTF-8, also where a character arrives in two pieces', async () => {
    const bytes = [...Buffer.from('Müller,a@x.example')];
    expect(await rowsOf(HEAD, bytes.slice(0, 2), bytes.slice(2))).toEqual([
      { name: 'Müller', email: 'a@x.example', language: 'en' },
    ]);
  });

  it.each([
    ['in the middle', [0x4d, 0xfc, 0x6c, ...Buffer.from(',a@x.example\n')]],
    ['cut off at the end', [...Buffer.from('Ada,a@x.example\n'), 0xc3]],
  ])('in another encoding is refused, %s', async (_, bytes) => {
    await expect(rowsOf(HEAD, bytes)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/not text in UTF-8/),
    });
  });
});
