import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/activity';
import { SMTPServer } from 'smtp-server';
import type { ChatMessage, MailMessage, SendResult } from '../../activities/channels/channel.ts';
import { createEmailChannel } from '../../activities/channels/email/channel.ts';
import { compose } from '../../activities/channels/email/message.ts';
import { createChannels } from '../../activities/channels/registry.ts';
import { deliver } from '../../activities/delivery.ts';
import type { WarnedRung } from '../../activities/types.ts';
import { createWarningActivities } from '../../activities/warnings.ts';
import { loadPolicy } from '../../config/policy.ts';
import { fillLetter } from '../../domain/notices/letter.ts';
import { toInstant } from '../../domain/time.ts';
import { claimDelivery, listDeliveries } from '../../store/deliveries.ts';
import type { Store } from '../../store/store.ts';
import { NOW, TestApi } from '../support/api.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';

const clock = () => toInstant(Date.now());
const mail: MailMessage = {
  to: { name: 'Dana Okoro', email: 'dana@fjord.example' },
  subject: 'Security notice',
  text: 'Somebody got in.',
  id: 'notice.1',
  language: 'en',
};

/** Real SMTP on a free port; `answers` decide over recipients and messages. */
async function smtp(options: { rcpt?: number; data?: number } = {}) {
  const received: string[] = [];
  const refuse = (responseCode: number) => Object.assign(new Error('no'), { responseCode });
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_address, _session, done) => done(options.rcpt === undefined ? null : refuse(options.rcpt)),
    onData(stream, _session, done) {
      let raw = '';
      stream.on('data', (chunk) => {
        raw += chunk;
      });
      stream.on('end', () => {
        if (options.data !== undefined) return done(refuse(options.data));
        received.push(raw);
        done();
      });
    },
  });
  const port = await listen(server.server as Server);
  return { received, url: `smtp://127.0.0.1:${port}`, close: () => new Promise<void>((r) => server.close(() => r())) };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
}

/** A server that takes the message and dies without a word. */
async function mute() {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.write('220 mute\r\n');
    let inData = false;
    socket.on('data', (chunk) => {
      const text = String(chunk);
      if (inData || text.includes('\r\n.\r\n')) return void socket.destroy();
      for (const line of text.split('\r\n').filter(Boolean)) {
        inData ||= line === 'DATA';
        socket.write(line === 'DATA' ? '354 go on\r\n' : '250 ok\r\n');
      }
    });
    socket.on('error', () => {});
  });
  const port = await listen(server);
  return { url: `smtp://127.0.0.1:${port}`, close: () => new Promise<void>((r) => server.close(() => r())) };
}

async function sendBy(url: string, message = mail): Promise<SendResult> {
  const channel = createEmailChannel({ smtpUrl: url, from: 'Tocsin <tocsin@example.org>' });
  const result = await channel.send(message);
  await channel.close();
  return result;
}

describe('the e-mail channel tells what became of a message', () => {
  it('sent, with the exact content', async () => {
    const server = await smtp();
    expect(await sendBy(server.url)).toMatchObject({ status: 'sent' });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toContain('Somebody got in.');
    expect(server.received[0]).toContain('Message-ID: <notice.1@example.org>');
    await server.close();
  });
  it.each([
    ['refused for good by the recipient', { rcpt: 550 }, 'refused'],
    ['refused for good after the message', { data: 554 }, 'refused'],
    ['not now, said of the recipient', { rcpt: 450 }, 'not-sent'],
    ['not now, said of the message', { data: 451 }, 'not-sent'],
  ])('%s', async (_name, options, status) => {
    const server = await smtp(options);
    expect(await sendBy(server.url)).toMatchObject({ status });
    expect(server.received).toEqual([]);
    await server.close();
  });
  it('surely not sent when nobody listens', async () => {
    const server = await smtp();
    await server.close();
    expect(await sendBy(server.url)).toMatchObject({ status: 'not-sent' });
  });
  it('uncertain when the connection is lost after the message', async () => {
    const server = await mute();
    expect(await sendBy(server.url)).toMatchObject({ status: 'uncertain' });
    await server.close();
  });
});

describe('a mail', () => {
  it('gets no header from a hostile value', async () => {
    const hostile = {
      ...mail,
      subject: 'Hi\r\nBcc: all@x.example',
      to: { name: 'A"\r\nCc: b@x.example', email: 'a@x.example' },
    };
    const raw = String(await compose({ from: 'Tocsin <tocsin@example.org>' }, hostile));
    const headers = raw.slice(0, raw.indexOf('\r\n\r\n'));
    expect(headers).not.toMatch(/^(Bcc|Cc):/im);
  });
  it('of an exercise says so in subject and first line; a letter is the approved text with the name put in', () => {
    const campaign = { language: 'en', subject: 'What happened', text: 'Dear {{recipient}},\nbe careful.' };
    expect(fillLetter(campaign, 'Ada $& Quill', true)).toMatchObject({
      subject: 'EXERCISE: What happened',
      text: expect.stringMatching(/^EXERCISE\..*\n\nDear Ada \$& Quill,\nbe careful\.\n$/s),
    });
    expect(fillLetter(campaign, 'Ada $& Quill', false).text).toBe('Dear Ada $& Quill,\nbe careful.\n');
  });
});

describe('the delivery ledger', () => {
  let mongo: TestMongo;
  let store: Store;
  beforeAll(async () => {
    mongo = await startMongo();
    store = await mongo.open('delivery');
  });
  afterAll(async () => {
    await mongo?.stop();
  });
  let number = 0;
  const claim = () => ({
    key: `notice/TOC-2026-0001/fjord/${++number}`,
    breachId: 'TOC-2026-0001',
    channel: 'email',
    purpose: 'notice-first',
  });
  const answering = (...results: SendResult[]) => {
    const calls: number[] = [];
    const send = async () => {
      calls.push(calls.length);
      return results[calls.length - 1] ?? { status: 'sent' as const, receipt: '' };
    };
    return { calls, send };
  };

  it('lets a message go once, however often the activity is tried', async () => {
    const { calls, send } = answering();
    const one = claim();
    expect(await deliver(store, clock, one, send)).toBe('sent');
    expect(await deliver(store, clock, one, send)).toBe('sent');
    expect(calls).toHaveLength(1);
  });
  it('sends a deadline warning again after a crash: twice is better than not at all', async () => {
    const { calls, send } = answering();
    const one = claim();
    await claimDelivery(store, { ...one, at: clock() });
    expect(await deliver(store, clock, one, send)).toBe('sent');
    expect(calls).toHaveLength(1);
  });
  it('tries again what was surely not handed over, and only that', async () => {
    const { calls, send } = answering(
      { status: 'not-sent', detail: 'SMTP 451', isOutage: false },
      { status: 'refused', detail: 'SMTP 550' },
    );
    const one = claim();
    await expect(deliver(store, clock, one, send)).rejects.toBeInstanceOf(ApplicationFailure);
    expect(await deliver(store, clock, one, send)).toBe('refused');
    expect(await deliver(store, clock, one, send)).toBe('refused');
    expect(calls).toHaveLength(2);
    const kept = await listDeliveries(store, 'TOC-2026-0001');
    expect(kept.find((d) => d.key === one.key)).toMatchObject({ status: 'refused' });
  });
});

describe('a warning', () => {
  /** A breach whose clocks run, and what the mail server got; `warn` as the workflows call it. */
  async function setUp() {
    const [api, inbox] = [await TestApi.start({ realPlans: true }), await smtp()];
    const channels = createChannels({
      ...{ smtpUrl: inbox.url, mailFrom: 'Tocsin <tocsin@example.org>', replyTo: 'dpo@example.org' },
      ...{ exerciseSmtpUrl: undefined, slack: undefined },
    });
    const chats: string[] = [];
    const chat = {
      name: 'slack',
      async send({ text }: ChatMessage) {
        chats.push(text);
        return { status: 'sent' as const, receipt: '' };
      },
      async ping() {},
      async close() {},
    };
    const deps = {
      store: api.store,
      policy: loadPolicy('policy'),
      channels: { ...channels, slack: () => ({ channel: chat, to: 'C1' }) },
      clock,
      publicUrl: 'https://tocsin.example',
    };
    const breachId = await api.report({ awareAt: NOW });
    const { json } = await api.call('dpo', 'GET', `/clocks?breachId=${breachId}`);
    const running = (json.clocks as { obligation: string; due: string | null; status: string }[]).filter(
      ({ status }) => status === 'running',
    );
    const rungs = running.map(({ obligation, due }): WarnedRung => {
      return { obligation, due: due ?? '', rung: '24-hours-left', to: ['dpo'], channels: ['email'] };
    });
    return {
      ...{ api, breachId, rungs, chats, warn: createWarningActivities(deps).warn },
      mails: () => inbox.received.map((raw) => raw.replaceAll('=\r\n', '')),
      stop: () => Promise.all([channels.close(), inbox.close(), api.stop()]),
    };
  }

  it('leads straight to the incident that it is about, whichever way it is asked for', async () => {
    const { breachId, rungs, warn, mails, stop } = await setUp();
    const [rung] = rungs as [WarnedRung];
    await warn({ breachId, ...rung, exercise: null });
    // The same rung, asked for by the workflow of all clocks: it is in the ledger, and does not go out again.
    await warn({ breachId, rungs: [rung], exercise: null });
    const sent = mails();
    await stop();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain(`https://tocsin.example/desk/breaches/${breachId}`);
  });

  it('of several duties is one mail to each role, about what that role is told of, whatever the tries', async () => {
    const { breachId, rungs, warn, mails, stop } = await setUp();
    const [one, ...others] = rungs as [WarnedRung, ...WarnedRung[]];
    const toBoth: WarnedRung = { ...one, to: ['dpo', 'deputy'] };
    for (let i = 0; i < 2; i += 1) await warn({ breachId, rungs: [toBoth, ...others], exercise: null });
    const sent = mails();
    await stop();
    const subjects = sent.map((raw) => /^Subject: (.*(?:\r\n .*)*)/m.exec(raw)?.[1]?.replaceAll(/\r\n */g, ' ') ?? '');
    expect(sent).toHaveLength(2);
    expect(subjects.filter((subject) => /and \d+ other dut(y|ies)/.test(subject))).toHaveLength(1);
  });

  it('names the same number of other duties by mail and by chat, whichever of them each rung goes by', async () => {
    const { breachId, rungs, warn, mails, chats, stop } = await setUp();
    const [one, two] = rungs as [WarnedRung, WarnedRung];
    await warn({ breachId, rungs: [one, { ...two, channels: ['slack'] }], exercise: null });
    const sent = mails();
    await stop();
    expect([sent.length, chats.length]).toEqual([1, 1]);
    for (const text of [...sent, ...chats]) expect(text.replaceAll(/\r\n */g, ' ')).toContain('and 1 other duty');
  });

  it('does not speak of a duty that has ended since', async () => {
    const { api, breachId, rungs, warn, mails, stop } = await setUp();
    const [one, other] = rungs as [WarnedRung, WarnedRung];
    const waiver = { type: 'waive', obligation: one.obligation, reasons: 'Not ours.' };
    const { status } = await api.call('dpo', 'POST', `/breaches/${breachId}/decisions`, { body: waiver });
    expect(status).toBeLessThan(300);
    await warn({ breachId, rungs: [one, other], exercise: null });
    await warn({ breachId, rungs: [one], exercise: null });
    const sent = mails();
    await stop();
    expect(sent).toHaveLength(1);
    expect(sent[0]).not.toContain('other dut');
  });
});
