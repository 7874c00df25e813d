import MailComposer from 'nodemailer/lib/mail-composer';
import type { Channel, MailMessage, SendResult } from '../channel.ts';
import { parseSmtpUrl, SmtpSession } from './session.ts';

/** Sessions kept open for the next message, at most. */
const IDLE_SESSIONS = 10;

export type EmailOptions = { smtpUrl: string; from: string };

/** E-mail over SMTP: plain text, one recipient a message, sessions re-used. */
export function createEmailChannel(options: EmailOptions): Channel<MailMessage> {
  const server = parseSmtpUrl(options.smtpUrl);
  const idle: SmtpSession[] = [];

  async function session(): Promise<SmtpSession> {
    for (let kept = idle.pop(); kept !== undefined; kept = idle.pop()) if (kept.isUsable()) return kept;
    return SmtpSession.open(server);
  }

  return {
    name: 'email',
    async send(message: MailMessage): Promise<SendResult> {
      const raw = await compose(options.from, message);
      let open: SmtpSession;
      try {
        open = await session();
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? 'error';
        return { status: 'not-sent', detail: `no SMTP session (${code})`, isOutage: true };
      }
      const result = await open.send(addressOf(options.from), message.to.email, raw);
      if (result.status === 'sent' && idle.length < IDLE_SESSIONS) idle.push(open);
      else open.close();
      return result;
    },
    async ping() {
      (await SmtpSession.open(server)).close();
    },
    async close() {
      for (const open of idle.splice(0)) open.close();
    },
  };
}

/** The bytes of a mail (RFC 5322). Header fields are encoded by the composer, so that no value can add one. */
export async function compose(from: string, message: MailMessage): Promise<Buffer> {
  const composer = new MailComposer({
    from,
    to: { name: message.to.name, address: message.to.email },
    subject: message.subject,
    text: message.text,
    messageId: `<${message.id}@${addressOf(from).split('@')[1] ?? 'localhost'}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': message.language },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return new Promise((resolve, reject) => {
    composer.compile().build((error, raw) => (error ? reject(error) : resolve(raw as Buffer)));
  });
}

function addressOf(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
}
