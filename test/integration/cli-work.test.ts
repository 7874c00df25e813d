import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { prepareCredentials } from '../../cli/credentials.ts';
import { NOW, TestApi, type TestSession } from '../support/api.ts';
import { tellCli } from '../support/cli.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-cli-'));
let api: TestApi;
let breachId = '';
let owner: TestSession;
beforeAll(async () => {
  api = await TestApi.start();
  const url = await api.server.listen({ port: 0, host: '127.0.0.1' });
  for (const { role, token } of await prepareCredentials(api.store, { dataDir, url, now: NOW }))
    api.tokens[role] = token;
  breachId = await api.report();
  owner = await api.session('responder');
});
afterAll(() => api.stop());

const tell = (verb: string, ...argv: string[]) => tellCli({ TOCSIN_DATA_DIR: dataDir }, verb, breachId, ...argv);

it('tasks are added, begun by a playbook, done and dropped, and listed', async () => {
  expect((await tell('task')).text).toBe('There is no task.');
  await tell('task', '--add', 'Call the hoster', '--owner', 'dpo', '--due', '2026-11-24T12:00:00+01:00');
  await tell('task', '--playbook', 'lost-device', '--language', 'de');
  expect((await tell('task', '--finish', '1')).text).toBe('Task 1 is done.');
  const refused = await tell('task', '--drop', '2');
  expect([refused.code, refused.text]).toEqual([expect.any(Number), expect.stringContaining('Give the reasons')]);
  expect(refused.code).not.toBe(0);
  const { text } = await tell('task');
  expect(text).toContain('Gerät aus der Ferne sperren');
  expect(text).not.toContain('Call the hoster');
  expect((await tell('task', '--all')).text).toMatch(/1 +done +dpo .*Call the hoster/);
  expect((await tell('task', '--add', 'x', '--finish', '1')).text).toContain('at a time');
});

it('notes and calls are written and read', async () => {
  await tell('note', '--add', 'Counsel says: wait.', '--privileged');
  expect((await tell('note')).text).toMatch(/privileged\n {4}Counsel says: wait\./);
  await tell('call', '--with', 'Dana Okoro', '--said', 'It is shut.', '--at', '2026-11-24T09:00:00+01:00');
  expect((await tell('call')).text).toMatch(/Dana Okoro .*\n {4}It is shut\./);
});

it('people are named, and times read in the zone of the organisation beside UTC', async () => {
  const { cookie, csrf, userId } = owner;
  const took = await api.submit(`/desk/breaches/${breachId}/take`, { csrf }, { cookie });
  expect(took.statusCode).toBe(303);
  const { people } = (await api.call('auditor', 'GET', `/breaches/${breachId}`)).json;
  expect(people).toEqual({ [`user:${userId}`]: expect.any(String) });
  const name = Object.values(people as object)[0];
  await tell('task', '--add', 'Read the logs', '--owner', `user:${userId}`);
  for (const { text } of [await tell('show'), await tell('task')]) {
    expect(text).toContain(name);
    expect(text).not.toContain(userId);
  }
  expect((await tell('show')).text).toContain(`owner     ${name}, since Tue 24 Nov 2026, 09:40 CET (08:40 UTC)`);
  expect((await tell('call')).text).toContain('Tue 24 Nov 2026, 09:00 CET (08:00 UTC)');
});

it('how long ago something was is one instant, said again as it was understood', async () => {
  const { text } = await tell('task', '--add', 'Was to be done', '--due', '2h ago');
  const instant = /^--due: (\S+Z), /m.exec(text)?.[1] ?? 'not said';
  const { tasks } = (await api.call('dpo', 'GET', `/breaches/${breachId}/tasks`)).json;
  expect(tasks).toEqual(expect.arrayContaining([expect.objectContaining({ text: 'Was to be done', due: instant })]));
  const wrong = await tell('task', '--add', 'x', '--due', 'yesterday 14:00');
  expect([wrong.code, wrong.text]).toEqual([2, expect.stringContaining("or how long ago, such as '2h ago'")]);
});

it('a file is attached, listed, and fetched as it was', async () => {
  const [from, to] = ['receipt.bin', 'fetched.bin'].map((name) => join(dataDir, name));
  const bytes = Buffer.from('00ff4d5a0d0a2d2d', 'hex');
  writeFileSync(String(from), bytes);
  await tell('attach', String(from), '--about', 'A receipt');
  const { text } = await tell('attach');
  const sha256 = /[0-9a-f]{64}/.exec(text)?.[0] ?? '';
  expect(text).toMatch(/receipt\.bin {2}8 bytes/);
  await tell('attach', '--get', sha256, '--out', String(to));
  expect(readFileSync(String(to)).equals(bytes)).toBe(true);
  expect((await tell('attach', '--get', sha256, '--out', String(to))).text).toContain('is there already');
});

it('a pack holds privileged notes where the DPO says so', async () => {
  const out = join(dataDir, 'pack.json');
  await tell('evidence', '--open', '--out', out);
  expect(readFileSync(out, 'utf8')).not.toContain('Counsel says');
  await tell('evidence', '--open', '--privileged', '--out', out);
  expect(readFileSync(out, 'utf8')).toContain('Counsel says');
});

it('whoever reported is asked, answers and adds', async () => {
  const cli = (...argv: string[]) => tellCli({ TOCSIN_DATA_DIR: dataDir }, ...(argv as [string, ...string[]]));
  const own = /TOC-\d{4}-\d{4}-\w{3}/.exec((await cli('report', '--title', 'A letter is gone')).text)?.[0] ?? '';
  await api.relay.turn();
  await cli('question', own, '--ask', 'Which one?');
  expect((await cli('reports')).text).toMatch(new RegExp(`${own} .* questions: 1 {2}A letter is gone`));
  const file = join(dataDir, 'letter.txt');
  writeFileSync(file, 'Dear Ada');
  await cli('reports', own, '--question', '1', '--answer', 'The blue one.');
  await cli('reports', own, '--add', 'It was found.');
  await cli('reports', own, '--attach', file);
  for (const { text } of [await cli('reports', own), await cli('question', own)]) {
    for (const said of ['Which one?', 'The blue one.', 'It was found.', 'letter.txt']) expect(text).toContain(said);
  }
  expect((await cli('reports', own, '--answer', 'x')).text).toContain('--question');
});
