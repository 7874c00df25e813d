import { describe, expect, it } from '@jest/globals';
import { adviseOn } from './advice.ts';
import type { DutyScore } from './duties.ts';
import type { NoticeScore } from './notices.ts';
import type { WarningScore } from './warnings.ts';

const AT = '2026-11-24T08:00:00.000Z';
const duty = (article: string, outcome: DutyScore['outcome'], findings: DutyScore['findings'] = []): DutyScore => ({
  ...{ id: article, article, title: article, recipient: '', basis: 'law', due: AT, at: null, by: null },
  ...{ marginMs: null, outcome, findings },
});
const warning = (article: string, isAnswered: boolean): WarningScore => ({
  ...{ obligation: article, article, rung: '24-hours-left', firedAt: AT },
  answer: isAnswered ? { what: 'filed', at: AT, by: 'dpo', afterMs: 0 } : null,
});
const notice = (counterparty: string, acknowledgedAt: string | null, inTime: boolean): NoticeScore => ({
  ...{ counterparty, kind: 'supplier', sentAt: AT, answerBy: AT, acknowledgedAt, inTime },
  ...{ answeredBy: null, afterMs: null },
});
const well = {
  ...{ isAware: true, isClosed: true, isDecided: true, thin: [] },
  duties: [duty('Art. 33', 'met'), duty('Art. 34', 'decided')],
  warnings: [warning('Art. 33', true)],
  notices: [notice('fjord', AT, true)],
};

describe('advice', () => {
  it('is that all went well where nothing is found', () => {
    expect(adviseOn(well)).toEqual([{ about: 'well-done', names: [] }]);
  });

  it('names each article once, the gravest outcome first', () => {
    const duties = (['open', 'out-of-order', 'late', 'missed', 'missed'] as const).map((outcome) => {
      return duty(`of ${outcome}`, outcome);
    });
    expect(adviseOn({ ...well, duties })).toEqual([
      { about: 'missed', names: ['of missed'] },
      { about: 'late', names: ['of late'] },
      { about: 'out-of-order', names: ['of out-of-order'] },
      { about: 'open', names: ['of open'] },
    ]);
  });

  it('names what was found of a duty with its figures, each by itself', () => {
    const few = { about: 'few-told', n: 2, of: 1200 } as const;
    const duties = [
      duty('Art. 33', 'met', [{ about: 'open-fields', n: 3 }]),
      duty('Art. 34', 'met', [{ about: 'open-fields', n: 1 }, few]),
      duty('Art. 34', 'met', [few]),
    ];
    expect(adviseOn({ ...well, duties })).toEqual([
      { about: 'open-fields', names: ['Art. 33 (3)', 'Art. 34 (1)'] },
      { about: 'few-told', names: ['Art. 34 (2 / 1200)'] },
    ]);
  });

  it('names the duties whose warnings nobody answered, and no others', () => {
    const warnings = [warning('Art. 33', true), warning('Art. 34', false), warning('Art. 34', false)];
    expect(adviseOn({ ...well, warnings })).toEqual([{ about: 'silent-warnings', names: ['Art. 34'] }]);
  });

  it('tells who answered late from who never did', () => {
    const notices = [notice('prompt', AT, true), notice('slow', AT, false), notice('silent', null, false)];
    expect(adviseOn({ ...well, notices })).toEqual([
      { about: 'silent-notices', names: ['silent'] },
      { about: 'slow-notices', names: ['slow'] },
    ]);
  });

  it('asks for a decision only once there is an awareness, and for reasons by article', () => {
    expect(adviseOn({ ...well, isDecided: false, thin: ['art34'] })).toEqual([
      { about: 'undecided', names: [] },
      { about: 'thin-reasons', names: ['Art. 34'] },
    ]);
    expect(adviseOn({ ...well, isDecided: false, isAware: false })).toEqual([{ about: 'no-awareness', names: [] }]);
  });

  it('says that it was never closed', () => {
    expect(adviseOn({ ...well, isClosed: false })).toEqual([{ about: 'not-closed', names: [] }]);
  });
});
