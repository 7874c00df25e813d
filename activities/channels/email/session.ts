import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SendResult } from '../channel.ts';

const CONNECT_MS = 10_000;
const REPLY_MS = 30_000;

export type SmtpServer = { host: string; port: number; secure: boolean; user: string; password: string };

/** Reads `smtp://user:password@host:port` or `smtps://…`. */
export function parseSmtpUrl(text: string): SmtpServer {
  const url = new URL(text);
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}

/**
 * One SMTP session (RFC 5321). Used below nodemailer's own transport, because only here is it known in which phase an
 * error happened: before the message was offered (`not-sent`), by a reply (`refused`, `not-sent`), or in between.
 */
export class SmtpSession {
  #connection: SMTPConnection;

  private constructor(connection: SMTPConnection) {
    this.#connection = connection;
  }

  /** Connects and signs in; rejects when that fails. */
  static async open(server: SmtpServer): Promise<SmtpSession> {
    const { host, port, secure, user, password } = server;
    const timeouts = { connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS, socketTimeout: REPLY_MS };
    const connection = new SMTPConnection({ host, port, secure, ...timeouts });
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    // A connection that breaks while idle tells so at its next use.
    connection.on('error', () => {});
    if (user !== '') {
      await new Promise<void>((resolve, reject) => {
        connection.login({ user, pass: password }, (error) => (error ? reject(error) : resolve()));
      });
    }
    return new SmtpSession(connection);
  }

  /** Offers one message. Without a reply to it, it may have left: `uncertain`. */
  send(from: string, to: string, raw: Buffer): Promise<SendResult> {
    return new Promise((resolve) => {
      const lost = () => resolve({ status: 'uncertain', detail: 'connection lost before the reply' });
      this.#connection.once('end', lost);
      this.#connection.send({ from, to: [to] }, raw, (error, info) => {
        this.#connection.off('end', lost);
        if (!error) return resolve({ status: 'sent', receipt: info?.response.slice(0, 200) ?? '' });
        const code = error.responseCode;
        if (code === undefined) return lost();
        const detail = `SMTP ${code}`;
        // 421 closes the channel for everybody (RFC 5321, 4.2.1).
        resolve(code >= 500 ? { status: 'refused', detail } : { status: 'not-sent', detail, isOutage: code === 421 });
      });
    });
  }

  /** Whether the session can take another message. */
  isUsable(): boolean {
    return !this.#connection.destroyed;
  }

  close(): void {
    this.#connection.quit();
  }
}
