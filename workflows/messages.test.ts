import { describe, expect, it } from '@jest/globals';
import { parseWorkflowId, type WorkflowRef, workflowId } from './messages.ts';

describe('a workflow id', () => {
  it.each<[string, WorkflowRef]>([
    [workflowId.breach('TOC-2026-0001'), { kind: 'breach', breachId: 'TOC-2026-0001' }],
    [workflowId.clocks('TOC-2026-0001'), { kind: 'clocks', breachId: 'TOC-2026-0001' }],
    [
      workflowId.obligation('TOC-2026-0001', 'gdpr-art33-1-authority'),
      { kind: 'obligation', breachId: 'TOC-2026-0001', obligation: 'gdpr-art33-1-authority' },
    ],
    [workflowId.notice('EX-2026-0002', 'fjord'), { kind: 'notice', breachId: 'EX-2026-0002', counterparty: 'fjord' }],
    [workflowId.clocks('TOC-2026-0001'), { kind: 'clocks', breachId: 'TOC-2026-0001' }],
    [
      workflowId.communication('TOC-2026-0001', 'notices'),
      { kind: 'communication', breachId: 'TOC-2026-0001', communication: 'notices' },
    ],
    [
      workflowId.communication('TOC-2026-0001', 'campaign/12'),
      { kind: 'communication', breachId: 'TOC-2026-0001', communication: 'campaign/12' },
    ],
  ])('%s says everything', (id, ref) => {
    expect(parseWorkflowId(id)).toEqual(ref);
  });
  it.each([
    '',
    'breach',
    'breach/',
    'other/x',
    'breach/a/unknown/b',
    'breach/a/obligation',
    'breach/a/campaign/0',
    'breach/a/campaign/01',
    'breach/a/clocks/b',
    'breach/a/notices/b',
    'breach/a/notice/b/c',
  ])('%j is none of ours', (id) => {
    expect(parseWorkflowId(id)).toBeNull();
  });
});
