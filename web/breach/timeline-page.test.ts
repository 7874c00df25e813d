import { describe, expect, it } from '@jest/globals';
import { searchFor } from '../../domain/word-search.ts';
import { breachModel } from '../../test/support/breach-model.ts';
import { testView } from '../../test/support/view.ts';
import { timelineSection } from './timeline.ts';
import { timelinePage, wordsOf } from './timeline-page.ts';

const progressed = (communication: 'notices' | 'campaign/1', sent: number) =>
  ({
    type: 'communication-progressed',
    by: 'engine',
    data: {
      ...{ communication, counts: { total: 5_000, sent }, head: { page: sent, hash: 'ab' }, nextAt: null },
      ...{ version: '', settled: false },
    },
  }) as const;
const paused = {
  type: 'communication-paused',
  by: 'engine',
  data: { communication: 'notices', because: 'refusals' },
  personal: { reasons: '' },
} as const;

describe('the timeline', () => {
  it('says a run of reports in one line for each communication, with its newest counts', () => {
    const events = [1, 2, 3].flatMap((n) => [progressed('notices', n), progressed('campaign/1', n * 10)]);
    const model = breachModel([...events, paused, progressed('notices', 4)]);
    expect(model.lines.lines.map(({ from, entry }) => [from, entry.seq])).toEqual([
      [11, 11],
      [10, 10],
      [5, 9],
      [4, 8],
      ...[3, 2, 1].map((seq) => [seq, seq]),
    ]);
    const { text } = timelineSection(testView(), model);
    expect(text).toContain('Notices: 5,000 in all; sent 3');
    expect(text).toContain('events 4 to 8');
    expect(text).toContain('Notices paused. More than a fifth of a page of letters was refused');
    expect(timelineSection(testView({ language: 'de' }), model).text).toContain('Anschreiben 1: 5.000 insgesamt');
  });
  it('is read page by page', () => {
    const { timeline } = breachModel(Array.from({ length: 250 }, () => paused));
    const first = timelinePage(timeline, null);
    expect([first.lines.length, first.next]).toEqual([100, 154]);
    const last = timelinePage(timeline, 54);
    expect([last.lines[0]?.entry.seq, last.lines.at(-1)?.entry.seq, last.next]).toEqual([53, 1, null]);
  });

  it('is narrowed to a kind and to whoever did it, and searched in every word of an event', () => {
    const note = {
      type: 'note-added',
      by: 'user:1',
      data: { note: 1, privileged: true },
      personal: { text: 'Counsel is Jördis.' },
    } as const;
    const { timeline } = breachModel([note, paused]);
    const typesOf = (page: ReturnType<typeof timelinePage>) => page.lines.map(({ entry }) => entry.type);
    expect(typesOf(timelinePage(timeline, null, { kind: 'messages', who: null }))).toEqual(['communication-paused']);
    expect(typesOf(timelinePage(timeline, null, { kind: null, who: 'user:1' }))).toEqual(['note-added']);
    const find = ({ event }: (typeof timeline)[number]) => event && searchFor('jordis')(wordsOf(event, '', true));
    const [line, ...others] = timelinePage(timeline, null, { kind: null, who: null, find }).lines;
    expect([line?.entry.type, line?.found, others]).toEqual(['note-added', 'Counsel is Jördis.', []]);
  });

  it('keeps the words of a privileged note from whoever does not read it', () => {
    const data = { note: 1, privileged: true };
    const note = { at: '', by: '', key: '', type: 'note-added', data, personal: { text: 'Secret.' } } as const;
    expect(wordsOf(note, 'Note 1 added', false)).toEqual(['Note 1 added']);
    expect(wordsOf(note, 'Note 1 added', true)).toContain('Secret.');
  });
});
