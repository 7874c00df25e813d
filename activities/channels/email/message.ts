import MailComposer from 'nodemailer/lib/mail-composer';
import { encodeWord, foldLines } from 'nodemailer/lib/mime-funcs';
import MimeNode from 'nodemailer/lib/mime-node';
import { encode, wrap } from 'nodemailer/lib/qp';
import { addressOf } from '../../../domain/mail.ts';
import { headerText } from '../../../domain/notices/render.ts';
import type { MailContent, MailMessage, MailReader } from '../channel.ts';

const LINE_END = /\r\n|\r|\n/;

/** Who a mail is from, and where a reply to it goes: to the same where it is left out. */
export type Origin = { from: string; replyTo?: string };

/** The bytes of a mail (RFC 5322). Header fields are encoded by the composer, so that no value can add one. */
export async function compose({ from, replyTo }: Origin, message: MailMessage): Promise<Buffer> {
  const composer = new MailComposer({
    from,
    ...(replyTo !== undefined && { replyTo }),
    to: { name: message.to.name, address: message.to.email },
    subject: asWritten(message.subject),
    text: message.text,
    messageId: messageId(from, message.id),
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': message.language },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return new Promise((resolve, reject) => {
    composer.compile().build((error, raw) => (error ? reject(error) : resolve(raw as Buffer)));
  });
}

/**
 * The same bytes for many readers of one content, composed once: for each of them only what differs is encoded, the
 * fields To, Message-ID and Date and the lines with the name. The encoders are the composer's own.
 */
export function prepareMail(
  { from, replyTo = '' }: Origin,
  { subject, pieces, language }: MailContent,
): (reader: MailReader) => Buffer {
  const node = new MimeNode('text/plain');
  type Value = Parameters<typeof node.encodeHeaderValue>[1];
  const field = (key: string, value: Value) => {
    const encoded = node.encodeHeaderValue(key, value);
    return encoded.trim() === '' ? '' : `${foldLines(`${key}: ${encoded}`)}\r\n`;
  };
  const fixed = [
    ...[field('From', from), field('Reply-To', replyTo), field('Subject', asWritten(subject))],
    ...[field('Auto-Submitted', 'auto-generated'), field('Content-Language', language)],
    'Content-Transfer-Encoding: quoted-printable\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n',
  ].join('');
  const body = encodePieces(pieces);
  return ({ name, email, id }) => {
    const to = field('To', { name, address: email });
    const own = `${to}${field('Message-ID', messageId(from, id))}${field('Date', new Date())}`;
    return Buffer.from(`${fixed}${own}\r\n${body(headerText(name))}`);
  };
}

/** In an encoded word (RFC 2047) of at most so many characters. */
const WORD = 52;

/** A text that has an encoded word in it already, encoded once more: the composer leaves one, and readers decode it. */
function asWritten(text: string): string {
  return text.includes('=?') ? encodeWord(text, 'Q', WORD) : text;
}

/** Quoted-printable (RFC 2045, 6.7) of the pieces with a value between them; lines without it are encoded once. */
function encodePieces(pieces: readonly string[]): (value: string) => string {
  const lines: string[][] = [];
  for (const [n, piece] of pieces.entries()) {
    const [first = '', ...rest] = piece.split(LINE_END);
    const open = n === 0 ? undefined : lines.at(-1);
    if (open === undefined) lines.push([first]);
    else open.push(first);
    for (const line of rest) lines.push([line]);
  }
  // A text that ends its last line has an empty one after it.
  if (lines.at(-1)?.join('') === '' && lines.at(-1)?.length === 1) lines.pop();
  const encodeLine = (line: string) => `${wrap(encode(line))}\r\n`;
  const encoded = lines.map((line) => (line.length === 1 ? encodeLine(line.join('')) : line));
  return (value) => encoded.map((line) => (typeof line === 'string' ? line : encodeLine(line.join(value)))).join('');
}

function messageId(from: string, id: string): string {
  return `<${id}@${addressOf(from).split('@')[1] ?? 'localhost'}>`;
}
