import type { SourceView } from '../../domain/alerts/source-view.ts';
import type { Instant } from '../../domain/time.ts';
import { printableAll } from './printable.ts';
import { bothTimes } from './time.ts';

/** How an alert source reads on a terminal. */

export function sourceRow(
  { name, isOn, lastAlertAt, thisHour, lastDay, dead, pull }: SourceView,
  zone: string,
): string[] {
  const state = isOn ? (pull?.failure == null ? 'on' : 'cannot be asked') : 'off';
  return [name, state, whenOr(lastAlertAt, zone, '-'), String(thisHour), String(lastDay), String(dead)];
}

/** One source: its address, how it proves itself, and its secrets. */
export function describeSource(given: SourceView, zone: string): string {
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
        `secret ${id}: ${sayMade(madeAt, zone)}, ${useOf(lastUsedAt, retired, zone)}`,
    ),
    ...listed('topics', topics),
    ...listed('audience', audience === null ? [] : [audience]),
    ...listed('senders', senders),
    `last alert: ${whenOr(view.lastAlertAt, zone, 'none yet')}; ` +
      `${view.thisHour} this hour, ${view.lastDay} in 24 hours`,
    `not read: ${view.dead}`,
    ...tooLargeLines(view.tooLarge, zone),
    ...pullLines(view.pull, zone),
  ].join('\n');
}

function tooLargeLines(tooLarge: SourceView['tooLarge'], zone: string): string[] {
  if (tooLarge === null) return [];
  const { count, firstAt, lastAt, lastSize } = tooLarge;
  const size = lastSize === undefined ? 'more than 32 MiB' : `${lastSize} bytes`;
  return [
    `too large to keep: ${count} since ${bothTimes(firstAt, zone)}, the last ${bothTimes(lastAt, zone)} (${size})`,
  ];
}

function pullLines(pull: SourceView['pull'], zone: string): string[] {
  if (pull === null) return [];
  const { askedAt, failure, taken, nextAt } = pull;
  if (askedAt === null) return ['asked: not yet'];
  const answer = failure === null || failure.status === null ? '' : `, it answered ${failure.status}`;
  const result =
    failure === null ? `${taken} new` : `${failure.code}${answer}, since ${bothTimes(failure.since, zone)}`;
  return [`asked: ${bothTimes(askedAt, zone)}, ${result}; next ${whenOr(nextAt, zone, 'as soon as may be')}`];
}

function useOf(lastUsedAt: Instant | null, retired: { at: Instant } | null, zone: string): string {
  const used = lastUsedAt === null ? 'not used yet' : `used ${bothTimes(lastUsedAt, zone)}`;
  return retired === null ? used : `${used}, retired ${bothTimes(retired.at, zone)}`;
}

function sayMade(madeAt: Instant | null, zone: string): string {
  return madeAt === null ? 'from the keyring' : `made ${bothTimes(madeAt, zone)}`;
}

function whenOr(at: Instant | null, zone: string, instead: string): string {
  return at === null ? instead : bothTimes(at, zone);
}
