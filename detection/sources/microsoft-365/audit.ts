import type { Finding } from '../../finding.ts';
import { makeFinding } from '../../make-finding.ts';
import type { Reader } from '../../reader.ts';
import { inTenant } from '../../tenant.ts';
import { addressIn, documentOn, isService, recordOf } from './common.ts';

/**
 * The audit log knows no severity. These are ours: what gives data out or opens a way to it is medium, and low while
 * it stays among those who may see it anyway. What is not listed is everyday activity.
 */
const SEVERITIES: Record<string, number> = {
  ...{ anonymouslinkcreated: 6, anonymouslinkused: 5, addedtosecurelink: 3, securelinkused: 2 },
  ...{ sharinginvitationcreated: 3, sharinginvitationaccepted: 3, sharingset: 3, companylinkcreated: 3 },
  ...{ filemalwaredetected: 7, sendas: 2, sendonbehalf: 2 },
  ...{ 'new-inboxrule': 3, 'set-inboxrule': 3, updateinboxrules: 3, 'set-mailbox': 3, 'new-transportrule': 4 },
  ...{ 'add-mailboxpermission': 4, 'add-recipientpermission': 4, 'set-adminauditlogconfig': 6 },
  ...{ searchexported: 5, searchexportdownloaded: 5, searchpreviewed: 3, 'new-compliancesearchaction': 5 },
  ...{ 'consent to application.': 5, 'add member to role.': 4, 'disable strong authentication.': 5 },
  ...{ 'add service principal credentials.': 5, 'set federation settings on domain.': 6 },
};
const EVERYDAY = 1;
/** What is given to somebody outside, or sent on to an address, is worse than the operation alone. */
const OUTSIDE = 6;
const FORWARDING = /forward|redirectto/i;

/** One record of what somebody did in Microsoft 365. */
export function readAudit(at: Reader): Finding {
  const { base, id, tenant, time } = recordOf(at);
  const operation = at.text('operation', { expected: true });
  const known = SEVERITIES[operation?.toLowerCase() ?? ''];
  const isOutside = isGivenOutside(at);
  const object = at.text('objectId');
  const isAddress = /^https?:/i.test(object ?? '');
  const [site, file] = ['siteUrl', 'sourceFileName'].map((path) => at.text(path));
  const user = at.text('userId');
  return makeFinding(
    {
      ...base,
      product: at.text('workload') ?? 'Microsoft 365',
      findingId: id,
      ...{ firstSeenAt: time, lastSeenAt: time, observedAt: time, updatedAt: time },
      severity: Math.max(known ?? EVERYDAY, isOutside ? OUTSIDE : 0),
      type: operation,
      title: [operation, file ?? (isAddress ? object : null)].filter(Boolean).join(': '),
      description: givenTo(at),
      actor: {
        users: isService(user) ? [] : [user],
        ips: ['clientIP', 'clientIPAddress', 'actorIpAddress'].map((path) => addressIn(at.text(path))),
      },
      resources: inTenant(tenant, [
        ...documentOn([isAddress ? object : null, isAddress ? (file ?? null) : null], [site ?? null, at.text('site')]),
        { kind: 'mailbox', names: [at.text('mailboxOwnerUPN'), at.text('mailboxGuid'), ...mailboxIn(at, operation)] },
        { kind: 'host', names: [at.text('deviceName')] },
        ...at.objects('target').map((target) => ({ kind: 'identity' as const, names: [target.text('id')] })),
      ]),
      status: 'new',
      sample: false,
    },
    at,
  );
}

function isGivenOutside(at: Reader): boolean {
  const isGuest = /guest|external/i.test(at.text('targetUserOrGroupType') ?? '');
  return isGuest || forwarding(at).length > 0;
}

/** The mailbox that a command of Exchange names; `Identity` of other commands is a rule or a policy. */
function mailboxIn(at: Reader, operation: string | null): (string | null)[] {
  const isOfMailbox = /mailbox|recipient/i.test(operation ?? '');
  return at.objects('parameters').flatMap((parameter) => {
    const name = parameter.text('name');
    return name === 'Mailbox' || (name === 'Identity' && isOfMailbox) ? [parameter.text('value')] : [];
  });
}

/** Parameters of a command that send mail on. */
function forwarding(at: Reader): string[] {
  return [...at.objects('parameters'), ...at.objects('operationProperties')].flatMap((parameter) => {
    const [name = null, value = null] = [parameter.text('name'), parameter.text('value')];
    if (name === null || value === null || /^false$/i.test(value)) return [];
    const isSent = FORWARDING.test(name) || FORWARDING.test(value.slice(0, 200));
    return isSent ? [`${name}: ${value}`] : [];
  });
}

function givenTo(at: Reader): string {
  const target = at.text('targetUserOrGroupName');
  const given = target === null ? [] : [`Given to ${target} (${at.text('targetUserOrGroupType') ?? 'no type'})`];
  return [...given, ...forwarding(at)].join('. ');
}
