/** People hear of alerts that could not be read: on the desk, by mail and in the chat. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SendResult } from '../../activities/channels/channel.ts';
import { createDeadLetterTelling } from '../../activities/telling/dead-letters.ts';
import { loadPolicy } from '../../config/policy.ts';
import { HOUR_MS, plusMs, toMs } from '../../domain/time.ts';
import { createSharedLimits } from '../../store/shared-limits.ts';
import { TestApi } from '../support/api.ts';
import { toldChannels } from '../support/told-channels.ts';

let api: TestApi;
let sent: { to: string; text: string }[] = [];
let result: SendResult = { status: 'sent', receipt: '250' };
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const send = async (to: string, text: string): Promise<SendResult> => {
  sent.push({ to, text });
  return result;
};
const channels = toldChannels(send);
const worker = (policy = loadPolicy('policy')) =>
  createDeadLetterTelling({
    ...{ store: api.store, policy, channels, publicUrl: api.publicUrl },
    ...{ clock: () => api.now, limits: createSharedLimits(api.store, () => toMs(api.now)) },
  });
const later = (ms: number) => {
  api.now = plusMs(api.now, ms);
};
const die = async (body: string) => {
  await api.call('alert-source', 'POST', '/alerts/okta', { raw: body });
  await api.judgeAlerts();
};
const told = async (turn: () => Promise<void>) => {
  sent = [];
  await turn();
  return sent;
};

describe('alerts that could not be read', () => {
  it('are told of once, with count and reasons, and with nothing of what they say', async () => {
    const turn = worker();
    expect(await told(turn)).toEqual([]);
    await die('{"secret words');
    await die('{"secret":"words"}');
    const [mail, ...others] = await told(turn);
    expect(mail?.text).toMatch(/^Tocsin: 2 alerts could not be read/);
    expect(mail?.text).toMatch(/- okta: 1 bad-input, 1 content-refused/);
    expect(mail?.text).toContain('https://tocsin.example/desk/alerts');
    expect(others.map(({ to }) => to)).toContain('#breach');
    expect(JSON.stringify([mail, ...others])).not.toMatch(/secret|words/);
    expect(await told(turn)).toEqual([]);
  });

  it('are told of at most once an hour, whichever worker does, and all that came meanwhile together', async () => {
    await die('{"more');
    later(HOUR_MS / 2);
    expect(await told(worker())).toEqual([]);
    await die('{"more still');
    later(HOUR_MS / 2 + 1);
    const [first] = await told(worker());
    expect(first?.text).toMatch(/2 alerts could not be read/);
    later(2 * HOUR_MS);
    expect(await told(worker())).toEqual([]);
  });

  it('are told of again a minute later where nobody could be reached', async () => {
    await die('{"unreached');
    result = { status: 'not-sent', detail: 'away', isOutage: true };
    const turn = worker();
    expect(await told(turn)).not.toEqual([]);
    expect(await told(turn)).toEqual([]);
    result = { status: 'sent', receipt: '250' };
    later(60_000);
    expect(await told(turn)).not.toEqual([]);
    expect(await told(turn)).toEqual([]);
  });

  it('are told of in the language of the organisation, and by a policy that has no words for it', async () => {
    await die('{"in another language');
    later(2 * HOUR_MS);
    const policy = loadPolicy('policy');
    const organisation = { ...policy.organisation, language: 'de' };
    const [mail] = await told(worker({ ...policy, organisation }));
    expect(mail?.text).toMatch(/^Tocsin: nicht gelesen: ein Alarm\n[\s\S]*Was zu tun ist/);
    await die('{"without words');
    later(2 * HOUR_MS);
    const { 'dead-letters': _, ...en } = policy.notices.en ?? {};
    const [short] = await told(worker({ ...policy, notices: { en } }));
    expect(short?.text).toMatch(/^Tocsin: an alert could not be read\n[\s\S]*\/desk\/alerts$/);
  });

  it('stand on the desk with the way to them, in both languages, until they are read', async () => {
    const { cookie } = await api.session('responder');
    const desk = async (language: string) =>
      (await api.server.inject({ url: '/', headers: { cookie, 'accept-language': language } })).body;
    expect(await desk('en')).toMatch(/7 alerts could not be read[^<]*<a href="\/desk\/alerts#h-dead">/);
    expect(await desk('de')).toContain('7 Alarme konnten nicht gelesen werden');
  });
});
