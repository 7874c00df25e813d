import type { EmailChannel, SendResult } from '../channel.ts';
import { addressOf, compose, prepareMail } from './message.ts';
import { SessionPool } from './pool.ts';
import { parseSmtpUrl } from './server.ts';
import { SmtpSession } from './session.ts';

/** Sessions at once, at most. */
const SESSIONS = 20;
/** What one message may take in all, connecting included. Whoever waits for `send` needs more patience than this. */
export const MESSAGE_MS = 60_000;

export type EmailOptions = { smtpUrl: string; from: string; messageMs?: number };

/** E-mail over SMTP: plain text, one recipient a message, sessions re-used. */
export function createEmailChannel({ smtpUrl, from, messageMs = MESSAGE_MS }: EmailOptions): EmailChannel {
  const server = parseSmtpUrl(smtpUrl);
  const sender = addressOf(from);
  const pool = new SessionPool(SESSIONS);

  async function sendRaw(to: string, raw: Buffer): Promise<SendResult> {
    const kept = await pool.take();
    const signal = AbortSignal.timeout(messageMs);
    let usable = null as SmtpSession | null;
    const offer = async (session: SmtpSession) => {
      const result = await session.send(sender, to, raw, signal);
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
    send: async (message) => sendRaw(message.to.email, await compose(from, message)),
    prepare: (content) => prepareMail(from, content),
    sendRaw,
    async ping() {
      (await SmtpSession.open(server, messageMs)).close();
    },
    async close() {
      pool.close();
    },
  };
}

function noSession(error: unknown): SendResult {
  const { code = 'error', responseCode } = error as { code?: string; responseCode?: number };
  const detail = `no SMTP session (${responseCode ? `SMTP ${responseCode}` : code})`;
  return { status: 'not-sent', detail, isOutage: true, ...(responseCode === 421 && { reason: 'busy' }) };
}
