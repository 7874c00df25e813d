import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { foldEvents } from '../../../domain/breach/evolve.ts';
import { offeredFacts } from '../../../domain/breach/graver-facts.ts';
import type { BreachState } from '../../../domain/breach/state.ts';
import { TocsinError } from '../../../domain/errors.ts';
import { FactsPatch, NarrativePatch } from '../../../domain/facts.ts';
import { Identifier } from '../../../domain/identifier.ts';
import { findBreach, runCommand } from '../../../services/breach/command.ts';
import type { Patch } from '../../../services/plan/preview-change.ts';
import { readSystems } from '../../../store/dataflow.ts';
import { readEvents } from '../../../store/events.ts';
import { conflictPage } from '../../../web/breach/conflict.ts';
import { factsFormPage } from '../../../web/breach/facts-form.ts';
import { factsPreviewPage } from '../../../web/breach/facts-preview.ts';
import { panelPath } from '../../../web/breach/places.ts';
import type { Form } from '../../../web/forms.ts';
import { html } from '../../../web/html.ts';
import { SaidRefusal } from '../../../web/refusals.ts';
import type { View } from '../../../web/view.ts';
import { keptValues } from '../../forms/drafts.ts';
import { valuesOf } from '../../forms/form.ts';
import { askedOf } from '../../http/asked.ts';
import { BreachParams } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
import { viewOf } from '../../http/view.ts';
import { principalOf } from '../../sign-in/authentication.ts';
import { sendPage } from '../page.ts';
import { offeredSystems } from '../system-choice.ts';
import { completed, formValues } from './fact-fields.ts';
import { readPatch } from './fact-values.ts';
import { changesOf, previewAmendment } from './preview.ts';

type Known = Pick<BreachState, 'facts' | 'narrative'>;

/**
 * `suggested`: what is offered stands in the form; `touched`: a system that was entered in
 * the register for this incident.
 */
const Query = z.object({
  suggested: z.literal('1').optional().catch(undefined),
  touched: Identifier.optional().catch(undefined),
});

/** What a preview sends back to be confirmed. */
const Confirmation = z.object({ facts: FactsPatch, narrative: NarrativePatch });

/** Stating and correcting facts: a form, a preview of what it does to the clocks, and a confirmation. */
export const factsForms: Routes = (server, deps) => {
  const schema = { params: BreachParams };
  const url = '/desk/breaches/:breachId/facts';

  server.get(url, { schema: { ...schema, querystring: Query } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const state = await findBreach(deps, request.params.breachId);
    if (state.status === 'closed') return reply.redirect(panelPath(state.breachId, 'facts'), 303);
    const kept = await keptValues(deps, request);
    if (kept === null) {
      const over = request.query.suggested === undefined ? {} : offeredFacts(state);
      const systems = [...new Set([...state.facts.systems, ...[request.query.touched ?? []].flat()])];
      const values = formValues({ ...state.facts, ...over, systems }, state.narrative, view.zone);
      return sendForm(view, reply, state, { values, problems: [] }, state.seq);
    }
    const seen = seenSeq(kept, state);
    const shown = await recordedAt(state, seen);
    return sendForm(view, reply, state, { values: typedOver(view, kept, shown), problems: [] }, seen);
  });

  server.post(url, { schema }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const state = await findBreach(deps, request.params.breachId);
    const sent = valuesOf(request);
    const seen = seenSeq(sent, state);
    const shown = await recordedAt(state, seen);
    if (sent.back !== undefined)
      return sendForm(view, reply, state, { values: typedOver(view, sent, shown), problems: [] }, seen);
    const patch =
      typeof sent.patch === 'string'
        ? parsePatch(sent.patch)
        : readPatch(view, completed(sent), shown.facts, shown.narrative);
    const reasons = String(sent.reasons ?? '').trim();
    const problems = Array.isArray(patch) ? [...patch] : await unknownSystems(view, patch);
    if (reasons === '') problems.push({ field: 'reasons', message: view.words.facts.badReasons });
    if (!Array.isArray(patch) && Object.keys({ ...patch.facts, ...patch.narrative }).length === 0) {
      problems.push({ field: 'reasons', message: view.words.facts.noChange });
    }
    if (problems.length > 0 || Array.isArray(patch)) {
      const values = { ...formValues(shown.facts, shown.narrative, view.zone), ...completed(sent) };
      return sendForm(view, reply, state, { values, problems }, seen, 422);
    }
    const conflict = await conflictOf(view, state, shown, patch, reasons);
    if (conflict !== null) return sendPage(reply, conflict, 409);
    const { name: by, role } = principalOf(request);
    const preview = await previewAmendment(deps, view, { state, patch, reasons, at: view.now, by, role });
    return sendPage(reply, factsPreviewPage(view, { ...preview, isNew: false }));
  });

  server.post(`${url}/confirmation`, { schema }, async (request, reply) => {
    const view = await viewOf(deps, request);
    const state = await findBreach(deps, request.params.breachId);
    const page = panelPath(state.breachId, 'facts');
    const sent = valuesOf(request);
    const patch = parsePatch(String(sent.patch ?? ''));
    const reasons = String(sent.reasons ?? '').trim();
    if ((await unknownSystems(view, patch)).length > 0)
      throw new SaidRefusal('unknown-system', view.words.facts.badOption);
    const shown = await recordedAt(state, seenSeq(sent, state));
    const { name: by, role } = principalOf(request);
    const previewOf = (now: BreachState) =>
      previewAmendment(deps, view, { state: now, patch, reasons, at: view.now, by, role });
    const isAsShown = async (now: BreachState) =>
      changedSince(shown, now).length === 0 && (await previewOf(now)).hidden.shown === sent.shown;
    try {
      await runCommand(
        deps,
        askedOf(request, view.language),
        state.breachId,
        { type: 'amend-facts', ...patch, reasons },
        isAsShown,
      );
      return reply.redirect(page, 303);
    } catch (error) {
      if (!(error instanceof TocsinError) || error.code !== 'stale') throw error;
      const now = await findBreach(deps, state.breachId);
      const conflict = await conflictOf(view, now, shown, patch, reasons);
      const anew = conflict ?? factsPreviewPage(view, { ...(await previewOf(now)), isNew: true });
      return sendPage(reply, anew, 409);
    }
  });

  async function sendForm(view: View, reply: FastifyReply, state: BreachState, form: Form, seq: number, status = 200) {
    const ticked = [form.values.systems ?? []].flat();
    const offered = await offeredSystems(deps.store, [...new Set([...state.facts.systems, ...ticked])]);
    const suggested = Object.fromEntries(
      Object.entries(offeredFacts(state)).filter(([key, value]) => form.values[key] !== value),
    );
    const recorded = formValues(state.facts, state.narrative, view.zone);
    const model = { state, seq, form, suggested, typed: differences(recorded, form.values), ...offered };
    return sendPage(reply, factsFormPage(view, model), status);
  }

  /** What was on record when the form was shown. */
  async function recordedAt(state: BreachState, seq: number): Promise<Known> {
    if (seq === state.seq) return state;
    const events = await readEvents(deps.store, state.breachId);
    return foldEvents(events.filter((event) => event.seq <= seq)) ?? state;
  }

  /** The page with both versions, where somebody else changed facts since; null where nobody did. */
  async function conflictOf(
    view: View,
    state: BreachState,
    shown: Known,
    patch: Patch,
    reasons: string,
  ): Promise<string | null> {
    const theirs = changedSince(shown, state);
    if (theirs.length === 0) return null;
    const changes = await changesOf(deps, view, state, patch, theirs);
    const { breachId, seq } = state;
    const hidden = { patch: JSON.stringify(patch), reasons, seen: String(seq) };
    const mine = { ...patch.facts, ...patch.narrative };
    const untouched = html`<span class="muted">${view.words.facts.untouched}</span>`;
    const rows = changes.map(({ key, label, before, after }) => ({
      label,
      now: before,
      yours: key in mine ? after : untouched,
    }));
    return conflictPage(view, {
      breachId,
      rows,
      action: `/desk/breaches/${breachId}/facts`,
      hidden,
      back: panelPath(breachId, 'facts'),
    });
  }

  async function unknownSystems(view: View, { facts }: Patch): Promise<Form['problems'][number][]> {
    const known = new Set((await readSystems(deps.store, facts.systems ?? [])).map(({ id }) => id));
    const unknown = (facts.systems ?? []).find((id) => !known.has(id));
    return unknown === undefined ? [] : [{ field: 'systems', message: view.words.facts.unknownSystem(unknown) }];
  }
};

/** What was typed over what was shown: in the form itself, or in a preview that was not confirmed yet. */
function typedOver(view: View, sent: Form['values'], shown: Known): Form['values'] {
  const isPreview = typeof sent.patch === 'string';
  const patch = isPreview ? parsePatch(String(sent.patch)) : { facts: {}, narrative: {} };
  const events = { ...shown.facts.events, ...patch.facts.events };
  const facts = { ...shown.facts, ...patch.facts, events };
  const base = formValues(facts, { ...shown.narrative, ...patch.narrative }, view.zone);
  return { ...base, ...(isPreview ? sent : completed(sent)) };
}

/** What somebody else changed since. What is switched on is no part of this form. */
function changedSince(shown: Known, now: Known): string[] {
  const theirs = [...differences(shown.facts, now.facts), ...differences(shown.narrative, now.narrative)];
  return theirs.every((key) => key === 'switchedOn') ? [] : theirs;
}

function differences(before: object, after: object): string[] {
  const same = (key: string) => JSON.stringify(before[key as never]) === JSON.stringify(after[key as never]);
  return Object.keys(after).filter((key) => !same(key));
}

/** Only what this form offers: a duty that does not bind by itself is switched on elsewhere, by the DPO. */
function parsePatch(text: string): Patch {
  const parsed = Confirmation.safeParse(jsonOf(text));
  if (!parsed.success || parsed.data.facts.switchedOn !== undefined) {
    throw new TocsinError(
      'bad-input',
      'This preview is not one that was shown here; begin with the form again.',
      'patch',
    );
  }
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function seenSeq({ seen }: Form['values'], { seq }: BreachState): number {
  const n = Number(seen);
  return Number.isInteger(n) && n >= 1 && n <= seq ? n : seq;
}
