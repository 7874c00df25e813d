import type { Approvers } from '../../domain/breach/approvers.ts';
import type { SecondPerson } from '../../domain/breach/decide/four-eyes.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import type { CampaignLine } from '../../domain/communication/campaign-line.ts';
import type { CommunicationToPeople } from '../../domain/filing/communication.ts';
import type { Letter } from '../../domain/notices/letter.ts';
import type { RepeatedWords } from '../../domain/notices/repeated-words.ts';
import type { Unstated } from '../../domain/notices/unstated.ts';
import type { OtherNames } from '../../domain/people/other-names.ts';
import type { PlannedObligation } from '../../domain/plan/types.ts';
import type { Instant } from '../../domain/time.ts';
import type { Form } from '../forms.ts';

/** The incident that a campaign belongs to. */
export type Incident = { breachId: string; title: string; exercise: boolean; isClosed: boolean; state: BreachState };

export type CampaignRow = CampaignLine & Pick<Incident, 'breachId' | 'title' | 'exercise'>;

/**
 * `unopened`: incidents of which neither record nor read model opens. `next` goes on after the last one; null at the
 * end.
 */
export type CampaignsModel = { rows: readonly CampaignRow[]; unopened: readonly string[]; next: string | null };

export type ComposeModel = {
  incident: Incident;
  /** Lists that were imported before, newest first. */
  lists: readonly { listId: string; createdAt: Instant; recipients: number }[];
  /** What the policy's own letter says of this incident, and its language. */
  template: Letter;
  language: string;
  /** Further languages in which the policy has a letter; null where it is not written in that one. */
  others: readonly { language: string; template: Letter | null }[];
  limitMib: number;
  /** Whether another person must approve what is drafted here. */
  isFourEyes: boolean;
};

/** Where the letter in a further language is typed. */
export function translatedField(where: keyof Letter, language: string): string {
  return `${where}-${language}`;
}

/** Where its approver says that they have read a translation. */
export function readField(language: string): string {
  return `read-${language}`;
}

/** The letter to one person, in its language. The address is masked. `preferred`: the language of the person. */
export type LetterPreview = Letter & { n: number; email: string; language: string; preferred: string };

/** The language of the letter, and who on the list prefers one of no letter; null where nobody counted that. */
export type InLanguage = { language: string; preferringOthers: readonly { language: string; people: number }[] | null };

export type CampaignModel = {
  incident: Incident;
  campaign: CampaignLine;
  contentHash: string;
  /** People concerned on record; null where it does not say. */
  concerned: number | null;
  /** Null until it is finished. */
  communication: CommunicationToPeople | null;
  /** Duties of other laws to tell people, for which it can be recorded. */
  otherTellings: readonly PlannedObligation[];
  letters: readonly LetterPreview[];
  /** Each language in which it goes out, the letter's own first, with its words and for how many; null: not counted. */
  texts: readonly (Letter & { language: string; people: number | null })[];
  inLanguage: InLanguage;
  /** `language`: of the translation that it is in; absent for the letter itself. */
  warnings: readonly { where: keyof Letter; line: number; says: string; language?: string }[];
  /** Where a letter says "not known yet"; `isStated`: the record says it by now, the letter does not. */
  unstated: readonly (Unstated & { isStated: boolean; language?: string })[];
  /** Recorded words that may be in another language than the letter that repeats them. */
  repeated: readonly (RepeatedWords & { language: string })[];
  /** Lines of the import that named somebody twice; null unless it was just made. */
  duplicates: number | null;
  /** Lines of its list that may be of people who get no letter; absent for a list of a version before. */
  otherNames: OtherNames | undefined;
  /** People of its list without an address for mail. */
  unaddressed: { listId: string; count: number };
  notReached: NotReached;
  /** Of whoever looks. */
  fourEyes: SecondPerson;
  /** Who may approve it, and since when it waits for that; null for a drill, and once it waits no more. */
  approvers: Approvers | null;
  draftedAt: Instant | null;
};

/** Whom a letter did not surely reach. */
export const NOT_REACHED = ['uncertain', 'refused'] as const;

/** One page of them, in the order of the list. */
export type NotReached = {
  status: (typeof NOT_REACHED)[number];
  lines: readonly { n: number; email: string; language: string; at: Instant | null }[];
  /** Goes on after this number; null at the end. */
  next: number | null;
  isContinued: boolean;
};

/** Forms of the page that came back with problems: the approval, and what is done about the sending. */
export type CampaignForms = { approval?: Form; acting?: Form };
