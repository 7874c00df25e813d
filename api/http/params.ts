import { z } from 'zod';
import { type CommunicationName, campaignName } from '../../domain/communication/standing.ts';
import { Identifier } from '../../domain/identifier.ts';
import { readReference } from '../../domain/reference.ts';
import { textInput } from '../../domain/text-input.ts';
import { ALERT_ID } from '../../store/alert-record.ts';

/** What stands in addresses and in most bodies, parsed alike for pages and for the API. */

/** A whole number as an address writes it, in digits alone. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER) {
  const read = (text: unknown) => (typeof text === 'string' && /^\d{1,16}$/.test(text) ? Number(text) : text);
  return z.preprocess(read, z.int().min(least).max(most));
}

const slug = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/, 'letters, digits and dashes, at most 64')
  .overwrite(readReference);
export const BreachParams = z.strictObject({ breachId: slug });
export const CampaignParams = BreachParams.extend({ campaign: wholeNumber(1, 1_000) });

/** One alert of the inbox. */
export const AlertParams = z.strictObject({
  reference: z.string().regex(ALERT_ID, 'a reference such as AL-20261124-…'),
});

/** One alert source, and one of its secrets. */
export const SourceParams = z.strictObject({ source: z.string().max(64) });
export const SourceSecretParams = SourceParams.extend({ secret: z.string().max(16) });

/** One supplier or customer who is told of a breach. */
export const NoticeParams = BreachParams.extend({ counterparty: Identifier });

const NAME = /^(?:notices|campaign-[1-9]\d{0,3})$/;
/** `notices`, or `campaign-<number>`. */
export const CommunicationParams = BreachParams.extend({
  communication: z.string().regex(NAME, '`notices`, or `campaign-` and its number'),
});

/** The name of a communication as it stands in an address. */
export function communicationOfPath(path: string): CommunicationName {
  return path === 'notices' ? 'notices' : campaignName(Number(path.slice('campaign-'.length)));
}

export const obligation = z
  .string()
  .regex(/^(?!constructor$)[a-z0-9][a-z0-9-]{0,127}$/, 'an obligation id such as gdpr-art33-1-authority');
const MOST_REASONS = 10_000;
export const reasons = textInput(0, MOST_REASONS);
export const givenReasons = textInput(
  1,
  MOST_REASONS,
  'give the reasons, in at most 10,000 characters: they go into the record',
);
export const closedOver = z
  .array(z.strictObject({ point: textInput(1, 200), reasons: givenReasons }))
  .max(200)
  .default([])
  .describe('Points in the way of closing, as `readClosing` names them, each with the reasons to close over it');
