import { z } from 'zod';
import { toldWords } from '../../../domain/filing/told-words.ts';
import { closeBreach, readClosing } from '../../../services/breach/closing.ts';
import { findBreach } from '../../../services/breach/command.ts';
import { reopenBreach } from '../../../services/breach/reopen.ts';
import { recordTold } from '../../../services/notice/record-told.ts';
import { overField, sayPoint } from '../../../web/breach/closing.ts';
import { panelPath } from '../../../web/breach/places.ts';
import { html } from '../../../web/html.ts';
import { citedText, translatedText } from '../../../web/translated.ts';
import { valuesOf } from '../../forms/form.ts';
import { askedOf } from '../../http/asked.ts';
import { BreachParams, obligation } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
import { viewOf } from '../../http/view.ts';
import { neededReasons, statusWord } from './decide.ts';
import { seenOf } from './read.ts';
import { unscope } from './scoped.ts';
import { takeDecision } from './take.ts';

const OVER = /^over-(.{1,200})$/;
const MOST_REASONS = 10_000;

/** Closing a breach and opening it again, on its page. */
export const closingForms: Routes = (server, deps) => {
  const params = BreachParams;

  server.post('/desk/breaches/:breachId/closing', { schema: { params } }, async (request, reply) => {
    const { breachId } = request.params;
    const view = await viewOf(deps, request);
    const over = Object.entries(valuesOf(request)).flatMap(([name, value]) => {
      const [, point] = OVER.exec(name) ?? [];
      const reasons = String(value).trim().slice(0, MOST_REASONS);
      return point === undefined || reasons === '' ? [] : [{ point, reasons }];
    });
    unscope(request, 'closing');
    const { close: words } = view.words.breach;
    const schema = z.object({
      outcome: z.enum(['resolved', 'not-a-breach'], view.words.facts.badOption),
      reasons: neededReasons(view),
    });
    const outcome = valuesOf(request).outcome === 'not-a-breach' ? 'not-a-breach' : 'resolved';
    const points = (await readClosing(deps, await findBreach(deps, breachId)))[outcome];
    return takeDecision(deps, view, request, reply, {
      scope: 'closing',
      scoped: ['outcome', 'reasons'],
      panel: 'close',
      schema,
      seen: (state) => seenOf(state).closing,
      send: (data, stillSeen) => closeBreach(deps, askedOf(request), breachId, { ...data, over }, stillSeen),
      rows: (state, data) => {
        const duties = Object.values(state.obligations).filter(({ status }) => status !== 'does-not-apply');
        const article = (of: string) =>
          citedText(view, state.plan?.obligations.find((o) => o.id === of)?.article ?? of);
        const lines = duties.map(
          ({ id, status }) => html`<span class="line">${article(id)}: ${statusWord(view, status)}</span>`,
        );
        return [
          { label: words.states, now: html`${lines}`, yours: html`${words.outcomes[data.outcome]}: ${data.reasons}` },
        ];
      },
      forms: (form) => ({
        closing: {
          ...form,
          // One problem for each point, so that as many are counted as are left.
          problems: form.problems.flatMap((problem) => {
            const left = points.filter(({ point }) => !isGiven(point));
            if (problem.field !== 'over' || left.some(({ mayPass }) => !mayPass)) return [problem];
            return left.map((point) => ({ field: overField(point), message: words.mend }));
          }),
        },
      }),
      says: ({ code, members: { obligations = [], points: left = [] } }, state) => {
        const duty = (id: string) => citedText(view, state.plan?.obligations.find((o) => o.id === id)?.article ?? id);
        if (code === 'closing-blocked') {
          const named = points.filter(({ point }) => left.includes(point)).map((point) => sayPoint(view, point, duty));
          return words.reasonsLeft(named);
        }
        const open = state.plan?.obligations.filter(({ id }) => obligations.includes(id)) ?? [];
        return open.length === 0
          ? undefined
          : words.stillRunning(open.map((o) => `${citedText(view, o.article)} (${translatedText(view, o.title)})`));
      },
      url: `/desk/breaches/${breachId}/closing`,
    });

    function isGiven(point: string): boolean {
      return over.some((each) => each.point === point);
    }
  });

  server.post('/desk/breaches/:breachId/reopening', { schema: { params } }, async (request, reply) => {
    const { breachId } = request.params;
    const view = await viewOf(deps, request);
    unscope(request, 'reopening');
    const { reopen: words } = view.words.breach;
    return takeDecision(deps, view, request, reply, {
      scope: 'reopening',
      scoped: ['reasons'],
      panel: 'close',
      schema: z.object({ reasons: neededReasons(view) }),
      seen: (state) => seenOf(state).closing,
      send: ({ reasons }, stillSeen) => reopenBreach(deps, askedOf(request), breachId, reasons, stillSeen),
      rows: (state, { reasons }) => [
        {
          label: words.reasons,
          now: html`${view.words.breach.status[state.status]}`,
          yours: html`${reasons}`,
        },
      ],
      forms: (form) => ({ reopening: form }),
      url: `/desk/breaches/${breachId}/reopening`,
    });
  });

  server.post('/desk/breaches/:breachId/reopening/proposal', { schema: { params } }, async (request, reply) => {
    const view = await viewOf(deps, request);
    unscope(request, 'proposing');
    const { propose: words } = view.words.breach.reopen;
    return takeDecision(deps, view, request, reply, {
      scope: 'proposing',
      scoped: ['reasons'],
      panel: 'close',
      schema: z.object({ reasons: neededReasons(view) }),
      seen: (state) => seenOf(state).closing,
      command: ({ reasons }) => ({ type: 'propose-reopening', reasons }),
      rows: (state, { reasons }) => [
        { label: words.reasons, now: html`${view.words.breach.status[state.status]}`, yours: html`${reasons}` },
      ],
      forms: (form) => ({ proposing: form }),
      url: `/desk/breaches/${request.params.breachId}/reopening/proposal`,
    });
  });

  const about = { schema: { params: BreachParams.extend({ obligation }) } };
  server.post('/desk/breaches/:breachId/filings/:obligation/told', about, async (request, reply) => {
    const { breachId, obligation: id } = request.params;
    const { language } = await viewOf(deps, request);
    await recordTold(deps, askedOf(request), breachId, id, toldWords(language));
    return reply.redirect(panelPath(breachId, `duty-${id}`), 303);
  });
};
