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

  it.each(['', 'TOC-2026-0001', '{}', '[]', '[1]', '["../x"]', '["TOC-1",["r"]]', `["${'a'.repeat(3_000)}"]`])(
    'that carry %s are none of ours',
    (value) => {
      expect(readPressed(value)).toBeNull();
    },
  );
});
