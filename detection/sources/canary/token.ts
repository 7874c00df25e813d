import type { Finding } from '../../finding.ts';
import { derivedId, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import { insider, TOUCHED, timeAt } from './words.ts';

/** A Canarytoken of canarytokens.org that was touched, or found published. */
export function readToken(alert: unknown): Finding {
  const at = new Reader(alert);
  const place = at.text('public_location');
  const isExposed = place !== null || at.has('exposed_time');
  const timePath = isExposed ? 'exposed_time' : 'time';
  const time = timeAt(at, timePath);
  const manageUrl = at.text('manage_url');
  const token = at.text('token') ?? tokenIn(manageUrl);
  const source = at.text('src_ip') ?? at.text('additional_data.src_ip');
  const memo = at.text('memo');
  const kind = at.text('token_type') ?? at.text('channel');
  const id = derivedId([token ?? manageUrl, at.text(timePath), source]);
  return makeFinding(
    {
      source: 'canary',
      vendor: 'Thinkst',
      product: 'Canarytokens',
      findingId: requireId(token === null && memo === null ? null : id, 'canary', 'token'),
      group: derivedId([token ?? memo, source]),
      firstSeenAt: time,
      lastSeenAt: time,
      observedAt: time,
      updatedAt: time,
      severity: TOUCHED,
      type: `${isExposed ? 'CanarytokenExposed' : 'CanarytokenIncident'}:${kind ?? 'unknown'}`,
      title: memo,
      description: place,
      actor: { users: [], ips: [source], processes: [] },
      resources: [
        { kind: 'other', names: [token, memo, at.text('key_id')] },
        ...insider(source, at.text('additional_data.hostname')),
      ],
      // What is sent while the webhook is saved, of a token that there is not.
      sample: token === 'a+test+token' || manageUrl === 'http://example.com/test/url/for/webhook',
    },
    at,
  );
}

/** The address of a token's page names it, as `?token=…` or as its last part. */
function tokenIn(manageUrl: string | null): string | null {
  const [, query, last] = /(?:[?&]token=([a-z0-9]{20,30})(?:&|$))|(?:\/([a-z0-9]{25})$)/i.exec(manageUrl ?? '') ?? [];
  return query ?? last ?? null;
}
