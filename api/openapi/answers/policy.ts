import { z } from 'zod';

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
        standing: z.enum(['in-force', 'not-yet', 'proposed', 'ended']),
        citation: z.string(),
        trigger: z.string().describe('A CEL expression, as the policy writes it'),
      }),
    ),
    cases: z.array(z.looseObject({ name: z.string() })),
  })
  .meta({ id: 'Regime' });
