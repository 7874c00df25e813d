import { TocsinError } from '../../domain/errors.ts';
import type { DkimKey } from '../../domain/mail.ts';
import type { Channel, ChatMessage, EmailChannel } from './channel.ts';
import { createEmailChannel } from './email/channel.ts';
import { createSlackChannel } from './slack/channel.ts';

export type ChannelOptions = {
  smtpUrl: string;
  /** The development inbox. An exercise mails only there, and not at all without one. */
  exerciseSmtpUrl: string | undefined;
  mailFrom: string;
  /** Where replies go, of every mail; read anew for each. */
  replyTo: string;
  /** Signs what goes out for real; an exercise proves nothing to anybody. */
  dkim?: DkimKey | null;
  slack: { token: string; apiUrl: string | undefined; channel: string; isHeard: boolean } | undefined;
};

/** The ways out, real and for exercises. Nothing outside this file knows which servers stand behind them. */
export type Channels = {
  email(exercise: boolean): EmailChannel;
  /** Null where the company has no Slack, and in exercises that would reach the real one. */
  slack(exercise: boolean): { channel: Channel<ChatMessage>; to: string } | null;
  close(): Promise<void>;
};

export function createChannels(options: ChannelOptions): Channels {
  const { smtpUrl, exerciseSmtpUrl, mailFrom: from, dkim = null, slack } = options;
  const channelTo = (server: string, key: DkimKey | null) =>
    createEmailChannel({
      ...{ smtpUrl: server, from, dkim: key },
      get replyTo() {
        return options.replyTo;
      },
    });
  const real = channelTo(smtpUrl, dkim);
  const drill = exerciseSmtpUrl === undefined ? null : channelTo(exerciseSmtpUrl, null);
  const chat = slack === undefined ? null : { channel: createSlackChannel(slack), to: slack.channel };
  const isStandIn = slack?.apiUrl !== undefined && isLoopback(new URL(slack.apiUrl).hostname);
  return {
    email(exercise) {
      if (!exercise) return real;
      if (drill !== null) return drill;
      throw new TocsinError(
        'exercise-has-no-inbox',
        'An exercise mails only to a development inbox; set EXERCISE_SMTP_URL.',
      );
    },
    slack: (exercise) => (exercise && !isStandIn ? null : chat),
    async close() {
      await Promise.all([real.close(), drill?.close(), chat?.channel.close()]);
    },
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
