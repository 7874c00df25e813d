import { describe, expect, it } from '@jest/globals';
import { AWARE, filingContext } from '../../test/support/filings.ts';
import { obligationOf, planOf } from '../../test/support/plans.ts';
import { smallForm } from '../../test/support/small-form.ts';
import type { Plan } from '../plan/types.ts';
import type { Organisation } from '../policy/schema.ts';
import type { FieldValue, FilingContext } from './context.ts';
import { recordedIn } from './draft.ts';
import type { SourceName } from './sources.ts';

const DUTY = 'duty';
const base = filingContext(DUTY);
type State = FilingContext['state'];

/** What the record puts into a field that is filled in from a source. */
function said(from: SourceName, context: FilingContext = base): FieldValue {
  const [field] = smallForm([{ id: 'a', from }]).fields;
  if (field === undefined) throw new Error('no field');
  return recordedIn(field, context);
}
const knowing = (facts: Partial<State['facts']>, change: Partial<FilingContext> = {}): FilingContext => ({
  ...base,
  state: { ...base.state, facts: { ...base.state.facts, ...facts } },
  ...change,
});
const flowing = (dataFlow: Partial<Plan['dataFlow']>, facts: Partial<State['facts']> = {}): FilingContext => {
  const { plan, ...state } = base.state;
  if (plan === null) throw new Error('no plan');
  const changed = { ...plan, dataFlow: { ...plan.dataFlow, ...dataFlow } };
  return { ...base, state: { ...state, facts: { ...state.facts, ...facts }, plan: changed } };
};
const established = (main: string | null, ...others: string[]): Partial<Organisation> => ({
  establishment: { ...base.organisation.establishment, main, others },
});
const ours = (organisation: Partial<Organisation>, context = base): FilingContext => ({
  ...context,
  organisation: { ...base.organisation, ...organisation },
});

describe('what the record says of the breach', () => {
  it.each<[SourceName, Partial<State['facts']>, FieldValue]>([
    ['nature', { confidentiality: 'exposed' }, ['a']],
    ['nature', { confidentiality: 'none', integrity: 'altered', availability: 'permanent' }, ['b', 'c']],
    ['nature', { confidentiality: 'none', integrity: 'no-evidence', availability: 'unknown' }, null],
    ['confidentiality-kind', { confidentiality: 'exposed' }, 'b'],
    ['confidentiality-kind', { confidentiality: 'known-recipients' }, 'a'],
    ['confidentiality-kind', { confidentiality: 'unknown' }, 'e'],
    ['integrity-kind', { integrity: 'altered' }, 'a'],
    ['integrity-kind', { integrity: 'altered-restorable' }, 'b'],
    ['integrity-kind', { integrity: 'altered-permanent' }, 'c'],
    ['integrity-kind', { integrity: 'unknown' }, null],
    ['availability-kind', { availability: 'temporary' }, 'a'],
    ['availability-kind', { availability: 'permanent' }, 'b'],
    ['availability-kind', { availability: 'unknown' }, 'c'],
    ['availability-kind', { availability: 'none' }, null],
    ['unintelligible', { unintelligible: true }, 'a'],
    ['unintelligible', { unintelligible: false }, 'c'],
    ['measures-before', { unintelligible: true }, ['c']],
    ['measures-before', { unintelligible: false }, null],
    ['people', { peopleConcerned: 0 }, 0],
    ['people', { peopleConcerned: null }, null],
    ['people-known', { peopleConcerned: 0 }, 'b'],
    ['people-known', { peopleConcerned: null }, 'd'],
    ['records', { recordsConcerned: 7 }, 7],
    ['records-known', { recordsConcerned: 7 }, 'b'],
    ['records-known', { recordsConcerned: null }, 'd'],
    ['people-kinds', { vulnerablePeople: true }, ['i']],
    ['people-kinds', { vulnerablePeople: false }, 'k'],
    ['occurrence', { events: { occurrence: AWARE } }, 'a'],
    ['occurrence', { events: {} }, 'e'],
    ['occurred-at', { events: { occurrence: AWARE } }, AWARE],
    ['occurred-at', { events: {} }, null],
    ['detected', { events: { detection: '2026-11-24T07:00:00.000Z' } }, '2026-11-24T07:00:00.000Z'],
    ['detected', { events: {} }, AWARE],
    ['discovered-on', { events: { discovery: '2026-11-22T23:30:00.000Z', detection: AWARE } }, '2026-11-23'],
    ['discovered-on', { events: { detection: '2026-11-20T22:30:00.000Z' } }, '2026-11-20'],
    ['residents-us-tx', { residents: { 'US-TX': 300, 'US-CA': null } }, 300],
    ['residents-us-ca', { residents: { 'US-TX': 300, 'US-CA': null } }, null],
    ['residents-us-me', { residents: { 'US-ME': 0 } }, 0],
    ['residents-us-me', { residents: { 'US-TX': 300 } }, null],
    ['residents-us-tx', { residents: null }, null],
    ['classified', { events: { classification: AWARE } }, AWARE],
    ['suspected', { malicious: 'yes' }, 'yes'],
    ['systems', { systems: ['tickets', 'mail'] }, 'Support tickets, mail'],
    ['systems', { systems: [] }, null],
    ['systems-and-places', { systems: [] }, null],
    [
      'systems-and-places',
      { systems: ['tickets'] },
      'Systems: Support tickets. Countries that the register lists for the data: Germany.',
    ],
    [
      'systems-and-places',
      { systems: ['tickets'], residents: { DE: 40, PL: null } },
      'Systems: Support tickets. People concerned: Germany 40, Poland.',
    ],
  ])('%s of %j is %j', (from, facts, expected) => {
    expect(said(from, knowing(facts))).toEqual(expected);
  });

  it.each([
    ['2026-11-24T05:00:00.000Z', '2026-11-24T05:00:00.000Z'],
    ['2026-11-24T09:00:00.000Z', AWARE],
  ])('was detected at the latest when it was reported; awareness since %s', (awareAt, expected) => {
    const context = knowing({ events: {} });
    const awareness = context.state.awareness.map((entry) => ({ ...entry, awareAt }));
    expect(said('detected', { ...context, state: { ...context.state, awareness } })).toBe(expected);
  });

  describe('where data of customers is touched too', () => {
    const own = { dataClasses: ['simple' as const], dataCategories: ['names'], peopleConcerned: 410 };
    const both = flowing(
      {
        ...{ dataClasses: ['simple', 'financial'], dataCategories: ['customer databases', 'names'] },
        ...{ peopleConcerned: 900, own },
      },
      { peopleConcerned: null, dataClasses: [] },
    );
    const as = (role: Plan['obligations'][number]['role'], context: FilingContext = both): FilingContext => ({
      ...context,
      obligation: { ...context.obligation, role },
    });

    it.each([
      ['controller', 'names', 410, ['a']],
      ['joint-controller', 'names', 410, ['a']],
      ['processor', 'customer databases, names', 900, ['a', 'l']],
      ['essential-entity', 'customer databases, names', 900, ['a', 'l']],
    ] as const)('a filing as %s tells of what is its own to tell', (role, categories, people, kinds) => {
      expect(said('data-categories', as(role))).toBe(categories);
      expect(said('people', as(role))).toBe(people);
      expect(said('data-kinds', as(role))).toEqual(kinds);
    });

    it('is told whole by a plan of before version 0.15', () => {
      const { own: _, ...flow } = both.state.plan?.dataFlow ?? {};
      expect(said('data-categories', as('controller', flowing({ ...flow, own: undefined } as object)))).toBe(
        'customer databases, names',
      );
    });

    it('gives no number where a system has none, rather than one that is too small', () => {
      const partly = flowing(
        { peopleConcerned: 900, peopleUncounted: true, own: { ...own, peopleUncounted: true } },
        { peopleConcerned: null },
      );
      expect([said('people', as('controller', partly)), said('people-known', as('controller', partly))]).toEqual([
        null,
        'd',
      ]);
      const stated = flowing({ peopleUncounted: true }, { peopleConcerned: 3 });
      expect(said('people', as('controller', stated))).toBe(3);
    });
  });

  it('puts nothing of the plan where the register lists nothing', () => {
    const bare = flowing({ countries: [], dataCategories: [], dataClasses: [] }, { systems: ['tickets'] });
    expect(said('systems-and-places', bare)).toBe('Systems: Support tickets.');
    expect(said('data-categories', bare)).toBeNull();
    expect(said('data-kinds', bare)).toBe('t');
    const without = { ...base, state: { ...base.state, plan: null } };
    expect(said('data-categories', without)).toBeNull();
    expect(said('data-kinds', without)).toBe('t');
    expect(said('impact-severity', without)).toBe('d');
    expect(said('risk-outcome', without)).toBeNull();
  });

  it('says of the data only what its class says for certain', () => {
    expect(said('data-kinds', flowing({ dataClasses: ['financial'] }, { dataClasses: ['simple'] }))).toEqual([
      'a',
      'l',
    ]);
    expect(said('data-kinds', flowing({ dataClasses: ['simple'] }))).toEqual(['a']);
    expect(said('data-kinds', flowing({ dataClasses: ['sensitive'] }))).toBe('t');
  });

  it.each([
    ['low', 'a'],
    ['medium', 'b'],
    ['high', 'c'],
    ['very-high', 'c'],
  ] as const)('says of a severity that is %s the option %s', (level, option) => {
    const plan = base.state.plan && { ...base.state.plan, severity: { ...base.state.plan.severity, level } };
    expect(said('impact-severity', { ...base, state: { ...base.state, plan } })).toBe(option);
  });

  it('says what is still open only while more will follow', () => {
    const last = (facts: Partial<State['facts']>) => knowing(facts, { stage: 'complete' });
    expect(said('people-known', last({ peopleConcerned: null }))).toBe('c');
    expect(said('incident-kind')).toBe('x');
    expect(said('incident-kind', last({}))).toBeNull();
    expect(said('cause')).toBe('e');
    expect([said('cause', last({ malicious: 'unknown' })), said('cause', last({ malicious: 'no' }))]).toEqual([
      'f',
      null,
    ]);
    expect(said('occurrence', last({ events: {} }))).toBeNull();
  });

  it('has an option beside the words of the consequences, and one for as long as there are none', () => {
    const none = { ...base, words: { ...base.words, consequences: '' } };
    expect([said('confidentiality-consequence'), said('integrity-consequence'), said('impact')]).toEqual([
      'd',
      'c',
      ['n'],
    ]);
    expect([said('availability-consequence', none), said('impact', none)]).toEqual(['d', 'o']);
    expect([said('consequences', none), said('consequences')]).toEqual([null, 'Fraudulent mail.']);
  });

  it('says of the risk on which of the two articles nobody has decided', () => {
    const decision = { conclusion: 'risk', proposed: 'risk', by: 'dpo', at: AWARE, reasons: 'Seen.' } as never;
    const of = (art33: boolean, art34: boolean) => {
      const risk = { art33: art33 ? decision : null, art34: art34 ? decision : null };
      return said('risk-in-words', { ...base, state: { ...base.state, risk } });
    };
    expect(of(false, false)).toContain('the controller has not decided on it yet');
    expect(of(false, true)).toContain('the controller has not decided on Art. 33 yet');
    expect(of(true, false)).toContain('the controller has not decided on Art. 34 yet');
    expect(of(true, true)).toContain('The controller concludes');
  });

  it('tells the losses beside the story, which ends as a sentence does', () => {
    const story = (happened: string, facts: Partial<State['facts']>) =>
      said('nature-in-words', knowing(facts, { words: { ...base.words, happened } }));
    const none = { confidentiality: 'none', integrity: 'none', availability: 'none' } as const;
    expect(story('Mail was read', none)).toBe('Mail was read');
    expect(story('Mail was read', { ...none, confidentiality: 'exposed', integrity: 'altered' })).toBe(
      'Mail was read. Concerned: confidentiality, integrity.',
    );
    expect(story('Mail was read!', { ...none, integrity: 'unknown', availability: 'unknown' })).toBe(
      'Mail was read! Not known yet: integrity, availability.',
    );
  });
});

describe('what a filing says of itself', () => {
  it.each<[SourceName, Partial<FilingContext>, FieldValue]>([
    ['notification-type', { stage: 'initial' }, 'a'],
    ['notification-type', { stage: 'complete' }, 'a'],
    ['notification-type', { stage: 'complete', earlier: 'R-1' }, 'b'],
    ['notification-type', { stage: 'follow-up', earlier: 'R-1' }, 'b'],
    ['notification-subtype', { stage: 'withdrawal', earlier: 'R-1' }, 'c'],
    ['notification-subtype', { stage: 'initial' }, 'b'],
    ['notification-subtype', { stage: 'complete' }, 'a'],
    ['notification-subtype', { stage: 'follow-up', earlier: 'R-1', afterComplete: true }, 'a'],
    ['withdrawal-reasons', { stage: 'withdrawal', reasons: 'It was none.' }, 'It was none.'],
    ['withdrawal-reasons', { stage: 'complete', reasons: 'It was none.' }, null],
    ['delay-reasons', { at: '2026-11-27T08:20:00.001Z', reasons: 'Logs came late.' }, 'Logs came late.'],
    ['delay-reasons', { at: '2026-11-27T08:20:00.000Z', reasons: 'Logs came late.' }, null],
    ['delay-reasons', { at: '2026-11-27T08:20:00.001Z', earlier: '', reasons: 'Logs came late.' }, null],
    ['delay-reasons', { at: '2026-11-27T08:20:00.001Z', reasons: '' }, null],
    ['filing-reasons', { at: '2026-11-27T08:20:00.001Z', reasons: 'Logs came late.' }, 'Logs came late.'],
    ['filing-reasons', { stage: 'withdrawal', reasons: 'It was none.' }, 'It was none.'],
    ['filing-reasons', { reasons: 'Nothing to say.' }, null],
    ['earlier-reference', { earlier: 'R-1' }, 'R-1'],
    ['regime-reference', { earlier: 'R-1' }, 'R-1'],
  ])('%s of %j is %j', (from, change, expected) => {
    expect(said(from, { ...base, ...change })).toBe(expected);
  });

  it('names the reference of another report to the same receiver under the same law, the first that is here', () => {
    const duty = (receipt: string) => ({
      ...{ id: 'x', status: 'filed' as const, fired: [], waivedBecause: null },
      filed: { at: AWARE, late: false, receipt, reasons: '' },
    });
    const own = obligationOf(DUTY, AWARE);
    const earlier = [
      obligationOf('not-kept', AWARE),
      obligationOf('other-law', AWARE, { regime: 'NIS2' }),
      obligationOf('other-receiver', AWARE, { recipient: 'the people' }),
      obligationOf('awaited', AWARE),
      obligationOf('first', AWARE),
      own,
    ];
    const of = (obligations: State['obligations'], plan: Plan | null) =>
      said('regime-reference', { ...base, obligation: own, state: { ...base.state, obligations, plan } });
    const plan = planOf(AWARE, { obligations: earlier });
    const kept = { 'other-law': duty('L-1'), 'other-receiver': duty('P-1'), awaited: duty(''), first: duty('R-7') };
    expect(of(kept, plan)).toBe('R-7');
    expect(of({ awaited: duty('') }, plan)).toBeNull();
    expect(of(kept, null)).toBeNull();
  });
});

describe('what the record says of the time before the awareness', () => {
  const suspected = (at: string, began?: string, reasons = '') => {
    const by = { by: 'dpo', recordedAt: AWARE, reasons: 'The log.' };
    const suspicion = { first: { at, ...by }, ...(began !== undefined && { investigation: { at: began, ...by } }) };
    const awareness = [{ awareAt: AWARE, recordedAt: AWARE, by: 'dpo', reasons }];
    return { ...base, state: { ...base.state, suspicion, awareness } };
  };

  it('is told with when the investigation began and why it took long, as far as that is known', () => {
    const [first, began] = ['2026-11-21T08:20:00.000Z', '2026-11-22T08:20:00.000Z'];
    const words = 'It was first suspected on Sat 21 Nov 2026, 09:20 CET (08:20 UTC).';
    const hours = 'The organisation became aware 72 hours after the first suspicion.';
    expect(said('long-gap', suspected(first))).toBe(`${words} ${hours}`);
    expect(said('long-gap', suspected(first, began, 'Logs came late.'))).toBe(
      [
        ...[words, 'The investigation began on Sun 22 Nov 2026, 09:20 CET (08:20 UTC).', hours],
        'Why it took that long: Logs came late.',
      ].join(' '),
    );
    expect(said('long-gap', suspected(AWARE))).toBeNull();
  });

  it('follows how it was found', () => {
    expect(said('discovery')).toMatch(/^A report reached .* on Tue 24 Nov 2026, 09:20 CET \(08:20 UTC\)\.$/);
    const alert = { ...base, state: { ...base.state, origin: 'alert' as const } };
    expect(said('discovery', alert)).toMatch(/^An alert reached/);
    expect([said('discovered-by', alert), said('discovered-by')]).toEqual(['a', null]);
  });
});

describe('who files, and who is involved', () => {
  it('names suppliers by the register, never customers, and a contact of one alone', () => {
    expect([said('others-involved'), said('others-as'), said('others-named')]).toEqual(['b', null, null]);
    const two = flowing({ suppliers: ['fjord', 'unlisted'] });
    expect([said('others-involved', two), said('others-as', two)]).toEqual(['a', 'Data processor']);
    expect(said('others-named', two)).toBe('Fjord Hosting AS, unlisted');
    expect(said('others-involved', { ...base, state: { ...base.state, plan: null } })).toBe('b');
  });

  it.each<[string, FilingContext, string]>([
    ['no establishment in the Union', ours(established(null), knowing({ residents: { DE: 1 } })), 'b'],
    ['a second establishment in it', ours(established('DE', 'FR'), flowing({ countries: ['DE'] })), 'a'],
    ['a second establishment outside', ours(established('DE', 'US'), flowing({ countries: ['DE'] })), 'b'],
    ['the same state named twice', ours(established('DE', 'DE'), flowing({ countries: ['DE'] })), 'b'],
    ['people of another state', ours(established('DE'), flowing({ countries: ['DE', 'FR'] })), 'a'],
    ['people of our state alone', ours(established('DE'), flowing({ countries: ['DE', 'US'] })), 'b'],
    ['people of nobody knows where', ours(established('DE'), flowing({ countries: [] })), 'c'],
  ])('is across borders by establishments and people: %s', (_, context, option) => {
    expect(said('cross-border', context)).toBe(option);
  });

  it('names the states of establishment in the Economic Area', () => {
    expect(said('establishment-countries', ours(established('DE', 'US', 'FR')))).toBe('Germany, France');
    expect(said('establishment-countries', ours(established(null)))).toBeNull();
    expect([said('outside-eea', ours(established(null))), said('outside-eea', ours(established('DE')))]).toEqual([
      'a',
      'b',
    ]);
  });

  it('names where people are, as somebody said, else as the register lists it', () => {
    expect(said('eea-countries', flowing({ countries: ['FR', 'DE', 'US'] }))).toBe(
      'the register lists: Germany, France',
    );
    expect(said('eea-countries', knowing({ residents: { PL: 2, DE: 1, US: 9 } }))).toBe('Germany, Poland');
    expect(said('eea-countries', knowing({ residents: { US: 9 } }))).toBeNull();
    expect(said('eea-countries', { ...base, state: { ...base.state, plan: null } })).toBeNull();
  });

  it('counts people per country only where each is counted', () => {
    expect(said('people-per-country', knowing({ residents: { PL: 2, DE: 1 } }))).toEqual(['DE 1', 'PL 2']);
    expect(said('people-per-country', knowing({ residents: { PL: null, DE: 1 } }))).toBeNull();
    expect(said('people-per-country', flowing({ countries: ['DE'] }, { peopleConcerned: 12 }))).toEqual(['DE 12']);
    expect(said('people-per-country', flowing({ countries: ['DE'], peopleConcerned: 9 }))).toEqual(['DE 9']);
    expect(said('people-per-country', flowing({ countries: ['DE', 'FR'] }, { peopleConcerned: 12 }))).toBeNull();
    expect(said('people-per-country', flowing({ countries: [] }, { peopleConcerned: 12 }))).toBeNull();
  });

  it('names the officer and how to reach them, without a name where the policy has none', () => {
    const { name: _, ...dpo } = base.organisation.dpo;
    const { phone, email } = base.organisation.publicContact;
    expect(said('dpo-name-and-contact', ours({ dpo: { ...dpo, name: 'Ada Quill' } }))).toBe(
      `Ada Quill, ${dpo.email}, ${phone}`,
    );
    expect(said('dpo-name-and-contact', ours({ dpo }))).toBe(`${dpo.email}, ${phone}`);
    expect(said('dpo-contact')).toBe(`${dpo.email}, ${phone}`);
    expect(said('organisation-contact')).toBe(`${email}, ${phone}`);
    expect(said('dpo-name', ours({ dpo }))).toBeNull();
  });

  it.each([
    ['private', 'a'],
    ['public', 'b'],
  ] as const)('says of a %s sector the option %s', (sector, option) => {
    expect(said('sector', ours({ establishment: { ...base.organisation.establishment, sector } }))).toBe(option);
  });
});

describe('what people were told', () => {
  type Campaign = State['campaigns'][number];
  const sent = (change: Partial<Campaign>): Campaign => ({
    ...{ number: 1, listId: 'l', recipients: 4, contentHash: 'h', approvedBy: 'dpo', approvedAt: AWARE },
    ...{ status: 'finished', counts: { total: 4, sent: 4, refused: 0, uncertain: 0 }, ...change },
  });
  const told = (from: SourceName, campaigns: Campaign[], facts: Partial<State['facts']> = {}) => {
    const known = knowing(facts);
    return said(from, { ...known, state: { ...known.state, campaigns } });
  };

  it('is that of the last communication that ended', () => {
    const later = '2026-11-26T12:00:00.000Z';
    const running = sent({ number: 3, status: 'sending', approvedAt: '2026-11-29T12:00:00.000Z', counts: null });
    const both = [sent({}), sent({ number: 2, approvedAt: later }), running];
    expect([told('people-told-on', both), told('people-told-by', both)]).toEqual(['2026-11-26', 'a']);
    expect([told('people-told-on', [running]), told('people-told-by', [running])]).toEqual([null, null]);
    expect([told('people-told', both), told('people-told', [running])]).toEqual(['a', 'c']);
  });

  it.each<[string, Campaign[], number | null, FieldValue]>([
    ['as many as are concerned', [sent({})], 4, 'a'],
    ['fewer than are concerned', [sent({})], 5, 'b'],
    [
      'as many, some of whom the mail did not reach',
      [sent({ counts: { total: 5, sent: 4, refused: 1, uncertain: 0 } })],
      4,
      null,
    ],
    ['as many in two lists, which may overlap', [sent({}), sent({ number: 2 })], 8, null],
    ['fewer in two lists', [sent({}), sent({ number: 2 })], 9, 'b'],
    ['of an unknown number', [sent({})], null, null],
    ['nobody was written to', [sent({ counts: null })], 4, null],
  ])('were all of them: %s', (_, campaigns, peopleConcerned, expected) => {
    expect(told('people-told-all', campaigns, { peopleConcerned })).toBe(expected);
  });

  it('is by the decision on Art. 34, once the filing is the last word', () => {
    const decision = { conclusion: 'risk', proposed: 'risk', by: 'dpo', at: AWARE, reasons: 'x' } as never;
    const of = (art34: 'high-risk' | 'risk', change: Partial<FilingContext> = {}) => {
      const plan = planOf(AWARE, { conclusion: { art33: 'risk', art34 } });
      return said('people-told', { ...base, ...change, state: { ...base.state, plan } });
    };
    const decided = { state: { ...base.state, risk: { art33: null, art34: decision } } };
    expect([of('high-risk'), of('high-risk', { stage: 'complete' }), of('risk', { stage: 'complete' })]).toEqual([
      'c',
      'b',
      'd',
    ]);
    expect(said('people-told', { ...base, state: { ...decided.state, plan: null } })).toBeNull();
    const plan = planOf(AWARE, { conclusion: { art33: 'risk', art34: 'risk' } });
    expect(said('people-told', { ...base, state: { ...decided.state, plan } })).toBe('d');
  });
});
