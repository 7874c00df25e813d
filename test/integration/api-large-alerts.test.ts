/** Bodies that are more than is read: kept and explained where it is known who sends them, over real connections. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signAlert } from '../../detection/signature.ts';
import type { AlertView } from '../../domain/alerts/outcome.ts';
import { DAY_MS, plusMs } from '../../domain/time.ts';
import { partsOf, readRaw } from '../../store/alert-parts.ts';
import { alertsOf } from '../../store/alert-record.ts';
import { eraseAlerts } from '../../store/alert-retention.ts';
import { findAlert } from '../../store/alerts.ts';
import { parseKeyring } from '../../store/crypto/keyring.ts';
import { rotateKeys } from '../../store/rotate.ts';
import { findUnopened } from '../../store/sealed-fields.ts';
import type { Store } from '../../store/store.ts';
import { NOW, TestApi } from '../support/api.ts';

const PATH = '/alerts/aws-guardduty';
const MIB = 2 ** 20;
const MOST = 32 * MIB;
const [K1, K2] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];

let api: TestApi;
let port: number;
beforeAll(async () => {
  api = await TestApi.start({ keyring: parseKeyring(JSON.stringify({ current: 'k1', keys: { k1: K1 } })) });
  await api.server.listen({ host: '127.0.0.1', port: 0 });
  port = (api.server.server.address() as AddressInfo).port;
});
afterAll(() => api.stop());

type Sent = { status: number; headers: IncomingMessage['headers']; json: Record<string, unknown> };
const known = () => ({ authorization: `Bearer ${api.tokens['alert-source']}` });
const kept = () => alertsOf(api.store).countDocuments();
const view = async (reference: unknown) =>
  (await api.call('dpo', 'GET', `/alerts/${reference}`)).json as unknown as AlertView;
/** JSON that cannot be compressed below the size of a document of the database. */
const noise = (bytes: number) =>
  Buffer.from(JSON.stringify({ noise: randomBytes((bytes * 3) / 4).toString('base64') }));

function begin(headers: Record<string, string>, path = PATH): ClientRequest {
  const request = httpRequest({ port, method: 'POST', path, headers });
  // A server that refuses does not wait for the rest.
  request.on('error', () => undefined);
  return request;
}

async function answerTo(request: ClientRequest): Promise<Sent> {
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const text = Buffer.concat(await response.toArray()).toString();
  return { status: response.statusCode ?? 0, headers: response.headers, json: JSON.parse(text) };
}

async function send(raw: Buffer, headers: Record<string, string>): Promise<Sent> {
  const request = begin({ 'content-type': 'application/json', 'content-length': String(raw.length), ...headers });
  request.end(raw);
  return answerTo(request);
}

/** Says how long it is, and sends no byte of it. */
async function announce(length: number, headers: Record<string, string>): Promise<Sent> {
  const request = begin({ 'content-length': String(length), ...headers });
  request.flushHeaders();
  const answer = await answerTo(request);
  request.destroy();
  return answer;
}

/** Says how long it is, and sends more of it than lies on the way: resolves once the server has begun to read it. */
async function hold(headers: Record<string, string>): Promise<ClientRequest> {
  const request = begin({ 'content-length': String(30 * MIB), ...headers });
  await new Promise((resolve) => request.write(Buffer.alloc(24 * MIB), resolve));
  return request;
}

describe('a body of up to 30 MB by who is known', () => {
  it.each([
    ['with a token, as it came', () => noise(30_000_000), () => known()],
    ['signed', () => noise(9 * MIB), (raw: Buffer) => ({ 'x-tocsin-signature': signAlert(api.alertSecret, raw, NOW) })],
    ['with a secret of its source', () => noise(5_000_000), () => ({ 'x-tocsin-secret': api.alertSecret })],
    ['packed', () => gzipSync(noise(9_000_000)), () => ({ ...known(), 'content-encoding': 'gzip' })],
  ])('is kept and explained, also when it is read anew: %s', async (_, make, headers) => {
    const raw = make();
    const answer = await send(raw, headers(raw) as Record<string, string>);
    expect([answer.status, answer.json.status, answer.json.repeated]).toEqual([202, 'waiting', false]);
    const { reference } = answer.json;
    for (const again of [false, true]) {
      if (again) await api.call('responder', 'POST', `/alerts/${reference}/retry`, { body: {} });
      await api.judgeAlerts();
      const read = await view(reference);
      expect(read).toMatchObject({ status: 'dead', size: raw.length, reason: { code: 'too-large' }, outcome: null });
      expect(read.reason?.detail).toContain(`${raw.length} bytes`);
      expect(read.reason?.detail).toContain('smaller batches');
    }
    const download = await api.server.inject({
      url: `/alerts/${reference}/raw`,
      headers: { authorization: `Bearer ${api.tokens.dpo}` },
    });
    expect(download.rawPayload.equals(raw)).toBe(true);
    expect((await send(raw, headers(raw) as Record<string, string>)).json).toMatchObject({ reference, repeated: true });
    const parts = await partsOf(api.store)
      .find({ alert: String(reference) })
      .toArray();
    expect(parts.map(({ part }) => part)).toEqual(
      Array.from({ length: Math.ceil(raw.length / (8 * MIB)) }, (_x, n) => n),
    );
  });

  it('says so on the page of alerts and on its own, in both languages', async () => {
    const { json } = await send(noise(5 * MIB), known());
    await api.judgeAlerts();
    const { cookie } = await api.session('dpo');
    const page = (await api.server.inject({ url: `/desk/alerts/${json.reference}`, headers: { cookie } })).body;
    for (const said of ['Too large, or with too many values', 'smaller batches', 'Download its bytes', 'Read anew'])
      expect(page).toContain(said);
    const german = await api.server.inject({
      url: `/desk/alerts/${json.reference}`,
      headers: { cookie, 'accept-language': 'de' },
    });
    expect(german.body).toContain('Zu groß, oder mit zu vielen Werten');
  });

  it('is sealed with all that is kept, and is not given out where a part of it is gone', async () => {
    const { json } = await send(noise(17 * MIB), known());
    await partsOf(api.store).deleteOne({ _id: `${json.reference}/1` });
    const download = await api.call('dpo', 'GET', `/alerts/${json.reference}/raw`);
    expect([download.status, download.json.code]).toEqual([500, 'internal']);
    await partsOf(api.store).updateOne({ _id: `${json.reference}/2` }, { $set: { sealed: Buffer.from('changed') } });
    const unopened = await Array.fromAsync(findUnopened(api.store));
    expect(unopened).toEqual([{ collection: 'alertParts', id: `${json.reference}/2`, field: 'sealed', key: null }]);
    await partsOf(api.store).deleteMany({ alert: String(json.reference) });
  });
});

describe('what is kept of large bodies', () => {
  it('is erased with its alert once somebody has looked at it, and not while a hold stands', async () => {
    const [seen, unseen] = [await send(noise(5 * MIB), known()), await send(noise(5 * MIB), known())];
    await api.judgeAlerts();
    await view(seen.json.reference);
    const before = plusMs(NOW, DAY_MS);
    const left = async () => (await partsOf(api.store).distinct('alert')).map(String);
    const hold = { source: 'all', from: NOW, reasons: 'A court asked for it.', by: 'dpo' } as never;
    await eraseAlerts(api.store, before, [hold]);
    expect(await left()).toEqual(expect.arrayContaining([seen.json.reference, unseen.json.reference]));
    await partsOf(api.store).insertOne({
      ...{ _id: 'AL-20261124-0000/0', alert: 'AL-20261124-0000', part: 0, receivedAt: NOW, size: 1 },
      sealed: Buffer.from('of an alert that was never written'),
    });
    await eraseAlerts(api.store, before, []);
    expect(await left()).toContain(unseen.json.reference);
    expect(await left()).not.toContain(seen.json.reference);
    expect(await left()).not.toContain('AL-20261124-0000');
  });
});

describe('a body that is larger than what is kept', () => {
  it('is refused before it is read, and counted with when and how large', async () => {
    const before = await kept();
    const answer = await announce(MOST + 1, known());
    expect([answer.status, answer.json.code]).toEqual([413, 'too-large']);
    const source = await api.call('administrator', 'GET', '/sources/aws-guardduty');
    expect(source.json.tooLarge).toEqual({ count: 1, unproved: 0, firstAt: NOW, lastAt: NOW, lastSize: MOST + 1 });

    const unsaid = begin({ ...known(), 'transfer-encoding': 'chunked' });
    const answered = answerTo(unsaid);
    unsaid.end(Buffer.alloc(MOST + 1));
    expect((await answered).status).toBe(413);
    const signed = { 'x-tocsin-signature': signAlert(api.alertSecret, Buffer.from('{}'), NOW) };
    expect((await announce(MOST + 1, signed)).status).toBe(413);
    const counted = await api.call('administrator', 'GET', '/sources/aws-guardduty');
    expect(counted.json.tooLarge).toMatchObject({ count: 3, unproved: 1, lastSize: MOST + 1 });
    expect(await kept()).toBe(before);

    const { cookie } = await api.session('dpo');
    for (const url of ['/desk/alerts', '/desk/sources', '/desk/sources/aws-guardduty']) {
      const page = (await api.server.inject({ url, headers: { cookie } })).body;
      expect(page).toContain('3 bodies over 32 MiB were refused and not kept');
      expect(page).toContain('33,554,433 bytes');
      const german = await api.server.inject({ url, headers: { cookie, 'accept-language': 'de' } });
      expect(german.body).toContain('3 Sendungen über 32 MiB');
    }
  });
});

describe('a stranger', () => {
  it.each([
    ['nothing that could be a proof', {}, 401, 'unauthenticated'],
    ['a guessed token', { authorization: 'Bearer tocsin_guessed' }, 401, 'unauthenticated'],
    ['a guessed secret', { 'x-tocsin-secret': 'guessed-guessed-guessed' }, 401, 'bad-signature'],
    [
      'a signature of Amazon, which proves small bodies',
      { 'x-amz-sns-message-type': 'Notification' },
      401,
      'unauthenticated',
    ],
  ])('is refused before a byte of a large body is read: %s', async (_, headers, status, code) => {
    const answer = await announce(30 * MIB, headers as Record<string, string>);
    expect([answer.status, answer.json.code]).toEqual([status, code]);
  });

  it('that signs wrongly is refused once it is read, and nothing is kept', async () => {
    const before = [await kept(), await partsOf(api.store).countDocuments()];
    const raw = noise(5 * MIB);
    const answer = await send(raw, { 'x-tocsin-signature': signAlert('guessed', raw, NOW) });
    expect([answer.status, answer.json.code]).toEqual([401, 'bad-signature']);
    expect([await kept(), await partsOf(api.store).countDocuments()]).toEqual(before);
  });
});

describe('large bodies that are sent slowly', () => {
  it('are a few at once: others are told when to come again, and no stranger keeps them out', async () => {
    const wrong = { 'x-tocsin-signature': signAlert('guessed', Buffer.from('{}'), NOW) };
    const stranger = await hold(wrong);
    const second = await announce(30 * MIB, wrong);
    expect([second.status, second.json.code, second.headers['retry-after']]).toEqual([503, 'unavailable', '10']);

    const held = [await hold(known()), await hold(known())];
    const third = await announce(30 * MIB, known());
    expect([third.status, third.headers['retry-after']]).toEqual([503, '10']);
    // What is small is taken all the while.
    expect((await send(Buffer.from('{"small": '), known())).status).toBe(202);

    for (const request of [...held, stranger]) request.destroy();
    const raw = noise(5 * MIB);
    let answer = await send(raw, known());
    // The server sees the ends of the others at its own time.
    while (answer.status === 503) answer = await send(raw, known());
    expect(answer.status).toBe(202);
  });
});

// Last: what the API sealed is under another key afterwards.
it('what is kept of a large body is sealed anew with all else, and opens by the new key alone', async () => {
  const raw = noise(9 * MIB);
  const { json } = await send(raw, known());
  const ring = (file: object): Store => ({ ...api.store, keyring: parseKeyring(JSON.stringify(file)) });
  const { resealed } = await rotateKeys(ring({ current: 'k2', keys: { k1: K1, k2: K2 } }), () => undefined);
  expect(resealed.alertParts).toBe(await partsOf(api.store).countDocuments());
  const doc = await findAlert(api.store, String(json.reference));
  if (doc === null) throw new Error('The alert is gone.');
  expect((await readRaw(ring({ current: 'k2', keys: { k2: K2 } }), doc)).equals(raw)).toBe(true);
});
