import { describe, expect, it } from '@jest/globals';
import { fillLetter, splitLetter } from '../../../domain/notices/letter.ts';
import { readMail } from '../../../test/support/mime.ts';
import { compose, prepareMail } from './message.ts';

const FROM = 'Tocsin für Fjörd <tocsin@example.org>';
const ORIGIN = { from: FROM, replyTo: 'Datenschutz <dpo@example.org>' };

/** The same numbers for the same seed: what fails once fails again (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const SCRAPS = [
  ...['a', 'Ada', ' ', '  ', '\t', 'Müller-Lüdenscheidt', 'ß', '👩‍💻', '漢字', 'Ελλάδα', 'é', '=', '=?', '?=', '=3D'],
  ...[
    '=?utf-8?Q?x?=',
    '"',
    '\\',
    ',',
    ';',
    ':',
    '<',
    '>',
    '@',
    '(',
    ')',
    '.',
    '..',
    'From ',
    '_',
    '-',
    "'",
    '$&',
    '$1',
  ],
  ...['x'.repeat(100), 'ü'.repeat(90), `${'word '.repeat(40)}`, 'https://tocsin.example/n/abc?token=x&y=1'],
];
const BREAKS = [
  '\n',
  '\r\n',
  '\r',
  '\n.\n',
  '\n\n',
  ' \n',
  '\n.',
  '\r\n.\r\n',
  '\nBcc: all@x.example\n',
  '\n{{recipient}}',
];

function scribble(pick: (below: number) => number, scraps: readonly string[], most: number): string {
  return Array.from({ length: pick(most + 1) }, () => scraps[pick(scraps.length)]).join('');
}

/** What a person reads of it, and what a machine does. */
function seen(raw: Buffer) {
  const { fields, names, text, lines } = readMail(raw);
  const { 'content-transfer-encoding': _encoding, date, ...rest } = Object.fromEntries(fields);
  return { text, rest, names: names.toSorted(), longest: Math.max(...lines.map((line) => line.length)), date };
}

describe('a prepared mail', () => {
  it('says the same in text and header as one composed on its own, whatever name and text contain', async () => {
    const pick = numbers(20_261_128);
    for (let n = 0; n < 1_500; n += 1) {
      const letter = {
        subject: scribble(pick, n % 3 === 0 ? [...SCRAPS, ...BREAKS] : SCRAPS, 6) || 'Notice',
        text: scribble(pick, [...SCRAPS, ...BREAKS, '{{recipient}}'], 25) || '.',
      };
      const name = scribble(pick, n % 3 === 1 ? [...SCRAPS, ...BREAKS] : SCRAPS, 5);
      const reader = { name, email: `p${n}@people.example`, id: `TOC-2026-0001.campaign.1.${n}` };
      const prepared = prepareMail(ORIGIN, {
        ...splitLetter({ ...letter, language: 'de' }, n % 2 === 0),
        language: 'de',
      })(reader);
      const composed = await compose(ORIGIN, {
        ...fillLetter({ ...letter, language: 'de' }, name, n % 2 === 0),
        ...{ to: { name, email: reader.email }, id: reader.id, language: 'de' },
      });
      const [ours, theirs] = [seen(prepared), seen(composed)];
      const input = JSON.stringify({ name, ...letter });
      expect(ours.rest['reply-to']).toContain('dpo@example.org');
      expect({ input, text: ours.text, rest: ours.rest, names: ours.names }).toEqual({
        input,
        text: theirs.text,
        rest: theirs.rest,
        names: theirs.names,
      });
      expect(new Date(ours.date ?? '').getTime()).not.toBeNaN();
      // A header word without a space cannot be folded; the text always can.
      expect(ours.longest).toBeLessThanOrEqual(Math.max(76, theirs.longest));
      expect(ours.longest).toBeLessThanOrEqual(998);
      expect(prepared.toString('latin1')).not.toMatch(/[^\r]\n|\r[^\n]|[^\x20-\x7e\r\n\t]/);
    }
  });
  it('writes one content to many, each with their own name and Message-ID', () => {
    const write = prepareMail(
      { from: FROM },
      {
        subject: 'Ihre Daten',
        pieces: ['Guten Tag ', ',\nund ', '.\n'],
        language: 'de',
      },
    );
    const [ada, ben] = ['Ada Quill', 'Ben\r\nBcc: all@x.example'].map((name, n) =>
      readMail(write({ name, email: `p${n}@people.example`, id: `id.${n}` })),
    );
    expect(ada?.text).toBe('Guten Tag Ada Quill,\nund Ada Quill.\n');
    expect(ben?.text).toBe('Guten Tag Ben Bcc: all@x.example,\nund Ben Bcc: all@x.example.\n');
    expect([ada, ben].map((mail) => mail?.fields.get('message-id'))).toEqual([
      '<id.0@example.org>',
      '<id.1@example.org>',
    ]);
    expect(ben?.names).not.toContain('bcc');
    expect(ada?.fields.get('to')).toBe('Ada Quill <p0@people.example>');
  });
});
