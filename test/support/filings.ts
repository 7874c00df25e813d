import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadFilings } from '../../config/filings.ts';
import { readYamlAs } from '../../config/yaml-file.ts';
import { evolve } from '../../domain/breach/evolve.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import type { FilingContext } from '../../domain/filing/context.ts';
import { isForAll } from '../../domain/filing/forms.ts';
import type { FilingTemplate } from '../../domain/filing/template.ts';
import { outsideWords } from '../../domain/notices/outside-words.ts';
import { Organisation } from '../../domain/policy/schema.ts';
import type { Instant } from '../../domain/time.ts';
import { obligationOf, planOf, reportedEvent } from './plans.ts';

const POLICY = fileURLToPath(new URL('../../policy', import.meta.url));
export const AWARE: Instant = '2026-11-24T08:20:00.000Z';

/** The project's own template for an obligation, for whoever receives it. */
export function projectTemplate(obligation: string): FilingTemplate {
  const found = loadFilings(POLICY).find((form) => form.obligations.includes(obligation) && isForAll(form));
  if (found === undefined) throw new Error(`There is no template for ${obligation}.`);
  return found;
}

/** A confirmed breach in our own console with a plan of one obligation, drafted a day after the awareness. */
export function filingContext(obligation: string, change: Partial<FilingContext> = {}): FilingContext {
  const planned = obligationOf(obligation, AWARE);
  const events = [
    reportedEvent('TOC-2026-0001', AWARE),
    {
      ...{ type: 'awareness-recorded' as const, at: AWARE, by: 'dpo', key: 'a' },
      ...{ data: { awareAt: AWARE }, personal: { reasons: '' } },
    },
    {
      ...{
        type: 'facts-amended' as const,
        at: AWARE,
        by: 'dpo',
        key: 'b',
        data: { changed: { confidentiality: 'exposed' as const } },
      },
      personal: {
        narrative: {
          summary: 'A session was taken over.',
          consequences: 'Fraudulent mail.',
          measures: 'Sessions ended.',
        },
        reasons: 'Found out.',
      },
    },
    {
      ...{ type: 'planned' as const, at: AWARE, by: 'engine', key: 'p' },
      data: { plan: planOf(AWARE, { obligations: [planned] }), changes: [] },
    },
  ];
  const state = events.reduce<BreachState | null>(evolve, null);
  if (state === null) throw new Error('No state.');
  const organisation = readYamlAs(join(POLICY, 'organisation.yaml'), Organisation);
  const at = '2026-11-25T08:00:00.000Z';
  const register = {
    systems: [{ id: 'tickets', name: 'Support tickets' }],
    counterparties: [{ id: 'fjord', name: 'Fjord Hosting AS' }],
  };
  const words = outsideWords(events, state.facts, { language: 'en' });
  const rest = {
    register,
    words,
    obligation: planned,
    stage: 'initial' as const,
    afterComplete: false,
    at,
    earlier: null,
    reasons: '',
    language: 'en' as const,
  };
  return { state, organisation, ...rest, ...change };
}
