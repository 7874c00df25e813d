/** How `tocsin up` starts the development inbox. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChildSpec } from './supervisor.ts';
import { writeWhole } from './whole-file.ts';

export type InboxSettings = {
  smtpPort: number;
  webPort: number;
  /** Where its pages begin, such as `/m5Zk…`: only who knows it may read the mails. */
  path: string;
  folder: string;
  slack?: { port: number; token: string; channels: string[] };
};

/** By this variable the inbox gets its settings as JSON: other users see a process's arguments, and no variables. */
export const settingsVariable = 'TOCSIN_INBOX_SETTINGS';

/** Random bytes of the secret part of the address. */
const secretBytes = 24;

/** The same address at every start of a data directory, so that it can be kept open in a browser. */
export function inboxAddress(dataDir: string, webPort: number): string {
  const file = join(dataDir, 'inbox-secret');
  if (!existsSync(file)) writeWhole(file, randomBytes(secretBytes).toString('base64url'));
  return `http://127.0.0.1:${webPort}/${readFileSync(file, 'utf8')}`;
}

export function inbox({
  dataDir,
  ...settings
}: { dataDir: string } & Omit<InboxSettings, 'folder' | 'path'>): ChildSpec {
  const folder = join(dataDir, 'mail');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = new URL(inboxAddress(dataDir, settings.webPort)).pathname;
  const given: InboxSettings = { ...settings, path, folder };
  return {
    name: 'inbox',
    command: process.execPath,
    args: [fileURLToPath(new URL('inbox.ts', import.meta.url))],
    env: { ...process.env, [settingsVariable]: JSON.stringify(given) },
    ready: 'message',
    graceMs: 5_000,
  };
}
