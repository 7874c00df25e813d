import type { Client } from '../../cli/client.ts';
import type { Accepted } from '../../cli/output/accepted.ts';
import type { BreachView, EventsView } from '../../cli/output/view.ts';
import { HOUR_MS, toInstant } from '../../domain/time.ts';
import { fillEmptyRegister } from '../../local/demo/exercise.ts';
import { workflowId } from '../../workflows/messages.ts';
import { mailsOf } from './exercise.ts';
import { releaseBy } from './release.ts';
import type { RunningTemporal } from './running-temporal.ts';
import { type RunningTocsin, steadyClient } from './running-tocsin.ts';
import { until } from './until.ts';

/** A real breach on a running Tocsin: its clocks run, one rung has fired, and its notices wait for answers. */
export type RunningBreach = {
  breachId: string;
  /** Ids of its workflows. */
  ids: { breach: string; clocks: string; notices: string };
};

export async function reportBreach(
  tocsin: RunningTocsin,
  temporal: RunningTemporal,
  hoursAgo = 30,
): Promise<RunningBreach> {
  const client = steadyClient(tocsin.url, tocsin.tokens.dpo);
  await fillEmptyRegister(client);
  const awareAt = toInstant(Date.now() - hoursAgo * HOUR_MS);
  const report = { title: 'Backup readable from outside', systems: ['support-console', 'tenant-backups'], awareAt };
  const { breachId } = await client.send<Accepted & { breachId: string }>('POST', '/incidents', report);
  const ids = {
    breach: workflowId.breach(breachId),
    clocks: workflowId.clocks(breachId),
    notices: workflowId.communication(breachId, 'notices'),
  };
  // It is in the database within seconds, not at once.
  await until(async () => (await rungsOf(client, breachId).catch(() => [])).length > 0, 'a rung that fires');
  await releaseBy(client, breachId);
  await until(() => temporal.isRunning(ids.notices), 'the notices');
  await until(
    async () => (await viewOf(client, breachId)).communications.notices?.counts.sent !== undefined,
    'a notice',
  );
  return { breachId, ids };
}

export function viewOf(client: Client, breachId: string): Promise<BreachView> {
  return client.get<BreachView>(`/breaches/${breachId}`);
}

/** Every rung that fired, by the stream. */
export async function rungsOf(client: Client, breachId: string): Promise<string[]> {
  const { events } = await client.get<EventsView>(`/breaches/${breachId}/events`);
  return events.flatMap((e) => (e.type === 'rung-fired' ? [`${e.data.obligation} ${e.data.rung}@${e.data.due}`] : []));
}

/** `<obligation>@<due>` of the open clocks, by the record. */
export async function duesOf(client: Client, breachId: string): Promise<string[]> {
  const { plan, obligations } = await viewOf(client, breachId);
  const open = (plan?.obligations ?? []).filter(({ id }) =>
    /^(?:running|overdue)$/.test(obligations[id]?.status ?? ''),
  );
  return open.flatMap(({ id, clock }) => (clock === null ? [] : [`${id}@${clock.due}`])).sort();
}

/** Message-IDs of the mails of one kind about a breach, one for each mail. */
export async function mailIdsOf(tocsin: RunningTocsin, ...parts: string[]): Promise<string[]> {
  const ids = (await mailsOf(tocsin)).flatMap((mail) => mail.headers['message-id'] ?? []);
  return ids.filter((id) => parts.every((part) => id.includes(part)));
}
