import { describe, expect, it } from '@jest/globals';
import { filingContext } from '../../test/support/filings.ts';
import { smallForm } from '../../test/support/small-form.ts';
import type { ObligationState } from '../breach/state.ts';
import type { Answers, FilingContext } from './context.ts';
import { draftFiling } from './draft.ts';
import { changesSince, contextOf, draftAsJson, recordSince, stagesAfter } from './package.ts';
import type { Stage } from './stages.ts';
import type { FilingVersion } from './versions.ts';

const DUTY = 'duty';
const FILED = { at: '2026-11-25T08:00:00.000Z', late: false, receipt: 'R-1', reasons: '' };
const version = (stage: Stage, receipt = '') => ({
  ...{ number: 1, stage, sha256: null, channel: '', at: FILED.at, late: false, by: 'dpo', receipt, reasons: '' },
});
const dutyOf = (change: Partial<ObligationState>): ObligationState => ({
  ...{ id: DUTY, status: 'running', fired: [], filed: null, waivedBecause: null, ...change },
});
const AGAIN = ['follow-up', 'complete', 'withdrawal'];

describe('the stages that can come next', () => {
  it.each<[string, Partial<ObligationState>, string[]]>([
    ['the first one', {}, ['initial', 'complete']],
    ['after a filing recorded without a stage', { filed: FILED }, AGAIN],
    ['after an initial one', { filed: { ...FILED, version: 1 }, versions: [version('initial')] }, AGAIN],
    ['after one that left open what its duty completes', { versions: [version('follow-up')] }, AGAIN],
    ['after a complete one', { filed: FILED, versions: [version('complete')] }, ['follow-up', 'withdrawal']],
    [
      'after what corrects a complete one',
      { filed: FILED, versions: [version('complete'), version('follow-up')] },
      ['follow-up', 'withdrawal'],
    ],
    ['after a withdrawal', { filed: FILED, versions: [version('initial'), version('withdrawal')] }, []],
  ])('%s', (_, change, stages) => {
    expect(stagesAfter({ obligations: { [DUTY]: dutyOf(change) } }, DUTY)).toEqual(stages);
  });

  it('are those of a first filing for a duty that the breach does not know', () => {
    expect(stagesAfter({ obligations: {} }, DUTY)).toEqual(['initial', 'complete']);
  });
});

describe('what a filing is filled in from', () => {
  const { state, organisation, register, words } = filingContext(DUTY);
  const given = { at: FILED.at, reasons: 'Late.', register, words, language: 'de' as const, stage: undefined };
  const of = (change: Partial<ObligationState> | null, stage?: Stage) => {
    const obligations: Record<string, ObligationState> = change === null ? {} : { [DUTY]: dutyOf(change) };
    return contextOf({ ...state, obligations }, organisation, DUTY, { ...given, stage });
  };

  it.each<[string, Partial<ObligationState> | null, Pick<FilingContext, 'stage' | 'earlier' | 'afterComplete'>]>([
    ['is the first where nothing is known', null, { stage: 'initial', earlier: null, afterComplete: false }],
    ['is the first where nothing was filed', {}, { stage: 'initial', earlier: null, afterComplete: false }],
    ['names the receipt', { filed: FILED }, { stage: 'follow-up', earlier: 'R-1', afterComplete: false }],
    [
      'follows one whose receipt is not here',
      { filed: { ...FILED, receipt: '', version: 1 }, versions: [version('initial')] },
      { stage: 'follow-up', earlier: '', afterComplete: false },
    ],
    [
      'follows one that left open what its duty completes',
      { versions: [version('follow-up', 'R-2')] },
      { stage: 'follow-up', earlier: 'R-2', afterComplete: false },
    ],
    [
      'corrects a complete one',
      { filed: { ...FILED, version: 1 }, versions: [version('complete', 'R-3')] },
      { stage: 'follow-up', earlier: 'R-3', afterComplete: true },
    ],
  ])('%s', (_, change, expected) => {
    expect(of(change)).toMatchObject(expected);
  });

  it('is of the stage asked for, and carries what is given for it with the planned duty', () => {
    const context = of({ filed: FILED }, 'withdrawal');
    expect(context).toMatchObject({ stage: 'withdrawal', at: FILED.at, reasons: 'Late.', language: 'de' });
    expect(context.obligation).toEqual(state.plan?.obligations[0]);
    expect(context).toMatchObject({ organisation, register, words, state: { breachId: 'TOC-2026-0001' } });
  });

  it.each([
    ['another duty', state.plan, { [DUTY]: dutyOf({}), second: dutyOf({ id: 'second' }) }, 'It has: duty, second.'],
    ['no duty', state.plan, {}, 'It has: none yet.'],
    ['no plan', null, {}, 'It has: none yet.'],
  ] as const)('is refused for a duty that is not planned: %s', (_, plan, obligations, says) => {
    const asked = () => contextOf({ ...state, plan, obligations }, organisation, 'unplanned', given);
    expect(asked).toThrow(`Breach TOC-2026-0001 has no obligation 'unplanned'. ${says}`);
    expect(asked).toThrow(expect.objectContaining({ code: 'unknown-obligation', field: 'obligation' }));
  });
});

const form = smallForm([
  { id: 'what', from: 'summary' },
  { id: 'systems', from: 'systems' },
  { id: 'people', from: 'people', kind: 'count' },
  { id: 'type', from: 'notification-type' },
  { id: 'earlier', from: 'earlier-reference' },
  {
    id: 'late',
    kind: 'choice',
    options: { y: 'Late', n: 'In time' },
    choose: [
      { option: 'y', when: [{ late: ['yes'] }] },
      { option: 'n', when: [{ late: ['no'] }] },
    ],
  },
  { id: 'note' },
]);
const base = filingContext(DUTY);

/** A version handed in with the document of a draft, or with none. */
function handedIn(context: FilingContext, answers: Answers = {}, change: Partial<FilingVersion> = {}): FilingVersion {
  const { fields, content, sha256, stage } = draftFiling(form, context, answers);
  return {
    ...{ number: 1, stage, late: false, filedAt: FILED.at, recordedAt: FILED.at, approvedBy: 'dpo' },
    ...{ approvedAt: FILED.at, approved: true, channel: 'portal', receipt: '', reasons: '', openFields: 0 },
    ...{ people: null, completes: null, content, sha256, fields, ...change },
  };
}

const knowing = (facts: Partial<FilingContext['state']['facts']>, change: Partial<FilingContext> = {}) => ({
  ...{ ...base, state: { ...base.state, facts: { ...base.state.facts, ...facts } }, ...change },
});

describe('what a draft says otherwise than the last version', () => {
  const now = draftFiling(form, knowing({ peopleConcerned: 7 }));

  it('is compared with the last one that was recorded with its document', () => {
    const first = handedIn(base, { note: 'First.' });
    const second = handedIn(base, { note: 'Second.' });
    const bare = handedIn(base, {}, { content: null, sha256: null, fields: null });
    expect(changesSince(form, [first, second, bare], now)).toEqual([
      { field: 'people', label: 'What people is', change: 'added', before: null, after: '7' },
      { field: 'note', label: 'What note is', change: 'removed', before: 'Second.', after: null },
    ]);
    expect(changesSince(form, [bare], now)).toBeNull();
    expect(changesSince(form, [], now)).toBeNull();
  });

  it('is not known where the draft says nothing', () => {
    expect(changesSince(form, [handedIn(base)], { content: '{}' })).toBeNull();
  });
});

describe('what the record says otherwise since the last version', () => {
  const before = knowing({ peopleConcerned: 7, systems: ['tickets'] });
  const after = knowing(
    { peopleConcerned: 9, systems: ['tickets'] },
    { at: '2026-12-24T08:00:00.000Z', earlier: 'R-1' },
  );
  const people = (was: string, is: string) => [
    { field: 'people', label: 'What people is', change: 'changed', before: was, after: is },
  ];

  it('is what moved in it, and nothing that is of each filing by nature', () => {
    expect(recordSince(form, after, before, [handedIn(before)])).toEqual(people('7', '9'));
    expect(recordSince(form, { ...before, at: after.at, earlier: 'R-1' }, before, [handedIn(before)])).toEqual([]);
  });

  it('is no difference where people typed over the record as it was, nor where they typed what it says now', () => {
    const typed = handedIn(before, { systems: 'The ticket desk', people: 9 });
    expect(recordSince(form, after, before, [typed])).toEqual([]);
    expect(recordSince(form, after, before, [handedIn(before, { people: 8 })])).toEqual(people('8', '9'));
  });

  it('is nothing where the record tells less than it did', () => {
    expect(recordSince(form, knowing({ peopleConcerned: null, systems: [] }), before, [handedIn(before)])).toEqual([]);
  });

  it('is what is new against the version handed in last', () => {
    const versions = [handedIn(before), handedIn(after)];
    expect(recordSince(form, after, before, versions)).toEqual([]);
    expect(recordSince(form, after, before, versions.toReversed())).toEqual(people('7', '9'));
  });

  it.each<[string, FilingVersion[]]>([
    ['none was handed in', []],
    ['the last was withdrawn', [handedIn(before, {}, { stage: 'withdrawal' })]],
    ['the last named no stage', [handedIn(before, {}, { stage: null })]],
    ['the last has no document', [handedIn(before, {}, { content: null, fields: null })]],
  ])('is nothing where %s', (_, versions) => {
    expect(recordSince(form, after, before, versions)).toEqual([]);
  });

  it('is nothing where it is not known what the last was filled in from', () => {
    expect(recordSince(form, after, null, [handedIn(before)])).toEqual([]);
  });

  it('takes what corrects a complete filing for the last word', () => {
    const known = smallForm([
      {
        ...{ id: 'known', from: 'people-known', kind: 'choice', onlyIncomplete: ['d'] },
        options: { b: 'Estimated', c: 'Cannot be told', d: 'To be determined' },
      },
    ]);
    const was = knowing({ peopleConcerned: 7 });
    const filed = (stage: Stage): FilingVersion => ({ ...handedIn(was), stage, fields: { known: 'b' } });
    const since = (...stages: Stage[]) => recordSince(known, base, was, stages.map(filed)).map(({ after }) => after);
    expect(since('initial', 'complete', 'follow-up')).toEqual(['Cannot be told']);
    expect(since('initial', 'follow-up')).toEqual(['To be determined']);
  });
});

it('a program gets a draft with its document read, and earlier versions without theirs', () => {
  const draft = draftFiling(form, base);
  const last = handedIn(base);
  const about = { cannotBeFiledBecause: 'it is open.', changes: [] };
  const json = draftAsJson('TOC-2026-0001', draft, [last], about);
  const { shown: _, ...rest } = draft;
  expect(json).toMatchObject({ ...rest, ...about, breach: 'TOC-2026-0001', document: JSON.parse(draft.content) });
  expect(json).not.toHaveProperty('shown');
  const { content: __, fields: ___, ...bare } = last;
  expect(json.earlier).toEqual([bare]);
});
