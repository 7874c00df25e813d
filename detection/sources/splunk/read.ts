import type { Finding } from '../../finding.ts';
import { derivedId, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import { addressOf } from '../../systems/names.ts';
import { fieldsOf, valuesOf } from './fields.ts';
import { resourcesOf } from './resources.ts';

/** Splunk writes times as seconds since 1970; the REST API with an offset. */
const SECONDS = { epoch: 's' } as const;

/** A finding of Enterprise Security, or the alert of a saved search with its first result. */
export function read(alert: unknown): Finding {
  const whole = new Reader(alert);
  const at = fieldsOf(alert);
  const search = at.text('search_name') ?? whole.text('search_name') ?? at.text('source');
  const id = ['event_id', 'finding_id', 'notable_id', 'sid'].map((path) => at.text(path)).find((text) => text !== null);
  const time = at.instant('_time', SECONDS);
  const happenedAt = at.instant('orig_time', SECONDS) ?? at.instant('firstTime', SECONDS) ?? time;
  const raisedAt = at.instant('info_search_time', SECONDS) ?? at.instant('_indextime', SECONDS) ?? time;
  const tactics = valuesOf(at, 'annotations.mitre_attack.mitre_tactic').map(spelled);
  const word = at.text('urgency') ?? at.text('severity', { expected: true });
  const title = at.text('rule_title') ?? at.text('rule_name') ?? search;
  return makeFinding(
    {
      source: 'splunk',
      vendor: 'Splunk',
      product: at.has('security_domain') || at.has('event_id') ? 'Enterprise Security' : 'Splunk',
      findingId: requireId(id ?? whole.text('sid') ?? ofNotable(at, search), 'splunk', 'event_id'),
      // One rule about one object of risk, or one pair of machines.
      group: derivedId([search, at.text('risk_object') ?? at.text('dest'), at.text('src')]),
      firstSeenAt: happenedAt,
      lastSeenAt: at.instant('lastTime', SECONDS) ?? happenedAt,
      observedAt: raisedAt,
      updatedAt: at.instant('review_time', SECONDS) ?? raisedAt,
      severity: null,
      severityWord: word,
      type: tactics[0] === undefined || search === null ? search : `${tactics[0]}:${search}`,
      title,
      description: at.text('rule_description', { most: 4_000 }) ?? at.text('reason', { most: 4_000 }),
      actor: {
        users: [...valuesOf(at, 'src_user'), ...valuesOf(at, 'user')],
        ips: [...valuesOf(at, 'src_ip'), ...valuesOf(at, 'src').filter((src) => addressOf(src) !== null)],
        processes: [at.text('process_path') ?? at.text('process_name') ?? at.text('file_path')],
      },
      resources: resourcesOf(at),
      tactics: [
        ...tactics,
        ...['mitre_tactic_id', 'mitre_technique_id', 'mitre_technique'].flatMap((key) =>
          valuesOf(at, `annotations.mitre_attack.${key}`),
        ),
      ],
      count: at.number('count'),
      status: statusOf(at.text('status_label')),
      sample: false,
    },
    at,
  );
}

/** A notable event as it lies in the index has no id of its own; time, search and bucket of it stay the same. */
function ofNotable(at: Reader, search: string | null): string | null {
  const place = at.text('_cd') ?? at.text('_raw', { most: 4_000 });
  return place === null ? null : derivedId([at.text('_bkt'), place, search]);
}

/** `initial-access` and `Initial Access` are one tactic. */
function spelled(tactic: string): string {
  return tactic.replaceAll(/(^|[-_ ])([a-z])/g, (_, gap: string, letter: string) => {
    return (gap === '' ? '' : ' ') + letter.toUpperCase();
  });
}

function statusOf(label: string | null): Finding['status'] {
  const status = label?.toLowerCase() ?? 'new';
  if (status === 'closed' || status === 'resolved') return 'resolved';
  return status === 'new' || status === 'unassigned' ? 'new' : 'updated';
}
