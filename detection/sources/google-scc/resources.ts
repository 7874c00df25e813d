import { kindOfArn } from '../../aws.ts';
import { kindOfGoogleName, lastName, projectOf } from '../../google.ts';
import type { FoundResource } from '../../make-finding.ts';
import { kindOfAzureId } from '../../microsoft.ts';
import type { Reader } from '../../reader.ts';

/** The project, account or subscription; Security Command Center watches Amazon and Azure too. */
export function accountOf(finding: Reader, resource: Reader): string | null {
  const told = [
    ...['awsMetadata.account.id', 'azureMetadata.subscription.id', 'gcpMetadata.project', 'project', 'projectName'],
  ].map((path) => resource.text(path));
  const name = told.find((each) => each !== null) ?? null;
  return lastName(name) ?? projectOf(finding.text('resourceName'));
}

/** The thing itself, what data was taken from and where it went, and what runs in Kubernetes. */
export function resourcesOf(finding: Reader, resource: Reader, account: string | null): FoundResource[] {
  const place = { account, region: resource.text('location') };
  const main = finding.text('resourceName') ?? resource.text('name');
  return [
    {
      kind: kindOf(main, resource.text('type')),
      names: [main, resource.text('displayName'), lastName(main)],
      ...place,
    },
    // Where data went is as much a place where it now lies.
    ...['sources', 'targets'].flatMap((list) =>
      finding.objects(`exfiltration.${list}`).map((each) => partOf(each.text('name'), each.texts('components'))),
    ),
    ...detailsOf(finding).map((name) => ({ kind: 'instance' as const, names: [name, lastName(name)], ...place })),
    { kind: 'database', names: [finding.text('database.name'), finding.text('database.displayName')], ...place },
    ...finding.objects('kubernetes.pods').map((pod) => ({
      kind: 'k8s-workload' as const,
      names: [[pod.text('ns'), pod.text('name')].filter(Boolean).join('/'), pod.text('name')],
      ...place,
    })),
    ...finding.objects('containers').map((container) => ({
      kind: 'container' as const,
      names: [container.text('name'), container.text('uri')],
      ...place,
    })),
    { kind: 'document', names: [finding.text('cloudDlpDataProfile.dataProfile')], ...place },
  ];
}

/** The machines of findings of Event Threat Detection, which names only the project as the resource. */
function detailsOf(finding: Reader): string[] {
  const details = finding.texts('sourceProperties.properties.instanceDetails');
  const affected = finding.objects('sourceProperties.affectedResources').map((each) => each.text('gcpResourceName'));
  return [...details, ...affected.filter((name) => /\/instances\/[^/]+$/.test(name ?? '')).map(String)];
}

function partOf(name: string | null, components: string[]): FoundResource {
  return { kind: kindOf(name, null), names: [name, lastName(name), ...components], account: projectOf(name) };
}

function kindOf(name: string | null, type: string | null) {
  if (name?.startsWith('arn:')) return kindOfArn(name);
  return /^\/subscriptions\//i.test(name ?? '') ? kindOfAzureId(name) : kindOfGoogleName(name, type);
}
