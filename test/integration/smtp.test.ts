import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SendResult } from '../../activities/channels/channel.ts';
import { createEmailChannel } from '../../activities/channels/email/channel.ts';
import { createHealth, sendBatch } from '../../activities/sending.ts';
import { makeCertificate, trust } from '../support/certificate.ts';
import { type Deed, type Phase, type Script, ScriptedSmtp } from '../support/scripted-smtp.ts';

const certificate = makeCertificate();
let distrust: () => void;
beforeAll(() => {
  distrust = trust(certificate);
});
afterAll(() => distrust());

const FROM = 'Tocsin <tocsin@example.org>';
const LETTER = Buffer.from('Subject: Security notice\r\n\r\nSomebody got in.\r\n');
/** More than the sockets of both sides hold, so that its end is not written while nobody reads. */
const LONG = Buffer.from(`Subject: Long\r\n\r\n${`${'x'.repeat(78)}\r\n`.repeat(200_000)}`);
/** Short where a server is silent, since the test waits for it; else so long that it never matters. */
const patience = (deed: Deed) => (deed === 'silence' ? 400 : 30_000);

async function sendTo(server: ScriptedSmtp, options: { user?: string; raw?: Buffer; messageMs?: number } = {}) {
  const smtpUrl = `smtp://${options.user ?? ''}${server.address}`;
  const channel = createEmailChannel({
    smtpUrl,
    from: FROM,
    messageMs: options.messageMs ?? 30_000,
  });
  const result = await channel.sendRaw('dana@fjord.example', options.raw ?? LETTER);
  await channel.close();
  return result;
}

const outage = { status: 'not-sent', isOutage: true };
const lost = { status: 'not-sent', reason: 'connection-lost' };
const busy = { status: 'not-sent', isOutage: true, reason: 'busy' };
const uncertain = { status: 'uncertain', reason: 'connection-lost' };
const refused = { status: 'refused' };
const later = { status: 'not-sent', isOutage: false };

const table: [Phase, Deed, Partial<SendResult>][] = [
  ...(['greeting', 'EHLO', 'STARTTLS', 'AUTH', 'MAIL'] as const).flatMap((phase): [Phase, Deed, object][] => [
    [phase, 'silence', outage],
    [phase, 'break-off', outage],
    [phase, '421 too busy', busy],
  ]),
  ...(['RCPT', 'DATA', 'body'] as const).flatMap((phase): [Phase, Deed, object][] => [
    [phase, 'silence', lost],
    [phase, 'break-off', lost],
    [phase, '421 too busy', busy],
    [phase, '552 not that', refused],
    [phase, '451 not now', later],
  ]),
  ['dot', 'silence', uncertain],
  ['dot', 'break-off', uncertain],
  ['dot', '421 too busy', busy],
  ['dot', '554 not that', refused],
  ['dot', '451 not now', later],
  // An answer to something else: server and we are not at the same place, but all was written.
  ['dot', '354 go on', uncertain],
  ['greeting', '554 not for you', outage],
  ['AUTH', '535 who are you', outage],
  ['AUTH', '454 not now', outage],
  // Said of the sender, before anybody was named.
  ['MAIL', '550 not from you', outage],
  ['MAIL', '451 not now', outage],
];

describe.each([
  ['one command at a time', []],
  ['commands in one go', ['PIPELINING']],
])('what became of a message, %s', (_how, extensions) => {
  it.each(table)('at %s, %s', async (phase, deed, expected) => {
    const isSignedIn = phase === 'STARTTLS' || phase === 'AUTH';
    const offered = [...extensions, 'AUTH PLAIN', ...(isSignedIn ? ['STARTTLS'] : [])];
    const server = await ScriptedSmtp.start({ deeds: { [phase]: deed }, extensions: offered, certificate });
    const raw = phase === 'body' ? LONG : LETTER;
    const user = isSignedIn ? 'tocsin:secret@' : '';
    const result = await sendTo(server, { user, raw, messageMs: patience(deed) });
    if (phase === 'AUTH') expect(server.commands).toContainEqual(expect.stringMatching(/^AUTH/));
    expect(result).toMatchObject(expected);
    if (result.status === 'not-sent' && phase !== 'dot') expect(server.taken).toBe(0);
    await server.stop();
  });
});

describe('a message', () => {
  it('was not sent where nobody listens', async () => {
    const server = await ScriptedSmtp.start();
    const { url } = server;
    await server.stop();
    const channel = createEmailChannel({ smtpUrl: url, from: 'tocsin@example.org' });
    expect(await channel.sendRaw('dana@fjord.example', LETTER)).toMatchObject(outage);
    await channel.close();
  });
  it('is sent by a slow server, as long as all of it fits the limit', async () => {
    const server = await ScriptedSmtp.start({ lateMs: 20 });
    expect(await sendTo(server)).toMatchObject({ status: 'sent' });
    await server.stop();
  });
  it('has one limit for all of its phases: late replies add up, and none can make it sent afterwards', async () => {
    const server = await ScriptedSmtp.start({ lateMs: 250 });
    expect(await sendTo(server, { messageMs: 400 })).toMatchObject({ status: 'not-sent' });
    expect(server.taken).toBe(0);
    await server.stop();
  });
  it('to what is no address is refused, and holds up nobody else', async () => {
    const server = await ScriptedSmtp.start();
    const channel = createEmailChannel({ smtpUrl: server.url, from: 'tocsin@example.org' });
    expect(await channel.sendRaw('a@b.example>\r\nRSET', LETTER)).toMatchObject(refused);
    expect(await channel.sendRaw('dana@fjord.example', LETTER)).toMatchObject({ status: 'sent' });
    expect(server.commands).not.toContain('RSET');
    await channel.close();
    await server.stop();
  });
});

describe('the sessions of the channel', () => {
  const many = async (server: ScriptedSmtp, rounds: number, atOnce: number) => {
    const channel = createEmailChannel({ smtpUrl: server.url, from: 'tocsin@example.org' });
    const results: SendResult[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const sent = Array.from({ length: atOnce }, (_, n) => channel.sendRaw(`p${n}@people.example`, LETTER));
      results.push(...(await Promise.all(sent)));
    }
    await channel.close();
    return results.map(({ status }) => status);
  };

  it('are as many as are needed at once, twenty at most, and are used again', async () => {
    const server = await ScriptedSmtp.start();
    expect(new Set(await many(server, 3, 50))).toEqual(new Set(['sent']));
    expect(server.taken).toBe(150);
    expect(server.sessions).toBe(20);
    await server.stop();
  });
  it.each<[string, Script]>([
    ['that closes a session after some messages', { endsAfter: { messages: 2 } }],
    ['that says 421 after some messages of a session', { endsAfter: { messages: 2, line: '421 enough' } }],
  ])('go on in a new one with a server %s', async (_name, script) => {
    const server = await ScriptedSmtp.start(script);
    expect(await many(server, 7, 1)).toEqual(Array.from({ length: 7 }, () => 'sent'));
    expect(server).toMatchObject({ taken: 7, sessions: 4 });
    await server.stop();
  });
  it('are all closed with it, those in use once they are done', async () => {
    const server = await ScriptedSmtp.start({ lateMs: 5 });
    const channel = createEmailChannel({ smtpUrl: server.url, from: 'tocsin@example.org' });
    await channel.sendRaw('a@people.example', LETTER);
    const sending = channel.sendRaw('b@people.example', LETTER);
    await channel.close();
    expect(await sending).toMatchObject({ status: 'sent' });
    await server.idle();
    expect(server.commands.filter((line) => line === 'QUIT')).toHaveLength(server.sessions);
    await server.stop();
  });
});

describe('a batch to a hundred people', () => {
  async function sendAll(script: Script) {
    const server = await ScriptedSmtp.start(script);
    const channel = createEmailChannel({ smtpUrl: server.url, from: 'tocsin@example.org' });
    const people = Array.from({ length: 100 }, (_, n) => `p${n}@people.example`);
    const options = { lanes: 16, mayBegin: () => true, health: createHealth() };
    const { results, stopped } = await sendBatch(people, (to) => channel.sendRaw(to, LETTER), options);
    await channel.close();
    await server.stop();
    const count = (status: string) => [...results.values()].filter((result) => result.status === status).length;
    return { server, stopped, sent: count('sent'), uncertain: count('uncertain'), begun: results.size };
  }

  it('leaves three at most uncertain behind a server that breaks off after every message', async () => {
    expect(await sendAll({ deeds: { dot: 'break-off' } })).toMatchObject({
      ...{ stopped: 'connections-lost', begun: 3, uncertain: 3 },
    });
  });
  it('begins one where the server is away for everybody', async () => {
    expect(await sendAll({ deeds: { MAIL: 'break-off' } })).toMatchObject({ stopped: 'outage', begun: 1 });
    expect(await sendAll({ deeds: { greeting: '421 too busy' } })).toMatchObject({ stopped: 'busy', begun: 1 });
  });
  it('sends to all of them in as many sessions as it has lanes', async () => {
    const { server, ...rest } = await sendAll({ lateMs: 2 });
    expect(rest).toEqual({ stopped: null, sent: 100, uncertain: 0, begun: 100 });
    expect(server).toMatchObject({ taken: 100, sessions: 16 });
  });
});

const notEncrypted = {
  ...{ status: 'not-sent', isOutage: true, reason: 'not-encrypted' },
  detail: expect.stringMatching(/did not encrypt the connection \(STARTTLS: \w+.*\), so nothing was sent to it/),
};

describe.each([
  ['where there is a password', 'tocsin:secret@', ''],
  ['with requireTLS', '', '?requireTLS=true'],
])('nothing goes over a clear connection %s', (_when, user, options) => {
  it.each<[string, Script]>([
    ['that refuses STARTTLS', { extensions: ['STARTTLS', 'AUTH PLAIN'], deeds: { STARTTLS: '454 not now' } }],
    ['that knows no STARTTLS, or not any more', { extensions: ['AUTH PLAIN'], deeds: { STARTTLS: '502 what' } }],
    ['that breaks off at STARTTLS', { extensions: ['STARTTLS', 'AUTH PLAIN'], deeds: { STARTTLS: 'break-off' } }],
    ['that knows no EHLO, and so no STARTTLS', { deeds: { EHLO: '502 what' } }],
  ])('to a server %s', async (_how, script) => {
    const server = await ScriptedSmtp.start(script);
    const channel = createEmailChannel({ smtpUrl: `smtp://${user}${server.address}${options}`, from: FROM });
    const result = await channel.sendRaw('dana@fjord.example', LETTER);
    expect(result).toMatchObject(script.deeds?.STARTTLS === 'break-off' ? outage : notEncrypted);
    expect(server.commands.filter((line) => !/^(?:EHLO|STARTTLS)/.test(line))).toEqual([]);
    await channel.close();
    await server.stop();
  });
  it('to a server with a certificate of somebody else', async () => {
    const server = await ScriptedSmtp.start({ extensions: ['STARTTLS'], certificate: makeCertificate() });
    const channel = createEmailChannel({ smtpUrl: `smtp://${user}${server.address}${options}`, from: FROM });
    expect(await channel.sendRaw('dana@fjord.example', LETTER)).toMatchObject({
      ...outage,
      detail: 'no SMTP session (DEPTH_ZERO_SELF_SIGNED_CERT)',
    });
    expect(server.commands.filter((line) => !/^(?:EHLO|STARTTLS)/.test(line))).toEqual([]);
    await channel.close();
    await server.stop();
  });
  it('but the mail is sent to one that encrypts', async () => {
    const server = await ScriptedSmtp.start({ extensions: ['STARTTLS', 'AUTH PLAIN'], certificate });
    const channel = createEmailChannel({ smtpUrl: `smtp://${user}${server.address}${options}`, from: FROM });
    expect(await channel.sendRaw('dana@fjord.example', LETTER)).toMatchObject({ status: 'sent' });
    expect(server.clear.map((line) => line.split(' ')[0])).toEqual(['EHLO', 'STARTTLS']);
    await channel.close();
    await server.stop();
  });
});
