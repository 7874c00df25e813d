import { withBroader } from '../data-kinds.ts';
import type { CounterpartyKind } from '../dataflow.ts';
import type { Facts } from '../facts.ts';
import { isKnownLoss } from '../losses.ts';
import type { Instant } from '../time.ts';

/**
 * The statement: what suppliers and customers read of a breach. It is drafted from the facts, never from what somebody
 * wrote in a report, edited by people, and released by a person. Pure, and without any library: workflows know it.
 */

export const STATEMENT_PARTS = ['happened', 'consequences', 'measures', 'advice'] as const;
export type StatementPart = (typeof STATEMENT_PARTS)[number];
export type StatementText = Record<StatementPart, string>;

/** `supplier` and `customer`: where what one kind reads must differ; an empty part there is as for all. */
export type Statement = StatementText & Partial<Record<CounterpartyKind, Partial<StatementText>>>;

/** What of the facts stands in the notices beside the text. */
export type Figures = { awareAt: Instant; people: number | null; records: number | null };

/** What one kind of counterparty reads. */
export function textFor(statement: Statement, kind: CounterpartyKind): StatementText {
  const own = statement[kind] ?? {};
  const parts = STATEMENT_PARTS.map((part) => [part, own[part]?.trim() ? own[part] : statement[part]]);
  return Object.fromEntries(parts) as StatementText;
}

/** The exact bytes of a statement: what its SHA-256 is of, whatever the order of its members. */
export function bytesOf(statement: Statement): string {
  const inOrder = (text: Partial<StatementText> = {}) => STATEMENT_PARTS.map((part) => text[part] ?? '');
  return JSON.stringify([inOrder(statement), inOrder(statement.supplier), inOrder(statement.customer)]);
}

const SEEN: Record<Facts['confidentiality'], string> = {
  none: '',
  exposed: 'People who are not meant to could have seen data in these systems.',
  'known-recipients': 'Data from these systems reached people who are not meant to have it; we know who they are.',
  'unknown-recipients': 'Data from these systems reached people who are not meant to have it; we do not know them all.',
  unknown: 'Whether people who are not meant to have seen data in these systems is not known yet.',
};
const CHANGED: Record<Facts['integrity'], string> = {
  none: '',
  altered: 'Data may have been changed.',
  'altered-restorable': 'Data was changed; it can be restored.',
  'altered-permanent': 'Data was changed, and cannot be restored.',
  'no-evidence': 'We have found no sign that data was changed.',
  unknown: 'Whether data was changed is not known yet.',
};
const AWAY: Record<Facts['availability'], string> = {
  none: '',
  restorable: 'Data was out of reach for a time.',
  temporary: 'Data was out of reach for a time, which people have felt.',
  permanent: 'Data was lost for good.',
  'no-evidence': 'We have found no sign that data was lost or out of reach.',
  unknown: 'Whether data was lost or out of reach is not known yet.',
};
const MEANT = {
  yes: 'Somebody did this on purpose.',
  no: 'As far as we know, nobody did this on purpose.',
  unknown: 'Whether somebody did this on purpose is not known yet.',
} as const;

/** What drafts said until version 0.8, for readers with a list of the systems below the text. */
export const NAMED_BELOW = 'the systems named below';
const HAPPENED_BEFORE = `We are looking into a security incident that concerns ${NAMED_BELOW}.`;

const UNCLEAR = 'We are still finding out what happened.';
const DECEIVE = 'Whoever has the data could use it to deceive the people it is about.';
const WRONG = 'Decisions could be made on data that is wrong.';
const LATE = 'What depends on the data may be late or missing.';
const INVESTIGATING = 'We are investigating, and will tell you when we know more.';
const CHANGE = 'Please change passwords and keys that are kept in these systems.';

/**
 * A first draft, from the facts alone. What they do not say is left empty, for people to write. That there is an
 * incident, and which systems it touches, the letters say themselves.
 */
export function draftStatement(
  facts: Pick<Facts, 'confidentiality' | 'integrity' | 'availability' | 'malicious' | 'dataKinds'>,
): Statement {
  const { confidentiality, integrity, availability, malicious, dataKinds } = facts;
  const isSeen = confidentiality !== 'none';
  const effects = [SEEN[confidentiality], CHANGED[integrity], AWAY[availability]];
  return {
    happened: sentences(effects.every((effect) => effect === '') ? UNCLEAR : '', [...effects, MEANT[malicious]]),
    consequences: sentences(isSeen ? DECEIVE : '', [
      isKnownLoss(integrity) ? WRONG : '',
      isKnownLoss(availability) ? LATE : '',
    ]),
    measures: INVESTIGATING,
    advice: withBroader(dataKinds ?? []).includes('credentials') ? CHANGE : '',
  };
}

const DRAFTED = [
  ...[HAPPENED_BEFORE, UNCLEAR, DECEIVE, WRONG, LATE, INVESTIGATING, CHANGE],
  ...[SEEN, CHANGED, AWAY, MEANT].flatMap((each) => Object.values(each)),
].filter((sentence) => sentence !== '');

/** Whether a text says nothing but what a draft of the engine says, so that no person's words are in it. */
export function isDrafted(text: string): boolean {
  return DRAFTED.reduce((rest, sentence) => rest.replaceAll(sentence, ''), text).trim() === '';
}

function sentences(first: string, others: readonly string[]): string {
  return [first, ...others].filter((each) => each !== '').join(' ');
}
