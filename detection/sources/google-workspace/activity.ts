import type { Finding } from '../../finding.ts';
import { isRecord } from '../../json-text.ts';
import { type FoundResource, makeFinding, requireId } from '../../make-finding.ts';
import type { Reader } from '../../reader.ts';
import { severityOfWord } from '../../severity.ts';
import { inTenant } from '../../tenant.ts';

const SOURCE = 'google-workspace';
const EXPECTED = { expected: true } as const;

/**
 * Activities have no severity. These are ours: what gives data out or shows a stolen account is medium to high; what is
 * not listed is everyday activity.
 */
const SEVERITIES: Record<string, number> = {
  ...{ account_disabled_password_leak: 8, gov_attack_warning: 8, account_disabled_hijacked: 8 },
  ...{ suspicious_login: 5, suspicious_login_less_secure_app: 5, suspicious_programmatic_login: 5 },
  ...{ rule_match: 5, dlp_rule_match: 5, rule_trigger: 5 },
  ...{ email_forwarding_out_of_domain: 6, create_data_transfer_request: 4, customer_takeout_created: 6 },
  ...{ grant_admin_privilege: 4, assign_role: 4, '2sv_disable': 4, toggle_allow_admin_password_reset: 3 },
  ...{ change_document_visibility: 2, change_document_access_scope: 2, change_user_access: 2 },
};
const EVERYDAY = 1;
const OUTSIDE = { public_on_the_web: 7, people_with_link: 6, shared_externally: 6 };

type Event = { name: string | null; at: Reader; severity: number };

/** What somebody did: one finding over all events of the activity, of the type of the worst one. */
export function readActivity(at: Reader): Finding {
  const findingId = requireId(at.text('id.uniqueQualifier', EXPECTED), SOURCE, 'id.uniqueQualifier');
  const time = at.instant('id.time', EXPECTED);
  const events = eventsOf(at).map(readEvent);
  const worst = [...events].sort((a, b) => b.severity - a.severity)[0];
  if (worst === undefined) at.note('events', 'is missing: what was done is not known');
  const texts = (...names: string[]) => events.flatMap(({ at: event }) => valuesOf(event, ...names));
  const customer = at.text('id.customerId');
  const detectors = events.flatMap(({ at: event }) => detectorsOf(event));
  return makeFinding(
    {
      ...{ source: SOURCE, vendor: 'Google', findingId },
      product: at.text('id.applicationName') ?? 'Google Workspace',
      ...{ firstSeenAt: time, lastSeenAt: time, observedAt: time, updatedAt: time },
      severity: worst?.severity ?? null,
      type: worst?.name ?? null,
      title: [worst?.name, texts('rule_name', 'doc_title')[0]].filter(Boolean).join(': '),
      description: [...texts('visibility'), ...texts('target_user').map((user) => `Given to ${user}`)].join('. '),
      actor: { users: [at.text('actor.email') ?? at.text('actor.key')], ips: [at.text('ipAddress')] },
      resources: inTenant(
        customer,
        events.flatMap(({ at: event }) => touchedBy(event)),
      ),
      count: events.length > 1 ? events.length : null,
      dataClasses: detectors,
      status: 'new',
      sample: false,
    },
    at,
  );
}

/** Collectors write each event by itself, with what stood around it. */
function eventsOf(at: Reader): Reader[] {
  return at.has('events') || !at.has('name') ? at.objects('events') : [at];
}

function readEvent(at: Reader): Event {
  const name = at.text('name', EXPECTED);
  const listed = SEVERITIES[name?.toLowerCase() ?? ''] ?? EVERYDAY;
  const outside = valuesOf(at, 'visibility').map((word) => OUTSIDE[word.toLowerCase() as keyof typeof OUTSIDE] ?? 0);
  const said = valuesOf(at, 'severity').map((word) => severityOfWord(word) ?? 0);
  return { name, at, severity: Math.max(listed, ...outside, ...said) };
}

/** Values of parameters, which are a list of names with one of several kinds of value, or an object of collectors. */
function valuesOf(event: Reader, ...names: string[]): string[] {
  if (isRecord(event.at('parameters').value)) {
    const members = event.members('parameters').filter(([name]) => names.includes(name.toLowerCase()));
    return members.flatMap(([, value]) => value.texts(''));
  }
  return event.objects('parameters').flatMap((parameter) => {
    if (!names.includes(parameter.text('name')?.toLowerCase() ?? '')) return [];
    return [...parameter.texts('value'), ...parameter.texts('multiValue')];
  });
}

function detectorsOf(event: Reader): (string | null)[] {
  const matched = event
    .objects('parameters')
    .filter((parameter) => parameter.text('name')?.toLowerCase() === 'matched_detectors');
  const messages = matched.flatMap((parameter) => parameter.objects('multiMessageValue'));
  return messages.flatMap((message) =>
    message.objects('parameter').flatMap((part) => (part.text('name') === 'display_name' ? [part.text('value')] : [])),
  );
}

function touchedBy(event: Reader): FoundResource[] {
  const owners = valuesOf(event, 'owner');
  return [
    { kind: 'document', names: valuesOf(event, 'doc_id', 'resource_id', 'doc_title', 'resource_title') },
    ...owners.map((name) => ({ kind: 'identity' as const, names: [name] })),
    ...valuesOf(event, 'affected_email_address', 'user_email').map((name) => ({
      kind: 'identity' as const,
      names: [name],
    })),
    { kind: 'saas', names: valuesOf(event, 'app_name', 'client_id') },
  ];
}
