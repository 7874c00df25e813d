import type { LedgerEntry } from '../../domain/audit/ledger.ts';
import { mayHaveLeft } from '../../domain/communication/link.ts';
import type { CounterpartyKind } from '../../domain/dataflow.ts';
import { newestRelease, type ReleaseEvent } from '../../domain/notices/said.ts';
import { readsAlike } from '../../domain/notices/since.ts';
import { noticeTemplateFor } from '../../domain/notices/templates.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import type { Instant } from '../../domain/time.ts';
import { readCounterparties } from '../dataflow.ts';
import { noticesOf, rowName } from '../notices.ts';
import type { Store } from '../store.ts';
import { commitToLedger } from './commit.ts';
import { ENGINE, noticesLedger } from './notices.ts';

/** Rows changed in one transaction. */
const TOGETHER = 500;

/**
 * Has all who were told an earlier text told of the one that a person released since, by a letter of its own, once.
 * What the policy releases corrects nothing, nor does what reads the same in the language of its reader.
 *
 * @param isLeftOut whether the release leaves a counterparty out
 */
export async function planCorrections(
  store: Store,
  policy: CompiledPolicy,
  { breachId, releases, kind }: { breachId: string; releases: readonly ReleaseEvent[]; kind: CounterpartyKind },
  { isLeftOut, at }: { isLeftOut: (counterparty: string) => boolean; at: Instant },
): Promise<void> {
  const newest = newestRelease(releases, kind);
  if (newest === undefined || newest.data.basis !== 'person') return;
  const { release } = newest.data;
  const alike = alikeIn(releases, newest, kind);
  const told = { breachId, kind, release: { $lt: release }, status: { $ne: 'superseded' as const } };
  const found = await noticesOf(store)
    .find({ ...told, correction: { $ne: release } }, { projection: { counterparty: 1, release: 1, correction: 1 } })
    .toArray();
  const otherwise = found.filter((row) => alike.isOtherwise(toldBy(row)) && !isLeftOut(row.counterparty));
  const asked = otherwise.filter((row) => alike.isByLanguage(toldBy(row)));
  const parties =
    asked.length === 0
      ? []
      : await readCounterparties(
          store,
          asked.map(({ counterparty }) => counterparty),
        );
  const languages = new Map(
    parties.map((party) => [party.id, noticeTemplateFor(policy, party, 'correction').language]),
  );
  const behind = otherwise.filter((row) => !alike.reads(toldBy(row), languages.get(row.counterparty)));
  for (let start = 0; start < behind.length; start += TOGETHER) {
    const ids = behind.slice(start, start + TOGETHER).map(({ _id }) => _id);
    await commitToLedger(store, noticesLedger(breachId), async (session): Promise<LedgerEntry[]> => {
      const rows = await noticesOf(store)
        .find({ ...told, _id: { $in: ids }, correction: { $ne: release } }, { session, projection: { content: 0 } })
        .toArray();
      const open = rows.filter(mayHaveLeft);
      // A letter that is just leaving is settled first; the correction comes after it.
      const writes = open.map(({ _id, claim }) => ({
        updateOne: {
          filter: { _id },
          update: { $set: { correction: release, ...(claim === null && { nextAt: at, tries: 0 }) } },
        },
      }));
      if (writes.length > 0) await noticesOf(store).bulkWrite(writes, { session, ordered: false });
      return open.map((row) => ({ row: rowName(row), at, by: ENGINE, what: 'correction-planned', data: { release } }));
    });
  }
}

/** The release by which somebody was told last. */
function toldBy({ correction, release }: { correction?: number | undefined; release?: number | undefined }): number {
  return correction ?? release ?? 0;
}

/** Which releases read the same as the newest: it depends on the language of the letter where one was translated. */
function alikeIn(releases: readonly ReleaseEvent[], newest: ReleaseEvent, kind: CounterpartyKind) {
  const translated = releases.flatMap(({ personal }) => Object.keys(personal.statement.translations ?? {}));
  const numbersIn = (language: string) =>
    new Set(releases.filter((each) => readsAlike(each, newest, kind, language)).map(({ data }) => data.release));
  const asWritten = numbersIn('');
  const byLanguage = new Map(translated.map((language) => [language, numbersIn(language)]));
  const all = [asWritten, ...byLanguage.values()];
  return {
    /** To anybody. */
    isOtherwise: (told: number) => all.some((numbers) => !numbers.has(told)),
    /** To some and not to others. */
    isByLanguage: (told: number) => all.some((numbers) => numbers.has(told)),
    reads: (told: number, language = '') => (byLanguage.get(language) ?? asWritten).has(told),
  };
}
