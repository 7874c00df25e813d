import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { SEARCH_ATTRIBUTES } from '../../workflows/search-attributes.ts';
import { startTimeSkipping, type TimeSkipping } from '../support/timeskipping.ts';

let temporal: TimeSkipping;
beforeAll(async () => {
  temporal = await startTimeSkipping();
});
afterAll(() => temporal.stop());

describe('what a workflow notes of itself', () => {
  it('stands on it, and goes to Temporal only where it changed', async () => {
    const { client, nativeConnection: connection } = temporal.env;
    const workflowsPath = fileURLToPath(new URL('noting.ts', import.meta.url));
    const worker = await Worker.create({ connection, taskQueue: 'noting', workflowsPath });
    const handle = await worker.runUntil(async () => {
      const started = await client.workflow.start('noting', { workflowId: 'noting', taskQueue: 'noting' });
      await started.result();
      return started;
    });
    const { typedSearchAttributes: noted } = await handle.describe();
    const { status, breach, blocked } = SEARCH_ATTRIBUTES;
    expect([noted.get(status), noted.get(breach), noted.get(blocked)]).toEqual(['open', 'TOC-2026-0001', true]);
    const { events = [] } = await handle.fetchHistory();
    expect(events?.filter((event) => event.upsertWorkflowSearchAttributesEventAttributes)).toHaveLength(2);
  });
});
