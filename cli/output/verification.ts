import { plural } from '../../web/desk/words.ts';
import type { Verification } from '../../worker/verify.ts';
import { printable } from './printable.ts';
import { renderTable } from './table.ts';

/** Failures that are printed; `--json` has all. */
const SHOWN = 20;

/** What replaying the open workflows of a server gave, the verdict after the counts. */
export function renderVerification({ types, failures, isPartial }: Verification, address: string): string {
  const rows = Object.entries(types).map(([type, { replayed, failed }]) => [
    printable(type),
    `${replayed} replayed`,
    failed === 0 ? '' : `${failed} would stop`,
  ]);
  const total = Object.values(types).reduce((sum, { replayed }) => sum + replayed, 0);
  if (total === 0) return `No workflow is open at ${address}: there is nothing that this code could stop.`;
  const which = isPartial ? `the newest ${total} open workflows` : plural(total, 'open workflow');
  const counts = renderTable(['', '', ''], rows).trimStart().replace(/^/gm, '  ');
  const table = `Replayed ${which} of ${address} with the code of this checkout:\n${counts}`;
  if (failures.length === 0) return `${table}\nAll of them can go on with it.`;
  const shown = failures.slice(0, SHOWN);
  const lines = shown.flatMap(({ workflowId, errorType, reason }) => [
    `  ${printable(workflowId)}  ${errorType}`,
    `    ${printable(reason)}`,
  ]);
  const more = failures.length > SHOWN ? [`  and ${failures.length - SHOWN} more; --json lists all`] : [];
  return [
    table,
    '',
    `Do NOT deploy this code: ${plural(failures.length, 'open workflow')} would stop, and with them their clocks.`,
    ...lines,
    ...more,
    '',
    'Put what changed behind patched(), so that workflows that are open keep their steps, and verify again.',
  ].join('\n');
}
