import { z } from 'zod';
import { EXACTNESS } from '../../../domain/filing/template.ts';
import { STANDINGS } from '../../../domain/policy/regimes.ts';
import { READINGS } from '../../../domain/policy/verified.ts';

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

export const PolicyCoverage = z
  .looseObject({
    policyVersion: z.string(),
    places: z.array(
      z.looseObject({
        place: z.string(),
        name: z.string(),
        rows: z.array(
          z.looseObject({
            obligation: z.string(),
            regime: z.string(),
            standing: z.enum(STANDINGS),
            verified: z
              .looseObject({ on: z.string(), by: z.enum(READINGS), source: z.string() })
              .nullable()
              .describe('When and in what it was last read; null where the row does not say'),
          }),
        ),
        noDuty: z.array(z.looseObject({ to: z.string(), says: z.string() })).describe('Whom its laws do not have told'),
        readIn: z.record(z.string(), z.int()).describe('Rows by what they were last read in'),
        readSince: z.string().nullable().describe('The first day on which any of its rows was last read'),
      }),
    ),
    notModelled: z.array(z.string()).describe('Countries of which no law is modelled: ask counsel'),
    forms: z
      .array(
        z.looseObject({
          obligation: z.string(),
          place: z.string(),
          receiver: z.string(),
          portal: z.string().nullable(),
          form: z.looseObject({ id: z.string(), exactness: z.enum(EXACTNESS) }).nullable(),
        }),
      )
      .describe('Receivers of duties in force; `form` is null where the form of its own is not modelled'),
  })
  .meta({ id: 'PolicyCoverage' });
