import { TocsinError } from '../../domain/errors.ts';
import { STATEMENT_PARTS, type Statement, type StatementPart } from '../../domain/notices/statement.ts';
import { TOCSIN } from '../../web/command.ts';
import { sendToBreach } from '../command.ts';
import { argumentOf, breachPath, optionsNamed, parseSettings } from '../input.ts';
import { printable } from '../output/printable.ts';
import type { ReleaseAnswer } from '../release.ts';
import type { Verb } from './verb.ts';

const KINDS = ['supplier', 'customer'] as const;
const NAMES = [...STATEMENT_PARTS, ...KINDS.flatMap((kind) => STATEMENT_PARTS.map((part) => `${kind}.${part}`))];

export const statement: Verb = {
  name: 'statement',
  summary: 'what suppliers and customers read: show it, or change parts of it; nothing goes out by that',
  examples: [
    'tocsin statement TOC-2026-0001-K7M',
    "tocsin statement TOC-2026-0001-K7M --set happened='A backup could be read by others for three days.'",
    "tocsin statement TOC-2026-0001-K7M --set customer.advice='Please warn the people concerned of false invoices.'",
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    set: {
      type: 'string',
      multiple: true,
      value: '<part>=<text>',
      describe: `one part, for all or for one kind: ${NAMES.slice(0, 5).join(', ')}, …; those not named stay`,
    },
  },
  role: 'responder',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const known = await input.client().get<ReleaseAnswer>(breachPath(breachId, 'release'));
    const changes = parseSettings(optionsNamed(input, 'set'), NAMES);
    const unknown = Object.keys(changes).find((name) => !NAMES.includes(name));
    if (unknown !== undefined) {
      throw new TocsinError('bad-input', `'${unknown}' is no part of it; the parts are ${NAMES.join(', ')}.`, 'set');
    }
    if (Object.keys(changes).length === 0) return { json: known, text: printable(sayStatement(known)) };
    const changed = withChanges(known.statement, changes);
    const body = { statement: changed, over: known.revision };
    const json = await sendToBreach<{ seq: number }>(input, breachId, {
      method: 'PUT',
      to: ['release', 'statement'],
      body,
    });
    return {
      json,
      text: `Saved. Nothing was sent; look at who gets it, and release it: ${TOCSIN} release ${breachId}`,
    };
  },
};

function withChanges(before: Statement, changes: Record<string, unknown>): Statement {
  const { supplier = {}, customer = {}, ...all } = before;
  const own = { supplier: { ...supplier }, customer: { ...customer } };
  for (const [name, text] of Object.entries(changes)) {
    const [first = '', second] = name.split('.');
    if (second === undefined) all[first as StatementPart] = String(text);
    else own[first as 'supplier' | 'customer'][second as StatementPart] = String(text);
  }
  const used = KINDS.filter((kind) => Object.keys(own[kind]).length > 0);
  return { ...all, ...Object.fromEntries(used.map((kind) => [kind, own[kind]])) };
}

function sayStatement({ statement: text, revision }: ReleaseAnswer): string {
  const parts = STATEMENT_PARTS.map((part) => `${part}:\n  ${text[part] || '(empty)'}`);
  const own = KINDS.flatMap((kind) =>
    STATEMENT_PARTS.flatMap((part) => (text[kind]?.[part] ? [`${kind}.${part}:\n  ${text[kind][part]}`] : [])),
  );
  return [revision === 0 ? 'Drafted from the facts, not saved yet' : `Revision ${revision}`, ...parts, ...own].join(
    '\n',
  );
}
