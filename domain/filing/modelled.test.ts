import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { loadFilings } from '../../config/filings.ts';
import { loadPolicy } from '../../config/policy.ts';
import { chooseForm, formsOf, statesOf } from './forms.ts';
import { formsCovered, sayUnmodelled, unmodelledForms } from './modelled.ts';

const DIR = fileURLToPath(new URL('../../policy', import.meta.url));
const policy = loadPolicy(DIR);
const FILINGS = loadFilings(DIR);
const ART33 = 'gdpr-art33-1-authority';
const authority = (id: string) => {
  const found = policy.authorities.find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

/** What a filing of a duty says of forms that are not here, for authorities or for Member States. */
function missing(duty: string, { ids = [], states = [] }: { ids?: string[]; states?: string[] } = {}) {
  const authorities = ids.map(authority);
  const begun = { obligation: duty, events: [], drafts: [], authorities, states };
  const form = chooseForm(formsOf(FILINGS, policy, duty), begun);
  const obligation = policy.obligations.find(({ id }) => id === duty);
  const recipient = obligation?.recipient ?? '';
  return [form.id, unmodelledForms(form, { obligation, recipient, authorities, states })] as const;
}

describe('a form that is not modelled', () => {
  it.each([
    ['it', 'it-garante'],
    ['es', 'es-aepd'],
    ['nl', 'nl-ap'],
    ['ie', 'ie-dpc'],
    ['fr', 'fr-cnil'],
  ])('is none of the authority %s: its own is taken', (id, form) => {
    expect(missing(ART33, { ids: [id] })).toEqual([form, []]);
  });

  it('is said with the portal of the authority, one or several', () => {
    const [form, none] = missing(ART33, { ids: ['at'] });
    expect([form, none]).toEqual(['edpb-art33', [{ receiver: authority('at').name, portal: expect.any(String) }]]);
    expect(missing(ART33, { ids: ['at', 'it'] })[1].map(({ receiver }) => receiver)).toEqual(
      ['at', 'it'].map((id) => authority(id).name),
    );
  });

  it('is said of a body by the law of a Member State, and Germany has its own', () => {
    const duty = 'nis2-art23-4a-early-warning';
    expect(missing(duty, { states: ['DE'] })).toEqual(['de-bsi', []]);
    expect(missing(duty, { states: ['BE'] })).toEqual([
      'nis2',
      [{ receiver: 'Centre for Cybersecurity Belgium', portal: 'https://notif.safeonweb.be' }],
    ]);
    expect(missing(duty, { states: ['BE', 'DE'] })[0]).toBe('nis2');
  });

  it('is said where only the contents of the law are known, and not of whoever has no form', () => {
    expect(missing('ae-adgm')[1]).toEqual([{ receiver: 'ADGM Office of Data Protection', portal: null }]);
    for (const duty of [
      'gdpr-art34-1-data-subject',
      'gdpr-art33-5-register',
      'gdpr-art26-joint-controllers',
      'us-me-owner',
    ])
      expect(missing(duty)[1]).toEqual([]);
    expect(missing('us-me-regulator')).toEqual(['us-me-ag', []]);
    expect(sayUnmodelled({ receiver: 'ACN', portal: null })).toBe(
      'The own form of this receiver is not modelled here: ACN. Where it is handed in is not known here.',
    );
  });
});

describe('whose form it would be', () => {
  const obligation = policy.obligations.find(({ id }) => id === ART33);
  const form = { id: 'edpb-art33', authorities: [], states: [] };
  const one = { id: 'xx', name: 'The authority', form: 'https://a.example/form', home: 'https://a.example' };
  const about = { obligation, recipient: 'supervisory authority', authorities: [one], states: [] };

  it('is handed in at the form of the authority, else at its home', () => {
    const portalOf = (portal: string | null) =>
      unmodelledForms(form, { ...about, authorities: [{ ...one, form: portal }] });
    expect(portalOf(one.form)).toEqual([{ receiver: 'The authority', portal: 'https://a.example/form' }]);
    expect(portalOf(null)).toEqual([{ receiver: 'The authority', portal: 'https://a.example' }]);
    expect(sayUnmodelled({ receiver: 'The authority', portal: 'https://a.example' })).toBe(
      'The own form of this receiver is not modelled here: The authority. It is handed in at https://a.example.',
    );
  });

  it('is that of nobody whom nothing names, and not said of a duty that the policy does not know', () => {
    expect(unmodelledForms(form, { ...about, authorities: [] })).toEqual([]);
    const named = [{ receiver: 'supervisory authority', portal: null }];
    expect(unmodelledForms({ ...form, id: `content-of-${ART33}` }, { ...about, authorities: [] })).toEqual(named);
    expect(unmodelledForms({ ...form, authorities: ['fr'] }, { ...about, authorities: [] })).toEqual(named);
    expect(unmodelledForms(form, { ...about, obligation: undefined })).toEqual([]);
  });
});

describe('the forms of all receivers', () => {
  const forms = formsCovered(policy, FILINGS);
  const of = (obligation: string, place: string) =>
    forms.find((each) => each.obligation === obligation && each.place === place);

  it('are named with how far they are modelled, and the others with where they are', () => {
    expect(of(ART33, 'IT')?.form).toEqual({ id: 'it-garante', exactness: 'partial' });
    expect(of(ART33, 'PL')).toMatchObject({ form: null, portal: expect.any(String) });
    expect(of('nis2-art23-4d-final', 'DE')?.form?.id).toBe('de-bsi');
    expect(of('nis2-art23-4d-final', 'NL')?.form).toBeNull();
    expect(of('dora-initial', 'EU')?.form).toEqual({ id: 'dora', exactness: 'exact' });
    expect(of('us-ga-bureaus', 'US-GA')).toBeUndefined();
  });

  it('are those of each authority of the Economic Area for a filing under the GDPR, and of one body elsewhere', () => {
    const places = (obligation: string) =>
      forms.filter((each) => each.obligation === obligation).map(({ place }) => place);
    expect(places(ART33)).toEqual(expect.arrayContaining(['DE', 'FR', 'NO']));
    expect(places(ART33).filter((place) => ['GB', 'CH', 'US'].includes(place))).toEqual([]);
    const art33 = policy.obligations.filter(({ id }) => id === ART33);
    for (const change of [{ regime: 'UK GDPR' }, { recipient: 'lead supervisory authority' }]) {
      const obligations = art33.map((each) => ({ ...each, jurisdiction: 'EU', ...change }));
      const [only, ...more] = formsCovered({ ...policy, obligations }, FILINGS);
      expect([only?.place, only?.receiver, only?.form?.id, more]).toEqual([
        'EU',
        obligations[0]?.recipient,
        ...['edpb-art33', []],
      ]);
    }
  });
});

it('a body by the law of a state is that of where we are established, by the facts before the policy', () => {
  const facts = { establishment: 'BE', euRepresentative: null };
  expect(statesOf(policy, facts, 'nis2-art23-4a-early-warning')).toEqual(['BE']);
  expect(statesOf(policy, facts, ART33)).toEqual([]);
});
