import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { EXPOSED } from '../../test/support/facts.ts';
import { dataFlowOf } from '../dataflow.ts';
import { DATA_CLASSES, Facts, IDENTIFIABILITY } from '../facts.ts';
import { AVAILABILITY, AVAILABILITY_LOSS, CONFIDENTIALITY, INTEGRITY_LOSS } from '../losses.ts';
import { assessSeverity, trackSeverity } from './assess.ts';

const { severity: policy } = loadPolicy('policy');
const nowhere = dataFlowOf([]);
const assess = (facts: Partial<Facts>, dataFlow = nowhere) =>
  assessSeverity(policy, Facts.parse({ ...EXPOSED, ...facts }), dataFlow);
const GRAVITY = ['unlikely', 'risk', 'high-risk'];
const gravity = (facts: Partial<Facts>) => GRAVITY.indexOf(assess(facts).proposed);

const accident = { malicious: 'no' } as const;
const everyday: Partial<Facts> = { dataClasses: ['simple'], identityDetails: 'no' };
const attack = { malicious: 'yes', confidentiality: 'unknown-recipients' } as const;
const toKnown = { ...accident, confidentiality: 'known-recipients', peopleConcerned: 20 } as const;

describe("ENISA's formula", () => {
  test.each<[string, Partial<Facts>, number, string]>([
    ['customer list mailed to a wrong known partner', { ...toKnown, dataClasses: ['simple'] }, 125, 'low'],
    [
      'the same list on a public web server',
      { ...accident, dataClasses: ['simple'], confidentiality: 'unknown-recipients' },
      150,
      'low',
    ],
    ['a month of balances to another customer', { ...toKnown, dataClasses: ['financial'] }, 325, 'high'],
    ['full card data taken', { ...attack, dataClasses: ['financial'], contextScore: 4 }, 500, 'very-high'],
    ['pseudonymous results with their key stolen', { ...attack, dataClasses: ['sensitive'] }, 500, 'very-high'],
    [
      'ransomware on staff data, restored',
      { malicious: 'yes', dataClasses: ['simple'], availability: 'restorable' },
      150,
      'low',
    ],
    ['names of undercover officers leaked', { ...attack, dataClasses: ['simple'], contextScore: 4 }, 500, 'very-high'],
    [
      'hardly attributable habits',
      { ...accident, dataClasses: ['behavioural'], identifiability: 'negligible' },
      50,
      'low',
    ],
    [
      'everything at its worst',
      { ...attack, dataClasses: ['sensitive'], integrity: 'altered-permanent', availability: 'permanent' },
      600,
      'very-high',
    ],
    ['exactly on the edge to medium', { ...attack, dataClasses: ['simple'] }, 200, 'medium'],
  ])('%s', (_, facts, se, level) => {
    expect(assess(facts)).toMatchObject({ se, level });
  });

  test('every score is a whole number and SE = DPC × EI + CB', () => {
    for (const dataClass of DATA_CLASSES) {
      for (const identifiability of IDENTIFIABILITY) {
        for (const availability of AVAILABILITY) {
          const { dpc, ei, cb, se } = assess({ dataClasses: [dataClass], identifiability, availability });
          expect(Number.isInteger(se)).toBe(true);
          expect(se * 100).toBe(dpc * ei + cb * 100);
        }
      }
    }
  });

  test('gives one sentence per factor', () => {
    expect(assess({ ...toKnown, dataClasses: ['simple', 'financial'] }).reasons).toEqual([
      'Data processing context 3: of the kinds concerned (simple, financial) the gravest, financial, counts.',
      'Ease of identification 1 (maximum): the data itself tells whom it is about.',
      'Confidentiality +0.25: disclosed to a known number of known recipients.',
      'Integrity +0: evidence rules out that it was altered.',
      'Availability +0: evidence rules out that it was away.',
      'Intent +0: an accident or error, no intention to harm.',
      'SE = 3 × 1 + 0.25 = 3.25: high.',
      '3.25 is within 0.25 of the edge to medium: give a written reason for the decision.',
    ]);
  });

  test.each<[Partial<Facts>, number, string]>([
    [{ identifiability: 'limited', confidentiality: 'known-recipients' }, 175, 'to medium: the higher band'],
    [{ identifiability: 'limited', confidentiality: 'unknown-recipients' }, 200, 'to low: give a written reason'],
    [{ confidentiality: 'exposed' }, 300, 'to medium: give a written reason'],
    [{ dataClasses: ['sensitive'], ...accident, confidentiality: 'known-recipients' }, 425, 'to high: give a written'],
  ])('a score near an edge names the band on its other side: %j', (facts, se, says) => {
    const severity = assess({ ...accident, dataClasses: ['financial'], ...facts });
    expect(severity.se).toBe(se);
    expect(severity.reasons.at(-1)).toContain(`is within 0.25 of the edge ${says}`);
  });

  test('a score close below a band says that the higher one is weighed, one far from any edge does not', () => {
    const near: Partial<Facts> = { dataClasses: ['sensitive'], ...accident, identifiability: 'significant' };
    expect(
      assess({ ...near, confidentiality: 'unknown-recipients', integrity: 'altered-restorable' }).reasons.slice(-2),
    ).toEqual([
      'SE = 4 × 0.75 + 0.75 = 3.75: high.',
      '3.75 is within 0.25 of the edge to very high: the higher band is weighed for the duties.',
    ]);
    const far: Partial<Facts> = { ...attack, dataClasses: ['sensitive'] };
    expect(assess(far).reasons).toHaveLength(7);
    expect(assess(far).reasons.at(-1)).toBe('SE = 4 × 1 + 1 = 5: very high.');
  });

  test('which kind is the gravest is for the policy to say, and of two equals the first is named', () => {
    const dpc = { ...policy.dpc, simple: 300, financial: 300, sensitive: 200 };
    const facts = Facts.parse({ ...accident, dataClasses: ['simple', 'financial', 'sensitive'] });
    const severity = assessSeverity({ ...policy, dpc }, facts, nowhere);
    expect(severity.dpc).toBe(300);
    expect(severity.reasons[0]).toContain('the gravest, simple, counts');
  });

  test('a context score set by a person replaces the base score, also to a lower one', () => {
    expect(assess({ dataClasses: ['sensitive'], contextScore: 1, ...accident })).toMatchObject({ dpc: 100, se: 100 });
    expect(assess({ dataClasses: ['sensitive'], contextScore: 1 }).reasons[0]).toBe(
      'Data processing context 1: set by a person who looked at the context; ' +
        'by kind alone it would be 4 (the data is sensitive).',
    );
  });

  test('kinds of data come from the register as well as from the data', () => {
    const system = { id: 'a', name: 'A', plane: 'control', dataCategories: ['x'], countries: ['DE'] } as const;
    const rest = { suppliers: [], customers: [], aliases: [], peopleConcerned: 101 };
    const flow = dataFlowOf([
      { ...system, ...rest, dataClasses: ['financial'], dataCategories: ['x'], countries: ['DE'] },
    ]);
    expect(assess({ dataClasses: ['simple'] }, flow).dpc).toBe(300);
    expect(assess({ dataClasses: ['simple'] }, flow).flags).toContain('more-than-100-people');
  });
});

describe('flags', () => {
  test.each<[Partial<Facts>, string[]]>([
    [{ peopleConcerned: 100 }, []],
    [{ peopleConcerned: 101 }, ['more-than-100-people']],
    [{ peopleConcerned: null }, []],
    [{ unintelligible: true }, ['unintelligible']],
    [{ vulnerablePeople: true }, ['vulnerable-people']],
  ])('%j', (facts, flags) => {
    expect(assess({ ...accident, dataClasses: ['simple'], ...facts }).flags).toEqual(flags);
  });

  test('near an edge on either side', () => {
    const near = (facts: Partial<Facts>) =>
      assess({ dataClasses: ['simple'], ...facts }).flags.includes('near-band-edge');
    expect(near({ malicious: 'yes', confidentiality: 'known-recipients' })).toBe(true); // 1.75
    expect(near({ ...attack, availability: 'temporary' })).toBe(true); // 2.25
    expect(near({ ...attack, availability: 'permanent' })).toBe(false); // 2.5
    expect(near({ malicious: 'yes' })).toBe(false); // 1.5
  });
});

describe('the proposed conclusion', () => {
  test.each<[string, Partial<Facts>, string]>([
    [
      'ransomware, data encrypted before, backup at hand',
      { ...attack, dataClasses: ['sensitive'], unintelligible: true, availability: 'restorable' },
      'unlikely',
    ],
    ['encrypted tablets stolen', { ...attack, dataClasses: ['simple'], unintelligible: true }, 'unlikely'],
    ['two parcels swapped', { ...toKnown, ...everyday, peopleConcerned: 2 }, 'unlikely'],
    [
      'two parcels swapped, not known whether more than names is on them',
      { ...toKnown, dataClasses: ['simple'], peopleConcerned: 2 },
      'risk',
    ],
    [
      'list of two dozen to an agent bound by secrecy',
      { ...toKnown, dataClasses: ['simple'], peopleConcerned: 24, recipientsTrusted: true },
      'unlikely',
    ],
    [
      'course list with food intolerances, trivial in context',
      { ...toKnown, dataClasses: ['sensitive'], contextScore: 1, peopleConcerned: 15 },
      'unlikely',
    ],
    ['nothing lost at all', { ...attack, confidentiality: 'none', dataClasses: ['sensitive'] }, 'unlikely'],
    [
      'ransomware on staff data, restored',
      { malicious: 'yes', dataClasses: ['simple'], availability: 'restorable', peopleConcerned: 30 },
      'risk',
    ],
    [
      'ransomware, no good backup',
      { malicious: 'yes', dataClasses: ['simple'], availability: 'temporary', peopleConcerned: 30 },
      'risk',
    ],
    [
      'client list taken along by an employee',
      { ...everyday, malicious: 'yes', confidentiality: 'known-recipients' },
      'risk',
    ],
    [
      'mileage and rate in the wrong envelope',
      { ...toKnown, dataClasses: ['behavioural'], peopleConcerned: 1 },
      'risk',
    ],
    [
      'list on a public server by mistake',
      { ...accident, dataClasses: ['simple'], confidentiality: 'unknown-recipients', peopleConcerned: 30 },
      'risk',
    ],
    ['list of many to a known partner', { ...toKnown, ...everyday, peopleConcerned: 101 }, 'risk'],
    [
      'numbers of identity cards of many to a known partner',
      { ...toKnown, dataClasses: ['simple'], identityDetails: 'yes', peopleConcerned: 101 },
      'high-risk',
    ],
    ['list lost for good by mistake', { ...toKnown, dataClasses: ['simple'], availability: 'permanent' }, 'risk'],
    ['low, but of children', { ...toKnown, dataClasses: ['simple'], vulnerablePeople: true }, 'risk'],
    ['medium, and of children', { ...toKnown, dataClasses: ['behavioural'], vulnerablePeople: true }, 'high-risk'],
    [
      'hospital stands still for two days',
      { malicious: 'yes', dataClasses: ['sensitive'], availability: 'temporary' },
      'high-risk',
    ],
    [
      'open laptop with many identities stolen',
      { ...attack, dataClasses: ['simple'], peopleConcerned: 100_000 },
      'high-risk',
    ],
    ['applications copied from a website', { ...attack, dataClasses: ['simple'], peopleConcerned: 213 }, 'high-risk'],
    ['wages read by strangers for months', { ...attack, dataClasses: ['financial'], peopleConcerned: 99 }, 'high-risk'],
    [
      '2.75 leans to high',
      {
        ...accident,
        dataClasses: ['financial'],
        identifiability: 'significant',
        confidentiality: 'unknown-recipients',
        peopleConcerned: 3,
      },
      'high-risk',
    ],
  ])('%s', (_, facts, proposed) => {
    expect(assess(facts)).toMatchObject({ proposed, proposedBecause: expect.stringMatching(/^[A-Z].{20,}\.$/) });
  });

  test.each<[string, Partial<Facts>, string]>([
    ['everyday data of a hundred staff to a known partner', { ...everyday, peopleConcerned: 100 }, 'unlikely'],
    [
      'where a hundred staff went, to the same',
      { ...everyday, dataClasses: ['behavioural'], peopleConcerned: 100 },
      'risk',
    ],
    ['where three went', { ...everyday, dataClasses: ['behavioural'], peopleConcerned: 3 }, 'risk'],
    [
      'what two ordered, each told to the other',
      { ...everyday, dataClasses: ['behavioural'], peopleConcerned: 2 },
      'unlikely',
    ],
    [
      'habits under pseudonyms, within reach by mistake',
      { ...everyday, dataClasses: ['behavioural'], confidentiality: 'exposed', identifiability: 'significant' },
      'risk',
    ],
  ])('location and behaviour are more than everyday data: %s', (_, facts, proposed) => {
    expect(assess({ ...toKnown, ...facts }).proposed).toBe(proposed);
  });

  test.each<[Partial<Facts>, string]>([
    [{ dataClasses: ['sensitive'] }, 'risk'],
    [{ dataClasses: ['sensitive'], vulnerablePeople: true }, 'risk'],
    [{ dataClasses: ['simple'], vulnerablePeople: true }, 'risk'],
    [{ dataClasses: ['simple'], vulnerablePeople: null }, 'risk'],
    [{ dataClasses: [] }, 'risk'],
    [{ dataClasses: ['financial'] }, 'unlikely'],
    [{ dataClasses: ['sensitive'], integrity: 'altered' }, 'unlikely'],
  ])('unreadable data that was altered and maybe used before it was restored: %j is %s', (facts, proposed) => {
    const restored = { ...attack, unintelligible: true, integrity: 'altered-restorable' } as const;
    expect(assess({ ...restored, ...facts }).proposed).toBe(proposed);
  });

  test('what can be argued is said from both sides, and left to the DPO', () => {
    const ransomware = { malicious: 'yes', confidentiality: 'none', availability: 'restorable' } as const;
    const byMistake: Partial<Facts> = { ...accident, dataClasses: ['simple'], identityDetails: 'yes' };
    const both = (facts: Partial<Facts>) => {
      const { proposed, otherReading } = assess(facts);
      return [proposed, otherReading?.conclude];
    };
    expect(both({ ...ransomware, dataClasses: ['simple'], peopleConcerned: 40 })).toEqual(['risk', 'unlikely']);
    expect(both({ ...byMistake, peopleConcerned: 60_000 })).toEqual(['risk', 'high-risk']);
    expect(both({ ...byMistake, peopleConcerned: 101 })).toEqual(['risk', 'high-risk']);
    expect(both({ ...byMistake, peopleConcerned: 100 })).toEqual(['risk', undefined]);
    expect(both({ ...attack, dataClasses: ['sensitive'] })).toEqual(['high-risk', undefined]);
  });

  test('unintelligible data that is lost, or changed for good, is judged by its severity', () => {
    const lost: Partial<Facts> = {
      ...attack,
      unintelligible: true,
      availability: 'permanent',
      dataClasses: ['financial'],
    };
    expect(assess(lost).proposed).toBe('high-risk');
    expect(assess({ ...lost, availability: 'none', integrity: 'altered-permanent' }).proposed).toBe('high-risk');
  });
});

test('a rule that cannot be evaluated may raise the conclusion but not lower it', () => {
  const broken = () => {
    throw new Error('division by zero');
  };
  const concludeBy = (conclude: 'unlikely' | 'risk') => {
    const last = { when: null, conclude: 'high-risk' as const, because: 'Otherwise.' };
    const conclusions = [{ when: broken, conclude, because: 'Broken.' }, last];
    return assessSeverity({ ...policy, conclusions }, Facts.parse({}), nowhere).proposed;
  };
  expect([concludeBy('risk'), concludeBy('unlikely')]).toEqual(['risk', 'high-risk']);
});

describe('what is not known yet never lowers', () => {
  const situations = CONFIDENTIALITY.flatMap((confidentiality) =>
    DATA_CLASSES.flatMap((dataClass) =>
      IDENTIFIABILITY.flatMap((identifiability) =>
        (['yes', 'no'] as const).map(
          (malicious): Partial<Facts> => ({ confidentiality, dataClasses: [dataClass], identifiability, malicious }),
        ),
      ),
    ),
  );

  test('the number of people', () => {
    for (const facts of situations) {
      for (const peopleConcerned of [0, 1, 100, 101, 10_000_000_000]) {
        expect(gravity({ ...facts, peopleConcerned: null })).toBeGreaterThanOrEqual(
          gravity({ ...facts, peopleConcerned }),
        );
      }
    }
  });

  test('intent: unknown counts as deliberate', () => {
    for (const facts of situations) {
      expect(assess({ ...facts, malicious: 'unknown' }).se).toBe(assess({ ...facts, malicious: 'yes' }).se);
      expect(gravity({ ...facts, malicious: 'unknown' })).toBe(gravity({ ...facts, malicious: 'yes' }));
    }
  });

  test('integrity and availability: unknown counts as the gravest loss, and as none for no rule', () => {
    for (const facts of situations) {
      for (const [name, worst] of [
        ['integrity', 'altered-permanent'],
        ['availability', 'permanent'],
      ] as const) {
        const unknown = assess({ ...facts, [name]: 'unknown' });
        const gravest = assess({ ...facts, [name]: worst });
        const losses = name === 'integrity' ? INTEGRITY_LOSS : AVAILABILITY_LOSS;
        for (const loss of losses) {
          expect(GRAVITY.indexOf(unknown.proposed)).toBeGreaterThanOrEqual(gravity({ ...facts, [name]: loss }));
        }
        expect([unknown.se, unknown.proposed, unknown.proposedBecause]).toEqual([
          ...[gravest.se, gravest.proposed, gravest.proposedBecause],
        ]);
      }
    }
    const seen = { ...toKnown, ...everyday, confidentiality: 'none' as const };
    expect([assess(seen).proposed, assess({ ...seen, availability: 'unknown' }).proposed]).toEqual([
      'unlikely',
      'risk',
    ]);
    const unread = { ...attack, ...everyday, unintelligible: true };
    expect(assess(unread).proposed).toBe('unlikely');
    expect(assess({ ...unread, integrity: 'unknown' }).proposed).not.toBe('unlikely');
    expect(Facts.parse({})).toMatchObject({ integrity: 'unknown', availability: 'unknown' });
  });

  test('confidentiality and people in need of protection', () => {
    for (const facts of situations) {
      for (const vulnerablePeople of [true, false]) {
        expect(gravity({ ...facts, vulnerablePeople: null })).toBeGreaterThanOrEqual(
          gravity({ ...facts, vulnerablePeople }),
        );
      }
      for (const confidentiality of CONFIDENTIALITY) {
        expect(gravity({ ...facts, confidentiality: 'unknown' })).toBeGreaterThanOrEqual(
          gravity({ ...facts, confidentiality }),
        );
      }
    }
    expect(Facts.parse({})).toMatchObject({ confidentiality: 'unknown', vulnerablePeople: null });
  });

  test('whether it helps to pass for a person', () => {
    for (const facts of situations) {
      expect(gravity({ ...facts, identityDetails: 'unknown' })).toBe(gravity({ ...facts, identityDetails: 'yes' }));
      expect(gravity(facts)).toBeGreaterThanOrEqual(gravity({ ...facts, identityDetails: 'no' }));
    }
  });

  test('the kind of data: none known counts as the gravest', () => {
    for (const facts of situations) {
      expect(gravity({ ...facts, dataClasses: [] })).toBeGreaterThanOrEqual(gravity(facts));
    }
    expect(assess({ dataClasses: [] }).reasons[0]).toBe(
      'Data processing context 4: which classes of data are concerned is not known yet, so the gravest, ' +
        'sensitive, counts.',
    );
  });
});

describe('one side of a breach', () => {
  const facts = Facts.parse({ ...EXPOSED, ...toKnown, dataClasses: [] });
  const whole = { ...nowhere, dataClasses: ['sensitive' as const] };
  const seOf = (...[track, isPlaced]: [{ systems: string[]; dataClasses: ('simple' | 'sensitive')[] }, boolean?]) =>
    trackSeverity(policy, facts, whole, track, isPlaced).se;

  test('is judged by the data of its own systems, and without any by all that is touched', () => {
    const [grave, mild] = [
      seOf({ systems: [], dataClasses: [] }),
      seOf({ systems: ['news'], dataClasses: ['simple'] }),
    ];
    expect(grave).toBe(assessSeverity(policy, facts, whole).se);
    expect(mild).toBe(assessSeverity(policy, facts, { ...nowhere, dataClasses: ['simple'] }).se);
    expect(mild).toBeLessThan(grave);
    expect(seOf({ systems: ['news'], dataClasses: ['simple'] }, false)).toBe(grave);
  });

  test('says what else can be argued, as the whole does', () => {
    const ransomware = { malicious: 'yes', confidentiality: 'none', availability: 'restorable' } as const;
    const argued = Facts.parse({ ...EXPOSED, ...ransomware, dataClasses: ['simple'], peopleConcerned: 40 });
    const track = { systems: [], dataClasses: [] };
    const { otherReading } = assessSeverity(policy, argued, nowhere);
    expect(otherReading?.conclude).toBe('unlikely');
    expect(trackSeverity(policy, argued, nowhere, track).otherReading).toEqual(otherReading);
    expect(trackSeverity(policy, facts, whole, track)).not.toHaveProperty('otherReading');
  });
});
