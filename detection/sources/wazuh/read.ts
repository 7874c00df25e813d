import type { Finding } from '../../finding.ts';
import { derivedId, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import type { NotForUs } from '../../source.ts';
import { resourcesOf } from './resources.ts';

/** Levels 0 to 16: documented as low up to 6, medium up to 11, high up to 14, critical from 15. */
const OF_LEVEL = [0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 4.5, 5, 5.5, 6, 7, 8, 8.5, 9.5, 10];

/** What is no sign that anything happened: settings that were checked, and software that could be attacked. */
const ASSESSMENTS = /^(sca|vulnerability-detector|policy_monitoring)$/i;

/** An alert of `alerts.json`. Tags of compliance (`rule.gdpr`, `rule.pci_dss` and others) are no signals. */
export function read(alert: unknown): Finding | NotForUs {
  const at = new Reader(alert);
  const groups = at.texts('rule.groups');
  const assessment = groups.find((group) => ASSESSMENTS.test(group));
  if (assessment !== undefined) {
    return { notForUs: `The alert is of the group ${assessment}: it tells what could happen, and not what did.` };
  }
  const rule = at.text('rule.id', { expected: true });
  const time = at.instant('timestamp', { expected: true });
  const agent = at.text('agent.id');
  const id = at.text('id', { expected: true }) ?? derivedId([at.text('timestamp'), rule, agent]);
  const description = at.text('rule.description');
  const [tactic] = at.texts('rule.mitre.tactic');
  const level = at.number('rule.level', { expected: true });
  return makeFinding(
    {
      source: 'wazuh',
      vendor: 'Wazuh',
      product: 'Wazuh',
      findingId: requireId(rule === null && description === null ? null : id, 'wazuh', 'rule.id'),
      // The same rule on the same agent, from the same address.
      group: derivedId([rule, agent, at.text('agent.name'), at.text('data.srcip')]),
      firstSeenAt: time,
      lastSeenAt: time,
      observedAt: time,
      updatedAt: time,
      severity: level === null ? null : (OF_LEVEL[Math.trunc(level)] ?? null),
      severityWord: level === null ? null : `level ${level}`,
      type: typeOf(tactic ?? groups.at(-1), rule),
      title: description,
      description: at.text('full_log', { most: 4_000 }),
      actor: actorOf(at),
      resources: resourcesOf(at),
      tactics: ['tactic', 'id', 'technique'].flatMap((key) => at.texts(`rule.mitre.${key}`)),
      sample: false,
    },
    at,
  );
}

/** The tactic where the rule has one, else its most particular group; and the rule. */
function typeOf(what: string | undefined, rule: string | null): string | null {
  return rule === null ? (what ?? null) : `${what ?? 'rule'}:${rule}`;
}

function actorOf(at: Reader) {
  const texts = (...paths: string[]) => paths.map((path) => at.text(path));
  return {
    users: texts(
      ...['data.srcuser', 'data.dstuser', 'data.win.eventdata.targetUserName', 'data.win.eventdata.subjectUserName'],
      ...['data.aws.userIdentity.userName', 'data.office365.UserId', 'data.github.actor', 'syscheck.uname_after'],
      'syscheck.audit.login_user.name',
    ),
    ips: texts(
      ...['data.srcip', 'data.win.eventdata.ipAddress', 'data.aws.sourceIPAddress', 'data.aws.source_ip_address'],
      'data.office365.ClientIP',
    ),
    processes: texts('data.win.eventdata.image', 'data.audit.exe', 'syscheck.audit.process.name'),
  };
}
