import type { FactsPatch, NarrativePatch } from '../../domain/facts.ts';
import type { Instant } from '../../domain/time.ts';

/**
 * The exercise's story as data: a stolen session in the support console (our own data: controller) shares a snapshot
 * of the customer databases with an unknown account (customers' data: processor). Everybody in it is made up.
 */

export const REPORT = {
  title: 'Foreign session in the support console',
  summary:
    'A support agent saw a session under her name from a place she has never been to. It was signed out at once. ' +
    'Whoever it was had read support conversations.',
  systems: ['support-console'],
  facts: { confidentiality: 'exposed', malicious: 'yes' } satisfies FactsPatch,
};

export const FINDINGS: { facts: FactsPatch; narrative: NarrativePatch; reasons: string } = {
  facts: {
    systems: ['support-console', 'tenant-databases'],
    confidentiality: 'unknown-recipients',
    integrity: 'none',
    availability: 'none',
    peopleConcerned: 410,
    recordsConcerned: 1_900,
  },
  narrative: {
    consequences: 'Support conversations and contact details may be used for convincing fraud.',
    measures: 'Session and keys revoked, snapshot access removed, sign-in with a second device enforced.',
  },
  reasons: 'The audit log shows that the session shared a snapshot of the customer databases with an unknown account.',
};

export const CORRECTION = {
  hoursEarlier: 3,
  reasons: 'The night shift had seen the foreign session three hours before and was certain of it.',
};

export const RISK_DECISION = {
  type: 'risk',
  conclusion: 'high-risk',
  reasons: 'Conversations name people and their problems, and nobody knows who holds the snapshot.',
};

/**
 * Whom the exercise tells: who answers at once, who later, and who has to be reminded until the second contact does.
 */
export const CUSTOMERS = ['harbour-books', 'lantern-tours'];
export const LATE_CUSTOMER = 'orchard-school';
export const SILENT_SUPPLIER = 'sturdy-cloud';
export const TOLD = ['deskwell', ...CUSTOMERS, LATE_CUSTOMER, SILENT_SUPPLIER];

export const ANSWERS: Record<string, { holdsData: string; misuse: string; answeredBy: string }> = {
  deskwell: { holdsData: 'yes', misuse: 'no', answeredBy: 'Security desk, Deskwell' },
  'sturdy-cloud': { holdsData: 'yes', misuse: 'unknown', answeredBy: 'Duty manager, Sturdy Cloud' },
  'harbour-books': { holdsData: 'yes', misuse: 'no', answeredBy: 'Privacy office, Harbour Books' },
  'lantern-tours': { holdsData: 'unknown', misuse: 'no', answeredBy: 'Data protection, Lantern Tours' },
  'orchard-school': { holdsData: 'no', misuse: 'no', answeredBy: 'School office, Orchard School' },
};

export const LETTER = {
  subject: 'Your support conversations with us: what happened, and what you can do',
  text: [
    'Dear {{recipient}},',
    'somebody who was not allowed to has read support conversations in which you took part. Your name, your work ' +
      'e-mail address and what you wrote to us may be known to people we do not know.',
    'We have closed this access. Please be careful with messages that mention your conversation with us, even if ' +
      'they seem to know you. We will not ask you for a password or a payment because of it.',
    'If you have questions, answer this letter or call us.',
  ].join('\n\n'),
};

export const OBLIGATIONS = {
  authority: 'gdpr-art33-1-authority',
  customers: 'gdpr-art33-2-processor-to-controller',
  people: 'gdpr-art34-1-data-subject',
} as const;

export const RECEIPTS = {
  authority: 'EX-AUTHORITY-0412 (made up: an exercise files nothing)',
  customers: 'Confirmations of three customers, kept with their notices',
  people: 'Ledger of campaign 1',
};

/** Why duties of which no form is handed in are recorded without an approved one. */
export const TOLD_BY = {
  authority: 'Filed by hand.',
  customers: 'Every customer was told by a notice of their own, and confirmed it.',
  people: 'Everybody on the list was written to by the approved letter.',
};

export const SLOW_MACHINE = 'The machine was too slow for the pace of the exercise.';

/** Why what the first notification left open is not sent after it. */
export const NO_SUPPLEMENT = 'An exercise: the authority of the exercise asks for nothing more.';
/** Why the exercise is closed over what else stands in the way. */
export const CLOSED_OVER = 'An exercise: in earnest this would be mended first.';

export const CLOSING = {
  outcome: 'resolved',
  reasons: 'Access closed, authority, customers and people told, suppliers have answered.',
};

/**
 * A finding as GuardDuty sends it, flagged as a sample by GuardDuty's own mark: kept as evidence, it opens nothing. A
 * real alert would open a real breach, and an exercise must never do that.
 */
export function sampleFinding(at: Instant): object {
  const id = `exercise-${at.replaceAll(/\D/g, '')}`;
  return {
    schemaVersion: '2.0',
    accountId: '610000000001',
    region: 'eu-central-1',
    partition: 'aws',
    id,
    arn: `arn:aws:guardduty:eu-central-1:610000000001:detector/exercise/finding/${id}`,
    type: 'CredentialAccess:IAMUser/AnomalousBehavior',
    resource: { resourceType: 'AccessKey', accessKeyDetails: { userName: 'support-console', userType: 'AssumedRole' } },
    service: {
      serviceName: 'guardduty',
      additionalInfo: { sample: true },
      eventFirstSeen: at,
      archived: false,
      count: 1,
    },
    severity: 5,
    createdAt: at,
    updatedAt: at,
    title: 'The support console asked for secrets in an unusual way.',
    description: 'Made up for an exercise.',
  };
}
