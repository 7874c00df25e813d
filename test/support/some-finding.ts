import type { Finding } from '../../detection/finding.ts';
import type { Touched } from '../../detection/rules/values.ts';
import type { System } from '../../domain/dataflow.ts';

/** A system of customers' data that a finding touches. */
export function someTouched(patch: Partial<System> = {}): Touched {
  const system: System = {
    ...{ id: 'tickets', name: 'Tickets', plane: 'customer-data', dataClasses: ['simple'], dataCategories: ['names'] },
    ...{ countries: ['DE'], suppliers: [], customers: [], aliases: [], peopleConcerned: null, ...patch },
  };
  return { system, by: 'tickets', way: 'name' };
}

/** A finding of medium severity, for tests that are about one or two of its fields. */
export function someFinding(): Finding {
  return {
    ...{ source: 'aws-guardduty', vendor: 'AWS', product: 'GuardDuty', findingId: 'f1', correlation: 'c1' },
    firstSeenAt: '2026-11-20T21:10:00.000Z',
    lastSeenAt: null,
    observedAt: '2026-11-20T22:12:30.120Z',
    updatedAt: '2026-11-20T22:15:02.404Z',
    ...{ severity: 5, severityWord: null, type: 'Recon:EC2/Portscan', title: 'A title', description: '' },
    actor: { users: [], ips: [], processes: [] },
    ...{ resources: [], tactics: [], count: null, dataClasses: [], status: 'new', sample: false, unread: [] },
  };
}
