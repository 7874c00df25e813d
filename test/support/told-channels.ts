import type { Channels } from '../../activities/channels/registry.ts';

/** Mail and chat that only say what they were given, and to whom. */
export function toldChannels(send: (to: string, text: string) => Promise<unknown>): Channels {
  return {
    email: () => ({
      send: ({ to, subject, text }: { to: { email: string }; subject: string; text: string }) =>
        send(to.email, `${subject}\n${text}`),
    }),
    slack: () => ({
      to: '#breach',
      channel: { send: ({ channel, text }: { channel: string; text: string }) => send(channel, text) },
    }),
  } as unknown as Channels;
}
