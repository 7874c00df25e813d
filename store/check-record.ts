import type { ChainHead } from '../domain/audit/chain.ts';
import type { Finding } from '../domain/audit/pack.ts';
import type { BesideLine } from '../domain/audit/verification.ts';
import { type Instant, MINUTE_MS, plusMs } from '../domain/time.ts';
import { checkAnchors } from './check-anchors.ts';
import { checkReadModels } from './check-models.ts';
import { checkReferences } from './check-references.ts';
import { checkRights } from './check-rights.ts';
import { type CheckedStream, readCheckedStream } from './check-stream.ts';
import { readBreachIds, readSealedEvents } from './events.ts';
import { chainOf, type Head, headsOf, noteHeads } from './heads.ts';
import { type CheckedJournal, checkJournal, mayEarlierWrite, sealJournal } from './journal.ts';
import { checkLedgers } from './ledger/evidence.ts';
import { breachModel } from './projections.ts';
import type { Store } from './store.ts';
import { checkViews } from './view-lanes.ts';

/**
 * The check of all that is on record: the journal, every breach by it, who looked, who may do what, and what is known
 * outside.
 */

/**
 * How far one breach's stream holds, and what does not hold of it, of its ledgers or of its read models; `pages` are
 * the ledgers'.
 */
type StreamCheck = Pick<CheckedStream, 'verifiedTo' | 'findings'> & {
  breachId: string;
  events: number;
  pages: number;
};
type RecordCheck = { streams: StreamCheck[]; beside: BesideLine[] };

/** An event of so long ago should be in the journal: only a removed note can have kept it out. */
const TAKEN_OVER_MS = 10 * MINUTE_MS;

/**
 * Checks all of it, one breach after the other, also those of which nothing but a name is left. Heads that were noted
 * are taken over into the journal first. Fails over nothing that it finds.
 *
 * @param outside heads of the journal that whoever asks has from elsewhere
 * @param tell how many of how many breaches are checked, after each
 * @throws TocsinError `unavailable`
 */
export async function checkRecord(
  store: Store,
  at: Instant,
  { outside = [], tell }: { outside?: readonly ChainHead[]; tell?: (done: number, of: number) => void } = {},
): Promise<RecordCheck> {
  await sealJournal(store, at);
  const journal = await checkJournal(store);
  const named = namesIn(journal);
  const models = await breachModel(store).find({}, { seq: 1 }).lean();
  const expected = new Map(models.map(({ _id, seq }) => [_id, seq]));
  const noted = headsOf(store).find({ _id: { $regex: '^breach/' } }, { projection: { _id: 1 } });
  const heads = (await noted.toArray()).map(({ _id }) => _id.slice(chainOf.breach('').length));
  const ids = new Set([...(await readBreachIds(store)), ...expected.keys(), ...heads, ...named.breaches]);
  const streams: StreamCheck[] = [];
  for (const breachId of [...ids].sort()) {
    const known = { seq: expected.get(breachId) ?? 0, journal, ledgers: named.ledgers.get(breachId) ?? [] };
    streams.push(await checkBreach(store, breachId, known, plusMs(at, -TAKEN_OVER_MS)));
    tell?.(streams.length, ids.size);
  }
  const views = await checkViews(store, named.lanes, await mayEarlierWrite(store));
  const beside = [
    ...journal.problems.map((problem) => ({ of: 'journal' as const, problem })),
    ...views.problems.map((problem) => ({ of: 'views' as const, problem })),
    ...(await checkReferences(store, journal)).map((problem) => ({ of: 'references' as const, problem })),
    ...(await checkRights(store, journal)).map((problem) => ({ of: 'rights' as const, problem })),
    ...(await checkAnchors(store, journal, outside)),
  ];
  return { streams, beside };
}

async function checkBreach(
  store: Store,
  breachId: string,
  { seq: expected, journal, ledgers: journaled }: { seq: number; journal: CheckedJournal; ledgers: string[] },
  before: Instant,
): Promise<StreamCheck> {
  const { events, verifiedTo, findings } = await readCheckedStream(store, breachId, expected);
  const ledgers = await checkLedgers(store, breachId, await readSealedEvents(store, breachId), journaled);
  const opened = events.flatMap(({ event }) => event ?? []);
  const isWhole = findings.length === 0;
  const shown = isWhole ? await checkReadModels(store, breachId, opened) : [];
  const taken = journal.heads.get(chainOf.breach(breachId))?.seq ?? 0;
  const last = events.at(-1);
  const isLeftOut = isWhole && last !== undefined && last.seq > taken && last.at < before;
  if (isLeftOut) await noteHeads(store, [{ of: chainOf.breach(breachId), ...last }]);
  const all: Finding[] = [
    ...findings,
    ...ledgers.findings,
    ...shown.map((problem) => ({ shown: true as const, problem })),
    ...(isLeftOut ? [{ seq: last.seq, problem: 'is not in the journal: its note was removed before it was' }] : []),
  ];
  return { breachId, events: events.length, pages: ledgers.pages, verifiedTo, findings: all };
}

/** The chains that the journal names, by what they are. */
function namesIn({ heads }: CheckedJournal) {
  const breaches: string[] = [];
  const ledgers = new Map<string, string[]>();
  const lanes = new Map<string, Head>();
  for (const [of, head] of heads) {
    const slash = of.indexOf('/');
    const [kind, name] = [of.slice(0, slash), of.slice(slash + 1)];
    if (kind === 'breach') breaches.push(name);
    if (kind === 'views') lanes.set(name, head);
    if (kind !== 'ledger') continue;
    const [breachId = ''] = name.split('/');
    ledgers.set(breachId, [...(ledgers.get(breachId) ?? []), name]);
    breaches.push(breachId);
  }
  return { breaches, ledgers, lanes };
}
