import { type RefusalMembers, TocsinError } from '../domain/errors.ts';
import { shorten } from '../domain/shorten.ts';
import type { Headers, Said } from './envelopes/envelope.ts';
import { MOST_ALERTS, peel } from './envelopes.ts';
import type { Finding } from './finding.ts';
import { type AlertSource, isFinding } from './source.ts';

/** What became of one alert of a body, with what its envelopes said of it. */
export type ReadAlert = { said: Said[] } & (
  | { finding: Finding }
  | { notForUs: string }
  /** Kept all the same: why nothing could be made of it. */
  | { refused: TocsinError }
);

/** Every alert of a body, each by itself: one that cannot be read takes nothing from the others. */
export function readAlerts(source: AlertSource, body: unknown, headers: Headers = {}): ReadAlert[] {
  const peeled = peel(body, source.envelopes, headers);
  let [room, left] = [MOST_ALERTS, peeled.left ?? 0];
  const read = peeled.flatMap((layer): ReadAlert[] => {
    const { said, unreadable } = layer;
    if (unreadable !== undefined) {
      const { kind = 'body' } = said.at(-1) ?? {};
      const members = { ...unreadable.members, part: kind };
      return [{ said, refused: refusal(source, `what lies in ${kind} ${unreadable.says}`, members) }];
    }
    const other = otherEvent(source, said);
    if (other !== null) return [{ said, notForUs: other }];
    const alerts = source.split?.(layer.body) ?? [layer.body];
    if (alerts.length === 0) return [{ said, notForUs: 'The list of alerts is empty.' }];
    const taken = alerts.slice(0, room);
    room -= taken.length;
    left += alerts.length - taken.length;
    return taken.map((alert) => ({ said, ...readOne(source, alert, said, layer.body) }));
  });
  if (left > 0) {
    const members = { why: 'alerts-too-many' as const, count: left, most: MOST_ALERTS };
    const refused = refusal(source, `${left} more alerts stand in one body than are read`, members);
    read.push({ said: [], refused });
  }
  return read;
}

/** Why an event of EventBridge is none of this source. */
function otherEvent({ detailTypes, title }: AlertSource, said: readonly Said[]): string | null {
  const type = said.find(({ kind }) => kind === 'eventBridge')?.from ?? null;
  if (type === null || detailTypes === undefined || detailTypes.includes(type)) return null;
  return `The detail-type is '${shorten(type, 100)}'; alerts of ${title} have '${detailTypes.join("' or '")}'.`;
}

function readOne(source: AlertSource, alert: unknown, said: readonly Said[], body: unknown) {
  try {
    const read = source.read(alert, said, body);
    return isFinding(read) ? { finding: read } : read;
  } catch (error) {
    if (error instanceof TocsinError) return { refused: error };
    throw error;
  }
}

function refusal({ name }: AlertSource, what: string, members: RefusalMembers): TocsinError {
  return new TocsinError('content-refused', `These are not alerts of ${name}: ${what}.`, 'body', members);
}
