import { NO_TEXTS } from '../../domain/texts/catalogue.ts';
import { wordsOf } from '../../web/languages/index.ts';
import { PLACES, type Place } from '../../web/places.ts';
import type { View } from '../../web/view.ts';

/** What a DPO's pages are shown with, at 09:40 in Berlin. */
export function testView(more: Partial<View> = {}): View {
  const language = more.language ?? 'en';
  return {
    now: '2026-11-24T08:40:00.000Z',
    organisation: {
      name: 'Example Cloud',
      legalName: 'Example Cloud GmbH',
      zone: 'Europe/Berlin',
      language: 'en',
      publicContact: { phone: '+49 30 23125 117', email: 'privacy@example.org' },
    },
    zone: 'Europe/Berlin',
    language,
    words: wordsOf(language),
    texts: NO_TEXTS,
    viewer: { name: 'dpo', role: 'dpo' },
    asker: { by: 'user:dpo', isPerson: true },
    people: new Map(),
    gone: new Set(),
    places: Object.keys(PLACES) as Place[],
    may: () => true,
    csrf: 'csrf-of-the-test',
    newKey: () => 'key-of-the-test',
    away: null,
    skew: null,
    ...more,
  };
}
