import { createTransport } from 'nodemailer';
import { type DkimKey, parseMailServer } from '../../domain/mail.ts';

/** One letter of the sign-in, in plain text. */
export type Letter = { to: { name: string; email: string }; subject: string; text: string; language: string };

export type Mailer = { send(letter: Letter): Promise<void>; close(): void };

/** Sends every letter it can. @throws the first fault, once all were tried */
export async function sendAll(mailer: Mailer, letters: readonly Letter[]): Promise<void> {
  const outcomes = await Promise.allSettled(letters.map((letter) => mailer.send(letter)));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

const TIMEOUT_MS = 10_000;

type MailerOptions = { smtpUrl: string; from: string; dkim?: DkimKey | null };

/**
 * Mails straight from this process: signing in must not wait for Temporal or a worker. Unlike notices, a link that is
 * lost costs nothing but another click, so there is no ledger.
 */
export function createMailer({ smtpUrl, from, dkim = null }: MailerOptions): Mailer {
  const { user, password: pass, ...server } = parseMailServer(smtpUrl);
  const transport = createTransport({
    ...server,
    ...(user !== '' && { auth: { user, pass } }),
    ...(dkim !== null && { dkim }),
    ...{ connectionTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
  });
  return {
    async send({ to: { name, email: address }, subject, text, language }) {
      await transport.sendMail({
        from,
        to: { name, address },
        subject,
        text,
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    },
    close: () => transport.close(),
  };
}
