import { TocsinError } from '../../domain/errors.ts';
import { formatMoment } from '../../domain/notices/moment.ts';
import type { Instant } from '../../domain/time.ts';

/** The breach's refusal of a filing for its time, in the organisation's own time: a workflow knows no zones. */
export function inZone(error: unknown, filedAt: Instant, zone: string): unknown {
  if (!(error instanceof TocsinError) || error.field !== 'filedAt') return error;
  const { why, than: instant } = error.members;
  if (instant === undefined) return error;
  const filed = `The filing is dated ${formatMoment(filedAt, zone)},`;
  const than = formatMoment(instant, zone);
  const messages: Partial<Record<string, string>> = {
    future: `${filed} which is still to come: it is ${than} now. Record it once it is made.`,
    approval: `${filed} before these bytes were approved on ${than}. Give the time at which they were handed in.`,
    awareness: `${filed} before the organisation became aware on ${than}. Correct the one or the other, or say \`elsewhere\` with the reasons.`,
  };
  return new TocsinError(error.code, messages[why ?? ''] ?? error.message, error.field, error.members);
}
