import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { COUNTERPARTY_KINDS, type CounterpartyKind } from '../../domain/dataflow.ts';
import { TocsinError } from '../../domain/errors.ts';
import { findForbidden } from '../../domain/filing/forbidden.ts';
import { Identifier } from '../../domain/identifier.ts';
import { isLanguage } from '../../domain/language-code.ts';
import { mayBeForeign } from '../../domain/notices/repeated-words.ts';
import {
  STATEMENT_PARTS,
  type Statement,
  type StatementPart,
  type StatementPlace,
  textsIn,
} from '../../domain/notices/statement.ts';
import { sha256Of } from '../../domain/plan/release.ts';
import { isAmong, RESPONDERS } from '../../domain/roles.ts';
import { textInput } from '../../domain/text-input.ts';
import { saveLeftOut as keepLeftOut } from '../../store/releases.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { findBreach, sendCommand } from '../breach/command.ts';
import { NEVER_SENT } from '../campaign/letter.ts';
import type { ServiceDeps } from '../deps.ts';
import { lookAtRelease } from './look.ts';

const MOST_CHARACTERS = 4_000;
const part = textInput(0, MOST_CHARACTERS, 'at most 4,000 characters');
const parts = Object.fromEntries(STATEMENT_PARTS.map((name) => [name, part])) as Record<StatementPart, typeof part>;
const own = z.strictObject(parts).partial();
const byKind = Object.fromEntries(COUNTERPARTY_KINDS.map((kind) => [kind, own.optional()])) as Record<
  CounterpartyKind,
  z.ZodOptional<typeof own>
>;

/** So many letters, each of at most 48,000 characters, are one command to the workflow that records them. */
const MOST_TRANSLATIONS = 8;
const code = z.string().refine(isLanguage, 'a code of two letters, such as de');

/**
 * What suppliers and customers read; what one kind reads otherwise stands under its name. `language`: in which it is
 * written; `translations`: parts of it in others.
 */
export const StatementInput = z.strictObject({
  ...parts,
  happened: textInput(10, MOST_CHARACTERS, 'say what happened, in 10 to 4,000 characters'),
  ...byKind,
  language: code.optional(),
  translations: z
    .record(code, z.strictObject({ ...parts, ...byKind }).partial())
    .refine((given) => Object.keys(given).length <= MOST_TRANSLATIONS, `at most ${MOST_TRANSLATIONS} translations`)
    .optional(),
});

const why = textInput(1, 1_000, 'say why they are left out, in at most 1,000 characters');
/** Who is left out and why: by ids, by kind, or by a system that nobody is told of. */
export const LeftOutInput = z
  .array(
    z.union([
      z.strictObject({ counterparties: z.array(Identifier).min(1).max(100_000), reasons: why }),
      z.strictObject({ kind: z.enum(COUNTERPARTY_KINDS), reasons: why }),
      z.strictObject({ system: Identifier, reasons: why }),
    ]),
  )
  .max(200);
export type LeftOutInput = z.infer<typeof LeftOutInput>;

type StatementAsked = { breachId: string; statement: Statement; over: number };

/**
 * Saves the text over the revision that was edited, and releases nothing.
 * @throws TocsinError `stale` where somebody saved meanwhile, with the revision there is; `content-refused` for what no
 *   notice may hold
 */
export async function saveStatement(
  deps: ServiceDeps,
  asked: Asked,
  { breachId, statement, over }: StatementAsked,
): Promise<CommandOutcome & { sha256: string }> {
  const whole = inLanguages(statement, asked.language);
  requireTranslations(whole);
  requireSendableText(whole);
  const sha256 = sha256Of(whole);
  const state = await findBreach(deps, breachId);
  const { language = asked.language } = whole;
  const saved = { ...asked, ...(language !== undefined && { language }) };
  const outcome = await sendCommand(deps, saved, state, { type: 'save-statement', statement: whole, sha256, over });
  return { ...outcome, sha256 };
}

/**
 * With the language that the request names where the statement names none, and a person wrote in it; without
 * translations that are empty.
 */
function inLanguages({ translations = {}, ...text }: Statement, asked: string | undefined): Statement {
  const { language = asked } = text;
  const used = new Set(
    textsIn({ ...text, translations }).flatMap((place) =>
      place.translation !== null && STATEMENT_PARTS.some((part) => isSaid(place.text[part])) ? place.translation : [],
    ),
  );
  const kept = Object.entries(translations).filter(([of]) => used.has(of));
  return {
    ...text,
    ...(language !== undefined && mayBeForeign(text, []) && { language }),
    ...(kept.length > 0 && { translations: Object.fromEntries(kept) }),
  };
}

/** One into the text's own language would be read in its place, and one of nothing says more to its readers. */
function requireTranslations(statement: Statement): void {
  const { language, translations = {} } = statement;
  if (language !== undefined && Object.hasOwn(translations, language)) {
    const message = `The text itself is in '${language}' already; give its translations into other languages.`;
    throw new TocsinError('bad-input', message, 'language', { why: 'translated-into-its-own' });
  }
  for (const place of textsIn(statement)) {
    const { kind, translation, text } = place;
    const original = kind === null ? statement : statement[kind];
    const name = STATEMENT_PARTS.find((part) => isSaid(text[part]) && !isSaid(original?.[part]));
    if (translation === null || name === undefined) continue;
    const field = fieldAt(place, name);
    const message = `'${field}' translates a part that is empty: write the part itself, or take out its translation.`;
    throw new TocsinError('bad-input', message, field, { why: 'translates-nothing' });
  }
}

function isSaid(text = ''): boolean {
  return text.trim() !== '';
}

/** Found by their form alone, such as a password: no notice can mean them well. */
function requireSendableText(statement: Statement): void {
  for (const place of textsIn(statement)) {
    for (const name of STATEMENT_PARTS) {
      const found = findForbidden(place.text[name] ?? '', { audience: 'supplier', allowed: [], othersNames: [] });
      const never = found.find(({ rule }) => NEVER_SENT.includes(rule));
      if (never === undefined) continue;
      const field = fieldAt(place, name);
      const message = `Line ${never.line} of '${field}' holds ${never.says}; take it out.`;
      throw new TocsinError('content-refused', message, field, { why: 'never-out', line: never.line });
    }
  }
}

/** `happened`, `customer.happened`, `translations.de.customer.happened`. */
function fieldAt({ kind, translation }: StatementPlace, part: StatementPart): string {
  return [translation === null ? [] : ['translations', translation], kind ?? [], part].flat().join('.');
}

/**
 * Saves who is left out of the next release, whole. Nobody is told or untold by it.
 * @throws TocsinError `stale` where somebody saved meanwhile; `unknown-counterparty` for who would not be told anyway
 */
export async function saveLeftOut(
  deps: ServiceDeps,
  asked: Pick<Asked, 'role'>,
  { breachId, leftOut, over }: { breachId: string; leftOut: LeftOutInput; over: number },
): Promise<{ revision: number }> {
  if (!isAmong(RESPONDERS, asked.role)) throw new TocsinError('forbidden', 'This role leaves nobody out.', 'role');
  const { wanted, leftOut: known } = await lookAtRelease(deps, await findBreach(deps, breachId));
  const ids = new Set(wanted.map(({ counterparty }) => counterparty));
  const named = leftOut.flatMap((group) => ('counterparties' in group ? group.counterparties : []));
  const unknown = named.find((id) => !ids.has(id));
  if (unknown !== undefined) {
    const message = `'${unknown}' is not among those whom ${breachId} is to be told to; look at the list again.`;
    throw new TocsinError('unknown-counterparty', message, 'leftOut');
  }
  const salt = known.salt || randomBytes(16).toString('base64url');
  await keepLeftOut(deps.store, breachId, { leftOut, salt, over });
  return { revision: over + 1 };
}
