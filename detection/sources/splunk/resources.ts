import type { FoundResource } from '../../make-finding.ts';
import type { Reader } from '../../reader.ts';
import { addressOf } from '../../systems/names.ts';
import { valuesOf } from './fields.ts';

/** Machines, accounts and buckets, by the names of the Common Information Model. */
export function resourcesOf(at: Reader): FoundResource[] {
  const account = at.text('vendor_account') ?? at.text('aws_account_id');
  const place = { account, region: at.text('vendor_region') };
  const ofUser = at.text('risk_object_type') === 'user';
  return [
    ...machines(at, ['dest', 'dest_host', 'dest_dns', 'dest_nt_host', 'dest_ip'], place),
    ...valuesOf(at, 'risk_object').map(
      (name): FoundResource => ({ kind: ofUser ? 'identity' : 'host', names: [name], ...(ofUser ? {} : place) }),
    ),
    // A source by name is a machine of one's own; an address may be anybody's.
    ...valuesOf(at, 'src')
      .filter((src) => addressOf(src) === null)
      .map((src): FoundResource => ({ kind: 'host', names: [src], ...place })),
    ...machines(at, ['dvc'], place),
    ...machines(at, ['orig_host'], place),
    ...valuesOf(at, 'user').map((user): FoundResource => ({ kind: 'identity', names: [user] })),
    { kind: 'bucket', names: [at.text('bucket_name') ?? at.text('bucketName')], ...place },
    { kind: 'account', names: [account], region: place.region },
  ];
}

/** One machine by all its names; several values of the first field are several machines. */
function machines(
  at: Reader,
  fields: readonly string[],
  place: { account: string | null; region: string | null },
): FoundResource[] {
  const values = fields.map((field) => valuesOf(at, field));
  const [first = []] = values;
  if (first.length > 1) return first.map((name) => ({ kind: 'host', names: [name], ...place }));
  return [{ kind: 'host', names: values.flat(), ...place }];
}
