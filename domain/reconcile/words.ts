import { campaignNumber } from '../communication/standing.ts';
import type { Finding, WorkflowName } from './finding.ts';

/** Findings in plain English, for the mail to the DPO and for the command line. */

/** One finding as a sentence or two: what was wrong, what was done, and what is left to do. */
export function findingInWords({ kind, breachId, workflow, mendedAt, dropped }: Finding): string {
  const what = `${breachId}: ${WHAT[kind](partInWords(workflow))}`;
  if (kind === 'ahead') return `${what} Nothing was restarted over it: the newer copy of MongoDB's data belongs back.`;
  if (kind === 'blocked') return `${what} Mend what the worker's log names, then: tocsin worker retry ${breachId}`;
  if (kind === 'failing')
    return `${what} Look at the worker's log; if a new version was deployed, go back to the one before.`;
  if (mendedAt === null) return `${what} It could not be restarted yet; it is tried again every minute.`;
  const lost = dropped === 0 ? '' : ` ${dropped} of its decisions since could not be recorded and must be taken again.`;
  return (
    `${what} It was restarted from the record, with the same instants; no warning that was given is ` +
    `given again.${lost}`
  );
}

const WHAT: Record<Finding['kind'], (part: string) => string> = {
  missing: (part) => `${part} did not run.`,
  outdated: (part) => `${part} knew less than the record.`,
  ahead: (part) => `${part} knows more than the record in MongoDB, as when an older copy of that was restored.`,
  blocked: (part) => `the record cannot be written, so ${part} holds still; its clocks go on.`,
  failing: (part) => `${part} cannot go on: its code fails again and again.`,
};

function partInWords(workflow: WorkflowName): string {
  if (workflow === 'breach') return 'the workflow of the breach';
  if (workflow === 'clocks') return 'the workflow of its clocks';
  const number = campaignNumber(workflow);
  return number === null ? 'the workflow of its notices' : `the workflow of campaign ${number}`;
}

/** Findings that are written out one by one; the rest is counted. */
const WRITTEN_OUT = 20;

/** Several findings, one a line, those that are not mended first. */
export function findingsInWords(findings: readonly Finding[]): string[] {
  const sorted = findings.toSorted((a, b) => Number(a.mendedAt !== null) - Number(b.mendedAt !== null));
  const more = findings.length - WRITTEN_OUT;
  return [...sorted.slice(0, WRITTEN_OUT).map(findingInWords), ...(more > 0 ? [`And ${more} more.`] : [])];
}
