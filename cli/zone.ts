import { localZone } from './output/time.ts';
import type { VerbInput } from './verbs/verb.ts';

/** The zone in which the organisation reads times; that of the machine where this role may not know it. */
export async function zoneOf(input: Pick<VerbInput, 'client'>): Promise<string> {
  const policy = input.client().get<{ zone?: string }>('/policy');
  const zone = await policy.then((answer) => answer.zone).catch(() => undefined);
  return zone ?? localZone();
}
