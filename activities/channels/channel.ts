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

export type SendResult =
  | { status: 'sent'; receipt: string }
  /** `isOutage`: the server is away for everybody; else it was only this message that was not taken now. */
  | { status: 'not-sent'; detail: string; isOutage: boolean }
  | { status: 'refused'; detail: string }
  | { status: 'uncertain'; detail: string };

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

export type ChatMessage = { channel: string; text: string };
