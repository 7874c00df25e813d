import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ClosingPoint } from '../../domain/breach/closing-gate.ts';
import { offeredFacts } from '../../domain/breach/graver-facts.ts';
import { awarenessOf, type BreachState } from '../../domain/breach/state.ts';
import { TocsinError } from '../../domain/errors.ts';
import { DATA_CLASSES, type Facts } from '../../domain/facts.ts';
import { CONFIDENTIALITY } from '../../domain/losses.ts';
import { readCount } from '../../domain/written-number.ts';
import type { Asked } from '../../services/asked.ts';
import { readClosing } from '../../services/breach/closing.ts';
import { findBreach } from '../../services/breach/command.ts';
import { lookAtMinor, type MinorGiven, mostOf } from '../../services/minor/look.ts';
import { settleMinor } from '../../services/minor/settle.ts';
import { sayPoint } from '../../web/breach/closing.ts';
import type { Form } from '../../web/forms.ts';
import { localInput } from '../../web/instant-field.ts';
import { INTACT, minorPage } from '../../web/minor/page.ts';
import { SaidRefusal, sayRefusal } from '../../web/refusals.ts';
import { citedText } from '../../web/translated.ts';
import type { View } from '../../web/view.ts';
import type { ApiDeps } from '../deps.ts';
import { keptValues } from '../forms/drafts.ts';
import { acceptForms, list, submit, valuesOf } from '../forms/form.ts';
import { instantOf } from '../forms/instant.ts';
import { askedOf } from '../http/asked.ts';
import { BreachParams } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { formValues } from './breach/fact-fields.ts';
import { sendPage } from './page.ts';

const OVER = /^over-(.{1,200})$/;
/** Whose data it is: our own, what customers entrusted to us, or not known. */
const WHOSE = ['', 'own', 'entrusted'] as const;
const ANSWER = ['yes', 'no', 'unknown'] as const;
const VULNERABLE = ['', 'yes', 'no'] as const;

/** The page on which a minor incident is decided, registered and closed. */
export const minorPages: Routes = (server, deps) => {
  acceptForms(server);
  const url = '/desk/breaches/:breachId/minor';

  server.get(url, { schema: { params: BreachParams } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const state = await findBreach(deps, request.params.breachId);
    const values = (await keptValues(deps, request)) ?? defaultsOf(view, state);
    return show(deps, view, request, reply, state, { values, problems: [] });
  });

  server.post(url, { schema: { params: BreachParams } }, async (request, reply) => {
    const { breachId } = request.params;
    const view = await viewOf(deps, request);
    const { act, ...sent } = valuesOf(request);
    if (act === 'check') {
      return show(deps, view, request, reply, await findBreach(deps, breachId), { values: sent, problems: [] });
    }
    let isAway = false;
    const form = await submit(view, request, schemaOf(view), async (data) => {
      const seen = await findBreach(deps, breachId);
      const given = givenOf(deps, seen, data, awareAtOf(view, seen, valuesOf(request)));
      try {
        const over = overOf(valuesOf(request));
        return await settleMinor(deps, askedOf(request, view.language), breachId, { ...given, over });
      } catch (error) {
        if (!(error instanceof TocsinError)) throw error;
        isAway = error.code === 'unavailable';
        // What was typed stays in the form: it is sent again with one press once the engine is back.
        if (isAway) throw new SaidRefusal('conflict', view.words.minor.away);
        // The page says what speaks against it, in the reader's words.
        const field = error.field === 'minor' ? 'peopleConcerned' : (error.field ?? 'reasons');
        const now = await findBreach(deps, breachId);
        const points = error.code === 'closing-blocked' ? await pointsOf(deps, now, askedOf(request), given) : [];
        throw new SaidRefusal(error.code, sayWhyNot(view, now, points, error), field, error.members);
      }
    });
    if (form === null) return reply.redirect(`/desk/breaches/${breachId}#close`, 303);
    const [left = ''] = overLeft(form);
    const problems = form.problems.map(({ field, message }) => {
      const isKnown =
        field !== '' && (Object.hasOwn(form.values, field) || field === 'dataClasses' || field === 'awareAt');
      return { field: isKnown ? field : field === 'over' && left !== '' ? left : 'reasons', message };
    });
    const state = await findBreach(deps, breachId);
    return show(deps, view, request, reply, state, { ...form, problems }, isAway ? 503 : 422);
  });
};

async function show(
  deps: ApiDeps,
  view: View,
  request: FastifyRequest,
  reply: FastifyReply,
  state: BreachState,
  form: Form,
  status = 200,
): Promise<FastifyReply> {
  const most = mostOf(deps);
  if (state.status === 'closed')
    return sendPage(reply, minorPage(view, { state, most, against: [], over: [], form }), status);
  const { by, role, isPerson } = askedOf(request);
  const awareAt = awarenessOf(state) === null ? view.now : null;
  const given = { ...readable(deps, view, state, form.values), awareAt, reasons: '–' };
  const { against, over, after } = await lookAtMinor(deps, state, { by, role, isPerson }, given);
  const proposed = after.plan?.severity;
  const why = proposed?.proposed === 'unlikely' ? proposed.proposedBecause : '';
  const typed = String(form.values.reasons ?? '').trim();
  const values = { ...form.values, reasons: typed === '' ? why : typed };
  return sendPage(reply, minorPage(view, { state, most, against, over, form: { ...form, values } }), status);
}

/** What is on record, with what the report suggests: the form is read and pressed. */
function defaultsOf(view: View, state: BreachState): Form['values'] {
  const { facts, suggested, narrative, reportedAt } = state;
  const likely = { ...facts, ...offeredFacts(state) };
  const all = formValues(likely, narrative, view.zone);
  const keys = [
    'peopleConcerned',
    'dataClasses',
    'confidentiality',
    'malicious',
    'identityDetails',
    'recipientsTrusted',
    'vulnerablePeople',
  ];
  return {
    ...Object.fromEntries(keys.map((key) => [key, all[key] ?? ''])),
    intact: isIntact(knownLosses(state)) ? 'yes' : 'unknown',
    consequences: narrative.consequences === '' ? view.words.minor.noConsequences : narrative.consequences,
    measures: narrative.measures,
    whose: facts.profile !== null && !facts.profile.includes('processor') ? 'own' : '',
    awareAt: localInput(suggested?.awareAt ?? reportedAt, view.zone),
  };
}

function schemaOf(view: View) {
  const { needed, tooLong } = view.words.work.errors;
  const { badOption } = view.words.facts;
  const text = (most: number) => z.string(needed).trim().min(1, needed).max(most, tooLong);
  const { people } = view.words.report.problems;
  return z.object({
    peopleConcerned: z
      .string(people)
      .transform((given) => readCount(given))
      .pipe(z.number(people)),
    dataClasses: list.pipe(z.array(z.enum(DATA_CLASSES, badOption))),
    whose: z.enum(WHOSE, badOption).default(''),
    confidentiality: z.enum(CONFIDENTIALITY, badOption),
    malicious: z.enum(ANSWER, badOption),
    identityDetails: z.enum(ANSWER, badOption),
    intact: z.enum(INTACT, badOption).default('unknown'),
    recipientsTrusted: z.enum(['yes', 'no'], badOption),
    vulnerablePeople: z.enum(VULNERABLE, badOption).default(''),
    consequences: text(20_000),
    measures: text(20_000),
    reasons: text(10_000),
  });
}
type Data = z.output<ReturnType<typeof schemaOf>>;

function givenOf(
  deps: ApiDeps,
  state: BreachState,
  { consequences, measures, reasons, recipientsTrusted, vulnerablePeople, whose, intact, ...facts }: Data,
  awareAt: string | null,
): MinorGiven {
  const known = { ...profileOf(deps, whose), ...lossesOf(state, intact), ...peopleOf(vulnerablePeople) };
  const stated = { ...facts, ...known, recipientsTrusted: recipientsTrusted === 'yes' };
  return { facts: stated, narrative: { consequences, measures }, awareAt, reasons };
}

/** What is not known stays as it is on record. */
function peopleOf(vulnerable: Data['vulnerablePeople'] | undefined): MinorGiven['facts'] {
  return vulnerable === undefined || vulnerable === '' ? {} : { vulnerablePeople: vulnerable === 'yes' };
}

/** Where it is our own data, nothing of it was entrusted to us as a processor. Else the facts stay as they are. */
function profileOf({ policy }: ApiDeps, whose: Data['whose']): MinorGiven['facts'] {
  const own = policy.organisation.profile.filter((kind) => kind !== 'processor');
  return whose === 'own' && own.length > 0 ? { profile: own } : {};
}

type Losses = Pick<Facts, 'integrity' | 'availability'>;

/** One answer states both losses, where nobody knew them; what is on record, or is suggested, stands. */
function lossesOf(state: BreachState, intact: Data['intact'] | undefined): MinorGiven['facts'] {
  if (intact !== 'yes') return {};
  const { integrity, availability } = knownLosses(state);
  return {
    integrity: integrity === 'unknown' ? 'none' : integrity,
    availability: availability === 'unknown' ? 'none' : availability,
  };
}

/** What somebody stated; a suggestion only stands in for what nobody did, and what is graver goes before both. */
function knownLosses({ facts, suggested, graver }: Pick<BreachState, 'facts' | 'suggested' | 'graver'>): Losses {
  const { integrity = 'unknown', availability = 'unknown' } = suggested?.facts ?? {};
  return {
    integrity: graver?.integrity ?? (facts.integrity === 'unknown' ? integrity : facts.integrity),
    availability: graver?.availability ?? (facts.availability === 'unknown' ? availability : facts.availability),
  };
}

/** Data that was altered is not unchanged, whatever that came to. */
function isIntact({ integrity, availability }: Losses): boolean {
  return integrity === 'none' && (availability === 'none' || availability === 'restorable');
}

/** What can be read of a form that is not complete yet: by it the page says what speaks against it so far. */
function readable(
  deps: ApiDeps,
  view: View,
  state: BreachState,
  values: Form['values'],
): Pick<MinorGiven, 'facts' | 'narrative'> {
  const read = Object.entries(schemaOf(view).shape).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(values[key]);
    return parsed.success ? [[key, parsed.data] as const] : [];
  });
  const stated = Object.fromEntries(read) as Partial<Data>;
  const { reasons: _, consequences, measures, recipientsTrusted, vulnerablePeople, ...more } = stated;
  const { whose = '', intact, ...facts } = more;
  const trusted = recipientsTrusted === undefined ? {} : { recipientsTrusted: recipientsTrusted === 'yes' };
  return {
    facts: {
      ...facts,
      ...profileOf(deps, whose),
      ...lossesOf(state, intact),
      ...trusted,
      ...peopleOf(vulnerablePeople),
    },
    narrative: { ...(consequences !== undefined && { consequences }), ...(measures !== undefined && { measures }) },
  };
}

/** Null where the awareness is recorded already. */
function awareAtOf(view: View, state: BreachState, values: Form['values']): string | null {
  if (awarenessOf(state) !== null) return null;
  const at = instantOf(view, values, 'awareAt');
  if (at !== null) return at;
  throw new SaidRefusal('bad-input', view.words.work.errors.needed, 'awareAt');
}

function overOf(values: Form['values']): { point: string; reasons: string }[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const [, point] = OVER.exec(name) ?? [];
    const reasons = String(value).trim().slice(0, 10_000);
    return point === undefined || reasons === '' ? [] : [{ point, reasons }];
  });
}

/** The fields of points that came back without reasons. */
function overLeft({ values }: Form): string[] {
  return Object.keys(values).filter((name) => OVER.test(name) && String(values[name]).trim() === '');
}

/** Why it was not closed, in the reader's words: what speaks against it, or which points lack reasons. */
function sayWhyNot(view: View, state: BreachState, points: readonly ClosingPoint[], refusal: TocsinError): string {
  const { code, field, members } = refusal;
  if (field === 'minor') return view.words.minor.against;
  if (code !== 'closing-blocked') return sayRefusal(view, refusal);
  const duty = (id: string) =>
    citedText(view, state.plan?.obligations.find((planned) => planned.id === id)?.article ?? id);
  const said = (members.points ?? []).map((name) => {
    const point = points.find((each) => each.point === name);
    return point === undefined ? name : sayPoint(view, point, duty);
  });
  return view.words.breach.close.reasonsLeft(said);
}

/** What can stand in the way: of the incident as it would stand once decided, and as it stands. */
async function pointsOf(
  deps: ApiDeps,
  state: BreachState,
  asker: Pick<Asked, 'by' | 'role' | 'isPerson'>,
  given: MinorGiven,
): Promise<ClosingPoint[]> {
  if (state.status === 'closed') return [];
  const [{ over }, { resolved }] = await Promise.all([
    lookAtMinor(deps, state, asker, given),
    readClosing(deps, state),
  ]);
  return [...over, ...resolved];
}
