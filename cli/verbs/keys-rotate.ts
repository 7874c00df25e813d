import type { KeyStanding, Rotation } from '../../store/rotate.ts';
import { plural } from '../../web/desk/words.ts';
import type { Verb } from './verb.ts';

export const keysRotate: Verb = {
  name: 'keys rotate',
  summary: 'seal under today’s keys what older ones sealed, and say which key can be taken out of the keyring',
  examples: ['tocsin keys rotate', 'tocsin keys rotate --json'],
  arguments: [],
  options: {},
  role: null,
  notes: [
    'First add the new key to the keyring, make it current, and start API and workers anew: what still runs with the ' +
      'keyring of before goes on sealing with the old key.',
    'Safe to repeat and to break off. Nothing is lost where it ends in the middle.',
  ],
  async run({ env, say }) {
    // Loaded here, so that no other verb waits for the database driver.
    const [{ withOperator }, { rotateKeys }] = await Promise.all([
      import('../operator.ts'),
      import('../../store/rotate.ts'),
    ]);
    const rotation = await withOperator(env, ({ store }) => rotateKeys(store, say));
    return { json: rotation, text: linesOf(rotation).join('\n') };
  },
};

function linesOf({ current, resealed, reindexed, secondFactors, renewed, keys }: Rotation): string[] {
  const moved = Object.entries(resealed).map(([collection, count]) => `  ${collection}: ${count}`);
  return [
    moved.length === 0
      ? `Everything that can move is sealed under ${current}.`
      : `Sealed under ${current} from now on:`,
    ...moved,
    ...(reindexed === 0 ? [] : [`${plural(reindexed, 'row')} indexed anew.`]),
    ...(secondFactors === 0 ? [] : [`${plural(secondFactors, 'authenticator secret')} encrypted anew.`]),
    ...(renewed === 0 ? [] : [`${plural(renewed, 'MAC')} made anew.`]),
    ...keys.flatMap(standingOf),
  ];
}

function standingOf({ id, isInRing, stays, inTheWay }: KeyStanding): string[] {
  const kept =
    `  ${plural(stays.events, 'event')} and ${plural(stays.ledgerPages, 'page')} of ledgers stay as ${id} sealed ` +
    'them, and so do histories in Temporal: the database keeps what opens them.';
  if (!isInRing) return [`${id} is out of the keyring.`, kept];
  if (inTheWay.length === 0) return [`${id} can be taken out of the keyring.`, kept];
  return [`${id} must stay in the keyring:`, ...inTheWay.map((each) => `  ${each}`)];
}
