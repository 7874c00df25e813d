import { z } from 'zod';
import { TocsinError } from '../../../domain/errors.ts';
import { SETTLED_SIGNS } from '../../../domain/plan/targets.ts';
import { runCommand } from '../../../services/breach/command.ts';
import { panelPath } from '../../../web/breach/places.ts';
import { SaidRefusal, sayRefusal } from '../../../web/refusals.ts';
import { submit } from '../../forms/form.ts';
import { askedOf } from '../../http/asked.ts';
import { BreachParams } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
import { viewOf } from '../../http/view.ts';
import { sendBreach } from './show.ts';

/** Saying what came of signs of misuse, or of letters that were refused, on the page of a breach. */
export const signForms: Routes = (server, deps) => {
  server.post('/desk/breaches/:breachId/signs', { schema: { params: BreachParams } }, async (request, reply) => {
    const { breachId } = request.params;
    const view = await viewOf(deps, request);
    const { facts } = view.words;
    const given = z.object({
      sign: z.enum(SETTLED_SIGNS),
      count: z.coerce.number().int().min(1),
      campaign: z.coerce.number().int().min(1).optional(),
      'sign-reasons': z.string(facts.badReasons).trim().min(1, facts.badReasons).max(10_000, facts.tooLong),
    });
    let status = 422;
    const form = await submit(view, request, given, ({ sign, count, campaign, 'sign-reasons': reasons }) =>
      runCommand(deps, askedOf(request), breachId, {
        ...{ type: 'settle-signs' as const, sign, count, reasons },
        ...(campaign !== undefined && { campaign }),
      }).catch((error: unknown) => {
        if (!(error instanceof TocsinError)) throw error;
        if (error.code === 'unavailable') status = 503;
        const said = error.code === 'stale' ? view.words.breach.signs.moved : sayRefusal(view, error);
        throw new SaidRefusal('conflict', said, 'sign-reasons');
      }),
    );
    if (form === null) return reply.redirect(panelPath(breachId, 'signs'), 303);
    return sendBreach(deps, view, reply, breachId, 'overview', { signs: form }, status);
  });
};
