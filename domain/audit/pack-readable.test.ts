import { describe, expect, it } from '@jest/globals';
import { contentOf } from '../notices/letter.ts';
import { sha256Of } from './chain.ts';
import { noticeBytes, readableFindings } from './pack-readable.ts';

const breachId = 'TOC-2026-0001-K7M';
const letter = { breachId, listId: 'list-1', subject: 'About you', text: 'Dear {{recipient}}, change your password.' };
const contentHash = sha256Of(contentOf(letter));
const document = '{"field":"a"}';
const text = { subject: 'A security incident', text: 'Look at your logs.' };
const AT = '2026-11-24T08:00:00.000Z';

function packOf() {
  const { listId, subject, text: body } = letter;
  return {
    breachId,
    events: [
      { seq: 1, type: 'campaign-drafted', data: { campaign: 1, contentHash } },
      { seq: 2, type: 'filed', data: { obligation: 'art33', sha256: sha256Of(document) } },
      { seq: 3, type: 'filed', data: { obligation: 'art34' } },
    ],
    ledgers: [{ ledger: `${breachId}/notices`, pages: [{ entries: [{ row: 'acme~1' }] }] }],
    letters: [{ campaign: 1, listId, contentHash, subject: subject as string | null, text: body as string | null }],
    filings: [
      {
        ...{ seq: 2, obligation: 'art33', filedAt: AT, late: false },
        ...{ sha256: sha256Of(document) as string | null, document: document as string | null },
      },
      { seq: 3, obligation: 'art34', filedAt: AT, late: false, sha256: null, document: null },
    ],
    notices: [
      {
        ...{ row: 'acme~1', counterparty: 'acme', kind: 'customer', name: 'Acme', status: 'sent', answerBy: AT },
        ...{ acknowledgedAt: null, answers: [] },
        texts: [{ sentAt: AT, sha256: sha256Of(noticeBytes(text)), ...text }],
      },
    ],
  };
}

function problemsOf(change: (pack: ReturnType<typeof packOf>) => unknown): string[] {
  const pack = packOf();
  change(pack);
  return readableFindings(pack).map(({ problem }) => problem);
}

const drafted = (one: object | undefined, body: string) =>
  Object.assign(one ?? {}, { text: body, contentHash: sha256Of(contentOf({ ...letter, text: body })) });
const retyped = (event: object | undefined, type: string) => Object.assign(event ?? {}, { type });

describe('what people read in an evidence pack', () => {
  it('holds as it was exported, open or sealed', () => {
    expect(problemsOf(() => undefined)).toEqual([]);
    const sealed = ({ letters: [one], filings: [filed], notices: [notice] }: ReturnType<typeof packOf>) => {
      Object.assign(one ?? {}, { subject: null, text: null });
      Object.assign(filed ?? {}, { document: null });
      Object.assign(notice?.texts[0] ?? {}, { subject: null, text: null });
    };
    expect(problemsOf(sealed)).toEqual([]);
    const campaign = { ledger: `${breachId}/campaign/1`, pages: [{ entries: [{ row: 'r1' }] }] };
    expect(problemsOf(({ ledgers }) => ledgers.unshift(campaign))).toEqual([]);
    expect(readableFindings({ breachId, events: [] })).toEqual([]);
  });

  it('holds the letter in each of its languages, and misses a word that another one has', () => {
    const more = { language: 'en', translations: { de: { subject: 'Über Sie', text: 'Ändern Sie Ihr Kennwort.' } } };
    const hash = sha256Of(contentOf({ ...letter, ...more }));
    const translated = (change: object) => (pack: ReturnType<typeof packOf>) => {
      Object.assign(pack.events[0]?.data ?? {}, { contentHash: hash });
      Object.assign(pack.letters[0] ?? {}, { contentHash: hash, ...more, ...change });
    };
    expect(problemsOf(translated({}))).toEqual([]);
    const other = { translations: { de: { subject: 'Über Sie', text: 'Tun Sie nichts.' } } };
    expect(problemsOf(translated(other))).toEqual(['names another letter than the one that is shown']);
  });

  it.each<[string, (pack: ReturnType<typeof packOf>) => unknown, RegExp]>([
    ['another letter', ({ letters: [one] }) => Object.assign(one ?? {}, { text: 'Dear all.' }), /another letter/],
    ['a letter of no campaign', ({ letters: [one] }) => Object.assign(one ?? {}, { campaign: 2 }), /named by no event/],
    ['another filing', ({ filings: [one] }) => Object.assign(one ?? {}, { document: '{}' }), /another document/],
    [
      'another hash of a filing',
      ({ filings: [one] }) => Object.assign(one ?? {}, { sha256: contentHash }),
      /another filing/,
    ],
    ['a filing for another event', ({ filings: [one] }) => Object.assign(one ?? {}, { seq: 1 }), /is no filing/],
    ['a document nobody gave', ({ filings: [, one] }) => Object.assign(one ?? {}, { document }), /another document/],
    ['a notice of no row', ({ notices: [one] }) => Object.assign(one ?? {}, { row: 'bolt~1' }), /has no row bolt~1/],
    ['another text', ({ notices: [one] }) => Object.assign(one?.texts[0] ?? {}, { text: 'x' }), /not that of its SHA/],
    ['a letter of another draft', ({ letters: [one] }) => drafted(one, 'Dear all.'), /named by no event/],
    ['a letter that was only approved', ({ events: [e] }) => retyped(e, 'campaign-approved'), /named by no event/],
    [
      'a text without its subject',
      ({ letters: [one] }) => Object.assign(one ?? {}, { subject: null }),
      /another letter/,
    ],
    ['a subject without its text', ({ letters: [one] }) => Object.assign(one ?? {}, { text: null }), /another letter/],
    ['a notice without its subject', ({ notices: [n] }) => Object.assign(n?.texts[0] ?? {}, { subject: null }), /SHA/],
    ['a notice without its text', ({ notices: [n] }) => Object.assign(n?.texts[0] ?? {}, { text: null }), /SHA/],
    [
      'another text beside the right one',
      ({ notices: [n] }) => n?.texts.push({ sentAt: AT, sha256: contentHash, ...text }),
      /not that of its SHA/,
    ],
    ['a notice without its ledger', (pack) => pack.ledgers.pop(), /has no row acme~1/],
  ])('shows %s', (_what, change, problem) => {
    expect(problemsOf(change)).toEqual([expect.stringMatching(problem)]);
  });
});
