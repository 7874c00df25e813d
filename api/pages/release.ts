import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { communicationLeaving, secondPerson } from '../../domain/breach/decide/four-eyes.ts';
import { mayReleaseAs } from '../../domain/breach/decide/release.ts';
import { handlingOf } from '../../domain/breach/handling.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { type Awaited, type ReleaseChange, textStanding } from '../../domain/communication/release.ts';
import { COUNTERPARTY_KINDS, type CounterpartyKind } from '../../domain/dataflow.ts';
import { TocsinError } from '../../domain/errors.ts';
import { isLanguage } from '../../domain/language-code.ts';
import type { LeftOut } from '../../domain/notices/released-list.ts';
import { STATEMENT_PARTS, type Statement, type StatementTranslation } from '../../domain/notices/statement.ts';
import { languagesOf } from '../../domain/notices/templates.ts';
import { RESPONDERS } from '../../domain/roles.ts';
import { readApprovers } from '../../services/approvers.ts';
import { findBreach } from '../../services/breach/command.ts';
import { take } from '../../services/handling/take.ts';
import { foreignInRelease } from '../../services/release/foreign.ts';
import { letterOfRelease } from '../../services/release/letter.ts';
import { type LettersByKind, lettersByKind, lettersIn } from '../../services/release/letters.ts';
import { lookAtRelease, pageOfRelease, type ReleaseLook } from '../../services/release/look.ts';
import { changesSinceRelease, lastReleases, releaseNotices } from '../../services/release/release.ts';
import { LeftOutInput, StatementInput, saveLeftOut, saveStatement } from '../../services/release/save.ts';
import { readSystems } from '../../store/dataflow.ts';
import { EMPTY_FORM, type Form } from '../../web/forms.ts';
import { nameOf } from '../../web/names.ts';
import { SaidRefusal, sayRefusal } from '../../web/refusals.ts';
import { fieldOf, type ReleaseModel, releasePage } from '../../web/release/page.ts';
import { releasePath } from '../../web/release/panel.ts';
import type { View } from '../../web/view.ts';
import type { ApiDeps } from '../deps.ts';
import { acceptForms, openForm, submit, valuesOf } from '../forms/form.ts';
import { askedOf } from '../http/asked.ts';
import { BreachParams } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { principalOf } from '../sign-in/authentication.ts';
import { incidentOf } from './campaigns/compose.ts';
import { sendPage } from './page.ts';

const LINES = 20;
/** Of a form that comes back it is hidden in the form. */
const Query = z.object({
  kind: z.preprocess((kind) => (kind === '' ? undefined : kind), z.enum(COUNTERPARTY_KINDS).optional()),
  search: z.string().max(200).optional(),
  after: z.preprocess((after) => (after === '' ? undefined : after), z.string().max(200).optional()),
  letter: z.preprocess((letter) => (letter === '' ? undefined : letter), z.string().max(200).optional()),
});
type Query = z.output<typeof Query>;
const Act = z.looseObject({ act: z.enum(['take', 'save', 'leave', 'again', 'release']) });
const whole = z.coerce.number().int().min(0);
const Seen = z.object({
  sha256: z.string(),
  list: z.string(),
  seen: whole,
  why: z.string().trim().max(1_000),
  foreign: z.string().optional(),
});

/** The page on which what suppliers and customers read is written, looked at and released. */
export const releasePages: Routes = (server, deps) => {
  acceptForms(server);
  const url = '/desk/breaches/:breachId/release';
  server.get(url, { schema: { params: BreachParams, querystring: Query } }, async (request, reply) =>
    show(deps, request, reply, request.params.breachId, request.query, await openForm(deps, request)),
  );

  server.post(url, { schema: { params: BreachParams } }, async (request, reply) => {
    const { breachId } = request.params;
    const view = await viewOf(deps, request);
    let isStale = false;
    let isAway = false;
    const form = await submit(view, request, Act, async ({ act, ...given }) => {
      try {
        if (act === 'take') await take(deps, askedOf(request), breachId);
        else if (act === 'save') await save(deps, request, breachId, given, view);
        else if (act !== 'release') await leave(deps, request, breachId, view.words.release.needReasons);
        else {
          const { why: reasons, foreign, ...seen } = Seen.parse(given);
          await requireSaved(deps, breachId, valuesOf(request), view.words.release);
          await releaseNotices(deps, askedOf(request), {
            breachId,
            ...seen,
            reasons,
            confirmed: foreign !== undefined,
          });
        }
      } catch (error) {
        if (!(error instanceof TocsinError)) throw error;
        if (error.members.why === 'untranslated') {
          throw new SaidRefusal('bad-input', view.words.release.foreign.needed, 'foreign');
        }
        isStale = error.code === 'stale';
        isAway = error.code === 'unavailable';
        // What was typed stays in the form, beside what there is now, and also while the engine is away.
        const code = isStale || isAway ? 'conflict' : error.code;
        const says = isStale ? sayStale(view, act, error) : sayRefusal(view, error);
        throw new SaidRefusal(code, says, fieldAt(error), error.members);
      }
    });
    const { act } = valuesOf(request);
    // The same page of the list, or its ticks would be lost.
    const query = Query.parse(valuesOf(request));
    // What was typed and not saved yet stays in the form.
    if (form === null && act === 'take') {
      return show(deps, request, reply, breachId, query, { values: valuesOf(request), problems: [] });
    }
    if (form === null) return reply.redirect(releasePath(breachId), 303);
    const isBehind = isStale && act === 'save';
    return show(deps, request, reply, breachId, query, form, {
      ...{ status: isAway ? 503 : isStale ? 409 : 422, isBehind },
    });
  });
};

type Given = Record<string, unknown>;

async function save(
  deps: ApiDeps,
  request: FastifyRequest,
  breachId: string,
  given: Given,
  view: Pick<View, 'words' | 'language'>,
): Promise<void> {
  const translations = Object.fromEntries(languagesTyped(given).map((code) => [code, textsIn(given, code)]));
  const language = typeof given.language === 'string' ? given.language : view.language;
  const parsed = StatementInput.safeParse({ ...textsIn(given, null), language, translations });
  const issue = parsed.success ? undefined : parsed.error.issues[0];
  if (!parsed.success) {
    const field = fieldAt({ code: 'bad-input', field: issue?.path.join('.') });
    throw new SaidRefusal('bad-input', view.words.release.badText, field);
  }
  const over = whole.parse(given.over);
  await saveStatement(deps, askedOf(request, view.language), { breachId, statement: parsed.data as Statement, over });
}

/** What was typed in one language, null: the text's own; what one kind reads only where any of it was typed. */
function textsIn(given: Given, language: string | null): StatementTranslation {
  const textOf = (name: string) => (typeof given[name] === 'string' ? given[name] : '');
  const parts = (kind: CounterpartyKind | null) =>
    Object.fromEntries(STATEMENT_PARTS.map((part) => [part, textOf(fieldOf(part, kind, language))]));
  const own = COUNTERPARTY_KINDS.flatMap((kind) => {
    const texts = parts(kind);
    return Object.values(texts).some((text) => text.trim() !== '') ? [[kind, texts] as const] : [];
  });
  return { ...parts(null), ...Object.fromEntries(own) };
}

/** The languages for which the form had fields. */
function languagesTyped(given: Given): string[] {
  const [first] = STATEMENT_PARTS;
  const named = Object.keys(given).flatMap((name) => (name.endsWith(`-${first}`) ? name.slice(0, 2) : []));
  return [...new Set(named)].filter((code) => fieldOf(first, null, code) in given && isLanguage(code));
}

/** What is typed or ticked, and not saved, would not be what is released. */
async function requireSaved(
  deps: ApiDeps,
  breachId: string,
  given: Given,
  words: View['words']['release'],
): Promise<void> {
  const { statement, list, leftOut } = await lookAtRelease(deps, await findBreach(deps, breachId));
  const plain = (text: unknown) =>
    String(text ?? '')
      .replaceAll('\r\n', '\n')
      .trim();
  for (const language of [null, ...languagesTyped(given)]) {
    const text = language === null ? statement : (statement.translations?.[language] ?? {});
    for (const part of STATEMENT_PARTS) {
      for (const kind of [null, ...COUNTERPARTY_KINDS]) {
        const name = fieldOf(part, kind, language);
        const saved = kind === null ? text[part] : text[kind]?.[part];
        if (given[name] !== undefined && plain(given[name]) !== plain(saved)) {
          throw new SaidRefusal('bad-input', words.saveFirst, name);
        }
      }
    }
  }
  const many = (name: string) => [given[name] ?? []].flat().map(String);
  const isOut = new Set(list.leftOut.map(({ counterparty }) => counterparty));
  const [told, named] = [new Set(many('told')), new Set(many('named'))];
  const isUnnamed = (id: string) => leftOut.groups.some((known) => 'system' in known && known.system === id);
  const isTicked =
    many('shown').every((id) => told.has(id) !== isOut.has(id)) &&
    many('shown-system').every((id) => named.has(id) !== isUnnamed(id)) &&
    plain(given.group) === '';
  if (!isTicked) throw new SaidRefusal('bad-input', words.saveListFirst, 'reasons');
}

/** What is ticked here, and the groups of before for whoever is not on this page. */
async function leave(deps: ApiDeps, request: FastifyRequest, breachId: string, needReasons: string): Promise<void> {
  const given = valuesOf(request);
  const many = (name: string) => [given[name] ?? []].flat().map(String);
  const [shown, told] = [many('shown'), new Set(many('told'))];
  const reasons = String(given.reasons ?? '').trim();
  const look = await lookAtRelease(deps, await findBreach(deps, breachId));
  const before = new Map(look.list.leftOut.map((one) => [one.counterparty, one.reasons]));
  const fresh = shown.filter((id) => !told.has(id) && !before.has(id));
  const group = String(given.group ?? '');
  const named = new Set(many('named'));
  const unnamed = many('shown-system').filter((id) => !named.has(id));
  const isLeftOut = (id: string) => look.leftOut.groups.some((known) => 'system' in known && known.system === id);
  const systems = unnamed.filter((id) => !isLeftOut(id));
  const isNew = given.act !== 'again' && (fresh.length + systems.length > 0 || group !== '');
  if (isNew && reasons === '') throw new SaidRefusal('bad-input', needReasons, 'reasons');
  const kept = look.leftOut.groups.flatMap((known): LeftOut[] => {
    if ('system' in known) return named.has(known.system) ? [] : [known];
    if (!('counterparties' in known)) return [known];
    const counterparties = known.counterparties.filter((id) => !told.has(id));
    return counterparties.length === 0 ? [] : [{ ...known, counterparties }];
  });
  const [what, ...name] = group.split(':');
  const added = [
    ...(fresh.length > 0 ? [{ counterparties: fresh, reasons }] : []),
    ...systems.map((system) => ({ system, reasons })),
    ...(group === '' ? [] : [{ [what ?? '']: name.join(':'), reasons }]),
  ];
  const all = given.act === 'again' ? [] : [...kept, ...added];
  const parsed = LeftOutInput.safeParse(all);
  if (!parsed.success) throw new SaidRefusal('bad-input', needReasons, 'reasons');
  await saveLeftOut(deps, askedOf(request), { breachId, leftOut: parsed.data, over: whole.parse(given['over-list']) });
}

async function show(
  deps: ApiDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  breachId: string,
  { kind, search, after, letter }: Query,
  form: Form = EMPTY_FORM,
  { status = 200, isBehind = false } = {},
): Promise<FastifyReply> {
  const view = await viewOf(deps, request);
  const state = await findBreach(deps, breachId);
  const look = await lookAtRelease(deps, state, principalOf(request).role);
  const { lines, next } = await pageOfRelease(deps, look, { kind, search }, { after, limit: LINES });
  const {
    statement,
    written,
    revision,
    sha256,
    listSha256: list,
    seen,
    counts,
    awaited,
    bar,
    leftOut,
    isReleased,
  } = look;
  const leaving = communicationLeaving(state, 'notices');
  const drafter = state.statement?.by ?? null;
  const { communications, plan, narrative } = state;
  const byKind = await lettersByKind(deps, look);
  const told = { notices: communications.notices, counterparties: plan?.counterparties ?? null };
  const model = {
    ...{ incident: incidentOf(state), statement, written, revision, sha256, list, seen, counts, awaited, bar },
    ...{ standing: textStanding(told, sha256), record: narrative },
    ...{ isReleased, released: await lastReleases(deps, state) },
    since: sayChanges(view, await changesSinceRelease(deps, state)),
    fourEyes: leaving && secondPerson(state, { ...leaving, drafter }, view.asker),
    ...{ drafter, ...(await waitingFor(deps, state, awaited)) },
    ...{ systems: await systemsOf(deps, look), leftOutRevision: leftOut.revision },
    foreign: bar === null && !isReleased ? await foreignInRelease(deps, look, byKind) : [],
    letters: lettersShown(deps, byKind),
    ...{ lines, next, filter: { kind, search }, isBehind },
    letter: letter === undefined ? null : await letterOfRelease(deps, look, letter),
  };
  return sendPage(reply, releasePage(view, model, form), status);
}

/** Before anybody is to be told, it can be written for whoever the policy has letters for. */
function lettersShown({ policy }: ApiDeps, byKind: LettersByKind): ReleaseModel['letters'] {
  if (byKind.size > 0) return lettersIn(byKind);
  return languagesOf(policy, 'customer-first').map((language) => ({ language, receivers: null }));
}

/** Who may release what waits, and since when it does. */
async function waitingFor(
  deps: ApiDeps,
  state: BreachState,
  awaited: readonly Awaited[],
): Promise<Pick<ReleaseModel, 'approvers' | 'awaitedSince'>> {
  if (awaited.length === 0) return { approvers: null, awaitedSince: null };
  const { counterparties = null } = state.plan ?? {};
  const { releases, correctionSince } = handlingOf(state);
  const asked = [
    releases?.releasedAt === null ? releases.askedAt : correctionSince,
    awaited.includes('text') ? state.statement?.at : undefined,
  ];
  const roles = RESPONDERS.filter((role) => mayReleaseAs(role, counterparties));
  const approvers = await readApprovers(deps, state, roles);
  return { approvers, awaitedSince: asked.flatMap((at) => at ?? []).sort()[0] ?? null };
}

/** Every system that may be named, by name, with why it is left out. */
async function systemsOf({ store }: ApiDeps, { wanted, leftOut }: ReleaseLook): Promise<ReleaseModel['systems']> {
  const ids = [...new Set(wanted.flatMap((one) => one.systems))];
  const names = new Map((await readSystems(store, ids)).map(({ id, name }) => [id, name]));
  const reasons = new Map(leftOut.groups.flatMap((one) => ('system' in one ? [[one.system, one.reasons]] : [])));
  const systems = ids.map((id) => ({ id, name: names.get(id) ?? id, leftOut: reasons.get(id) ?? null }));
  return systems.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** The field of a part, as a refusal names it: `customer.happened`, `translations.de.happened`. */
function fieldAt({ code, field }: Pick<TocsinError, 'code' | 'field'>): string | undefined {
  return code === 'four-eyes' ? 'why' : field?.replace(/^translations\./, '').replaceAll('.', '-');
}

/** What somebody else changed meanwhile, in the reader's words. */
function sayStale(view: View, act: z.output<typeof Act>['act'], { members }: TocsinError): string {
  const { release: words } = view.words;
  if (act === 'save') return words.otherText(members.revision ?? 0);
  if (act !== 'release') return words.otherList;
  return words.moved(sayChanges(view, members.changes ?? []));
}

/** What has changed of an incident, each thing once, in the reader's words. */
function sayChanges(view: View, changes: readonly ReleaseChange[]): string[] {
  const { release: words, facts } = view.words;
  const labels: Record<string, string> = facts.labels;
  const said = changes.map(({ what, facts: names = [], revision = 0, by }) => {
    const who = by === undefined ? null : nameOf(view, by);
    const named = names.map((name) => labels[name] ?? name).join(', ');
    if (what === 'facts' || what === 'story') return words.changes[what](named);
    if (what === 'text') return words.changes.text(revision, who);
    return what === 'released' ? words.changes.released(who ?? '') : words.changes[what];
  });
  return [...new Set(said)];
}
