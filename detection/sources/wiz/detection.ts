import type { Finding } from '../../finding.ts';
import { isRecord } from '../../json-text.ts';
import { makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import { resourceOf, statusOf, UTC } from './resources.ts';

/** A detection of Wiz Defend has the events that triggered it. */
export function isDetection(alert: unknown): boolean {
  return isRecord(alert) && (Object.hasOwn(alert, 'triggeringEvents') || Object.hasOwn(alert, 'tdrId'));
}

/** A detection as the webhook sends it (`tdrId`, a list of events), or as the API gives it (`ruleMatch`, `nodes`). */
export function readDetection(alert: unknown): Finding {
  const at = new Reader(alert);
  const isListed = Array.isArray(at.at('triggeringEvents').value);
  const events = at.objects(isListed ? 'triggeringEvents' : 'triggeringEvents.nodes');
  const times = events.map((event) => event.instant('timestamp', UTC) ?? event.instant('eventTime', UTC));
  const seen = times.filter((time) => time !== null).sort();
  const createdAt = at.instant('createdAt', { ...UTC, expected: true });
  const name = at.text('title') ?? at.text('ruleMatch.rule.name');
  const [account = null] = at.objects('cloudAccounts').map((each) => each.text('externalId'));
  const actors = [at.at('primaryActor'), ...at.objects('actors')];
  return makeFinding(
    {
      source: 'wiz',
      vendor: 'Wiz',
      product: 'Wiz Defend',
      findingId: requireId(at.text('id'), 'wiz', 'id'),
      // Detections of one threat are one issue of Wiz.
      group: at.text('threatId') ?? at.text('issue.id'),
      firstSeenAt: at.instant('timeframe.start', UTC) ?? seen[0] ?? createdAt,
      lastSeenAt: at.instant('timeframe.end', UTC) ?? seen.at(-1) ?? createdAt,
      observedAt: createdAt,
      updatedAt: at.instant('updatedAt', UTC) ?? createdAt,
      severity: null,
      severityWord: at.text('severity', { expected: true }),
      type: `THREAT_DETECTION:${name ?? 'unknown'}`,
      title: name,
      description: at.text('description', { most: 4_000 }) ?? events[0]?.text('description', { most: 4_000 }) ?? null,
      actor: {
        users: actors.flatMap((actor) => (isAddress(actor) ? [] : [actor.text('email'), actor.text('name')])),
        ips: [
          ...actors.flatMap((actor) => (isAddress(actor) ? [actor.text('name')] : [])),
          ...events.map((event) => event.text('actorIP')),
        ],
        processes: events.map((event) => event.text('runtimeProgram.name')),
      },
      resources: [
        ...at.objects('resources').map((each) => resourceOf(each, account)),
        ...(at.objects('resources').length === 0 ? [resourceOf(at.at('primaryResource'), account)] : []),
        ...events.map((event) => ({
          kind: 'host' as const,
          names: [event.text('rawAuditLogRecord.common.hostInfo.hostname')],
        })),
        { kind: 'account', names: [account] },
      ],
      tactics: [...at.texts('mitreTactics'), ...at.texts('mitreTechniques').map((id) => id.replace(/^TA\d+-/, ''))],
      count: at.number(isListed ? 'triggeringEventsCount' : 'triggeringEvents.totalCountV2'),
      status: statusOf(at.text('status'), at.text('trigger.type')),
      sample: false,
    },
    at,
  );
}

function isAddress(actor: Reader): boolean {
  return actor.text('type') === 'NETWORK_ADDRESS';
}
