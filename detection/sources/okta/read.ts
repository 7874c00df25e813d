import type { Finding, ResourceKind } from '../../finding.ts';
import { type FoundResource, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import { severityOf } from './severity.ts';

const SOURCE = 'okta';
const EXPECTED = { expected: true } as const;

/** One event of the System Log. Events do not change, so all times are that of the event. */
export function readEvent(event: unknown): Finding {
  const at = new Reader(event);
  const findingId = requireId(at.text('uuid', EXPECTED), SOURCE, 'uuid');
  const time = at.instant('published', EXPECTED);
  const type = at.text('eventType', EXPECTED);
  const reason = at.text('outcome.reason');
  const title = at.text('displayMessage');
  const session = at.text('authenticationContext.rootSessionId') ?? at.text('authenticationContext.externalSessionId');
  return makeFinding(
    {
      ...{ source: SOURCE, vendor: 'Okta', product: 'Okta', findingId },
      // What is done in one session is done by one and the same.
      group: session === null || session === 'unknown' ? null : `session/${session}`,
      ...{ firstSeenAt: time, lastSeenAt: time, observedAt: time, updatedAt: time },
      severity: severityOf(at, type),
      severityWord: at.text('severity', EXPECTED),
      type,
      title,
      description: [at.text('outcome.result'), reason, riskOf(at)].filter(Boolean).join('. '),
      actor: { users: actorOf(at), ips: addressesOf(at) },
      resources: at.objects('target').flatMap(targetOf),
      status: 'new',
      sample: false,
    },
    at,
  );
}

/** Okta itself acts too, such as when it sees a threat: then the user stands among the targets. */
function actorOf(at: Reader): (string | null)[] {
  const isOkta = /^(systemprincipal|okta ?system)$/i.test(at.text('actor.type') ?? '');
  return isOkta ? [] : [nameOf(at.at('actor')) ?? at.text('actor.id')];
}

function nameOf(part: Reader): string | null {
  const known = [part.text('alternateId'), part.text('displayName')];
  return known.find((name) => name !== null && name !== 'unknown') ?? null;
}

/** The client, and who stands between it and Okta. */
function addressesOf(at: Reader): (string | null)[] {
  return [at.text('client.ipAddress'), ...at.objects('request.ipChain').map((each) => each.text('ip'))];
}

const KINDS: [RegExp, ResourceKind][] = [
  [/^app(instance|group)?$|application|client/i, 'saas'],
  [/^(app)?user/i, 'identity'],
  [/role|group/i, 'role'],
  [/^org/i, 'tenant'],
  [/device/i, 'host'],
  [/token|key/i, 'other'],
];

/** What all sign-ins go through, such as a policy or the password as a way to sign in, is nothing that is touched. */
function targetOf(target: Reader): FoundResource[] {
  const type = target.text('type') ?? '';
  const kind = KINDS.find(([form]) => form.test(type))?.[1];
  const names = ['alternateId', 'displayName', 'id'].map((name) => target.text(name));
  return kind === undefined ? [] : [{ kind, names: names.filter((name) => name !== 'unknown') }];
}

/** Okta's own judgement of the sign-in, with its reasons. */
function riskOf(at: Reader): string | null {
  const risk = at.text('debugContext.debugData.risk');
  return risk === null ? null : `Risk: ${risk.replace(/^\{(.*)\}$/, '$1')}`;
}
