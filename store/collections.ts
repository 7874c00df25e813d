import type { Schema } from 'mongoose';
import { alertCountSchema } from './alert-counts.ts';
import { alertFindingSchema } from './alert-findings.ts';
import { alertGroupSchema } from './alert-groups.ts';
import { alertMarkSchema } from './alert-marks.ts';
import { alertPartSchema } from './alert-parts.ts';
import { alertSchema } from './alert-record.ts';
import { alertSourceSchema } from './alert-sources.ts';
import { alertToldSchema } from './alert-told.ts';
import { alertUnknownSchema } from './alert-unknown.ts';
import { anchoringSchema } from './anchorings.ts';
import { anchorSchema } from './anchors.ts';
import {
  accountSchema,
  passkeySchema,
  secondFactorSchema,
  sessionSchema,
  userSchema,
  verificationSchema,
} from './auth/collections.ts';
import { enrolmentSchema } from './auth/enrolment.ts';
import { calendarSchema } from './calendars.ts';
import { campaignSchema } from './campaigns.ts';
import { commandSchema } from './commands.ts';
import { counterpartySchema, systemSchema } from './dataflow.ts';
import { dataflowChangeSchema } from './dataflow-history.ts';
import { deliverySchema } from './deliveries.ts';
import { breachRuleSchema, ruleDaySchema } from './detection-rules.ts';
import { eventSchema } from './events.ts';
import { fileSchema } from './files.ts';
import { filingDraftSchema } from './filing-drafts.ts';
import { formDraftSchema } from './form-drafts.ts';
import { headSchema } from './heads.ts';
import { intakeSchema } from './intake-record.ts';
import { invitationSchema } from './invitations.ts';
import { journalSchema } from './journal.ts';
import { keyCheckSchema } from './key-check.ts';
import { ledgerPageSchema, ledgerSchema } from './ledger/pages.ts';
import { listSchema } from './list-record.ts';
import { migrationSchema } from './migrations/done.ts';
import { lockSchema } from './migrations/lock.ts';
import { noticeSchema } from './notices.ts';
import { policyVersionSchema } from './policy-versions.ts';
import { breachSchema, clockSchema } from './projections.ts';
import { recipientSchema } from './recipients.ts';
import { findingSchema, reconcileSchema } from './reconcile.ts';
import { recordCheckSchema } from './record-checks.ts';
import { correlationSchema, counterSchema } from './references.ts';
import { registerSchema } from './register-index.ts';
import { releaseSchema } from './releases.ts';
import { settingsSchema } from './settings.ts';
import { limitSchema } from './shared-limits.ts';
import { tellingSchema } from './tellings.ts';
import { tokenSchema } from './tokens.ts';
import { viewSchema } from './views.ts';
import { wayTestSchema } from './way-tests.ts';
import { webhookMessageSchema, webhookSchema } from './webhooks.ts';

/** Every collection there is, by its name: what its documents hold, and its indexes. */
export const SCHEMAS: Record<string, Schema> = {
  keyChecks: keyCheckSchema,
  events: eventSchema,
  heads: headSchema,
  journal: journalSchema,
  commands: commandSchema,
  breaches: breachSchema,
  clocks: clockSchema,
  register: registerSchema,
  intake: intakeSchema,
  alerts: alertSchema,
  alertFindings: alertFindingSchema,
  alertMarks: alertMarkSchema,
  alertGroups: alertGroupSchema,
  alertCounts: alertCountSchema,
  alertTold: alertToldSchema,
  breachRules: breachRuleSchema,
  ruleDays: ruleDaySchema,
  alertUnknown: alertUnknownSchema,
  alertParts: alertPartSchema,
  alertSources: alertSourceSchema,
  correlations: correlationSchema,
  counters: counterSchema,
  files: fileSchema,
  systems: systemSchema,
  counterparties: counterpartySchema,
  dataflowChanges: dataflowChangeSchema,
  deliveries: deliverySchema,
  notices: noticeSchema,
  ledgers: ledgerSchema,
  ledgerPages: ledgerPageSchema,
  lists: listSchema,
  recipients: recipientSchema,
  campaigns: campaignSchema,
  drafts: filingDraftSchema,
  releases: releaseSchema,
  tokens: tokenSchema,
  users: userSchema,
  sessions: sessionSchema,
  verifications: verificationSchema,
  accounts: accountSchema,
  secondFactors: secondFactorSchema,
  passkeys: passkeySchema,
  enrolments: enrolmentSchema,
  calendars: calendarSchema,
  invitations: invitationSchema,
  formDrafts: formDraftSchema,
  views: viewSchema,
  settings: settingsSchema,
  policyVersions: policyVersionSchema,
  webhooks: webhookSchema,
  webhookMessages: webhookMessageSchema,
  wayTests: wayTestSchema,
  tellings: tellingSchema,
  anchors: anchorSchema,
  anchorings: anchoringSchema,
  reconciles: reconcileSchema,
  findings: findingSchema,
  recordChecks: recordCheckSchema,
  migrations: migrationSchema,
  locks: lockSchema,
  limits: limitSchema,
};
