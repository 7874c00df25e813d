import type { UnopenedValue } from '../domain/audit/verification.ts';
import { alertFindingSeals } from './alert-findings.ts';
import { alertGroupSeals } from './alert-groups.ts';
import { alertPartSeals } from './alert-parts.ts';
import { alertSeals } from './alert-record.ts';
import { alertSourceSeals } from './alert-sources.ts';
import { alertToldSeals } from './alert-told.ts';
import { alertUnknownSeals } from './alert-unknown.ts';
import { signInSeals } from './auth/rows.ts';
import { campaignSeals } from './campaigns.ts';
import { keyIdOf } from './crypto/seal.ts';
import { counterpartySeals } from './dataflow.ts';
import { dataflowChangeSeals } from './dataflow-history.ts';
import { deliverySeals } from './deliveries.ts';
import { collectionOf } from './driver.ts';
import { fileSeals } from './files.ts';
import { filingDraftSeals } from './filing-drafts.ts';
import { formDraftSeals } from './form-drafts.ts';
import { intakeSeals } from './intake-record.ts';
import { listSeals } from './list-record.ts';
import { noticeSeals } from './notices.ts';
import { policyVersionSeals } from './policy-versions.ts';
import { breachSeals, clockSeals } from './projections.ts';
import { recipientSeals } from './recipients.ts';
import { registerSeals } from './register-index.ts';
import { releaseSeals } from './releases.ts';
import { openValue, type Row, type Seals, sealedValuesOf } from './seals.ts';
import { settingsSeals } from './settings.ts';
import type { Store } from './store.ts';
import { webhookSeals } from './webhooks.ts';

/**
 * Whatever is sealed outside the chains, by collection. Events and pages of ledgers are hashed as they are sealed: the
 * checks of the chains open them.
 */
export const SEALED_FIELDS: Readonly<Record<string, Seals>> = {
  breaches: breachSeals,
  clocks: clockSeals,
  register: registerSeals,
  intake: intakeSeals,
  alerts: alertSeals,
  alertParts: alertPartSeals,
  alertFindings: alertFindingSeals,
  alertGroups: alertGroupSeals,
  alertTold: alertToldSeals,
  alertSources: alertSourceSeals,
  alertUnknown: alertUnknownSeals,
  files: fileSeals,
  counterparties: counterpartySeals,
  dataflowChanges: dataflowChangeSeals,
  deliveries: deliverySeals,
  notices: noticeSeals,
  lists: listSeals,
  recipients: recipientSeals,
  campaigns: campaignSeals,
  drafts: filingDraftSeals,
  releases: releaseSeals,
  formDrafts: formDraftSeals,
  settings: settingsSeals,
  policyVersions: policyVersionSeals,
  webhooks: webhookSeals,
  users: signInSeals('user'),
  verifications: signInSeals('verification'),
  accounts: signInSeals('account'),
  secondFactors: signInSeals('twoFactor'),
  passkeys: signInSeals('passkey'),
};

/** Opens every sealed value of every row once, and tells of each that does not open. */
export async function* findUnopened(store: Store): AsyncGenerator<UnopenedValue> {
  for (const [collection, seals] of Object.entries(SEALED_FIELDS)) {
    for await (const row of collectionOf<Row>(store, collection).find()) {
      for (const value of sealedValuesOf(seals, row as Row)) {
        try {
          openValue(store.keyring, value);
        } catch {
          yield { collection, id: String(row._id), field: value.field, key: keyIdOf(value.sealed) };
        }
      }
    }
  }
}
