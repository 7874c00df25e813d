/** People hear of alert sources that cannot be asked. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createFailingPullTelling } from '../../activities/telling/failing-pulls.ts';
import { loadPolicy } from '../../config/policy.ts';
import { pullBreaches } from '../../detection/sources/have-i-been-pwned/pull.ts';
import { DAY_MS, HOUR_MS, plusMs, SECOND_MS, toMs } from '../../domain/time.ts';
import { createSharedLimits } from '../../store/shared-limits.ts';
import { TestApi } from '../support/api.ts';
import { pullingOf } from '../support/pulling.ts';
import { toldChannels } from '../support/told-channels.ts';
import { Vendor } from '../support/vendor.ts';

let api: TestApi;
let vendor: Vendor;
let sent: { to: string; text: string }[] = [];
beforeAll(async () => {
  vendor = await Vendor.start();
  api = await TestApi.start();
});
afterAll(async () => {
  vendor.stop();
  await api.stop();
});

const send = async (to: string, text: string) => {
  sent.push({ to, text });
  return { status: 'sent', receipt: '250' };
};
const channels = toldChannels(send);
const told = async (policy = loadPolicy('policy')) => {
  sent = [];
  const turn = createFailingPullTelling({
    ...{ store: api.store, policy, channels, publicUrl: api.publicUrl },
    ...{ clock: () => api.now, limits: createSharedLimits(api.store, () => toMs(api.now)) },
  });
  await turn();
  return sent;
};
const answers = (status: number) => vendor.answers.set('/breacheddomain/example.com', { status });
/** Asks for as long as that, as often as it is due. */
const ask = async (ms: number) => {
  const pulling = pullingOf(api, pullBreaches({ url: vendor.url, key: 'a-key', domains: ['example.com'] }));
  for (const end = plusMs(api.now, ms); api.now <= end; api.now = plusMs(api.now, HOUR_MS)) await pulling.turn();
};

describe('a source that cannot be asked', () => {
  beforeEach(async () => {
    answers(404);
    await ask(DAY_MS);
    answers(401);
  });

  it('is told of after a day, once for each time that it begins, with why and since when', async () => {
    await ask(DAY_MS - HOUR_MS);
    expect(await told()).toEqual([]);
    await ask(8 * HOUR_MS);
    const [mail, ...others] = await told();
    expect(mail?.text).toMatch(/^Tocsin: an alert source could not be asked for a day\n/);
    expect(mail?.text.replaceAll(/\s+/g, ' ')).toMatch(
      /- have-i-been-pwned: it does not take the key.* \(401\), since /,
    );
    expect(mail?.text).toContain('https://tocsin.example/desk/sources');
    expect(others.map(({ to }) => to)).toContain('#breach');
    await ask(DAY_MS);
    expect(await told()).toEqual([]);
    answers(404);
    await ask(HOUR_MS);
    answers(503);
    await ask(2 * DAY_MS);
    expect((await told())[0]?.text).toContain('it does not answer (503)');
  });

  it('is told of in the language of the organisation, and by a policy that has no words for it', async () => {
    await ask(2 * DAY_MS);
    const policy = loadPolicy('policy');
    const { 'failing-pulls': _, ...en } = policy.notices.en ?? {};
    const organisation = { ...policy.organisation, language: 'de' };
    const [mail] = await told({ ...policy, organisation });
    expect(mail?.text).toMatch(/^Tocsin: seit einem Tag nicht abgefragt: eine Alarmquelle\n[\s\S]*Was zu tun ist/);
    answers(404);
    await ask(2 * HOUR_MS);
    answers(401);
    await ask(2 * DAY_MS);
    const [short] = await told({ ...policy, notices: { en } });
    expect(short?.text).toMatch(/^Tocsin: an alert source could not be asked for a day\n[\s\S]*\/desk\/sources$/);
  });

  it('is told of no more once nobody asks it, as where its key was taken out of the settings', async () => {
    await ask(DAY_MS);
    api.now = plusMs(api.now, 2 * HOUR_MS + SECOND_MS);
    expect(await told()).toEqual([]);
  });
});
