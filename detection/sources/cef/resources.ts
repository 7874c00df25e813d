import type { FoundResource } from '../../make-finding.ts';
import type { Reader } from '../../reader.ts';

/** Machines, accounts, files and services, by the keys of CEF's dictionary. */
export function resourcesOf(at: Reader): FoundResource[] {
  const texts = (...keys: string[]) => keys.map((key) => at.text(key));
  const domain = at.text('destinationDnsDomain');
  const host = at.text('dhost');
  return [
    {
      kind: 'host',
      names: [host, host !== null && domain !== null ? `${host}.${domain}` : null, ...texts('dst', 'c6a3')],
    },
    // A source by name is a machine of one's own; an address may be anybody's.
    { kind: 'host', names: texts('shost') },
    { kind: 'host', names: texts('dvchost', 'dvc', 'deviceExternalId') },
    { kind: 'identity', names: texts('duser', 'duid') },
    { kind: 'document', names: texts('filePath', 'fname', 'fileId').slice(0, 2) },
    { kind: 'saas', names: texts('destinationServiceName') },
  ];
}

/** What products add under labels of their own, such as `cs1Label=Classification cs1=Health`. */
export function customFields(at: Reader): { label: string; value: string }[] {
  const keys = [1, 2, 3, 4, 5, 6].flatMap((n) => [`cs${n}`, `flexString${n}`]);
  return keys.flatMap((key) => {
    const [label, value] = [at.text(`${key}Label`), at.text(key)];
    return label === null || value === null ? [] : [{ label, value }];
  });
}
