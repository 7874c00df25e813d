import { z } from 'zod';
import { whyImplausible } from '../../domain/breach/decide/awareness.ts';
import { throwRefusal } from '../../domain/breach/decide/decision.ts';
import { Facts, FactsPatch, NarrativePatch } from '../../domain/facts.ts';
import { InstantInput } from '../../domain/instant-input.ts';
import { previewPlan } from '../../domain/plan/preview-report.ts';
import { findBreach } from '../../services/breach/command.ts';
import { requireNamedSystems, requireSystems } from '../../services/dataflow/require-systems.ts';
import { previewChange } from '../../services/plan/preview-change.ts';
import { readSystems } from '../../store/dataflow.ts';
import { BreachParams, reasons } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { AmendmentPreview, ReportPreview } from '../openapi/answers.ts';
import { operation } from '../openapi/operation.ts';
import { principalOf } from '../sign-in/authentication.ts';

const Amendment = z.strictObject({
  facts: FactsPatch.optional(),
  narrative: NarrativePatch.optional(),
  reasons: reasons.default(''),
});
const ReportToPreview = z.strictObject({
  systems: Facts.shape.systems,
  facts: FactsPatch.optional(),
  /** From when the clocks would be counted; now if left out. */
  awareAt: InstantInput.optional(),
});

/**
 * What facts would do to the clocks, by the same functions as in earnest. Nothing is recorded but that it was asked.
 */
export const previewRoutes: Routes = (server, deps) => {
  const amendment = operation(
    {
      id: 'previewFacts',
      tag: 'decisions',
      summary: 'What a change of facts would start, move and end, and why',
      description: 'Takes the body of `amendFacts`. Nothing changes; send it there to make it so.',
      answers: { 200: AmendmentPreview },
      refusals: ['not-found', 'breach-closed', 'unknown-system'],
    },
    { params: BreachParams, body: Amendment },
  );
  server.post('/breaches/:breachId/facts/preview', { schema: amendment }, async (request) => {
    const state = await findBreach(deps, request.params.breachId);
    const { facts = {}, narrative = {}, reasons: why } = request.body;
    await requireSystems(deps, facts.systems ?? [], 'facts.systems');
    const { name: by, role } = principalOf(request);
    // Reasons are for the record, and nothing goes there.
    const given = why === '' ? 'preview' : why;
    const asked = { state, patch: { facts, narrative }, reasons: given, at: deps.clock(), by, role };
    const { before, plan, duties, reopened, resumed, told } = await previewChange(deps, asked);
    return {
      seq: state.seq,
      duties,
      severity: { before: before?.severity ?? null, after: plan.severity },
      conclusion: { before: before?.conclusion ?? null, after: plan.conclusion },
      ...{ reopened, resumed, told },
      plan,
    };
  });

  const report = operation(
    {
      id: 'previewReport',
      tag: 'intake',
      summary: 'Which clocks would start, were a breach of these systems confirmed',
      answers: { 200: ReportPreview },
      refusals: ['unknown-system', 'awareness-in-the-future'],
    },
    { body: ReportToPreview },
  );
  server.post('/incidents/preview', { schema: report }, async (request) => {
    const now = deps.clock();
    const { systems, facts = {}, awareAt = now } = request.body;
    if (awareAt > now) throwRefusal(whyImplausible(awareAt, now, null));
    const ids = await requireNamedSystems(deps, systems, facts);
    return previewPlan(deps.policy, await readSystems(deps.store, ids), { from: awareAt, now, facts });
  });
};
