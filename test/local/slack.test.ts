import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LogLevel, WebClient } from '@slack/web-api';
import { type SlackMessage, type SlackStandIn, startSlack } from '../../local/slack.ts';

let slack: SlackStandIn;
let handedOn: SlackMessage[];

beforeEach(async () => {
  handedOn = [];
  const onMessage = async (message: SlackMessage) => {
    handedOn.push(message);
  };
  slack = await startSlack({ token: 'xoxb-right', channels: ['#breach-response'], onMessage });
});
afterEach(() => slack.close());

const client = (token = 'xoxb-right') =>
  new WebClient(token, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, logLevel: LogLevel.ERROR });

const errorOf = (call: Promise<unknown>) => call.then(() => 'none').catch((error) => error.data?.error);

describe('the stand-in for Slack, asked by the real client', () => {
  it('takes a message, keeps it and hands it on', async () => {
    const blocks = [{ type: 'divider' as const }];
    const answer = await client().chat.postMessage({ channel: '#breach-response', text: '24 h left', blocks });
    expect(answer).toMatchObject({ ok: true, channel: 'breach-response', message: { text: '24 h left' } });
    expect(answer.ts).toMatch(/^\d{10}\.\d{6}$/);
    expect(slack.messages).toEqual([{ channel: 'breach-response', text: '24 h left', blocks, ts: answer.ts }]);
    expect(handedOn).toEqual(slack.messages);
  });

  it('gives every message a later timestamp', async () => {
    const send = () => client().chat.postMessage({ channel: 'breach-response', text: 'again' });
    await Promise.all(Array.from({ length: 20 }, send));
    const stamps = slack.messages.map(({ ts }) => Number(ts));
    expect(new Set(stamps).size).toBe(20);
    expect(stamps).toEqual(stamps.toSorted());
  });

  it('answers auth.test', async () => {
    expect(await client().auth.test()).toMatchObject({ ok: true, user: 'tocsin' });
  });

  it('refuses as Slack does, and keeps nothing', async () => {
    const post = (channel: string, text: string, token?: string) => client(token).chat.postMessage({ channel, text });
    expect(await errorOf(post('#breach-response', 'x', 'xoxb-wrong'))).toBe('invalid_auth');
    expect(await errorOf(post('#unknown', 'x'))).toBe('channel_not_found');
    expect(await errorOf(post('#breach-response', ''))).toBe('no_text');
    expect(await errorOf(post('#breach-response', 'x'.repeat(40_001)))).toBe('msg_too_long');
    expect(await errorOf(client().chat.meMessage({ channel: '#breach-response', text: 'x' }))).toBe('unknown_method');
    expect(await errorOf(new WebClient(undefined, { slackApiUrl: slack.apiUrl }).auth.test())).toBe('not_authed');
    expect(slack.messages).toEqual([]);
  });

  it('takes JSON as well', async () => {
    const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-right', 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ channel: 'breach-response', text: 'as JSON' }),
    });
    expect(await response.json()).toMatchObject({ ok: true, message: { text: 'as JSON' } });
  });
});
