import { TocsinError } from '../../domain/errors.ts';
import { isLanguage } from '../../domain/language-code.ts';
import {
  STATEMENT_PARTS,
  type Statement,
  type StatementPart,
  type StatementTranslation,
  textsIn,
} from '../../domain/notices/statement.ts';
import { TOCSIN } from '../../web/command.ts';
import { sendToBreach } from '../command.ts';
import { argumentOf, breachPath, optionOf, optionsNamed, parseSettings } from '../input.ts';
import { printable } from '../output/printable.ts';
import { type ReleaseAnswer, sayLetters } from '../release.ts';
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
    "tocsin statement TOC-2026-0001-K7M --language en --set de.happened='Eine Sicherung war drei Tage lang lesbar.'",
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    set: {
      type: 'string',
      multiple: true,
      value: '<part>=<text>',
      describe:
        `one part, for all or for one kind: ${NAMES.slice(0, 5).join(', ')}, …; in another language: de.happened, …; ` +
        'an empty one takes it out; those not named stay',
    },
    language: { type: 'string', value: '<code>', describe: 'in which its own text is written, such as en' },
  },
  role: 'responder',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const known = await input.client().get<ReleaseAnswer>(breachPath(breachId, 'release'));
    const settings = optionsNamed(input, 'set');
    const changes = parseSettings(
      settings,
      settings.map((setting) => setting.split('=')[0] ?? ''),
    );
    const unknown = Object.keys(changes).find((name) => !isPart(name));
    if (unknown !== undefined) {
      const message = `'${unknown}' is no part of it; the parts are ${NAMES.join(', ')}, and de.happened and so on.`;
      throw new TocsinError('bad-input', message, 'set');
    }
    const language = optionOf(input, 'language');
    if (Object.keys(changes).length === 0 && language === undefined) {
      return { json: known, text: printable(sayStatement(known)) };
    }
    const changed = { ...withChanges(known.statement, changes), ...(language !== undefined && { language }) };
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

/** `happened`, `customer.happened`, `de.happened` or `de.customer.happened`. */
function isPart(name: string): boolean {
  const [first = '', ...rest] = name.split('.');
  return NAMES.includes(name) || (isLanguage(first) && NAMES.includes(rest.join('.')));
}

function withChanges(before: Statement, changes: Record<string, unknown>): Statement {
  const changed: Statement = structuredClone(before);
  const translations: Record<string, StatementTranslation> = { ...changed.translations };
  for (const [name, text] of Object.entries(changes)) {
    const [first = '', ...rest] = name.split('.');
    if (NAMES.includes(name)) change(changed, name, String(text));
    else {
      translations[first] ??= {};
      change(translations[first], rest.join('.'), String(text));
    }
  }
  return { ...changed, ...(Object.keys(translations).length > 0 && { translations }) };
}

function change(text: StatementTranslation, name: string, said: string): void {
  const [kind, part] = name.includes('.') ? name.split('.') : [undefined, name];
  if (kind === undefined) text[part as StatementPart] = said;
  else
    text[kind as (typeof KINDS)[number]] = { ...text[kind as (typeof KINDS)[number]], [part as StatementPart]: said };
}

function sayStatement({ statement, revision, letters }: ReleaseAnswer): string {
  const parts = textsIn(statement).flatMap(({ kind, translation, text }) =>
    STATEMENT_PARTS.flatMap((part) => {
      const said = text[part] ?? '';
      if (said === '' && (kind !== null || translation !== null)) return [];
      return [`${[translation ?? [], kind ?? [], part].flat().join('.')}:\n  ${said || '(empty)'}`];
    }),
  );
  const { language } = statement;
  return [
    revision === 0 ? 'Drafted from the facts, not saved yet' : `Revision ${revision}`,
    ...(language === undefined ? [] : [`written in '${language}'`]),
    ...parts,
    ...sayLetters(letters),
  ].join('\n');
}
