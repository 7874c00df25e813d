import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { COUNTERPARTY_KINDS } from '../../domain/dataflow.ts';
import { TocsinError } from '../../domain/errors.ts';
import { findForbidden } from '../../domain/filing/forbidden.ts';
import { Identifier } from '../../domain/identifier.ts';
import { STATEMENT_PARTS, type Statement, type StatementPart } from '../../domain/notices/statement.ts';
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

/** What suppliers and customers read; what one kind reads otherwise stands under its name. */
export const StatementInput = z.strictObject({
  ...parts,
  happened: textInput(10, MOST_CHARACTERS, 'say what happened, in 10 to 4,000 characters'),
  ...(Object.fromEntries(COUNTERPARTY_KINDS.map((kind) => [kind, own.optional()])) as Record<
    (typeof COUNTERPARTY_KINDS)[number],
    z.ZodOptional<typeof own>
  >),
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
  requireSendableText(statement);
  const sha256 = sha256Of(statement);
  const state = await findBreach(deps, breachId);
  const outcome = await sendCommand(deps, asked, state, { type: 'save-statement', statement, sha256, over });
  return { ...outcome, sha256 };
}

/** Found by their form alone, such as a password: no notice can mean them well. */
function requireSendableText(statement: Statement): void {
  const texts = [statement, ...COUNTERPARTY_KINDS.map((kind) => ({ ...statement[kind], kind }))];
  for (const text of texts) {
    for (const name of STATEMENT_PARTS) {
      const found = findForbidden(text[name] ?? '', { audience: 'supplier', allowed: [], othersNames: [] });
      const never = found.find(({ rule }) => NEVER_SENT.includes(rule));
      if (never === undefined) continue;
      const message = `Line ${never.line} of '${name}' holds ${never.says}; take it out.`;
      const field = 'kind' in text ? `${text.kind}.${name}` : name;
      throw new TocsinError('content-refused', message, field, { why: 'never-out', line: never.line });
    }
  }
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
