import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignPageRequest } from '../../activities/types.ts';
import { QUEUES, WORKFLOWS, workflowId } from '../../workflows/messages.ts';
import { startTimeSkipping, type TimeSkipping } from '../support/timeskipping.ts';

let temporal: TimeSkipping;
beforeAll(async () => {
  temporal = await startTimeSkipping();
});
afterAll(async () => {
  await temporal?.stop();
});

/** Runs a campaign over two pages; `pending` says how many are still to be reached after each pass. */
async function run(breachId: string, pending: (pass: number) => number): Promise<CampaignPageRequest[]> {
  const pages: CampaignPageRequest[] = [];
  let passes = 0;
  temporal.route(breachId, {
    async sendCampaignPage(request) {
      pages.push(request);
      return { next: request.after === 0 ? 200 : null };
    },
    async countCampaign() {
      passes += 1;
      return { total: 300, pending: pending(passes), sent: 299, refused: 1, uncertain: 0 };
    },
  });
  await temporal.env.client.workflow.execute(WORKFLOWS.campaign, {
    workflowId: workflowId.campaign(breachId, 1),
    taskQueue: QUEUES.decisions,
    args: [{ breachId, campaign: 1, listId: 'l1', exercise: null, after: 0, pass: 0 }],
  });
  return pages;
}

describe('a campaign', () => {
  it('whose people are all reached goes over the list once', async () => {
    const pages = await run('TOC-2026-4001', () => 0);
    expect(pages.map((p) => p.after)).toEqual([0, 200]);
  });
  it('tries again, with pauses, whose server said "not now", and goes on to everybody else meanwhile', async () => {
    const pages = await run('TOC-2026-4002', (pass) => (pass < 3 ? 1 : 0));
    expect(pages.map((p) => p.after)).toEqual([0, 200, 0, 200, 0, 200]);
    expect(pages.some((p) => p.isLastPass)).toBe(false);
  });
  it('ends though somebody is never reached: the last pass settles them', async () => {
    const pages = await run('TOC-2026-4003', () => 1);
    expect(pages.filter((p) => p.after === 0).map((p) => p.isLastPass)).toEqual([false, false, false, false, true]);
  });
});
