import { describe, expect, it } from '@jest/globals';
import { CHAIN_START, canonicalJson, commitTo, linkEvent, type SealedEvent, sha256Of } from './chain.ts';
import { chainFindings, EvidencePack, mayStaySealed, packDigest, packJson, verifyPack } from './pack.ts';

const ALERT = Buffer.from('{"finding":1}');
const FILE = sha256Of(ALERT);
const evidence = { file: FILE, sha256: FILE, bytes: ALERT.length, mediaType: 'application/json', source: 'test' };
const words = [{ reasons: 'Seen at noon.' }, { reasons: 'All done.' }];

function chainOf(types: { type: string; data: Record<string, unknown>; personal?: unknown }[]): SealedEvent[] {
  const events: SealedEvent[] = [];
  for (const [index, { type, data, personal }] of types.entries()) {
    const head = {
      breachId: 'TOC-2026-0001',
      seq: index + 1,
      at: '2026-11-24T08:00:00.000Z',
      by: 'dpo',
      key: `k${index}`,
    };
    const sealed = personal === undefined ? null : `s1.k1.${index}`;
    const commitment = personal === undefined ? null : commitTo(personal, `salt${index}`);
    const event = { ...head, type, data, personal: sealed, commitment };
    events.push(linkEvent(event, events.at(-1)?.hash ?? CHAIN_START));
  }
  return events;
}

function packOf(): EvidencePack {
  const events = chainOf([
    { type: 'reported', data: {} },
    { type: 'evidence-added', data: { evidence, systems: [] } },
    { type: 'awareness-recorded', data: { awareAt: '2026-11-24T08:00:00.000Z' }, personal: words[0] },
    { type: 'closed', data: { outcome: 'resolved' }, personal: words[1] },
  ]);
  const pack = EvidencePack.parse({
    format: 'tocsin-evidence/2',
    breachId: 'TOC-2026-0001',
    exportedAt: '2026-11-25T08:00:00.000Z',
    head: { seq: 4, hash: events[3]?.hash },
    events,
    opened: [
      { seq: 3, personal: words[0], salt: 'salt2' },
      { seq: 4, personal: words[1], salt: 'salt3' },
    ],
    files: [{ ...evidence, base64: ALERT.toString('base64') }],
    deliveries: [
      {
        ...{ key: 'rung/email/dpo', breachId: 'TOC-2026-0001', channel: 'email', purpose: 'warning' },
        ...{ status: 'refused', at: '2026-11-24T08:00:00.000Z', attempts: 1, detail: 'SMTP 550' },
      },
    ],
  });
  return written(pack);
}

/** With the digest that whoever writes it, or edits it knowing how it is made, gives it. */
function written(pack: EvidencePack): EvidencePack {
  return { ...pack, digest: packDigest(pack) };
}

/** Which events and files a changed pack is found out by. */
function found(change: (pack: EvidencePack) => void): (number | string | undefined)[] {
  const pack = packOf();
  change(pack);
  const { ok, findings } = verifyPack(written(pack));
  expect(ok).toBe(findings.length === 0);
  return [...new Set(findings.map((f) => f.seq ?? f.file))];
}

/** Makes the chain whole again after a change, as somebody would who knows how it is built. */
function rehash(pack: EvidencePack): void {
  let prev = CHAIN_START;
  pack.events = pack.events.map(({ hash: _, prev: __, ...event }, index) => {
    const linked = linkEvent({ ...event, seq: index + 1 }, prev);
    prev = linked.hash;
    return linked;
  });
}

describe('writing an evidence pack', () => {
  it('gives the same content and the digest of its canonical JSON, a large one in texts of some size', () => {
    const [delivery] = packOf().deliveries;
    if (delivery === undefined) throw new Error('no delivery');
    const detail = 'ü\u2028 "quoted" 😀';
    const deliveries = Array.from({ length: 2_000 }, (_, n) => ({ ...delivery, key: `rung/${n}`, detail }));
    const { digest, ...content } = written({ ...packOf(), deliveries, ledgers: [{ ledger: 'x', pages: [] }] });
    expect(digest).toBe(sha256Of(canonicalJson(content)));
    const texts = [...packJson({ ...content, digest })];
    expect(JSON.parse(texts.join(''))).toEqual({ ...content, digest });
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThan(70_000);
  });
});

describe('a small pack', () => {
  it('is one text, in which each event, file and delivery has a line of its own', () => {
    const pack = packOf();
    const texts = [...packJson(pack)];
    expect(texts).toHaveLength(1);
    const lines = (texts[0] ?? '').split('\n');
    const [first, ...rest] = pack.events.map((event) => JSON.stringify(event));
    expect(lines).toEqual(expect.arrayContaining([`${first},`]));
    expect(lines.filter((line) => rest.some((event) => line.startsWith(event)))).toHaveLength(3);
  });

  it.each<[string, Partial<EvidencePack>]>([
    ['lists that are empty', { files: [], deliveries: [], opened: [] }],
    ['an anchor that is none', { anchor: null }],
    ['a part that is not there', { opened: undefined }],
  ])('with %s has the digest of its canonical JSON too', (_, change) => {
    const { digest, ...content } = written({ ...packOf(), ...change });
    const asStored = JSON.parse(JSON.stringify(content));
    expect(digest).toBe(sha256Of(canonicalJson(asStored)));
    expect(JSON.parse([...packJson({ ...content, digest })].join(''))).toEqual({ ...asStored, digest });
  });
});

describe('verifying an evidence pack', () => {
  it('finds nothing in a pack as it was exported, opened or sealed', () => {
    expect(verifyPack(packOf())).toEqual({ ok: true, findings: [], uncovered: [] });
    const { opened: _, ...sealed } = packOf();
    expect(verifyPack(written(sealed))).toEqual({ ok: true, findings: [], uncovered: [] });
  });
  it('says what it does not cover of a pack of version 0.4, which holds without a digest', () => {
    const { digest: _, ...pack } = packOf();
    const earlier: EvidencePack = { ...pack, format: 'tocsin-evidence/1' };
    const uncovered = ['deliveries', 'exportedAt', 'ledgers beyond the pages that events name'];
    expect(verifyPack(earlier)).toEqual({ ok: true, findings: [], uncovered });
    expect(verifyPack(pack).findings).toEqual([{ problem: expect.stringMatching(/^has no digest/) }]);
  });
  it.each<[string, (pack: EvidencePack) => unknown]>([
    ['a delivery that was edited', (pack) => Object.assign(pack.deliveries[0] ?? {}, { status: 'sent' })],
    ['a delivery that was left out', (pack) => pack.deliveries.pop()],
    ['what the mail server said', (pack) => Object.assign(pack.deliveries[0] ?? {}, { detail: 'SMTP 250' })],
    ['when it was written', (pack) => (pack.exportedAt = '2026-11-24T08:00:00.000Z')],
  ])('finds %s by the digest, and a digest made anew by the one noted elsewhere', (_, edit) => {
    const digest = packOf().digest ?? '';
    const pack = packOf();
    edit(pack);
    const problem = expect.stringMatching(/^was edited after it was written/);
    expect(verifyPack(pack).findings).toEqual([{ problem }]);
    expect(verifyPack(written(pack)).ok).toBe(true);
    expect(verifyPack(written(pack), { digest }).findings).toEqual([{ problem: expect.stringMatching(/noted/) }]);
    expect(verifyPack(packOf(), { digest }).ok).toBe(true);
  });
  it.each<Partial<EvidencePack['files'][number]>>([
    { source: 'aws-guardduty' },
    { mediaType: 'text/plain' },
    { sha256: CHAIN_START },
    { bytes: ALERT.length + 1 },
  ])('finds a file of which %j was edited, whatever the digest, and names it', (change) => {
    const pack = packOf();
    Object.assign(pack.files[0] ?? {}, change);
    expect(verifyPack(written(pack)).findings).toMatchObject([{ file: FILE }]);
  });
  it.each<[string, (event: SealedEvent) => void]>([
    ['time', (e) => (e.at = '2026-11-24T08:00:00.001Z')],
    ['author', (e) => (e.by = 'deputy')],
    ['data', (e) => (e.data.awareAt = '2026-11-24T12:00:00.000Z')],
    ['type', (e) => (e.type = 'awareness-corrected')],
    ['sealed words', (e) => (e.personal = 's1.k1.other')],
    ['key', (e) => (e.key = 'other')],
  ])('finds an edited %s, and names the event', (_, edit) => {
    expect(found((pack) => pack.events.slice(2, 3).forEach(edit))).toEqual([3]);
  });
  it('finds an edit whose hash was made to fit, at the next event', () => {
    const edit = (pack: EvidencePack) => {
      const [first, second] = pack.events;
      if (first !== undefined && second !== undefined) {
        pack.events[1] = linkEvent({ ...second, by: 'deputy' }, first.hash);
      }
    };
    expect(found(edit)).toEqual([3]);
  });
  it('finds a removed event, also the first, and one inserted twice', () => {
    expect(found((pack) => pack.events.splice(1, 1))).toContain(3);
    expect(found((pack) => pack.events.splice(0, 1))).toEqual([2]);
    expect(found((pack) => pack.events.splice(2, 0, ...pack.events.slice(1, 2)))).toEqual([2]);
  });
  it('finds two events that changed places', () => {
    expect(found((pack) => pack.events.splice(2, 2, ...pack.events.slice(2).reverse()))).toEqual([4, 3]);
  });
  it('finds a stream cut short, and one emptied', () => {
    expect(found((pack) => pack.events.pop())).toContain(4);
    expect(found((pack) => pack.events.splice(0))).toContain(4);
  });
  it('finds words that are shown twice', () => {
    expect(found((pack) => pack.opened?.push(...pack.opened.slice(0, 1)))).toEqual([3]);
  });
  it('finds events that were left out, though the rest was linked anew under the numbers that it had', () => {
    const [first, , third] = packOf().events;
    if (first === undefined || third === undefined) throw new Error('no events');
    const linked = linkEvent(third, first.hash);
    const breachId = 'TOC-2026-0001';
    const findings = (head: object) =>
      chainFindings({ breachId, events: [first, linked], head: { seq: 3, hash: linked.hash, ...head } });
    const left = { seq: 3, problem: 'follows event 1: events were removed, repeated or moved' };
    expect(findings({})).toEqual([left]);
    // Nor may the head be another one, by its number or by its hash.
    const cut = 'is the head, but the events end with 3: cut short or added to';
    expect(findings({ seq: 4 })).toEqual([left, { seq: 4, problem: cut }]);
    expect(findings({ hash: CHAIN_START })).toEqual([left, { seq: 3, problem: cut }]);
    expect(chainFindings({ breachId, events: [linked], head: linked }, first)).toEqual([left]);
  });
  it('finds that an event noted elsewhere is not in it', () => {
    expect(verifyPack(packOf(), { head: { seq: 9, hash: CHAIN_START } }).findings).toEqual([
      { seq: 9, problem: 'is not the event whose hash was noted outside this pack' },
    ]);
  });
  it('finds a file of another length than its event says, whatever the pack says', () => {
    const other = { ...evidence, bytes: ALERT.length + 1 };
    const events = chainOf([{ type: 'evidence-added', data: { evidence: other, systems: [] } }]);
    const { opened: _, ...sealed } = packOf();
    const files = [{ ...other, base64: ALERT.toString('base64') }];
    const pack = { ...sealed, events, files, head: { seq: 1, hash: events[0]?.hash ?? '' } };
    expect(verifyPack(written(pack)).findings).toEqual([
      { file: FILE, problem: 'is not the file the events name: its SHA-256 or length differs' },
    ]);
  });
  it('finds an event of another breach', () => {
    expect(found((pack) => (pack.breachId = 'TOC-2026-0002'))).toEqual([1, 2, 3, 4]);
  });
  it('finds words that were changed, left out, or shown for an event without any', () => {
    expect(found((pack) => Object.assign(pack.opened?.[0] ?? {}, { personal: { reasons: 'Seen at dawn.' } }))).toEqual([
      3,
    ]);
    expect(found((pack) => pack.opened?.pop())).toEqual([4]);
    expect(found((pack) => pack.opened?.push({ seq: 1, personal: {}, salt: '' }))).toEqual([1]);
  });
  it('finds a changed, missing or added file, whatever the pack says its SHA-256 is', () => {
    const other = Buffer.from('{"finding":2}');
    const changed = { sha256: sha256Of(other), base64: other.toString('base64') };
    expect(found((pack) => Object.assign(pack.files[0] ?? {}, changed))).toEqual([FILE]);
    expect(found((pack) => pack.files.pop())).toEqual([FILE]);
    expect(found((pack) => pack.files.push({ ...evidence, ...changed, file: 'more' }))).toEqual(['more']);
  });
  it('finds nothing where a file is named and not carried, as long as all else of it agrees', () => {
    expect(found((pack) => Object.assign(pack.files[0] ?? {}, { base64: null }))).toEqual([]);
    expect(found((pack) => Object.assign(pack.files[0] ?? {}, { base64: null, bytes: 1 }))).toEqual([FILE]);
  });
  it('cannot tell a chain rewritten whole by itself, but can by a head noted elsewhere', () => {
    const anchor = packOf().head;
    const pack = packOf();
    Object.assign(pack.events[0] ?? {}, { by: 'deputy' });
    rehash(pack);
    pack.head = { seq: 4, hash: pack.events[3]?.hash ?? '' };
    expect(verifyPack(written(pack)).ok).toBe(true);
    expect(verifyPack(written(pack), { head: anchor }).findings.map((f) => f.seq)).toEqual([4]);
    expect(verifyPack(packOf(), { head: anchor }).ok).toBe(true);
  });
});

describe('a pack with notes and files that people added', () => {
  const note = { text: 'Counsel says: wait.' };
  const name = { name: 'screen.png', about: '' };

  /** Of three events: a privileged note, one that is not, and a file. */
  function packWith(opened: EvidencePack['opened'], files: EvidencePack['files']): EvidencePack {
    const events = chainOf([
      { type: 'note-added', data: { note: 1, privileged: true }, personal: note },
      { type: 'note-added', data: { note: 2, privileged: false }, personal: note },
      { type: 'file-attached', data: { number: 1, file: evidence, from: null }, personal: name },
    ]);
    return written({
      ...{ ...packOf(), head: { seq: 3, hash: events[2]?.hash ?? '' }, events },
      ...{ opened, files },
    });
  }
  const shown = [
    { seq: 2, personal: note, salt: 'salt1' },
    { seq: 3, personal: name, salt: 'salt2' },
  ];
  const kept = [{ ...evidence, base64: ALERT.toString('base64') }];

  it('verifies with the privileged note sealed, and with it shown', () => {
    expect(verifyPack(packWith(shown, kept)).findings).toEqual([]);
    expect(verifyPack(packWith([{ seq: 1, personal: note, salt: 'salt0' }, ...shown], kept)).findings).toEqual([]);
  });
  it('does not let any other note stay sealed, nor a privileged one say something else', () => {
    expect(verifyPack(packWith(shown.slice(1), kept)).findings.map(({ seq }) => seq)).toEqual([2]);
    const other = { seq: 1, personal: { text: 'Go ahead.' }, salt: 'salt0' };
    expect(verifyPack(packWith([other, ...shown], kept)).findings.map(({ seq }) => seq)).toEqual([1]);
  });
  it('lets nothing but a note be privileged', () => {
    expect(mayStaySealed({ type: 'note-added', data: { privileged: true } })).toBe(true);
    expect(mayStaySealed({ type: 'task-added', data: { privileged: true } })).toBe(false);
  });
  it('misses a file that an event names, and finds one with other bytes', () => {
    expect(verifyPack(packWith(shown, [])).findings.map(({ file }) => file)).toEqual([FILE]);
    const forged = [{ ...evidence, base64: Buffer.from('{"finding":2}').toString('base64') }];
    expect(verifyPack(packWith(shown, forged)).findings.map(({ file }) => file)).toEqual([FILE]);
  });
});
