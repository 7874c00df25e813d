import { describe, expect, it } from '@jest/globals';
import { breachAnswer } from '../../api/openapi/answers/breach.ts';
import type { CommandBody } from '../../domain/breach/commands.ts';
import { evolve } from '../../domain/breach/evolve.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import type { AnswerCounts, Counts } from '../../domain/communication/standing.ts';
import type { PlannedObligation } from '../../domain/plan/types.ts';
import { accepted, commandOf } from '../../test/support/asking.ts';
import { obligationOf, planOf, reportedEvent } from '../../test/support/plans.ts';
import { renderList, sortRows, toRow } from './list.ts';
import { nextForBreach } from './next.ts';
import { makeStyle } from './style.ts';

const ID = 'TOC-2026-0001';
const T0 = '2026-11-24T08:00:00.000Z';
const NOW = '2026-11-24T10:00:00.000Z';
const ART33 = 'gdpr-art33-1-authority';
const ART33_2 = 'gdpr-art33-2-processor-to-controller';
const look = { now: NOW, zone: 'Europe/Berlin', style: makeStyle(false, {}) };

const aware: CommandBody = { type: 'record-awareness', awareAt: T0, reasons: '' };
const planned = (obligations: PlannedObligation[], targets: PlannedObligation[] = []): CommandBody => ({
  type: 'apply-plan',
  plan: planOf(NOW, { obligations, targets, counterparties: { suppliers: 1, customers: 1, version: 'v' } }),
});
const waive: CommandBody = { type: 'waive-obligation', obligation: ART33, reasons: 'No risk.' };
const filed = (change: object): CommandBody => ({
  ...{ type: 'file', obligation: ART33, filedAt: NOW, receipt: 'R', reasons: '', stage: 'initial' },
  ...{ sha256: 'a'.repeat(64), openFields: 0, ...change },
});
const approve: CommandBody = { type: 'approve-filing', obligation: ART33, stage: 'initial', sha256: 'a'.repeat(64) };
const progress = (counts: Counts, answers: Partial<AnswerCounts> = {}): CommandBody => ({
  ...{ type: 'communication-progressed', communication: 'notices', version: 'v', settled: false },
  ...{ counts, nextAt: null, head: { page: 1, hash: 'h1' } },
  answers: { customers: 0, acknowledged: 0, lastAt: null, misuse: 0, ...answers },
});
const task: CommandBody = { type: 'add-task', text: 'Call the bank', owner: null, due: null };

const ENGINE = ['apply-plan', 'communication-progressed'];
const viewAfter = (...commands: CommandBody[]) => {
  const state = commands.reduce<BreachState>(
    (before, body, i) => {
      const by = ENGINE.includes(body.type) ? 'engine' : 'dpo';
      return accepted(before, commandOf(body, { at: NOW, by, key: `k${i}` })).state;
    },
    evolve(null, reportedEvent(ID, T0)),
  );
  return breachAnswer(state, 48);
};
const art33 = planned([obligationOf(ART33, T0)]);
const done = [aware, art33, waive];
const commandsOf = (...commands: CommandBody[]) => nextForBreach(viewAfter(...commands)).map(({ command }) => command);

describe('the next steps in the terminal', () => {
  it.each<[string, CommandBody[], string]>([
    [
      'a sign of misuse',
      [...done, progress({ total: 1, acknowledged: 1 }, { misuse: 1 })],
      `settle ${ID} --sign misuse --count 1 --reasons '…'`,
    ],
    [
      'a letter that was refused',
      [...done, progress({ total: 1, refused: 1 })],
      `settle ${ID} --sign unreached --count 1 --reasons '…'`,
    ],
    [
      'a supplement that is owed',
      [aware, art33, approve, filed({ openFields: 8 }), art33],
      `draft ${ID} ${ART33} --out ${ART33}.json`,
    ],
    [
      'a receipt that is not here',
      [aware, art33, approve, filed({ receipt: '' }), art33],
      `file ${ID} ${ART33} --receipt-for <version> --receipt '…'`,
    ],
    ['an open task', [...done, task], `task ${ID}`],
    ['a notice without an answer', [...done, progress({ total: 1, sent: 1 })], `notices ${ID} --late`],
  ])('lead on from %s', (_, commands, step) => {
    expect(commandsOf(...commands)).toContain(`bin/tocsin ${step}`);
  });

  it('propose Art. 33(2) as met once every customer has acknowledged', () => {
    const duty = obligationOf(ART33_2, T0, { role: 'processor', recipient: 'controller (our customer)' });
    const all = { customers: 1, acknowledged: 1, lastAt: NOW };
    const told = (counts: object) =>
      commandsOf(aware, planned([duty]), progress({ total: 1, acknowledged: 1 }, counts));
    expect(told(all)).toContain(`bin/tocsin file ${ID} ${ART33_2} --told`);
    expect(told({ ...all, acknowledged: 0, lastAt: null }).join()).not.toContain('--told');
  });

  it('count a sign that was settled with those that are open, as settling asks', () => {
    const settle: CommandBody = { type: 'settle-signs', sign: 'misuse', count: 1, reasons: 'A test account.' };
    const first = progress({ total: 2, acknowledged: 1, sent: 1 }, { misuse: 1 });
    const second = { ...progress({ total: 2, acknowledged: 2 }, { misuse: 2 }), head: { page: 2, hash: 'h2' } };
    const commands = commandsOf(...done, first, settle, second as CommandBody);
    expect(commands).toContain(`bin/tocsin settle ${ID} --sign misuse --count 2 --reasons '…'`);
  });
});

describe('the list', () => {
  const rowOf = (...commands: CommandBody[]) => toRow(viewAfter(...commands), NOW);
  const lineOf = (...commands: CommandBody[]) => renderList([rowOf(...commands)], false, look).split('\n')[1];

  it('says "close it" only where nothing stands in the way', () => {
    expect(lineOf(...done)).toContain('every duty done: close it');
    for (const more of [
      [...done, progress({ total: 1, acknowledged: 1 }, { misuse: 1 })],
      [...done, task],
      [aware, art33, approve, filed({ openFields: 8 }), art33],
    ]) {
      expect(lineOf(...more)).toContain('every duty done; 1 in the way of closing');
    }
  });

  it('names a target of ours that runs, which no law sets, and puts it before what is to be closed', () => {
    const misuse = obligationOf('organisation-misuse', T0, { title: 'Call about signs of misuse' });
    const commands = [aware, planned([obligationOf(ART33, T0)], [misuse]), waive];
    expect(lineOf(...commands)).toMatch(
      /^2 d 22 h 0 min +Fri 27 Nov 2026, 09:00 CET .*own target: Call about signs of misuse/,
    );
    const closable = { ...rowOf(...done), breachId: 'TOC-2026-0002' };
    expect(sortRows([closable, rowOf(...commands)]).map(({ breachId }) => breachId)).toEqual([ID, 'TOC-2026-0002']);
  });
});
