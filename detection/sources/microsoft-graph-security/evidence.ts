import { kindOfArn } from '../../aws.ts';
import { kindOfGoogleName } from '../../google.ts';
import type { FoundResource } from '../../make-finding.ts';
import { kindOfAzureId, subscriptionOf } from '../../microsoft.ts';
import type { Reader } from '../../reader.ts';

type Texts = (string | null | undefined)[];
/** What pieces of evidence say of who acted and what was touched. */
export type Evidence = { users?: Texts; ips?: Texts; processes?: Texts; resources?: FoundResource[] };

/** What the evidence of an alert names, each piece by its own type. */
export function evidenceOf(alert: Reader): Evidence {
  const pieces = alert.objects('evidence').map(readPiece);
  return {
    users: pieces.flatMap(({ users = [] }) => users),
    ips: pieces.flatMap(({ ips = [] }) => ips),
    processes: pieces.flatMap(({ processes = [] }) => processes),
    resources: pieces.flatMap(({ resources = [] }) => resources),
  };
}

function readPiece(piece: Reader): Evidence {
  // Some collectors cannot keep a member that begins with '@'.
  const type = piece.text('@odata.type') ?? piece.text('at_sign_odata_type') ?? '';
  const name = /(\w+?)(evidence)?$/i.exec(type)?.[1]?.toLowerCase() ?? '';
  const read = Object.hasOwn(PIECES, name) ? PIECES[name] : undefined;
  if (read !== undefined) return read(piece);
  if (!WITHOUT_NAMES.includes(name)) piece.note('@odata.type', `is '${name}': this kind of evidence is not read`);
  return {};
}

/** Evidence that names neither an actor nor a thing of ours: what malware is called, where it lay, what it wrote. */
const WITHOUT_NAMES = [
  ...['file', 'filehash', 'malware', 'url', 'dns', 'registrykey', 'registryvalue', 'securitygroup', 'network'],
  ...['networkconnection', 'activedirectorydomain', 'submissionmail', 'mailcluster', 'hostlogonsession'],
  ...['cloudlogonrequest', 'cloudlogonsession', 'containerimage', 'containerregistry', 'sastoken'],
];

const texts = (at: Reader, ...paths: string[]): Texts => paths.map((path) => at.text(path));
const thing = (kind: FoundResource['kind'], names: Texts, more: Partial<FoundResource> = {}): Evidence => ({
  resources: [{ kind, names, ...more }],
});

const PIECES: Record<string, (piece: Reader) => Evidence> = {
  device,
  user: (piece) => account(piece.at('userAccount')),
  mailbox: (piece) => ({
    resources: [
      { kind: 'mailbox', names: texts(piece, 'primaryAddress', 'userAccount.userPrincipalName', 'upn') },
      { kind: 'identity', names: accountNames(piece.at('userAccount')) },
    ],
  }),
  ip: (piece) => {
    const ip = piece.text('ipAddress');
    // The address that something was sent to may be one of ours.
    const isTarget = piece.texts('roles').some((role) => /destination|compromised/i.test(role));
    return { ips: [ip], resources: isTarget ? [{ kind: 'ip', names: [ip] }] : [] };
  },
  process: (piece) => {
    const [path = null, name = null] = texts(piece, 'imageFile.filePath', 'imageFile.fileName');
    const isWhole = path === null || name === null || path.toLowerCase().endsWith(name.toLowerCase());
    return {
      processes: [isWhole ? (path ?? name ?? piece.text('processCommandLine')) : `${path}\\${name}`],
      users: accountNames(piece.at('userAccount')).slice(0, 1),
    };
  },
  analyzedmessage: (piece) => ({
    users: texts(piece, 'p2Sender.emailAddress', 'p1Sender.emailAddress'),
    ips: [piece.text('senderIp')],
    resources: [{ kind: 'mailbox', names: [piece.text('recipientEmailAddress')] }],
  }),
  cloudapplication: (piece) =>
    thing('saas', [piece.text('displayName'), piece.text('instanceName'), ...texts(piece, 'appId', 'saasAppId')]),
  oauthapplication: (piece) => thing('saas', texts(piece, 'displayName', 'appId', 'objectId')),
  serviceprincipal: (piece) => ({
    users: [piece.text('servicePrincipalName')],
    ...thing('identity', texts(piece, 'servicePrincipalName', 'appId', 'servicePrincipalObjectId')),
  }),
  azureresource: (piece) => azure(piece, 'resourceId', 'resourceName'),
  blobcontainer: (piece) => blob(piece, 'name', 'url', 'storageResource'),
  blob: (piece) => blob(piece, 'url', 'name', 'blobContainer.storageResource', 'blobContainer.name'),
  amazonresource: (piece) =>
    thing(kindOfArn(piece.text('amazonResourceId') ?? ''), texts(piece, 'amazonResourceId', 'resourceName'), {
      account: piece.text('amazonAccountId'),
    }),
  googlecloudresource: (piece) =>
    thing(kindOfGoogleName(piece.text('fullResourceName')), texts(piece, 'fullResourceName', 'resourceName'), {
      account: piece.text('projectId'),
      region: piece.text('location'),
    }),
  kubernetescluster: (piece) => thing('cluster', clusterNames(piece)),
  kubernetespod: workload,
  kubernetescontroller: workload,
  container: (piece) => thing('container', texts(piece, 'name', 'containerId', 'image.imageId', 'pod.name')),
  iotdevice: (piece) =>
    thing('host', texts(piece, 'deviceName', 'deviceId', 'ipAddress', 'iotHub.resourceId', 'serialNumber')),
  githubrepo: (piece) => thing('repository', texts(piece, 'fullName', 'repoId', 'webUrl', 'baseUrl')),
  teamsmessage: (piece) => ({
    users: [piece.text('senderFromAddress')],
    resources: piece.texts('recipients').map((name) => ({ kind: 'mailbox' as const, names: [name] })),
  }),
};

function accountNames(user: Reader): Texts {
  const [upn, name = null, domain = null] = texts(user, 'userPrincipalName', 'accountName', 'domainName');
  const windows = name === null || domain === null ? name : `${domain}\\${name}`;
  return [upn ?? windows, windows, ...texts(user, 'azureAdUserId', 'userSid')];
}

function account(user: Reader): Evidence {
  const names = accountNames(user);
  return { users: names.slice(0, 1), ...thing('identity', names) };
}

/** A virtual machine is known in its cloud by other names than in its domain. */
function device(piece: Reader): Evidence {
  const vm = piece.text('vmMetadata.resourceId');
  const names = [
    ...texts(piece, 'deviceDnsName', 'hostName', 'mdeDeviceId', 'azureAdDeviceId'),
    ...[vm, ...texts(piece, 'vmMetadata.vmId', 'lastIpAddress', 'lastExternalIpAddress')],
    ...piece.texts('ipInterfaces'),
  ];
  const subscription = piece.text('vmMetadata.subscriptionId') ?? subscriptionOf(vm);
  return thing(vm === null ? 'host' : 'instance', names, subscription === null ? {} : { account: subscription });
}

function azure(piece: Reader, id: string, name: string): Evidence {
  const resourceId = piece.text(id);
  return thing(kindOfAzureId(resourceId), [resourceId, piece.text(name)], { account: subscriptionOf(resourceId) });
}

function blob(piece: Reader, first: string, second: string, storage: string, container?: string): Evidence {
  const id = piece.text(`${storage}.resourceId`);
  const names = [...texts(piece, first, second), container === undefined ? null : piece.text(container)];
  return thing('bucket', [...names, id, piece.text(`${storage}.resourceName`)], { account: subscriptionOf(id) });
}

function clusterNames(cluster: Reader): Texts {
  const cloud = ['resourceId', 'resourceName', 'fullResourceName', 'amazonResourceId'];
  return cloud.map((name) => cluster.text(`cloudResource.${name}`));
}

function workload(piece: Reader): Evidence {
  const [namespace = null, own = null] = texts(piece, 'namespace.name', 'controller.name');
  const name = own ?? piece.text('name');
  const cluster = piece.at('namespace.cluster');
  const inNamespace = namespace === null || name === null ? null : `${namespace}/${name}`;
  const clusterName = cluster.text('cloudResource.resourceName');
  const whole = clusterName === null || inNamespace === null ? null : `${clusterName}/${inNamespace}`;
  return {
    resources: [
      { kind: 'k8s-workload', names: [whole, inNamespace, name, piece.text('name')] },
      { kind: 'cluster', names: clusterNames(cluster) },
    ],
  };
}
