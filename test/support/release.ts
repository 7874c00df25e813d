import { draftStatement } from '../../domain/notices/drafted.ts';
import { listOf } from '../../domain/notices/released-list.ts';
import { sha256Of } from '../../domain/plan/release.ts';
import type { Organisation } from '../../domain/policy/schema.ts';
import type { TemporalGateway } from '../../intake/gateway.ts';
import { readBreach } from '../../store/breaches.ts';
import { wantedNotices } from '../../store/ledger/notice-released.ts';
import { keepReleasedList } from '../../store/releases.ts';
import type { Store } from '../../store/store.ts';
import { until } from './until.ts';

type Client = {
  get<T>(path: string): Promise<T>;
  send<T>(method: 'POST', path: string, body: unknown): Promise<T>;
};
type Look = { sha256: string; list: string; seen: number; awaited: string[] };

/** Takes a breach and releases its notices by the API, as somebody does who has looked at them: to all, as drafted. */
export async function releaseBy(client: Client, breachId: string): Promise<void> {
  const look = () => client.get<Look>(`/breaches/${breachId}/release`).catch(() => null);
  let seen: Look | null = null;
  await until(async () => {
    seen = await look();
    return (seen?.awaited.length ?? 0) > 0;
  }, 'notices that wait for a release');
  const { sha256, list, seen: upTo } = seen as unknown as Look;
  await client.send('POST', `/breaches/${breachId}/take`, {});
  await client.send('POST', `/breaches/${breachId}/release`, { sha256, list, seen: upTo });
}

/** The same where there is no API: the command that it sends, as a person's. */
export async function releaseIn(
  store: Store,
  gateway: Pick<TemporalGateway, 'command'>,
  rules: Organisation['noticeRules'],
  breachId: string,
): Promise<void> {
  await until(async () => {
    const state = await readBreach(store, breachId);
    return state?.communications.notices !== undefined && !state.planIsStale;
  }, 'a plan of the newest facts');
  const state = await readBreach(store, breachId);
  const told = state?.plan?.counterparties;
  if (state === null || told == null) throw new Error('Nothing to release.');
  const list = listOf(await wantedNotices(store, rules, state, state.reportedAt), [], '');
  const statement = draftStatement(state.facts, 'en');
  const { version: planned, suppliers, customers } = told;
  await gateway.command(breachId, {
    ...{ type: 'release-notices', statement, sha256: sha256Of(statement), revision: 0, planned, version: planned },
    ...{ seen: state.seq, reasons: '', by: 'dpo', role: 'dpo', isPerson: true, key: `release/${breachId}` },
    list: { sha256: await keepReleasedList(store, breachId, list), suppliers, customers, leftOut: 0 },
  });
}
