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
      integrity: 'none',
      availability: 'none',
      dataClasses: ['sensitive'],
      dataKinds: ['health'],
      recordsConcerned: 2,
      peopleConcerned: 2,
      vulnerablePeople: true,
      establishment: 'IE',
      profile: [],
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
    ['no', lost({ data_disclosure: 'No' }), 'none'],
    ['only an interruption', { attribute: { availability: { variety: ['Interruption'] } } }, 'none'],
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

  test('an amount of zero means that nobody counted', () => {
    expect(read(lost({ data: [{ variety: 'Personal', amount: 0 }], data_total: 0 })).facts).not.toHaveProperty(
      'peopleConcerned',
    );
    expect(read(lost({ data: [{ variety: 'Personal', amount: 7 }], data_total: 12 })).facts.peopleConcerned).toBe(12);
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

  test('a state of the US is a place of its own', () => {
    expect(read({ victim: { country: ['US'], state: 'CA' } }).facts.establishment).toBe('US-CA');
    expect(read({ victim: { country: ['Unknown'] } }).facts).not.toHaveProperty('establishment');
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
