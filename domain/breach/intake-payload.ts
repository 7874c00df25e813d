import { z } from 'zod';
import { Facts, Narrative } from '../facts.ts';
import { INCIDENT_KINDS } from './incident-kinds.ts';

/** What intake records carry, sealed, from the moment of acceptance to the workflow. */

const EvidenceRef = z.strictObject({
  file: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  mediaType: z.string(),
  source: z.string(),
});

export const ReportPayload = z.strictObject({
  kind: z.literal('report'),
  /** Name of the token, or of the source that signed. */
  by: z.string(),
  origin: z.enum(['alert', 'report']),
  source: z.string(),
  facts: Facts,
  narrative: Narrative,
  evidence: EvidenceRef,
  /** Recorded at once where the reporter says since when the organisation knows. */
  awareAt: z.string().nullable(),
  /** Which detection rule opened or kept it, and why; null for a person's report. */
  judgement: z.strictObject({ rule: z.string(), because: z.string() }).nullable(),
  /** An alert that joins an incident would have opened one by itself; absent from all others. */
  opens: z.literal(true).optional(),
  /** Its rule asks that whoever has the incident is told at once. */
  urgent: z.literal(true).optional(),
  /** One that three questions are enough for; absent for all others. */
  incident: z.enum(INCIDENT_KINDS).optional(),
  /** In which language whoever reports is written to; absent where nobody said so, and until version 0.7. */
  language: z.string().optional(),
});
export type ReportPayload = z.infer<typeof ReportPayload>;

const answer = z.enum(['yes', 'no', 'unknown']);
export const NoticeAnswers = z.strictObject({
  holdsData: answer,
  misuse: answer,
  answeredBy: z.string().trim().min(2).max(300),
  phone: z.string().trim().min(1).max(60).optional(),
  comment: z.string().trim().min(1).max(1_200).optional(),
});

export const AcknowledgementPayload = z.strictObject({
  kind: z.literal('acknowledgement'),
  breachId: z.string(),
  counterparty: z.string(),
  round: z.number(),
  acknowledgedAt: z.string(),
  answers: NoticeAnswers,
});
export type AcknowledgementPayload = z.infer<typeof AcknowledgementPayload>;

export const IntakePayload = z.discriminatedUnion('kind', [ReportPayload, AcknowledgementPayload]);
