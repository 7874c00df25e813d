import { describe, expect, it } from '@jest/globals';
import { readUserLines, type UserLine } from './rows.ts';

const line = (n: number, name: string, email: string, role: string): UserLine => ({ line: n, name, email, role });

describe('a list of users', () => {
  it('adds whoever is not there yet, and counts who is', () => {
    const read = readUserLines(
      [
        line(2, ' Ines Ahrens ', 'Ines@nordlys.no', 'Responder'),
        line(3, 'Kari', 'kari@nordlys.no', 'DPO'),
        line(4, 'Ola', 'ola@nordlys.no', 'reporter'),
      ],
      new Map([['kari@nordlys.no', 'dpo']]),
    );
    expect(read).toEqual({
      rows: [
        { name: 'Ines Ahrens', email: 'Ines@nordlys.no', role: 'responder' },
        { name: 'Ola', email: 'ola@nordlys.no', role: 'reporter' },
      ],
      there: 1,
      faults: [],
    });
  });

  it('says all that is wrong at once, each with its line and column', () => {
    const { rows, faults } = readUserLines(
      [
        line(2, 'Ines', 'ines@nordlys.no', 'responder'),
        line(3, '', 'nobody', 'chief'),
        line(4, 'Ines again', ' INES@nordlys.no', 'reporter'),
        line(5, 'Kari', 'kari@nordlys.no', 'administrator'),
        line(6, 'A system', 'siem@nordlys.no', 'alert-source'),
      ],
      new Map([['kari@nordlys.no', 'dpo']]),
    );
    expect(rows).toHaveLength(1);
    expect(faults.map(({ line: n, column, fault, value, first }) => [n, column, fault, value, first])).toEqual([
      [3, 'name', 'name', '', null],
      [3, 'email', 'email', '', null],
      [3, 'role', 'role', 'chief', null],
      [4, 'email', 'doubled', '', 2],
      [5, 'role', 'other-role', 'dpo', null],
      [6, 'role', 'role', 'alert-source', null],
    ]);
  });

  it('takes roles as the pages call them, in any case and spacing, and no other word', () => {
    const words = [['dpo', 'Datenschutzbeauftragte Person'] as const, ['auditor', 'Prüfung'] as const];
    const { rows, faults } = readUserLines(
      [
        line(2, 'Kari', 'kari@nordlys.no', ' datenschutzbeauftragte  person'),
        line(3, 'Liv', 'liv@nordlys.no', 'PRU\u0308FUNG'),
        line(4, 'Ola', 'ola@nordlys.no', 'reporter'),
        line(5, 'Ada', 'ada@nordlys.no', 'Chefin'),
      ],
      new Map(),
      words,
    );
    expect(rows.map(({ role }) => role)).toEqual(['dpo', 'auditor', 'reporter']);
    expect(faults).toMatchObject([{ line: 5, column: 'role', value: 'Chefin' }]);
  });

  it('is empty where nobody stands in it', () => {
    expect(readUserLines([], new Map())).toEqual({ rows: [], there: 0, faults: [] });
  });
});
