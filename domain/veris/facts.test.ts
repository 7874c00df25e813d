import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { assessFacts } from '../assessment/assess.ts';
import { AssessInput } from '../assessment/input.ts';
import { readVeris } from './facts.ts';
import { VerisRecord } from './record.ts';

const read = (record: object) => readVeris(VerisRecord.parse({ action: {}, ...record }));
const lost = (part: object) => ({ attribute: { confidentiality: part } });
const insider = (record: object, others: object = {}) => ({
  ...record,
  ...lost({ data_disclosure: 'Yes' }),
  actor: { internal: { variety: ['End-user'] }, ...others },
});
const person = (amount: number) => ({ variety: 'Personal', amount });
const away = (availability: object, action: object = {}) => ({ action, attribute: { availability } });
const dos = { hacking: { variety: ['DoS'] } };
/** That nobody has found anything is less than evidence that there is nothing. */
const NO_EVIDENCE = 'exposed';

describe('a VERIS record', () => {
  test('a letter to a wrong address, by mistake, of two patients', () => {
    const { facts, unknown } = read({
      incident_id: 'A-1',
      action: { error: { variety: ['Misdelivery'], vector: ['Carelessness'] } },
      actor: { internal: { motive: ['NA'], variety: ['End-user'] } },
      attribute: {
        confidentiality: {
          data: [{ variety: 'Medical', amount: 2 }],
          data_disclosure: 'Yes',
          data_victim: ['Patient'],
          state: ['Printed'],
        },
      },
      timeline: { incident: { year: 2025, month: 3, day: 9 } },
      victim: { country: ['IE'], industry: '622110' },
    });
    expect(facts).toEqual({
      title: 'VERIS A-1',
      malicious: 'no',
      confidentiality: 'known-recipients',
      integrity: 'no-evidence',
      availability: 'no-evidence',
      dataClasses: ['sensitive'],
      dataKinds: ['health'],
      recordsConcerned: 2,
      peopleConcerned: 2,
      vulnerablePeople: true,
      establishment: 'IE',
      profile: ['essential-entity'],
      events: { occurrence: '2025-03-09T00:00:00.000Z' },
    });
    expect(unknown).toContain('Who was notified, and when: VERIS has no field for it.');
  });

  test.each<[string, object, string]>([
    ['an attack', { action: { hacking: { variety: ['SQLi'] } } }, 'yes'],
    ['theft', { action: { physical: { variety: ['Theft'] } } }, 'yes'],
    ['misuse for money', { action: { misuse: {} }, actor: { internal: { motive: ['Financial'] } } }, 'yes'],
    ['misuse for convenience', { action: { misuse: {} }, actor: { internal: { motive: ['Convenience'] } } }, 'unknown'],
    ['an error used by an attacker', { action: { error: {}, hacking: {} } }, 'yes'],
    ['an error alone', { action: { error: { variety: ['Loss'] } } }, 'no'],
    ['a fire', { action: { environmental: {} } }, 'no'],
    ['nobody knows', { action: { unknown: {} } }, 'unknown'],
    ['no action at all', {}, 'unknown'],
  ])('intent: %s', (_, record, malicious) => {
    expect(read(record).facts.malicious).toBe(malicious);
  });

  test.each<[object, string]>([
    [{ action: { hacking: {}, error: {} } }, 'A deliberate act: the record names hacking, error.'],
    [
      {
        action: { malware: {} },
        actor: { external: { motive: ['Financial', 'NA'] }, internal: { motive: ['Grudge', 'Financial'] } },
      },
      'A deliberate act: the record names malware, with the motive Financial, Grudge.',
    ],
    [
      { action: { misuse: {} }, actor: { partner: { motive: ['Espionage'] } } },
      'A deliberate act: the record names misuse, with the motive Espionage.',
    ],
    [
      { action: { error: {}, environmental: {} }, actor: { internal: { motive: ['Financial'] } } },
      'No deliberate act: the record names only error, environmental.',
    ],
  ])('intent is read out of %j', (record, says) => {
    const { read: lines, unknown } = read(record);
    expect(lines[0]).toBe(says);
    expect(unknown.join(' ')).not.toContain('Whether anybody meant harm');
  });

  test.each<[object, string]>([
    [{}, 'actions: none; motives: none'],
    [{ action: { error: {}, unknown: {} } }, 'actions: error, unknown; motives: none'],
    [
      {
        action: { misuse: {} },
        actor: { internal: { motive: ['NA', 'Convenience'] }, partner: { motive: ['Unknown'] } },
      },
      'actions: misuse; motives: NA, Convenience, Unknown',
    ],
  ])('intent is left open by %j', (record, says) => {
    expect(read(record).unknown[0]).toBe(`Whether anybody meant harm (${says}); it counts as if so.`);
  });

  test.each<[string, object, string | undefined]>([
    [
      'published by mistake',
      { action: { error: { variety: ['Publishing error'] } }, ...lost({ data_disclosure: 'Yes' }) },
      'unknown-recipients',
    ],
    [
      'misdelivered, and hacked',
      { action: { error: { variety: ['Misdelivery'] }, hacking: {} }, ...lost({ data_disclosure: 'Yes' }) },
      'unknown-recipients',
    ],
    ['potentially', lost({ data_disclosure: 'Potentially' }), 'exposed'],
    ['not said', lost({}), 'exposed'],
    ['no, which rules nothing out', lost({ data_disclosure: 'No' }), NO_EVIDENCE],
    ['not listed', { attribute: { availability: { variety: ['Interruption'] } } }, NO_EVIDENCE],
    ['misuse by an insider', insider({ action: { misuse: { variety: ['Privilege abuse'] } } }), 'known-recipients'],
    ['theft by an insider', insider({ action: { physical: { variety: ['Theft'] } } }), 'known-recipients'],
    [
      'published by an insider',
      insider({ action: { error: { variety: ['Publishing error'] } } }),
      'unknown-recipients',
    ],
    ['misuse that left an error', insider({ action: { misuse: {}, error: {} } }), 'unknown-recipients'],
    ['an insider and others', insider({ action: { misuse: {} } }, { external: {} }), 'unknown-recipients'],
    ['an insider and a partner', insider({ action: { misuse: {} } }, { partner: {} }), 'unknown-recipients'],
    ['an insider and nobody knows who', insider({ action: { misuse: {} } }, { unknown: {} }), 'unknown-recipients'],
    ['no attribute', {}, undefined],
  ])('disclosure: %s', (_, record, confidentiality) => {
    expect(read(record).facts.confidentiality).toBe(confidentiality);
  });

  test('of a record that names no attribute nothing is taken for unharmed', () => {
    const { facts, unknown } = read({});
    expect(facts).not.toHaveProperty('integrity');
    expect(facts).not.toHaveProperty('availability');
    expect(unknown.join(' ')).toContain('It counts as exposed, altered and lost for good.');
  });

  test.each<[string, object, object]>([
    ['data changed', { integrity: { variety: ['Modify data'] } }, { integrity: 'altered-permanent' }],
    ['software installed', { integrity: { variety: ['Software installation'] } }, { integrity: 'none' }],
    ['integrity without a word', { integrity: {} }, { integrity: 'altered-permanent' }],
    ['interrupted', { availability: { variety: ['Interruption'] } }, { availability: 'temporary' }],
    ['destroyed', { availability: { variety: ['Interruption', 'Destruction'] } }, { availability: 'permanent' }],
    ['encrypted by an attacker', { availability: { variety: ['Obscuration'] } }, { availability: 'permanent' }],
  ])('%s', (_, attribute, expected) => {
    expect(read({ attribute }).facts).toMatchObject(expected);
  });

  test.each<[string, object, string]>([
    ['denial of service, of which nothing else is said', away({}, dos), 'temporary'],
    ['denial of service called a loss', away({ variety: ['Loss'] }, dos), 'temporary'],
    ['an evening', away({ variety: ['Unknown'], duration: { unit: 'Hours', value: 4 } }), 'temporary'],
    ['hours that nobody counted', away({ variety: ['Loss'], duration: { unit: 'Hours' } }), 'temporary'],
    ['destroyed in an attack that denied service', away({ variety: ['Destruction'] }, dos), 'permanent'],
    ['destroyed, and away for days', away({ variety: ['Destruction'], duration: { unit: 'Days' } }), 'permanent'],
    ['away for ever', away({ variety: ['Loss'], duration: { unit: 'Never' } }, dos), 'permanent'],
    ['for a time that nobody knows', away({ variety: ['Loss'], duration: { unit: 'Unknown' } }), 'permanent'],
    ['more than denial of service', away({}, { ...dos, malware: { variety: ['Ransomware'] } }), 'permanent'],
    ['an attack without a word', away({}, { hacking: {} }), 'permanent'],
  ])('what was away by %s', (_, record, availability) => {
    expect(read(record).facts.availability).toBe(availability);
  });

  test('encryption does not count while the key is not known to be safe', () => {
    const { facts, unknown } = read(lost({ state: ['Stored encrypted'] }));
    expect(facts).not.toHaveProperty('unintelligible');
    expect(unknown.join(' ')).toContain('the key safe');
    expect(read(lost({ state: ['Stored unencrypted'] })).unknown.join(' ')).not.toContain('the key safe');
  });

  test.each(['constructor', 'toString', '__proto__'])(
    'a kind of data called %j is one that is not known',
    (variety) => {
      const { facts, unknown } = read(lost({ data: [{ variety }] }));
      expect(facts).not.toHaveProperty('dataClasses');
      expect(unknown.join(' ')).toContain(`Which data: the record names ${variety}.`);
    },
  );

  test.each<[string | undefined, string | null]>([
    ['Confirmed', null],
    ['Suspected', "Whether it is an incident at all: the record says 'Suspected'."],
    ['Near miss', "Whether it is an incident at all: the record says 'Near miss'."],
    [undefined, "Whether it is an incident at all: the record says 'Unknown'."],
  ])('may be of no incident at all, as it says itself: %s', (security_incident, says) => {
    const { unknown } = read({ security_incident: 'Confirmed' });
    expect(read({ security_incident }).unknown).toEqual([...unknown, ...(says === null ? [] : [says])]);
  });

  test.each<[string, object, number | undefined]>([
    ['zero means that nobody counted', { data: [{ variety: 'Personal', amount: 0 }], data_total: 0 }, undefined],
    ['a total', { data: [{ variety: 'Personal', amount: 7 }], data_total: 12 }, 12],
    ['a total that is too small', { data: [{ variety: 'Personal', amount: 12 }], data_total: 7 }, 12],
    ['no total: each kind may be of others', { data: [person(7), { variety: 'Medical', amount: 5 }] }, 12],
    ['no total, and one kind not counted', { data: [person(7), { variety: 'Medical' }] }, undefined],
    ['no total, and what is of nobody', { data: [person(7), { variety: 'Source code' }] }, 7],
    ['the most there can be', { data_total: 10_000_000_000 }, 10_000_000_000],
    ['as text', { data_total: '300' }, 300],
  ])('how many: %s', (_, part, people) => {
    expect(read(lost(part)).facts.peopleConcerned).toBe(people);
  });

  test.each([10_000_000_001, 5e15, -1, 1.5, 'many', {}, true])('a number such as %j is not known, with a word', (n) => {
    for (const part of [{ data_total: n }, { data: [{ variety: 'Personal', amount: n }], data_total: 5 }]) {
      const { facts, unknown } = read(lost(part));
      expect(facts).not.toHaveProperty('peopleConcerned');
      expect(unknown.join(' ')).toContain('a number in the record cannot be one; many count.');
    }
  });

  test('amounts that are too many together are not known', () => {
    expect(read(lost({ data: [person(6e9), person(6e9)] })).facts).not.toHaveProperty('peopleConcerned');
  });

  test('credentials and cards help to pass for a person; source code is no personal data', () => {
    expect(read(lost({ data: [{ variety: 'Credentials' }, { variety: 'Payment' }] })).facts).toMatchObject({
      dataClasses: ['simple', 'financial'],
      dataKinds: ['credentials', 'payment-card'],
      identityDetails: 'yes',
    });
    const { facts, unknown } = read(lost({ data: [{ variety: 'Source code' }] }));
    expect(facts).not.toHaveProperty('dataClasses');
    expect(unknown.join(' ')).toContain('Whether personal data is touched at all');
  });

  test.each([
    [{ year: 2013 }, 'only 2013 is known'],
    [{ year: 2013, month: 2 }, 'only 2013-02 is known'],
    [{ year: 2013, month: 2, day: 30 }, 'there is no 2013-2-30'],
    [{}, 'When it happened.'],
  ])('an imprecise date %j starts no clock', (incident, says) => {
    const { facts, unknown } = read({ timeline: { incident } });
    expect(facts).not.toHaveProperty('events');
    expect(unknown.join(' ')).toContain(says);
  });

  test('copies none of the record’s own words', () => {
    const secret = 'Jane Roe did it';
    const record = {
      summary: secret,
      notes: secret,
      victim: { victim_id: secret, country: ['DE'] },
      reference: secret,
    };
    expect(JSON.stringify(read(record))).not.toContain(secret);
  });

  test('has a title however long its id is, also one that is a number', () => {
    expect(AssessInput.parse(read({ incident_id: 'a'.repeat(300) }).facts).title).toHaveLength(200);
    expect(read({ incident_id: 77 }).facts.title).toBe('VERIS 77');
  });
});

describe('a record of another version, or written by another tool', () => {
  test.each<[string, object, object]>([
    ['how it was found as a text (1.3.1)', { discovery_method: 'Prt - audit' }, {}],
    ['the victim as a list (1.2)', { victim: [{ country: ['IE'], industry: '722' }] }, { establishment: 'IE' }],
    [
      'an industry as a number',
      { victim: { country: 'US', state: 'TX', industry: 622110 } },
      { establishment: 'US-TX' },
    ],
    ['a month that is null', { timeline: { incident: { year: 2013, month: null } } }, {}],
    ['words that are none', { actor: { internal: { motive: 'NA', variety: null } } }, {}],
    [
      'words alone',
      { action: { error: { variety: 'Misdelivery' } }, ...lost({ data_disclosure: 'Yes' }) },
      {
        confidentiality: 'known-recipients',
      },
    ],
    ['null for a part', { attribute: null, actor: null, victim: null, timeline: null, plus: null }, {}],
    ['how it was found in no words', { discovery_method: 7 }, {}],
  ])('is read: %s', (_, record, facts) => {
    expect(read(record).facts).toMatchObject(facts);
  });

  const PARTNER = 'A partner found it: a processor or supplier may have told the victim.';
  test.each<[unknown, string[]]>([
    ['Int - reported by employee', ['Found by internal means.']],
    ['Ext - customer', ['Found by external means.']],
    ['PRT - audit', [PARTNER]],
    ['Unknown', []],
    ['A print - int -', []],
    [undefined, []],
    [{ unknown: true }, []],
    [{ internal: ['NIDS'] }, ['Found by internal means.']],
    [{ partner: {}, external: {}, internal: {} }, ['Found by internal means.', 'Found by external means.', PARTNER]],
  ])('says how it was found: %j', (discovery_method, says) => {
    const { read: lines, unknown } = read({ discovery_method });
    expect(lines).toEqual(says);
    expect(unknown.includes('How it was found.')).toBe(says.length === 0);
  });

  test('says that a partner had part in it', () => {
    const says = 'A partner is involved, so a processor or supplier is to be asked.';
    expect(read({ actor: { partner: {} }, discovery_method: 'Int - audit' }).read).toEqual([
      'Found by internal means.',
      says,
    ]);
    expect(read({ actor: { external: {}, internal: {} } }).read).not.toContain(says);
  });

  test('what cannot be read is there, and not known', () => {
    const { facts } = read({ attribute: { confidentiality: 'Yes', integrity: ['x'], availability: 3 } });
    expect(facts).toMatchObject({
      confidentiality: 'exposed',
      integrity: 'altered-permanent',
      availability: 'permanent',
    });
    expect(read({ attribute: 'all' }).facts).not.toHaveProperty('confidentiality');
    expect(read({ action: { hacking: 'SQLi' } }).facts.malicious).toBe('yes');
  });
});

const policy = loadPolicy('policy');
// Real records lie outside the project; without them this part is skipped.
const folder = process.env.TOCSIN_VERIS_DIR ?? fileURLToPath(new URL('../../../shared/veris/', import.meta.url));
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];

(files.length === 0 ? describe.skip : describe)('real records', () => {
  test.each(files)('%s is assessed, with a reason for each conclusion', (file) => {
    const record = VerisRecord.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    const { facts, unknown } = readVeris(record);
    const found = assessFacts(policy, AssessInput.parse(facts), [], '2026-11-24T12:00:00.000Z');
    expect(unknown.length).toBeGreaterThan(0);
    const reasons = [found.risk, found.register, found.art33.proposed, found.art34.proposed, found.authorities];
    for (const { because } of [...reasons, ...found.obligations, ...found.tracks]) expect(because).toMatch(/^.{20,}/);
  });
});
