import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { campaignNumber } from '../../domain/communication/standing.ts';
import { TocsinError } from '../../domain/errors.ts';
import { CONTROLS, controlCommunication } from '../../services/communication/control.ts';
import { decideOnUncertain } from '../../services/communication/decide-uncertain.ts';
import { panelPath } from '../../web/breach/places.ts';
import type { Form } from '../../web/forms.ts';
import { SaidRefusal, sayRefusal } from '../../web/refusals.ts';
import type { View } from '../../web/view.ts';
import type { ApiDeps } from '../deps.ts';
import { acceptForms, list, submit } from '../forms/form.ts';
import { askedOf } from '../http/asked.ts';
import { CommunicationParams, communicationOfPath } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { sendBreach } from './breach/show.ts';
import { sendCampaign } from './campaigns/show.ts';

const ACTS = [...CONTROLS, 'uncertain'] as const;
const MOST_TICKED = 200;

/** What people do about the notices, or about a campaign, on the page on which it is shown. */
export const communicationForms: Routes = (server, deps) => {
  acceptForms(server);
  const schema = { params: CommunicationParams };
  server.post('/desk/breaches/:breachId/communications/:communication', { schema }, async (request, reply) => {
    const { breachId, communication: path } = request.params;
    const view = await viewOf(deps, request);
    const communication = communicationOfPath(path);
    let isAway = false;
    const act = async (given: Given) => {
      const { act } = given;
      const reasons = given[`${act}-reasons`];
      if (act !== 'uncertain') {
        if (act === 'stop' && !given.sure.includes('yes')) throw problem(view.words.communication.needSure, 'sure');
        return controlCommunication(deps, askedOf(request), { breachId, communication, act, reasons });
      }
      const { decision, receivers } = decisionOf(view, given);
      return decideOnUncertain(deps, askedOf(request), { breachId, communication, decision, receivers, reasons });
    };
    const form = await submit(view, request, Acted, (given) =>
      act(given).catch((error: unknown) => {
        const code = error instanceof TocsinError ? error.code : null;
        if (code === 'reasons-missing') throw problem(view.words.communication.needReasons, `${given.act}-reasons`);
        if (code === 'four-eyes') throw problem(sayRefusal(view, error as TocsinError), 'decision');
        isAway = code === 'unavailable';
        // What was typed stays in the form: it is sent again with one press once the engine is back.
        throw isAway ? new SaidRefusal('conflict', view.words.shell.problems.unavailable) : error;
      }),
    );
    const number = campaignNumber(communication);
    if (form !== null) return sendBack(deps, view, reply, { breachId, number }, placed(form), isAway ? 503 : 422);
    const campaign = `/desk/breaches/${breachId}/campaigns/${number}#sending`;
    return reply.redirect(number === null ? panelPath(breachId, 'notices') : campaign, 303);
  });
};

const reasons = z.string().trim().max(10_000).default('');
const Acted = z.object({
  act: z.enum(ACTS),
  'pause-reasons': reasons,
  'resume-reasons': reasons,
  'stop-reasons': reasons,
  'uncertain-reasons': reasons,
  sure: list,
  decision: z.string().default(''),
  which: z.string().default(''),
  ticked: list,
});
type Given = z.output<typeof Acted>;

function decisionOf({ words }: View, { decision, which, ticked }: Given) {
  const { needDecision, needTicked } = words.communication;
  if (decision !== 'arrived' && decision !== 'send-again') throw problem(needDecision, 'decision');
  if (which === 'all') return { decision, receivers: null } as const;
  if (which !== 'ticked' || ticked.length === 0) throw problem(needTicked, 'which');
  return { decision, receivers: ticked.slice(0, MOST_TICKED) } as const;
}

function problem(message: string, field: string): SaidRefusal {
  return new SaidRefusal('bad-input', message, field);
}

/** A refusal that names no field of the form is shown at its reasons. */
function placed({ values, problems }: Form): Form {
  const own = ['sure', 'decision', 'which', ...ACTS.map((act) => `${act}-reasons`)];
  const first = `${String(values.act)}-reasons`;
  return { values, problems: problems.map((one) => ({ ...one, field: own.includes(one.field) ? one.field : first })) };
}

function sendBack(
  deps: ApiDeps,
  view: View,
  reply: FastifyReply,
  { breachId, number }: { breachId: string; number: number | null },
  form: Form,
  status: number,
): Promise<FastifyReply> {
  const part = form.values.act === 'uncertain' ? ('uncertain' as const) : undefined;
  if (number === null) return sendBreach(deps, view, reply, breachId, 'notices', { notices: form }, status, { part });
  const asked = { breachId, campaign: number, duplicates: null, people: part, after: 0 };
  return sendCampaign(deps, view, reply, asked, { acting: form }, status);
}
