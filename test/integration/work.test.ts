import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as answers from '../../api/openapi/answers.ts';
import { EvidencePack, verifyPack } from '../../domain/audit/pack.ts';
import { addUser, changeUser } from '../../store/users.ts';
import { workAddress } from '../../web/work/form.ts';
import { NOW, TestApi } from '../support/api.ts';
import { OVER_NOTICES } from '../support/closing.ts';

let api: TestApi;
let breachId = '';
beforeAll(async () => {
  api = await TestApi.start();
  breachId = await api.report({ title: 'Session stolen', systems: ['tickets'], awareAt: NOW });
});
afterAll(() => api.stop());

const post = (path: string, body: object, as: 'dpo' | 'responder' | 'auditor' = 'responder', key = '') => {
  const headers: Record<string, string> = key === '' ? {} : { 'idempotency-key': key };
  return api.call(as, 'POST', `/breaches/${breachId}${path}`, { body, headers });
};
const get = (path: string, as: 'dpo' | 'responder' | 'auditor' = 'dpo') =>
  api.call(as, 'GET', `/breaches/${breachId}${path}`);
const partOf = (name: string, value: string | Buffer, more = '') =>
  Buffer.concat([
    Buffer.from(`--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`),
    Buffer.from(value),
    Buffer.from('\r\n'),
  ]);
const attach = (bytes: Buffer, name = 'a.bin', about = '', as: 'dpo' | 'responder' = 'responder') => {
  const raw = Buffer.concat([
    partOf('file', bytes, `; filename="${name}"`),
    partOf('about', about),
    Buffer.from('--x--\r\n'),
  ]);
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };
  return api.call(as, 'POST', `/breaches/${breachId}/attachments`, { raw, headers });
};
const attachOnPage = (bytes: Buffer, about: string) => {
  const file = partOf('file', bytes, '; filename="big.log"');
  const raw = Buffer.concat([partOf('file-about', about), file, Buffer.from('--x--\r\n')]);
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };
  return api.call('responder', 'POST', workAddress(breachId, 'files'), { raw, headers });
};
const packOf = async (as: 'dpo' | 'auditor', query: string) => get(`/evidence?${query}`, as);

describe('tasks', () => {
  it('are added, given away and finished, and are listed as the document says', async () => {
    const due = '2026-11-24T10:00:00+01:00';
    expect((await post('/tasks', { text: 'Call Dana Okoro.', owner: 'dpo', due })).status).toBe(200);
    expect((await post('/tasks', { text: 'Lock the account.' })).status).toBe(200);
    await post('/tasks/2', { act: 'assign', owner: 'responder' });
    await post('/tasks/2', { act: 'finish', reasons: 'Locked.' });
    const { json } = await get('/tasks?part=all');
    expect(answers.TaskList.safeParse(json).error).toBeUndefined();
    expect(json.tasks).toMatchObject([
      { number: 2, text: 'Lock the account.', owner: 'responder', status: 'done', changed: { reasons: 'Locked.' } },
      { number: 1, text: 'Call Dana Okoro.', owner: 'dpo', due: '2026-11-24T09:00:00.000Z', status: 'open' },
    ]);
    expect((await get('/tasks')).json.tasks).toHaveLength(1);
  });

  it('are refused for somebody who left, with a clear answer, and are nobody’s once the owner leaves', async () => {
    const [gone, here] = await Promise.all(
      ['gone', 'here'].map((name) =>
        addUser(api.store, { name, email: `${name}@people.example`, role: 'responder', at: NOW }),
      ),
    );
    await changeUser(api.store, gone?.id ?? '', { disabled: true });
    const refused = await post('/tasks', { text: 'Look.', owner: `user:${gone?.id}` });
    expect([refused.status, refused.json.field]).toEqual([422, 'owner']);
    expect(refused.json.detail).toContain('has left');
    await post('/tasks', { text: 'Look here.', owner: `user:${here?.id}` });
    const found = async () => ((await get('/tasks?part=all')).json.tasks as { ownerless: boolean }[])[0];
    expect(await found()).toMatchObject({ ownerless: false });
    await changeUser(api.store, here?.id ?? '', { disabled: true });
    expect(await found()).toMatchObject({ ownerless: true, owner: `user:${here?.id}` });
  });

  it('of a playbook are added once, in the language that is asked for', async () => {
    const before = ((await get('/tasks?part=all')).json.tasks as []).length;
    await post('/playbooks', { playbook: 'ransomware', language: 'de' }, 'responder', 'begun-by-the-responder');
    await post('/playbooks', { playbook: 'ransomware' }, 'dpo', 'begun-by-the-dpo');
    const { json } = await get('/tasks?part=all');
    expect([(json.tasks as []).length - before, json.playbooks]).toEqual([9, ['ransomware']]);
    expect(JSON.stringify(json.tasks)).toContain('Strafanzeige stellen');
    expect((await post('/playbooks', { playbook: 'flood' })).json).toMatchObject({ code: 'not-found' });
    expect(answers.PlaybookList.safeParse((await api.call('dpo', 'GET', '/policy/playbooks')).json).error).toBe(
      undefined,
    );
  });
});

describe('notes and calls', () => {
  it('are listed newest first, a page at a time', async () => {
    for (const text of ['One.', 'Two.', 'Three.']) await post('/notes', { text });
    const first = (await get('/notes?limit=2')).json;
    expect(answers.NoteList.safeParse(first).error).toBeUndefined();
    expect(first.notes).toMatchObject([{ text: 'Three.' }, { text: 'Two.' }]);
    const rest = (await get(`/notes?limit=2&before=${first.next}`)).json;
    expect([rest.notes, rest.next]).toMatchObject([[{ text: 'One.' }], null]);
    await post('/calls', { calledAt: '2026-11-24T08:00:00Z', partner: 'Fjord, Dana', said: 'It is shut.' });
    const { json } = await get('/calls');
    expect(answers.CallList.safeParse(json).error).toBeUndefined();
    expect(json.calls).toMatchObject([{ partner: 'Fjord, Dana', said: 'It is shut.', by: 'responder' }]);
  });

  it('that are privileged are read by who responds, and in a pack only where the DPO includes them', async () => {
    const text = 'Counsel says: wait with the press.';
    await post('/notes', { text, privileged: true });
    expect((await get('/notes', 'responder')).body).toContain(text);
    for (const path of ['/notes', '/events']) expect((await get(path, 'auditor')).body).not.toContain(text);

    const plain = await packOf('auditor', 'open=true');
    expect([plain.body.includes(text), plain.body.includes('Three.')]).toEqual([false, true]);
    expect(verifyPack(EvidencePack.parse(plain.json)).findings).toEqual([]);
    const whole = await packOf('dpo', 'open=true&privileged=true');
    expect(whole.body).toContain(text);
    expect(verifyPack(EvidencePack.parse(whole.json)).findings).toEqual([]);
    expect((await packOf('auditor', 'open=true&privileged=true')).status).toBe(403);
    expect((await packOf('dpo', 'privileged=true')).json).toMatchObject({
      code: 'content-refused',
      field: 'privileged',
    });
  });
});

describe('a file', () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

  it.each<[string, Buffer, string]>([
    ['an image with a script', svg, 'shot.svg'],
    ['a program', Buffer.from('4d5a90000300000004000000ffff', 'hex'), 'run.exe'],
    ['an archive', Buffer.from('504b0304140000000800ffff00', 'hex'), 'bomb.zip'],
  ])('that is %s comes back byte by byte, as a download of no type', async (_, bytes, name) => {
    expect((await attach(bytes, name, 'As found')).status).toBe(200);
    const [last] = (await get('/attachments')).json.attachments as { sha256: string; name: string; from: string }[];
    expect(last).toMatchObject({ name, about: 'As found', bytes: bytes.length });
    expect(last?.from).toMatch(/^[0-9a-f]{64}$/);
    const url = `/breaches/${breachId}/attachments/${last?.sha256}`;
    const headers = { authorization: `Bearer ${api.tokens.auditor}` };
    const answer = await api.server.inject({ url, headers });
    expect(answer.rawPayload.equals(bytes)).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment; filename="[\w-]+\.bin"$/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  it('is one by its bytes, and says nothing of its address in clear', async () => {
    const before = (await get('/attachments')).json.attachments as { name: string }[];
    expect((await attach(svg, 'again.svg')).status).toBe(200);
    const { json, body } = await get('/attachments');
    expect(answers.AttachmentList.safeParse(json).error).toBeUndefined();
    expect(json.attachments).toEqual(before);
    const { body: events } = await get('/events');
    expect([body.includes('127.0.0.1'), events.includes('127.0.0.1')]).toEqual([false, false]);
  });

  it('keeps the name it came with, in any script, and none of a path', async () => {
    await attach(Buffer.from('umlaut'), '../../Übersicht\u202e.txt');
    const [last] = (await get('/attachments')).json.attachments as { name: string }[];
    expect(last?.name).toBe('Übersicht.txt');
  });

  it('that is empty, missing or too large is refused, and nothing of it is kept', async () => {
    const before = await api.counts();
    expect((await attach(Buffer.alloc(0))).json).toMatchObject({ code: 'content-refused', field: 'file' });
    const large = await attach(Buffer.alloc(10 * 1_048_576 + 1, 1));
    expect([large.status, large.json.code]).toEqual([413, 'too-large']);
    const headers = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '200000000' };
    const early = await api.call('responder', 'POST', `/breaches/${breachId}/attachments`, { raw: '--x', headers });
    expect([early.status, early.json.code]).toEqual([413, 'too-large']);
    expect((await api.counts()).files).toBe(before.files);
  });

  it('has each download on record by its name', async () => {
    const [{ sha256 }] = (await get('/attachments')).json.attachments as [{ sha256: string }];
    await get(`/attachments/${sha256}`, 'responder');
    const { entries } = (await api.call('auditor', 'GET', `/audit?breachId=${breachId}`)).json as { entries: object[] };
    const route = 'GET /breaches/:breachId/attachments/:file';
    expect(entries).toContainEqual(expect.objectContaining({ who: 'responder', route, about: sha256 }));
  });

  it('is in the pack with its bytes, and is nobody else’s', async () => {
    const pack = EvidencePack.parse((await packOf('dpo', 'open=true')).json);
    expect(pack.files.map(({ base64 }) => base64)).toContain(svg.toString('base64'));
    const other = await api.report({ title: 'Another' });
    const [{ sha256 }] = (await get('/attachments')).json.attachments as [{ sha256: string }];
    expect((await api.call('dpo', 'GET', `/breaches/${other}/attachments/${sha256}`)).status).toBe(404);
  });
});

describe('the page', () => {
  const url = () => `/desk/breaches/${breachId}/work`;

  it('takes each form and shows it in its list', async () => {
    const { cookie, csrf } = await api.session('responder');
    const send = (path: string, fields: Record<string, string>) =>
      api.submit(`${url()}/${path}`, { csrf, ...fields }, { cookie });
    const shown = async (query: string) => (await api.server.inject({ url: url() + query, headers: { cookie } })).body;
    const due = { 'task-due': '2026-11-24T08:50', 'task-due-zone': 'UTC' };
    const done = [
      await send('tasks', { 'task-text': 'Ask the landlord.', 'task-owner': '', ...due }),
      await send('playbooks', { playbook: 'lost-device' }),
      await send('notes', { 'note-text': 'He saw nobody.' }),
      await send('calls', {
        'call-partner': 'Police',
        'call-at': '2026-11-24T09:00',
        'call-at-zone': 'UTC',
        'call-said': 'x',
      }),
    ];
    expect(done.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303, 422]);
    expect(done[3]?.body).toContain('later than now');
    expect(await shown('')).toContain('Ask the landlord.');
    expect(await shown('?part=all&before=1')).toContain('Lock or wipe the device');
    expect(await shown('?list=notes')).toContain('He saw nobody.');
    expect((await send('tasks/1', { act: 'drop', 'change-reasons': '' })).body).toContain('f-change-reasons-e');
  });

  it('shows an auditor the lists without a form, and no privileged note', async () => {
    const { cookie } = await api.session('auditor');
    const { body } = await api.server.inject({ url: `${url()}?list=notes`, headers: { cookie } });
    expect(body).toContain('Your role does not read it.');
    expect(body).not.toContain('Counsel says');
    expect(body).not.toContain('note-text');
  });

  it('says of each look at it who looked', async () => {
    const { body } = await api.call('auditor', 'GET', '/audit?limit=100');
    for (const route of ['GET /desk/breaches/:breachId/work', 'GET /breaches/:breachId/attachments/:file']) {
      expect(body).toContain(route);
    }
  });
});

it('a file too large by the page leads back to its form, with the limit and what was typed beside it', async () => {
  const kept = await api.counts();
  const { status, body } = await attachOnPage(Buffer.alloc(11 * 1_048_576), 'The logs of the proxy');
  expect(status).toBe(422);
  expect(body).toContain('The file is larger than the 10 MiB that are taken');
  expect(body).toContain('value="The logs of the proxy"');
  expect(body).toContain(`action="${workAddress(breachId, 'files')}"`);
  expect((await api.counts()).files).toBe(kept.files);
});

describe('open tasks of all incidents', () => {
  it('are listed for programs and on the desk, one’s own apart', async () => {
    const { cookie, userId } = await api.session('responder');
    const due = '2026-11-24T08:00:00.000Z';
    await post('/tasks', { text: 'Write to the hoster.', owner: `user:${userId}`, due });
    await post('/tasks', { text: 'Wait for the DPO.', owner: 'dpo', due: '2026-11-24T08:10:00.000Z' });
    const open = async (owner: string) => (await api.call('responder', 'GET', `/tasks?owner=${owner}`)).json;
    expect(answers.OpenTaskList.safeParse(await open('all')).error).toBeUndefined();
    const mine = (await open('me')).tasks as { owner: string }[];
    expect(mine.filter(({ owner }) => owner !== 'responder')).toEqual([]);
    const desk = (await api.server.inject({ url: '/', headers: { cookie } })).body;
    const card = /<section class="card" id="tasks"[\s\S]*?<\/section>/.exec(desk)?.[0] ?? '';
    const [own = '', others = ''] = card.split('Of others, and of nobody');
    expect(own).toMatch(/late[\s\S]*Write to the hoster\./);
    expect(own).not.toContain('Wait for the DPO.');
    expect(others).toContain('Wait for the DPO.');
    expect(others).not.toContain('Write to the hoster.');
  });
});

const TASKS = { point: 'tasks-open', reasons: 'They end with it.' };

it('a closed breach takes a late file and stays closed, takes nothing else, and leaves the list of tasks', async () => {
  await post('/closing', { outcome: 'not-a-breach', reasons: 'A test.', over: [...OVER_NOTICES, TASKS] }, 'dpo');
  expect((await post('/notes', { text: 'Late.' })).json.code).toBe('breach-closed');
  const late = await attach(Buffer.from('late'), 'receipt.pdf', 'The receipt of the authority', 'dpo');
  expect(late.status).toBe(200);
  expect((await get('/attachments')).json.attachments).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: 'receipt.pdf' })]),
  );
  expect((await get('')).json.status).toBe('closed');
  // Whoever may open it again says so; a file of who may not proposes it.
  expect((await get('/closing')).json.reopen).toMatchObject({ proposed: false, lateEvidence: 0 });
  expect((await attach(Buffer.from('found'), 'proxy.log', 'Found later')).status).toBe(200);
  expect((await get('/closing')).json.reopen).toMatchObject({ proposed: true, lateEvidence: 1 });
  expect(((await api.call('dpo', 'GET', '/tasks')).json as { tasks: unknown[] }).tasks).toEqual([]);
  expect((await get('/notes')).status).toBe(200);
});
