/** What an Amazon resource name is made of; `path` is the resource without its type, such as cluster and task. */
export type Arn = {
  partition: string;
  service: string;
  region: string;
  account: string | null;
  type: string | null;
  path: string[];
};

const FORM = /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|aws)?:(.+)$/i;

/** The parts of an ARN; null for any other text. */
export function parseArn(text: string): Arn | null {
  if (!/^arn:/i.test(text)) return null;
  const [, partition, service, region = '', account, resource] = FORM.exec(text) ?? [];
  if (partition === undefined || service === undefined || resource === undefined) return null;
  const segments = resource.split(/[/:]/).filter((segment) => segment !== '');
  // S3 and SNS name the thing at once, all others its type first.
  const isTyped = segments.length > 1 && service.toLowerCase() !== 's3';
  return {
    partition,
    service: service.toLowerCase(),
    region,
    account: account === undefined || account === 'aws' ? null : account,
    type: isTyped ? (segments[0]?.toLowerCase() ?? null) : null,
    path: isTyped ? segments.slice(1) : segments,
  };
}
