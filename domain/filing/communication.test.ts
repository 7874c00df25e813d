import { describe, expect, it } from '@jest/globals';
import { obligationOf, planOf } from '../../test/support/plans.ts';
import type { BreachState, ObligationStatus } from '../breach/state.ts';
import { Facts } from '../facts.ts';
import { communicationOf, otherTellings, TELL_PEOPLE } from './communication.ts';

const AWARE = '2026-11-24T08:20:00.000Z';
const UK = 'uk-gdpr-art34-individuals';
const AUTHORITY = 'gdpr-art33-1-authority';
const COUNTS = { total: 5, sent: 4, refused: 1, uncertain: 0 };

/** One campaign, and three duties: to people by two laws, and to an authority. */
function reported(campaign: 'finished' | 'sending', statuses: Partial<Record<string, ObligationStatus>> = {}) {
  const toPeople = { recipient: 'data subject' };
  const obligations = [obligationOf(TELL_PEOPLE, AWARE, toPeople), obligationOf(UK, AWARE, toPeople)];
  const plan = planOf(AWARE, { obligations: [...obligations, obligationOf(AUTHORITY, AWARE)] });
  const standing = ([id, status = 'running']: [string, ObligationStatus?]) => [id, { id, status, filed: null }];
  return {
    ...{ breachId: 'TOC-1', facts: Facts.parse({ peopleConcerned: 9 }), plan, status: 'confirmed' },
    campaigns: [{ number: 1, status: campaign, counts: campaign === 'finished' ? COUNTS : null }],
    obligations: Object.fromEntries([TELL_PEOPLE, UK, AUTHORITY].map((id) => standing([id, statuses[id]]))),
  } as unknown as BreachState;
}

describe('a finished campaign and the duties to tell people', () => {
  it('is offered for those of other laws that wait, and never for one to an authority', () => {
    expect(otherTellings(reported('finished'), 1).map(({ id }) => id)).toEqual([UK]);
    expect(communicationOf(reported('finished'), 1, UK)).toEqual({
      ...{ breachId: 'TOC-1', obligation: UK, campaign: 1, sent: 4, total: 5, told: 4, concerned: 9, isOpen: true },
    });
  });

  it('is offered for none that does not wait, nor before it has finished', () => {
    expect(otherTellings(reported('finished', { [UK]: 'does-not-apply' }), 1)).toEqual([]);
    expect(otherTellings(reported('sending'), 1)).toEqual([]);
  });
});
