import { ownNamesSince } from '../../domain/setup/example.ts';
import { hasBreach } from '../../store/desk.ts';
import { readSettings } from '../../store/settings.ts';
import type { ServiceDeps } from '../deps.ts';

/** Whether the company has begun an exercise: one that the example company played before it does not count. */
export async function hasPractised({ store, clock }: Pick<ServiceDeps, 'store' | 'clock'>): Promise<boolean> {
  const since = ownNamesSince(await readSettings(store));
  return hasBreach(store, true, since !== null && since <= clock() ? since : null);
}
