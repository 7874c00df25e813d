import SMTPConnection, { type SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection';
import type { MailServer } from '../../../domain/mail.ts';
import { shorten } from '../../../domain/shorten.ts';
import type { SendResult } from '../channel.ts';

/** Until the session is set up, so that a server that never greets costs less than a message may take. */
const CONNECT_MS = 10_000;

/** A reply (RFC 5321, 4.2). nodemailer looks at its first digit alone, and takes lines of what is none for several. */
const REPLY = /^[2-5]\d\d(?:[ \r\n-]|$)/;
/** Characters of its words that are kept. */
const RECEIPT = 200;

type Entry = { tnx?: string };
type SmtpError = { code?: string; command?: string; responseCode?: number | false };

/**
 * One SMTP session (RFC 5321). Used below nodemailer's own transport, because only here is it known in which phase an
 * error happened: before the message was written to its last dot (`not-sent`), by a reply (`refused`, `not-sent`), or
 * after the dot without a reply (`uncertain`).
 */
export class SmtpSession {
  #connection: SMTPConnection;
  /** Whether the server said what is no reply, or one too many: what it says from then on may answer anything. */
  #isOutOfStep = false;
  /** Ends what is under way, without an answer. */
  #breakOff = () => this.destroy();
  /** Whether the dot that ends the message was given to the socket: from then on it may have left. */
  #isWritten = false;

  private constructor({ host, port, secure, requireTLS }: MailServer, silenceMs: number) {
    this.#connection = new SMTPConnection({
      ...{ host, port, secure, requireTLS, connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS },
      ...{ socketTimeout: silenceMs, socketCloseTimeout: 0 },
      transactionLog: true,
      logger: {
        info: ({ tnx }: Entry) => {
          // The only word nodemailer says about the end of a message; it is said once the dot is written.
          this.#isWritten ||= tnx === 'message';
          if (tnx === 'message') this.#requireStep(!this.#hasUnreadReply());
        },
        debug: ({ tnx }: Entry, text: string) => {
          if (tnx === 'client') this.#requireStep(!this.#hasUnreadReply());
          if (tnx === 'server') this.#requireStep(REPLY.test(text));
        },
      },
    });
  }

  #requireStep(isInStep: boolean): void {
    if (isInStep) return;
    this.#isOutOfStep = true;
    this.#breakOff();
  }

  /** Whether there is one before it was asked for: nodemailer would take it as the answer to what it says next. */
  #hasUnreadReply(): boolean {
    return (this.#connection as unknown as { _responseQueue: string[] })._responseQueue.length > 0;
  }

  /** Connects and signs in; rejects when that fails, is silent for so many ms, or the signal ends it. */
  static async open(server: MailServer, silenceMs: number, signal?: AbortSignal): Promise<SmtpSession> {
    const session = new SmtpSession(server, silenceMs);
    const { user, password: pass } = server;
    try {
      await session.#step((done) => session.#connection.connect(done), signal);
      if (user !== '') await session.#step((done) => session.#connection.login({ user, pass }, done), signal);
    } catch (error) {
      session.destroy();
      throw error;
    }
    // A connection that breaks while idle tells so at its next use.
    session.#connection.on('error', () => {});
    return session;
  }

  /** One step of opening. A connection that breaks off meanwhile answers no callback, it only emits. */
  async #step(begin: (done: (error?: Error | null) => void) => void, signal?: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const lost = () => reject(Object.assign(new Error('connection lost'), { code: 'ECONNECTION' }));
    const late = () => reject(Object.assign(new Error('took too long'), { code: 'ETIMEDOUT' }));
    this.#connection.on('error', reject).on('end', lost);
    signal?.addEventListener('abort', late);
    try {
      if (signal?.aborted) late();
      else begin((error) => (error ? reject(error) : resolve()));
      await promise;
    } finally {
      this.#connection.off('error', reject).off('end', lost);
      signal?.removeEventListener('abort', late);
    }
  }

  /** Offers one message, until the signal ends it. A session that did not send is of no further use. */
  send(from: string, to: string, raw: Buffer, signal?: AbortSignal): Promise<SendResult> {
    this.#isWritten = false;
    this.#connection.lastServerResponse = false;
    return new Promise((resolve) => {
      const settle = (error: SmtpError | null, info?: SMTPConnectionSendInfo) => {
        signal?.removeEventListener('abort', late);
        if (error === null && this.#isWritten) {
          return resolve({ status: 'sent', receipt: shorten(info?.response ?? '', RECEIPT) });
        }
        resolve(this.#failure(error ?? {}));
        // Answered in the middle of the message: the rest of it must not follow.
        if (!this.#isWritten && error?.code !== 'EENVELOPE') this.destroy();
      };
      const late = () => {
        settle({});
        this.destroy();
      };
      signal?.addEventListener('abort', late);
      this.#breakOff = late;
      this.#connection.send({ from, to: [to] }, raw, settle);
    });
  }

  #failure({ code, command, responseCode }: SmtpError): SendResult {
    // Codes below 400 are no refusal: the server and we are no longer at the same place.
    if (responseCode && responseCode >= 400 && !this.#isOutOfStep) {
      const detail = `SMTP ${responseCode}`;
      // 421 closes the channel for everybody (RFC 5321, 3.8).
      if (responseCode === 421) return { status: 'not-sent', detail, isOutage: true, reason: 'busy' };
      // Said of the sender, before anybody was named.
      if (command === 'MAIL FROM') return { status: 'not-sent', detail, isOutage: true };
      return responseCode >= 500 ? { status: 'refused', detail } : { status: 'not-sent', detail, isOutage: false };
    }
    if (code === 'EENVELOPE' && command === 'API') return { status: 'refused', detail: 'not an address' };
    const reason = 'connection-lost';
    if (this.#isWritten) return { status: 'uncertain', detail: 'connection lost before the reply', reason };
    // Whoever took the sender is not away for everybody: it may be this one's mail that it is silent about.
    const isOutage = this.#connection.lastServerResponse === false;
    return { status: 'not-sent', detail: 'connection lost before the end of the message', isOutage, reason };
  }

  /** Whether the session can take another message. */
  isUsable(): boolean {
    return !this.#connection.destroyed;
  }

  /** Takes leave of the server. */
  close(): void {
    this.#connection.quit();
  }

  /** Drops the connection, with whatever is not yet written. */
  destroy(): void {
    this.#connection.close();
  }
}
