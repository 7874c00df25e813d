import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { safeFields } from '../config/log-fields.ts';
import { LINES } from './log-lines.ts';

/** A call of the log of a workflow or an activity: its text as it stands in the source, and its fields. */
const CALL = /\blog\s*\.\s*(?:trace|debug|info|warn|error)\(\s*([^,)]+)(?:,\s*(\{[^}]*\}|[^)]*))?/g;

const files = ['workflows', 'activities'].flatMap((room) =>
  readdirSync(room, { recursive: true })
    .map((file) => join(room, String(file)))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')),
);
const calls = files.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(CALL)].map(([, text = '', fields = '']) => ({ file, text, fields })),
);

describe('what workflows and activities say in the log', () => {
  it('is one of the texts that the worker writes', () => {
    const known = Object.keys(LINES).map((name) => `LINES.${name}`);
    const others = calls.filter(({ file, text }) => file !== 'activities/log-lines.ts' && !known.includes(text));
    expect(others).toEqual([]);
    expect(new Set(calls.map(({ text }) => text)).size).toBeGreaterThan(known.length / 2);
  });

  it('has fields that the worker writes', () => {
    const lost = calls.flatMap(({ file, fields }) => {
      const names = [...fields.matchAll(/(?:\{|,)\s*(\w+)/g)].map(([, name = '']) => name);
      const written = safeFields(Object.fromEntries(names.map((name) => [name, 1])));
      return names.filter((name) => name !== 'error' && !(name in written)).map((name) => `${file}: ${name}`);
    });
    expect(lost).toEqual([]);
  });
});
