import { describe, expect, test } from '@jest/globals';
import { readVeris } from './facts.ts';
import { VerisRecord } from './record.ts';

/** What a record says of the data that was lost. */
const lost = (confidentiality: object) =>
  readVeris(VerisRecord.parse({ action: {}, attribute: { confidentiality }, victim: { country: ['DE'] } }));
const kinds = (...varieties: string[]) => lost({ data: varieties.map((variety) => ({ variety })) });

describe('which data was lost', () => {
  const DETAILS = 'Which details the personal data holds, such as identity numbers; every kind counts.';
  const EASY = 'How easily the data tells whom it is about; it counts as if it named them.';

  test.each<[string[], object, string[]]>([
    [['Medical'], { dataClasses: ['sensitive'], dataKinds: ['health'] }, [EASY]],
    [
      ['Payment', 'Bank', 'Payment'],
      { dataClasses: ['financial'], dataKinds: ['payment-card', 'financial-account'], identityDetails: 'yes' },
      [EASY],
    ],
    [['Medical', 'Source code'], { dataClasses: ['sensitive'], dataKinds: ['health'] }, [EASY]],
    [['Personal', 'Medical'], { dataClasses: ['simple', 'sensitive'] }, [DETAILS, EASY]],
    [
      ['Credentials', 'Unknown', 'Other'],
      { dataClasses: ['simple'], identityDetails: 'yes' },
      [DETAILS, "What 'Unknown, Other' in the record is.", EASY],
    ],
  ])('%j', (varieties, says, open) => {
    const { facts, read, unknown } = kinds(...varieties);
    const { dataClasses, dataKinds, identityDetails } = facts;
    const ofData = Object.entries({ dataClasses, dataKinds, identityDetails }).filter(([, is]) => is !== undefined);
    expect(Object.fromEntries(ofData)).toEqual(says);
    expect(read).toContain(`Data: ${varieties.join(', ')}.`);
    expect(unknown.filter((each) => [DETAILS, EASY].includes(each) || each.startsWith('What '))).toEqual(open);
  });

  test.each<[string[], string]>([
    [[], 'Which data: the record names nothing. The gravest kind counts.'],
    [['Unknown', 'Internal'], 'Which data: the record names Unknown, Internal. The gravest kind counts.'],
    [
      ['Internal', 'Secrets'],
      'Whether personal data is touched at all: the record names only Internal, Secrets. The gravest kind counts.',
    ],
  ])('of %j the gravest counts', (varieties, says) => {
    const { facts, unknown } = kinds(...varieties);
    expect(facts).not.toHaveProperty('dataClasses');
    expect(unknown).toContain(says);
  });

  test('is open where the record says nothing of it', () => {
    const { unknown } = readVeris(VerisRecord.parse({ action: {}, victim: {} }));
    expect(unknown).toContain('Which data, and of how many people; the gravest counts.');
  });
});

describe('how many people the data is of', () => {
  const two = [
    { variety: 'Personal', amount: 7 },
    { variety: 'Medical', amount: 5 },
  ];

  test('is all of each kind where a total of 0 says that nobody counted', () => {
    const { facts, read, unknown } = lost({ data: two, data_total: 0 });
    expect([facts.recordsConcerned, facts.peopleConcerned]).toEqual([12, 12]);
    expect(read).toContain('12 records.');
    expect(unknown).toContain('How many people that is; one for each record counts.');
  });

  test('is many where nobody counted them', () => {
    const { facts, unknown } = lost({ data: [{ variety: 'Personal' }] });
    expect([facts.recordsConcerned, facts.peopleConcerned]).toEqual([undefined, undefined]);
    expect(unknown).toContain('How many records and people; many count.');
  });
});

describe('whose data it is', () => {
  const OPEN = 'Whose data it is: whether minors or patients are among them is not said.';

  test.each<[string[], boolean]>([
    [[], true],
    [['Unknown'], true],
    [['Other', 'Unknown'], true],
    [['Customer'], false],
    [['Unknown', 'Employee'], false],
    [['Other', 'Employee'], false],
  ])('is said by %j, or left open: %s', (data_victim, isOpen) => {
    const { facts, unknown } = lost({ data_victim });
    expect(facts).not.toHaveProperty('vulnerablePeople');
    expect(unknown.includes(OPEN)).toBe(isOpen);
  });

  test('is of people in need of protection where one group of them is', () => {
    const { facts, read, unknown } = lost({ data_victim: ['Employee', 'Student', 'Patient'] });
    expect(facts.vulnerablePeople).toBe(true);
    expect(read).toContain('People in need of protection among those concerned: Student, Patient.');
    expect(unknown).not.toContain(OPEN);
  });
});
