import { z } from 'zod';
import { InstantInput } from '../../../domain/instant-input.ts';

/**
 * A GuardDuty finding in the lower-camel JSON of EventBridge and of exports to S3. AWS adds fields all the time, so
 * unknown ones are let through; what a finding is made from is checked.
 */
const text = z.string().min(1).max(2_048);
const named = (...keys: string[]) => z.looseObject(Object.fromEntries(keys.map((key) => [key, text.nullish()])));

/** An instant from ISO 8601, or from the form found in exports, which is UTC (`2025-02-25 20:40:06.721`). */
const time = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/,
    'a time such as 2026-11-24T08:40:00.000Z',
  )
  .transform((given) => {
    const iso = given.replace(' ', 'T').replace(/(\.\d{3})\d+/, '$1');
    return /(Z|[+-]\d{2}:\d{2})$/.test(iso) ? iso : `${iso}Z`;
  })
  .pipe(InstantInput);

/** What was touched, by resource type; every part is optional, as each type of finding fills its own. */
const Resource = z.looseObject({
  resourceType: text.nullish(),
  accessKeyDetails: named('userName', 'principalId').nullish(),
  s3BucketDetails: z.array(named('name', 'arn')).max(200).nullish(),
  instanceDetails: named('instanceId', 'outpostArn').nullish(),
  eksClusterDetails: named('name', 'arn').nullish(),
  ecsClusterDetails: named('name', 'arn').nullish(),
  rdsDbInstanceDetails: named('dbInstanceIdentifier', 'dbInstanceArn', 'dbClusterIdentifier').nullish(),
  rdsLimitlessDbDetails: named('dbShardGroupIdentifier', 'dbShardGroupArn', 'dbClusterIdentifier').nullish(),
  lambdaDetails: named('functionName', 'functionArn').nullish(),
});

const Service = z.looseObject({
  eventFirstSeen: time.nullish(),
  additionalInfo: z.looseObject({ sample: z.boolean().nullish() }).nullish(),
  action: z
    .looseObject({
      awsApiCallAction: z.looseObject({ affectedResources: z.record(z.string(), text).nullish() }).nullish(),
    })
    .nullish(),
  /** Attack sequences list what they ran through. */
  detection: z
    .looseObject({
      sequence: z
        .looseObject({
          resources: z
            .array(named('uid', 'name', 'accountId'))
            .max(200)
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

export const GuardDutyFinding = z.looseObject({
  accountId: z.string().regex(/^\d{12}$/, 'an AWS account id of 12 digits'),
  arn: text,
  id: z.string().regex(/^[A-Za-z0-9-]{1,300}$/, 'letters, digits and dashes'),
  region: text,
  type: text,
  title: text,
  severity: z.number().min(0).max(10),
  createdAt: time,
  updatedAt: time,
  resource: Resource.nullish(),
  service: Service.nullish(),
});
export type GuardDutyFinding = z.infer<typeof GuardDutyFinding>;

/** The EventBridge envelope; only its kind matters here. */
export const Envelope = z.looseObject({ 'detail-type': z.literal('GuardDuty Finding'), detail: z.unknown() });
