import type { CounterpartyKind } from '../dataflow.ts';
import type { Instant } from '../time.ts';

/**
 * The statement: what suppliers and customers read of a breach. It is drafted from the facts (`drafted.ts`), never from
 * what somebody wrote in a report, edited by people, and released by a person. Pure, and without any library: workflows
 * know it.
 */

export const STATEMENT_PARTS = ['happened', 'consequences', 'measures', 'advice'] as const;
export type StatementPart = (typeof STATEMENT_PARTS)[number];
export type StatementText = Record<StatementPart, string>;

type OwnTexts = Partial<Record<CounterpartyKind, Partial<StatementText>>>;

/** The parts of a statement in another language. An empty part is not translated. */
export type StatementTranslation = Partial<StatementText> & OwnTexts;

/** `supplier` and `customer`: where what one kind reads must differ; an empty part there is as for all. */
export type Statement = StatementText &
  OwnTexts & {
    /** In which it is written, as whoever saved it said; absent where nobody did, and before version 0.15. */
    language?: string | undefined;
    /** By the code of the language, for whoever gets a letter in it; absent where there is one text for all. */
    translations?: Readonly<Record<string, StatementTranslation>> | undefined;
  };

/** A part as somebody reads it. `written`: in which language, null where nobody said. */
export type PartRead = { text: string; written: string | null };

/** What of the facts stands in the notices beside the text. */
export type Figures = { awareAt: Instant; people: number | null; records: number | null };

/**
 * What is read in letters of a language: of each part its translation, else as it was written. What one kind has of its
 * own is translated by what stands under that kind alone.
 *
 * @param kind null: as for all
 */
export function partsFor(
  statement: Statement,
  kind: CounterpartyKind | null,
  language: string,
): Record<StatementPart, PartRead> {
  const { translations = {}, language: written = null } = statement;
  const translated = Object.hasOwn(translations, language) ? translations[language] : undefined;
  const read = STATEMENT_PARTS.map((part): [StatementPart, PartRead] => {
    const own = kind === null ? undefined : statement[kind]?.[part];
    const isOwn = kind !== null && own !== undefined && own.trim() !== '';
    const inLanguage = (isOwn ? translated?.[kind]?.[part] : translated?.[part]) ?? '';
    if (inLanguage.trim() !== '') return [part, { text: inLanguage, written: language }];
    return [part, { text: isOwn ? own : statement[part], written }];
  });
  return Object.fromEntries(read) as Record<StatementPart, PartRead>;
}

/** A text of a statement, with the kind that alone reads it and the language that it is translated into. */
export type StatementPlace = {
  kind: CounterpartyKind | null;
  /** Null: as it was written. */
  translation: string | null;
  text: Partial<StatementText>;
};

/** All texts of a statement: its own first, then each translation in the order of their codes. */
export function textsIn({ translations = {}, ...statement }: Statement): StatementPlace[] {
  const all: [string | null, StatementTranslation][] = [
    [null, statement],
    ...Object.entries(translations).sort(([a], [b]) => (a < b ? -1 : 1)),
  ];
  return all.flatMap(([translation, { supplier = {}, customer = {}, ...text }]): StatementPlace[] => [
    { kind: null, translation, text },
    { kind: 'supplier', translation, text: supplier },
    { kind: 'customer', translation, text: customer },
  ]);
}

/**
 * The exact bytes of a statement in all of its languages: what its SHA-256 is of, whatever the order of its members.
 * One of which nobody said the language, and that has no other, has the bytes of versions before 0.15.
 */
export function bytesOf(statement: Statement): string {
  const inOrder = (text: Partial<StatementText> = {}) => STATEMENT_PARTS.map((part) => text[part] ?? '');
  const inAll = (text: StatementTranslation) => [inOrder(text), inOrder(text.supplier), inOrder(text.customer)];
  const { language = null, translations = {} } = statement;
  const codes = Object.keys(translations).sort();
  const others = codes.map((code) => [code, ...inAll(translations[code] ?? {})]);
  const inLanguages = language === null && others.length === 0 ? [] : [language, others];
  return JSON.stringify([...inAll(statement), ...inLanguages]);
}
