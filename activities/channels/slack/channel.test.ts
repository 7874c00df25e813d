import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chatButtons } from '../../../domain/chat/buttons.ts';
import { type SlackStandIn, startSlack } from '../../../local/slack.ts';
import { createSlackChannel } from './channel.ts';

const link = 'https://tocsin.example/desk/breaches/TOC-2026-0001-K7M';
const warnings = [{ obligation: 'gdpr-art33-1-authority', rung: '4-hours-left', due: '2026-11-27T08:20:00.000Z' }];
const buttons = chatButtons({ breachId: 'TOC-2026-0001-K7M', warnings, isPage: true, link }, 'en');

type Block = {
  type: string;
  text?: { text: string };
  elements?: { action_id: string; url?: string; value?: string }[];
};

let slack: SlackStandIn;
beforeEach(async () => {
  slack = await startSlack({ token: 'xoxb-right', channels: ['breach-response'] });
});
afterEach(() => slack.close());

async function blocksOf(isHeard: boolean, text = 'TOC-2026-0001-K7M <late> & more\nsecond'): Promise<Block[]> {
  const channel = createSlackChannel({ token: 'xoxb-right', apiUrl: slack.apiUrl, isHeard });
  expect(await channel.send({ channel: 'breach-response', text, buttons })).toMatchObject({ status: 'sent' });
  return slack.messages[0]?.blocks as Block[];
}

describe('a warning in Slack', () => {
  it('has buttons under its text where Slack tells us of who presses them', async () => {
    const [section, actions] = await blocksOf(true);
    expect(section?.text?.text).toBe('TOC-2026-0001-K7M &lt;late&gt; &amp; more\nsecond');
    expect(actions?.elements?.map(({ action_id: id }) => id)).toEqual([
      'tocsin-take',
      'tocsin-acknowledge',
      'tocsin-open',
    ]);
    expect(actions?.elements?.at(-1)?.url).toBe(link);
    expect(slack.messages[0]?.text).toContain('second');
  });

  it('has none where nobody would hear of it', async () => {
    expect(await blocksOf(false)).toEqual([]);
  });

  it('is shown in sections that Slack takes, however long it is', async () => {
    const lines = Array.from({ length: 200 }, (_, n) => `- duty ${n} ${'x'.repeat(80)}`).join('\n');
    const blocks = await blocksOf(true, lines);
    const texts = blocks.flatMap(({ text }) => text?.text ?? []);
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThanOrEqual(3_000);
    expect(texts.join('\n')).toBe(lines);
    expect(blocks.at(-1)?.type).toBe('actions');
  });
});
