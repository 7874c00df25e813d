import { parseVerbArguments } from '../../../../cli/arguments.ts';
import { parseSettings } from '../../../../cli/input.ts';
import { loadVerbs } from '../../../../cli/verbs/registry.ts';
import { canonicalJson } from '../../../../domain/audit/chain.ts';
import { mutateText, oddText } from '../mutate.ts';
import { holds, read, type Target } from '../target.ts';

/** Arguments of every verb of the command, one a line, and the values of `--set`. */

const VERBS = await loadVerbs();
const LINES = VERBS.map(({ name, examples }) => [name, ...examples.map((line) => line.split(' '))] as const);

export const target: Target = {
  make(random) {
    const [name, ...examples] = random.pick(LINES);
    const words = (random.pick(examples) ?? []).slice(name.split(' ').length + 1);
    const changed = words.flatMap((word) => {
      if (random.oneIn(8)) return [];
      if (random.oneIn(6)) return [word, oddText(random)];
      return [random.oneIn(4) ? mutateText(random, word) : word];
    });
    const settings = random.some(2, () => [
      '--set',
      `${random.pick(['title', '__proto__', 'malicious', ''])}=${oddText(random)}`,
    ]);
    return [name, ...changed, ...(random.oneIn(3) ? settings.flat() : [])]
      .map((word) => word.replaceAll('\n', ' '))
      .join('\n');
  },

  async check(input) {
    const [name, ...argv] = input.split('\n');
    const verb = VERBS.find((each) => each.name === name);
    holds(verb !== undefined, `There is no verb ${name}.`);
    const found = await read(() => parseVerbArguments(verb, argv));
    if (found === null) return 'refused';
    const { args, options } = found.value;
    holds(Object.keys(args).length <= verb.arguments.length, 'More arguments were taken than there are.');
    holds(
      Object.keys(options).every((key) => Object.hasOwn(options, key) && key !== '__proto__'),
      'An option is none.',
    );
    const given = options.set;
    if (Array.isArray(given)) {
      const settings = await read(() => parseSettings(given, ['title']));
      if (settings === null) return 'refused';
      if (given.every((each) => each.isWellFormed())) canonicalJson(settings.value);
    }
    return 'accepted';
  },
};
