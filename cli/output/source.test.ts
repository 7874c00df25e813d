import { expect, it } from '@jest/globals';
import type { SourceView } from '../../domain/alerts/source-view.ts';
import { describeSource, sourceRow } from './source.ts';

const AT = '2026-11-24T08:20:00.000Z';
const SAID = 'Tue 24 Nov 2026, 09:20 CET (08:20 UTC)';

it('an alert source reads with local times first', () => {
  const secret = { id: '1', madeAt: AT, lastUsedAt: AT, retired: { at: AT, by: 'administrator' } };
  const view = {
    ...{ name: 'okta', title: 'Okta', vendor: 'Okta', address: 'https://tocsin.example/alerts/okta', isOwn: false },
    ...{ isOn: true, isIntact: true, proofs: [], makesSecret: false, secrets: [secret], topics: [], audience: null },
    ...{ senders: [], changed: null, lastAlertAt: AT, thisHour: 1, lastDay: 2, dead: 0 },
    tooLarge: { count: 3, unproved: 1, firstAt: AT, lastAt: AT, lastSize: 40_000_000 },
    pull: { askedAt: AT, failure: { code: 'away', status: 503, since: AT }, taken: 0, nextAt: AT },
  } as unknown as SourceView;
  const text = describeSource(view, 'Europe/Berlin');
  expect(text).toContain(`secret 1: made ${SAID}, used ${SAID}, retired ${SAID}`);
  expect(text).toContain(`last alert: ${SAID}; 1 this hour`);
  expect(text).toContain(`too large to keep: 3 since ${SAID}, the last ${SAID} (40000000 bytes)`);
  expect(text).toContain(`asked: ${SAID}, away, it answered 503, since ${SAID}; next ${SAID}`);
  expect(sourceRow(view, 'Europe/Berlin')[2]).toBe(SAID);
});
