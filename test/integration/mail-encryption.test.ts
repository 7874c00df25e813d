import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { SendResult } from '../../activities/channels/channel.ts';
import { createEmailChannel } from '../../activities/channels/email/channel.ts';
import { createMailer } from '../../api/sign-in/mail.ts';
import type { DkimKey } from '../../domain/mail.ts';
import { makeCertificate, trust } from '../support/certificate.ts';
import { dkimProblems } from '../support/dkim.ts';

const FROM = 'Tocsin für Fjörd <tocsin@example.org>';
const certificate = makeCertificate();
let distrust: () => void;
beforeAll(() => {
  distrust = trust(certificate);
});
afterAll(() => distrust());

type Heard = { passwords: string[]; mails: { raw: Buffer; secure: boolean }[] };

/** A mail server that takes any password, over a clear connection too, and what came to it. */
async function listen(options: SMTPServerOptions = {}): Promise<Heard & { address: string; stop(): Promise<void> }> {
  const heard: Heard = { passwords: [], mails: [] };
  const server = new SMTPServer({
    ...{ authOptional: true, allowInsecureAuth: true, logger: false, ...certificate, ...options },
    onAuth({ password }, _session, done) {
      heard.passwords.push(password ?? '');
      done(null, { user: 'tocsin' });
    },
    onData(stream, { secure }, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        heard.mails.push({ raw: Buffer.concat(parts), secure });
        done();
      });
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = `127.0.0.1:${((server.server as Server).address() as AddressInfo).port}`;
  return { ...heard, address, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

const letter = {
  to: { name: 'Zoë', email: 'zoe@people.example' },
  subject: 'Übung',
  text: `Ein Satz. ${'Wörter '.repeat(40)}\n\n.\n  eingerückt \n`,
  language: 'de',
};

/** The two ways by which mail leaves, each answering what became of a letter. */
const WAYS: [string, (smtpUrl: string, dkim?: DkimKey) => Promise<SendResult['status']>][] = [
  [
    'the worker',
    async (smtpUrl, dkim) => {
      const channel = createEmailChannel({ smtpUrl, from: FROM, ...(dkim && { dkim }) });
      const { status } = await channel.send({ ...letter, id: 'letter.1' });
      await channel.close();
      return status;
    },
  ],
  [
    'the sign-in',
    async (smtpUrl, dkim) => {
      const mailer = createMailer({ smtpUrl, from: FROM, ...(dkim && { dkim }) });
      const sent = mailer.send(letter).then(
        () => 'sent' as const,
        () => 'not-sent' as const,
      );
      return sent.finally(() => mailer.close());
    },
  ],
];

describe.each(WAYS)('mail of %s', (_way, send) => {
  it('is encrypted wherever the server offers it', async () => {
    const server = await listen();
    expect(await send(`smtp://${server.address}`)).toBe('sent');
    expect(server.mails).toMatchObject([{ secure: true }]);
    await server.stop();
  });

  it('signs in over an encrypted connection', async () => {
    const server = await listen();
    expect(await send(`smtp://tocsin:s%40cret@${server.address}`)).toBe('sent');
    expect(server.passwords).toEqual(['s@cret']);
    expect(server.mails).toMatchObject([{ secure: true }]);
    await server.stop();
  });

  it.each([
    ['a password', 'tocsin:secret@', ''],
    ['requireTLS', '', '?requireTLS=true'],
  ])('with %s never reaches a server that does not encrypt, nor does the password', async (_with, user, options) => {
    const server = await listen({ disabledCommands: ['STARTTLS'] });
    expect(await send(`smtp://${user}${server.address}${options}`)).toBe('not-sent');
    expect(server).toMatchObject({ passwords: [], mails: [] });
    await server.stop();
  });

  it('goes to no server with a certificate of somebody else', async () => {
    const server = await listen(makeCertificate());
    expect(await send(`smtp://tocsin:secret@${server.address}`)).toBe('not-sent');
    expect(server).toMatchObject({ passwords: [], mails: [] });
    await server.stop();
  });

  it('is signed with the key it is given, so that a change on its way shows', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const server = await listen();
    await send(`smtp://${server.address}`, { domainName: 'example.org', keySelector: 'tocsin', privateKey });
    const raw = server.mails[0]?.raw ?? Buffer.of();
    expect(raw.toString()).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256; c=relaxed\/relaxed; d=example\.org;/);
    expect(raw.toString()).toMatch(/ s=tocsin;/);
    expect(dkimProblems(raw, publicKey)).toEqual([]);
    const changed = (from: string, to: string) => Buffer.from(raw.toString('latin1').replace(from, to), 'latin1');
    expect(dkimProblems(changed('Ein Satz', 'Kein Satz'), publicKey)).toEqual(['body']);
    expect(dkimProblems(changed('tocsin@example.org', 'mallory@example.org'), publicKey)).toEqual(['fields']);
    await server.stop();
  });
});
