import { z } from 'zod';
import { contentOf } from '../notices/letter.ts';
import { type SealedEvent, sha256Of } from './chain.ts';

/**
 * What makes an evidence pack readable by people: who is who, and every notice, letter and filing by itself, with the
 * SHA-256 of its text. The words stand in a pack that was exported open, and are null in one that was not.
 */

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex');
const words = z.string().nullable();

/** Whoever events and ledgers name by `by`. `role`: as it is now; null where nobody knows them any more. */
const PackedPerson = z.strictObject({ by: z.string().min(1), role: z.string().nullable(), name: words });

const PackedNotice = z.strictObject({
  /** The row of the ledger of notices that it is. */
  row: z.string().min(1),
  counterparty: z.string().min(1),
  kind: z.string(),
  name: words,
  status: z.string(),
  answerBy: z.string(),
  acknowledgedAt: z.string().nullable(),
  /** The first text, then each correction, and when a letter with it was first handed over. */
  texts: z.array(z.strictObject({ sentAt: z.string().nullable(), sha256, subject: words, text: words })),
  /** Every answer that was given, oldest first; what was said is null in a sealed pack. */
  answers: z.array(z.strictObject({ at: z.string(), said: z.unknown() })),
});

const PackedLetter = z.strictObject({
  campaign: z.int().min(1),
  listId: z.string(),
  /** Of the exact content, as the events name it. */
  contentHash: sha256,
  subject: words,
  text: words,
  /** In a pack of before version 0.13, and of a letter in one language alone, there is none of them. */
  language: z.string().optional(),
  translations: z.record(z.string(), z.strictObject({ subject: z.string(), text: z.string() })).optional(),
});

const PackedFiling = z.strictObject({
  /** Of the event by which it was recorded. */
  seq: z.int().min(1),
  obligation: z.string(),
  filedAt: z.string(),
  late: z.boolean(),
  /** Null where no document was given. */
  sha256: sha256.nullable(),
  document: words,
});

/** Earlier packs have none of it. */
export const READABLE_PARTS = {
  people: z.array(PackedPerson).optional(),
  notices: z.array(PackedNotice).optional(),
  letters: z.array(PackedLetter).optional(),
  filings: z.array(PackedFiling).optional(),
};
export type Readable = {
  [Part in keyof typeof READABLE_PARTS]-?: NonNullable<z.infer<(typeof READABLE_PARTS)[Part]>>;
};

/** The exact bytes of a notice's text. */
export function noticeBytes({ subject, text }: { subject: string; text: string }): string {
  return `${subject}\n\n${text}`;
}

type Pack = Partial<Readable> & {
  breachId: string;
  events: readonly Pick<SealedEvent, 'seq' | 'type' | 'data'>[];
  ledgers?: readonly { ledger: string; pages: readonly { entries: readonly { row: string }[] }[] }[] | undefined;
};
type Found = { seq?: number; ledger?: string; problem: string };

/** What of it is not as the events and ledgers of the pack name it. Pure. */
export function readableFindings(pack: Pack): Found[] {
  return [...letterFindings(pack), ...filingFindings(pack), ...noticeFindings(pack)];
}

function letterFindings({ breachId, events, letters = [] }: Pack): Found[] {
  return letters.flatMap(({ campaign, listId, contentHash, subject, text, ...more }): Found[] => {
    const drafted = events.find(
      ({ type, data }) => type === 'campaign-drafted' && data.campaign === campaign && data.contentHash === contentHash,
    );
    if (drafted === undefined) return [{ problem: `letter of campaign ${campaign} is named by no event` }];
    const shown = contentOf({ breachId, listId, subject: subject ?? '', text: text ?? '', ...more });
    if (isSealed({ subject, text }) || sha256Of(shown) === contentHash) return [];
    return [{ seq: drafted.seq, problem: 'names another letter than the one that is shown' }];
  });
}

/** Subject and text are sealed together: of one that stands alone nothing would show whose it is. */
function isSealed({ subject, text }: { subject: string | null; text: string | null }): boolean {
  return subject === null && text === null;
}

function filingFindings({ events, filings = [] }: Pack): Found[] {
  return filings.flatMap(({ seq, sha256: named, document }): Found[] => {
    const filed = events.find((event) => event.seq === seq && event.type === 'filed');
    if (filed === undefined) return [{ seq, problem: 'is no filing, and one is shown for it' }];
    if ((filed.data.sha256 ?? null) !== named) return [{ seq, problem: 'names another filing than the one shown' }];
    if (document === null || sha256Of(document) === named) return [];
    return [{ seq, problem: 'has another document than the one that is shown' }];
  });
}

function noticeFindings({ breachId, ledgers = [], notices = [] }: Pack): Found[] {
  const ledger = `${breachId}/notices`;
  const pages = ledgers.find((each) => each.ledger === ledger)?.pages ?? [];
  const rows = new Set(pages.flatMap(({ entries }) => entries.map(({ row }) => row)));
  return notices.flatMap(({ row, texts }): Found[] => {
    if (!rows.has(row)) return [{ ledger, problem: `has no row ${row}, and a notice is shown for it` }];
    const isOther = texts.some(
      ({ sha256: named, subject, text }) =>
        !isSealed({ subject, text }) && sha256Of(noticeBytes({ subject: subject ?? '', text: text ?? '' })) !== named,
    );
    return isOther ? [{ ledger, problem: `row ${row} shows a text that is not that of its SHA-256` }] : [];
  });
}
