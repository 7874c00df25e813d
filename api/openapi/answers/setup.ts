import { z } from 'zod';
import { SETUP_REASONS, SETUP_STEPS } from '../../../domain/setup/checklist.ts';
import { instant } from './common.ts';

export const Setup = z
  .looseObject({
    items: z.array(
      z.looseObject({
        step: z.enum(SETUP_STEPS),
        state: z.enum(['done', 'open', 'waiting', 'failed', 'not-used']),
        why: z.array(z.enum(SETUP_REASONS)),
        at: instant.nullable().describe('When it was last tested, or asked for'),
        detail: z.string().describe('What a server said of the last test'),
      }),
    ),
  })
  .meta({ id: 'Setup' });
