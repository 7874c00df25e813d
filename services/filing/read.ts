import { type CompetentAuthority, competentFor } from '../../domain/authorities/competent.ts';
import type { Approvers } from '../../domain/breach/approvers.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { breachView } from '../../domain/breach/views.ts';
import type { Counterparty, System } from '../../domain/dataflow.ts';
import type { Answers } from '../../domain/filing/context.ts';
import { type FilingContext, systemsInWords } from '../../domain/filing/context.ts';
import { draftFiling, type FilingDraft } from '../../domain/filing/draft.ts';
import { chooseForm, formsOf, knownForms, statesOf } from '../../domain/filing/forms.ts';
import { type UnmodelledForm, unmodelledForms } from '../../domain/filing/modelled.ts';
import { changesSince, contextOf, recordSince } from '../../domain/filing/package.ts';
import { proposedFields } from '../../domain/filing/provenance.ts';
import { languageFor } from '../../domain/filing/receivers.ts';
import { type Repeated, repeatedFields } from '../../domain/filing/repeated.ts';
import type { Stage } from '../../domain/filing/stages.ts';
import { type StillOpen, stillOpen } from '../../domain/filing/still-open.ts';
import type { FilingField, FilingTemplate } from '../../domain/filing/template.ts';
import {
  diffFiles,
  type FieldChange,
  type FilingVersion,
  filingVersions,
  type NotNext,
  type StandingApproval,
  whyNotNext,
} from '../../domain/filing/versions.ts';
import { outsideWords } from '../../domain/notices/outside-words.ts';
import { DECIDERS } from '../../domain/roles.ts';
import type { Instant } from '../../domain/time.ts';
import { listCounterparties, readSystems } from '../../store/dataflow.ts';
import { readEvents, type StoredEvent } from '../../store/events.ts';
import { readDrafts, type SavedDraft } from '../../store/filing-drafts.ts';
import { readApprovers } from '../approvers.ts';
import { findBreach } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';
import { contextAtFiling } from './at-filing.ts';
import { asked, typedInto } from './typed.ts';

/** What a filing is put together from. The drafts: the one saved last first. */
type FilingParts = {
  state: BreachState;
  template: FilingTemplate;
  /** All forms in which it could be made. */
  forms: readonly FilingTemplate[];
  authorities: CompetentAuthority[];
  /** Member States by whose law of a directive it is reported. */
  states: string[];
  events: StoredEvent[];
  counterparties: Counterparty[];
  drafts: SavedDraft[];
  systems: System[];
  /** The form that was asked for, where one was. */
  form: string | undefined;
  /** The stage that was asked for; without one, the next. */
  stage: Stage | undefined;
  /** Now, in UTC. */
  at: Instant;
  approvers: Approvers | null;
};

/** One filing as it stands: template, record, saved answers, earlier versions. */
export type Filing = {
  parts: FilingParts;
  state: BreachState;
  context: FilingContext;
  template: FilingTemplate;
  /** Saved last for this stage; null where nobody did. */
  saved: SavedDraft | null;
  /** Whether that was for the version which comes next, and not for one that was handed in. */
  isOfNext: boolean;
  /** The saved ones, else those of the version before: what people knew then they need not type again. */
  answers: Answers;
  /** What was typed into fields that the form does not have. */
  lost: Answers;
  draft: FilingDraft;
  versions: FilingVersion[];
  authorities: CompetentAuthority[];
  /** Receivers whose own form this is not. */
  notModelled: UnmodelledForm[];
  changes: FieldChange[] | null;
  /** Where the last version differs from the record as it is now. */
  since: FieldChange[];
  /** Fields filled in with what the engine proposes, and nobody has stated. */
  proposed: FilingField[];
  /** Fields that repeat recorded words which may not be in the draft's language. */
  repeated: Repeated[];
  why: NotNext | null;
  approval: StandingApproval | null;
  /** Who typed last into what the draft says; null where it reads as the record does. */
  drafter: string | null;
  /** What is open of the filing that this duty completes; null where nothing is, and for any other duty. */
  leftOpen: StillOpen | null;
};

/** Which filing: without a stage the next one, without a form the one that `chooseForm` finds. */
export type FilingOf = { breachId: string; obligation: string; stage?: Stage | undefined; form?: string | undefined };

/**
 * Reads a filing.
 * @throws TocsinError `not-found` for an unknown breach, an obligation the policy lacks or a form that is none of its,
 *   `unknown-obligation` for one the breach does not have
 */
export async function readFiling(
  deps: Pick<ServiceDeps, 'store' | 'policy' | 'filings' | 'clock'>,
  { breachId, obligation, stage, form }: FilingOf,
): Promise<Filing> {
  const { store, policy, filings, clock } = deps;
  const state = await findBreach(deps, breachId);
  const forms = formsOf(filings, policy, obligation);
  const [events, counterparties, drafts, systems, approvers] = await Promise.all([
    readEvents(store, breachId),
    listCounterparties(store),
    readDrafts(store, breachId, obligation),
    readSystems(store, state.facts.systems),
    readApprovers(deps, state, DECIDERS),
  ]);
  const authorities = competentFor(policy, state, obligation);
  const states = statesOf(policy, state.facts, obligation);
  const template = chooseForm(forms, { wanted: form, obligation, events, drafts, authorities, states });
  return assembleFiling(
    { policy, filings },
    {
      state,
      template,
      forms,
      authorities,
      states,
      events,
      counterparties,
      drafts,
      systems,
      stage,
      form,
      at: clock(),
      approvers,
    },
    obligation,
  );
}

/** The filing with a draft that was saved since it was read. */
export function withDraft(deps: Forms, { parts, context }: Filing, saved: SavedDraft): Filing {
  const others = parts.drafts.filter(({ stage }) => stage !== saved.stage);
  return assembleFiling(deps, { ...parts, drafts: [saved, ...others] }, context.obligation.id);
}

type Forms = Pick<ServiceDeps, 'policy' | 'filings'>;

function assembleFiling({ policy, filings }: Forms, parts: FilingParts, obligation: string): Filing {
  const { state, template, events, counterparties, drafts, systems, stage, at } = parts;
  const language = languageFor(template, parts.authorities, policy.organisation.language);
  const words = outsideWords(events, state.facts, { language, systems: systemsInWords(state, { systems }) });
  const given = { stage, at, reasons: '', register: { systems, counterparties }, words, language };
  const context = contextOf(breachView(state), policy.organisation, obligation, given);
  const versions = filingVersions(template, obligation, events);
  const { saved, isOfNext, answers, lost, drafter } = typedInto(template, context, drafts, versions);
  const customers = counterparties.filter((party) => party.kind === 'customer').map((party) => party.name);
  const draft = draftFiling(template, context, asked(template, context, answers), customers);
  const changes = changesSince(template, versions, draft);
  const before = contextAtFiling(context, policy, { events, obligation });
  const since = recordSince(template, context, before, versions);
  const approval = standingApproval(state, saved, template, draft);
  return {
    parts,
    ...{ state, context, template, saved, isOfNext, answers, lost, draft, versions, changes, since, approval, drafter },
    authorities: parts.authorities,
    notModelled: unmodelledForms(template, {
      ...{ authorities: parts.authorities, states: parts.states, recipient: context.obligation.recipient },
      obligation: policy.obligations.find(({ id }) => id === obligation),
    }),
    proposed: proposedFields(template, context, draft, answers),
    repeated: repeatedFields(template, context, draft, answers),
    why: whyNotNext(versions, draft),
    leftOpen: stillOpen((id) => knownForms(filings, policy, id), { state, events }, { obligation }),
  };
}

/** Whether nobody typed anything into the draft of this stage. */
export function isUntouched({ isOfNext, answers }: Pick<Filing, 'isOfNext' | 'answers'>): boolean {
  return !isOfNext || Object.keys(answers).length === 0;
}

/** The bytes kept with the draft, once the breach's stream names their approval. */
function standingApproval(
  state: BreachState,
  saved: SavedDraft | null,
  template: FilingTemplate,
  draft: FilingDraft,
): StandingApproval | null {
  const kept = saved?.approved ?? null;
  if (saved === null || kept === null) return null;
  const { approvals = [], versions = [] } = state.obligations[draft.obligation] ?? {};
  const found = approvals.findLast((a) => a.stage === saved.stage && a.sha256 === kept.sha256);
  // Once filed it is a version; a second filing of the same stage needs an approval of its own.
  const isUsed = versions.some((v) => v.stage === saved.stage && v.sha256 === kept.sha256);
  return found === undefined || isUsed ? null : { ...found, since: diffFiles(template, kept.content, draft.content) };
}

/** Fields that whoever approves confirms: what is proposed, and recorded words that may be in another language. */
export function toConfirm({ proposed, repeated }: Pick<Filing, 'proposed' | 'repeated'>): number {
  return new Set([...proposed, ...repeated.map(({ field }) => field)]).size;
}
