import { z } from 'zod';

/** What every alert source turns its alerts into. Titles and resource names may name people: stored sealed only. */
export const Finding = z.strictObject({
  source: z.string(),
  /** The source's own id. The same id seen again later is the same finding, updated. */
  findingId: z.string().min(1),
  /** Findings of one correlation belong to one breach. Free of personal data. */
  correlation: z.string().min(1),
  /** Instants in UTC: first seen by the source, and last changed. */
  occurredAt: z.string(),
  updatedAt: z.string(),
  /** 0 to 10, 10 the worst; sources with other scales map theirs. */
  severity: z.number().min(0).max(10),
  /** The source's own classification, such as `Exfiltration:S3/MaliciousIPCaller`. */
  type: z.string().min(1),
  title: z.string(),
  /** Names, ARNs and account ids of what was touched, to be looked up in the data-flow register. */
  resources: z.array(z.string()),
  /** Made up by the source to try the pipe. */
  sample: z.boolean(),
});
export type Finding = z.infer<typeof Finding>;

/** The key under which one state of a finding is taken in once, however often it is delivered. */
export function findingKey(finding: Finding): string {
  return `${finding.findingId}@${finding.updatedAt}`;
}
