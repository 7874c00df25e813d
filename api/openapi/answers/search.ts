import { z } from 'zod';

const group = z.looseObject({
  found: z.array(z.looseObject({ id: z.string(), name: z.string(), around: z.string() })),
  isMore: z.boolean().describe('More match than are told'),
  lookedAt: z.int().nullable().describe('Only so many were looked at, of incidents the newest; null where all were'),
});

export const SearchResult = z
  .looseObject({
    incidents: group,
    systems: group,
    suppliers: group,
    customers: group,
    receipts: group.describe('By the incident of the filing'),
  })
  .meta({ id: 'SearchResult' });
