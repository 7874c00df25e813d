import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ERROR_CODES, REFUSAL_RULES, ROW_FAULTS, TocsinError } from '../domain/errors.ts';
import { wordsOf } from './languages/index.ts';
import { SaidRefusal, saidAt, sayIssue, sayRefusal } from './refusals.ts';

const readerIn = (language: 'en' | 'de') => ({
  ...{ language, words: wordsOf(language), zone: 'Europe/Berlin' },
  viewer: { name: 'Ann', role: 'dpo' },
});
const [english, german] = [readerIn('en'), readerIn('de')];
/** As a program's answer says it: with names that a page does not show. */
const MESSAGE = 'Breach B-1 has no communication; read it again.';

describe('a refusal on a page', () => {
  it.each([...ERROR_CODES])('has German words of its own: %s', (code) => {
    const refusal = new TocsinError(code, MESSAGE);
    const said = sayRefusal(german, refusal);
    expect(said).not.toBe(MESSAGE);
    expect(said).not.toBe(sayRefusal(english, refusal));
    expect(said).toMatch(/^[A-ZÄÖÜ„].+[.!?]$/s);
  });

  it.each([...REFUSAL_RULES])('says by its rule more than its code does, in German: %s', (why) => {
    const members = { why, most: 10, line: 3, rows: [{ line: 7, fault: 'email' as const }] };
    const refusal = new TocsinError('conflict', MESSAGE, 'text', { ...members, than: '2026-11-24T09:20:00Z' });
    const filing = new TocsinError('conflict', MESSAGE, 'filedAt', refusal.members);
    const general = sayRefusal(german, new TocsinError('conflict', MESSAGE));
    const said = why === 'approval' ? sayRefusal(german, filing) : sayRefusal(german, refusal);
    expect([MESSAGE, general, sayRefusal(english, refusal), sayRefusal(english, filing)]).not.toContain(said);
  });

  it('is in English the message itself, where pages have no words of their own', () => {
    expect(sayRefusal(english, new TocsinError('conflict', MESSAGE, 'communication'))).toBe(MESSAGE);
  });

  it.each([...ERROR_CODES])('is in English the message of its rule, whatever pages say of its code: %s', (code) => {
    const refusal = new TocsinError(code, MESSAGE, 'source', { why: 'source-off' });
    expect(sayRefusal(english, refusal)).toBe(MESSAGE);
  });

  it('names each line of a list with what is wrong, in German', () => {
    const rows = ROW_FAULTS.map((fault, i) => ({ line: i + 2, fault }));
    const said = sayRefusal(german, new TocsinError('bad-input', MESSAGE, 'line 2', { why: 'list-rows', rows }));
    for (const { line } of rows) expect(said).toContain(`Zeile ${line}: `);
    expect(said).toContain('keine E-Mail-Adresse');
  });

  it('stays as the page said it, also at another field', () => {
    const said = new SaidRefusal('conflict', 'Sagen Sie warum.', 'why');
    expect(sayRefusal(german, said)).toBe('Sagen Sie warum.');
    expect(saidAt(german, said, 'file')).toMatchObject({
      message: 'Sagen Sie warum.',
      field: 'file',
      code: 'conflict',
    });
  });
});

describe('a field of a form', () => {
  const form = z.object({
    name: z.string().min(1).max(3),
    sentence: z.string().min(5),
    people: z.coerce.number().int().min(1).max(9),
    one: z.enum(['a', 'b']),
    email: z.email(),
    on: z.iso.date(),
    code: z.string().regex(/^\d$/),
  });
  const bad = { name: 'abcd', sentence: 'ab', people: '12', one: 'c', email: 'x', on: 'y', code: 'z' };
  const saidOf = (language: typeof german, given: object) =>
    form.safeParse(given, { error: sayIssue(language) }).error?.issues.map(({ message }) => message) ?? [];

  it('is told in the language of the page what is wrong with it, each fault for itself', () => {
    const said = saidOf(german, bad);
    expect(said).toHaveLength(7);
    expect(said[0]).toBe('Zu lang: höchstens 3 Zeichen.');
    expect(said[1]).toBe('Zu kurz: mindestens 5 Zeichen.');
    expect(said[2]).toBe('Höchstens 9.');
    expect(saidOf(english, bad).filter((each) => said.includes(each))).toEqual([]);
    expect(said.join(' ')).not.toMatch(/invalid|expected|string/i);
  });

  it('is told that it is needed where it is empty or was not sent', () => {
    const needed = german.words.work.errors.needed;
    expect(saidOf(german, { ...bad, name: '' })[0]).toBe(needed);
    expect(saidOf(german, {}).filter((each) => each === needed).length).toBeGreaterThan(3);
    expect(saidOf(german, { ...bad, people: 'viele' })[2]).toBe('Geben Sie eine Zahl in Ziffern an.');
  });
});
