import type { Client } from '../client.ts';
import type { ExitCode } from '../exit.ts';
import type { Style } from '../output/style.ts';

/** What a verb is: one file beside this one exports each, `registry.ts` lists them. */

export type OptionSpec = {
  type: 'string' | 'boolean';
  multiple?: boolean;
  /** What stands for the value in the help, such as `<file>`; instead of the choices where they are many. */
  value?: string;
  /** The only values there are, where they are few. */
  choices?: readonly string[];
  describe: string;
};

export type ArgumentSpec = { name: string; describe: string; optional?: boolean };

/** The tokens `npm start` writes down, the least powerful first. */
export const CLI_ROLES = ['alert-source', 'responder', 'dpo'] as const;
export type CliRole = (typeof CLI_ROLES)[number];

export type Verb = {
  name: string;
  /** One line for `tocsin --help`. */
  summary: string;
  /** Examples to copy, shown by `tocsin <verb> --help`. */
  examples: string[];
  arguments: ArgumentSpec[];
  options: Record<string, OptionSpec>;
  /** The least role that may do it; null for a verb that needs no server. */
  role: CliRole | null;
  /** Whether it changes something on the server: it then takes `--key`. */
  changes?: true;
  /** Lines that `tocsin <verb> --help` shows after the options. */
  notes?: readonly string[];
  run(input: VerbInput): Promise<VerbResult>;
};

export type VerbInput = {
  args: Record<string, string | undefined>;
  options: Record<string, string | boolean | string[] | undefined>;
  /** Throws `unavailable` or `unauthenticated` when no server or token is known, so ask for it late. */
  client(): Client;
  /** Idempotency key of what the verb sends first: `--key`, else a new one. */
  key: string;
  env: NodeJS.ProcessEnv;
  clock: () => string;
  style: Style;
  /** A line of progress: stdout for people, stderr under `--json`. */
  say(line: string): void;
  readStdin(): Promise<Buffer>;
};

/** `json` is the one document of `--json`; `text` is for people, null where all is said. `exit` is 0 unless given. */
export type VerbResult = { json: unknown; text: string | null; exit?: ExitCode };
