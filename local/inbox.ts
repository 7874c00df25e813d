/**
 * The development inbox, a process of its own: receives every mail, shows it on a web page and keeps it on disk. The
 * stand-in for Slack runs beside it and mails each message to `<channel>@slack.invalid`: one place to look.
 * Started by `mail.ts`.
 */
import { MailDev } from 'maildev';
import { createTransport } from 'nodemailer';
import { type InboxSettings, settingsVariable } from './mail.ts';
import { keepToOwner } from './only-owner.ts';
import { type SlackMessage, startSlack } from './slack.ts';

/** More mails than this are not kept; the oldest go first. */
const mostMails = 5_000;

const host = '127.0.0.1';
const settings: InboxSettings = JSON.parse(process.env[settingsVariable] ?? '{}');

const inbox = new MailDev({
  smtp: settings.smtpPort,
  ip: host,
  web: settings.webPort,
  webIp: host,
  basePathname: settings.path,
  mailDirectory: settings.folder,
  maxEmails: mostMails,
  silent: true,
});

const transport = createTransport({ host, port: settings.smtpPort, secure: false, ignoreTLS: true });

async function showInInbox({ channel, text, blocks }: SlackMessage): Promise<void> {
  await transport.sendMail({
    from: 'Slack stand-in <tocsin@slack.invalid>',
    to: `${channel}@slack.invalid`,
    subject: `#${channel}: ${text.split('\n')[0]?.slice(0, 120) || 'a message made of blocks'}`,
    text: blocks.length ? `${text}\n\nBlocks:\n${JSON.stringify(blocks, null, 2)}` : text,
  });
}

async function stop(): Promise<void> {
  // Open browser pages hold their connections; they must not hold up the end.
  setTimeout(() => process.exit(0), 1_000).unref();
  transport.close();
  await inbox.stop();
  process.exit(0);
}

process.once('SIGTERM', () => void stop());
process.once('disconnect', () => void stop());

const { api } = await inbox.start();
if (api) keepToOwner(api.server.server, settings.webPort, settings.path);
if (settings.slack) await startSlack({ ...settings.slack, onMessage: showInInbox });
process.send?.({ ready: true });
