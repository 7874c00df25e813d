import { SECOND_MS, toInstant } from '../domain/time.ts';

export type Address = { url: string; token: string };

/** Sends one, and fails where it is not taken. */
export async function send({ url, token }: Address, body: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body });
  const answer = await response.text();
  if (response.status !== 202) throw new Error(`Not taken: ${response.status} ${answer}`);
}

/** A GuardDuty finding about the bucket of system `n`; `update` makes it a later state of the same one. */
export function finding(id: string, n: number, update = 0): string {
  const updatedAt = toInstant(Date.UTC(2026, 10, 24) + update * SECOND_MS);
  return JSON.stringify({
    ...{ schemaVersion: '2.0', accountId: '210987654321', region: 'eu-central-1', partition: 'aws', id },
    arn: `arn:aws:guardduty:eu-central-1:210987654321:detector/d/finding/${id}`,
    type: n % 10 === 0 ? 'Exfiltration:S3/AnomalousBehavior' : 'Recon:EC2/Portscan',
    resource: {
      resourceType: 'S3Bucket',
      s3BucketDetails: [{ name: `bucket-${n}`, arn: `arn:aws:s3:::bucket-${n}` }],
    },
    service: { serviceName: 'guardduty', eventFirstSeen: updatedAt, additionalInfo: { value: '{}', type: 'default' } },
    ...{
      severity: n % 10 === 0 ? 8 : 2,
      createdAt: updatedAt,
      updatedAt,
      title: 'Objects were read in an unusual way.',
    },
    description: 'An API was used to read objects in a way that is not usual for this user. '.repeat(8),
  });
}
