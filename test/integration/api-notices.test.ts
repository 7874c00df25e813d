import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger } from '../../config/logger.ts';
import { plusMs } from '../../domain/time.ts';
import { createNudges } from '../../intake/nudges.ts';
import { readBreach } from '../../store/breaches.ts';
import { signNoticeLink } from '../../store/crypto/links.ts';
import { ledgersWithNews } from '../../store/ledger/pages.ts';
import { readNotice, reissueNotice, revokeNotice } from '../../store/notices.ts';
import { NOW, TestApi } from '../support/api.ts';
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
const answers = 'holdsData=yes&misuse=unknown&answeredBy=Dana+Okoro';

/** A breach with its awareness recorded and one notice sent; the link to it. */
async function sendNotice(subject = 'Please confirm'): Promise<{ breachId: string; id: string; url: string }> {
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
    // The look of a mail scanner or a browser that fetches ahead is none of a person.
    expect(notice?.uses.map((u) => u.what)).toEqual(['opened', 'opened']);
    expect(notice?.uses[0]?.addressPrefix).toBe('127.0.0.0/24');
    const { entries } = (await api.call('dpo', 'GET', `/breaches/${breachId}/notices/fjord`)).json as Entries;
    expect(entries.map(({ what }) => what)).toEqual(['planned', 'sent', 'opened']);
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
    // The same again, and another answer by whoever holds the link now: the first one stands.
    const other = answers.replace('misuse=unknown', 'misuse=no').replace('Okoro', 'Other');
    for (const raw of [answers, other]) {
      expect((await api.call(null, 'POST', url, { raw, headers: form })).body).toContain('Dana Okoro');
    }
    const { entries } = (await api.call('dpo', 'GET', `/breaches/${breachId}/notices/fjord`)).json as Entries;
    expect(entries.map(({ what, by }) => `${what} by ${by}`)).toEqual([
      'planned by engine',
      'sent by engine',
      'opened by counterparty:fjord',
      'acknowledged by counterparty:fjord',
    ]);
    expect((await readNotice(api.store, id))?.uses.some((u) => u.what === 'acknowledged')).toBe(true);
  });

  it('takes four answers at once: the first stands, and everybody is shown that one', async () => {
    const { id, url } = await sendNotice();
    const names = ['Ada', 'Ben', 'Cleo', 'Dora'];
    const sent = await Promise.all(
      names.map((name) => api.call(null, 'POST', url, { raw: answers.replace('Dana', name), headers: form })),
    );
    const { answeredBy } = (await readNotice(api.store, id))?.answers ?? { answeredBy: '' };
    expect(names.map((name) => `${name} Okoro`)).toContain(answeredBy);
    for (const { status, body } of sent) expect([status, body]).toEqual([200, expect.stringContaining(answeredBy)]);
    const [breachId] = id.split('~');
    const { entries } = (await api.call('dpo', 'GET', `/breaches/${breachId}/notices/fjord`)).json as Entries;
    expect(entries.filter(({ what }) => what === 'acknowledged')).toHaveLength(1);
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

    await reissueNotice(api.store, id);
    const replaced = await api.call(null, 'GET', url);
    expect([replaced.status, replaced.body]).toEqual([410, expect.stringContaining('There is a newer link')]);
    expect((await api.call(null, 'POST', url, { raw: answers, headers: form })).status).toBe(410);
    expect((await readNotice(api.store, id))?.acknowledgedAt).toBeNull();

    const newer = await signNoticeLink(api.store.keyring, { noticeId: id, generation: 2, expiresAt });
    expect((await api.call(null, 'GET', `/n/${newer}`)).status).toBe(200);
    await revokeNotice(api.store, id);
    expect((await api.call(null, 'GET', `/n/${newer}`)).status).toBe(410);

    const unknown = await api.call(null, 'GET', '/n/abc.def.ghi');
    expect([unknown.status, unknown.body]).toEqual([404, expect.stringContaining('This link does not work')]);
    const foreign = await signNoticeLink(api.store.keyring, { noticeId: 'TOC-2026-9999~x', generation: 1, expiresAt });
    expect((await api.call(null, 'GET', `/n/${foreign}`)).status).toBe(404);
    for (const page of [expired, replaced, unknown]) expect(page.body).not.toContain('The secret subject');
  });
});
