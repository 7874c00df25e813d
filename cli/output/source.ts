import type { SourceView } from '../../domain/alerts/source-view.ts';
import type { Instant } from '../../domain/time.ts';
import { printableAll } from './printable.ts';

/** How an alert source reads on a terminal. */

export function sourceRow({ name, isOn, lastAlertAt, thisHour, lastDay, dead }: SourceView): string[] {
  return [name, isOn ? 'on' : 'off', lastAlertAt ?? '-', String(thisHour), String(lastDay), String(dead)];
}

/** One source: its address, how it proves itself, and its secrets. */
export function describeSource(given: SourceView): string {
  const view = printableAll(given);
  const { name, title, address, isOn, isIntact, proofs, secrets, topics, audience, senders } = view;
  const state = isIntact ? (isOn ? 'switched on' : 'switched off') : 'changed from outside: it takes nothing';
  const listed = (label: string, all: readonly string[]) => (all.length === 0 ? [] : [`${label}: ${all.join(', ')}`]);
  return [
    `${title} (${name}), ${state}`,
    `address: ${address}`,
    `described by: ${view.isOwn ? `policy/sources/${name}.yaml` : `docs/sources/${name}.md`}`,
    `proofs: ${proofs.map(({ kind, where }) => `${kind} in ${where}`).join('; ')}`,
    ...secrets.map(
      ({ id, madeAt, lastUsedAt, retired }) =>
        `secret ${id}: ${madeAt === null ? 'from the keyring' : `made ${madeAt}`}, ${useOf(lastUsedAt, retired)}`,
    ),
    ...listed('topics', topics),
    ...listed('audience', audience === null ? [] : [audience]),
    ...listed('senders', senders),
    `last alert: ${view.lastAlertAt ?? 'none yet'}; ${view.thisHour} this hour, ${view.lastDay} in 24 hours`,
    `not read: ${view.dead}`,
  ].join('\n');
}

function useOf(lastUsedAt: Instant | null, retired: { at: Instant } | null): string {
  const used = lastUsedAt === null ? 'not used yet' : `used ${lastUsedAt}`;
  return retired === null ? used : `${used}, retired ${retired.at}`;
}
