import { describe, expect, it } from '@jest/globals';
import { bothMarks } from '../../domain/alerts/marks.ts';
import { someFinding, someTouched } from '../../test/support/some-finding.ts';
import type { Finding } from '../finding.ts';
import { createMarking } from './relatives.ts';
import { isChain, stageOf } from './tactics.ts';

const resource = { kind: 'host' as const, names: ['web-1'], region: null, account: null, tags: [], dataClasses: [] };

describe('what a finding is compared by', () => {
  const marksOf = createMarking({ common: ['root', '10.0.0.0/8'] });

  it('is in one form, without what everybody has in common', () => {
    const finding: Finding = {
      ...someFinding(),
      actor: {
        users: ['Anna@Example.org', 'anna@example.org', 'ROOT'],
        ips: ['10.4.0.9', '::ffff:198.51.100.7'],
        processes: ['bash'],
      },
      resources: [
        { ...resource, account: '123456789012' },
        { ...resource, kind: 'tenant', names: ['ACME'] },
      ],
      tactics: ['TA0007', 'T1530', 'Exfiltration'],
    };
    expect(marksOf(finding, [someTouched()])).toEqual({
      ...{
        system: ['tickets'],
        resource: [],
        user: ['anna@example.org'],
        ip: ['198.51.100.7'],
        account: ['123456789012', 'acme'],
      },
      stage: 12,
    });
  });

  it('is the thing that it names, where the register does not have it', () => {
    const finding = { ...someFinding(), resources: [{ ...resource, names: ['WEB-1'] }] };
    expect(marksOf(finding, []).resource).toEqual(['web-1']);
  });

  it('is limited, however much a finding names', () => {
    const users = Array.from({ length: 200 }, (_, n) => `user-${n}`);
    const marks = marksOf({ ...someFinding(), actor: { users, ips: [], processes: [] } }, []);
    expect(marks.user).toHaveLength(20);
    expect(bothMarks({ ...marks, user: ['anna'] }, marks).user).toEqual(['anna', ...marks.user.slice(0, 19)]);
  });
});

describe('tactics', () => {
  it.each([
    [['Initial Access'], 2],
    [['credential-access', 'InitialAccess'], 7],
    [['TA0040'], 13],
    [['T1486', 'something of ours'], null],
  ])('%j', (tactics, stage) => {
    expect(stageOf(tactics)).toBe(stage);
  });

  it('are a chain where one of two reaches the goal that the other is on the way of', () => {
    expect([isChain(2, 12), isChain(12, 2), isChain(2, 8), isChain(12, 12), isChain(null, 12)]).toEqual([
      ...[true, true, false, false, false],
    ]);
  });
});
