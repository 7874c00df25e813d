import type { Finding } from '../../finding.ts';
import { makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import { parseArn } from '../../systems/arn.ts';
import { resourcesOf } from './resources.ts';

const SOURCE = 'aws-guardduty';
/** Exports write times without an offset (`2025-02-25 20:40:06.721`); GuardDuty documents all of them as UTC. */
const UTC = { zone: 'utc' } as const;

/** A finding in the lower-camel JSON of EventBridge and exports, or in the upper-camel JSON of the command line. */
export function readFinding(alert: unknown): Finding {
  const at = new Reader(alert);
  const arn = at.text('arn');
  const id =
    at.text('id', { expected: true, most: 300 }) ?? (arn === null ? null : (parseArn(arn)?.path.at(-1) ?? null));
  const findingId = requireId(id, SOURCE, 'id');
  const account = at.text('accountId', { expected: true }) ?? (arn === null ? null : (parseArn(arn)?.account ?? null));
  const type = at.text('type', { expected: true });
  const observedAt = at.instant('createdAt', { ...UTC, expected: true });
  const updatedAt = at.instant('updatedAt', { ...UTC, expected: true });
  const count = at.number('service.count');
  return makeFinding(
    {
      source: SOURCE,
      vendor: 'AWS',
      product: 'GuardDuty',
      findingId,
      group: `${account ?? 'unknown-account'}/${findingId}`,
      firstSeenAt: at.instant('service.eventFirstSeen', { ...UTC, expected: true }) ?? observedAt,
      lastSeenAt: at.instant('service.eventLastSeen', UTC),
      observedAt,
      updatedAt,
      severity: at.number('severity', { expected: true }),
      type,
      title: at.text('title'),
      description: at.text('description'),
      actor: actorOf(at),
      resources: resourcesOf(at, account),
      tactics: tacticsOf(at, type),
      count,
      status: statusOf(at.flag('service.archived') === true, observedAt !== updatedAt || (count ?? 1) > 1),
      sample: isSample(at),
    },
    at,
  );
}

function statusOf(archived: boolean, changed: boolean): Finding['status'] {
  if (archived) return 'archived';
  return changed ? 'updated' : 'new';
}

/** Where a sample is marked: a field, JSON as text in a field, or the beginning of the title. */
function isSample(at: Reader): boolean {
  if (at.flag('service.additionalInfo.sample') === true) return true;
  if (at.has('service.additionalInfo.value') && at.json('service.additionalInfo.value').flag('sample') === true) {
    return true;
  }
  return /^\s*\[sample\]/i.test(at.text('title') ?? '');
}

/** The purpose that a type begins with is a tactic in the words of ATT&CK; sequences list theirs. */
function tacticsOf(at: Reader, type: string | null): (string | null)[] {
  const purpose = type?.split(':')[0]?.replaceAll(/([a-z])([A-Z])/g, '$1 $2') ?? null;
  const indicators = at.objects('service.detection.sequence.sequenceIndicators');
  const signals = at.objects('service.detection.sequence.signals').flatMap((s) => s.objects('signalIndicators'));
  const listed = [...indicators, ...signals]
    .filter((indicator) => /^ATTACK_(TACTIC|TECHNIQUE)$/i.test(indicator.text('key') ?? ''))
    .flatMap((indicator) => indicator.texts('values'));
  return [type?.startsWith('AttackSequence:') ? null : purpose, ...listed];
}

const ACTIONS = ['awsApiCallAction', 'networkConnectionAction', 'kubernetesApiCallAction', 'rdsLoginAttemptAction'];

function actorOf(at: Reader) {
  const action = at.at('service.action');
  const sequence = at.at('service.detection.sequence');
  const actors = sequence.objects('actors');
  const runtime = at.at('service.runtimeDetails.process');
  const remotes = [
    ...ACTIONS.map((name) => action.at(`${name}.remoteIpDetails`)),
    ...action.objects('portProbeAction.portProbeDetails').map((probe) => probe.at('remoteIpDetails')),
  ];
  return {
    users: [
      at.text('resource.accessKeyDetails.userName'),
      at.text('resource.kubernetesDetails.kubernetesUserDetails.username'),
      at.text('resource.rdsDbUserDetails.user'),
      ...action.objects('rdsLoginAttemptAction.loginAttributes').map((login) => login.text('user')),
      ...actors.map((actor) => actor.text('user.name') ?? actor.text('user.uid')),
    ],
    ips: [
      ...remotes.flatMap((remote) => [remote.text('ipAddressV4'), remote.text('ipAddressV6')]),
      ...action.texts('kubernetesApiCallAction.sourceIps'),
      ...sequence.objects('endpoints').map((endpoint) => endpoint.text('ip')),
    ],
    processes: [
      runtime.text('executablePath') ?? runtime.text('name'),
      ...actors.map((actor) => actor.text('process.path') ?? actor.text('process.name')),
    ],
  };
}
