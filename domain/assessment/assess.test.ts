import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import type { System } from '../dataflow.ts';
import { assessFacts } from './assess.ts';
import { AssessInput } from './input.ts';

const policy = loadPolicy('policy');
const AT = '2026-11-24T12:00:00.000Z';
const AWARE = '2026-11-24T09:20:00+01:00';
const assess = (input: object, register: System[] = [], at = AT) =>
  assessFacts(policy, AssessInput.parse(input), register, at);
const of = ({ obligations }: ReturnType<typeof assess>, id: string) => obligations.find((o) => o.id === id);

const billing = { id: 'billing', role: 'controller', dataClasses: ['financial'], countries: ['DE', 'FR'] };
const uploads = { id: 'uploads', plane: 'customer-data', dataClasses: ['simple'], customers: ['acme', 'bolt'] };

describe('authorities of a breach in which we have both roles', () => {
  test('are told of places where the people live whose data we control, not of those of customers', () => {
    const theirs = { ...uploads, countries: ['SE'] };
    const found = assess({ systems: [billing, theirs], confidentiality: 'unknown-recipients', awareness: AWARE });
    expect(found.authorities.concernedStates).toEqual(['DE', 'FR']);
  });
});

describe('the number of people', () => {
  const letter = { ...billing, dataClasses: ['simple'] };
  const facts = {
    confidentiality: 'known-recipients',
    malicious: 'no',
    identityDetails: 'no',
    vulnerablePeople: false,
  };
  test.each<[string, object]>([
    ['given at the top', { systems: [letter], peopleConcerned: 1 }],
    ['given by the only system', { systems: [{ ...letter, peopleConcerned: 1 }] }],
    [
      'given for all systems together',
      { dataFlow: { roles: ['controller'], dataClasses: ['simple'], peopleConcerned: 1 } },
    ],
    ['given by where people live', { systems: [letter], residents: { DE: 1 } }],
  ])('counts, %s', (_, given) => {
    const found = assess({ ...facts, ...given });
    expect(found.art34.proposed.notify).toBe('no');
    expect(found.open.join()).not.toContain('number of people');
  });

  test('is not known while one system, or one place, has none', () => {
    const two = [
      { ...letter, peopleConcerned: 1 },
      { ...letter, id: 'copies' },
    ];
    expect(assess({ ...facts, systems: two }).open.join()).toContain('number of people');
    expect(assess({ ...facts, systems: [letter], residents: { DE: 1, FR: null } }).open.join()).toContain(
      'number of people',
    );
  });
});

describe('one set of facts', () => {
  test('gives severity, conclusions, tracks, duties and authorities, all with reasons', () => {
    const found = assess({ systems: [billing, uploads], confidentiality: 'unknown-recipients', awareness: AWARE });
    expect(found.conclusion).toBe('high-risk');
    expect([found.art33.proposed.notify, found.art34.proposed.notify]).toEqual(['yes', 'yes']);
    expect(of(found, 'gdpr-art33-1-authority')).toMatchObject({
      applies: 'binds',
      due: '2026-11-27T08:20:00.000Z',
      latest: '2026-11-27T09:00:00.000Z',
    });
    expect(found.tracks.map((t) => t.id)).toEqual(['controller', 'processor/acme', 'processor/bolt']);
    expect(found.tracks[0]?.obligations).toContain('gdpr-art33-1-authority');
    expect(found.tracks[1]?.obligations).toContain('gdpr-art33-2-processor-to-controller');
    expect(found.tracks[1]?.obligations).not.toContain('gdpr-art33-1-authority');
    expect(found.authorities.authorities.map((a) => a.id)).toEqual(['de-be']);
    for (const { because } of [...found.obligations, ...found.tracks, found.authorities, found.risk, found.register]) {
      expect(because).toMatch(/^.{20,}/);
    }
  });

  test('is the same bytes each time', () => {
    const input = { systems: [billing, uploads], awareness: AWARE };
    expect(JSON.stringify(assess(input))).toBe(JSON.stringify(assess(input)));
  });

  test('nothing known at all is assessed at its gravest, and says what is open', () => {
    const found = assess({});
    expect([found.conclusion, found.tracks.map((t) => t.id)]).toEqual([
      'high-risk',
      ['controller', 'processor/unknown'],
    ]);
    expect(of(found, 'gdpr-art33-1-authority')).toMatchObject({ applies: 'binds', due: null, latest: null });
    expect(found.open.length).toBeGreaterThan(5);
  });

  test('says what is not known of roles, systems and clocks, and nothing of what is', () => {
    const says = {
      awareness: 'Awareness is not recorded, so no clock that starts from it runs yet.',
      systems: 'Which systems are touched is not known; every role counts.',
      arrangement: 'What the Art. 26 arrangement says about notifying is to be looked up.',
    };
    const among = ({ open }: ReturnType<typeof assess>) => Object.values(says).filter((each) => open.includes(each));
    expect(among(assess({}))).toEqual([says.awareness, says.systems]);
    expect(among(assess({ systems: ['crm'], awareness: AWARE }))).toEqual([]);
    expect(among(assess({ systems: [billing], awareness: AWARE }))).toEqual([]);
    expect(among(assess({ systems: [{ ...billing, role: 'joint-controller' }], awareness: AWARE }))).toEqual([
      says.arrangement,
    ]);
  });

  test('a place that the register lists for no system is looked at for our own people', () => {
    const found = assess({ systems: [{ ...uploads, countries: ['SE'] }, billing], dataFlow: { countries: ['PL'] } });
    expect(found.authorities.concernedStates).toEqual(['DE', 'FR', 'PL']);
  });

  test('a system of which nobody says anything is on both sides, and may hold anything', () => {
    const found = assess({ systems: ['crm'] });
    expect(found.tracks.map(({ id, systems }) => [id, systems])).toEqual([
      ['controller', ['crm']],
      ['processor/unknown', ['crm']],
    ]);
    expect(found.tracks.map(({ severity }) => severity.proposed)).toEqual(['high-risk', 'high-risk']);
  });

  test('names the kinds of party whose laws were looked at, beside the data roles', () => {
    expect(assess({ profile: ['controller', 'financial-entity'] }).kinds).toEqual(['financial-entity']);
  });

  test('an awareness at the instant of the assessment, and an update at that of its filing, are taken', () => {
    const first = { 'dora-intermediate': AWARE };
    const input = { profile: ['financial-entity'], awareness: AT, filings: first, updates: first };
    expect(assess(input).awareness).toBe(AT);
  });

  test('a decision is kept beside the proposal and decides the duties', () => {
    const decision = { conclusion: 'unlikely', at: AWARE, reasons: 'The key never left the vault.' };
    const found = assess({ systems: [billing], confidentiality: 'unknown-recipients', awareness: AWARE, decision });
    expect([found.risk.proposed, found.conclusion]).toEqual(['high-risk', 'unlikely']);
    expect(of(found, 'gdpr-art33-1-authority')?.applies).toBe('does-not-apply');
    expect(found.art33.decided).toMatchObject({ by: 'dpo', notify: 'no', reasons: 'The key never left the vault.' });
  });
});

describe('no silence', () => {
  const GEORGIA = 'The law of Georgia (US-GA) is not modelled here: ask counsel (as controller and processor).';
  const NONE = { controller: 'not-modelled', processor: 'not-modelled' };
  const facts = { establishment: 'AQ', residents: { 'US-GA': 400, AQ: 2 }, dataKinds: ['government-id'] };

  test('a place without a law is open, and named with every role', () => {
    const bare = { ...policy, obligations: policy.obligations.filter((o) => o.jurisdiction !== 'US-GA') };
    const found = assessFacts(bare, AssessInput.parse(facts), [], AT);
    expect(found.coverage).toEqual([
      { place: 'AQ', why: ['established', 'residents'], roles: NONE },
      { place: 'US-GA', why: ['residents'], roles: NONE },
    ]);
    expect(found.open).toContain(GEORGIA);
  });
  test('a place whose law is modelled is named too, and is not open', () => {
    const { coverage, open } = assess({ systems: [billing] });
    expect(coverage.map(({ place, roles }) => [place, roles])).toEqual([
      ['DE', { controller: 'modelled' }],
      ['FR', { controller: 'modelled' }],
    ]);
    expect(open.join()).not.toContain('not modelled');
    expect(open.join()).toContain('Where people live is not stated');
    expect(assess({ systems: [billing], residents: { DE: 3 } }).open.join()).not.toContain('Where people live');
  });

  test('people of whom no place is named count where we are established, and are open', () => {
    const given = { establishment: 'US-CA', residents: { FR: 3 }, dataKinds: ['social-security-number'] };
    const left = assess({ ...given, confidentiality: 'unknown-recipients', peopleConcerned: 5000 });
    const all = assess({ ...given, confidentiality: 'unknown-recipients' });
    const californian = ({ obligations }: typeof all) => obligations.find(({ id }) => id === 'us-ca-ag')?.applies;
    expect([californian(left), californian(all)]).toEqual(['binds', 'does-not-apply']);
    expect(left.open.join()).toContain('Where 4997 of the people concerned live is not stated (residents)');
    expect(all.open.join()).not.toContain('people concerned live');
  });

  test.each<[string, object, string, string]>([
    [
      'more in one place than there are',
      { residents: { 'US-CA': 600 }, peopleConcerned: 400 },
      'ftc-safeguards',
      'More people are counted by where they live (residents: 600) than are concerned (peopleConcerned: 400)',
    ],
    [
      'fewer, and no other place is left for the rest',
      { residents: { 'US-CA': 400 }, peopleConcerned: 501 },
      'us-ca-ag',
      'where 101 of them live is not said. Until it is, they count in each of these places.',
    ],
  ])(
    'two numbers of people that contradict each other are named, and the graver counts: %s',
    (_, people, duty, says) => {
      const given = {
        establishment: 'US-CA',
        dataKinds: ['social-security-number'],
        confidentiality: 'unknown-recipients',
      };
      const found = assess({ ...given, ...people, profile: ['controller', 'us-non-bank-financial-institution'] });
      expect(found.obligations.filter(({ id, applies }) => id === duty && applies === 'binds')).not.toEqual([]);
      expect(found.open.join()).toContain(says);
    },
  );

  test('no confidentiality lost is no proof that nothing was', () => {
    const found = assess({ systems: [{ ...billing, countries: ['DE'] }], confidentiality: 'none' });
    expect(found.register.notify).toBe('yes');
    expect(found.open.join()).toContain('would change no conclusion and no duty: whether data was altered; ');
  });

  test('one person and a known recipient are not enough to call a risk unlikely', () => {
    const given = { confidentiality: 'known-recipients', malicious: 'no', identityDetails: 'no', peopleConcerned: 1 };
    const found = assess({ systems: [{ ...billing, dataClasses: ['simple'] }], ...given });
    expect(found.conclusion).not.toBe('unlikely');
    const facts = found.openFacts.map(({ fact }) => fact);
    expect(facts).toEqual(expect.arrayContaining(['integrity', 'availability', 'vulnerablePeople']));
    expect(found.open.join()).toContain('An answer could lower the proposal to');
    expect(found.open.join()).toContain('at its mildest: it could lower the proposal to unlikely');
  });
});

test('what an answer would change stands first: duties, then the conclusion, then nothing', () => {
  const system = { id: 'places', role: 'controller', dataClasses: ['behavioural'], countries: ['US-OH'] };
  const known = { confidentiality: 'exposed', malicious: 'no', availability: 'none', identityDetails: 'no' };
  const { openFacts, open } = assess({ ...known, establishment: 'US-OH', systems: [system] });
  const ranks = openFacts.map(({ ends, lowest }) => (ends.length > 0 ? 0 : lowest !== null ? 1 : 2));
  expect(ranks).toEqual(ranks.toSorted());
  expect([...new Set(ranks)]).toEqual([0, 1, 2]);
  expect(open.at(-1)).toContain('would change no conclusion and no duty: ');
});

describe('each side is judged by its own data', () => {
  const newsletter = { id: 'news', role: 'controller', dataClasses: ['simple'], countries: ['DE'] };
  const clinic = {
    id: 'clinic',
    role: 'processor',
    dataClasses: ['sensitive'],
    customers: ['acme'],
    countries: ['DE'],
  };
  const shop = { id: 'shop', role: 'processor', dataClasses: ['simple'], customers: ['bolt'], countries: ['DE'] };
  const given = {
    ...{ confidentiality: 'known-recipients', integrity: 'none', availability: 'none', malicious: 'no' },
    ...{ identityDetails: 'no', vulnerablePeople: false, peopleConcerned: 50 },
  };

  test('our newsletter is not graver for what a customer entrusted to us', () => {
    const found = assess({ ...given, systems: [newsletter, clinic, shop] });
    expect(found.tracks.map(({ id, severity }) => [id, severity.proposed])).toEqual([
      ['controller', 'unlikely'],
      ['processor/acme', 'high-risk'],
      ['processor/bolt', 'unlikely'],
    ]);
    expect([found.conclusion, found.art34.proposed.notify]).toEqual(['unlikely', 'no']);
    expect(of(found, 'gdpr-art33-2-processor-to-controller')?.applies).toBe('binds');
  });

  test('a system of which nobody says what it holds may hold anything', () => {
    const found = assess({ ...given, systems: [newsletter, { id: 'archive', role: 'controller', countries: ['DE'] }] });
    expect(found.conclusion).toBe('high-risk');
    expect(found.open.join()).toContain(
      'The classes of the data (dataClasses) are not known; the gravest counts. An answer could lower',
    );
  });

  test('kinds of data that were named are not said to be unknown', () => {
    const found = assess({ ...given, systems: [], dataKinds: ['social-security-number'] });
    const says = [...found.open, ...found.severity.reasons].filter((each) => /kinds? of (?:the )?data/i.test(each));
    expect(says).toEqual([]);
    expect(found.severity.reasons[0]).toContain('which classes of data are concerned is not known yet');
  });
});

describe('decisions article by article', () => {
  const given = { systems: [billing], confidentiality: 'unknown-recipients', awareness: AWARE };
  const decision = (conclusion: string, by: string) => ({ conclusion, by, at: AWARE, reasons: 'Logs.' });
  const bound = (found: ReturnType<typeof assess>) =>
    ['gdpr-art33-1-authority', 'gdpr-art34-1-data-subject'].map((id) => of(found, id)?.applies);

  test('the one for the people leaves the authority to the proposal', () => {
    const found = assess({ ...given, decisions: { art34: decision('risk', 'deputy') } });
    expect(bound(found)).toEqual(['binds', 'does-not-apply']);
    expect([found.art33.decided, found.art34.decided]).toMatchObject([null, { by: 'deputy', notify: 'no' }]);
    expect(found.conclusion).toBe('risk');
  });

  test('the one for the authority leaves the people to the proposal', () => {
    const found = assess({ ...given, decisions: { art33: decision('unlikely', 'dpo') } });
    expect(bound(found)).toEqual(['does-not-apply', 'binds']);
    expect([found.art33.decided?.notify, found.art34.decided]).toEqual(['no', null]);
    expect(found.conclusion).toBe('high-risk');
  });

  test('of an article stands above the one for both', () => {
    const both = { decision: decision('unlikely', 'dpo'), decisions: { art34: decision('high-risk', 'deputy') } };
    const found = assess({ ...given, ...both });
    expect(bound(found)).toEqual(['does-not-apply', 'binds']);
    expect([found.art33.decided?.by, found.art34.decided?.by]).toEqual(['dpo', 'deputy']);
  });
});

test('a report counted from the latest version of another is due from its update', () => {
  const filings = { 'dora-initial': '2026-11-24T16:00:00Z', 'dora-intermediate': '2026-11-26T10:00:00Z' };
  const input = { profile: ['financial-entity'], awareness: AWARE, filings };
  const dueAfter = (updates: object) =>
    of(assess({ ...input, updates }, [], '2027-01-01T00:00:00.000Z'), 'dora-final')?.due;
  expect(dueAfter({})).toBe('2026-12-26T10:00:00.000Z');
  expect(dueAfter({ 'dora-intermediate': '2026-12-08T15:00:00Z' })).toBe('2027-01-08T15:00:00.000Z');
});

describe('touched systems', () => {
  test('by id alone are looked up in the register', () => {
    const known: System = {
      id: 'crm',
      name: 'CRM',
      plane: 'control',
      dataClasses: ['behavioural'],
      dataCategories: ['notes'],
      countries: ['DE'],
      suppliers: [],
      customers: [],
      aliases: [],
      peopleConcerned: 70,
    };
    const found = assess({ systems: ['crm'] }, [known]);
    expect(found.tracks.map((t) => [t.id, t.systems])).toEqual([['controller', ['crm']]]);
    expect(found.severity.dpc).toBe(200);
  });

  test('of unknown role keep every role open', () => {
    const found = assess({ systems: ['crm', billing] });
    expect(found.tracks.map((t) => [t.id, t.systems])).toEqual([
      ['controller', ['billing']],
      ['processor/unknown', ['crm']],
    ]);
    expect(found.open).toContain("Our role for the system 'crm' is not known; every role counts.");
    expect(of(found, 'gdpr-art33-2-processor-to-controller')?.applies).toBe('binds');
  });

  test('can be described together by dataFlow', () => {
    const dataFlow = { roles: ['processor'], customers: ['acme'], dataClasses: ['simple'], countries: ['DE'] };
    const found = assess({ systems: ['cache'], dataFlow });
    expect(found.tracks.map((t) => [t.id, t.systems])).toEqual([['processor/acme', ['cache']]]);
    expect([found.register.notify, found.art33.proposed.notify]).toEqual(['no', 'no']);
    expect(found.authorities.authorities).toEqual([]);
  });

  test('a joint controller has the duties of a controller, on a track of its own', () => {
    const found = assess({
      systems: [
        { ...billing, role: 'joint-controller', customers: ['partner'] },
        { ...billing, id: 'hr' },
      ],
    });
    expect(found.tracks.map((t) => [t.id, t.systems])).toEqual([
      ['controller', ['hr']],
      ['joint-controller', ['billing']],
    ]);
    expect(found.tracks[1]?.obligations).toContain('gdpr-art33-1-authority');
  });
});

test.each<[string, object, string, string]>([
  [
    'awareness after the instant of assessment',
    { awareness: '2026-11-25T00:00:00Z' },
    'awareness-in-the-future',
    'awareness',
  ],
  [
    'an update before the first filing',
    { filings: { 'dora-intermediate': AWARE }, updates: { 'dora-intermediate': '2026-11-24T08:00:00+01:00' } },
    'bad-input',
    'updates.dora-intermediate',
  ],
  [
    'an update of what was not filed',
    { updates: { 'dora-intermediate': AWARE } },
    'bad-input',
    'updates.dora-intermediate',
  ],
  ['a filing of an unknown duty', { filings: { nothing: AWARE } }, 'unknown-obligation', 'filings.nothing'],
])('%s is refused', (_, input, code, field) => {
  expect(() => assess(input)).toThrow(expect.objectContaining({ code, field }));
});
