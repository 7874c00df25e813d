// Runs the checks and tests of one kind and ends with `N passed, N failed, N skipped`, alone on the last line.
//   check  format, lint, types, architecture, unused code, unit tests; no servers
//   all    the same, and workflow, replay, packaging and integration tests on real servers
//   long   the longer proofs: those under test/long, and with all their cases those that `all` samples
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromiumPath, NO_CHROMIUM } from './support/chromium.ts';
import { SHARED_MONGO, startServer } from './support/mongo-server.ts';

type Tally = { passed: number; failed: number; skipped: number };
type Kind = 'check' | 'all' | 'long';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = `${root}.tocsin/test/results.json`;

const CHECKS: { name: string; command: string[] }[] = [
  { name: 'format and lint', command: ['biome', 'ci', '--colors=off', '--error-on-warnings', '.'] },
  { name: 'line length', command: ['node', 'test/line-length.ts'] },
  { name: 'types', command: ['tsc'] },
  {
    name: 'architecture rules',
    command: ['depcruise', '--config', '.dependency-cruiser.js', '--output-type', 'err-long', '.'],
  },
  { name: 'unused code', command: ['knip', '--no-progress'] },
];

const without = (folder: string) => ['--testPathIgnorePatterns', '/node_modules/', '<rootDir>/.tocsin/', folder];
/** Test files of which `npm test` takes a part of the cases. */
const sampling = () =>
  readdirSync(`${root}test`, { recursive: true, encoding: 'utf8' })
    .map((name) => `test/${name}`)
    .filter((file) => file.endsWith('.test.ts') && readFileSync(root + file, 'utf8').includes("/support/sampled.ts'"));

/** What needs servers waits much of its time: four at once give two cores work. A long proof has the machine alone. */
const JEST: Record<Kind, string[]> = {
  check: ['--maxWorkers=2', ...without('<rootDir>/test/')],
  all: ['--maxWorkers=4', ...without('<rootDir>/test/long/')],
  long: ['--maxWorkers=1', 'test/long', ...sampling()],
};

/** Runs a command; its output is shown only when it fails, unless `isShown`. */
function run(
  command: string[],
  isShown: boolean,
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number; output: string }> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', isShown ? 'inherit' : 'pipe', isShown ? 'inherit' : 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

async function runCheck({ name, command }: (typeof CHECKS)[number]): Promise<Tally> {
  const { code, output } = await run(command, false);
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  if (code !== 0) console.log(output.trimEnd());
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

async function runJest(args: string[], env: NodeJS.ProcessEnv): Promise<Tally> {
  mkdirSync(`${root}.tocsin/test`, { recursive: true });
  rmSync(results, { force: true });
  const options = ['--json', `--outputFile=${results}`, '--reporters=default', '--silent'];
  const flags = `${process.env.NODE_OPTIONS ?? ''} --disable-warning=ExperimentalWarning`.trim();
  const { code, output } = await run(['jest', ...options, ...args], process.stdout.isTTY === true, {
    ...env,
    NODE_OPTIONS: flags,
  });
  let report: {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numRuntimeErrorTestSuites: number;
  };
  try {
    report = JSON.parse(readFileSync(results, 'utf8'));
  } catch {
    console.log(output.trimEnd());
    console.log('FAIL jest ended without a report');
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  console.log(withoutReport(output));
  // Jest can fail for a reason that no test shows, such as a missed threshold or a suite without tests.
  return { passed: report.numPassedTests, failed: failed || (code === 0 ? 0 : 1), skipped: report.numPendingTests };
}

/** Jest prints its JSON report on standard output too; nobody wants to read it. */
function withoutReport(output: string): string {
  return output
    .split('\n')
    .filter((line) => !line.startsWith('{"num'))
    .join('\n')
    .trimEnd();
}

async function main(kind: Kind): Promise<number> {
  const tallies: Tally[] = [];
  if (kind !== 'check' && chromiumPath() === null) console.log(NO_CHROMIUM);
  // Side by side: each but the types does much of its work on one core.
  if (kind !== 'long') tallies.push(...(await Promise.all(CHECKS.map(runCheck))));
  // The unit tests use no server; the others share a mongod, but for those that break theirs.
  const mongo = kind === 'check' ? null : await startServer();
  // Compiled scripts and the parsed policy are made once, and not by each test file anew.
  const NODE_COMPILE_CACHE = `${root}.tocsin/test/compiled`;
  const env = {
    ...{ NODE_COMPILE_CACHE, ...(kind === 'long' && { TOCSIN_TEST_LONG: '1' }) },
    ...(mongo !== null && { [SHARED_MONGO]: mongo.getUri() }),
  };
  tallies.push(await runJest(JEST[kind], env));
  await mongo?.stop();
  const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  return sum('failed') === 0 ? 0 : 1;
}

const kind = process.argv[2];
if (kind !== 'check' && kind !== 'all' && kind !== 'long') {
  console.error(`Usage: node test/run.ts check|all|long (not '${kind ?? ''}')`);
  process.exitCode = 2;
} else {
  process.exitCode = await main(kind);
}
