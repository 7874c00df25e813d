import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { journalOf } from '../../test/support/journal.ts';
import { TimestampAuthority } from '../../test/support/timestamp-authority.ts';
import { MINUTE_MS, plusMs } from '../time.ts';
import type { JournalEntry, PackedAnchor } from './anchor.ts';
import { CHAIN_START, headText, linkEvent, type SealedEvent } from './chain.ts';
import { readTimestampReply, timestampQuery } from './timestamp.ts';
import { verifyAnchor } from './verify-anchor.ts';

const breachId = 'TOC-2026-0001-K7M';
const AT = '2026-11-24T08:00:00.000Z';
const event = (seq: number, at = AT): SealedEvent =>
  linkEvent(
    { breachId, seq, type: 'reported', at, by: 'dpo', key: `k${seq}`, data: {}, personal: null, commitment: null },
    CHAIN_START,
  );
const events = [event(1), event(2), event(3)];
/** A journal that names the second event of {@link event}s, and goes on. */
const journalFor = ({ seq, hash }: SealedEvent) =>
  journalOf([[{ of: `breach/${breachId}`, seq, hash }], [{ of: 'breach/other', seq: 1, hash }]], AT);
const journal = journalFor(event(2));
const headOf = (path: readonly JournalEntry[]) => {
  const { seq = 0, hash = '' } = path.at(-1) ?? {};
  return { seq, hash };
};
const anchor = (change: Partial<PackedAnchor> = {}): PackedAnchor => ({
  ...{ head: headText(headOf(journal)), timestampToken: null, kept: [], covers: 2, path: journal },
  ...change,
});
const UNTIMED = { head: headOf(journal), covers: 2, at: null, authority: null, isTrusted: false };
const found = (problem: string) => ({ problem: `the anchor does not hold: ${problem}` });

const authority = await TimestampAuthority.create({ keys: 'EC', now: () => Date.parse(AT) });
async function tokenOver(text: string): Promise<string> {
  const nonce = randomBytes(8);
  const reply = await authority.answer(timestampQuery(text, nonce));
  const { token } = await readTimestampReply(reply, { text, nonce, roots: [] });
  return Buffer.from(token).toString('base64');
}

describe('the anchor of a pack', () => {
  it('shows nothing where there is none, as in packs of before', async () => {
    expect(await verifyAnchor({ breachId, events }, [])).toEqual({ findings: [], proof: null });
    expect(await verifyAnchor({ breachId, events, anchor: null }, [])).toEqual({ findings: [], proof: null });
  });

  it('shows, without a time-stamp, which head of the journal covers the breach, and no instant', async () => {
    expect(await verifyAnchor({ breachId, events, anchor: anchor() }, [])).toEqual({ findings: [], proof: UNTIMED });
  });

  it('shows since when its events have stood, and whether who says so is trusted', async () => {
    const stamped = anchor({ timestampToken: await tokenOver(anchor().head) });
    const proof = { ...UNTIMED, at: AT, authority: 'CN=Test Time-Stamping Authority' };
    expect(await verifyAnchor({ breachId, events, anchor: stamped }, [])).toEqual({ findings: [], proof });
    expect(await verifyAnchor({ breachId, events, anchor: stamped }, [authority.rootPem])).toEqual({
      findings: [],
      proof: { ...proof, isTrusted: true },
    });
  });

  it('does not hold where it covers an event that is not in the pack', async () => {
    const findings = [found('it covers an event that is not in this pack')];
    for (const change of [{ covers: 4 }, { head: 'no head' }]) {
      expect(await verifyAnchor({ breachId, events, anchor: anchor(change) }, [])).toEqual({ findings, proof: null });
    }
    expect((await verifyAnchor({ breachId, events: [], anchor: anchor() }, [])).findings).toEqual(findings);
  });

  it('does not hold where the journal names another event than it covers', async () => {
    const { findings } = await verifyAnchor({ breachId, events, anchor: anchor({ covers: 3 }) }, []);
    expect(findings).toEqual([found('the journal does not name the event that it is to cover')]);
  });

  it('holds but for its time-stamp, where that is over another head', async () => {
    const other = anchor({ timestampToken: await tokenOver(`9:${'5f'.repeat(32)}`) });
    const { findings, proof } = await verifyAnchor({ breachId, events, anchor: other }, []);
    expect(findings).toEqual([{ problem: expect.stringMatching(/^the anchor does not hold: .*over another text/) }]);
    expect(proof).toEqual(UNTIMED);
    const both = await verifyAnchor({ breachId, events, anchor: { ...other, covers: 3 } }, []);
    expect(both.findings).toHaveLength(2);
  });

  it.each([
    ['within what two clocks may differ', 5 * MINUTE_MS, []],
    ['by more than that', 5 * MINUTE_MS + 1, [{ seq: 2, problem: `is dated after ${AT}, when it was time-stamped` }]],
  ])('covers an event that is dated after its time-stamp, %s', async (_, ms, findings) => {
    const later = event(2, plusMs(AT, ms));
    const path = journalFor(later);
    const head = headText(headOf(path));
    const stamped = anchor({ path, head, timestampToken: await tokenOver(head) });
    const checked = await verifyAnchor({ breachId, events: [event(1), later], anchor: stamped }, []);
    expect(checked.findings).toEqual(findings);
    expect(checked.proof?.at).toBe(AT);
  });
});
