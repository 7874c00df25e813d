import { headText } from '../../domain/audit/chain.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { EmailChannel } from '../channels/channel.ts';
import type { AnchorPlace } from './place.ts';

/** A mailbox, best one outside of the organisation: the head is the subject, its time-stamp token the text. */
export function createMailbox(email: string, channel: EmailChannel): AnchorPlace {
  return {
    name: 'mail',
    async keep(head, token) {
      const text = [
        'The head of the journal of Tocsin. Keep this mail: it shows later whether the record was changed.',
        'How to check it: docs/anchoring.md.',
        '',
        `head ${headText(head)}`,
        ...(token === null ? ['No time-stamping authority has stamped it.'] : ['', ...armoured(token)]),
        '',
      ].join('\n');
      const id = `anchor.${head.seq}.${head.hash.slice(0, 16)}${token === null ? '' : '.stamped'}`;
      const subject = `Tocsin journal ${headText(head)}`;
      const result = await channel.send({ to: { name: 'Tocsin journal', email }, subject, text, id, language: 'en' });
      if (result.status === 'sent' || result.status === 'uncertain') return;
      throw new TocsinError('unavailable', `The mail of the journal's head was not taken (${result.detail}).`);
    },
  };
}

/** As RFC 7468 writes what has no label of its own; `openssl ts` reads it without its first and last line. */
function armoured(token: Uint8Array): string[] {
  const lines = Buffer.from(token)
    .toString('base64')
    .match(/.{1,64}/g);
  return ['-----BEGIN TIMESTAMP TOKEN-----', ...(lines ?? []), '-----END TIMESTAMP TOKEN-----'];
}
