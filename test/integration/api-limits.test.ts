import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { MINUTE_MS } from '../../domain/time.ts';
import { TestApi } from '../support/api.ts';
import { later } from '../support/machine-clock.ts';

const LIMITS = {
  read: { burst: 12, perSecond: 0.01 },
  write: { burst: 2, perSecond: 0.01 },
  intake: { burst: 50, perSecond: 1 },
  stranger: { burst: 4, perSecond: 0.01 },
  look: { burst: 5, perSecond: 0.01 },
  notice: { burst: 5, perSecond: 0.01 },
  answer: { burst: 5, perSecond: 0.01 },
  calendar: { burst: 5, perSecond: 0.1 },
  streams: { each: 2, all: 3 },
};
const wrongToken = { authorization: `Bearer tocsin_${'g'.repeat(43)}` };
const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ limits: LIMITS });
});
afterAll(() => api.stop());

describe('a program that runs wild', () => {
  it('is told when to go on, and holds up nobody else', async () => {
    // Time stands still, so that no call comes back meanwhile.
    later(MINUTE_MS);
    const read = () => api.call('auditor', 'GET', '/breaches');
    for (let i = 0; i < 12; i += 1) expect((await read()).status).toBe(200);
    const refused = await read();
    expect(refused.headers['content-type']).toBe('application/problem+json');
    expect(refused.json).toMatchObject({ status: 429, code: 'rate-limited', retryAfter: 100 });
    expect(refused.headers['retry-after']).toBe('100');
    expect((await api.call('dpo', 'GET', '/breaches')).status).toBe(200);
    expect((await api.call(null, 'GET', '/health/live')).status).toBe(200);
    expect((await api.call(null, 'GET', '/assets/app.css')).status).toBe(200);
    jest.useRealTimers();
  });

  it('that only reads too much can still report', async () => {
    const read = () => api.call('reporter', 'GET', '/desk/reports');
    while ((await read()).status !== 429);
    const report = () => api.call('reporter', 'POST', '/incidents', { body: { title: 'A laptop is gone' } });
    expect([(await report()).status, (await report()).status, (await report()).status]).toEqual([202, 202, 429]);
    const other = await api.call('responder', 'POST', '/incidents', { body: { title: 'Another one' } });
    expect(other.status).toBe(202);
    await api.relay.turn();
  });
});

describe('a stranger who sends without a name', () => {
  const send = (url: string, remoteAddress: string, headers: Record<string, string> = {}) =>
    api.server.inject({
      ...{ method: 'POST', url, remoteAddress, payload: 'a=b' },
      headers: {
        ...HTML,
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
    });

  it('is slowed down by address, whichever page it is, and before the body is read', async () => {
    const notice = `/n/${'x'.repeat(60)}`;
    const pages = ['/sign-in', '/sign-in/link', '/sign-in/code', '/language'];
    for (const url of pages) expect((await send(url, '192.0.2.1')).statusCode).not.toBe(429);
    // Answers have a count of their own: forms that somebody else sends from there keep nobody from answering.
    for (let n = 0; n < 5; n += 1) expect((await send(notice, '192.0.2.1')).statusCode).not.toBe(429);
    for (const url of [...pages, notice, '/sign-out']) {
      const refused = await send(url, '192.0.2.1', { 'content-type': 'text/junk' });
      expect([url, refused.statusCode]).toEqual([url, 429]);
    }
    // A form whose session has ended is kept for its owner, and makes us work like any other.
    expect((await send('/desk/report', '192.0.2.1')).statusCode).toBe(429);
    expect((await send('/sign-in', '192.0.2.2')).statusCode).not.toBe(429);
  });

  it('holds up nobody who has signed in, and no alert', async () => {
    while ((await send('/language', '192.0.2.3')).statusCode !== 429);
    const { cookie } = await api.session('dpo');
    expect((await send('/language', '192.0.2.3', { cookie })).statusCode).toBe(303);
    expect((await send('/alerts/aws-guardduty', '192.0.2.3')).statusCode).not.toBe(429);
  });
});

describe('a person who asks too much', () => {
  it.each([
    ['en', 'Nobody else is held up by it. Wait '],
    ['de', 'Niemand sonst wird dadurch aufgehalten. Warten Sie '],
  ])('reads so on a page, in %s', async (language, says) => {
    const { cookie } = await api.session('responder');
    const headers = { cookie, ...HTML, 'accept-language': language };
    const ask = () => api.server.inject({ url: '/', headers });
    let answer = await ask();
    for (let i = 0; i < 14 && answer.statusCode === 200; i += 1) answer = await ask();
    // A call comes back each 100 s; some of the first have passed by the time of the last.
    expect([answer.statusCode, String(answer.headers['retry-after'])]).toEqual([
      429,
      expect.stringMatching(/^(9\d|100)$/),
    ]);
    expect(answer.body).toContain(`${says}${answer.headers['retry-after']} s`);
  });
});

describe('two processes on one database', () => {
  it('share what one caller may ask for, and what a guesser has left', async () => {
    const first = await TestApi.start({ limits: LIMITS });
    const second = await TestApi.beside(first, { limits: LIMITS });
    const processes = [first, second];
    try {
      const report = (n: number) =>
        processes[n % 2]?.call('responder', 'POST', '/incidents', { body: { title: `Laptop ${n} is gone` } });
      const codes = [];
      for (let n = 0; n < 4; n += 1) codes.push((await report(n))?.status);
      expect(codes).toEqual([202, 202, 429, 429]);
      const guess = (n: number) => processes[n % 2]?.server.inject({ url: '/breaches', headers: wrongToken });
      const guesses = [];
      for (let n = 0; n < 32; n += 1) guesses.push((await guess(n))?.statusCode);
      expect(guesses).toEqual([...Array(30).fill(401), 429, 429]);
    } finally {
      await second.stop();
      await first.stop();
    }
  });
});
