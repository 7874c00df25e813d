import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import { formsCovered } from '../../domain/filing/modelled.ts';
import type { CompiledObligation } from '../../domain/policy/compiled.ts';
import { coverageOf } from '../../domain/policy/coverage.ts';
import { regimesOf, standingOf } from '../../domain/policy/regimes.ts';
import type { Routes } from '../http/route.ts';
import { Policy, PolicyCoverage, Regime } from '../openapi/answers.ts';
import { operation } from '../openapi/operation.ts';

const Params = z.strictObject({ regime: z.string().max(64) });

/** The rules as data: which are in force, and what each says. */
export const policyRoutes: Routes = (server, deps) => {
  const { policy } = deps;
  const list = operation(
    {
      id: 'readPolicy',
      tag: 'policy',
      summary: 'Version, severity and regimes of the policy',
      answers: { 200: Policy },
    },
    {},
  );
  server.get('/policy', { schema: list }, async () => {
    const { policyVersion, zoneData, holidayData, severity } = policy;
    const { conclusions: _, register: __, art33: ___, art34: ____, ...scales } = severity;
    const regimes = regimesOf(policy, today()).map(({ obligations, ...regime }) => {
      return { ...regime, obligations: obligations.map(({ id }) => id) };
    });
    const { zone } = deps.organisation;
    return { policyVersion, zoneData, holidayData, zone, severity: scales, regimes };
  });

  const coverage = operation(
    {
      id: 'readPolicyCoverage',
      tag: 'policy',
      summary: 'Which places, duties and forms are modelled, and when and in what each row was last read',
      answers: { 200: PolicyCoverage },
    },
    {},
  );
  server.get('/policy/coverage', { schema: coverage }, async () => {
    return { ...coverageOf(policy, today()), forms: formsCovered(policy, deps.filings) };
  });

  const one = operation(
    {
      id: 'readRegime',
      tag: 'policy',
      summary: 'One regime: its obligations with triggers, clocks and citations, and the cases that prove it',
      answers: { 200: Regime },
      refusals: ['not-found'],
    },
    { params: Params },
  );
  server.get('/policy/regimes/:regime', { schema: one }, async (request) => {
    const { regime: id } = request.params;
    const found = regimesOf(policy, today()).find((regime) => regime.id === id);
    if (found === undefined) throw new TocsinError('not-found', 'The policy has no regime of this id.', 'regime');
    return { ...found, obligations: found.obligations.map(obligationAsJson), cases: policy.cases[id]?.cases ?? [] };
  });

  function today(): string {
    return deps.clock().slice(0, 10);
  }

  /** Conditions as their file writes them. */
  function obligationAsJson({ trigger: _, triggerSource, transposed: __, ...duty }: CompiledObligation) {
    const { because, whyNot, ...rest } = duty;
    const cases = (all: typeof because) => all.map(({ when: _, source, say }) => ({ when: source ?? null, say }));
    const standing = standingOf(rest, today());
    return { ...rest, standing, trigger: triggerSource, because: cases(because), whyNot: cases(whyNot) };
  }
};
