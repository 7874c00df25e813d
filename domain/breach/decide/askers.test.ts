import { describe, expect, it } from '@jest/globals';
import { planOf, reportedEvent } from '../../../test/support/plans.ts';
import { Facts } from '../../facts.ts';
import { type Asker, ROLES } from '../../roles.ts';
import type { Command, CommandBody } from '../commands.ts';
import { COMMANDS, decide } from '../decide.ts';
import { evolve } from '../evolve.ts';
import { isFromNobody } from '../upcast.ts';

const FILE = { file: 'f', sha256: 'f', bytes: 1, mediaType: 'text/plain', source: 'probe' };
const NOW = '2026-11-24T10:00:00.000Z';
/** Who reported it is not known: whose report it is, the table does not say. */
const { reporter: _, ...state } = evolve(null, reportedEvent('TOC-2026-0001', NOW));
const ASKERS: readonly Asker[] = [...ROLES, 'engine'];

/**
 * Who may ask what, as the roles are documented in docs/desk.md: written out, so that the table of `decide` cannot move
 * unseen.
 */
const MAY: Record<CommandBody['type'], readonly Asker[]> = {
  'add-evidence': ['dpo', 'deputy', 'responder', 'reporter', 'alert-source'],
  'amend-facts': ['dpo', 'deputy', 'responder'],
  'record-awareness': ['dpo', 'deputy', 'responder'],
  'draft-campaign': ['dpo', 'deputy', 'responder'],
  'decide-risk': ['dpo', 'deputy'],
  'waive-obligation': ['dpo', 'deputy'],
  'resume-obligation': ['dpo', 'deputy'],
  'approve-filing': ['dpo', 'deputy'],
  file: ['dpo', 'deputy'],
  'record-receipt': ['dpo', 'deputy'],
  'approve-campaign': ['dpo', 'deputy'],
  'pause-communication': ['dpo', 'deputy', 'engine'],
  'resume-communication': ['dpo', 'deputy', 'engine'],
  'stop-communication': ['dpo', 'deputy'],
  'save-statement': ['dpo', 'deputy', 'responder'],
  // A responder only where the policy of the plan says so: see release.test.ts.
  'release-notices': ['dpo', 'deputy', 'responder'],
  'revoke-link': ['dpo', 'deputy'],
  'reissue-link': ['dpo', 'deputy'],
  close: ['dpo', 'deputy'],
  reopen: ['dpo', 'deputy'],
  'propose-reopening': ['dpo', 'deputy', 'responder'],
  take: ['dpo', 'deputy', 'responder'],
  'acknowledge-warnings': ['dpo', 'deputy', 'responder'],
  'hand-over': ['dpo', 'deputy', 'responder'],
  triage: ['dpo', 'deputy'],
  'move-findings': ['dpo', 'deputy', 'responder'],
  'record-suspicion': ['dpo', 'deputy', 'responder'],
  'add-task': ['dpo', 'deputy', 'responder'],
  'begin-playbook': ['dpo', 'deputy', 'responder'],
  'assign-task': ['dpo', 'deputy', 'responder'],
  'finish-task': ['dpo', 'deputy', 'responder'],
  'drop-task': ['dpo', 'deputy', 'responder'],
  'add-note': ['dpo', 'deputy', 'responder'],
  'log-call': ['dpo', 'deputy', 'responder'],
  // A reporter to the own report alone: see reporting.test.ts.
  'attach-file': ['dpo', 'deputy', 'responder', 'reporter'],
  'add-words': ['dpo', 'deputy', 'responder', 'reporter'],
  'ask-question': ['dpo', 'deputy', 'responder'],
  'answer-question': ['dpo', 'deputy', 'responder', 'reporter'],
  'settle-signs': ['dpo', 'deputy'],
  'apply-plan': ['engine'],
  'rung-fired': ['engine'],
  'mark-overdue': ['engine'],
  'communication-progressed': ['engine'],
  'campaign-finished': ['engine'],
  'notice-delivered': ['engine'],
  'acknowledge-notice': ['engine'],
  'notice-expired': ['engine'],
};

const STATEMENT = { happened: 'x', consequences: '', measures: '', advice: '' };
/** Each complete enough that its rule can be asked. */
const BODIES: { [T in CommandBody['type']]: CommandBody & { type: T } } = {
  'add-evidence': {
    ...{ type: 'add-evidence', systems: [] },
    evidence: FILE,
  },
  'amend-facts': { type: 'amend-facts', facts: { peopleConcerned: 1 }, narrative: {}, reasons: 'x' },
  'record-awareness': { type: 'record-awareness', awareAt: NOW, reasons: '' },
  'draft-campaign': { type: 'draft-campaign', campaign: 1, listId: 'l', recipients: 1, contentHash: 'h' },
  'decide-risk': { type: 'decide-risk', articles: ['art33'], conclusion: 'risk', reasons: 'x' },
  'waive-obligation': { type: 'waive-obligation', obligation: 'x', reasons: 'x' },
  'resume-obligation': { type: 'resume-obligation', obligation: 'x', reasons: 'x' },
  'approve-filing': { type: 'approve-filing', obligation: 'x', stage: 'initial', sha256: 'a' },
  file: { type: 'file', obligation: 'x', filedAt: NOW, receipt: 'r', reasons: '' },
  'approve-campaign': { type: 'approve-campaign', campaign: 1, contentHash: 'h', reasons: '' },
  'pause-communication': { type: 'pause-communication', communication: 'notices', because: 'asked', reasons: 'x' },
  'resume-communication': { type: 'resume-communication', communication: 'notices', reasons: '' },
  'stop-communication': { type: 'stop-communication', communication: 'notices', reasons: 'x' },
  'save-statement': { type: 'save-statement', statement: STATEMENT, sha256: 'a', over: 0 },
  'release-notices': {
    ...{ type: 'release-notices', statement: STATEMENT, sha256: 'a', revision: 0, planned: '', version: '', seen: 1 },
    ...{ list: { sha256: 'b', suppliers: 1, customers: 0, leftOut: 0 }, reasons: '' },
  },
  'revoke-link': { type: 'revoke-link', counterparty: 'x', round: 1, generation: 1, reasons: 'x' },
  'reissue-link': { type: 'reissue-link', counterparty: 'x', round: 1, generation: 2, reasons: 'x' },
  'record-receipt': { type: 'record-receipt', obligation: 'x', version: 1, receipt: 'R', reasons: '' },
  close: { type: 'close', outcome: 'not-a-breach', reasons: 'x' },
  reopen: { type: 'reopen', reasons: 'x' },
  'propose-reopening': { type: 'propose-reopening', reasons: 'x' },
  take: { type: 'take' },
  'acknowledge-warnings': { type: 'acknowledge-warnings', warnings: [] },
  'hand-over': { type: 'hand-over', to: 'user:2', reasons: 'x' },
  'record-suspicion': { type: 'record-suspicion', firstSuspicionAt: NOW, reasons: 'x' },
  triage: { type: 'triage', outcome: 'dismissed', into: null, reasons: 'x' },
  'move-findings': {
    type: 'move-findings',
    findings: ['f'],
    to: 'TOC-2026-0002',
    opened: false,
    evidence: FILE,
    reasons: 'x',
  },
  'settle-signs': { type: 'settle-signs', sign: 'misuse', count: 1, reasons: 'x' },
  'add-task': { type: 'add-task', text: 't', owner: null, due: null },
  'begin-playbook': { type: 'begin-playbook', playbook: 'p', tasks: [] },
  'assign-task': { type: 'assign-task', task: 1, owner: null, reasons: 'x' },
  'finish-task': { type: 'finish-task', task: 1, reasons: '' },
  'drop-task': { type: 'drop-task', task: 1, reasons: 'x' },
  'add-note': { type: 'add-note', text: 'n', privileged: false },
  'log-call': { type: 'log-call', calledAt: NOW, partner: 'p', said: 's' },
  'attach-file': {
    ...{ type: 'attach-file', from: null, name: 'n', about: '' },
    file: { file: 'f', sha256: 'f', bytes: 1, mediaType: 'application/octet-stream', source: 'attached' },
  },
  'add-words': { type: 'add-words', text: 'w' },
  'ask-question': { type: 'ask-question', text: 'q' },
  'answer-question': { type: 'answer-question', question: 1, text: 'a' },
  'apply-plan': { type: 'apply-plan', plan: planOf(NOW) },
  'rung-fired': { type: 'rung-fired', obligation: 'x', rung: 'r', due: NOW, firedAt: NOW, skipped: [] },
  'mark-overdue': { type: 'mark-overdue', obligation: 'x', due: NOW, overdueAt: NOW },
  'communication-progressed': {
    ...{ type: 'communication-progressed', communication: 'notices', version: '', settled: false },
    ...{ counts: { total: 0 }, head: null, nextAt: null },
  },
  'campaign-finished': {
    ...{ type: 'campaign-finished', campaign: 1 },
    counts: { total: 0, sent: 0, refused: 0, uncertain: 0 },
  },
  'notice-delivered': {
    ...{ type: 'notice-delivered', counterparty: 'x', round: 1, step: 'first', contact: 'first' },
    ...{ result: 'sent', number: 1 },
  },
  'acknowledge-notice': {
    ...{ type: 'acknowledge-notice', counterparty: 'x', round: 1, acknowledgedAt: NOW },
    answers: { holdsData: 'no', misuse: 'no', answeredBy: 'Dana' },
  },
  'notice-expired': { type: 'notice-expired', counterparty: 'x', round: 1 },
};

const codeOf = (command: Command, of = state) => {
  const decision = decide(of, command);
  return decision.ok ? null : decision.code;
};
const asked = (body: CommandBody, role: Asker): Command => {
  return { ...body, by: role, role, at: NOW, key: 'k' };
};

describe.each(COMMANDS)('%s', (type) => {
  it('is taken from whom it may come, and from nobody else', () => {
    const admitted = ASKERS.filter((role) => codeOf(asked(BODIES[type], role)) !== 'forbidden');
    expect(admitted.toSorted()).toEqual([...MAY[type]].toSorted());
  });

  it('of before there were roles is not asked for one', () => {
    const { role: _, ...before } = asked(BODIES[type], 'reporter');
    expect(codeOf(before)).not.toBe('forbidden');
  });

  it('in the name of the engine is the engine’s, with or without its role', () => {
    const { role: _, ...before } = asked(BODIES[type], 'engine');
    expect(codeOf(before) === 'forbidden').toBe(!MAY[type].includes('engine'));
  });
});

describe('a duty that does not bind by itself', () => {
  const amend = (switchedOn: string[]): CommandBody => ({ ...BODIES['amend-facts'], facts: { switchedOn } });
  it('is switched on, and off again, by the DPO alone', () => {
    for (const role of ['deputy', 'responder'] as const) {
      expect(decide(state, asked(amend(['x']), role))).toMatchObject({ code: 'forbidden', field: 'facts.switchedOn' });
      expect(codeOf(asked(amend([]), role))).toBe('forbidden');
    }
    expect(codeOf(asked(amend([]), 'dpo'))).toBeNull();
    const on = { ...state, facts: Facts.parse({ switchedOn: ['x'] }) };
    expect(codeOf(asked(amend(['x']), 'dpo'), on)).toBeNull();
    expect(codeOf(asked(amend(['x']), 'dpo'))).toBe('unknown-obligation');
  });
});

describe('a command by signal, which no validator sees', () => {
  it('is of nobody of ours where it names no role, but for what the relay and the engine sent before', () => {
    const ofNobody = COMMANDS.filter((type) => isFromNobody({ type, by: 'dpo' }));
    const relayed = ['add-evidence', 'record-awareness', 'acknowledge-notice'];
    expect(ofNobody.toSorted()).toEqual(COMMANDS.filter((type) => !relayed.includes(type)).toSorted());
    expect(isFromNobody({ type: 'file', by: 'dpo', role: 'dpo' })).toBe(false);
    expect(isFromNobody({ type: 'rung-fired', by: 'engine' })).toBe(false);
  });
});

describe('a closed breach', () => {
  const closed = { ...state, status: 'closed' as const };
  it('takes what has happened already, late files and late words, and nothing else that is asked', () => {
    const taken = COMMANDS.filter((type) => codeOf(asked(BODIES[type], MAY[type].at(0) ?? 'dpo'), closed) === null);
    expect(taken.toSorted()).toEqual(
      [
        ...['add-evidence', 'rung-fired', 'mark-overdue', 'communication-progressed', 'campaign-finished'],
        ...['notice-delivered', 'acknowledge-notice', 'notice-expired', 'attach-file', 'add-words'],
      ].toSorted(),
    );
    expect(codeOf(asked(BODIES.close, 'dpo'), closed)).toBe('breach-closed');
  });
});

describe('a command for another state than there is', () => {
  it('is stale, and says at which event the breach is', () => {
    const command = { ...asked(BODIES['amend-facts'], 'dpo'), ifSeq: 2 };
    expect(decide(state, command)).toMatchObject({ code: 'stale', field: 'ifSeq', members: { seq: 1 } });
    expect(codeOf({ ...command, ifSeq: 1 })).toBeNull();
  });
});
