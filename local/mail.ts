/** How `tocsin up` starts the development inbox. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChildSpec } from './supervisor.ts';

export type InboxSettings = {
  smtpPort: number;
  webPort: number;
  folder: string;
  slack?: { port: number; token: string; channels: string[] };
};

export function inbox({ dataDir, ...settings }: { dataDir: string } & Omit<InboxSettings, 'folder'>): ChildSpec {
  const folder = join(dataDir, 'mail');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const argument: InboxSettings = { ...settings, folder };
  return {
    name: 'inbox',
    command: process.execPath,
    args: [fileURLToPath(new URL('inbox.ts', import.meta.url)), JSON.stringify(argument)],
    ready: 'message',
    graceMs: 5_000,
  };
}
