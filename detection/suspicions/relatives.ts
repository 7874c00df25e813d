import { z } from 'zod';
import { type Marks, MOST_VALUES } from '../../domain/alerts/marks.ts';
import type { Finding, FindingResource } from '../finding.ts';
import { createInList } from '../rules/lists.ts';
import { Timespan } from '../rules/timespan.ts';
import type { Touched } from '../rules/values.ts';
import { normalName } from '../systems/names.ts';
import { stageOf } from './tactics.ts';

/** By what findings are relatives, as data: `policy/detection/relatives.yaml`. */

/** Left out of the list, a relation joins nothing; the same finding always is of its suspicion. */
const SWITCHED = ['system', 'actor', 'chain', 'account'] as const;

export const RelativesPolicy = z.strictObject({
  /** So long after one of its findings was seen last, a suspicion takes relatives. */
  window: Timespan,
  relations: z.array(z.enum(SWITCHED)).max(SWITCHED.length),
  /** Users and addresses that many have, and that tell nobody apart; ranges of addresses hold what lies in them. */
  common: z.array(z.string().trim().min(1).max(500)).max(10_000),
});
export type RelativesPolicy = z.infer<typeof RelativesPolicy>;

/** What each finding is compared by, without what everybody has in common. */
export function createMarking({ common }: Pick<RelativesPolicy, 'common'>) {
  const inList = createInList({ lists: common.length === 0 ? [] : [{ id: COMMON, because: COMMON, entries: common }] });
  const own = (values: readonly (string | null)[]) => {
    const named = values.flatMap((value) => (value === null || value.trim() === '' ? [] : [normalName(value)]));
    return [...new Set(named.filter((value) => !inList(value, COMMON)))].toSorted().slice(0, MOST_VALUES);
  };
  return ({ actor, resources, tactics }: Finding, touched: readonly Touched[]): Marks => ({
    system: [...new Set(touched.map(({ system }) => system.id))].toSorted().slice(0, MOST_VALUES),
    resource: touched.length > 0 ? [] : own(resources.flatMap(namesOf)),
    user: own(actor.users),
    ip: own(actor.ips),
    account: own(resources.flatMap(accountsOf)),
    stage: stageOf(tactics),
  });
}

const COMMON = 'common';

/** A tenant or account may be named as the thing itself. */
function accountsOf({ kind, names, account }: FindingResource): (string | null)[] {
  return [account, ...(isAccount(kind) ? names : [])];
}

function namesOf({ kind, names }: FindingResource): string[] {
  return isAccount(kind) ? [] : names;
}

function isAccount(kind: FindingResource['kind']): boolean {
  return kind === 'account' || kind === 'tenant';
}
