import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '../../config/logger.ts';
import { HOUR_MS, plusMs } from '../../domain/time.ts';
import { createNudges } from '../../intake/nudges.ts';
import { readBreach } from '../../store/breaches.ts';
import { signNoticeLink } from '../../store/crypto/links.ts';
import { acknowledgeNotice } from '../../store/ledger/notice-answers.ts';
import { ledgersWithNews } from '../../store/ledger/pages.ts';
import { readNotice } from '../../store/notices.ts';
import { NOW, TestApi } from '../support/api.ts';
import { OVER_NOTICES } from '../support/closing.ts';
import { sendForm } from '../support/forms.ts';
import { later } from '../support/machine-clock.ts';
import { contentOf, handOver } from '../support/notices.ts';

let api: TestApi;
let nudges: ReturnType<typeof createNudges>;
beforeAll(async () => {
  api = await TestApi.start();
  const every = () => () => undefined;
  nudges = createNudges({ store: api.store, temporal: api.gateway, log: createLogger('test', 'silent'), every });
});
afterAll(async () => {
  await nudges.stop();
  await api.stop();
});

/** What the breach knows of its notices. */
const heard = async (breachId: string) => (await readBreach(api.store, breachId))?.communications.notices?.counts;

const expiresAt = plusMs(NOW, 86_400_000);
const form = { 'content-type': 'application/x-www-form-urlencoded' };
type Entries = { entries: { what: string; by: string }[] };
type Lines = { notices: Record<string, unknown>[] };
const answers = 'holdsData=yes&misuse=unknown&answeredBy=Dana+Okoro';

/** A breach with its awareness recorded and one notice sent; the link to it. */
async function sendNotice(subject = 'Please confirm'): Promise<{ breachId: string; id: string; url: string }> {
  // Time passes between the tests, or the one address that they come from would have looked too often.
  later(HOUR_MS);
  api.now = plusMs(NOW, -3_600_000);
  const breachId = await api.report({ awareAt: api.now });
  const id = `${breachId}~fjord`;
  const text = 'Dear Fjord,\n\nlook at your logs <script>alert(1)</script>';
  const content = contentOf('Fjord <b>Hosting</b>', { subject, text });
  await handOver(
    api.store,
    breachId,
    plusMs(NOW, -60_000),
    () => 'sent',
    () => content,
  );
  api.now = NOW;
  return {
    breachId,
    id,
    url: `/n/${await signNoticeLink(api.store.keyring, { noticeId: id, generation: 1, expiresAt })}`,
  };
}

describe('the page behind a supplier link', () => {
  it('asks, and is not acknowledged by being looked at', async () => {
    const { breachId, id, url } = await sendNotice();
    const opened = await api.call(null, 'GET', url);
    expect(opened.status).toBe(200);
    expect(opened.body).toContain('Please confirm that you have read this notice');
    expect(opened.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    await api.call(null, 'HEAD', url);
    await api.call(null, 'GET', url, { headers: { 'sec-purpose': 'prefetch' } });
    await api.call(null, 'GET', `${url}?holdsData=yes&misuse=no&answeredBy=Dana`);
    await nudges.turn();

    const notice = await readNotice(api.store, id);
    expect([notice?.status, notice?.acknowledgedAt, notice?.openedAt]).toEqual(['sent', null, NOW]);
    // The look of a mail scanner or a browser that fetches ahead is none of a person, and is recorded all the same.
    expect(notice?.uses.map((u) => u.what)).toEqual(['opened', 'prefetched', 'prefetched', 'opened']);
    const look = { at: NOW, addressPrefix: '127.0.0.0/24' };
    expect(notice?.opened).toEqual({ count: 2, first: look, last: look });
    expect(notice?.prefetched).toEqual({ count: 2, first: look, last: look });
    const { entries } = (await api.call('dpo', 'GET', `/breaches/${breachId}/notices/fjord`)).json as Entries;
    expect(entries.map(({ what }) => what)).toEqual(['planned', 'sent', 'opened', 'prefetched']);
  });

  it.each([
    ['sec-purpose', 'prefetch;prerender'],
    ['purpose', 'prefetch'],
    ['x-moz', 'prefetch'],
  ])('shows the notice to nobody unrecorded who says %s: %s', async (name, value) => {
    const { breachId, url } = await sendNotice();
    expect((await api.call(null, 'GET', url, { headers: { [name]: value } })).body).toContain('look at your logs');
    const { notices } = (await api.call('dpo', 'GET', `/breaches/${breachId}/notices`)).json as Lines;
    expect(notices).toMatchObject([{ status: 'sent', openedAt: null, opened: null, prefetched: { count: 1 } }]);
  });

  it('says what was corrected since it was sent, beside what was sent', async () => {
    const { breachId, url } = await sendNotice();
    expect((await api.call(null, 'GET', url)).body).not.toContain('Corrected');
    const body = { awareAt: plusMs(NOW, -3 * 3_600_000), reasons: 'The night shift knew.' };
    expect((await api.call('dpo', 'POST', `/breaches/${breachId}/awareness`, { body })).status).toBe(200);
    const page = (await api.call(null, 'GET', url)).body;
    expect(page).toMatch(/Corrected on .*09:40 CET.*the incident was noticed on .*06:40 CET/);
    expect(page).toContain('look at your logs');
    expect(page).not.toContain('night shift');
  });

  it('takes the answer by POST, thanks, and the breach hears of it', async () => {
    const { breachId, id, url } = await sendNotice();
    await api.call(null, 'GET', url);
    const sent = await api.call(null, 'POST', url, { raw: answers, headers: form });
    expect(sent.status).toBe(200);
    expect(sent.body).toContain('Thank you. We have your answer.');
    expect(sent.body).toContain('Dana Okoro');
    expect(sent.body).toContain('24 Nov 2026');
    const told = await readNotice(api.store, id);
    expect(told).toMatchObject({ status: 'acknowledged', acknowledgedAt: NOW, answers: { misuse: 'unknown' } });
    await nudges.turn();
    expect(await heard(breachId)).toEqual({ total: 1, acknowledged: 1 });

    expect((await api.call(null, 'GET', url)).body).toContain('Thank you. We have your answer.');
    // The same again adds nothing; "still looking" is answered again by the same link, and both stay on record.
    expect((await api.call(null, 'POST', url, { raw: answers, headers: form })).body).not.toContain('id="earlier"');
    api.now = plusMs(NOW, 60_000);
    const other = `${answers.replace('misuse=unknown', 'misuse=no').replace('Okoro', 'Other')}&comment=All+logs+read.`;
    const { body } = await api.call(null, 'POST', url, { raw: other, headers: form });
    expect(body).toMatch(/Dana Other[\s\S]*All logs read\.[\s\S]*id="earlier"[\s\S]*Dana Okoro/);
    expect((await api.call(null, 'GET', url)).body).toMatch(/Dana Other[\s\S]*Dana Okoro[\s\S]*<form method="post"/);
    const at = api.now;
    api.now = NOW;
    const { notices } = (await api.call('dpo', 'GET', `/breaches/${breachId}/notices/fjord`)).json as Lines;
    expect(notices).toMatchObject([
      {
        ...{ acknowledgedAt: NOW, answeredAt: at, misuse: null },
        answers: { misuse: 'no', answeredBy: 'Dana Other', comment: 'All logs read.' },
        others: [{ at: NOW, answers: { misuse: 'unknown', answeredBy: 'Dana Okoro' } }],
      },
    ]);
    const { entries } = (await api.call('dpo', 'GET', `/breaches/${breachId}/notices/fjord`)).json as Entries;
    expect(entries.map(({ what, by }) => `${what} by ${by}`)).toEqual([
      'planned by engine',
      'sent by engine',
      'opened by counterparty:fjord',
      'acknowledged by counterparty:fjord',
      'answered-beside by counterparty:fjord',
    ]);
    expect((await readNotice(api.store, id))?.uses.some((u) => u.what === 'acknowledged')).toBe(true);
  });

  it('asks who has seen misuse for a number, and does not let it be taken back until it is settled', async () => {
    const { breachId, id, url } = await sendNotice();
    const seen = answers.replace('misuse=unknown', 'misuse=yes').replace('Dana+Okoro', 'dana%40fjord.example');
    const refused = await api.call(null, 'POST', url, { raw: seen, headers: form });
    expect([refused.status, refused.body]).toEqual([422, expect.stringContaining('Give the phone number')]);
    expect(refused.body).toContain('value="dana@fjord.example"');
    expect((await readNotice(api.store, id))?.acknowledgedAt).toBeNull();
    expect((await api.call(null, 'POST', url, { raw: `${seen}&phone=%2B49+30+1234`, headers: form })).status).toBe(200);
    const none = answers.replace('misuse=unknown', 'misuse=no');
    expect((await api.call(null, 'POST', url, { raw: none, headers: form })).body).toContain('id="misuse-stays"');
    await nudges.turn();
    const line = async () => ((await api.call('dpo', 'GET', `/breaches/${breachId}/notices`)).json as Lines).notices;
    expect(await line()).toMatchObject([{ misuse: 'open', answers: { misuse: 'no' } }]);
    const pages = () =>
      Promise.all(
        ['', '/notices', '/notices/fjord'].map(async (path) => {
          return (await api.call('dpo', 'GET', `/desk/breaches/${breachId}${path}`)).body;
        }),
      );
    for (const body of await pages()) expect(body).toContain('call them');
    expect((await pages())[2]).toContain('+49 30 1234');
    const settled = { sign: 'misuse', count: 1, reasons: 'Called: a test account.' };
    api.now = plusMs(NOW, HOUR_MS);
    expect((await api.call('dpo', 'POST', `/breaches/${breachId}/signs`, { body: settled })).status).toBe(200);
    for (const body of await pages()) expect(body).not.toContain('call them');
    expect(await line()).toMatchObject([{ misuse: 'settled' }]);
    api.now = NOW;
  });

  it('takes four answers at once: all are kept, and everybody is shown them', async () => {
    const { id, url } = await sendNotice();
    const names = ['Ada', 'Ben', 'Cleo', 'Dora'];
    const sent = await Promise.all(
      names.map((name) => api.call(null, 'POST', url, { raw: answers.replace('Dana', name), headers: form })),
    );
    const { answeredBy } = (await readNotice(api.store, id))?.answers ?? { answeredBy: '' };
    expect(names.map((name) => `${name} Okoro`)).toContain(answeredBy);
    for (const { status, body } of sent) expect([status, body]).toEqual([200, expect.stringContaining(answeredBy)]);
    const last = (await api.call(null, 'GET', url)).body;
    for (const name of names) expect(last).toContain(`${name} Okoro`);
    const [breachId] = id.split('~');
    const path = `/breaches/${breachId}/notices/fjord`;
    const { entries } = (await api.call('dpo', 'GET', path)).json as Entries;
    expect(entries.filter(({ what }) => what === 'acknowledged')).toHaveLength(1);
    expect(entries.filter(({ what }) => what === 'answered-beside')).toHaveLength(3);
    const page = (await api.call('dpo', 'GET', `/desk${path}`)).body;
    for (const name of names) expect(page).toContain(`answered by ${name} Okoro`);
    expect(page).toContain('3 earlier answers');
  });

  it('says once it is full that no further answer is taken and whom to call, with all that was answered', async () => {
    const { breachId, id, url } = await sendNotice();
    for (let n = 0; n <= 20; n += 1)
      await acknowledgeNotice(api.store, { id, breachId }, plusMs(NOW, n - 100), {
        ...{ holdsData: 'yes', misuse: 'no', answeredBy: `Person ${n}` },
      });
    const last = answers.replace('misuse=unknown', 'misuse=yes&phone=%2B49+30+1234');
    const refused = await api.call(null, 'POST', url, { raw: last, headers: form });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatch(/This answer was not taken[\s\S]*Dana Okoro[\s\S]*\+49 30 1234[\s\S]*Person 20/);
    for (const { body } of [refused, await api.call(null, 'GET', url)]) {
      expect(body).toContain('No further answer is taken by this link: call us');
      expect(body).toContain('Person 20');
      expect(body).not.toContain('<form');
      expect(body).not.toMatch(/wait|minute|as often as/i);
    }
    const url0 = `/desk/breaches/${breachId}/notices/fjord`;
    const spoken = await sendForm(api, 'dpo', `${url0}/answer`, {
      ...{ spokenRound: '1', spokenAt: '2026-11-24T09:40', 'spokenAt-zone': 'Europe/Berlin', spokenBy: 'Mo Bank' },
      ...{ spokenHoldsData: 'yes', spokenMisuse: 'yes', spokenReasons: 'I know the voice.' },
    });
    expect(spoken.status).toBe(422);
    expect(spoken.body).toContain('takes no further answer. Note what was said as a call');
    expect(spoken.body).toContain('value="Mo Bank"');
  });

  it('keeps an answer that comes while Temporal is away, and tells its workflow once it is back', async () => {
    const { breachId, id, url } = await sendNotice();
    await nudges.turn();
    api.gateway.isUp = false;
    expect((await api.call(null, 'POST', url, { raw: answers, headers: form })).status).toBe(200);
    await nudges.turn();
    expect((await readNotice(api.store, id))?.acknowledgedAt).toBe(NOW);
    expect(await heard(breachId)).not.toHaveProperty('acknowledged');
    expect(await ledgersWithNews(api.store, 10)).toEqual([expect.objectContaining({ breachId })]);
    api.gateway.isUp = true;
    await nudges.turn();
    expect(await heard(breachId)).toEqual({ total: 1, acknowledged: 1 });
    expect(await ledgersWithNews(api.store, 10)).toEqual([]);
    const told = api.gateway.nudged.filter((name) => name.startsWith(breachId));
    await nudges.turn();
    expect(api.gateway.nudged.filter((name) => name.startsWith(breachId))).toEqual(told);
  });

  it('of a notice that was sent to nobody is none', async () => {
    const breachId = await api.report({ awareAt: NOW });
    const link = await signNoticeLink(api.store.keyring, { noticeId: `${breachId}~fjord`, generation: 1, expiresAt });
    expect((await api.call(null, 'GET', `/n/${link}`)).status).toBe(404);
  });

  it('asks again for what is missing, keeps what was typed, and stores nothing', async () => {
    const { url } = await sendNotice();
    const before = await api.counts();
    const raw = 'holdsData=perhaps&misuse=no&answeredBy=%22%3E%3Cscript%3E&extra=1';
    const answer = await api.call(null, 'POST', url, { raw, headers: form });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('Answer question 1');
    expect(answer.body).not.toContain('Answer question 2');
    expect(answer.body).toContain('value="&quot;&gt;&lt;script&gt;"');
    expect(await api.counts()).toEqual(before);
  });

  it('escapes whatever is in the notice', async () => {
    const { url } = await sendNotice('"><img src=x onerror=alert(1)>');
    const { body } = await api.call(null, 'GET', url);
    expect(body).not.toMatch(/<script>|<img|<b>Hosting/);
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('shows a page of its own when expired, replaced, revoked or unknown, without a word of the notice', async () => {
    const { id, url } = await sendNotice('The secret subject');
    const old = await signNoticeLink(api.store.keyring, {
      noticeId: id,
      generation: 1,
      expiresAt: plusMs(NOW, -1_000),
    });
    const expired = await api.call(null, 'GET', `/n/${old}`);
    expect([expired.status, expired.body]).toEqual([410, expect.stringContaining('This link can no longer be used')]);
    expect((await api.call(null, 'POST', `/n/${old}`, { raw: answers, headers: form })).status).toBe(410);

    const path = `/breaches/${id.split('~')[0]}/notices/fjord/link`;
    const body = { reasons: 'Passed on.' };
    expect((await api.call('dpo', 'POST', `${path}/reissue`, { body })).status).toBe(200);
    const replaced = await api.call(null, 'GET', url);
    expect([replaced.status, replaced.body]).toEqual([410, expect.stringContaining('no longer opens the notice')]);
    expect((await api.call(null, 'POST', url, { raw: answers, headers: form })).status).toBe(410);
    expect((await readNotice(api.store, id))?.acknowledgedAt).toBeNull();

    const newer = await signNoticeLink(api.store.keyring, { noticeId: id, generation: 2, expiresAt });
    expect((await api.call(null, 'GET', `/n/${newer}`)).status).toBe(200);
    expect((await api.call('dpo', 'POST', `${path}/revoke`, { body })).status).toBe(200);
    expect((await api.call(null, 'GET', `/n/${newer}`)).status).toBe(410);

    const unknown = await api.call(null, 'GET', '/n/abc.def.ghi');
    expect([unknown.status, unknown.body]).toEqual([404, expect.stringContaining('This link does not work')]);
    const foreign = await signNoticeLink(api.store.keyring, { noticeId: 'TOC-2026-9999~x', generation: 1, expiresAt });
    expect((await api.call(null, 'GET', `/n/${foreign}`)).status).toBe(404);
    for (const page of [expired, replaced, unknown]) expect(page.body).not.toContain('The secret subject');
  });
});

describe('a link to a notice', () => {
  const change = (breachId: string, act: string, more: object = {}, headers: Record<string, string> = {}) => {
    const body = { reasons: 'It was passed on.', ...more };
    return api.call('dpo', 'POST', `/breaches/${breachId}/notices/fjord/link/${act}`, { body, headers });
  };
  const events = async (breachId: string) => {
    const { events } = (await api.call('dpo', 'GET', `/breaches/${breachId}/events`)).json;
    return (events as { type: string; by: string; personal?: object }[]).filter(({ type }) => type.startsWith('link-'));
  };

  it('is revoked and given out anew on record, with who and why', async () => {
    const { breachId, id, url } = await sendNotice();
    expect((await change(breachId, 'revoke')).status).toBe(200);
    expect((await api.call(null, 'GET', url)).status).toBe(410);
    expect((await change(breachId, 'reissue', { reasons: 'They called.' })).status).toBe(200);
    expect(await events(breachId)).toMatchObject([
      { type: 'link-revoked', by: 'dpo', personal: { reasons: 'It was passed on.' } },
      { type: 'link-reissued', by: 'dpo', personal: { reasons: 'They called.' } },
    ]);
    const newer = await signNoticeLink(api.store.keyring, { noticeId: id, generation: 2, expiresAt });
    expect((await api.call(null, 'GET', `/n/${newer}`)).status).toBe(200);
    const { notices } = (await api.call('dpo', 'GET', `/breaches/${breachId}/notices/fjord`)).json as Lines;
    expect(notices).toMatchObject([{ link: { generation: 2, revoked: false }, opened: { count: 1 } }]);
  });

  it('asked for again under its key is given out once; of two at once one is stale', async () => {
    const { breachId, id } = await sendNotice();
    for (let n = 0; n < 2; n += 1)
      expect((await change(breachId, 'reissue', {}, { 'idempotency-key': 'a-call-1' })).status).toBe(200);
    expect((await readNotice(api.store, id))?.generation).toBe(2);
    api.gateway.meanwhile = async () => {
      api.gateway.meanwhile = null;
      expect((await change(breachId, 'reissue', {}, { 'idempotency-key': 'a-call-2' })).status).toBe(200);
    };
    expect(await change(breachId, 'reissue', {}, { 'idempotency-key': 'a-call-3' })).toMatchObject({
      status: 412,
      json: { code: 'stale' },
    });
    expect((await readNotice(api.store, id))?.generation).toBe(3);
    expect(await events(breachId)).toHaveLength(2);
  });

  it('is refused in words where there is none, or it makes no sense, and without reasons', async () => {
    const early = await api.report({ awareAt: NOW });
    expect(await change(early, 'revoke')).toMatchObject({ status: 409, json: { code: 'conflict' } });
    const { breachId, url } = await sendNotice();
    expect((await change(breachId, 'revoke', { reasons: ' ' })).status).toBe(400);
    expect((await change(breachId, 'revoke', { round: 2 })).status).toBe(404);
    await api.call(null, 'POST', url, { raw: answers, headers: form });
    const answered = await change(breachId, 'reissue');
    expect(answered).toMatchObject({ status: 409, json: { detail: expect.stringContaining('has answered') } });
    expect(await events(breachId)).toEqual([]);
  });

  it('is revoked on its page, and of a closed breach too, which its ledger keeps', async () => {
    const { breachId, id, url } = await sendNotice();
    const page = `/desk/breaches/${breachId}/notices/fjord`;
    const shown = (await api.call('dpo', 'GET', page)).body;
    expect(shown).toContain('Send a new link');
    expect((await api.call('auditor', 'GET', page)).body).not.toContain('<form method="post" action="/desk/breaches');
    const missing = await sendForm(api, 'dpo', page, { act: 'revoke', round: '1', 'revoke-1-reasons': ' ' });
    expect([missing.status, missing.body]).toEqual([422, expect.stringContaining('href="#f-revoke-1-reasons"')]);

    const close = { outcome: 'not-a-breach', reasons: 'A test.', over: OVER_NOTICES };
    expect((await api.call('dpo', 'POST', `/breaches/${breachId}/closing`, { body: close })).status).toBe(200);
    expect((await change(breachId, 'reissue')).json.code).toBe('breach-closed');
    expect((await api.call('dpo', 'GET', page)).body).not.toContain('Send a new link');
    const revoked = await sendForm(api, 'dpo', page, { act: 'revoke', round: '1', 'revoke-1-reasons': 'On the web.' });
    expect([revoked.status, revoked.headers.location]).toEqual([303, page]);
    expect((await api.call(null, 'GET', url)).status).toBe(410);
    expect((await readNotice(api.store, id))?.revoked).toBe(true);
    const { entries } = (await api.call('dpo', 'GET', `/breaches/${breachId}/notices/fjord`)).json as Entries;
    expect(entries.at(-1)).toMatchObject({ what: 'link-revoked', by: 'dpo' });
  });

  it('that is opened again and again is throttled, and answers are taken all the same', async () => {
    const { url, id } = await sendNotice();
    let refused = await api.call(null, 'GET', url);
    for (let n = 0; n < 100 && refused.status === 200; n += 1) refused = await api.call(null, 'GET', url);
    expect([refused.status, refused.body]).toEqual([429, expect.stringContaining('used very often')]);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const before = (await readNotice(api.store, id))?.opened?.count;
    expect((await api.call(null, 'GET', '/n/abc.def.ghi')).status).toBe(429);
    expect((await readNotice(api.store, id))?.opened?.count).toBe(before);
    expect((await api.call(null, 'POST', url, { raw: answers, headers: form })).status).toBe(200);
  });
});
