/** What an alert source is trusted by, as somebody sends who knows a secret, or knew one. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { signAlert } from '../../detection/signature.ts';
import { type SourceTrust, withoutSecret, withSecret } from '../../domain/alerts/source-trust.ts';
import { plusMs } from '../../domain/time.ts';
import { alertsOf } from '../../store/alert-record.ts';
import { changeAlertSource, noteUsed, readAlertSources } from '../../store/alert-sources.ts';
import { checkRecord } from '../../store/check-record.ts';
import { databaseOf } from '../../store/driver.ts';
import { sealJournal } from '../../store/journal.ts';
import { alertFixture, NOW, TestApi } from '../support/api.ts';

const NAME = 'aws-guardduty';
const MADE = { at: NOW, by: 'user:ada' };
type Doc = { _id: string };

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());
afterEach(async () => {
  await databaseOf(api.store).collection<Doc>('alertSources').deleteMany({});
  await databaseOf(api.store)
    .collection<Doc>('heads')
    .deleteMany({ _id: /alertSources/ });
  await databaseOf(api.store).collection('journal').deleteMany({});
  later();
});

/** By then a process has read what others changed. */
const later = () => {
  api.now = plusMs(api.now, 5_000);
};
const change = (to: (now: SourceTrust) => SourceTrust) => changeAlertSource(api.store, NAME, MADE, to);
const make = (secret: string) => change((now) => withSecret(now, secret, MADE));
const send = async (secret: string) => {
  const raw = JSON.stringify(alertFixture().detail);
  const headers = { 'x-tocsin-signature': signAlert(secret, Buffer.from(raw), api.now) };
  const { status, json } = await api.call(null, 'POST', `/alerts/${NAME}`, { raw, headers });
  return [status, json.code ?? 'kept'];
};
const [KEPT, STRANGER] = [
  [202, 'kept'],
  [401, 'bad-signature'],
];

describe('secrets', () => {
  it('are rotated one by one: the old one holds until it is retired, and then no longer than a moment', async () => {
    await make('first');
    later();
    expect([await send('first'), await send('second')]).toEqual([KEPT, STRANGER]);
    await make('second');
    later();
    expect([await send('first'), await send('second')]).toEqual([KEPT, KEPT]);
    await change((now) => withoutSecret(now, '1', MADE));
    later();
    expect([await send('first'), await send('second'), await send(api.alertSecret)]).toEqual([STRANGER, KEPT, KEPT]);
  });

  it('from the settings go on holding until they are retired', async () => {
    expect(await send(api.alertSecret)).toEqual(KEPT);
    await change((now) => withoutSecret(now, 'settings', MADE));
    later();
    expect(await send(api.alertSecret)).toEqual(STRANGER);
  });

  it('say to the minute when they were used last, and a storm is one write a minute', async () => {
    await make('first');
    api.now = plusMs(api.now, 60_000);
    const at = api.now;
    for (let n = 0; n < 5; n += 1) await send('first');
    later();
    await send('first');
    await send(api.alertSecret);
    const [row] = await readAlertSources(api.store);
    expect(Object.fromEntries(row?.used ?? [])).toEqual({ 1: at, settings: api.now });
  });

  it('hold all the same where their use cannot be noted: the alert is kept, and its sender hears so', async () => {
    await make('first');
    later();
    const block = (validator: object) => databaseOf(api.store).command({ collMod: 'alertSources', validator });
    await block({ used: { $size: 0 } });
    api.now = plusMs(api.now, 120_000);
    expect(await send('first')).toEqual(KEPT);
    await block({});
  });

  it('that two processes note at the same moment are noted once, and nothing fails', async () => {
    const noted = Array.from({ length: 20 }, () => noteUsed(api.store, NAME, 'settings', NOW));
    await Promise.all(noted);
    const [row] = await readAlertSources(api.store);
    expect([...(row?.used ?? [])]).toEqual([['settings', NOW]]);
  });

  it('and all that a source is trusted by stand sealed', async () => {
    await make('a secret to be found');
    await change((now) => ({ ...now, senders: ['push@project.example'] }));
    const rows = JSON.stringify(await databaseOf(api.store).collection('alertSources').find().toArray());
    expect(rows).not.toMatch(/a secret to be found|project\.example|user:ada/);
  });
});

describe('a source that is switched off', () => {
  it('takes nothing, also of who proves themselves or has a token, and says who switches it on', async () => {
    await change((now) => ({ ...now, isOn: false }));
    later();
    const before = await alertsOf(api.store).countDocuments();
    expect([await send('guessed'), await send(api.alertSecret)]).toEqual([STRANGER, [403, 'forbidden']]);
    const byToken = await api.call('alert-source', 'POST', `/alerts/${NAME}`, { body: alertFixture() });
    expect([byToken.status, byToken.json.detail]).toEqual([403, expect.stringMatching(/switched off.*administrator/)]);
    expect(await alertsOf(api.store).countDocuments()).toBe(before);
  });
});

describe('a row that was changed past Tocsin', () => {
  const rows = () =>
    databaseOf(api.store).collection<Doc & { sealed: string | null; mac: string | null }>('alertSources');
  const problems = async () => (await checkRecord(api.store, NOW)).beside;

  it('grants nothing, and the check of the record names it', async () => {
    await make('first');
    await changeAlertSource(api.store, 'okta', MADE, (now) => withSecret(now, 'of another', MADE));
    const other = await rows().findOne({ _id: 'okta' });
    await rows().updateOne({ _id: NAME }, { $set: { sealed: other?.sealed ?? '', mac: other?.mac ?? '' } });
    later();
    expect([await send('of another'), await send('first'), await send(api.alertSecret)]).toEqual([
      STRANGER,
      STRANGER,
      STRANGER,
    ]);
    expect(JSON.stringify(await problems())).toMatch(/alert source aws-guardduty.*not written by Tocsin/);
  });

  it.each([
    ['was removed', (of: ReturnType<typeof rows>) => of.deleteOne({ _id: NAME })],
    [
      'was emptied',
      (of: ReturnType<typeof rows>) => of.updateOne({ _id: NAME }, { $set: { sealed: null, mac: null } }),
    ],
  ] as const)('that %s grants nothing either, and does not bring the secret from the settings back', async (_, end) => {
    await make('first');
    await change((now) => withoutSecret(now, 'settings', MADE));
    await end(rows());
    later();
    expect([await send('first'), await send(api.alertSecret)]).toEqual([STRANGER, STRANGER]);
    expect(JSON.stringify(await problems())).toMatch(/alert source aws-guardduty.*was removed/);
    await make('second');
    await change((now) => ({ ...now, isOn: true }));
    later();
    expect([await send('second'), await send(api.alertSecret)]).toEqual([KEPT, STRANGER]);
    expect(JSON.stringify(await problems())).not.toContain('aws-guardduty');
  });

  it('is known as gone by the journal, where the note for it is gone as well', async () => {
    await make('first');
    await sealJournal(api.store, NOW);
    await rows().deleteOne({ _id: NAME });
    await databaseOf(api.store)
      .collection<Doc>('heads')
      .deleteMany({ _id: /alertSources/ });
    later();
    expect([await send('first'), await send(api.alertSecret)]).toEqual([STRANGER, STRANGER]);
  });

  it('is named where it was put back as it was before', async () => {
    await make('first');
    const before = await rows().findOne({ _id: NAME });
    await change((now) => withoutSecret(now, '1', MADE));
    expect(JSON.stringify(await problems())).not.toContain('aws-guardduty');
    await rows().replaceOne({ _id: NAME }, before as never);
    expect(JSON.stringify(await problems())).toMatch(/alert source aws-guardduty.*put back/);
  });
});
