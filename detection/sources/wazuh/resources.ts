import type { FoundResource } from '../../make-finding.ts';
import type { Reader } from '../../reader.ts';

/** The agent's machine, and what the log of a cloud or service names. */
export function resourcesOf(at: Reader): FoundResource[] {
  const account = at.text('data.aws.aws_account_id') ?? at.text('data.aws.accountId');
  const place = { account, region: at.text('data.aws.awsRegion') ?? at.text('data.aws.region') };
  return [
    { kind: 'host', names: hostNames(at), tags: labelsOf(at) },
    {
      kind: 'bucket',
      names: [at.text('data.aws.requestParameters.bucketName'), at.text('data.aws.s3bucket')],
      ...place,
    },
    { kind: 'identity', names: [at.text('data.aws.userIdentity.arn')], ...place },
    { kind: 'account', names: [account], region: place.region },
    { kind: 'tenant', names: [at.text('data.office365.OrganizationId')] },
    { kind: 'mailbox', names: [at.text('data.office365.MailboxOwnerUPN')] },
    { kind: 'document', names: [at.text('data.office365.ObjectId')] },
    { kind: 'repository', names: [at.text('data.github.repo')] },
  ];
}

const OF_CLOUDS = ['integration', 'aws', 'office365', 'github', 'gcp', 'ms-graph'];

/** The manager (agent 000) reads what others send: a cloud, or the sender of a log, is then what it is about. */
function hostNames(at: Reader): (string | null)[] {
  const sender = at.text('predecoder.hostname');
  const isOfManager = at.text('agent.id') === '000';
  if (isOfManager && OF_CLOUDS.some((name) => at.has(`data.${name}`))) return [];
  if (isOfManager && sender !== null && sender !== at.text('agent.name')) return [sender];
  return [at.text('agent.name'), at.text('agent.ip'), at.text('data.win.system.computer')];
}

function labelsOf(at: Reader): string[] {
  return at.members('agent.labels').flatMap(([key, value]) => {
    const text = value.text('');
    return text === null ? [] : [`${key}=${text}`];
  });
}
