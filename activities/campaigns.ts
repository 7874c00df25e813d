import { heartbeat } from '@temporalio/activity';
import { TocsinError } from '../domain/errors.ts';
import { fillLetter } from '../domain/notices/letter.ts';
import type { Instant } from '../domain/time.ts';
import { type Campaign, readCampaign } from '../store/campaigns.ts';
import {
  claimRecipients,
  countRecipients,
  pageOfRecipients,
  type Recipient,
  releaseRecipient,
  settleLeftovers,
  settleRecipient,
} from '../store/recipients.ts';
import type { Store } from '../store/store.ts';
import type { Channel, MailMessage, SendResult } from './channels/channel.ts';
import type { Channels } from './channels/registry.ts';
import { asActivity, notSent } from './failures.ts';
import type { CampaignActivities } from './types.ts';

const PAGE = 200;
/** Messages under way at once: as many may end `uncertain` when the process is killed. */
const LANES = 8;
const BEAT_MS = 5_000;

type Deps = { store: Store; channels: Channels; clock: () => Instant };

/** Letters to people concerned, one mail each, with a ledger entry per person. */
export function createCampaignActivities({ store, channels, clock }: Deps): CampaignActivities {
  return {
    sendCampaignPage: ({ breachId, campaign: number, listId, after, isLastPass, exercise }) =>
      asActivity(async () => {
        const campaign = await readCampaign(store, breachId, number);
        if (campaign === null) throw new TocsinError('not-found', `Campaign ${number} of ${breachId} has no content.`);
        // Whatever an attempt before this one left half-done may have left the house: never sent again by itself.
        await settleLeftovers(store, listId, clock());
        const page = await pageOfRecipients(store, listId, after, PAGE);
        const waiting = page.filter((person) => person.status === 'pending');
        const email = channels.email(exercise !== null);
        const outages: string[] = [];
        const lane = async () => {
          for (let person = waiting.shift(); person !== undefined && outages.length === 0; person = waiting.shift()) {
            const result = await sendTo(campaign, person, email, exercise !== null, isLastPass);
            if (result?.status === 'not-sent' && result.isOutage) outages.push(result.detail);
          }
        };
        // By a timer: one slow server must not make the activity look dead while it still sends.
        const beat = setInterval(() => heartbeat(), BEAT_MS);
        try {
          const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
          const failed = lanes.find((l) => l.status === 'rejected');
          if (failed !== undefined) throw failed.reason;
        } finally {
          clearInterval(beat);
        }
        if (outages[0] !== undefined) throw notSent(outages[0]);
        return { next: page.length < PAGE ? null : (page.at(-1)?.n ?? null) };
      }),
    countCampaign: ({ listId }) =>
      asActivity(async () => {
        const { total, pending, sent, refused, uncertain } = await countRecipients(store, listId);
        return { total, pending, sent, refused, uncertain };
      }),
  };

  /** Null where somebody else has claimed the person. One whose server says "not now" stays pending for another pass. */
  async function sendTo(
    campaign: Campaign,
    person: Recipient,
    email: Channel<MailMessage>,
    isDrill: boolean,
    isLastPass: boolean,
  ): Promise<SendResult | null> {
    const { listId } = campaign;
    const [claimed] = await claimRecipients(store, listId, [person.n], clock());
    if (claimed === undefined) return null;
    const result = await email.send(letter(campaign, person, isDrill));
    if (result.status !== 'not-sent') await settleRecipient(store, listId, person.n, result.status, clock());
    else if (isLastPass && !result.isOutage) await settleRecipient(store, listId, person.n, 'refused', clock());
    else await releaseRecipient(store, listId, person.n);
    return result;
  }
}

/** The approved content, to one person. */
export function letter(campaign: Campaign, person: Recipient, isDrill: boolean): MailMessage {
  return {
    ...fillLetter(campaign, person.name, isDrill),
    to: { name: person.name, email: person.email },
    id: `${campaign.breachId}.campaign.${campaign.number}.${person.n}`,
    language: person.language,
  };
}
