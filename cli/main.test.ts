import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { EXIT_CODES } from './exit.ts';
import { main } from './main.ts';
import { VERB_NAMES } from './verbs/registry.ts';

async function run(argv: string[], env: NodeJS.ProcessEnv = {}) {
  const out: string[] = [];
  const error: string[] = [];
  const code = await main(argv, {
    env: { TOCSIN_DATA_DIR: '/nonexistent', ...env },
    isTerminal: false,
    out: (line) => out.push(line),
    error: (line) => error.push(line),
    readStdin: async () => Buffer.alloc(0),
  });
  return { code, out: out.join('\n'), error: error.join('\n') };
}

/** Runs a verb against a server that refuses everything in one way. */
async function runRefused(status: number, code: string) {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(status).end(JSON.stringify({ code, detail: `It is \u001b[31m${code}.` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const env = { TOCSIN_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, TOCSIN_TOKEN: 't' };
  try {
    return await run(['show', 'TOC-2026-0001'], env);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('tocsin', () => {
  it('names the verb that was meant', async () => {
    const { code, out, error } = await run(['reprot']);
    expect({ code, out, error }).toEqual({
      code: 2,
      out: '',
      error: "tocsin: Unknown verb 'reprot'. Did you mean 'report'? See: bin/tocsin --help",
    });
  });

  it('refuses what is no UTF-8, and says which', async () => {
    const garbled = Buffer.from([0x4a, 0xf6, 0x72, 0x67]).toString();
    const { code, error } = await run(['report', '--title', garbled]);
    expect([code, error]).toEqual([
      2,
      expect.stringContaining('What --title was given (J\ufffdrg) is not text in UTF-8'),
    ]);
    expect((await run(['show', garbled])).error).toContain('Argument 2 (J\ufffdrg)');
  });

  it('adds no user by an address that no sign-in takes', async () => {
    for (const email of ['R&D@firm.example', 'dpo', 'jörg@firm.example']) {
      const { code, error } = await run(['user', 'add', '--email', email, '--role', 'auditor']);
      expect([code, error]).toEqual([2, expect.stringContaining(`an address that can sign in, not '${email}'`)]);
    }
  });

  it('says its version, and its help under the short name too', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    for (const asked of ['--version', '-V']) expect((await run([asked])).out).toBe(`tocsin ${version}`);
    expect(JSON.parse((await run(['--version', '--json'])).out)).toEqual({ version });
    expect((await run(['-h'])).out).toBe((await run(['--help'])).out);
    expect(await run(['take', '-h'])).toMatchObject({ code: 0, out: (await run(['take', '--help'])).out });
    expect((await run(['help', 'take'])).out).toContain('usage: bin/tocsin take <breach>');
  });

  it('names both words of a verb of two', async () => {
    expect((await run(['policy', 'check'])).out).toContain('On duty: somebody at every hour of the week');
    expect((await run(['policy'])).error).toContain("try 'bin/tocsin policy check'");
  });

  it('gives errors as one JSON document on stdout, wherever --json stands', async () => {
    const expected = { error: { code: 'bad-input', detail: expect.stringContaining('--titel'), field: 'titel' } };
    for (const argv of [
      ['report', '--titel', 'x', '--json'],
      ['--json', 'report', '--titel', 'x'],
    ]) {
      const { code, out, error } = await run(argv);
      expect([code, JSON.parse(out), error]).toEqual([2, expected, '']);
    }
  });

  it.each([
    [403, 'forbidden', 3],
    [401, 'unauthenticated', 3],
    [409, 'clocks-still-running', 2],
    [503, 'unavailable', 4],
    [500, 'internal', 5],
  ])('answers HTTP %i %s with exit code %i', async (status, code, exit) => {
    expect((await runRefused(status, code)).code).toBe(exit);
  });

  it('keeps escape sequences of a server away from the terminal', async () => {
    expect((await runRefused(403, 'forbidden')).error).toBe('tocsin: It is  [31mforbidden.');
  });

  it('says how to start where no server is known', async () => {
    const { code, error } = await run(['list']);
    expect([code, error]).toEqual([4, expect.stringContaining('npm start')]);
  });

  it('has every file of verbs/ in its table, and help for each', async () => {
    const files = readdirSync(new URL('verbs', import.meta.url)).filter(
      (f) => !/^(verb|registry)\.ts$|\.test\.ts$/.test(f),
    );
    expect(files.map((f) => f.replace('.ts', '').replaceAll('-', ' ')).sort()).toEqual(
      VERB_NAMES.map((name) => name.replaceAll('-', ' ')).sort(),
    );
    for (const name of VERB_NAMES) {
      const { code, out } = await run([...name.split(' '), '--help']);
      expect([code, out]).toEqual([0, expect.stringContaining(`usage: bin/tocsin ${name} `)]);
    }
  });

  it('documents its exit codes in the help and in the README', async () => {
    const [{ out }, readme] = [
      await run([]),
      readFileSync(new URL('README.md', import.meta.url), 'utf8').replaceAll('`', ''),
    ];
    for (const [code, meaning] of Object.entries(EXIT_CODES)) {
      expect(out).toContain(`${code}  ${meaning}`);
      expect(readme).toContain(`| ${code} | ${meaning} |`);
    }
  });
});
