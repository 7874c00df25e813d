import { expect, it } from '@jest/globals';
import type { LedgerRequest } from '../../activities/types.ts';
import type { Counts } from '../../domain/communication/standing.ts';
import { HOUR_MS, toMs } from '../../domain/time.ts';
import { createGateway } from '../../intake/gateway.ts';
import { breachStarter } from '../support/breach-run.ts';
import { releaseOf } from '../support/memory-with-release.ts';
import { PagedWithDuties } from '../support/paged.ts';
import { until } from '../support/until.ts';
import { useTimeSkipping } from '../support/use-time-skipping.ts';

/** What the breach hears of letters once their communication has nothing left to send. */

const time = useTimeSkipping();
const start = breachStarter(time, 7_000);
const LADDER = [
  '0 dpo clock-started',
  '8 dpo+on-duty 4-hours-left',
  '12 deputy+dpo+on-duty overdue',
  '24 deputy+dpo overdue-12-hours',
];

/** One campaign of four letters, of which as many as are named end otherwise than sent. */
class WithLetters extends PagedWithDuties {
  ended: Pick<Counts, 'refused' | 'uncertain'> = {};
  /** Pages of the campaign's ledger that others wrote. */
  written = 0;
  override countLedger = async (request: LedgerRequest) => {
    if (request.communication === 'notices') return this.notices.standing(await time.now());
    const { total, left } = this.letters;
    const { refused = 0, uncertain = 0 } = this.ended;
    const done = { ...this.ended, sent: total - refused - uncertain };
    const counts = left > 0 ? { total, pending: left } : { total, ...done };
    const head = { page: total - left + this.written, hash: '' };
    return { counts, head, nextAt: left > 0 ? await time.now() : null, misuse: [] };
  };
}

async function confirmed() {
  const memory = new WithLetters(time.now);
  memory.letters = { total: 4, left: 4 };
  const breach = await start(memory);
  await breach.ask({ type: 'record-awareness', awareAt: breach.at, reasons: '' });
  const gateway = createGateway(time.env.client, Date.now);
  const nudge = (name: 'notices' | 'campaign/1') => gateway.nudge(breach.breachId, name, async () => memory.state());
  return { ...breach, memory, nudge };
}

async function campaignThatEnded(ended: WithLetters['ended']) {
  const breach = await confirmed();
  const { memory, ask } = breach;
  memory.ended = ended;
  await ask({ type: 'draft-campaign', campaign: 1, listId: 'l1', recipients: 4, contentHash: 'h' });
  memory.beganAt = toMs(await time.now());
  await ask({ type: 'approve-campaign', campaign: 1, contentHash: 'h', reasons: '' });
  await until(() => memory.state().campaigns[0]?.status === 'finished', 'the last letter');
  const kind = ended.refused === undefined ? 'uncertain' : 'unreached';
  const target = () => memory.state().targets?.[`organisation-letters-${kind}-1`];
  await until(() => target() !== undefined, 'the target');
  return { ...breach, target };
}

it('letters to people that were refused are warned of until somebody says how they were reached', async () => {
  const { memory, ask, handle, target } = await campaignThatEnded({ refused: 2 });
  await time.sleep(80 * HOUR_MS);
  expect(memory.hoursOf('letters-unreached')).toEqual(LADDER);
  await ask({ type: 'settle-signs', sign: 'unreached', count: 2, campaign: 1, reasons: 'Told by telephone.' });
  expect(target()).toMatchObject({ status: 'met' });
  await handle.terminate();
});

it('letters to people that may have left are warned of, and no more often than the ladder says', async () => {
  const { memory, handle } = await campaignThatEnded({ uncertain: 2 });
  await time.sleep(80 * HOUR_MS);
  expect(memory.hoursOf('letters-uncertain')).toEqual(LADDER);
  await handle.terminate();
});

it('that such letters arrived ends the warnings, though all was sent and the campaign has finished', async () => {
  const { memory, handle, target, nudge } = await campaignThatEnded({ uncertain: 2 });
  await time.sleep(9 * HOUR_MS);
  memory.ended = {};
  memory.written = 1;
  await nudge('campaign/1');
  await until(() => target()?.status === 'met', 'the breach to hear of it');
  await time.sleep(80 * HOUR_MS);
  expect(memory.hoursOf('letters-uncertain')).toEqual(LADDER.slice(0, 2));
  expect(memory.state()).toMatchObject({
    campaigns: [{ status: 'finished' }],
    communications: { 'campaign/1': { status: 'finished', counts: { total: 4, sent: 4 } } },
  });
  await handle.terminate();
});

it('an answer to notices that were stopped is heard: DPO and deputy are told of misuse; nothing is sent', async () => {
  const { memory, ask, handle, nudge } = await confirmed();
  await until(() => memory.state().communications.notices !== undefined, 'the plan');
  await ask({ type: 'take' });
  await ask(releaseOf(memory.state()));
  await until(() => memory.sent.length > 0, 'the first letter');
  await ask({ type: 'stop-communication', communication: 'notices', reasons: 'Wrong text.' });
  await time.sleep(HOUR_MS);
  memory.notices.acknowledge('fjord', await time.now(), { holdsData: 'yes', misuse: 'yes', answeredBy: 'Ada' });
  await nudge('notices');
  await until(() => memory.state().targets?.['organisation-misuse'] !== undefined, 'the target');
  await time.sleep(HOUR_MS);
  expect(memory.misuse).toHaveLength(1);
  expect(memory.sent).toHaveLength(1);
  expect(memory.state().communications.notices).toMatchObject({ status: 'stopped', answers: { misuse: 1 } });
  await handle.terminate();
});
