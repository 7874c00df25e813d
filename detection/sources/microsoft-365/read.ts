import type { Finding } from '../../finding.ts';
import { Reader } from '../../reader.ts';
import type { NotForUs } from '../../source.ts';
import { readAudit } from './audit.ts';
import { readComplianceAlert } from './compliance-alert.ts';
import { readDlp } from './dlp.ts';

/** One record. Exports of a search carry it in `AuditData`, as JSON in a text or as an object. */
export function readRecord(record: unknown): Finding | NotForUs {
  const outer = new Reader(record);
  const at = outer.has('auditData') ? outer.json('auditData') : outer;
  if (at.has('contentUri') || at.has('validationCode')) {
    return { notForUs: 'Microsoft 365 says only that records can be fetched, and sends none with it.' };
  }
  const operation = at.text('operation') ?? '';
  const type = at.number('recordType');
  if (at.has('policyDetails') || /^dlp/i.test(operation)) return readDlp(at, operation);
  return type === 40 || /^alert(triggered|entitygenerated|updated)$/i.test(operation)
    ? readComplianceAlert(at, operation)
    : readAudit(at);
}
