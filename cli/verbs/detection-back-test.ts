import { resolve } from 'node:path';
import { loadDetection } from '../../config/detection.ts';
import { TocsinError } from '../../domain/errors.ts';
import { DAY_MS, plusMs, SECOND_MS } from '../../domain/time.ts';
import { policyDirOf } from '../address.ts';
import { optionOf, requireOption } from '../input.ts';
import { describeBackTest } from '../output/back-test.ts';
import type { Verb, VerbInput } from './verb.ts';

const USUAL_DAYS = 14;
const MOST_DAYS = 3_660;
const SAY_EVERY = 10_000;

export const detectionBackTest: Verb = {
  name: 'detection back-test',
  summary: 'judge the stored alerts of the last days by another policy too, and show the difference',
  examples: [
    'tocsin detection back-test --against ./changed-policy',
    'tocsin detection back-test --days 30 --against ./changed-policy --json',
  ],
  arguments: [],
  options: {
    against: { type: 'string', value: '<dir>', describe: 'the changed policy' },
    days: { type: 'string', value: '<n>', describe: `how many days back (default: ${USUAL_DAYS})` },
  },
  role: null,
  notes: [
    'Opens the database itself, with the keyring: by whoever runs the server. It is put on record and changes nothing.',
    'The register is that of today, and no suspicion is taken to be closed: when people would have, nobody knows.',
  ],
  async run(input) {
    const days = daysOf(optionOf(input, 'days'));
    const before = loadDetection(policyDirOf(input.env));
    const after = loadDetection(resolve(requireOption(input, 'against')));
    // Loaded here, so that no other verb waits for the database driver.
    const [{ withOperator, record }, { backTestAlerts }, { loadPolicy }] = await Promise.all([
      import('../operator.ts'),
      import('../../services/alert/back-test.ts'),
      import('../../config/policy.ts'),
    ]);
    const until = input.clock();
    const since = plusMs(until, -days * DAY_MS);
    const from = performance.now();
    const found = await withOperator(input.env, async (context) => {
      await record(context, 'back-test', `days ${days}`);
      return backTestAlerts(context.store, { since, until, before, after }, sayEvery(input));
    });
    const seconds = (performance.now() - from) / SECOND_MS;
    const { retention } = loadPolicy(policyDirOf(input.env)).organisation;
    const erasedAfter = retention?.alertsDays ?? null;
    const told = { days, since, until, seconds, erasedAfterDays: erasedAfter, ...found };
    return { json: told, text: describeBackTest(told) };
  },
};

function daysOf(given: string | undefined): number {
  if (given === undefined) return USUAL_DAYS;
  const days = /^[1-9]\d{0,3}$/.test(given) ? Number(given) : 0;
  if (days >= 1 && days <= MOST_DAYS) return days;
  throw new TocsinError('bad-input', `--days takes a whole number from 1 to ${MOST_DAYS}, not '${given}'.`, 'days');
}

function sayEvery({ say }: VerbInput): (done: number) => void {
  let said = 0;
  return (done) => {
    if (done < said + SAY_EVERY) return;
    said = done;
    say(`${done} alerts so far`);
  };
}
