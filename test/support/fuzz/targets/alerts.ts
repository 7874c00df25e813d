import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { loadRuleEvaluators } from '../../../../config/detection.ts';
import { Finding } from '../../../../detection/finding.ts';
import { headlineOf } from '../../../../detection/headline.ts';
import { readAlerts } from '../../../../detection/read-alerts.ts';
import { awsGuardduty } from '../../../../detection/sources/aws-guardduty/index.ts';
import { canonicalJson } from '../../../../domain/audit/chain.ts';
import { Facts, Narrative } from '../../../../domain/facts.ts';
import { readJsonAlert } from '../../../../intake/alert-reading.ts';
import { someTouched } from '../../some-finding.ts';
import { mutateValue, writeJson } from '../mutate.ts';
import type { Random } from '../random.ts';
import { meaningOf, readStrictly } from '../strict-json.ts';
import { asBytes, asInput, holds, read, type Target } from '../target.ts';
import { oddTime, strictMs } from '../times.ts';

/** Alerts of GuardDuty: the body as bytes, then JSON, then a finding, then what the rules make of it. */

const fixture = (name: string): Record<string, unknown> => {
  const folder = '../../../../detection/sources/aws-guardduty/fixtures/';
  return JSON.parse(readFileSync(new URL(`${folder}${name}.json`, import.meta.url), 'utf8'));
};
const FIXTURES = ['bare-medium-space-times', 'envelope-s3-exfiltration'].map(fixture);
const evaluate = loadRuleEvaluators(fileURLToPath(new URL('../../../../policy', import.meta.url))).get('aws-guardduty');
const KNOWN = [someTouched()];
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export const target: Target = {
  make(random) {
    const alert = structuredClone(random.pick(FIXTURES));
    if (random.oneIn(3)) setTime(random, alert);
    if (random.oneIn(30)) Object(alert.detail ?? alert).title = `${'x'.repeat(random.below(3))}${'💥'.repeat(150)}`;
    return asInput(writeJson(random, random.oneIn(4) ? alert : mutateValue(random, alert)));
  },

  async check(input) {
    const alert = await read(() => readJsonAlert(asBytes(input), {}));
    if (alert === null) return 'refused';
    const strict = readStrictly(new TextDecoder('utf-8', { fatal: true }).decode(asBytes(input)));
    holds(meaningOf(alert.value) === meaningOf(strict), 'The body was read in another way.');
    const found = readAlerts(awsGuardduty, alert.value);
    for (const each of found) if ('finding' in each) requireFinding(each.finding);
    const [one] = found;
    if (one === undefined || !('finding' in one)) return 'refused';
    requireTimes(alert.value, one.finding);
    return 'accepted';
  },
};

function requireFinding(finding: Finding): void {
  holds(isDeepStrictEqual(Finding.parse(finding), finding), 'The finding is not one by its own schema.');
  if (evaluate === undefined) throw new Error('There are no rules.');
  for (const touched of [[], KNOWN]) {
    const { facts, because } = evaluate(finding, touched);
    const title = headlineOf(finding);
    const kept = { facts: Facts.parse({ ...facts, systems: touched.map(({ system }) => system.id) }), because };
    canonicalJson({
      ...kept,
      narrative: Narrative.parse({ title, summary: `${finding.type}. ${because}` }),
      finding,
    });
  }
}

function setTime(random: Random, alert: Record<string, unknown>): void {
  const body = Object(alert.detail ?? alert) as Record<string, Record<string, unknown> | string>;
  body[random.pick(['createdAt', 'updatedAt'])] = oddTime(random);
  if (random.oneIn(2)) Object(body.service).eventFirstSeen = oddTime(random);
}

/** The times of a finding are those of its alert, by a reading of our own; what is no time is said to be none. */
function requireTimes(alert: unknown, { firstSeenAt, observedAt, updatedAt, unread }: Finding): void {
  const body = Object(Object.hasOwn(Object(alert), 'detail-type') ? Object(alert).detail : alert);
  const first = Object(body.service).eventFirstSeen;
  for (const [field, said, at] of [
    ['createdAt', body.createdAt, observedAt],
    ['updatedAt', body.updatedAt, updatedAt],
    ['service.eventFirstSeen', first, firstSeenAt],
  ] as const) {
    if (typeof said !== 'string') continue;
    holds(at === null || INSTANT.test(at), `${at} is no instant.`);
    const ms = strictMs(said.trim(), true);
    if (ms !== null && ms >= FIRST_MS) holds(at !== null && ms === Date.parse(at), `${said} was read as ${at}.`);
    else
      holds(MORE_FORMS.test(said) || said.trim() === '' || unread.some((u) => u.field === field), `${said} is lost.`);
  }
}

/** The first moment of the year 0000, before which no instant can be written. */
const FIRST_MS = Date.parse('0000-01-01T00:00:00Z');

/** Forms that other programs write and this reading does not take: `+0100`, ` UTC`, a comma, a blank before it. */
const MORE_FORMS = /([+-]\d{2}(:?\d{2})?|UTC|GMT)\s*$|,|\d [Zz+-]/;
