import { TOCSIN } from '../web/command.ts';
import { optionsOf, valueInHelp } from './arguments.ts';
import { EXIT_CODES } from './exit.ts';
import { renderTable } from './output/table.ts';
import { loadVerbs } from './verbs/registry.ts';
import type { Verb } from './verbs/verb.ts';

/** `tocsin --help`: the verbs, where the server is looked for, the exit codes. */
export async function describeTocsin(): Promise<string> {
  const all = await loadVerbs();
  const verbs = renderTable(
    ['', ''],
    all.map((verb) => [verb.name, verb.summary]),
  );
  const codes = Object.entries(EXIT_CODES).map(([code, meaning]) => `${code}  ${meaning}`);
  return [
    'tocsin: breach clocks, notices and the register.',
    '',
    `usage: ${TOCSIN} <verb> [arguments] [options]        more: ${TOCSIN} <verb> --help`,
    '',
    indent(verbs.trimStart()),
    '',
    'Server and token: TOCSIN_URL and TOCSIN_TOKEN, else what `npm start` wrote into .tocsin/credentials.json.',
    'Every verb takes --json and -h. Which version this is: --version. Exit codes:',
    indent(codes.join('\n')),
  ].join('\n');
}

/** `tocsin <verb> --help`. */
export function describeVerb(verb: Verb): string {
  const names = verb.arguments.map((a) => (a.optional ? `[${a.name}]` : `<${a.name}>`));
  const options = Object.entries(optionsOf(verb)).map(([name, spec]) => {
    const value = spec.type === 'string' ? ` ${valueInHelp(spec) ?? '<text>'}` : '';
    return [`--${name}${value}${spec.multiple ? ' …' : ''}`, spec.describe];
  });
  const rows = [...verb.arguments.map((a) => [a.name, a.describe]), ...options];
  const examples = verb.examples.length === 0 ? [] : ['', 'examples:', indent(verb.examples.map(asTyped).join('\n'))];
  const notes = verb.notes === undefined ? [] : ['', ...verb.notes];
  const usage = [`usage: ${TOCSIN}`, verb.name, ...names, '[options]'].join(' ');
  return [verb.summary, '', usage, '', indent(renderTable(['', ''], rows).trimStart()), ...notes, ...examples].join(
    '\n',
  );
}

function asTyped(example: string): string {
  return example.replaceAll(/\btocsin(?= )/g, TOCSIN);
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
