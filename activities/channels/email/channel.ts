import { addressOf, type DkimKey, parseMailServer } from '../../../domain/mail.ts';
import type { EmailChannel, SendResult } from '../channel.ts';
import { compose, type Origin, prepareMail } from './message.ts';
import { SessionPool } from './pool.ts';
import { SmtpSession } from './session.ts';
import { signerOf } from './signature.ts';

/** Sessions at once, at most. */
const SESSIONS = 20;
/** What one message may take in all, connecting included. Whoever waits for `send` needs more patience than this. */
export const MESSAGE_MS = 60_000;

export type EmailOptions = Origin & { smtpUrl: string; dkim?: DkimKey | null; messageMs?: number };

/** E-mail over SMTP: plain text, one recipient a message, signed where there is a key, sessions re-used. */
export function createEmailChannel(options: EmailOptions): EmailChannel {
  const { smtpUrl, from, dkim = null, messageMs = MESSAGE_MS } = options;
  const server = parseMailServer(smtpUrl);
  const sign = dkim === null ? null : signerOf(dkim);
  const sender = addressOf(from);
  const pool = new SessionPool(SESSIONS);

  async function sendRaw(to: string, raw: Buffer): Promise<SendResult> {
    const kept = await pool.take();
    const signal = AbortSignal.timeout(messageMs);
    let usable = null as SmtpSession | null;
    const offer = async (session: SmtpSession) => {
      const result = await session.send(sender, to, sign === null ? raw : await sign(raw), signal);
      if (result.status === 'sent') usable = session;
      else session.close();
      return result;
    };
    try {
      const result = kept === null ? null : await offer(kept);
      // A kept session may end for its age or its number of messages: only a fresh one tells what the server does.
      const isOver = result?.status === 'not-sent' && result.isOutage && !signal.aborted;
      return result === null || isOver ? await offer(await SmtpSession.open(server, messageMs, signal)) : result;
    } catch (error) {
      return noSession(error);
    } finally {
      pool.give(usable);
    }
  }

  return {
    name: 'email',
    send: async (message) => sendRaw(message.to.email, await compose(options, message)),
    prepare: (content) => prepareMail(options, content),
    sendRaw,
    async ping() {
      (await SmtpSession.open(server, messageMs)).close();
    },
    async close() {
      pool.close();
    },
  };
}

type SessionError = { code?: string; originalCode?: string; command?: string; responseCode?: number };

function noSession(error: unknown): SendResult {
  const { code = 'error', originalCode = code, command, responseCode } = error as SessionError;
  const why = responseCode ? `SMTP ${responseCode}` : originalCode;
  const common = { status: 'not-sent', isOutage: true } as const;
  if (responseCode === 421) return { ...common, detail: `no SMTP session (${why})`, reason: 'busy' };
  // EHLO fails the session only where TLS must follow it.
  if (code === 'ETLS' || command === 'EHLO') {
    const detail = `the mail server did not encrypt the connection (STARTTLS: ${why}), so nothing was sent to it`;
    return { ...common, detail, reason: 'not-encrypted' };
  }
  return { ...common, detail: `no SMTP session (${why})` };
}
