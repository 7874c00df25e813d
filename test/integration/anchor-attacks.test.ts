import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { mongo } from 'mongoose';
import { anchorHead } from '../../activities/anchoring/anchor.ts';
import { createAuthority } from '../../activities/anchoring/authority.ts';
import { createDirectory } from '../../activities/anchoring/directory.ts';
import { hashEntry, type JournalEntry } from '../../domain/audit/anchor.ts';
import { type ChainHead, headText, sha256Of } from '../../domain/audit/chain.ts';
import { HOUR_MS, plusMs } from '../../domain/time.ts';
import { type Anchor, readLastAnchor } from '../../store/anchors.ts';
import { macOf } from '../../store/crypto/mac.ts';
import { exportEvidence } from '../../store/evidence-pack.ts';
import { sealJournal } from '../../store/journal.ts';
import { NOW, TestApi } from '../support/api.ts';
import { attacksOn, type Doc } from '../support/attacks.ts';
import { TimestampAuthority } from '../support/timestamp-authority.ts';

/** What is known outside of the record, against somebody who writes to MongoDB, without the keys and with them. */

let api: TestApi;
let authority: TimestampAuthority;
let folder: string;
let id: string;
let anchored: Anchor;
const { rows, problems, attacked, verifyAll } = attacksOn(() => api);
type JournalDoc = Pick<JournalEntry, 'heads' | 'hash'> & { _id: number } & Record<string, unknown>;
const journal = () => rows('journal') as unknown as mongo.Collection<JournalDoc>;
const turn = () =>
  anchorHead({
    store: api.store,
    authority: createAuthority(authority.url, [authority.rootPem]),
    places: [createDirectory(folder)],
    clock: () => NOW,
  });

beforeAll(async () => {
  api = await TestApi.start();
  authority = await TimestampAuthority.start({ now: () => Date.parse(NOW) });
});
afterAll(async () => {
  await authority.stop();
  await api.stop();
});
beforeEach(async () => {
  authority.status = null;
  folder = mkdtempSync(join(tmpdir(), 'tocsin-anchors-'));
  id = await api.report({ title: 'A laptop is gone', systems: ['tickets'], awareAt: NOW });
  await turn();
  anchored = (await readLastAnchor(api.store)) as Anchor;
  expect(await verifyAll({ env: { ANCHOR_DIR: folder } })).toMatchObject({ exit: 0, ok: true, findings: [] });
});
afterEach(() => rmSync(folder, { recursive: true }));

const isGone = ({ seq }: ChainHead) => ({
  of: 'journal',
  problem: `Entry ${seq} is not the one that is known outside: the journal was cut or rewritten.`,
});

describe('a journal that is changed after its head was taken outside', () => {
  // A process says once that an entry is not the one it saw before: here that of the attack.
  afterEach(() => problems());

  /** What somebody can do who has the keys: the journal made anew from an entry on, each with its hash and MAC. */
  async function rewriteFrom(from: number): Promise<void> {
    let prev = (await journal().findOne({ _id: from - 1 }))?.hash ?? '';
    for (const { _id, hash: _, mac: __, ...entry } of await journal().find().sort({ _id: 1 }).toArray()) {
      if (_id < from) continue;
      const at = _id === from ? plusMs(NOW, -HOUR_MS) : entry.at;
      const hash = hashEntry({ ...entry, seq: _id, at, prev });
      const mac = macOf(api.store.keyring, 'journal', { hash });
      await journal().replaceOne({ _id }, { ...entry, at, prev, hash, mac });
      prev = hash;
    }
  }

  it('shows where its head is swapped', async () => {
    await attacked(['journal', 'heads'], async () => {
      await journal().updateOne({ _id: anchored.seq }, { $set: { hash: sha256Of('another') } });
      const { exit, findings } = await verifyAll();
      expect([exit, findings]).toEqual([1, expect.arrayContaining([isGone(anchored)])]);
    });
  });

  it('shows though it is made anew with the keys, and the desk says so with the next turn', async () => {
    const before = readdirSync(folder);
    await attacked(['journal', 'heads', 'anchorings'], async () => {
      await rewriteFrom(anchored.seq);
      expect(await verifyAll()).toMatchObject({ exit: 1, ok: false, findings: [isGone(anchored)] });
      expect(await turn()).toEqual({ tries: [], contradicted: anchored.seq });
      expect(readdirSync(folder)).toEqual(before);
      expect((await api.call('dpo', 'GET', '/')).body).toContain('The record was cut or rewritten');
    });
    await turn();
    expect((await api.call('dpo', 'GET', '/')).body).not.toContain('The record was cut or rewritten');
  });

  it('shows by the folder, or by a head from a mail, where all that the database knew of it is gone too', async () => {
    await attacked(['journal', 'heads', 'anchors', 'anchorings'], async () => {
      for (const name of ['anchors', 'anchorings']) await rows(name).deleteMany({});
      await rows('heads').deleteMany({ _id: { $regex: '^anchor/' } });
      const named = { heads: { $elemMatch: { of: { $regex: '^anchor/' } } } };
      for (const { _id, heads } of await journal().find(named).toArray()) {
        await journal().updateOne({ _id }, { $set: { heads: heads.filter(({ of }) => !of.startsWith('anchor/')) } });
      }
      await rewriteFrom(2);
      expect(await verifyAll()).toMatchObject({ exit: 0, ok: true });
      const byFolder = await verifyAll({ env: { ANCHOR_DIR: folder } });
      expect(byFolder).toMatchObject({ exit: 1, findings: [isGone(anchored)] });
      const byMail = await verifyAll({ options: ['--head', headText(anchored)] });
      expect(byMail).toMatchObject({ exit: 1, findings: [isGone(anchored)] });
    });
    expect((await verifyAll({ options: ['--head', headText(anchored)] })).exit).toBe(0);
    expect((await verifyAll({ options: ['--head', 'the head'] })).exit).toBe(2);
    expect((await verifyAll({ env: { ANCHOR_DIR: join(folder, 'not-mounted') } })).exit).not.toBe(0);
  });
});

describe('what this database knows of heads outside', () => {
  const row = () => rows('anchors').findOne({ _id: headText(anchored) });
  const packed = async () => (await exportEvidence(api.store, id, { at: NOW, open: false })).anchor;

  it('is missed where it is removed', async () => {
    const found = await attacked(['anchors'], () => rows('anchors').deleteOne({ _id: headText(anchored) }));
    expect(found).toEqual([
      `anchors: The anchor ${headText(anchored)} was removed, or put back as it was before, past Tocsin.`,
    ]);
  });

  it('is told from what was put in, and no pack carries that', async () => {
    const other = await createAuthority(authority.url, [])(headText({ seq: 1, hash: sha256Of('another') }));
    const token = Buffer.from(other.token).toString('base64');
    expect(await packed()).toMatchObject({ head: headText(anchored), timestampToken: anchored.token });
    const found = await attacked(['anchors'], async () => {
      await rows('anchors').updateOne(
        { _id: headText(anchored) },
        { $set: { token, stampedAt: plusMs(NOW, -HOUR_MS) } },
      );
      expect(await packed()).toBeNull();
    });
    expect(found).toEqual([`anchors: The anchor ${headText(anchored)} was not written by Tocsin, or was changed.`]);
  });

  it('is missed where it is put back as it was before its time-stamp', async () => {
    await api.call('dpo', 'PATCH', `/breaches/${id}/facts`, { body: { facts: { peopleConcerned: 7 }, reasons: 'x' } });
    authority.status = 503;
    await turn();
    anchored = (await readLastAnchor(api.store)) as Anchor;
    const unstamped = await row();
    authority.status = null;
    await turn();
    const found = await attacked(['anchors'], () =>
      rows('anchors').replaceOne({ _id: headText(anchored) }, unstamped as Doc),
    );
    expect(found).toEqual([expect.stringContaining(`The anchor ${headText(anchored)} was removed, or put back`)]);
  });

  it.each([
    ['changed', () => rows('anchorings').updateOne({ _id: 'last' }, { $set: { 'ways.0.failingSince': null } })],
    ['removed', () => rows('anchorings').deleteOne({ _id: 'last' })],
  ])('hides no way that fails where the note of that is %s', async (_, attack) => {
    await api.call('dpo', 'PATCH', `/breaches/${id}/facts`, { body: { facts: { peopleConcerned: 8 }, reasons: 'x' } });
    authority.status = 503;
    await turn();
    const found = await attacked(['anchorings'], async () => {
      await attack();
      expect((await api.call('dpo', 'GET', '/')).body).toContain('was changed or removed past it');
    });
    expect(found).toEqual(['anchors: The note of how anchoring goes was changed or removed past Tocsin.']);
    await sealJournal(api.store, NOW);
    expect(await problems()).toEqual([]);
  });
});
