import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { Finding } from '../../../../detection/finding.ts';
import { headlineOf } from '../../../../detection/headline.ts';
import { compileRules } from '../../../../detection/rules.ts';
import { awsGuardduty } from '../../../../detection/sources/aws-guardduty/index.ts';
import { canonicalJson } from '../../../../domain/audit/chain.ts';
import type { System } from '../../../../domain/dataflow.ts';
import { Facts, Narrative } from '../../../../domain/facts.ts';
import { readJsonAlert } from '../../../../intake/alert-reading.ts';
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
const RULES = new URL('../../../../policy/detection/aws-guardduty.yaml', import.meta.url);
const { evaluate } = compileRules(parse(readFileSync(RULES, 'utf8')));
const KNOWN = [{ id: 'tickets' } as System];
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
    const found = await read(() => awsGuardduty.read(alert.value));
    if (found === null) return 'refused';
    const finding = found.value;
    holds(isDeepStrictEqual(Finding.parse(finding), finding), 'The finding is not one by its own schema.');
    requireTimes(alert.value, finding);
    for (const systems of [[], KNOWN]) {
      const { facts, because } = evaluate(finding, systems);
      const title = headlineOf(finding);
      const kept = { facts: Facts.parse({ ...facts, systems: systems.map((s) => s.id) }), because };
      canonicalJson({
        ...kept,
        narrative: Narrative.parse({ title, summary: `${finding.type}. ${because}` }),
        finding,
      });
    }
    return 'accepted';
  },
};

function setTime(random: Random, alert: Record<string, unknown>): void {
  const body = Object(alert.detail ?? alert) as Record<string, Record<string, unknown> | string>;
  body[random.pick(['createdAt', 'updatedAt'])] = oddTime(random);
  if (random.oneIn(2)) Object(body.service).eventFirstSeen = oddTime(random);
}

/** The times of a finding are those of its alert, by a reading of our own. */
function requireTimes(alert: unknown, { occurredAt, updatedAt }: Finding): void {
  const body = Object(Object.hasOwn(Object(alert), 'detail-type') ? Object(alert).detail : alert);
  const first = Object(body.service).eventFirstSeen ?? body.createdAt;
  for (const [said, at] of [[first, occurredAt] as const, [body.updatedAt, updatedAt] as const]) {
    holds(INSTANT.test(at), `${at} is no instant.`);
    holds(strictMs(String(said), true) === Date.parse(at), `${said} was read as ${at}.`);
  }
}
