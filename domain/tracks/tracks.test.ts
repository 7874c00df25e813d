import { describe, expect, test } from '@jest/globals';
import type { System } from '../dataflow.ts';
import { dutiesOf, organisationDuties, tellsOf, toldBy } from './duties.ts';
import { tracksOf } from './tracks.ts';

const system = (id: string, part: Partial<System>): System => ({
  id,
  name: id,
  plane: 'control',
  dataClasses: ['simple'],
  dataCategories: [`${id} records`],
  countries: ['DE'],
  suppliers: [],
  customers: [],
  aliases: [],
  peopleConcerned: null,
  ...part,
});

const billing = system('billing', { dataClasses: ['financial'] });
const uploads = system('uploads', { plane: 'customer-data', customers: ['acme', 'bolt'] });
const mail = system('mail', { plane: 'customer-data', customers: ['acme'], dataClasses: ['behavioural'] });

describe('tracks', () => {
  test('one for what is ours, one for each customer, none merged', () => {
    const tracks = tracksOf([billing, uploads, mail]);
    expect(tracks.map(({ id, systems, recipients }) => [id, systems, recipients.map((r) => r.id ?? r.kind)])).toEqual([
      ['controller', ['billing'], ['authority', 'people']],
      ['processor/acme', ['mail', 'uploads'], ['acme']],
      ['processor/bolt', ['uploads'], ['bolt']],
    ]);
  });

  test('a customer’s track holds nothing of another’s', () => {
    const [, , bolt] = tracksOf([billing, uploads, mail]);
    expect(JSON.stringify(bolt)).not.toMatch(/acme|mail|billing|behavioural|financial/);
  });

  test('the role of a system comes before its plane', () => {
    const joint = system('fan-page', { role: 'joint-controller', customers: ['network'] });
    const sub = system('resold', { plane: 'customer-data', role: 'sub-processor', customers: ['reseller'] });
    expect(
      tracksOf([joint, sub]).map(({ id, recipients }) => [id, recipients.map((r) => `${r.kind} ${r.id}`)]),
    ).toEqual([
      ['joint-controller', ['joint-controller network', 'authority null', 'people null']],
      ['sub-processor/reseller', ['processor reseller']],
    ]);
  });

  test('data of customers nobody has named is a track that says so', () => {
    const [track] = tracksOf([system('cache', { plane: 'customer-data' })]);
    expect(track).toMatchObject({ id: 'processor/unknown', recipients: [{ kind: 'controller', id: null }] });
    expect(track?.because).toContain('name the customers');
  });

  test('the other joint controllers are told of in general where the register names none', () => {
    const [track] = tracksOf([system('fan-page', { role: 'joint-controller' })]);
    expect(track?.recipients[0]).toEqual({ kind: 'joint-controller', id: null });
  });

  test('each says the categories and countries of its data sets once, and customers come by name', () => {
    const shared = system('shared', { plane: 'customer-data', customers: ['zeta', 'acme'], countries: ['FR', 'DE'] });
    const archive = system('archive', { plane: 'customer-data', customers: ['acme'] });
    expect(tracksOf([shared, archive]).map((t) => [t.id, t.dataCategories, t.countries])).toEqual([
      ['processor/acme', ['archive records', 'shared records'], ['DE', 'FR']],
      ['processor/zeta', ['shared records'], ['DE', 'FR']],
    ]);
  });

  test('nothing known keeps both sides open', () => {
    expect(tracksOf([]).map(({ id, recipients }) => [id, recipients])).toEqual([
      [
        'controller',
        [
          { kind: 'authority', id: null },
          { kind: 'people', id: null },
        ],
      ],
      ['processor/unknown', [{ kind: 'controller', id: null }]],
    ]);
  });
});

test('each duty is on the tracks of its role, and the organisation’s own stand apart', () => {
  const duties = ['controller', 'processor', 'joint-controller', 'essential-entity'].map((role) => ({
    id: role,
    role,
  }));
  const of = (role: 'controller' | 'joint-controller' | 'processor' | 'sub-processor') =>
    dutiesOf({ role }, duties).map((d) => d.id);
  expect(of('controller')).toEqual(['controller']);
  expect(of('joint-controller')).toEqual(['controller', 'joint-controller']);
  expect(of('processor')).toEqual(['processor']);
  expect(of('sub-processor')).toEqual(['processor']);
  expect(organisationDuties(duties).map((d) => d.id)).toEqual(['essential-entity']);
});

test('a duty of several parties is on the tracks of each', () => {
  const duty = { id: 'both', role: ['processor', 'joint-controller'] };
  expect(dutiesOf({ role: 'controller' }, [duty])).toEqual([]);
  expect(dutiesOf({ role: 'joint-controller' }, [duty])).toEqual([duty]);
  expect(dutiesOf({ role: 'sub-processor' }, [duty])).toEqual([duty]);
  expect(organisationDuties([duty])).toEqual([]);
});

describe('whom a track tells', () => {
  const duty = (role: string, recipient: string) => ({ id: recipient, role, recipient });
  const kinds = (all: { kind: string }[]) => all.map(({ kind }) => kind);
  const [own] = tracksOf([billing]);
  const [theirs] = tracksOf([mail]);
  if (own === undefined || theirs === undefined) throw new Error('no track');

  test.each<[string, ReturnType<typeof duty>[], string[]]>([
    ['nobody without a duty', [], []],
    ['the people alone', [duty('controller', 'data subject')], ['people']],
    ['an authority alone', [duty('controller', 'Attorney General')], ['authority']],
    [
      'both, by one duty',
      [duty('controller', 'Office of the Privacy Commissioner and the people concerned')],
      ['authority', 'people'],
    ],
    ['nobody by our own register', [duty('controller', 'ourselves; shown to the authority on request')], []],
    ['nobody of these by letters to agencies', [duty('controller', 'nationwide consumer reporting agencies')], []],
    ['nobody by a duty of another side', [duty('processor', 'CERT-In')], []],
  ])('our own tells %s', (_, duties, told) => {
    expect(kinds(tellsOf(own, duties))).toEqual(told);
  });

  test('a customer is told whatever the law asks, and an authority beside it where the law asks a processor', () => {
    expect(kinds(tellsOf(theirs, []))).toEqual(['controller']);
    const duties = [duty('processor', 'controller (our customer)'), duty('processor', 'CERT-In')];
    expect(kinds(tellsOf(theirs, duties))).toEqual(['controller', 'authority']);
  });

  test('duties that follow what we are tell the same by themselves', () => {
    expect(kinds(toldBy([duty('qfc-entity', 'data subject'), duty('qfc-entity', 'our own regulator')]))).toEqual([
      'authority',
      'people',
    ]);
  });
});
