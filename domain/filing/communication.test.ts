import { describe, expect, it } from '@jest/globals';
import { obligationOf, planOf } from '../../test/support/plans.ts';
import type { BreachState, ObligationStatus } from '../breach/state.ts';
import { Facts } from '../facts.ts';
import {
  communicationOf,
  isShort,
  otherTellings,
  peopleTold,
  shortOf,
  stageOfTelling,
  TELL_PEOPLE,
} from './communication.ts';

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
    expect(otherTellings({ ...reported('finished'), plan: null }, 1)).toEqual([]);
  });

  it('is the one that is asked for, else the last that finished', () => {
    const campaigns = [
      { number: 1, status: 'finished', counts: COUNTS },
      { number: 2, status: 'finished', counts: { ...COUNTS, sent: 2 } },
      { number: 3, status: 'sending', counts: null },
    ];
    const state = { ...reported('finished'), campaigns } as unknown as BreachState;
    expect(communicationOf(state)).toMatchObject({ obligation: TELL_PEOPLE, campaign: 2, sent: 2 });
    expect(communicationOf(state, 1)).toMatchObject({ campaign: 1, sent: 4 });
    expect(communicationOf(state, 3)).toBeNull();
    expect(communicationOf(state, 4)).toBeNull();
  });

  it.each<[string, { status?: string; people?: (object | undefined)[]; campaign?: number }, boolean]>([
    ['runs', { status: 'running' }, true],
    ['is overdue', { status: 'overdue' }, true],
    ['waits for the awareness', { status: 'awaiting-awareness' }, false],
    ['was met by all the people', { people: [{ told: 9, concerned: 9 }] }, false],
    ['was met by some of the people', { people: [{ told: 3, concerned: 9 }] }, true],
    ['was met by nobody knows how many', { people: [undefined] }, false],
    ['was met by this very campaign', { people: [{ told: 3, concerned: 9 }], campaign: 1 }, false],
    [
      'was met for the rest of the people since',
      {
        people: [
          { told: 3, concerned: 9 },
          { told: 9, concerned: 9 },
        ],
      },
      false,
    ],
  ])('is open for a duty that %s: %#', (_, { status = 'filed', people, campaign }, isOpen) => {
    const versions = people?.map((each) => ({ people: each, campaign }));
    const duty = { id: TELL_PEOPLE, status, filed: versions === undefined ? null : { at: AWARE }, versions };
    const state = { ...reported('finished'), obligations: { [TELL_PEOPLE]: duty } } as unknown as BreachState;
    expect(communicationOf(state, 1)?.isOpen).toBe(isOpen);
    expect(communicationOf({ ...state, status: 'closed' }, 1)?.isOpen).toBe(false);
  });
});

describe('how many people were told', () => {
  const version = { people: { told: 3, concerned: 9 } };

  it('counts those whom earlier versions told, and those concerned by what was said before the register', () => {
    const { facts, plan } = reported('finished');
    const obligations = { [UK]: { versions: [version] } } as unknown as BreachState['obligations'];
    expect(peopleTold({ facts, plan, obligations }, UK, 4)).toEqual({ told: 7, concerned: 9 });
    expect(peopleTold({ facts, plan, obligations }, TELL_PEOPLE, 4)).toEqual({ told: 4, concerned: 9 });
    const unsaid = Facts.parse({});
    const listed = plan && { ...plan, dataFlow: { ...plan.dataFlow, peopleConcerned: 12 } };
    expect(peopleTold({ facts: unsaid, plan: listed, obligations }, UK, 0).concerned).toBe(12);
    expect(peopleTold({ facts: unsaid, plan: null, obligations }, UK, 0).concerned).toBeNull();
  });

  it('is short only where fewer were told than are known to be concerned', () => {
    expect(isShort({ told: 8, concerned: 9 })).toBe(true);
    expect(isShort({ told: 9, concerned: 9 })).toBe(false);
    expect(isShort({ told: 0, concerned: null })).toBe(false);
    expect(isShort(undefined)).toBe(false);
    expect(shortOf([{}, { people: { told: 9, concerned: 9 } }, version])).toEqual({ told: 3, concerned: 9 });
    expect(shortOf([{}, { people: { told: 9, concerned: 9 } }])).toBeNull();
  });

  it('makes a telling complete, unless somebody was left out', () => {
    for (const isFirst of [true, false]) {
      expect(stageOfTelling({ told: 9, concerned: 9 }, isFirst)).toBe('complete');
      expect(stageOfTelling({ told: 9, concerned: null }, isFirst)).toBe('complete');
    }
    expect(stageOfTelling({ told: 8, concerned: 9 }, true)).toBe('initial');
    expect(stageOfTelling({ told: 8, concerned: 9 }, false)).toBe('follow-up');
  });
});
