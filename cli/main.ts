import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type ErrorCode, TocsinError } from '../domain/errors.ts';
import { toInstant } from '../domain/time.ts';
import { TOCSIN } from '../web/command.ts';
import { findServer } from './address.ts';
import { parseVerbArguments, unknownName } from './arguments.ts';
import { createClient } from './client.ts';
import { type ExitCode, exitCodeOf } from './exit.ts';
import { describeTocsin, describeVerb } from './help.ts';
import { printable } from './output/printable.ts';
import { makeStyle } from './output/style.ts';
import { loadVerb, VERB_NAMES, type VerbName } from './verbs/registry.ts';

const PACKAGE = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
const { version: VERSION } = JSON.parse(PACKAGE) as { version: string };

/** The `tocsin` command. Reads the command line, runs one verb, prints its result and gives the exit code. */
export async function main(given: string[], io: Io): Promise<ExitCode> {
  const argv = given[0] === '--json' ? [...given.slice(1), '--json'] : given;
  const [first, ...rest] = argv;
  const asJson = argv.includes('--json');
  try {
    requireReadable(argv);
    if (first === '--version' || first === '-V') return printVersion(io, asJson);
    if (first === undefined || first === 'help' || isHelp(first)) {
      const text = rest[0] === undefined ? describeTocsin() : loadVerb(findVerb(rest).name).then(describeVerb);
      return print(io, asJson, await text);
    }
    const { name, argv: verbArgv } = findVerb(argv);
    const verb = await loadVerb(name);
    if (verbArgv.some(isHelp)) return print(io, asJson, describeVerb(verb));
    const { args, options } = parseVerbArguments(verb, verbArgv);
    const asked = typeof options.as === 'string' ? options.as : undefined;
    const key = typeof options.key === 'string' ? options.key : randomUUID();
    const newKey = keysFrom(key);
    const result = await verb.run({
      args,
      options,
      client: () => createClient({ ...findServer(io.env, asked, verb.role ?? 'dpo'), newKey }),
      key,
      env: io.env,
      clock: () => toInstant(Date.now()),
      style: makeStyle(io.isTerminal && !asJson, io.env),
      say: asJson ? io.error : io.out,
      readStdin: io.readStdin,
    });
    if (asJson) io.out(JSON.stringify(result.json));
    else if (result.text !== null) io.out(result.text);
    return result.exit ?? 0;
  } catch (error) {
    return fail(io, asJson, error);
  }
}

/** Bytes that are no UTF-8 reach a program as this mark: what was meant is lost, and must not go on record. */
function requireReadable(argv: readonly string[]): void {
  const at = argv.findIndex((each) => each.includes('\ufffd'));
  if (at < 0) return;
  const before = argv[at - 1];
  const named = /^--[a-z-]+(?==)/.exec(argv[at] ?? '')?.[0] ?? (before?.startsWith('--') ? before : null);
  const which = named === null ? `Argument ${at + 1} (${argv[at]})` : `What ${named} was given (${argv[at]})`;
  const message = `${which} is not text in UTF-8: give it by a terminal that writes UTF-8, or from a file.`;
  throw new TocsinError('bad-input', message, named?.slice(2) ?? String(at + 1));
}

function isHelp(given: string): boolean {
  return given === '--help' || given === '-h';
}

/** `k`, `k-2`, `k-3`: a verb run again under the same key sends the same keys in the same order. */
function keysFrom(key: string): () => string {
  let sent = 0;
  return () => {
    sent += 1;
    return sent === 1 ? key : `${key}-${sent}`;
  };
}

/** The edges of the command: what it reads and where its lines go. */
export type Io = {
  env: NodeJS.ProcessEnv;
  isTerminal: boolean;
  out(line: string): void;
  error(line: string): void;
  readStdin(): Promise<Buffer>;
};

/** A verb is one word, or two (`policy check`). */
function findVerb(argv: string[]): { name: VerbName; argv: string[] } {
  const [first = '', second = ''] = argv;
  const two = VERB_NAMES.find((name) => name === `${first} ${second}`);
  if (two) return { name: two, argv: argv.slice(2) };
  const one = VERB_NAMES.find((name) => name === first);
  if (one) return { name: one, argv: argv.slice(1) };
  const begun = VERB_NAMES.find((name) => name.startsWith(`${first} `));
  if (begun) {
    throw new TocsinError('bad-input', `'tocsin ${first}' alone is not a verb: try '${TOCSIN} ${begun}'.`, first);
  }
  throw unknownName(first.startsWith('-') ? `option '${first}'` : `verb '${first}'`, null, first.replace(/^-+/, ''), [
    ...VERB_NAMES,
    'help',
  ]);
}

function printVersion(io: Io, asJson: boolean): ExitCode {
  io.out(asJson ? JSON.stringify({ version: VERSION }) : `tocsin ${VERSION}`);
  return 0;
}

function print(io: Io, asJson: boolean, text: string): ExitCode {
  io.out(asJson ? JSON.stringify({ help: text }) : text);
  return 0;
}

function fail(io: Io, asJson: boolean, error: unknown): ExitCode {
  const known = error instanceof TocsinError;
  const code: ErrorCode = known ? error.code : 'internal';
  const detail = error instanceof Error ? error.message : String(error);
  if (asJson) io.out(JSON.stringify({ error: { code, detail, field: (known && error.field) || null } }));
  else io.error(`tocsin: ${printable(detail)}`);
  if (!known && error instanceof Error && io.env.LOG_LEVEL === 'debug') io.error(error.stack ?? '');
  return exitCodeOf(code);
}

async function readAll(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

if (import.meta.main) {
  // A reader that has seen enough (`tocsin list | head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.exitCode = await main(process.argv.slice(2), {
    env: process.env,
    isTerminal: process.stdout.isTTY === true,
    out: (line) => void process.stdout.write(`${line}\n`),
    error: (line) => void process.stderr.write(`${line}\n`),
    readStdin: readAll,
  });
}
