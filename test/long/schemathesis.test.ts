import { execFile, execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { scaledLimits } from '../../api/http/limits.ts';
import { TestApi } from '../support/api.ts';

/** Schemathesis, of Python's registry, throws at the API whatever its own OpenAPI document allows and forbids. */

const VERSION = '4.32.5';
const HOME = fileURLToPath(new URL(`../../.tocsin/schemathesis-${VERSION}`, import.meta.url));
const PROGRAM = `${HOME}/bin/schemathesis`;
/**
 * A refusal of bad data. Schemathesis does not count 413 among them: a text too long can be refused for its size alone.
 */
const REFUSALS = [400, 401, 403, 404, 406, 409, 412, 413, 415, 422, 428];
/**
 * What good data is answered with: done, or refused for what is on record, which no document says. 400 is neither:
 * whatever the document allows is to be understood.
 */
const ANSWERS = ['2xx', 401, 403, 404, 409, 410, 412, 422];
/** Nothing asks for a header but for a token. */
const WITHOUT_A_HEADER = [401];
const statuses = (list: readonly (string | number)[]) => list.map((status) => `"${status}"`).join(', ');
const CONFIG = [
  ['negative_data_rejection', REFUSALS] as const,
  ['positive_data_acceptance', ANSWERS] as const,
  ['missing_required_header', WITHOUT_A_HEADER] as const,
]
  .map(([check, expected]) => `[checks.${check}]\nexpected-statuses = [${statuses(expected)}]\n`)
  .join('\n');
/** It writes the rows of a list as CSV, which the document describes as the rows. */
const HOOKS = `import csv
import io

import schemathesis


@schemathesis.serializer("text/csv")
def as_csv(_, rows):
    # CSV has texts alone: a row that holds anything else would arrive as another one than was made up.
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and all(isinstance(value, str) for value in row.values()) for row in rows
    ):
        return str(rows).encode()
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
`;
const EXAMPLES = 200;
const TIMEOUT_MS = 20 * 60_000;

let api: TestApi;
beforeAll(async () => {
  if (!existsSync(PROGRAM)) {
    execFileSync('python3', ['-m', 'venv', HOME]);
    execFileSync(`${HOME}/bin/pip`, ['install', '--quiet', `schemathesis==${VERSION}`]);
  }
  writeFileSync(`${HOME}/schemathesis.toml`, CONFIG);
  writeFileSync(`${HOME}/hooks.py`, HOOKS);
  api = await TestApi.start({ exerciseInbox: true, limits: scaledLimits(1_000), guesses: 1_000 });
  await api.server.listen({ host: '127.0.0.1', port: 0 });
  await api.report();
}, TIMEOUT_MS);
afterAll(async () => {
  await api.stop();
});

it(
  'the API answers everything as its document says, and breaks at nothing',
  async () => {
    const url = `http://127.0.0.1:${(api.server.server.address() as AddressInfo).port}`;
    const options = [
      'run',
      `${url}/openapi.json`,
      `--url=${url}`,
      `--header=Authorization: Bearer ${api.tokens.dpo}`,
      '--checks=all',
      `--max-examples=${EXAMPLES}`,
      '--seed=20261124',
      '--no-color',
    ];
    const env = { ...process.env, SCHEMATHESIS_HOOKS: `${HOME}/hooks.py` };
    const run = promisify(execFile)(PROGRAM, options, { cwd: HOME, env, maxBuffer: 64 * 1024 * 1024 });
    const { code = 0, stdout } = await run.then(
      (done) => ({ code: 0, ...done }),
      (error: { code?: number; stdout: string }) => error,
    );
    const summary = stdout.slice(stdout.indexOf('=== SUMMARY'));
    console.info(summary);
    expect({ code, report: code === 0 ? '' : stdout.slice(stdout.indexOf('= FAILURES =')) }).toEqual({
      code: 0,
      report: '',
    });
  },
  TIMEOUT_MS,
);
