import { describe, expect, it } from '@jest/globals';
import { filingContext, projectTemplate } from '../../test/support/filings.ts';
import { smallForm } from '../../test/support/small-form.ts';
import { sha256Of } from '../audit/chain.ts';
import type { CommandBody } from '../breach/commands.ts';
import { decide } from '../breach/decide.ts';
import type { BreachEvent } from '../breach/events.ts';
import { evolve } from '../breach/evolve.ts';
import type { BreachState } from '../breach/state.ts';
import type { Answers, FilingContext } from './context.ts';
import { draftFiling } from './draft.ts';
import type { Stage } from './stages.ts';
import { diffFiles, diffVersions, filingVersions, whyNotNext } from './versions.ts';

const NIS2 = 'nis2-art23-4a-early-warning';
const template = projectTemplate(NIS2);
const draft = (change: Partial<FilingContext> = {}, answers: Answers = {}) =>
  draftFiling(template, filingContext(NIS2, change), answers);

/** A breach to which filings are recorded one after the other. */
class Desk {
  state = { ...filingContext(NIS2).state, communications: {} } as BreachState;
  readonly events: BreachEvent[] = [];

  file(change: Partial<CommandBody & { type: 'file' }> = {}, at = '2026-11-25T08:10:00.000Z'): string {
    const body = { type: 'file' as const, obligation: NIS2, filedAt: at, receipt: 'CSIRT-1', reasons: '', ...change };
    const decision = decide(this.state, { ...body, by: 'dpo', at, key: `k${this.state.seq}` });
    if (!decision.ok) return `${decision.code} ${decision.field}`;
    for (const event of decision.events) {
      this.state = evolve(this.state, event);
      this.events.push(event);
    }
    return 'recorded';
  }
}

describe('the versions of a filing', () => {
  const first = draft();
  const later = draft({ stage: 'follow-up', earlier: 'CSIRT-1' }, { malicious: 'yes', contact: 'The incident desk' });
  const documentOf = ({ content, sha256, stage }: typeof first) => ({
    document: content,
    sha256,
    stage,
    channel: 'portal',
  });

  it('keep exact bytes, hash, approver, channel and receipt, and the clock stops at the first', () => {
    const desk = new Desk();
    expect(desk.file(documentOf(first))).toBe('recorded');
    expect(desk.file({ ...documentOf(later), receipt: 'CSIRT-2' }, '2026-12-24T08:00:00.000Z')).toBe('recorded');
    const versions = filingVersions(template, NIS2, desk.events);
    expect(versions).toMatchObject([
      { number: 1, stage: 'initial', approvedBy: 'dpo', channel: 'portal', receipt: 'CSIRT-1', content: first.content },
      { number: 2, stage: 'follow-up', receipt: 'CSIRT-2', sha256: later.sha256, late: false },
    ]);
    expect(sha256Of(versions[0]?.content ?? '')).toBe(versions[0]?.sha256);
    const { status, filed, versions: known } = desk.state.obligations[NIS2] ?? {};
    expect([status, filed?.at, known?.length]).toEqual(['filed', '2026-11-25T08:10:00.000Z', 2]);
    expect(JSON.stringify(desk.state)).not.toContain('The incident desk');
  });

  it('were approved by who released the letters, where the acknowledgements of customers met the duty', () => {
    const head = { at: '2026-11-25T08:10:00.000Z', key: 'k' };
    const filed = (notices?: object) => ({
      ...{ ...head, by: 'engine', type: 'filed' as const, personal: { receipt: 'All acknowledged', reasons: '' } },
      data: { obligation: NIS2, filedAt: head.at, late: false, ...notices },
    });
    const released = { ...head, by: 'user:1', type: 'notices-released', data: { kinds: ['customer'] } };
    const suppliersOnly = { ...head, by: 'user:2', type: 'notices-released', data: { kinds: ['supplier'] } };
    const told = filed({ notices: { page: 3, hash: 'a'.repeat(64) } });
    const versions = filingVersions(template, NIS2, [released, suppliersOnly, told, filed()] as never);
    expect(versions).toMatchObject([
      { approved: true, approvedBy: 'user:1', byNotices: true },
      { approved: false, approvedBy: 'engine' },
    ]);
    expect(versions[1]).not.toHaveProperty('byNotices');
  });

  it('were approved by who approved exactly those bytes for that duty, or the campaign that told the people', () => {
    const head = { at: '2026-11-25T08:10:00.000Z', key: 'k', personal: {} };
    const approved = (by: string, change: object = {}) => ({
      ...{
        ...head,
        by,
        type: 'filing-approved',
        data: { obligation: NIS2, sha256: 'aa', stage: 'initial', ...change },
      },
    });
    const sent = (by: string, campaign: number) => ({ ...head, by, type: 'campaign-approved', data: { campaign } });
    const filed = (data: object) => ({
      ...{ ...head, by: 'user:9', type: 'filed', personal: { receipt: '', reasons: '' } },
      data: { obligation: NIS2, filedAt: head.at, late: false, ...data },
    });
    const events = [
      approved('user:1', { obligation: 'another' }),
      approved('user:2', { sha256: 'bb' }),
      approved('user:3'),
      ...[sent('user:4', 1), sent('user:5', 2)],
      ...[filed({ sha256: 'aa' }), filed({ campaign: 2 }), filed({ sha256: 'cc' })],
    ];
    const by = filingVersions(template, NIS2, events as never).map((each) => [each.approvedBy, each.approved]);
    expect(by).toEqual([
      ['user:3', true],
      ['user:5', true],
      ['user:9', false],
    ]);
  });

  it('carry the receipt that was recorded last for exactly them', () => {
    const head = { at: '2026-11-25T08:10:00.000Z', key: 'k', by: 'dpo' };
    const filed = (receipt: string) => ({
      ...{ ...head, type: 'filed', personal: { receipt, reasons: '' } },
      data: { obligation: NIS2, filedAt: head.at, late: false, stage: 'initial' },
    });
    const received = (receipt: string, change: object = {}) => ({
      ...{
        ...head,
        type: 'receipt-recorded',
        data: { obligation: NIS2, version: 1, ...change },
        personal: { receipt },
      },
    });
    const later = [received('R-1'), received('R-2'), received('R-3', { version: 3 })];
    const events = [filed(''), filed('S-1'), ...later, received('R-4', { obligation: 'another' })];
    const receipts = filingVersions(template, NIS2, events as never).map(({ receipt }) => receipt);
    expect(receipts).toEqual(['R-2', 'S-1']);
  });

  it('tell field by field what a later one says differently, as it was handed in', () => {
    const desk = new Desk();
    desk.file(documentOf(first));
    desk.file(documentOf(later));
    const [before, after] = filingVersions(template, NIS2, desk.events);
    expect(diffVersions(template, before?.fields ?? {}, after?.fields ?? {})).toEqual([
      expect.objectContaining({ field: 'contact', change: 'changed', after: 'The incident desk' }),
      expect.objectContaining({ field: 'malicious', change: 'changed', before: 'not known yet', after: 'yes' }),
    ]);
  });

  it('are compared as files too, unless one of them is not of this form', () => {
    expect(diffFiles(template, 'no file', 'no file')).toEqual([]);
    expect(diffFiles(template, first.content, later.content)?.map(({ field }) => field)).toEqual([
      'contact',
      'malicious',
    ]);
    expect(diffFiles(template, 'no file', first.content)).toBeNull();
    expect(diffFiles(template, first.content, '[]')).toBeNull();
  });

  it('follow their order, and nothing follows a withdrawal', () => {
    const desk = new Desk();
    expect(desk.file({ stage: 'follow-up' })).toBe('not-filable stage');
    expect(desk.file({ stage: 'withdrawal', reasons: 'x' })).toBe('not-filable stage');
    expect(desk.file({ stage: 'initial' })).toBe('recorded');
    expect(desk.file({ stage: 'initial' })).toBe('not-filable obligation');
    expect(desk.file()).toBe('not-filable obligation');
    expect(desk.file({ stage: 'withdrawal' })).toBe('reasons-missing reasons');
    expect(desk.file({ stage: 'withdrawal', reasons: 'No incident.' })).toBe('recorded');
    expect(desk.file({ stage: 'complete' })).toBe('not-filable stage');
    expect(desk.state.obligations[NIS2]?.versions?.map((v) => v.stage)).toEqual(['initial', 'withdrawal']);
  });

  it('are late once, at the first, and only with reasons', () => {
    const desk = new Desk();
    const at = '2026-11-27T09:00:00.000Z';
    expect(desk.file({ stage: 'complete' }, at)).toBe('reasons-missing reasons');
    expect(desk.file({ stage: 'complete', reasons: 'Logs came late.' }, at)).toBe('recorded');
    expect(desk.file({ stage: 'complete' }, '2026-11-28T09:00:00.000Z')).toBe('recorded');
    expect(desk.state.obligations[NIS2]).toMatchObject({
      status: 'filed-late',
      versions: [{ late: true }, { late: false }],
    });
  });

  it('leave a filing without a stage as it always was', () => {
    const desk = new Desk();
    expect(desk.file()).toBe('recorded');
    const [event] = desk.events;
    expect(event?.data).toEqual({ obligation: NIS2, filedAt: '2026-11-25T08:10:00.000Z', late: false });
    expect(desk.state.obligations[NIS2]).not.toHaveProperty('versions');
  });
});

describe('a draft that cannot be the next version', () => {
  it('says why', () => {
    const initial = [{ stage: 'initial' as const }];
    expect(whyNotNext([], draft())).toBeNull();
    expect(whyNotNext(initial, draft())?.says).toMatch(/follow-up or complete/);
    expect(whyNotNext([], draft({ stage: 'follow-up' }))?.says).toMatch(/begin with/);
    expect(whyNotNext([...initial, { stage: 'withdrawal' }], draft({ stage: 'complete' }))?.says).toMatch(/withdrawn/);
    expect(whyNotNext([], draft({}, { contact: 'password: hunter-22' }))?.says).toMatch(/contact, line 1/);
    const unaware = filingContext(NIS2, { stage: 'complete' });
    const open = draftFiling(template, { ...unaware, state: { ...unaware.state, awareness: [] } });
    expect(whyNotNext([], open)?.says).toMatch(/aware When the entity became aware/);
  });

  describe('leaves open what the stage may not', () => {
    const form = smallForm([{ id: 'what', mandatory: true }], { withdrawalNeeds: ['what'] });
    const next = (stage: Stage, before: Stage[], answers: Answers = {}) => {
      const afterComplete = before.includes('complete');
      const drafted = draftFiling(form, filingContext('duty', { stage, afterComplete }), answers);
      const versions = before.map((each) => ({ stage: each }));
      return whyNotNext(versions, drafted)?.says ?? null;
    };

    it.each<[Stage, Stage[], string | null]>([
      ['initial', [], null],
      ['follow-up', ['initial'], null],
      ['complete', [], 'a complete filing cannot leave open: what What what is'],
      ['complete', ['initial'], 'a complete filing cannot leave open: what What what is'],
      ['withdrawal', ['initial'], 'a withdrawal filing cannot leave open: what What what is'],
      ['follow-up', ['complete'], 'a follow-up of a complete filing cannot leave open: what What what is'],
      ['follow-up', ['complete', 'follow-up'], 'a follow-up of a complete filing cannot leave open: what What what is'],
    ])('%s after %j', (stage, before, says) => {
      expect(next(stage, before)).toBe(says);
      expect(next(stage, before, { what: 'Mail was read.' })).toBeNull();
    });
  });
});
