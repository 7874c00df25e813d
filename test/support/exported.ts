import type { ExportedFinding, ExportedSuspicion } from '../../domain/export/suspicion.ts';
import { AT, breachModel } from './breach-model.ts';
import { someTouched } from './some-finding.ts';

/** A finding that names one of each: an account, addresses, a host, a resource. */
export function exportedFinding(patch: Partial<ExportedFinding> = {}): ExportedFinding {
  return {
    ...{ source: 'aws-guardduty', findingId: 'f1', title: 'Odd reads', type: 'Exfiltration:S3/A', severity: 8 },
    ...{ rule: 'exfiltration', systems: ['tickets'], count: 3 },
    firstAt: '2026-11-21T12:00:00.000Z',
    lastAt: '2026-11-21T13:00:00.000Z',
    detail: {
      ...{ vendor: 'AWS', product: 'GuardDuty', description: 'Somebody read more than ever.' },
      firstSeenAt: '2026-11-21T11:00:00.000Z',
      lastSeenAt: '2026-11-21T11:30:00.000Z',
      observedAt: '2026-11-21T11:35:00.000Z',
      updatedAt: null,
      attacks: [
        { kind: 'tactic', uid: 'TA0010', name: 'Exfiltration' },
        { kind: 'technique', uid: 'T1530', name: null },
        { kind: 'technique', uid: 'T1078.004', name: null },
      ],
      otherTactics: ['Brute Force'],
      users: ['anna@example.org', 'arn:aws:iam::123456789012:user/anna'],
      ips: ['198.51.100.7', '2001:db8::7', 'not an address'],
      processes: ['curl'],
      resources: [
        { kind: 'bucket', names: ['arn:aws:s3:::nordlys-tickets', 'nordlys.tickets'] },
        { kind: 'host', names: ['Web-1.example.org', 'web-1', '198.51.100.9'] },
      ],
      dataClasses: [],
    },
    ...patch,
  };
}

/** A suspicion of which the organisation has become aware, with one finding. */
export function exportedSuspicion(patch: Partial<ExportedSuspicion> = {}): ExportedSuspicion {
  return {
    state: breachModel().state,
    ...{ organisation: 'Example Cloud GmbH', url: 'https://tocsin.example/desk/breaches/TOC-2026-0001', at: AT },
    ...{ systems: [someTouched().system], findings: [exportedFinding()], moreFindings: 0, ...patch },
  };
}
