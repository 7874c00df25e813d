import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { YamlCache } from './yaml-cache.ts';

const dir = mkdtempSync(join(tmpdir(), 'tocsin-yaml-cache-'));
const file = join(dir, 'cache.json');
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function keep(to: string, text: string, content: unknown): void {
  const cache = new YamlCache(to);
  cache.add(text, content);
  cache.save();
}

describe('the cache of parsed YAML', () => {
  beforeEach(() => keep(file, 'hours: 72', { hours: 72 }));

  it('knows a text again in the next process, and no other text', () => {
    const next = new YamlCache(file);
    expect([next.find('hours: 72'), next.find('hours: 73')]).toEqual([{ hours: 72 }, undefined]);
  });

  it('keeps what was used last, so that it does not grow with every edit', () => {
    keep(file, 'hours: 73', { hours: 73 });
    const next = new YamlCache(file);
    expect([next.find('hours: 72'), next.find('hours: 73')]).toEqual([undefined, { hours: 73 }]);
    expect(readdirSync(dir)).toEqual(['cache.json']);
  });

  it.each([
    ['changed in one place, still good JSON', (text: string) => text.replace(':72', ':96')],
    ['cut off', (text: string) => text.slice(0, -5)],
    ['emptied', () => ''],
  ])('is passed over where it is %s', (_, damage) => {
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    expect(new YamlCache(file).find('hours: 72')).toBeUndefined();
  });

  it('does not keep what JSON cannot say', () => {
    const other = join(dir, 'other.json');
    keep(other, 'hours: .inf', { hours: Number.POSITIVE_INFINITY });
    expect(new YamlCache(other).find('hours: .inf')).toBeUndefined();
  });

  it('is silent where it cannot be written', () => {
    keep(join(file, 'under-a-file.json'), 'hours: 72', { hours: 72 });
    keep(join(dir, 'no-such-folder', 'cache.json'), 'hours: 72', { hours: 72 });
    expect(new YamlCache(null).find('hours: 72')).toBeUndefined();
  });
});
