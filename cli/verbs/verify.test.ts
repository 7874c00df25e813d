import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { JournalEntry } from '../../domain/audit/anchor.ts';
import { CHAIN_START, headText, linkEvent, type SealedEvent, sha256Of } from '../../domain/audit/chain.ts';
import { EMPTY_LEDGER, linkPage } from '../../domain/audit/ledger.ts';
import { type EvidencePack, packDigest } from '../../domain/audit/pack.ts';
import { readTimestampReply, timestampQuery } from '../../domain/audit/timestamp.ts';
import { journalOf } from '../../test/support/journal.ts';
import { TimestampAuthority } from '../../test/support/timestamp-authority.ts';
import { main } from '../main.ts';

const breachId = 'TOC-2026-0001';
const bytes = Buffer.from('{"title":"alert"}');

function pack(): EvidencePack {
  const evidence = {
    file: 'f1',
    sha256: sha256Of(bytes),
    bytes: bytes.length,
    mediaType: 'application/json',
    source: 'aws-guardduty',
  };
  const datas = [
    { type: 'reported', data: { breachId } },
    { type: 'evidence-added', data: { evidence, systems: [] } },
    { type: 'planned', data: {} },
  ];
  const events: SealedEvent[] = [];
  for (const [i, { type, data }] of datas.entries()) {
    const seq = i + 1;
    const at = `2026-11-24T08:2${seq}:00.000Z`;
    const event = { breachId, seq, type, at, by: 'engine', key: `k${seq}`, data, personal: null, commitment: null };
    events.push(linkEvent(event, events.at(-1)?.hash ?? CHAIN_START));
  }
  const head = { seq: events.length, hash: events.at(-1)?.hash ?? '' };
  const files = [{ ...evidence, base64: bytes.toString('base64') }];
  return {
    format: 'tocsin-evidence/1',
    breachId,
    exportedAt: '2026-11-24T09:00:00.000Z',
    head,
    events,
    files,
    deliveries: [],
  };
}

/** Verifies a pack after `tamper` changed it, through the command line and a file. */
async function verify(tamper: (pack: EvidencePack) => unknown, ...more: string[]) {
  const changed = pack();
  tamper(changed);
  return verifyText(JSON.stringify(changed), ...more);
}

/** Verifies a file of these bytes. */
async function verifyText(text: string | Buffer, ...more: string[]) {
  const file = join(mkdtempSync(join(tmpdir(), 'tocsin-verify-')), 'pack.json');
  writeFileSync(file, text);
  const out: string[] = [];
  const io = {
    env: {},
    isTerminal: false,
    out: (l: string) => out.push(l),
    error: (l: string) => out.push(l),
    readStdin: async () => bytes,
  };
  const code = await main(['verify', file, ...more], io);
  return { code, out: out.join('\n') };
}

/** An anchor of all events, time-stamped when the last of them was written. */
async function anchorOf({ head: { seq, hash } }: EvidencePack) {
  const authority = await TimestampAuthority.create({ now: () => Date.parse('2026-11-24T08:30:00.000Z') });
  const path = journalOf([[{ of: `breach/${breachId}`, seq, hash }], []], '2026-11-24T08:29:00.000Z');
  const text = headText(path[1] as JournalEntry);
  const nonce = Buffer.alloc(8);
  const reply = await authority.answer(timestampQuery(text, nonce));
  const { token } = await readTimestampReply(reply, { text, nonce, roots: [] });
  const kept = [{ place: 'directory' as const, at: '2026-11-24T08:30:01.000Z' }];
  const root = join(mkdtempSync(join(tmpdir(), 'tocsin-root-')), 'root.pem');
  writeFileSync(root, authority.rootPem);
  const anchor = { head: text, timestampToken: Buffer.from(token).toString('base64'), kept, covers: seq, path };
  return { anchor, root };
}

const head = (p: EvidencePack) => `${p.head.seq}:${p.head.hash}`;

describe('tocsin verify', () => {
  it('says that an untouched pack holds, also against an earlier head kept apart', async () => {
    const { code, out } = await verify(() => undefined);
    expect([code, out]).toEqual([
      0,
      expect.stringContaining(`${breachId} holds: 3 events in one unbroken chain, 1 file as kept.`),
    ]);
    expect((await verify(() => undefined, '--head', head(pack()))).code).toBe(0);
  });

  it('counts the pages of ledgers that it checked, and names the page of one that was edited', async () => {
    const page = linkPage(`${breachId}/notices`, EMPTY_LEDGER, [
      { row: 'acme~1', at: '2026-11-24T08:25:00.000Z', by: 'engine', what: 'sent' },
    ]);
    const withLedger = (p: EvidencePack) => Object.assign(p, { ledgers: [{ ledger: page.ledger, pages: [page] }] });
    expect((await verify(withLedger)).out).toContain('1 ledger of who was told: 1 entry on 1 chained page');
    const edited = await verify((p) =>
      Object.assign(withLedger(p).ledgers[0]?.pages[0]?.entries[0] ?? {}, { by: 'x' }),
    );
    expect([edited.code, edited.out]).toEqual([1, expect.stringContaining(`ledger ${breachId}/notices, page 1: was`)]);
  });

  const second = (p: EvidencePack) => p.events[1] as SealedEvent;
  it.each<[string, (p: EvidencePack) => unknown, string]>([
    ['an edited event', (p) => Object.assign(second(p), { by: 'somebody' }), 'event 2: was edited'],
    ['a removed event', (p) => p.events.splice(1, 1), 'event 3: follows event 1'],
    ['two events swapped', (p) => p.events.reverse(), 'event 3: follows event 0'],
    ['a cut end', (p) => p.events.pop(), 'event 3: is the head, but the events end with 2'],
    [
      'another file',
      (p) => Object.assign(p.files[0] ?? {}, { base64: 'AAAA' }),
      'file f1: is not the file the events name',
    ],
    ['a missing file', (p) => p.files.pop(), 'file f1: is named by an event and missing'],
    ['a field smuggled in', (p) => Object.assign(second(p), { note: 'x' }), 'events.1'],
  ])('finds %s, with exit code 1', async (_, tamper, words) => {
    const { code, out } = await verify(tamper);
    expect([code, out]).toEqual([1, expect.stringContaining(words)]);
  });

  const asWritten = (p: EvidencePack) => {
    const delivery = { key: 'd', breachId, channel: 'email', purpose: 'warning', attempts: 1, detail: null } as const;
    Object.assign(p, { format: 'tocsin-evidence/2', deliveries: [{ ...delivery, status: 'sent', at: p.exportedAt }] });
    p.digest = packDigest(p);
    return p;
  };
  it('covers the deliveries of a pack by its digest, which can be kept apart too', async () => {
    const digest = asWritten(pack()).digest ?? '';
    const { code, out } = await verify(asWritten, '--digest', digest);
    expect([code, out]).toEqual([0, expect.stringContaining(`digest ${digest}`)]);
    expect(out).not.toContain('Not covered');
    const edit = (p: EvidencePack) => Object.assign(asWritten(p).deliveries[0] ?? {}, { status: 'refused' });
    const edited = await verify(edit);
    expect([edited.code, edited.out]).toEqual([1, expect.stringContaining('was edited after it was written')]);
    const again = (p: EvidencePack) => {
      edit(p);
      p.digest = packDigest(p);
    };
    expect((await verify(again)).code).toBe(0);
    expect((await verify(again, '--digest', digest)).code).toBe(1);
    expect((await verify(asWritten, '--digest', 'abc')).code).toBe(2);
  });

  it('says of a pack of an earlier version what it does not cover', async () => {
    const { code, out } = await verify(() => undefined);
    expect([code, out]).toEqual([0, expect.stringContaining('Not covered, as an earlier version wrote this pack')]);
    expect(out).toContain('deliveries');
  });

  const written = (extra = '') => JSON.stringify(pack()).replace('{', `{${extra}`);
  it.each([
    ['a breach named twice', written('"breachId":"TOC-2026-0002",'), 'names something twice'],
    ['a number beyond all', written().replace('"data":{}', '"data":{"n":1e999}'), 'a number that is too large'],
    ['half a character', written().replace('"data":{}', '"data":{"n":"\\ud83d"}'), 'half a character'],
    ['endless lists', written(`"x":${'['.repeat(9_000)}${']'.repeat(9_000)},`), 'nested deeper than 64 levels'],
    ['a field that readers drop', written().replace('"data":{}', '"data":{"__proto__":{"a":1}}'), 'no pack has'],
  ])('finds %s, and does not break off', async (_, text, words) => {
    const { code, out } = await verifyText(text);
    expect([code, out]).toEqual([1, expect.stringContaining(words)]);
  });

  it('takes no file that is not text in UTF-8', async () => {
    const { code, out } = await verifyText(Buffer.concat([Buffer.from(written()), Buffer.from([0xff])]));
    expect([code, out]).toEqual([2, expect.stringContaining('not text in UTF-8')]);
  });

  it('finds a chain rewritten as a whole by the head that was kept apart', async () => {
    const kept = head(pack()).replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect((await verify(() => undefined, '--head', kept)).code).toBe(1);
  });

  it('says since when it stands by its time-stamp, and by whose word', async () => {
    const { anchor, root } = await anchorOf(pack());
    const anchored = (p: EvidencePack) => Object.assign(p, { anchor });
    const trusted = await verify(anchored, '--authority', root);
    expect([trusted.code, trusted.out]).toEqual([
      0,
      expect.stringContaining('Events 1 to 3 stood at 2026-11-24T08:30:00.000Z: time-stamped by CN=Test Time-Stamping'),
    ]);
    expect(trusted.out).toContain(`${anchor.head}, is kept by: directory.`);
    expect(trusted.out).not.toContain('kept apart');
    const untrusted = await verify(anchored);
    expect([untrusted.code, untrusted.out]).toEqual([0, expect.stringContaining('by its own word: give its root')]);
    expect(untrusted.out).toContain('Only a head or a digest kept apart');
    expect((await verify(() => undefined)).out).toContain('It is not anchored');
  });

  it('finds what was rewritten under its time-stamp, and an authority that is another one', async () => {
    const [{ anchor }, other] = [await anchorOf(pack()), await anchorOf(pack())];
    const first = (p: EvidencePack) => p.events[0] as SealedEvent;
    const rewritten = await verify((p) => {
      const { hash: _, prev: __, ...event } = first(p);
      const events = [linkEvent({ ...event, by: 'somebody' }, CHAIN_START)];
      for (const { hash: ___, prev: ____, ...each } of p.events.slice(1)) {
        events.push(linkEvent(each, events.at(-1)?.hash ?? ''));
      }
      Object.assign(p, { events, head: { seq: 3, hash: events[2]?.hash }, anchor });
    });
    expect([rewritten.code, rewritten.out]).toEqual([
      1,
      expect.stringContaining('the journal does not name the event'),
    ]);
    const anchored = (p: EvidencePack) => Object.assign(p, { anchor });
    const stranger = await verify(anchored, '--authority', other.root);
    expect([stranger.code, stranger.out]).toEqual([1, expect.stringContaining('does not lead to a root')]);
    expect((await verify(anchored, '--authority', 'package.json')).code).toBe(2);
  });

  it('tells a wrong file and a wrong head from a broken pack, with exit code 2', async () => {
    expect((await verify((p) => Object.assign(p, { format: 'other' }))).code).toBe(2);
    expect((await verify(() => undefined, '--head', 'abc')).code).toBe(2);
  });
});
