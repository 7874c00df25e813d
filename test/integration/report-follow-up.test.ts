import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createChannels } from '../../activities/channels/registry.ts';
import { tellAll } from '../../activities/telling/tell.ts';
import * as answers from '../../api/openapi/answers.ts';
import { loadPolicy } from '../../config/policy.ts';
import { HOUR_MS, plusMs } from '../../domain/time.ts';
import { readBreach } from '../../store/breaches.ts';
import { changeUser } from '../../store/users.ts';
import { workAddress } from '../../web/work/form.ts';
import { NOW, TestApi, type TestSession } from '../support/api.ts';
import { OVER_NOTICES } from '../support/closing.ts';
import { SmtpSink } from '../support/smtp.ts';

const SECRET = 'the vault password is Hunter-Two';
let api: TestApi;
let smtp: SmtpSink;
let ada: TestSession;
let reference = '';
/** Whether the mail server takes what it is given. */
let isTaken = true;
let keys = 0;
const newKey = () => {
  keys += 1;
  return `form-${keys}-of-a-person`;
};

beforeAll(async () => {
  api = await TestApi.start({ realPlans: true });
  smtp = await SmtpSink.start(() => (isTaken ? 250 : 451));
  ada = await api.session('reporter');
});
afterAll(async () => {
  await smtp.stop();
  await api.stop();
});

const send = (url: string, fields: Record<string, string>, who = ada) =>
  api.submit(url, { csrf: who.csrf, key: newKey(), ...fields }, { cookie: who.cookie });
const open = (url: string, who = ada) => api.server.inject({ url, headers: { cookie: who.cookie } });
const ask = (text: string) => api.call('responder', 'POST', `/breaches/${reference}/questions`, { body: { text } });
const eventsOf = async () =>
  (await api.call('dpo', 'GET', `/breaches/${reference}/events`)).json.events as {
    type: string;
    data: Record<string, unknown>;
  }[];

/** Sends all that waits some hours from now, as the worker does, and gives what arrived. */
async function mailed(hours = 0): Promise<{ to: string; text: string; raw: string }[]> {
  const channels = createChannels({
    ...{
      smtpUrl: smtp.url,
      mailFrom: 'Tocsin <tocsin@example.org>',
      replyTo: 'dpo@example.org',
      exerciseSmtpUrl: undefined,
      slack: undefined,
    },
  });
  const before = smtp.mails.length;
  const policy = loadPolicy('policy');
  const clock = () => plusMs(api.now, hours * HOUR_MS);
  await tellAll({ store: api.store, policy, channels, clock, publicUrl: api.publicUrl });
  await channels.close();
  return smtp.mails.slice(before);
}

/** A form with a file, as a browser sends it. */
function upload(url: string, name: string, bytes: string, who = ada) {
  const field = (head: string, value: string) => `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`;
  const payload = [
    field('name="csrf"', who.csrf),
    field('name="key"', newKey()),
    field(`name="file"; filename="${name}"`, bytes),
    field('name="file-about"', 'The letter'),
    '--x--\r\n',
  ].join('');
  const headers = {
    cookie: who.cookie,
    'content-type': 'multipart/form-data; boundary=x',
    'sec-fetch-site': 'same-origin',
  };
  return api.server.inject({ method: 'POST', url, headers, payload });
}

describe('whoever reports', () => {
  it('gets one receipt in their language, with reference and page, and none of the reported words', async () => {
    const headers = { cookie: ada.cookie, 'accept-language': 'de' };
    const fields = {
      csrf: ada.csrf,
      key: 'report-0001',
      title: 'Brief an die Falsche',
      summary: SECRET,
      system: 'tickets',
    };
    const sent = await api.submit('/desk/report', fields, headers);
    expect(sent.statusCode).toBe(303);
    await api.relay.turn();
    reference = /TOC-2026-0001-\w{3}/.exec(String(sent.headers.location))?.[0] ?? '';
    const mails = await mailed();
    expect(mails.map(({ to }) => to)).toEqual(['reporter@people.example']);
    const [{ text = '', raw = '' } = {}] = mails;
    expect(raw).toContain('Content-Language: de');
    expect(text).toContain(`${api.publicUrl}/desk/reports/${reference}`);
    expect(text).toMatch(/Ihre Meldung vom D[io] \d+\. \w+ 2026, .* ist eingegangen/s);
    for (const word of ['Hunter', 'Brief an']) expect(raw).not.toContain(word);
    // Handed over again, as after a lost answer.
    await api.relay.turn();
    expect(await mailed()).toEqual([]);
  });

  it('is told once more where the mail server did not take the receipt, and only once', async () => {
    isTaken = false;
    const fields = { title: 'Another one', summary: 'x', system: '' };
    await send('/desk/report', fields);
    await api.relay.turn();
    expect(await mailed()).toEqual([]);
    isTaken = true;
    // It waits for its next attempt.
    expect(await mailed()).toEqual([]);
    api.now = '2026-11-24T08:41:00.000Z';
    expect(await mailed()).toHaveLength(1);
    api.now = NOW;
  });

  it('adds words and files, which are sealed, marked, and told to who has it', async () => {
    const at = `/desk/reports/${reference}`;
    expect((await send(`${at}/words`, { 'words-text': SECRET })).statusCode).toBe(303);
    expect((await upload(`${at}/files`, 'letter.png', 'bytes')).statusCode).toBe(303);
    const page = (await open(at)).body;
    for (const shown of [SECRET, 'letter.png', 'The letter']) expect(page).toContain(shown);
    expect((await eventsOf()).filter(({ type }) => /words|file/.test(type)).map(({ data }) => data)).toMatchObject([
      { words: 1 },
      { asReporter: true, from: expect.any(String) },
    ]);
    // Nobody has it yet: DPO and who is on duty are told.
    const mails = await mailed();
    const to = mails.map((mail) => mail.to).toSorted();
    expect(to).toEqual(['dpo@example.org', 'on-call-2@example.org']);
    // However much is added within an hour, it is one mail more.
    for (const each of ['One', 'Two', 'Three']) await send(`${at}/words`, { 'words-text': each });
    expect(await mailed(0.5)).toEqual([]);
    expect((await mailed(1)).map((mail) => mail.to).toSorted()).toEqual(to);
    expect(await mailed(2)).toEqual([]);
    for (const { raw } of mails) expect(raw).not.toMatch(/Hunter|letter\.png/);
    expect((await readBreach(api.store, reference))?.owner).toBeUndefined();
  });

  it('sees what is wrong at the field, with what was typed', async () => {
    const at = `/desk/reports/${reference}`;
    const empty = await send(`${at}/words`, { 'words-text': ' ' });
    expect(empty.body).toContain('Please fill this in.');
    const long = await send(`${at}/words`, { 'words-text': 'x'.repeat(4_001) });
    expect([long.statusCode, long.body.includes('x'.repeat(4_001))]).toEqual([422, true]);
    api.gateway.isUp = false;
    const away = await send(`${at}/words`, { 'words-text': 'Kept while away' });
    api.gateway.isUp = true;
    expect(away.body).toContain('Kept while away');
    expect(away.body).toContain('What you typed is still here');
    expect((await upload(`${at}/files`, 'empty.png', '')).statusCode).not.toBe(303);
  });
});

describe('a question', () => {
  it('is mailed as a fact, read and answered on the page, and shown with its answer to those who respond', async () => {
    const responder = await api.session('responder');
    await send(`/desk/breaches/${reference}/take`, {}, responder);
    const form = { 'question-text': 'Who was it meant for?' };
    expect((await send(workAddress(reference, 'questions'), form, responder)).statusCode).toBe(303);
    const [mail, ...others] = await mailed();
    expect([mail?.to, others]).toEqual(['reporter@people.example', []]);
    expect(mail?.raw).not.toContain('meant for');
    const at = `/desk/reports/${reference}`;
    const page = (await open(at)).body;
    expect(page).toContain('Who was it meant for?');
    expect(page).toContain('1 question waits for your answer');
    expect(page).not.toContain('Anna responder');
    expect((await send(`${at}/answers`, { question: '1', 'answer-1': 'For Ada Quill.' })).statusCode).toBe(303);
    // Who has it is the one who is told.
    expect((await mailed(2)).map(({ to }) => to)).toEqual(['responder@people.example']);
    const work = (await open(`/desk/breaches/${reference}/work?list=reporter`, responder)).body;
    for (const shown of ['Who was it meant for?', 'For Ada Quill.', SECRET, 'letter.png'])
      expect(work).toContain(shown);
    const { json } = await api.call('auditor', 'GET', `/breaches/${reference}/questions`);
    expect(answers.Exchange.safeParse(json).error).toBeUndefined();
    expect(json).toMatchObject({ questions: [{ number: 1, answer: { text: 'For Ada Quill.' } }] });
  });

  it('that was answered before its mail left is not mailed; one to somebody who left neither', async () => {
    await ask('And when?');
    await send(`/desk/reports/${reference}/answers`, { question: '2', 'answer-2': 'At nine.' });
    expect((await mailed(3)).map(({ to }) => to)).toEqual(['responder@people.example']);
    await changeUser(api.store, ada.userId, { disabled: true });
    await ask('And where?');
    expect(await mailed()).toEqual([]);
    await changeUser(api.store, ada.userId, { disabled: false });
    ada = await api.session('reporter');
  });

  it('is answered once, by its own reporter, by page or API', async () => {
    const twice = await send(`/desk/reports/${reference}/answers`, { question: '1', 'answer-1': 'No.' });
    expect(twice.body).toContain('was answered already');
    // What was typed stands where it can be added.
    expect(twice.body).toMatch(/name="words-text"[^>]*>\s*No\.<\/textarea>/);
    const body = { question: 3, text: 'x' };
    for (const role of ['dpo', 'responder'] as const) {
      const url = `/reports/${reference}/answers`;
      expect((await api.call(role, 'POST', url, { body })).status).toBe(404);
    }
    expect((await api.call('auditor', 'POST', `/reports/${reference}/words`, { body: { text: 'x' } })).status).toBe(
      403,
    );
    expect(
      (await api.call('reporter', 'POST', `/breaches/${reference}/questions`, { body: { text: 'x' } })).status,
    ).toBe(403);
  });
});

describe('a program that reports', () => {
  it('adds and answers by the API, as its document says', async () => {
    const { json } = await api.call('reporter', 'POST', '/incidents', { body: { title: 'By a program' } });
    const own = String(json.breachId);
    await api.relay.turn();
    await api.call('responder', 'POST', `/breaches/${own}/questions`, { body: { text: 'Where?' } });
    const at = `/reports/${own}`;
    expect((await api.call('reporter', 'POST', `${at}/words`, { body: { text: 'More.' } })).status).toBe(200);
    const answer = { question: 1, text: 'Here.' };
    expect((await api.call('reporter', 'POST', `${at}/answers`, { body: answer })).status).toBe(200);
    const raw = Buffer.from(
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nabc\r\n--x--\r\n',
    );
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    expect((await api.call('reporter', 'POST', `${at}/attachments`, { raw, headers })).status).toBe(200);
    const { json: whole } = await api.call('reporter', 'GET', at);
    expect(answers.WholeOwnReport.safeParse(whole).error).toBeUndefined();
    expect(whole).toMatchObject({
      ...{ state: 'open', openQuestions: 0, mayAdd: true, words: [{ text: 'More.' }], files: [{ name: 'a.txt' }] },
      questions: [{ text: 'Where?', answer: { text: 'Here.' } }],
    });
    // It has no mailbox: only those who have the incident were told.
    expect((await mailed()).every(({ to }) => to !== 'reporter@people.example')).toBe(true);
  });
});

describe('the same bytes from both sides', () => {
  it('are on record twice, each with who, when and from where, and the reporter learns nothing of it', async () => {
    const form = Buffer.from(
      '--x\r\nContent-Disposition: form-data; name="file"; filename="log.txt"\r\n\r\nthe log\r\n--x--\r\n',
    );
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const attach = () => api.call('responder', 'POST', `/breaches/${reference}/attachments`, { raw: form, headers });
    expect((await attach()).status).toBe(200);
    const at = `/desk/reports/${reference}`;
    for (let i = 0; i < 2; i += 1) expect((await upload(`${at}/files`, 'mine.txt', 'the log')).statusCode).toBe(303);
    expect((await attach()).status).toBe(200);
    expect((await open(at)).body).toContain('mine.txt');
    const of = (await eventsOf()).filter(({ type }) => type === 'file-attached').slice(-2);
    expect(of.map(({ data }) => [data.asReporter, typeof data.from])).toEqual([
      [undefined, 'string'],
      [true, 'string'],
    ]);
    const files = (await api.call('auditor', 'GET', `/breaches/${reference}/attachments`)).json;
    expect(JSON.stringify(files)).toMatch(/mine\.txt[\s\S]*log\.txt/);
    await mailed(4);
  });
});

describe('what became of it', () => {
  const stateOf = async () => (await open(`/desk/reports/${reference}`)).body;
  it('is said in plain words: being looked at, confirmed, and once closed what is added is read too', async () => {
    expect(await stateOf()).toContain('Being looked at');
    const body = { awareAt: NOW, reasons: 'SECRET-REASONS' };
    expect((await api.call('dpo', 'POST', `/breaches/${reference}/awareness`, { body })).status).toBe(200);
    expect(await stateOf()).toContain('Confirmed');
    const close = { outcome: 'not-a-breach', reasons: 'SECRET-REASONS', over: OVER_NOTICES };
    expect((await api.call('dpo', 'POST', `/breaches/${reference}/closing`, { body: close })).status).toBe(200);
    const page = await stateOf();
    expect(page).toContain('No breach');
    expect(page).not.toMatch(/SECRET-REASONS|waits for your answer/);
    await mailed(5);
    const at = `/desk/reports/${reference}`;
    expect((await send(`${at}/words`, { 'words-text': 'It was sold since' })).statusCode).toBe(303);
    expect((await upload(`${at}/files`, 'offer.png', 'the offer')).statusCode).toBe(303);
    expect(await stateOf()).toContain('It was sold since');
    // It is news of the closed one, for which a person may open it again; who asks nothing more is refused.
    const { json } = await api.call('dpo', 'GET', `/breaches/${reference}/closing`);
    expect(json.reopen).toMatchObject({ proposed: true, lateWords: 2 });
    const mails = await mailed(6);
    expect(mails.map(({ to }) => to)).toContain('dpo@example.org');
    for (const { text, raw } of mails) {
      expect(text).toContain('Whoever reported it has added something.');
      expect(raw).not.toMatch(/sold|offer/);
    }
    expect((await readBreach(api.store, reference))?.status).toBe('closed');
    const asked = await api.call('responder', 'POST', `/breaches/${reference}/questions`, { body: { text: 'Why?' } });
    expect(asked.json.code).toBe('breach-closed');
  });
});

describe('a responder who reported', () => {
  it('adds a file to the own closed report, which is news of it once and is stored', async () => {
    const responder = await api.session('responder');
    const sent = await send('/desk/report', { title: 'Seen on call', summary: 'x', system: '' }, responder);
    const own = /TOC-2026-\d{4}-\w{3}/.exec(String(sent.headers.location))?.[0] ?? '';
    await api.relay.turn();
    const close = { body: { outcome: 'not-a-breach', reasons: 'Nothing.' } };
    expect((await api.call('dpo', 'POST', `/breaches/${own}/closing`, close)).status).toBe(200);
    const at = `/desk/reports/${own}`;
    expect((await upload(`${at}/files`, 'seen.png', 'a picture', responder)).statusCode).toBe(303);
    expect((await open(at, responder)).body).toContain('seen.png');
    const { json } = await api.call('dpo', 'GET', `/breaches/${own}/closing`);
    expect(json.reopen).toMatchObject({ proposed: true, lateWords: 1, lateEvidence: 0 });
    await mailed(6);
  });
});

describe('a report that was merged', () => {
  it('can be added to and asked about, and who has the other incident is told', async () => {
    const whole = String((await api.call('dpo', 'POST', '/incidents', { body: { title: 'The whole' } })).json.breachId);
    const sent = await send('/desk/report', { title: 'The same', summary: 'x', system: '' });
    const part = /TOC-2026-\d{4}-\w{3}/.exec(String(sent.headers.location))?.[0] ?? '';
    await api.relay.turn();
    const responder = await api.session('responder');
    await send(`/desk/breaches/${whole}/take`, {}, responder);
    const merge = { outcome: 'merged', into: whole, reasons: 'The same.' };
    expect((await api.call('dpo', 'POST', `/breaches/${part}/triage`, { body: merge })).status).toBe(200);
    await mailed(7);
    const question = { body: { text: 'And the letter?' } };
    expect((await api.call('responder', 'POST', `/breaches/${part}/questions`, question)).status).toBe(200);
    expect((await mailed(8)).map(({ to }) => to)).toEqual(['reporter@people.example']);
    const at = `/desk/reports/${part}`;
    expect((await open(at)).body).toContain('1 question waits for your answer');
    expect((await send(`${at}/answers`, { question: '1', 'answer-1': 'Burnt.' })).statusCode).toBe(303);
    const mails = await mailed(9);
    expect(mails.map(({ to }) => to)).toEqual(['responder@people.example']);
    expect(mails[0]?.text).toContain(`/desk/breaches/${part}/work?list=reporter`);
    const { json } = await api.call('dpo', 'GET', `/breaches/${part}/closing`);
    expect(json.reopen).toMatchObject({ proposed: false });
    // Once the whole is closed too, it is news of that.
    const close = { body: { outcome: 'not-a-breach', reasons: 'Nothing.' } };
    expect((await api.call('dpo', 'POST', `/breaches/${whole}/closing`, close)).status).toBe(200);
    await send(`${at}/words`, { 'words-text': 'Not burnt at all' });
    const news = await mailed(11);
    expect(news.map(({ to }) => to).toSorted()).toEqual(['dpo@example.org', 'responder@people.example']);
    for (const { text } of news) expect(text).toContain(`${whole} was closed`);
    const after = await api.call('dpo', 'GET', `/breaches/${whole}/closing`);
    expect(after.json.reopen).toMatchObject({ proposed: true, lateWords: 1 });
  });
});
