import { campaignName } from '../communication/standing.ts';
import { type Asker, DECIDERS, isAmong, REPORTERS, RESPONDERS } from '../roles.ts';
import type { Command, CommandBody } from './commands.ts';
import { recordAwareness } from './decide/awareness.ts';
import { approveCampaign, draftCampaign, finishCampaign } from './decide/campaigns.ts';
import { applyPlan, fireRung, markOverdue } from './decide/clocks.ts';
import { close, closeAsIn07, closeAsIn08, closeUngated, proposeReopening, reopen } from './decide/closing.ts';
import {
  pauseCommunication,
  progressCommunication,
  resumeCommunication,
  stopCommunication,
} from './decide/communications.ts';
import {
  type CommandOf,
  type Decide,
  type Decision,
  type Head,
  type Refusal,
  refuse,
  whyClosed,
} from './decide/decision.ts';
import { addEvidence, amendFacts } from './decide/facts.ts';
import { approveFiling, file, fileAsIn07, recordReceipt } from './decide/filing.ts';
import { communicationLeaving, filingLeaving, type Leaving, linkLeaving, refuseAlone } from './decide/four-eyes.ts';
import { handOver, moveFindings, take, triage, triageAsIn07 } from './decide/handling.ts';
import { reissueLink, revokeLink } from './decide/links.ts';
import { acknowledgeNotice, noticeDelivered, noticeExpired } from './decide/notices.ts';
import { releaseAsIn08, releaseLeaving, releaseNotices, saveStatement } from './decide/release.ts';
import { addWords, answerQuestion, askQuestion } from './decide/reporting.ts';
import { decideRisk, decideRiskAsIn08 } from './decide/risk.ts';
import { settleSigns } from './decide/signs.ts';
import { recordSuspicion } from './decide/suspicion.ts';
import { addTask, assignTask, beginPlaybook, dropTask, finishTask } from './decide/tasks.ts';
import { resumeObligation, waiveObligation } from './decide/waiving.ts';
import { acknowledgeWarnings } from './decide/warnings.ts';
import { addNote, attachFile, logCall } from './decide/work.ts';
import type { BreachState } from './state.ts';
import { roleOf } from './upcast.ts';

/**
 * `isLateToo`: a closed breach takes it too, as it tells what happened already, or opens it again. `leaves`: what a
 * person lets leave by it, for which the policy may ask for a second one.
 */
type Rule<T extends CommandBody['type']> = {
  askers: readonly Asker[];
  isLateToo?: true;
  leaves?: (state: BreachState, command: CommandOf<T>) => Leaving | null;
  decide: Decide<T>;
};

type AnyRule = Pick<Rule<'close'>, 'askers' | 'isLateToo'> & {
  leaves?: (state: BreachState, command: never) => Leaving | null;
  decide: (state: BreachState, command: never, head: Head) => Decision;
};

const ENGINE = ['engine'] as const;
const DECIDERS_OR_ENGINE = [...DECIDERS, ...ENGINE];
const INTAKE = [...REPORTERS, 'alert-source'] as const;

/** Who may ask what of a breach, and what it does: the one table. A command without a rule does not compile. */
const RULES: { readonly [T in CommandBody['type']]: Rule<T> } = {
  'add-evidence': { askers: INTAKE, isLateToo: true, decide: addEvidence },
  'amend-facts': { askers: RESPONDERS, decide: amendFacts },
  'record-awareness': { askers: RESPONDERS, decide: recordAwareness },
  'decide-risk': { askers: DECIDERS, decide: decideRisk },
  'waive-obligation': { askers: DECIDERS, decide: waiveObligation },
  'resume-obligation': { askers: DECIDERS, decide: resumeObligation },
  'approve-filing': {
    ...{ askers: DECIDERS, decide: approveFiling },
    leaves: (_, { obligation, drafter }) => filingLeaving(obligation, drafter),
  },
  file: { askers: DECIDERS, decide: file },
  'draft-campaign': { askers: RESPONDERS, decide: draftCampaign },
  'approve-campaign': {
    ...{ askers: DECIDERS, decide: approveCampaign },
    leaves: (state, { campaign }) => communicationLeaving(state, campaignName(campaign)),
  },
  'pause-communication': { askers: DECIDERS_OR_ENGINE, decide: pauseCommunication },
  'resume-communication': {
    ...{ askers: DECIDERS_OR_ENGINE, decide: resumeCommunication },
    leaves: (state, { communication }) => communicationLeaving(state, communication),
  },
  'stop-communication': { askers: DECIDERS, decide: stopCommunication },
  'revoke-link': { askers: DECIDERS, decide: revokeLink },
  'reissue-link': {
    ...{ askers: DECIDERS, decide: reissueLink },
    leaves: (_, { counterparty }) => linkLeaving(counterparty),
  },
  'save-statement': { askers: RESPONDERS, decide: saveStatement },
  'release-notices': { askers: RESPONDERS, decide: releaseNotices, leaves: releaseLeaving },
  close: { askers: DECIDERS, decide: close },
  reopen: { askers: DECIDERS, isLateToo: true, decide: reopen },
  'propose-reopening': { askers: RESPONDERS, isLateToo: true, decide: proposeReopening },
  take: { askers: RESPONDERS, decide: take },
  'acknowledge-warnings': { askers: RESPONDERS, decide: acknowledgeWarnings },
  'hand-over': { askers: RESPONDERS, decide: handOver },
  triage: { askers: DECIDERS, decide: triage },
  'move-findings': { askers: RESPONDERS, decide: moveFindings },
  'record-suspicion': { askers: RESPONDERS, decide: recordSuspicion },
  'add-task': { askers: RESPONDERS, decide: addTask },
  'begin-playbook': { askers: RESPONDERS, decide: beginPlaybook },
  'assign-task': { askers: RESPONDERS, decide: assignTask },
  'finish-task': { askers: RESPONDERS, decide: finishTask },
  'drop-task': { askers: RESPONDERS, decide: dropTask },
  'add-note': { askers: RESPONDERS, decide: addNote },
  'log-call': { askers: RESPONDERS, decide: logCall },
  // The authority's receipt may come when all else is done.
  'record-receipt': { askers: DECIDERS, isLateToo: true, decide: recordReceipt },
  'attach-file': { askers: REPORTERS, isLateToo: true, decide: attachFile },
  'add-words': { askers: REPORTERS, isLateToo: true, decide: addWords },
  'ask-question': { askers: RESPONDERS, isLateToo: true, decide: askQuestion },
  'answer-question': { askers: REPORTERS, isLateToo: true, decide: answerQuestion },
  'settle-signs': { askers: DECIDERS, decide: settleSigns },
  'apply-plan': { askers: ENGINE, decide: applyPlan },
  'rung-fired': { askers: ENGINE, isLateToo: true, decide: fireRung },
  'mark-overdue': { askers: ENGINE, isLateToo: true, decide: markOverdue },
  'communication-progressed': { askers: ENGINE, isLateToo: true, decide: progressCommunication },
  'campaign-finished': { askers: ENGINE, isLateToo: true, decide: finishCampaign },
  'notice-delivered': { askers: ENGINE, isLateToo: true, decide: noticeDelivered },
  'acknowledge-notice': { askers: ENGINE, isLateToo: true, decide: acknowledgeNotice },
  'notice-expired': { askers: ENGINE, isLateToo: true, decide: noticeExpired },
};

/** Every command there is. */
export const COMMANDS = Object.keys(RULES) as CommandBody['type'][];

/**
 * Decides what a command does to a breach: events to record, or a refusal that changes nothing. Pure. A command that
 * would change nothing leads to no events, unless a person gave reasons: they are recorded all the same. The engine's
 * own reports (`rung-fired`, …) are never refused: what happened, happened; each is told apart by what it reports, a
 * person's command by its key, which whoever calls this has looked up.
 */
export function decide(state: BreachState, command: Command): Decision {
  const decision = decideAlone(state, command);
  const { leaves }: AnyRule = RULES[command.type];
  // What changes nothing lets nothing leave: it may be said again by anybody.
  const isNews = decision.ok && decision.confirms !== true && decision.events.length > 0;
  const leaving = isNews && roleOf(command) !== 'engine' ? (leaves?.(state, command as never) ?? null) : null;
  return leaving === null ? decision : (refuseAlone(state, leaving, command) ?? decision);
}

/** The same without asking for a second person, as what stands in histories was decided before one was asked for. */
export function decideAlone(state: BreachState, command: Command): Decision {
  const rule: AnyRule = RULES[command.type];
  const refusal = whyNotAsked(command) ?? whyStale(state, command) ?? (rule.isLateToo ? null : whyClosed(state));
  if (refusal !== null) return refusal;
  // The command has the very type that the rule is of: TypeScript does not see that both move together.
  return rule.decide(state, command as never, { at: command.at, by: command.by, key: command.key });
}

/**
 * A closing without asking what is left, as what stands in histories was decided before closing was a gate. Anything
 * else is decided as ever.
 */
export function decideUngated(state: BreachState, command: Command): Decision {
  if (command.type !== 'close') return decide(state, command);
  const refusal = whyNotAsked(command) ?? whyStale(state, command) ?? whyClosed(state);
  return refusal ?? closeUngated(state, command, { at: command.at, by: command.by, key: command.key });
}

/** Commands of which less was asked until a version, each as it was decided then. */
const EARLIER = {
  '0.7': { close: closeAsIn07, triage: triageAsIn07, file: fileAsIn07 },
  '0.8': { close: closeAsIn08, 'release-notices': releaseAsIn08 },
} as const satisfies Record<string, { readonly [T in CommandBody['type']]?: Decide<T> }>;
type Earlier = keyof typeof EARLIER;

function earlierRule(version: Earlier, { type }: Command): AnyRule['decide'] | undefined {
  return (EARLIER[version] as Partial<Record<CommandBody['type'], AnyRule['decide']>>)[type];
}

/**
 * Whether a version may have accepted what is refused now. Commands that it refused too are decided the same by
 * `decideAsIn`.
 */
export function mayBeStricter(version: Earlier, command: Command): boolean {
  return earlierRule(version, command) !== undefined;
}

/** As a version decided it, which stands in its histories. Anything else is decided as ever. */
export function decideAsIn(version: Earlier, state: BreachState, command: Command): Decision {
  const rule = earlierRule(version, command);
  if (rule === undefined) return decide(state, command);
  const refusal = whyNotAsked(command) ?? whyStale(state, command) ?? whyClosed(state);
  return refusal ?? rule(state, command as never, { at: command.at, by: command.by, key: command.key });
}

/**
 * A decision on one article without asking why it differs from the other, as version 0.8 took it, which stands in its
 * histories. Anything else is decided as ever.
 */
export function decideUnexplained(state: BreachState, command: Command): Decision {
  if (command.type !== 'decide-risk') return decide(state, command);
  const refusal = whyNotAsked(command) ?? whyStale(state, command) ?? whyClosed(state);
  return refusal ?? decideRiskAsIn08(state, command, { at: command.at, by: command.by, key: command.key });
}

/** Whether somebody of this role may ask it at all. */
export function mayAsk(type: CommandBody['type'], role: Asker): boolean {
  return isAmong(RULES[type].askers, role);
}

function whyNotAsked(command: Command): Refusal | null {
  const role = roleOf(command);
  if (role === undefined || mayAsk(command.type, role)) return null;
  return refuse(
    'forbidden',
    `The role '${role}' may not ask '${command.type}' of a breach; ${RULES[command.type].askers.join(', ')} may.`,
    'role',
  );
}

function whyStale({ breachId, seq }: BreachState, { ifSeq }: Command): Refusal | null {
  if (ifSeq === undefined || ifSeq === seq) return null;
  const message = `Breach ${breachId} is at event ${seq} by now, not at ${ifSeq}; read it again.`;
  return refuse('stale', message, 'ifSeq', { seq });
}
