import { isDeepStrictEqual } from 'node:util';
import type { EnvelopeKind } from '../../../../detection/envelopes.ts';
import { Finding } from '../../../../detection/finding.ts';
import { isRecord } from '../../../../detection/json-text.ts';
import { readAlerts } from '../../../../detection/read-alerts.ts';
import { ALERT_SOURCES, alertSources } from '../../../../detection/registry.ts';
import type { AlertSource } from '../../../../detection/source.ts';
import { canonicalJson } from '../../../../domain/audit/chain.ts';
import { readBody, readJsonAlert } from '../../../../intake/alert-reading.ts';
import { fixturesOf } from '../../alert-fixtures.ts';
import { compiledSource, exampleSourceFile } from '../../own-source.ts';
import { mutateText, mutateValue, writeJson } from '../mutate.ts';
import type { Random } from '../random.ts';
import { asBytes, asInput, holds, read, type Target } from '../target.ts';
import { oddTime } from '../times.ts';

/** Alerts of every source, and of one that the policy describes: its name, and on the next line the body as bytes. */

const EXAMPLE = exampleSourceFile();
const SOURCES = alertSources([compiledSource(EXAMPLE)]);
const FIXTURES = new Map(ALERT_SOURCES.map(({ name }) => [name, Object.values(fixturesOf(name))]));
FIXTURES.set(
  'example',
  EXAMPLE.cases.map(({ alert }) => alert),
);
const NAMES = [...FIXTURES.keys()];
const TIME = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^"]*/g;

export const target: Target = {
  make(random) {
    const name = random.pick(NAMES);
    const alert = random.pick(FIXTURES.get(name) ?? []);
    const json = writeJson(random, random.oneIn(4) ? alert : mutateValue(random, alert));
    const timed = random.oneIn(4) ? json.replace(TIME, (time) => (random.oneIn(2) ? time : quotable(random))) : json;
    return `${name}\n${random.oneIn(10) ? mutateText(random, asInput(timed), true) : asInput(timed)}`;
  },

  async check(input) {
    const cut = input.indexOf('\n');
    const source = SOURCES.find(input.slice(0, cut));
    const bytes = asBytes(input.slice(cut + 1));
    const body = await read(() => readBody(source, bytes, {}));
    if (body === null) return 'refused';
    const { findings, refused } = body.value;
    holds(refused === null || refused.code === 'content-refused', `It is refused as ${refused?.code}.`);
    for (const finding of findings) requireFinding(source, finding);
    requireSameInEnvelopes(source, readJsonAlert(bytes, {}));
    return findings.length > 0 ? 'accepted' : 'refused';
  },
};

/** A time that may stand in JSON as it is. */
function quotable(random: Random): string {
  return JSON.stringify(oddTime(random)).slice(1, -1);
}

function requireFinding({ name }: AlertSource, finding: Finding): void {
  holds(isDeepStrictEqual(Finding.parse(finding), finding), 'The finding is not one by its own schema.');
  holds(finding.source === name && finding.correlation.startsWith(`${name}/`), 'It is a finding of another source.');
  canonicalJson(finding);
}

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const WRAPPED: Readonly<Record<EnvelopeKind, (alert: unknown, type: string) => unknown>> = {
  cloudEvents: (data, type) => ({ specversion: '1.0', type, source: '/fuzz', id: 'e-1', data }),
  eventBridge: (detail, type) => ({ id: 'e-1', source: 'fuzz', 'detail-type': type, detail }),
  sns: (alert) => ({ TopicArn: 'arn:aws:sns:eu-central-1:210987654321:a', Message: JSON.stringify(alert) }),
  sqs: (alert) => ({ Records: [{ messageId: 'm-1', body: JSON.stringify(alert) }] }),
  pubSub: (alert) => ({ message: { data: base64(alert), messageId: 'm-1' }, subscription: 's' }),
  kinesis: (alert) => ({ Records: [{ kinesis: { data: base64(alert) } }] }),
  firehose: (alert) => ({ requestId: 'r-1', records: [{ data: base64(alert) }] }),
};

/** Nothing depends on the delivery; but an event within another one has two types, of which one is ours. */
function requireSameInEnvelopes(source: AlertSource, alert: unknown): void {
  if (!isRecord(alert)) return;
  const bare = outcomeOf(source, alert);
  for (const kind of source.envelopes) {
    if (kind === 'eventBridge' && isRecord(alert.detail)) continue;
    if (kind === 'cloudEvents' && source.name === 'cloudevents') continue;
    const wrapped = WRAPPED[kind](alert, source.detailTypes?.[0] ?? 'alert');
    holds(outcomeOf(source, wrapped) === bare, `In ${kind} it reads otherwise.`);
  }
}

function outcomeOf(source: AlertSource, body: unknown): string {
  return JSON.stringify(
    readAlerts(source, body).map((each) =>
      'finding' in each ? each.finding : 'notForUs' in each ? 'none' : 'refused',
    ),
  );
}
