import { TocsinError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/time.ts';
import { type Patience, poll } from './poll.ts';

/** The development inbox, read through its HTTP API: where the exercise's counterparties find their mail. */
export type Mailbox = {
  /** The newest mail to `address` since `since` whose text has `mentions`; waits for it as long as `patience` says. */
  waitForMail(search: { address: string; mentions: string; since: Instant }, patience: Patience): Promise<Mail>;
};

type Mail = { subject: string; text: string; time: string };

export function openMailbox(url: string): Mailbox {
  return {
    async waitForMail({ address, mentions, since }, patience) {
      const query = `${url}/api/email?to.address=${encodeURIComponent(address)}`;
      const find = async (): Promise<Mail | null> => {
        const answer = await fetch(query).catch(() => null);
        if (!answer?.ok)
          throw new TocsinError('unavailable', `The development inbox at ${new URL(url).origin} does not answer.`);
        const mails = (await answer.json()) as Mail[];
        return (
          mails.filter((mail) => Date.parse(mail.time) >= Date.parse(since) && mail.text.includes(mentions)).at(-1) ??
          null
        );
      };
      return poll(find, patience, `mail to ${address}`);
    },
  };
}
