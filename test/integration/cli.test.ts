import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prepareCredentials } from '../../cli/credentials.ts';
import { ALERT_SOURCES } from '../../detection/registry.ts';
import { DAY_MS, plusMs, toInstant } from '../../domain/time.ts';
import { enterEnrolmentCode } from '../../store/auth/enrolment.ts';
import { authenticate, revokeToken } from '../../store/tokens.ts';
import { NOW, TestApi } from '../support/api.ts';
import { jsonOfCli, tellCli } from '../support/cli.ts';
import { SmtpSink } from '../support/smtp.ts';

const ART33 = 'gdpr-art33-1-authority';
const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-cli-'));
const file = (name: string, content: string) => {
  writeFileSync(join(dataDir, name), content);
  return join(dataDir, name);
};

let api: TestApi;
let url: string;
const credentials = () => prepareCredentials(api.store, { dataDir, url, now: NOW });

beforeAll(async () => {
  api = await TestApi.start();
  url = await api.server.listen({ port: 0, host: '127.0.0.1' });
  await credentials();
});
afterAll(() => api.stop());

/** Runs one verb with --json and gives its one document. */
const run = (...argv: string[]) => runWith({}, ...argv);
const runWith = (more: NodeJS.ProcessEnv, ...argv: string[]) =>
  jsonOfCli({ TOCSIN_DATA_DIR: dataDir, ...more }, ...argv);
/** The same for people: what was printed, and what went to stderr. */
const tell = (...argv: string[]) => tellCli({ TOCSIN_DATA_DIR: dataDir }, ...argv);

/** The environment of somebody at the machine itself. */
const connected = (): NodeJS.ProcessEnv => {
  const keys = Object.fromEntries([...api.store.keyring.keys].map(([id, key]) => [id, key.toString('base64')]));
  return {
    MONGODB_URI: api.mongodbUri,
    TOCSIN_KEYRING: JSON.stringify({ current: api.store.keyring.current, keys }),
  };
};

async function report(...more: string[]): Promise<string> {
  const { json } = await run('report', '--title', 'Session stolen', '--system', 'tickets', ...more);
  await api.relay.turn();
  return json.breachId;
}

describe('names and local times', () => {
  it('are for people: show names systems, and prints with --json what the API answers, to the letter', async () => {
    const id = await report();
    const { text } = await tell('show', id);
    expect(text).toContain('Support tickets (tickets)');
    const { json } = await run('show', id);
    const { tokens } = JSON.parse(readFileSync(join(dataDir, 'credentials.json'), 'utf8'));
    const headers = { authorization: `Bearer ${tokens.responder}` };
    const answered = (await api.call(null, 'GET', `/breaches/${id}`, { headers })).json;
    expect(JSON.stringify(json)).toBe(JSON.stringify({ ...answered, notices: null }));
  });

  it('stand in the list of alert sources and in one of them', async () => {
    const { json } = await run('sources', 'okta');
    expect(json).toMatchObject({ lastAlertAt: null });
    expect((await tell('sources', 'okta')).text).toContain('last alert: none yet');
  });
});

describe('a token issued straight into the database', () => {
  it('opens the API in its role', async () => {
    const { code, json } = await runWith(connected(), 'token', 'yearly-audit', '--role', 'auditor');
    expect(code).toBe(0);
    expect(await authenticate(api.store, json.token, NOW)).toEqual({
      name: 'yearly-audit',
      role: 'auditor',
      scope: 'all',
    });
  });
  it('ends in 90 days, or when it is asked to, and says so', async () => {
    const { json } = await runWith(connected(), 'token', 'feed', '--role', 'responder');
    const roleAfter = async (days: number, token = json.token) =>
      (await authenticate(api.store, token, toInstant(Date.now() + days * DAY_MS)))?.role ?? null;
    expect([await roleAfter(89), await roleAfter(91)]).toEqual(['responder', null]);
    const asked = await runWith(
      connected(),
      'token',
      'feed',
      '--role',
      'responder',
      '--expires',
      '2099-01-01T00:00:00Z',
    );
    expect(await roleAfter(365, asked.json.token)).toBe('responder');
  });
  it('comes with the signing secret of each source, and no two alike, where it is for an alert source', async () => {
    const { json } = await runWith(connected(), 'token', 'guardduty', '--role', 'alert-source');
    const signing = json.signing as Record<string, string>;
    expect(signing['aws-guardduty']).toBe(api.alertSecret);
    expect(Object.keys(signing)).toEqual(ALERT_SOURCES.map(({ name }) => name));
    expect(new Set(Object.values(signing)).size).toBe(ALERT_SOURCES.length);
  });
  it('is refused for a role there is none of, or a time gone by', async () => {
    const wrong = await runWith(connected(), 'token', 'x', '--role', 'god');
    const late = await runWith(connected(), 'token', 'x', '--role', 'dpo', '--expires', '2020-01-01T00:00:00Z');
    expect([wrong.json.error.field, late.json.error.field]).toEqual(['role', 'expires']);
  });
});

describe('the way in for somebody at the machine itself', () => {
  const ines = { email: 'ines@people.example', role: 'administrator' };
  const dpo = { email: 'dpo@people.example', role: 'dpo' };
  const asked = (name: string, { email, role }: typeof ines) => [
    'user',
    'add',
    '--name',
    name,
    '--email',
    email,
    '--role',
    role,
  ];

  it('is a link, and for a role that needs it a code to enrol; who decides is told; it is on record', async () => {
    const smtp = await SmtpSink.start();
    const env = { ...connected(), SMTP_URL: smtp.url };
    const first = await runWith(env, ...asked('Ines', ines));
    expect(first.json).toMatchObject({ ...ines, enrolmentCode: expect.stringMatching(/^\w{4}-\w{4}-\w{4}$/) });
    const other = await runWith(env, ...asked('D', dpo));
    expect(smtp.mails).toHaveLength(0);
    const link = await runWith(env, 'sign-in', '--email', ines.email);
    expect(link.json.enrolmentCode).not.toBe(first.json.enrolmentCode);
    const enter = (userId: string, code: string) =>
      enterEnrolmentCode(api.store, { userId, sessionId: 's', at: new Date().toISOString() }, code);
    expect(await enter(first.json.id, first.json.enrolmentCode)).toBe('wrong');
    expect(await enter(first.json.id, link.json.enrolmentCode)).toBe('right');
    const reset = await runWith(env, 'user', 'reset', '--email', dpo.email);
    expect(await enter(other.json.id, reset.json.enrolmentCode)).toBe('right');
    expect((await runWith(env, 'user', 'reset', '--email', 'x@y.z')).json.error.code).toBe('not-found');
    await runWith(env, 'token', 'robot', '--role', 'deputy');
    const told = smtp.mails.map(({ to, text }) => [to, text.includes('Done by: somebody at the server itself')]);
    expect(told).toEqual([dpo.email, dpo.email, dpo.email].map((to) => [to, true]));
    const { body } = await api.call('auditor', 'GET', '/desk/audit.csv?who=operator');
    for (const did of ['user-add', 'sign-in-link', 'user-reset', 'enrolment-code', 'token']) {
      expect(body).toContain(`"server/${did}"`);
    }
    await smtp.stop();
  });

  it('needs no code where the second factor is optional', async () => {
    const env = { ...connected(), SECOND_FACTOR: 'optional' };
    const { json } = await runWith(env, ...asked('O', { email: 'o@people.example', role: 'deputy' }));
    expect(json.enrolmentCode).toBeNull();
  });
});

describe('credentials', () => {
  const stored = () => JSON.parse(readFileSync(join(dataDir, 'credentials.json'), 'utf8'));

  it('are readable by their owner only, and the same at the next start', async () => {
    const rows = await credentials();
    expect(statSync(join(dataDir, 'credentials.json')).mode & 0o777).toBe(0o600);
    expect(rows.map((row) => row.role)).toEqual(['alert-source', 'responder', 'dpo']);
    expect(await credentials()).toEqual(rows);
  });

  it('are issued anew where one is missing or no longer accepted', async () => {
    const before = stored();
    await revokeToken(api.store, 'responder');
    const { dpo: _, ...tokens } = before.tokens;
    file('credentials.json', JSON.stringify({ ...before, tokens }));
    await credentials();
    const after = stored().tokens;
    expect(after['alert-source']).toBe(before.tokens['alert-source']);
    expect(after.responder).not.toBe(before.tokens.responder);
    for (const role of ['dpo', 'responder'] as const) {
      expect(await authenticate(api.store, after[role], NOW)).toEqual({ name: role, role, scope: 'all' });
    }
  });

  it('end in 90 days, and are issued anew by a start in the last 30, or where they would never end', async () => {
    await credentials();
    const { dpo, responder } = stored().tokens;
    const accepted = async (token: string, days: number) =>
      (await authenticate(api.store, token, plusMs(NOW, days * DAY_MS))) !== null;
    expect([await accepted(dpo, 89), await accepted(dpo, 91)]).toEqual([true, false]);
    // As version 0.4.0 issued them.
    await api.store.connection
      .collection<{ _id: string }>('tokens')
      .updateOne({ _id: 'responder' }, { $set: { expiresAt: null } });
    await prepareCredentials(api.store, { dataDir, url, now: plusMs(NOW, 59 * DAY_MS) });
    expect([stored().tokens.dpo === dpo, stored().tokens.responder === responder]).toEqual([true, false]);
    await prepareCredentials(api.store, { dataDir, url, now: plusMs(NOW, 61 * DAY_MS) });
    expect([stored().tokens.dpo === dpo, await accepted(dpo, 62)]).toEqual([false, false]);
  });
});

describe('the verbs', () => {
  it('take a breach from report to evidence that verifies', async () => {
    const id = await report('--aware', '2026-11-24T09:00:00+01:00');
    const listed = await run('list');
    expect(listed.json.breaches[0]).toMatchObject({ breachId: id, next: { obligation: ART33 } });
    const amended = await run(
      'amend',
      id,
      '--set',
      'peopleConcerned=900',
      '--set',
      'measures=Keys replaced',
      '--reasons',
      'Log',
    );
    expect(amended.code).toBe(0);
    expect((await run('show', id)).json).toMatchObject({
      facts: { peopleConcerned: 900 },
      narrative: { measures: 'Keys replaced' },
    });
    expect((await run('aware', id, '--at', '2026-11-24T07:00:00+01:00', '--reasons', 'Night shift')).code).toBe(0);
    expect((await run('decide', id, '--risk', 'high-risk', '--reasons', 'Names')).code).toBe(0);
    const apart = ['--difference', 'Keys were leaked, and changed in time'];
    const people = ['--risk', 'risk', '--article', 'art34', '--reasons', 'Names only', ...apart];
    expect((await run('decide', id, ...people)).code).toBe(0);
    expect((await run('show', id)).json.risk).toMatchObject({
      art33: { conclusion: 'high-risk', reasons: 'Names' },
      art34: { conclusion: 'risk', reasons: 'Names only' },
    });
    const waiver = ['--waive', ART33, '--article', 'art33', '--reasons', 'x'];
    expect((await run('decide', id, ...waiver)).json.error).toMatchObject({ code: 'bad-input', field: 'article' });
    expect(
      (await run('file', id, ART33, '--at', NOW, '--receipt', 'R-1', '--elsewhere', '--reasons', 'By post')).code,
    ).toBe(0);
    const blocked = await run('close', id, '--outcome', 'resolved', '--reasons', 'All told');
    expect(blocked.json.error).toMatchObject({ code: 'closing-blocked', field: 'over' });
    const { points } = (await run('close', id, '--list')).json as unknown as {
      points: { point: string; mayPass: boolean }[];
    };
    expect(points.map(({ point }) => point)).toContain(`filing-incomplete/${ART33}`);
    expect(points.every(({ mayPass }) => mayPass)).toBe(true);
    const over = points.flatMap(({ point }) => ['--over', `${point}=Whole, by post`]);
    const closing = ['--outcome', 'resolved', '--reasons', 'All told', ...over];
    expect((await run('close', id, ...closing)).code).toBe(0);
    expect((await run('reopen', id, '--reasons', 'A supplier called')).code).toBe(0);
    expect((await run('show', id)).json).toMatchObject({
      status: 'confirmed',
      reopened: [{ reasons: 'A supplier called' }],
    });
    expect((await run('close', id, ...closing)).code).toBe(0);
    const { json } = await run('evidence', id, '--out', join(dataDir, 'pack.json'));
    expect(statSync(join(dataDir, 'pack.json')).mode & 0o777).toBe(0o600);
    const verified = await run('verify', join(dataDir, 'pack.json'), '--head', `${json.head.seq}:${json.head.hash}`);
    expect([verified.code, verified.json.ok, verified.json.breachId]).toEqual([0, true, id]);
    const ids = async (...all: string[]) =>
      (await run('list', ...all)).json.breaches.map((b: { breachId: string }) => b.breachId);
    expect(await ids()).not.toContain(id);
    expect(await ids('--all')).toContain(id);
    expect(await ids('--status', 'closed')).toContain(id);
    expect(await ids('--status', 'candidate')).not.toContain(id);
  });

  it('draft a letter, and approve exactly the content that was read', async () => {
    const id = await report();
    const csv = file('people.csv', 'name,email\nAda Quill,ada@people.example\nAda Quill,Ada@people.example\n');
    const letter = file('letter.txt', 'Dear {{recipient}},\n\nplease read this carefully.');
    const draft = await run('campaign', id, '--recipients', csv, '--subject', 'Your data', '--text-file', letter);
    expect(draft.json).toMatchObject({ list: { recipients: 1, duplicates: 1 }, campaign: 1 });
    const approve = (...hash: string[]) => run('decide', id, '--approve-campaign', '1', '--reasons', 'Read', ...hash);
    expect((await approve('--content-hash', '0'.repeat(64))).json.error.code).toBe('conflict');
    // A token alone does not approve for people.
    const alone = await approve('--content-hash', draft.json.contentHash);
    expect([alone.code, alone.json.error.code]).toEqual([3, 'four-eyes']);
    const shown = await run('show', id);
    expect(shown.json.campaigns[0]).toMatchObject({ status: 'draft' });
    expect((await api.approveCampaign(id, draft.json.contentHash)).status).toBe(303);
    expect((await run('show', id)).json.campaigns[0]).toMatchObject({ status: 'sending' });
  });

  it('say of a letter how many on its list prefer another language than it is written in', async () => {
    const id = await report();
    const letter = file('letter.txt', 'Dear {{recipient}},\n\nplease read this carefully.');
    const drafted = async (name: string, ...languages: string[]) => {
      const rows = languages.map((language, n) => `Ada Quill,${name}${n}@people.example,${language}\n`);
      const csv = file(`${name}.csv`, `name,email,language\n${rows.join('')}`);
      return (await tell('campaign', id, '--recipients', csv, '--subject', 'Your data', '--text-file', letter)).text;
    };
    const mixed = await drafted('mixed', 'de', 'fr', 'en', 'de');
    expect(mixed).toMatch(
      /^2 people prefer German; the letter goes to them in English\.\n1 person prefers French; the letter goes/m,
    );
    expect(await drafted('same', 'en', 'en')).not.toContain('prefer');
  });

  it('draft a letter in further languages, and say how many get which', async () => {
    const id = await report();
    const letter = file('letter.txt', 'Dear {{recipient}},\n\nplease read this carefully.');
    const german = file('brief.txt', 'Betreff: Ihre Daten\n\nGuten Tag {{recipient}},\n\nbitte lesen Sie dies.\n');
    const csv = file('two.csv', 'name,email,language\nAda,ada@people.example,de\nBo,bo@people.example,fr\n');
    const to = [id, '--recipients', csv, '--subject', 'Your data', '--text-file', letter];
    const { text } = await tell('campaign', ...to, '--also', `de=${german}`);
    expect(text).toContain('Subject (de): Ihre Daten\n\nGuten Tag {{recipient}},\n\nbitte lesen Sie dies.');
    expect(text).toMatch(/^English, to 1 person\nGerman, to 1 person\n1 person prefers French;/m);
    const wrong = await run('campaign', ...to, '--also', german);
    expect([wrong.code, wrong.json.error.field]).toEqual([2, 'also']);
  });

  it('refuse with the code of the API and its exit code', async () => {
    const id = await report();
    const refusals = [
      await run('report', '--title', 'Lost', '--system', 'nowhere'),
      await run('aware', id, '--at', '2099-01-01T00:00:00Z'),
      await run('file', id, 'gdpr-art99', '--receipt', 'R', '--at', NOW),
      await run('decide', id, '--risk', 'risk', '--reasons', 'x', '--as', 'responder'),
      await run('show', 'TOC-2026-9999'),
      await run('show', '../register'),
    ].map(({ code, json }) => [code, json.error.code]);
    expect(refusals).toEqual([
      [2, 'unknown-system'],
      [2, 'awareness-in-the-future'],
      [2, 'unknown-obligation'],
      [3, 'forbidden'],
      [2, 'not-found'],
      [2, 'bad-input'],
    ]);
  });

  it('say that the engine behind the server is away', async () => {
    const id = await report();
    api.gateway.isUp = false;
    const { code, json } = await run('aware', id, '--at', '2026-11-24T07:00:00Z');
    api.gateway.isUp = true;
    expect([code, json.error.code]).toEqual([4, 'unavailable']);
  });

  it('do a command once under the key that was printed when nobody answered', async () => {
    const id = await report('--aware', '2026-11-24T07:00:00Z');
    const file = ['file', id, ART33, '--receipt', 'R-1', '--elsewhere', '--reasons', 'By post'];
    api.gateway.isUp = false;
    // The test's clock stands still: the filing is not after it only when its own time is said.
    const { json } = await run(...file, '--at', NOW);
    api.gateway.isUp = true;
    const again = /done once with (--key \S+ --at \S+)$/.exec(json.error.detail)?.[1]?.split(' ') ?? [];
    expect(again).toHaveLength(4);
    const [first, second] = [await run(...file, ...again), await run(...file, ...again)];
    expect([first.code, second.code]).toEqual([0, 0]);
  });

  it('say who is being told now, and warn that the notice has no story', async () => {
    const id = await report();
    const first = await tell('aware', id, '--at', '2026-11-24T07:00:00Z');
    expect(first.text).toContain('1 counterparty is being told: fjord (supplier)');
    expect(first.text).toContain("their notice says 'not known yet'");
    expect(first.text).toContain(`next: bin/tocsin decide ${id} --risk`);
    const corrected = await tell('aware', id, '--at', '2026-11-24T06:00:00Z', '--reasons', 'Night shift');
    const decided = await tell('decide', id, '--risk', 'risk', '--reasons', 'Names');
    expect([corrected.text, decided.text].join()).not.toContain('being told');
  });

  it('add systems to those that are named', async () => {
    const { json } = await run('report', '--title', 'Nothing known yet');
    await api.relay.turn();
    const amended = await run('amend', json.breachId, '--system', 'tickets', '--reasons', 'Log');
    expect([amended.code, (await run('show', json.breachId)).json.facts.systems]).toEqual([0, ['tickets']]);
    const unknown = await run('amend', json.breachId, '--set', 'malicous=yes', '--reasons', 'Log');
    expect(unknown.json.error.detail).toContain("did you mean 'malicious'?");
  });

  it('say when a closed breach was closed, and how', async () => {
    const id = await report();
    await run('close', id, '--outcome', 'not-a-breach', '--reasons', 'Ours');
    const { code, text } = await tell('aware', id, '--at', '2026-11-24T07:00:00Z');
    expect([code, text]).toEqual([2, expect.stringContaining(`${id} was closed on Tue 24 Nov`)]);
    expect(text).toContain('by dpo as not-a-breach');
  });

  it('list the register and the data-flow register', async () => {
    const id = await report();
    expect((await run('register')).json.entries).toContainEqual(expect.objectContaining({ breachId: id }));
    expect((await tell('register')).text).toContain(id);
    expect((await tell('dataflow', 'list')).text).toMatch(/^tickets +Support tickets +control +fjord +-$/m);
  });

  it('replace no evidence of an earlier day unless told to', async () => {
    const id = await report();
    const before = process.cwd();
    process.chdir(dataDir);
    try {
      const codes = [await run('evidence', id), await run('evidence', id), await run('evidence', id, '--force')];
      expect(codes.map(({ code }) => code)).toEqual([0, 2, 0]);
    } finally {
      process.chdir(before);
    }
  });

  it('say that what was accepted is kept where it does not show yet', async () => {
    api.gateway.isUp = false;
    const { json } = await run('report', '--title', 'Just now');
    const { json: shown } = await run('show', json.breachId);
    api.gateway.isUp = true;
    expect(shown.error.detail).toContain('Temporal or the worker is away');
  });

  it('load the example register', async () => {
    const { code } = await run('dataflow', 'load', new URL('../../local/demo/dataflow.yaml', import.meta.url).pathname);
    expect(code).toBe(0);
    const broken = await run(
      'dataflow',
      'load',
      file('broken.yaml', 'systems: [{ id: Bad Id }]\ncounterparties: []\n'),
    );
    expect([broken.code, broken.json.error.field]).toEqual([2, 'systems.0.id']);
  });
});
