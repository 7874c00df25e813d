import { describe, expect, it } from '@jest/globals';
import { chatButtons, readPressed } from './buttons.ts';

const DUE = '2026-11-27T08:20:00.000Z';
const link = 'https://tocsin.example/desk/breaches/TOC-2026-0001-K7M';
const warnings = ['gdpr-art33-1-authority', 'gdpr-art33-2-controller'].map((obligation) => {
  return { obligation, rung: '24-hours-left', due: DUE };
});
const about = { breachId: 'TOC-2026-0001-K7M', warnings, isPage: false, link };
const carriedBy = (act: string, given = about) => {
  const button = chatButtons(given, 'en').find((each) => each.act === act);
  return button !== undefined && 'value' in button ? button.value : '';
};

describe('the buttons under a warning', () => {
  it('carry the incident and the warnings, and lead to the page', () => {
    expect(readPressed(carriedBy('acknowledge'))).toEqual({ breachId: about.breachId, warnings });
    expect(chatButtons(about, 'de').map(({ act, label }) => [act, label])).toEqual([
      ['acknowledge', 'Gesehen'],
      ['open', 'Öffnen'],
    ]);
    expect(chatButtons(about, 'en').at(-1)).toMatchObject({ link });
  });

  it('keep apart the warnings of different rungs and limits', () => {
    const warning = (obligation: string, rung: string, due: string) => ({ obligation, rung, due });
    const mixed = [
      ...[warning('a', '24-hours-left', DUE), warning('b', '4-hours-left', DUE)],
      ...[warning('c', '24-hours-left', '2026-11-28T08:20:00.000Z'), warning('d', '24-hours-left', DUE)],
    ];
    const read = readPressed(carriedBy('acknowledge', { ...about, warnings: mixed }))?.warnings ?? [];
    expect(read.toSorted((a, b) => a.obligation.localeCompare(b.obligation))).toEqual(mixed);
  });

  it('offer to take what nobody has', () => {
    expect(readPressed(carriedBy('take', { ...about, isPage: true }))).toEqual({
      breachId: about.breachId,
      warnings: [],
    });
  });

  it('carry no more than a button can, however many duties fall due at once', () => {
    const many = Array.from({ length: 300 }, (_, n) => ({ obligation: `duty-number-${n}`, rung: 'r', due: DUE }));
    const value = carriedBy('acknowledge', { ...about, warnings: many });
    expect(value.length).toBeLessThanOrEqual(2_000);
    const read = readPressed(value)?.warnings ?? [];
    expect(read.length).toBeGreaterThan(80);
    expect(many.slice(0, read.length)).toEqual(read);
  });

  it('carry all where that fills a button to its last character, and one less where it would not fit', () => {
    const filled = (last: number) =>
      [...Array.from({ length: 9 }, (_, n) => `${n}`.padEnd(190, 'a')), 'z'.repeat(last)].map((obligation) => {
        return { obligation, rung: '24-hours-left', due: DUE };
      });
    const room = 2_000 - carriedBy('acknowledge', { ...about, warnings: filled(1) }).length + 1;
    const full = carriedBy('acknowledge', { ...about, warnings: filled(room) });
    expect([full.length, readPressed(full)?.warnings]).toEqual([2_000, filled(room)]);
    const cut = readPressed(carriedBy('acknowledge', { ...about, warnings: filled(room + 1) }));
    expect(cut?.warnings).toEqual(filled(room + 1).slice(0, 8));
  });

  it.each(['', 'TOC-2026-0001', '{}', '[]', '[1]', '["../x"]', '["TOC-1",["r"]]', `["${'a'.repeat(3_000)}"]`])(
    'that carry %s are none of ours',
    (value) => {
      expect(readPressed(value)).toBeNull();
    },
  );
});
