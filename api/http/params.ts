import { z } from 'zod';
import { type CommunicationName, campaignName } from '../../domain/communication/standing.ts';
import { Identifier, isFree, RESERVED } from '../../domain/identifier.ts';
import { readReference } from '../../domain/reference.ts';

/** What stands in addresses and in most bodies, parsed alike for pages and for the API. */

const slug = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/, 'letters, digits and dashes, at most 64')
  .overwrite(readReference);
export const BreachParams = z.strictObject({ breachId: slug });
export const CampaignParams = BreachParams.extend({ campaign: z.coerce.number().int().min(1).max(1_000) });

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
  .regex(/^[a-z0-9][a-z0-9-]{0,127}$/, 'an obligation id such as gdpr-art33-1-authority')
  .refine(isFree, RESERVED);
export const reasons = z.string().trim().max(10_000);
export const givenReasons = reasons.min(1, 'give the reasons: they go into the record');
