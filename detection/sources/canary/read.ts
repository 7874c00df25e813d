import type { Finding } from '../../finding.ts';
import { derivedId, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import type { NotForUs } from '../../source.ts';
import { insider, TOUCHED, timeAt } from './words.ts';

/** An incident of the Canary Console, on one of its Canaries or Canarytokens. */
export function read(alert: unknown): Finding | NotForUs {
  const at = new Reader(alert);
  if (at.text('type') === 'console-audit' || at.has('action_type')) {
    return { notForUs: 'The record tells what somebody did in the console, and of no decoy.' };
  }
  const kind = at.text('AlertType');
  const description = at.text('Description', { expected: true });
  const time = timeAt(at, 'Timestamp');
  const [token, node, source] = [at.text('Token'), at.text('CanaryID'), at.text('SourceIP')];
  const given = at.text('IncidentHash') ?? at.text('IncidentKey');
  const decoy = token ?? node;
  const id = given ?? (decoy === null ? null : derivedId([kind, decoy, source, at.text('Timestamp')]));
  const flock = at.text('Flock') ?? at.text('FlockName');
  return makeFinding(
    {
      source: 'canary',
      vendor: 'Thinkst',
      product: token === null ? 'Canary' : 'Canarytokens',
      findingId: requireId(id, 'canary', 'IncidentHash'),
      // One source at one decoy, however often it comes.
      group: derivedId([decoy, source]),
      firstSeenAt: time,
      lastSeenAt: time,
      observedAt: time,
      updatedAt: time,
      severity: severityOf(kind, description),
      type: description === null ? kind : `${kind ?? 'CanaryIncident'}:${description}`,
      title: at.text('Intro') ?? description,
      description: detailsOf(at)
        .map(({ key, value }) => `${key}: ${value}`)
        .join('\n'),
      actor: {
        users: detailsOf(at).flatMap(({ key, value }) => (/^user(name)?$/i.test(key) ? [value] : [])),
        ips: [source],
        processes: [],
      },
      resources: [
        {
          kind: token === null ? 'host' : 'other',
          names: [at.text('CanaryName'), node, at.text('CanaryIP'), token, at.text('Reminder')],
          tags: flock === null ? [] : [`flock=${flock}`],
        },
        ...insider(source, at.text('ReverseDNS')),
      ],
      count: at.number('Triggered'),
      // What the console sends while the webhook is set up, of a node that there is not.
      sample: node === '0000000testnode' || flock === 'flock:dummyincidentflock',
    },
    at,
  );
}

/** A scan finds decoys too, and reads nothing; a decoy that is gone says nothing of data. */
function severityOf(kind: string | null, description: string | null): number {
  if (/disconnect|reconnect|settings change/i.test(`${kind} ${description}`)) return 3;
  return /\bscan\b|host discovery/i.test(description ?? '') ? 5 : TOUCHED;
}

/** Pairs of a name and a value, of which the console counts some as numbers. */
function detailsOf(at: Reader): { key: string; value: string }[] {
  return at.list('AdditionalDetails', 50).flatMap((pair) => {
    const [key, value] = pair.texts('');
    return key === undefined || value === undefined ? [] : [{ key, value }];
  });
}
