import type { CompetentAuthority as Authority } from '../../domain/authorities/competent.ts';
import type { Approvers } from '../../domain/breach/approvers.ts';
import type { SecondPerson } from '../../domain/breach/decide/four-eyes.ts';
import type { BreachState, ObligationStatus } from '../../domain/breach/state.ts';
import type { CommunicationToPeople } from '../../domain/filing/communication.ts';
import type { Answers, FieldValue } from '../../domain/filing/context.ts';
import { type FilingDraft, NOT_ON_RECORD } from '../../domain/filing/draft.ts';
import type { UnmodelledForm } from '../../domain/filing/modelled.ts';
import type { Origin } from '../../domain/filing/provenance.ts';
import type { FilingLanguage } from '../../domain/filing/said/index.ts';
import type { Stage } from '../../domain/filing/stages.ts';
import type { FilingField, FilingTemplate } from '../../domain/filing/template.ts';
import type { FieldChange, FilingVersion, NotNext, StandingApproval } from '../../domain/filing/versions.ts';
import { countsAsMissing, type Wrong } from '../../domain/filing/wrong.ts';
import type { Written } from '../../domain/notices/written.ts';
import type { PlannedObligation } from '../../domain/plan/types.ts';
import type { Instant } from '../../domain/time.ts';

/** One field of the form as it stands. */
export type FieldModel = {
  field: FilingField;
  /** Its number in the receiver's form, else its place in the list. */
  number: string;
  /** What it says now: a person's answer, else the record. */
  value: FieldValue;
  /** What the record alone would say. */
  onRecord: FieldValue;
  /** Who said it: a person in place of the record, the record, or nobody yet. */
  origin: Origin;
  /** In which language recorded words in it are, where that may not be the draft's; else absent. */
  repeated?: { written: Written };
  /** Why it stands in the way: missing, or not as the form takes it. */
  missing: string | null;
  /** Whether nothing can be handed in as long as that is so, at whatever stage. */
  blocks: boolean;
  /** What is the matter with what it holds; null where nothing is, or where it holds nothing. */
  wrong: Wrong | null;
  /** What must not be in it, with the line it is on. */
  forbidden: readonly { line: number; says: string }[];
  /** What it said in the version filed last, where that differs. */
  change: FieldChange | null;
  /** Short hash of the value, by which a change made meanwhile is noticed. */
  seen: string;
};

export type FilingModel = {
  state: BreachState;
  breachId: string;
  exercise: boolean;
  closed: boolean;
  planned: PlannedObligation;
  /** Those competent under the GDPR; empty for any other receiver. */
  authorities: readonly Authority[];
  /** Receivers whose own form this is not. */
  notModelled: readonly UnmodelledForm[];
  /** The campaign that can stand as this filing; null for any duty but the one to tell people. */
  communication: CommunicationToPeople | null;
  status: ObligationStatus;
  template: FilingTemplate;
  /** The forms in which the duty can be filed, this one among them. */
  forms: readonly Pick<FilingTemplate, 'id' | 'title'>[];
  /** The form that was asked for and is not the one that is taken without asking; null otherwise. */
  asked: string | null;
  /** What was typed into fields that this form does not have. */
  lost: Answers;
  stage: Stage;
  /** Stages that can come next; none where it was withdrawn. */
  stages: readonly Stage[];
  draft: FilingDraft;
  /** Of what the engine writes into it. */
  language: FilingLanguage;
  fields: readonly FieldModel[];
  saved: { by: string; at: Instant } | null;
  /** Whether the fields show what was typed and is not saved. */
  isUnsaved: boolean;
  /** Whether nobody typed anything into this draft: all of it is filled in from the record and from earlier ones. */
  isUntouched: boolean;
  /** Whether approving it takes a tick that it was read: nobody typed, or it holds what nobody has stated. */
  mustBeRead: boolean;
  /** Duties whose clock began with this filing, such as a final report. */
  next: readonly { planned: PlannedObligation; status: ObligationStatus }[];
  /**
   * The filing that this duty follows, where that was left incomplete; null for any other duty. `fields`: which are
   * open still, where that is known. `isOwed`: this duty is met only once they are given.
   */
  incomplete: {
    planned: PlannedObligation;
    open: number | null;
    fields: readonly { field: string; label: string }[] | null;
    isOwed: boolean;
  } | null;
  /** The receiver's reference of the earlier filing. */
  earlier: string | null;
  versions: readonly FilingVersion[];
  changes: readonly FieldChange[] | null;
  /** Fields taken from the record in which the last version differs from what is known now. */
  since: readonly FieldChange[];
  /** Why it cannot be handed in as it is; null where it can. */
  why: NotNext | null;
  approval: StandingApproval | null;
  /** Who may approve it; null for a drill, and where the incident is closed. */
  approvers: Approvers | null;
  /** Of whoever looks; `drafter`: who typed last into the draft, null where it reads as the record does. */
  fourEyes: SecondPerson & { drafter: string | null };
  /** Name to show of who did something. */
  nameOf(by: string): string;
};

/** The sections of the form in its order, each with its fields. */
export function sectionsOf({ fields }: Pick<FilingModel, 'fields'>): { name: string; fields: FieldModel[] }[] {
  const groups = Map.groupBy(fields, ({ field }) => field.section);
  return [...groups].map(([name, group]) => ({ name, fields: group }));
}

/** Mandatory fields that hold nothing, or only what counts as that, in the order of the form. */
export function missingFields({ fields }: Pick<FilingModel, 'fields'>): FieldModel[] {
  return fields.filter(isGap);
}

/** Whether a mandatory field holds nothing, or a placeholder, or a role where a person's name is asked for. */
export function isGap({ missing, wrong, field }: FieldModel): boolean {
  if (missing === NOT_ON_RECORD) return true;
  return wrong !== null && countsAsMissing(wrong) && (field.mandatory !== false || field.always !== false);
}

/** Fields that hold what the form does not take, in the order of the form. */
export function wrongFields({ fields }: Pick<FilingModel, 'fields'>): FieldModel[] {
  return fields.filter(({ missing }) => missing !== null && missing !== NOT_ON_RECORD);
}

/** Every field in which something is missing or wrong, in the order of the form. */
export function fieldsToFill({ fields }: Pick<FilingModel, 'fields'>): FieldModel[] {
  return fields.filter(({ missing, forbidden }) => missing !== null || forbidden.length > 0);
}

/** Fields that hold what is proposed and nobody has stated, in the order of the form. */
export function proposedFields({ fields }: Pick<FilingModel, 'fields'>): FieldModel[] {
  return fields.filter(
    ({ origin, value, missing }) => origin === 'proposed' && value !== null && value !== '' && missing === null,
  );
}

/** Fields with recorded words that may be in another language than the draft, in the order of the form. */
export function repeatedFields({ fields }: Pick<FilingModel, 'fields'>): FieldModel[] {
  return fields.filter(({ repeated }) => repeated !== undefined);
}

/** Where the pages of this filing are. */
export function filingPath(
  { breachId, planned, asked = null }: Pick<FilingModel, 'breachId' | 'planned'> & Partial<Pick<FilingModel, 'asked'>>,
  rest = '',
): string {
  const isOther = asked !== null && rest.includes('?stage=') && !rest.includes('&form=');
  const place = isOther ? rest.replace(/(?=#|$)/, `&form=${asked}`) : rest;
  return `/desk/breaches/${breachId}/filings/${planned.id}${place}`;
}

/**
 * The field of the form in which reasons for being late, or for a withdrawal, are given; undefined where it has none.
 */
export function reasonsField({ fields }: Pick<FilingModel, 'fields'>): FieldModel | undefined {
  return fields.find(({ field }) => field.from === 'delay-reasons' || field.from === 'withdrawal-reasons');
}

/** Whether the receiver accepts it only with reasons, and none are given. */
export function lacksReasons(model: Pick<FilingModel, 'fields' | 'draft' | 'planned' | 'stage'>): boolean {
  const { draft, planned, stage } = model;
  const asked = (draft.late && planned.lateNeedsReasons) || stage === 'withdrawal';
  const field = reasonsField(model);
  return asked && field !== undefined && (field.value === null || field.value === '');
}
