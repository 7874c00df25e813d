import { z } from 'zod';
import { STANDINGS } from '../../../domain/policy/regimes.ts';
import { instant } from './common.ts';

const RegimeHead = {
  id: z.string(),
  name: z.string(),
  jurisdiction: z.string(),
  counts: z.record(z.string(), z.int()).describe('Of its obligations, by how they stand today'),
};

export const Policy = z
  .looseObject({
    policyVersion: z.string(),
    zoneData: z.string(),
    holidayData: z.string(),
    zone: z.string().describe('IANA zone in which the organisation reads times'),
    severity: z.looseObject({}),
    regimes: z.array(z.looseObject({ ...RegimeHead, obligations: z.array(z.string()), cases: z.int() })),
  })
  .meta({ id: 'Policy' });

export const Regime = z
  .looseObject({
    ...RegimeHead,
    obligations: z.array(
      z.looseObject({
        id: z.string(),
        article: z.string(),
        standing: z.enum(STANDINGS),
        citation: z.string(),
        trigger: z.string().describe('A CEL expression, as the policy writes it'),
      }),
    ),
    law: z
      .looseObject({ noDuty: z.array(z.looseObject({ to: z.string(), says: z.string() })) })
      .describe('What the law says for all its duties, and whom it does not have told'),
    states: z.array(z.looseObject({ state: z.string(), act: z.string() })).describe('Laws that transpose a directive'),
    cases: z.array(z.looseObject({ name: z.string() })),
  })
  .meta({ id: 'Regime' });

const PolicyVersion = z.looseObject({
  policyVersion: z.string(),
  at: instant.describe('Since when it held first'),
  by: z.string().describe('Who set what makes it up; `files` where nothing is set on pages'),
  named: z.looseObject({ name: z.string(), by: z.string(), at: instant }).nullable(),
});

export const PolicyVersionList = z.looseObject({ versions: z.array(PolicyVersion) }).meta({ id: 'PolicyVersionList' });

export const PolicyVersionChanges = z
  .looseObject({
    version: PolicyVersion,
    before: PolicyVersion.nullable().describe('The one that held before it'),
    rows: z.array(z.looseObject({ obligation: z.string(), change: z.string(), fields: z.array(z.string()) })),
    parts: z.array(z.string()),
    settings: z.array(z.looseObject({ path: z.string(), before: z.unknown(), after: z.unknown() })),
  })
  .meta({ id: 'PolicyVersionChanges' });
