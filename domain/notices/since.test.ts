import { describe, expect, it } from '@jest/globals';
import { reportedEvent } from '../../test/support/plans.ts';
import type { BreachEvent } from '../breach/events.ts';
import type { DeliveryResult, NoticeDelivery } from '../communication/follow-ups.ts';
import type { Notice } from '../communication/notice.ts';
import { HOUR_MS, type Instant, plusMs } from '../time.ts';
import type { ReleaseEvent } from './said.ts';
import { readsAlike, sinceRelease, sinceSent as sinceSentOf } from './since.ts';
import type { Statement } from './statement.ts';

const START: Instant = '2026-11-24T08:00:00.000Z';
const at = (hours: number) => plusMs(START, hours * HOUR_MS);
const head = (hours: number) => ({ at: at(hours), by: 'dpo', key: `k${hours}` });
const aware: BreachEvent = {
  ...head(0),
  type: 'awareness-recorded',
  data: { awareAt: at(0) },
  personal: { reasons: '' },
};
/** A row of the ledger whose letters were offered at these hours. */
const notice = (kind: Notice['kind'], ...deliveries: [hours: number, result?: DeliveryResult][]) => ({
  kind,
  deliveries: deliveries.map(([hours, result = 'sent'], index): NoticeDelivery => {
    return { number: index + 1, step: index === 0 ? 'first' : 'reminder', contact: 'first', result, at: at(hours) };
  }),
});
const corrected: BreachEvent = {
  ...head(2),
  type: 'awareness-corrected',
  data: { from: at(0), to: at(-3) },
  personal: { reasons: 'Seen before.' },
};
const amended: BreachEvent = {
  ...head(3),
  type: 'facts-amended',
  data: { changed: { peopleConcerned: 410 } },
  personal: { narrative: { summary: 'Two sessions.', measures: 'Keys revoked.' }, reasons: 'Counted.' },
};
const before = [reportedEvent('TOC-2026-0001', START), aware];

const sinceSent = (events: BreachEvent[], ...rest: [Pick<Notice, 'kind' | 'deliveries'>, (number | null)?]) =>
  sinceSentOf(
    events.map((event, index) => ({ ...event, seq: index + 1 })),
    ...rest,
  );

describe('what was corrected since a notice was sent', () => {
  it('is the latest value with the instant of its correction, of what the letter itself says alone', () => {
    const events = [...before, corrected, amended];
    expect(sinceSent(events, notice('supplier', [1]))).toEqual({
      sentAt: at(1),
      changes: [
        { what: 'awareAt', at: at(2), now: at(-3) },
        { what: 'nature', at: at(3), now: 'Two sessions.' },
      ],
    });
    const customer = sinceSent(events, notice('customer', [1])).changes;
    expect(customer.map(({ what }) => what)).toEqual(['awareAt', 'nature', 'people', 'measures']);
  });

  it('is nothing that was corrected before it went out, or changed back', () => {
    const back: BreachEvent = { ...corrected, ...head(4), data: { from: at(-3), to: at(0) } };
    expect(sinceSent([...before, corrected], notice('supplier', [5]))).toEqual({ sentAt: at(5), changes: [] });
    expect(sinceSent([...before, corrected, back], notice('supplier', [1])).changes).toEqual([]);
  });

  it('is nothing where no event that the letter could be written from is here', () => {
    const nothing = { sentAt: null, changes: [] };
    expect(sinceSent([...before, corrected], notice('supplier', [-1]))).toEqual(nothing);
    expect(sinceSent([...before, corrected], notice('supplier', [5]), 0)).toEqual(nothing);
    expect(sinceSent([], notice('supplier', [5]))).toEqual(nothing);
  });

  it('goes by what the letter was written from, however long it was under way', () => {
    const events = [...before, corrected, amended];
    const sentLast = notice('supplier', [5]);
    expect(sinceSent(events, sentLast, 2).changes.map(({ what }) => what)).toEqual(['awareAt', 'nature']);
    expect(sinceSent(events, sentLast, 3).changes.map(({ what }) => what)).toEqual(['nature']);
    expect(sinceSent(events, sentLast, 4).changes).toEqual([]);
  });

  it('goes by the first letter that was handed over; without one there is nothing to compare', () => {
    const events = [...before, corrected];
    const refused = notice('supplier', [1, 'refused'], [3], [9]);
    expect(sinceSent(events, refused)).toEqual({ sentAt: at(3), changes: [] });
    expect(sinceSent(events, notice('supplier', [1, 'uncertain']))).toEqual({ sentAt: null, changes: [] });
    expect(sinceSent(events, notice('supplier'))).toEqual({ sentAt: null, changes: [] });
  });
});

type Release = ReleaseEvent['data'];
const release = (change: Partial<Release> = {}, happened = 'A session was not hers.', hours = 4): ReleaseEvent => ({
  ...{ ...head(hours), type: 'notices-released' },
  data: {
    ...{ release: 1, basis: 'person', kinds: ['supplier', 'customer'], sha256: 'a', revision: 1, version: 'v' },
    ...{ list: null, figures: { awareAt: at(0), people: 4, records: null }, suppliers: 1, customers: 1, leftOut: 0 },
    ...change,
  },
  personal: { statement: { happened, consequences: '', measures: '', advice: '' }, reasons: '' },
});
const counted = (people: number) => ({ figures: { awareAt: at(0), people, records: null } });

describe('what a later release says otherwise', () => {
  const first = release();
  const second = release({ release: 2, ...counted(400) }, 'Two sessions were not hers.', 6);
  const own = release({ release: 3, kinds: ['customer'] }, 'For customers alone.', 8);

  it('is told of what the notice was released with, with the instant of the newest of its kind', () => {
    const sent = notice('supplier', [5]);
    expect(sinceRelease([first, second, own], sent, 1, 'en')).toEqual({
      sentAt: at(5),
      changes: [{ what: 'nature', at: at(6), now: 'Two sessions were not hers.' }],
    });
    expect(sinceRelease([first, second], notice('customer', [5]), 1, 'en').changes).toEqual([
      { what: 'nature', at: at(6), now: 'Two sessions were not hers.' },
      { what: 'people', at: at(6), now: 400 },
    ]);
    expect(sinceRelease([first, second, own], sent, 2, 'en')).toEqual({ sentAt: at(5), changes: [] });
  });

  it('is nothing for a notice that has not gone out, or was released with none that is known', () => {
    expect(sinceRelease([first, second], notice('supplier'), 1, 'en')).toEqual({ sentAt: null, changes: [] });
    expect(sinceRelease([first, second], notice('supplier', [5]), 7, 'en')).toEqual({ sentAt: at(5), changes: [] });
    expect(sinceRelease([], notice('supplier', [5]), 1, 'en')).toEqual({ sentAt: at(5), changes: [] });
  });
});

describe('a release in several languages', () => {
  const saying = (number: number, statement: Partial<Statement>): ReleaseEvent => {
    const event = release({ release: number }, 'A session.', 4 + number);
    return { ...event, personal: { statement: { ...event.personal.statement, ...statement }, reasons: '' } };
  };
  const inOne = saying(1, { language: 'en' });
  const inTwo = saying(2, { language: 'en', translations: { de: { happened: 'Eine Sitzung.' } } });
  const changed = saying(3, { language: 'en', translations: { de: { happened: 'Zwei Sitzungen.' } } });

  it('corrects a letter only where it reads otherwise in the language of that letter', () => {
    expect(readsAlike(inOne, inTwo, 'supplier', 'en')).toBe(true);
    expect(readsAlike(inOne, inTwo, 'supplier', 'de')).toBe(false);
    expect(readsAlike(inTwo, changed, 'customer', 'de')).toBe(false);
    expect(readsAlike(inTwo, changed, 'customer', 'fr')).toBe(true);
  });

  it('says on the page of a notice what is otherwise in its own language, and in which that is written', () => {
    const sent = notice('supplier', [5]);
    expect(sinceRelease([inOne, inTwo], sent, 1, 'en').changes).toEqual([]);
    expect(sinceRelease([inOne, inTwo], sent, 1, 'de').changes).toEqual([
      { what: 'nature', at: at(6), now: 'Eine Sitzung.' },
    ]);
    expect(sinceRelease([inTwo, inOne], sent, 2, 'de').changes).toEqual([
      { what: 'nature', at: at(5), now: 'A session.', language: 'en' },
    ]);
  });
});

it('a release reads otherwise only to whom it says something else: how many people there are is for customers', () => {
  const [few, many] = [release(counted(4)), release(counted(400))];
  expect(readsAlike(few, many, 'supplier', 'en')).toBe(true);
  expect(readsAlike(few, many, 'customer', 'en')).toBe(false);
  expect(readsAlike(few, release(counted(4), 'Two were not.'), 'supplier', 'en')).toBe(false);
});
