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

const shiftsOf = ({ organisation }: typeof files) => organisation.onDuty?.shifts ?? [];

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

  it('sets rota, quiet hours, release and retention as the file does, and leaves a part out that has no field', () => {
    const policy = made({
      'onDuty.who': { night: { user: 'user-1' }, ...files.organisation.onDuty?.who },
      'onDuty.shifts': [{ days: ['mon'], from: '09:00', to: '17:00', weeks: ['night'] }, ...shiftsOf(files)],
      'quietHours.from': '22:00',
      'quietHours.to': '07:00',
      'release.approved': [{ kind: 'supplier', upTo: 'medium', happened: 'Somebody may have had access.' }],
      'retention.alertsDays': null,
      'retention.alertHolds': [
        { id: 'audit', source: 'all', from: '2026-11-01T00:00+01:00', owner: 'Legal', reason: 'A court asked for it.' },
      ],
    });
    const { onDuty, quietHours, release, retention } = policy.organisation;
    expect(onDuty?.who.night).toEqual({ user: 'user-1' });
    expect(quietHours).toEqual({ from: '22:00', to: '07:00' });
    expect(release.approved[0]).toMatchObject({ upTo: 'medium', measures: '' });
    expect(retention).not.toHaveProperty('alertsDays');
    expect(retention?.alertHolds?.[0]?.from).toBe('2026-10-31T23:00:00.000Z');
    const none = Object.fromEntries(
      ['zone', 'since', 'handOver', 'who', 'shifts'].map((key) => [`onDuty.${key}`, null]),
    );
    expect(made(none).organisation).not.toHaveProperty('onDuty');
  });

  it('is refused where nobody would be on duty, with the hours, and where half of a part is left', () => {
    const [shift] = shiftsOf(files);
    const weekdays = [{ ...shift, days: ['mon', 'tue', 'wed', 'thu', 'fri'] }];
    const hole = policyWith(files, { 'onDuty.shifts': weekdays as never }).problems;
    const minute = (day: number) => day * 1_440 + 540;
    expect(hole).toMatchObject([{ path: 'onDuty.shifts', holes: [[minute(5), minute(0)]] }]);
    expect(policyWith(files, { 'onDuty.who': null }).problems).toMatchObject([{ path: 'onDuty.who' }]);
    expect(policyWith(files, { 'retention.breaches': null }).problems).toMatchObject([{ path: 'retention.breaches' }]);
    const nobody = [{ ...shift, weeks: ['third'] }];
    expect(policyWith(files, { 'onDuty.shifts': nobody as never }).problems).toMatchObject([
      { path: 'onDuty.shifts', at: [0, 'weeks', 0], given: 'third' },
    ]);
  });
});
