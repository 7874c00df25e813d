import { type ParseArgsConfig, parseArgs } from 'node:util';
import { TocsinError } from '../domain/errors.ts';
import { TOCSIN } from '../web/command.ts';
import { nearest } from './nearest.ts';
import { CLI_ROLES, type OptionSpec, type Verb, type VerbInput } from './verbs/verb.ts';

/** Understood by every verb. */
export const COMMON_OPTIONS: Record<string, OptionSpec> = {
  json: { type: 'boolean', describe: 'print exactly one JSON document on stdout' },
  help: { type: 'boolean', describe: 'show this help' },
};
const SERVER_OPTIONS: Record<string, OptionSpec> = {
  as: { type: 'string', value: CLI_ROLES.join('|'), describe: 'which of the stored tokens to use' },
};
/** Of the verbs that change something. */
const KEY_OPTION: Record<string, OptionSpec> = {
  key: {
    type: 'string',
    value: '<key>',
    describe: 'names this one request: repeated under the same key it is done once (printed where no answer came)',
  },
};

/** A verb's own options with those every verb has. */
export function optionsOf(verb: Verb): Record<string, OptionSpec> {
  return {
    ...verb.options,
    ...(verb.changes ? KEY_OPTION : {}),
    ...(verb.role === null ? {} : SERVER_OPTIONS),
    ...COMMON_OPTIONS,
  };
}

/**
 * Parses what follows the verb. Throws `bad-input` that names the option or argument at fault and, for a name that is
 * not known, the nearest one that is.
 */
export function parseVerbArguments(verb: Verb, argv: string[]): Pick<VerbInput, 'args' | 'options'> {
  const known = optionsOf(verb);
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { type, multiple }]) => [name, { type, multiple: multiple ?? false }]),
  ) satisfies ParseArgsConfig['options'];
  const { tokens } = parseArgs({ args: argv, options, strict: false, allowPositionals: true, tokens: true });
  const values: VerbInput['options'] = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    if (spec === undefined) throw unknownName(`option '${token.rawName}'`, verb.name, token.name, Object.keys(known));
    // `--title --json` forgot the title: an option's name never is a value, unless written as --title=--json.
    const value = token.inlineValue === false && token.value?.startsWith('--') ? undefined : token.value;
    values[token.name] = readOption(token.name, spec, value, values[token.name]);
  }
  return { args: nameArguments(verb, positionals), options: values };
}

function readOption(name: string, spec: OptionSpec, value: string | undefined, before: VerbInput['options'][string]) {
  if (spec.type === 'boolean') {
    if (value !== undefined) throw refuse(`--${name} takes no value.`, name);
    return true;
  }
  if (value === undefined || value === '')
    throw refuse(`--${name} needs a value: --${name} ${valueInHelp(spec) ?? '…'}.`, name);
  if (spec.choices !== undefined && !spec.choices.includes(value)) {
    throw refuse(`--${name} takes ${spec.choices.join(', ')}, not '${value}'.`, name);
  }
  if (spec.multiple) return [...(Array.isArray(before) ? before : []), value];
  if (before !== undefined) throw refuse(`--${name} is given twice; give it once.`, name);
  return value;
}

/** What stands for an option's value in the help. */
export function valueInHelp({ choices, value }: OptionSpec): string | undefined {
  return value ?? choices?.join('|');
}

function nameArguments(verb: Verb, positionals: string[]): Record<string, string | undefined> {
  const missing = verb.arguments.find((argument, index) => !argument.optional && positionals[index] === undefined);
  const help = `See: ${TOCSIN} ${verb.name} --help`;
  if (missing)
    throw refuse(`'tocsin ${verb.name}' needs <${missing.name}>: ${missing.describe}. ${help}`, missing.name);
  const extra = positionals[verb.arguments.length];
  if (extra !== undefined)
    throw refuse(`'${extra}' is one argument too many for 'tocsin ${verb.name}'. ${help}`, extra);
  return Object.fromEntries(verb.arguments.map((argument, index) => [argument.name, positionals[index]]));
}

function refuse(message: string, field: string): TocsinError {
  return new TocsinError('bad-input', message, field);
}

/** The refusal of a name nobody knows, with the nearest known one where there is a near one. */
export function unknownName(what: string, verb: string | null, name: string, known: string[]): TocsinError {
  const near = nearest(name, known);
  const hint = near === null ? '' : ` Did you mean '${what.startsWith('option') ? `--${near}` : near}'?`;
  const where = verb === null ? '' : ` of 'tocsin ${verb}'`;
  return refuse(`Unknown ${what}${where}.${hint} See: ${TOCSIN} ${verb === null ? '' : `${verb} `}--help`, name);
}
