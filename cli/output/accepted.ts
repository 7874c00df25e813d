import { TOCSIN } from '../../web/command.ts';
import { printable } from './printable.ts';

/** What the API answers to an alert or a report (202). */
export type Accepted = { reference: string; breachId: string | null; repeated: boolean };

/** Said to the person who handed it in: kept, and where to look next. */
export function describeAccepted({ reference, breachId, repeated }: Accepted): string {
  const again = repeated ? ' It was handed in before; nothing was done twice.' : '';
  if (breachId === null) return `Kept on file as ${printable(reference)}; it opened no breach.${again}`;
  return `Accepted as ${printable(breachId)}.${again}\nnext: ${TOCSIN} show ${printable(breachId)}`;
}
