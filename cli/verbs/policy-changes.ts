import { resolve } from 'node:path';
import { loadPolicy } from '../../config/policy.ts';
import { policyDirOf } from '../address.ts';
import { argumentOf } from '../input.ts';
import { renderPolicyChanges } from '../output/policy-changes.ts';
import { inSeconds } from '../output/seconds.ts';
import type { Verb } from './verb.ts';

export const policyChanges: Verb = {
  name: 'policy changes',
  summary: 'say which duties of open and past incidents another version of the policy changes, as a note for the DPO',
  examples: [
    'tocsin policy changes ../policy-of-last-month',
    'tocsin policy changes policy ./our-draft --json',
    'git worktree add ../before v0.9.0 && tocsin policy changes ../before/policy',
  ],
  arguments: [
    { name: 'from', describe: 'folder of the policy as it was' },
    {
      name: 'to',
      describe: 'folder of the policy as it is to be (default: TOCSIN_POLICY_DIR, else policy/)',
      optional: true,
    },
  ],
  options: {},
  role: null,
  notes: [
    'Reads the database itself, so it is for whoever runs the server. Nothing is recorded but that it was looked at, ' +
      'and no clock moves: an open incident goes by the new version from its next change on.',
    'Exit code 1: something would have been due earlier, or would have bound, and was not met by then.',
  ],
  async run(input) {
    const from = loadPolicy(resolve(argumentOf(input, 'from')));
    const to = loadPolicy(input.args.to === undefined ? policyDirOf(input.env) : resolve(input.args.to));
    // Loaded here, so that no other verb waits for the database driver.
    const [{ withOperator, record }, { changesOfPolicy }] = await Promise.all([
      import('../operator.ts'),
      import('../../services/policy/changes.ts'),
    ]);
    const changes = await withOperator(input.env, async (context) => {
      await record(context, 'server/policy-changes', null);
      return changesOfPolicy(context.store, from, to, input.clock());
    });
    const isMissed = changes.breaches.some(({ duties }) => duties.some(({ missed }) => missed !== null));
    const text = renderPolicyChanges(changes, { zone: to.organisation.zone, style: input.style });
    return { json: inSeconds(changes), text, exit: isMissed || changes.notRead.length > 0 ? 1 : 0 };
  },
};
