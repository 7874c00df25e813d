import { Readable } from 'node:stream';
import { fieldOfColumn } from '../../../../domain/people/columns.ts';
import type { Person } from '../../../../domain/people/person.ts';
import { readRecipients } from '../../../../services/recipients/read.ts';
import { mutateText, oddText } from '../mutate.ts';
import type { Random } from '../random.ts';
import { asBytes, asInput, holds, read, type Target } from '../target.ts';

/** Lists of people as CSV, in bytes and in pieces. */

const LIMIT_BYTES = 60_000;
const PEOPLE = ['Ada Lovelace', 'Müller, Jörg', 'O"Brien', 'Nguyễn Thị 💥', ' Dana ', '李', "=cmd|'x'!A1"];
const ADDRESSES = ['ada@x.example', 'j.mueller+tag@sub.example.org', "o'brien@x.example", 'a@b', '@', 'A@X.EXAMPLE'];

export const target: Target = {
  make(random) {
    const end = random.pick(['\n', '\n', '\r\n', '\r']);
    const head = random.pick([
      'name,email',
      'name,email,language',
      'EMAIL,Name',
      'email,language,name',
      'name,email,x',
    ]);
    const width = head.split(',').length;
    const rows = random.some(random.oneIn(50) ? 1_500 : 6, () => rowOf(random, head, width));
    const text = [head, ...rows, ...random.some(2, () => '')].join(end);
    const list = asInput(`${random.oneIn(8) ? '\ufeff' : ''}${text}`);
    return random.oneIn(3) ? mutateText(random, list, true) : list;
  },

  async check(input) {
    const bytes = asBytes(input);
    const rows: Person[] = [];
    const source = Readable.from(pieces(bytes));
    const options = { limitBytes: LIMIT_BYTES, language: 'en', format: 'csv', mapping: {} } as const;
    const found = await read(() =>
      readRecipients(source, options, async (batch) => void rows.push(...batch.map(({ person }) => person))),
    );
    for (const { name, email, language } of rows) {
      holds(name === name.trim() && name.length <= 200, `A name of ${name.length} characters was taken.`);
      holds(`${name}${email}` !== '', 'Nobody was taken for somebody.');
      holds(!/\p{Cc}/u.test(`${name}${email}${language}`), 'A control character was taken.');
      holds(name.isWellFormed() && /^(?:[^\s@]+@[^\s@]+\.[^\s@]+)?$/.test(email), `'${email}' is no address.`);
      holds(/^[a-z]{2}$/.test(language), `'${language}' is no language.`);
    }
    if (found === null) return 'refused';
    holds(bytes.length <= LIMIT_BYTES, 'More bytes were taken than the limit.');
    const strict = strictRows(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    holds(
      JSON.stringify(rows) === JSON.stringify(strict),
      `Read were ${JSON.stringify(rows)}, not ${JSON.stringify(strict)}.`,
    );
    return 'accepted';
  },
};

function rowOf(random: Random, head: string, width: number): string {
  const columns = head.toLowerCase().split(',');
  const count = random.oneIn(20) ? width + 1 : random.oneIn(20) ? width - 1 : width;
  return Array.from({ length: count }, (_, i) => {
    const kind = columns[i];
    const usual = kind === 'name' ? PEOPLE : kind === 'email' ? ADDRESSES : ['de', 'en', '', 'EN'];
    const value = random.oneIn(12) ? oddText(random) : random.pick(random.oneIn(3) ? usual : usual.slice(0, 2));
    return /[",\r\n]/.test(value) || random.oneIn(6) ? `"${value.replaceAll('"', '""')}"` : value;
  }).join(random.oneIn(30) ? ' , ' : ',');
}

function pieces(bytes: Buffer): Buffer[] {
  const cut = bytes.length % 7;
  return [bytes.subarray(0, cut), bytes.subarray(cut, cut + 100), bytes.subarray(cut + 100)].filter(
    (p) => p.length > 0,
  );
}

/** A reading of RFC 4180 of our own: blanks around a cell do not count, nor do empty lines. Throws for what is none. */
function strictRows(text: string): { name: string; email: string; language: string }[] {
  const lines = strictCells(text);
  const [head = [], ...rest] = lines;
  const fields = head.map((name) => fieldOfColumn(name, {}) ?? '');
  const people = rest.map((cells) => {
    holds(cells.length === fields.length, 'A line has another number of cells than the first.');
    const row = Object.fromEntries(cells.map((cell, i) => [fields[i] ?? '', cell.trim()]));
    const name = row.name === '-' ? '' : (row.name ?? '');
    const language = written(row.language).toLowerCase().slice(0, 2) || 'en';
    return { name, email: written(row.email), language };
  });
  return people.filter(({ name, email }) => `${name}${email}` !== '');
}

/** Without what logs and exports write for nothing. */
function written(cell = ''): string {
  return /^(?:-|null|\\n)$/i.test(cell) ? '' : cell;
}

const BLANK = /\s/;

function strictCells(text: string): string[][] {
  const end = /\r\n|\n|\r/.exec(text.replaceAll(/"(?:[^"]|"")*"/g, (cell) => 'x'.repeat(cell.length)))?.[0] ?? '\n';
  const lines: string[][] = [];
  let at = 0;
  while (at < text.length) {
    if (text.startsWith(end, at)) {
      at += end.length;
      continue;
    }
    const cells: string[] = [];
    for (;;) {
      while (BLANK.test(text[at] ?? 'x') && !text.startsWith(end, at)) at += 1;
      let cell = '';
      if (text[at] === '"') {
        const quoted = /"((?:[^"]|"")*)"/y;
        quoted.lastIndex = at;
        const [whole, inner] = quoted.exec(text) ?? [];
        holds(whole !== undefined && inner !== undefined, 'A quote is not closed.');
        at += whole.length;
        cell = inner.replaceAll('""', '"');
        while (BLANK.test(text[at] ?? 'x') && !text.startsWith(end, at)) at += 1;
      } else {
        const from = at;
        while (at < text.length && text[at] !== ',' && !text.startsWith(end, at)) at += 1;
        cell = text.slice(from, at).trimEnd();
        holds(!cell.includes('"'), 'A quote stands within a cell.');
      }
      cells.push(cell);
      if (text[at] !== ',') break;
      at += 1;
    }
    holds(at >= text.length || text.startsWith(end, at), 'Something follows a quoted cell.');
    at += end.length;
    if (cells.length > 1 || cells[0] !== '') lines.push(cells);
  }
  return lines;
}
