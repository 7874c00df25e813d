import { describe, expect, test } from '@jest/globals';
import { availabilityOf, confidentialityOf, integrityOf } from './losses.ts';
import { VerisRecord } from './record.ts';

const record = (attribute: object | undefined, more: object = {}) =>
  VerisRecord.parse({ action: {}, attribute, ...more });
const disclosed = (data_disclosure: string, more: object = {}) =>
  confidentialityOf(record({ confidentiality: { data_disclosure } }, more));

describe('what was seen', () => {
  const LOGS =
    'Whether anything, such as complete logs, rules out that somebody saw the data (else: confidentiality: none).';

  test.each<[string, object, string]>([
    ['integrity alone is listed', { integrity: {} }, 'No loss of confidentiality is listed in the record'],
    ['availability alone is listed', { availability: {} }, 'No loss of confidentiality is listed in the record'],
    ['the record says no', { confidentiality: { data_disclosure: 'No' } }, 'No disclosure, says the record'],
  ])('without evidence counts as exposed, and logs are asked for: %s', (_, attribute, says) => {
    expect(confidentialityOf(record(attribute))).toEqual({
      facts: { confidentiality: 'exposed' },
      read: [`${says}: there is no evidence of any.`],
      unknown: [LOGS],
    });
  });

  test('of no attribute at all is no fact', () => {
    const unknown = [
      'What happened to the data: the record names no attribute. It counts as exposed, altered and lost for good.',
    ];
    expect([confidentialityOf(record(undefined)), confidentialityOf(record({}))]).toEqual([{ unknown }, { unknown }]);
  });

  test.each([
    ['Potentially', []],
    ['Unknown', ['Whether data was disclosed; it counts as exposed.']],
  ])('may have been: %s', (says, unknown) => {
    expect(disclosed(says)).toEqual({
      facts: { confidentiality: 'exposed' },
      read: [`Exposed: disclosure is '${says}' in the record.`],
      unknown,
    });
  });

  const KNOWN = {
    facts: { confidentiality: 'known-recipients' },
    read: ['Disclosed to known recipients: it was delivered to a wrong address.'],
    unknown: ['Whether the recipients are bound to secrecy; they count as not bound.'],
  };
  const ANYBODY = {
    facts: { confidentiality: 'unknown-recipients' },
    read: ['Disclosed, says the record; to whom it does not say, so to recipients not known.'],
  };
  test.each([
    ['a wrong address', { error: { variety: ['Misdelivery'] } }, KNOWN],
    ['wrong addresses', { error: { variety: ['Misdelivery', 'Misdelivery'] } }, KNOWN],
    ['a wrong address, and the web', { error: { variety: ['Misdelivery', 'Publishing error'] } }, ANYBODY],
    ['an error of no kind', { error: {} }, ANYBODY],
    ['a wrong address, and an attack', { error: { variety: ['Misdelivery'] }, malware: {} }, ANYBODY],
  ])('by %s', (_, action, expected) => {
    expect(disclosed('Yes', { action })).toEqual(expected);
  });

  test('by insiders alone is known to whom, and not whether it went on', () => {
    const action = { misuse: { variety: ['Privilege abuse'] } };
    expect(disclosed('Yes', { action, actor: { internal: {} } })).toEqual({
      facts: { confidentiality: 'known-recipients' },
      read: ['Disclosed to known recipients: insiders alone took it, and the victim can name them.'],
      unknown: ['Whether they passed the data on: then it went to recipients not known.'],
    });
    expect(disclosed('Yes', { action })).toEqual(ANYBODY);
    expect(disclosed('Yes', { actor: { internal: {} } })).toEqual(ANYBODY);
  });
});

describe('what was altered', () => {
  const OPEN = ['Whether what was altered could be restored; it counts as not.'];
  const altered = (list: string) => ({
    facts: { integrity: 'altered-permanent' },
    read: [`Data altered: the record names ${list}.`],
    unknown: OPEN,
  });
  const intact = (list: string) => ({
    facts: { integrity: 'none' },
    read: [`No data altered: the record names ${list}, which is not about data.`],
  });
  test.each([
    [[], altered('nothing')],
    [['Modify data'], altered('Modify data')],
    [['Software installation', 'Defacement'], altered('Software installation, Defacement')],
    [['Software installation', 'Alter behavior'], intact('Software installation, Alter behavior')],
  ])('%j', (variety, expected) => {
    expect(integrityOf(record({ integrity: { variety } }))).toEqual(expected);
  });

  test.each([[{ confidentiality: {} }], [{ availability: {} }]])('is not listed beside %j', (attribute) => {
    expect(integrityOf(record(attribute))).toEqual({
      facts: { integrity: 'no-evidence' },
      read: ['No loss of integrity is listed: there is no evidence of any.'],
    });
    expect(integrityOf(record({}))).toEqual({});
  });
});

describe('what was away', () => {
  const lost = (list: string) => ({
    facts: { availability: 'permanent' },
    read: [`Lost: the record names ${list}.`],
    unknown: ['Whether a copy existed; it counts as lost for good.'],
  });
  const back = (why: string) => ({ facts: { availability: 'temporary' }, read: [`Unavailable for a time: ${why}.`] });
  const hours = { unit: 'Hours', value: 4 };
  const flood = { action: { hacking: { variety: ['DoS'] } } };
  test.each<[string, object, object, object]>([
    ['nothing said', {}, {}, lost('nothing')],
    ['lost', { variety: ['Loss', 'Obscuration'] }, {}, lost('Loss, Obscuration')],
    [
      'interrupted',
      { variety: ['Interruption', 'Degradation'] },
      {},
      back('the record names Interruption, Degradation'),
    ],
    ['some of it lost', { variety: ['Interruption', 'Loss'] }, {}, lost('Interruption, Loss')],
    ['lost for hours', { variety: ['Loss'], duration: hours }, {}, back('the record says for how long (hours)')],
    ['destroyed for hours', { variety: ['Destruction'], duration: hours }, flood, lost('Destruction')],
    ['flooded', { variety: ['Loss'] }, flood, back('denial of service takes no data away')],
  ])('%s', (_, availability, more, expected) => {
    expect(availabilityOf(record({ availability }, more))).toEqual(expected);
  });

  test.each([[{ confidentiality: {} }], [{ integrity: {} }]])('is not listed beside %j', (attribute) => {
    expect(availabilityOf(record(attribute))).toEqual({
      facts: { availability: 'no-evidence' },
      read: ['No loss of availability is listed: there is no evidence of any.'],
    });
    expect(availabilityOf(record({}))).toEqual({});
  });
});
