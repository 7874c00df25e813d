import { loadFilings } from '../../config/filings.ts';
import { loadPolicy } from '../../config/policy.ts';
import { TocsinError } from '../../domain/errors.ts';
import { formsCovered } from '../../domain/filing/modelled.ts';
import { Jurisdiction } from '../../domain/jurisdictions.ts';
import { coverageOf } from '../../domain/policy/coverage.ts';
import { policyDirOf } from '../address.ts';
import { renderCoverage } from '../output/policy-coverage.ts';
import type { Verb } from './verb.ts';

export const policyCoverage: Verb = {
  name: 'policy coverage',
  summary: 'say offline which places and duties the policy models, and when and in what each row was last read',
  examples: ['tocsin policy coverage', 'tocsin policy coverage US-CA', 'tocsin policy coverage --json'],
  arguments: [{ name: 'place', describe: 'every row that may bind in one place, such as DE or US-CA', optional: true }],
  options: {},
  role: null,
  async run({ args, env, clock, style }) {
    const place = args.place === undefined ? null : placeOf(args.place);
    const dir = policyDirOf(env);
    const policy = loadPolicy(dir);
    const forms = formsCovered(policy, loadFilings(dir));
    const coverage = { ...coverageOf(policy, clock().slice(0, 10)), forms };
    return { json: coverage, text: renderCoverage(coverage, place, style) };
  },
};

/** The place by the rule that holds everywhere, in whatever case it was written. */
function placeOf(given: string): string {
  const found = Jurisdiction.safeParse(given.toUpperCase());
  if (found.success) return found.data;
  throw new TocsinError('bad-input', `${given} is no place: ${found.error.issues[0]?.message}.`, 'place');
}
