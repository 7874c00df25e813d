import type { ResourceKind } from './finding.ts';

/** What services of Microsoft have in common in their alerts. */

const KINDS: [RegExp, ResourceKind][] = [
  [/microsoft\.storage\/storageaccounts/, 'bucket'],
  [/microsoft\.compute\/(virtualmachines|virtualmachinescalesets)|microsoft\.hybridcompute\/machines/, 'instance'],
  [/microsoft\.compute\/snapshots|microsoft\.recoveryservices/, 'snapshot'],
  [/microsoft\.compute\/disks|microsoft\.netapp/, 'volume'],
  [/microsoft\.(sql|documentdb|dbfor\w+|cache|synapse|kusto)\//, 'database'],
  [/microsoft\.web\//, 'function'],
  [/microsoft\.containerinstance|microsoft\.app\/containerapps/, 'container'],
  [/microsoft\.(containerservice|kubernetes)\//, 'cluster'],
  [/microsoft\.managedidentity/, 'role'],
  [/microsoft\.network\//, 'network'],
];

/** The kind of what an Azure resource id names: `/subscriptions/…/providers/Microsoft.Storage/storageAccounts/…`. */
export function kindOfAzureId(id: string | null): ResourceKind {
  const provider = /\/providers\/(.+)$/i.exec(id ?? '')?.[1]?.toLowerCase() ?? '';
  if (provider !== '') return KINDS.find(([form]) => form.test(provider))?.[1] ?? 'other';
  return /^\/subscriptions\/[\w-]+\/?$/i.test(id ?? '') ? 'account' : 'other';
}

/** The subscription that an Azure resource id is in. */
export function subscriptionOf(id: string | null): string | null {
  return /\/subscriptions\/([\w-]{3,64})/i.exec(id ?? '')?.[1] ?? null;
}

const TACTICS = [
  ...['Reconnaissance', 'ResourceDevelopment', 'InitialAccess', 'Execution', 'Persistence', 'PrivilegeEscalation'],
  ...['DefenseEvasion', 'CredentialAccess', 'Discovery', 'LateralMovement', 'Collection', 'CommandAndControl'],
  ...['Exfiltration', 'Impact'],
];

/** `DefenseEvasion` as `Defense Evasion`; null for a word that is no tactic of ATT&CK. */
export function tacticOf(word: string | null): string | null {
  const tactic = TACTICS.find((each) => each.toLowerCase() === word?.replaceAll(/\W/g, '').toLowerCase());
  return tactic?.replaceAll(/([a-z])([A-Z])/g, '$1 $2') ?? null;
}

/** The mark that Defender puts at the beginning of the titles of its own sample and test alerts. */
export function hasSampleTitle(title: string | null): boolean {
  return /^\s*\[(sample|test) alert\]/i.test(title ?? '');
}
