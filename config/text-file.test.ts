import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { FileMistakes, readTextFile } from './text-file.ts';

const dir = mkdtempSync(join(tmpdir(), 'tocsin-text-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function fileOf(name: string, content: string | Buffer): string {
  writeFileSync(join(dir, name), content);
  return join(dir, name);
}

describe('a file that a person names', () => {
  it('is read whatever the editor ended its lines and began its text with', () => {
    expect(readTextFile(fileOf('windows.yaml', '\ufefftitle: a\r\nb: c\r\n'))).toBe('title: a\nb: c\n');
  });

  it.each([
    ['is not there', () => join(dir, 'missing.yaml'), 'there is no such file'],
    [
      'is a folder',
      () => {
        mkdirSync(join(dir, 'folder'));
        return join(dir, 'folder');
      },
      'it is a folder',
    ],
    ['lies under a file', () => join(fileOf('plain.yaml', 'a: b'), 'facts.yaml'), 'cannot be read (ENOTDIR)'],
    ['was saved in another alphabet', () => fileOf('utf16.yaml', Buffer.from('é: è', 'utf16le')), 'UTF-8'],
    ['is no text', () => fileOf('image.png', Buffer.from([0x89, 0x50, 0xff, 0xfe])), 'UTF-8'],
    [
      'is far too large',
      () => {
        const file = fileOf('dump.yaml', '');
        truncateSync(file, 50_000_000);
        return file;
      },
      'has 50 MB, and at most 10 are read',
    ],
  ])('that %s is refused by its name', (_, make, why) => {
    const file = make();
    expect(() => readTextFile(file)).toThrow(FileMistakes);
    expect(() => readTextFile(file)).toThrow(`${file}:1: `);
    expect(() => readTextFile(file)).toThrow(why);
  });

  it('and is wrong on every line is told of by its first lines', () => {
    const findings = Array.from({ length: 500 }, (_, i) => ({ file: 'f', line: i + 1, field: 'a', message: 'no' }));
    const { message, findings: all } = new FileMistakes(findings);
    expect([message.split('\n').length, message.endsWith('and 470 more'), all.length]).toEqual([31, true, 500]);
  });
});
