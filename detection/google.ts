import type { ResourceKind } from './finding.ts';
import type { Jwt } from './verify/verification.ts';

/** What services of Google have in common in their alerts. */

/** The token that Pub/Sub sends with what it pushes, where the subscription is set to authenticate. */
export const GOOGLE_TOKEN: Jwt = {
  kind: 'jwt',
  issuers: ['https://accounts.google.com', 'accounts.google.com'],
  jwksUrl: 'https://www.googleapis.com/oauth2/v3/certs',
};

const KINDS: [RegExp, ResourceKind][] = [
  [/storage\.googleapis|gcs_bucket|storage\..*bucket|^buckets?$|\/buckets\//, 'bucket'],
  [/\/snapshots\/|\.snapshot$|backupruns|snapshot/, 'snapshot'],
  [/\/disks\/|\.disk$|gce_disk|filestore/, 'volume'],
  [/\/namespaces\/|k8s_(pod|container)|k8s\.io.*(pod|deployment)/, 'k8s-workload'],
  [/container\.googleapis|gke_cluster|k8s_cluster|container\.cluster/, 'cluster'],
  [
    /\/instances\/.*\/databases|\/datasets\/|sqladmin|cloudsql|bigquery|spanner|firestore|datastore|alloydb|bigtable|redis/,
    'database',
  ],
  [/compute.*instance|gce_instance/, 'instance'],
  [/cloudfunctions|cloud_function|run\.googleapis|cloud_run|appengine|gae_app/, 'function'],
  [/serviceaccount|service_account/, 'identity'],
  [/\/roles\/|iam_role/, 'role'],
  [/artifactregistry|sourcerepo/, 'repository'],
  [/compute.*(network|firewall|subnetwork|address)|gce_network|gce_firewall/, 'network'],
  [/(?:^|cloudresourcemanager\.googleapis\.com\/)(?:organizations|folders)\/[^/]+$/, 'tenant'],
  [/cloudresourcemanager|^projects?$|\.project$|^projects\/[^/]+$/, 'account'],
];

/** The kind behind a full resource name (`//storage.googleapis.com/…`), a monitored resource or an asset type. */
export function kindOfGoogleName(...names: (string | null)[]): ResourceKind {
  const kinds = names.flatMap((name) => {
    const key = (name ?? '').toLowerCase();
    return KINDS.find(([form]) => form.test(key))?.[1] ?? [];
  });
  return kinds[0] ?? 'other';
}

/** The project in a resource name. */
export function projectOf(name: string | null): string | null {
  const project = /(?:^|\/)projects\/([\w.:-]{1,64})/.exec(name ?? '')?.[1] ?? null;
  return project === '_' ? null : project;
}

/** The last name of a path, such as the bucket in `//storage.googleapis.com/invoices`. */
export function lastName(name: string | null): string | null {
  return name?.split('/').at(-1) || null;
}
