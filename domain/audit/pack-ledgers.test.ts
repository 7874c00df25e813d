import { describe, expect, it } from '@jest/globals';
import { CHAIN_START, commitTo, linkEvent } from './chain.ts';
import { EMPTY_LEDGER, type LedgerEntry, type LedgerPage, linkPage } from './ledger.ts';
import { EvidencePack, type Finding, ledgerHeads, verifyPack } from './pack.ts';

const ID = 'TOC-2026-0001';
const LEDGER = `${ID}/notices`;
const AT = '2026-11-24T08:00:00.000Z';
const words = { answeredBy: 'Dana' };
const entry = (row: string, what: string, more: Partial<LedgerEntry> = {}): LedgerEntry => {
  return { row, at: AT, by: 'engine', what, ...more };
};

function pages(): LedgerPage[] {
  const answered = entry('acme~1', 'acknowledged', { personal: 's1.k1.x', commitment: commitTo(words, 'salt') });
  const first = linkPage(LEDGER, EMPTY_LEDGER, [entry('acme~1', 'planned'), entry('bolt~1', 'planned')]);
  const second = linkPage(LEDGER, first, [entry('acme~1', 'sent')]);
  return [first, second, linkPage(LEDGER, second, [answered])];
}

/** A pack whose stream names the heads of the second and the third page. */
function packOf(): EvidencePack {
  const ledger = pages();
  const named = ledger.slice(1).map(({ page, hash }) => ({ page, hash }));
  const events: EvidencePack['events'] = [];
  for (const { type, data } of [{ type: 'reported', data: {} }, ...named.map(progressed)]) {
    const seq = events.length + 1;
    const head = { breachId: ID, seq, at: AT, by: 'engine', key: `k${seq}` };
    const event = { ...head, type, data, personal: null, commitment: null };
    events.push(linkEvent(event, events.at(-1)?.hash ?? CHAIN_START));
  }
  return EvidencePack.parse({
    ...{ format: 'tocsin-evidence/1', breachId: ID, exportedAt: AT, events, files: [], deliveries: [] },
    head: { seq: 3, hash: events[2]?.hash },
    ledgers: [{ ledger: LEDGER, pages: ledger, opened: [{ page: 3, entry: 0, personal: words, salt: 'salt' }] }],
  });
}

function progressed(head: { page: number; hash: string }) {
  return { type: 'communication-progressed', data: { communication: 'notices', head, counts: { total: 2 } } };
}

type Packed = NonNullable<EvidencePack['ledgers']>[number];

/** Where a changed ledger is found out. */
function found(change: (ledger: Packed) => unknown): Pick<Finding, 'ledger' | 'page'>[] {
  const pack = packOf();
  for (const ledger of pack.ledgers ?? []) change(ledger);
  return verifyPack(pack).findings.map(({ ledger, page }) => ({ ledger, ...(page !== undefined && { page }) }));
}

describe('the ledgers of an evidence pack', () => {
  it('hold as they were exported, and a pack of before there were ledgers holds without', () => {
    expect(verifyPack(packOf())).toMatchObject({ ok: true, findings: [] });
    const { ledgers: _, ...before } = packOf();
    const first = before.events.slice(0, 1);
    const pack = { ...before, events: first, head: { seq: 1, hash: first[0]?.hash ?? '' } };
    expect(verifyPack(EvidencePack.parse(pack)).ok).toBe(true);
  });
  it('show an edited entry, on its page', () => {
    const edit = ({ pages: all }: Packed) => Object.assign(all[0]?.entries[1] ?? {}, { row: 'fjord~1' });
    expect(found(edit)).toEqual([{ ledger: LEDGER, page: 1 }]);
  });
  it('show a page rewritten whole, by the head that the stream names', () => {
    const rewrite = (ledger: Packed) => {
      const [first, second, third] = ledger.pages;
      if (first === undefined || second === undefined || third === undefined) return;
      const other = linkPage(LEDGER, first, [entry('acme~1', 'refused')]);
      ledger.pages = [first, other, linkPage(LEDGER, other, third.entries)];
    };
    expect(found(rewrite)).toEqual([
      { ledger: LEDGER, page: 2 },
      { ledger: LEDGER, page: 3 },
    ]);
  });
  it('show a removed page, and one cut off at the end', () => {
    expect(found(({ pages: all }) => all.splice(1, 1))).toContainEqual({ ledger: LEDGER, page: 3 });
    const cut = (ledger: Packed) => {
      ledger.pages.pop();
      delete ledger.opened;
    };
    expect(found(cut)).toEqual([{ ledger: LEDGER, page: 3 }]);
  });
  it('show a ledger that the stream names and that is missing', () => {
    expect(verifyPack({ ...packOf(), ledgers: [] }).findings).toMatchObject([{ ledger: LEDGER }]);
  });
  it('hold of a ledger that no event names yet', () => {
    const campaign = `${ID}/campaign/1`;
    const page = linkPage(campaign, EMPTY_LEDGER, [entry('r1', 'planned')]);
    const pack = packOf();
    const more = { ...pack, ledgers: [...(pack.ledgers ?? []), { ledger: campaign, pages: [page] }] };
    expect(verifyPack(EvidencePack.parse(more)).findings).toEqual([]);
  });
  it('show a ledger that is in the pack twice, and an entry whose words are shown twice', () => {
    const pack = packOf();
    const twice = { ...pack, ledgers: [...(pack.ledgers ?? []), ...(pack.ledgers ?? [])] };
    expect(verifyPack(twice).findings).toEqual([{ ledger: LEDGER, problem: 'is in it twice' }]);
    expect(found(({ opened }) => opened?.push(...opened.slice(0, 1)))).toContainEqual({ ledger: LEDGER, page: 3 });
  });
  it('say of a pack without a digest that no event vouches for its last pages', () => {
    const last = linkPage(LEDGER, pages()[2] ?? EMPTY_LEDGER, [entry('bolt~1', 'sent')]);
    const pack = packOf();
    for (const ledger of pack.ledgers ?? []) ledger.pages.push(last);
    for (const each of [pack, packOf()]) {
      expect(verifyPack(each)).toMatchObject({
        ok: true,
        uncovered: expect.arrayContaining([expect.stringMatching(/^ledgers beyond/)]),
      });
    }
  });
  it('are named by what events say of their progress, and by no other event', () => {
    const head = (page: number) => ({ page, hash: CHAIN_START });
    const named = (type: string, data: Record<string, unknown>) => [...ledgerHeads(ID, [{ type, data }])];
    const [progress, other] = ['communication-progressed', 'communication-begun'];
    expect(named(progress, { communication: 'notices', head: head(1) })).toEqual([[LEDGER, [head(1)]]]);
    expect(named(other, { communication: 'notices', head: head(1) })).toEqual([]);
    expect(named(progress, { communication: 'notices', head: null })).toEqual([]);
    expect(named(progress, {})).toEqual([]);
  });
  it.each([
    ['pages were named', [1, 2], 1],
    ['its beginning and a page were named', [0, 2], 1],
    ['only its beginning was named', [0], 0],
  ])('show one that is missing where %s, whatever others are there', (_, named, missing) => {
    const events: EvidencePack['events'] = [];
    for (const [index, page] of named.entries()) {
      const head = { breachId: ID, seq: index + 1, at: AT, by: 'engine', key: `k${index}` };
      const event = { ...head, ...progressed({ page, hash: CHAIN_START }), personal: null, commitment: null };
      events.push(linkEvent(event, events.at(-1)?.hash ?? CHAIN_START));
    }
    const campaign = `${ID}/campaign/1`;
    const ledgers = [{ ledger: campaign, pages: [linkPage(campaign, EMPTY_LEDGER, [entry('r1', 'planned')])] }];
    const head = { seq: events.length, hash: events.at(-1)?.hash ?? '' };
    expect(verifyPack(EvidencePack.parse({ ...packOf(), events, head, ledgers })).findings).toEqual(
      missing === 0 ? [] : [{ ledger: LEDGER, problem: 'is named by an event and missing' }],
    );
  });
  it('hold with the words of two entries, and show one of them that is shown twice', () => {
    const said = (n: number) => ({ ...words, n });
    const sealed = (n: number) => ({ personal: `s1.k1.${n}`, commitment: commitTo(said(n), 'salt') });
    const page = linkPage(
      LEDGER,
      EMPTY_LEDGER,
      [0, 1].map((n) => entry(`row~${n}`, 'acknowledged', sealed(n))),
    );
    const opened = [0, 1].map((n) => ({ page: 1, entry: n, personal: said(n), salt: 'salt' }));
    const before = packOf();
    const events = before.events.slice(0, 1);
    const findings = (shown: typeof opened) =>
      verifyPack(
        EvidencePack.parse({
          ...{ ...before, events, head: { seq: 1, hash: events[0]?.hash ?? '' } },
          ledgers: [{ ledger: LEDGER, pages: [page], opened: shown }],
        }),
      ).findings;
    expect(findings(opened)).toEqual([]);
    expect(findings([...opened, ...opened.slice(1)])).toContainEqual({
      ...{ ledger: LEDGER, page: 1, problem: 'has words that are shown twice' },
    });
  });
  it('show words that are not those committed to, and such as were left out', () => {
    expect(found(({ opened }) => Object.assign(opened?.[0] ?? {}, { personal: { answeredBy: 'Eve' } }))).toEqual([
      { ledger: LEDGER, page: 3 },
    ]);
    expect(found(({ opened }) => opened?.pop())).toEqual([{ ledger: LEDGER, page: 3 }]);
  });
});
