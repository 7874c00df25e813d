import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { policyWith } from './apply.ts';
import { changedSettings, settingFields, valueAt } from './fields.ts';

const files = loadPolicy('policy');
const made = (values: Parameters<typeof policyWith>[1]) => {
  const { policy } = policyWith(files, values);
  if (policy === null) throw new Error('refused');
  return policy;
};

describe('what is set on pages', () => {
  it('is the policy of the files where nothing differs', () => {
    expect(made({})).toBe(files);
    expect(made({ name: files.organisation.name })).toBe(files);
  });

  it('has a place in the organisation for every field, and takes back what stands there', () => {
    const values = settingFields(files.organisation).map(({ path }) => [path, valueAt(files.organisation, path)]);
    expect(made(Object.fromEntries(values))).toBe(files);
  });

  it('gives one version to one state, however it came about', () => {
    const one = made({ name: 'Nordlys', legalName: 'Nordlys AS' });
    expect(made({ legalName: 'Nordlys AS', name: 'Nordlys' }).policyVersion).toBe(one.policyVersion);
    expect(made({ name: 'Nordlys' }).policyVersion).not.toBe(one.policyVersion);
    expect(one.policyVersion).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(changedSettings(files.organisation, one.organisation).map(({ path }) => path)).toEqual([
      'name',
      'legalName',
    ]);
  });

  it('moves the clocks that hang on a target, and those of our own handling', () => {
    const policy = made({ 'softTargets.processor-to-controller': 12, 'softTargets.take': 1 });
    const hoursOf = ({ obligations }: typeof files) =>
      obligations.flatMap(({ clock }) =>
        clock.kind === 'soft-target' && clock.soft === 'processor-to-controller' ? [clock.hours] : [],
      );
    expect(new Set(hoursOf(files))).toEqual(new Set([24]));
    expect(new Set(hoursOf(policy))).toEqual(new Set([12]));
    expect(policy.targets.take).toEqual({ ...files.targets.take, hours: 1 });
  });

  it('leaves out what is left empty', () => {
    const policy = made({
      'minorIncidents.people': null,
      'fourEyes.moreReceiversThan': null,
      'establishment.main': null,
    });
    expect(policy.organisation).not.toHaveProperty('minorIncidents');
    expect(policy.organisation.fourEyes.moreReceiversThan).toBeNull();
    expect(policy.organisation.establishment.main).toBeNull();
  });

  it('takes away the field that is left empty, and leaves what stands beside it', () => {
    const set = made({ replyTo: 'answers@nordlys.no', 'dpo.name': 'Kari Nordmann', 'minorIncidents.people': 5 });
    expect(set.organisation).toMatchObject({ replyTo: 'answers@nordlys.no', minorIncidents: { people: 5 } });
    const without = policyWith(set, { replyTo: null, 'dpo.name': null }).policy?.organisation;
    expect(without).not.toHaveProperty('replyTo');
    expect(without?.dpo).toEqual({ ...files.organisation.dpo, name: undefined });
    expect(without?.minorIncidents).toEqual({ people: 5 });
  });

  it('is nothing where the files do not have the field any more', () => {
    expect(made({ 'softTargets.gone': 5 })).toBe(files);
  });

  it('is refused at the list where one of it will not do', () => {
    const { policy, problems } = policyWith(files, { 'establishment.others': ['FR', 'Atlantis'] });
    expect([policy, problems.map(({ path }) => path)]).toEqual([null, ['establishment.others']]);
  });

  it('is refused by the schema of the file, each at its field', () => {
    const values = { 'dpo.email': 'nobody', profile: ['controler'], 'noticeRules.answerByHours': 0, language: 'xx' };
    const { policy, problems } = policyWith(files, values);
    expect(policy).toBeNull();
    expect(problems.map(({ path }) => path).toSorted()).toEqual(['dpo.email', 'noticeRules.answerByHours', 'profile']);
  });

  it('takes a language only where the notices speak one of ours', () => {
    expect(policyWith(files, { language: 'de' }).policy).not.toBeNull();
    expect(policyWith({ ...files, notices: { en: files.notices.en ?? {} } }, { language: 'de' }).problems).toEqual([
      { path: 'language', message: 'there are no texts in de', given: 'de' },
    ]);
  });
});
