import type { ChatButton } from '../../domain/chat/buttons.ts';

/**
 * A way out of the company. Each answers in the same four words, and never throws for what a server or network did:
 * `not-sent` means surely not handed over (try again), `refused` for good, `uncertain` may have left.
 */
export interface Channel<Message> {
  readonly name: string;
  send(message: Message): Promise<SendResult>;
  /** Throws when the channel cannot be reached now. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** E-mail, which also sends one content to many without composing it for each of them. */
export interface EmailChannel extends Channel<MailMessage> {
  /** The bytes of one content for any number of people; throws nothing for what a name contains. */
  prepare(content: MailContent): (person: MailReader) => Buffer;
  /** Sends bytes as `prepare` made them, to one address. */
  sendRaw(to: string, raw: Buffer): Promise<SendResult>;
}

export type SendResult =
  | { status: 'sent'; receipt: string }
  /** `isOutage`: the server is away for everybody; else it was only this message that was not taken now. */
  | { status: 'not-sent'; detail: string; isOutage: boolean; reason?: 'busy' | 'connection-lost' | 'not-encrypted' }
  | { status: 'refused'; detail: string }
  | { status: 'uncertain'; detail: string; reason?: 'connection-lost' };

export type MailMessage = {
  to: { name: string; email: string };
  subject: string;
  /** Plain text. */
  text: string;
  /** Stable per delivery, so that a mail seen twice can be told by its Message-ID. */
  id: string;
  /** A notice is answered by its link, a warning by acting: neither wants an out-of-office reply (RFC 3834). */
  language: string;
};

/** What many get: plain text in pieces, between which the reader's name goes. */
export type MailContent = { subject: string; pieces: readonly string[]; language: string };

/** Who gets it, and the `id` of this mail as in `MailMessage`. */
export type MailReader = { name: string; email: string; id: string };

/** `buttons`: under the text, where the chat tells us of who presses them. */
export type ChatMessage = { channel: string; text: string; buttons?: readonly ChatButton[] };
