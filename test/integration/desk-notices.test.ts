import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NoticeAnswers } from '../../domain/breach/events.ts';
import type { DeliveryResult } from '../../domain/communication/follow-ups.ts';
import { HOUR_MS, plusMs } from '../../domain/time.ts';
import { saveDataFlow } from '../../store/dataflow.ts';
import { acknowledgeNotice } from '../../store/ledger/notice-answers.ts';
import { planRows } from '../../store/ledger/notice-plan.ts';
import { noticeId } from '../../store/notices.ts';
import { NOW, REGISTER, TestApi } from '../support/api.ts';
import { contentOf, handOver } from '../support/notices.ts';
import { noticeTo } from '../support/plans.ts';
import { sampled } from '../support/sampled.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

/** Told two days ago, so that whoever has not answered by now is late. */
const TOLD = plusMs(NOW, -48 * HOUR_MS);
const party = (n: number) => `party-${String(n).padStart(5, '0')}`;
const numberOf = (counterparty: string) => Number(counterparty.slice('party-'.length));

/** By the last digit: 0 bounces, 1 may have left, the rest is sent; 2 to 4 answer, of which 2 with a sign of misuse. */
const resultOf = (counterparty: string): DeliveryResult => {
  const digit = numberOf(counterparty) % 10;
  return digit === 0 ? 'refused' : digit === 1 ? 'uncertain' : 'sent';
};

/**
 * A breach that tells so many, and one more that is not touched any more; the first `answering` of them are asked for
 * an answer and give one as their digit says.
 */
async function tellMany(size: number, answering = size): Promise<string> {
  api.now = TOLD;
  const breachId = await api.report({ awareAt: TOLD });
  const wanted = Array.from({ length: size }, (_, n) => ({ ...noticeTo(party(n), TOLD), kind: 'customer' as const }));
  await planRows(api.store, breachId, wanted, { exercise: false, at: TOLD });
  await handOver(api.store, breachId, TOLD, resultOf, (id) => (numberOf(id) < 60 ? contentOf(id) : null));
  await api.gateway.nudge(breachId, 'notices');
  api.now = NOW;
  const answered = Array.from({ length: answering }, (_, n) => n).filter((n) => [2, 3, 4].includes(n % 10));
  await Promise.all(
    answered.map((n) => {
      const answers: NoticeAnswers = {
        holdsData: 'yes',
        misuse: n % 10 === 2 ? 'yes' : 'no',
        answeredBy: `Person ${n}`,
      };
      return acknowledgeNotice(api.store, { id: noticeId(breachId, party(n), 1), breachId }, NOW, answers);
    }),
  );
  return breachId;
}

const get = async (url: string) => {
  const { status, body } = await api.call('dpo', 'GET', url);
  expect(status).toBe(200);
  return body;
};
const noticesIn = (body: string) => /<section class="card" id="notices".*?<\/section>/s.exec(body)?.[0] ?? '';
const rowsIn = (body: string) =>
  [...noticesIn(body).matchAll(/<th role="rowheader" scope="row"><a [^>]*>([^<]*)</g)].map(([, name]) => name ?? '');
const nextIn = (body: string) =>
  /href="([^"]*)">Next/.exec(noticesIn(body))?.[1]?.replaceAll('&amp;', '&').replace(/#.*/, '');
const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

describe('the notices of a breach on its page', () => {
  it('say that nobody is told yet, where nobody is', async () => {
    const breachId = await api.report();
    const section = noticesIn(await get(`/desk/breaches/${breachId}/notices`));
    expect(section).toContain('Nobody is to be told yet');
    expect(section).not.toMatch(/<table|<form|<nav/);
  });

  it('are one row with its state, where one is told, and no page after it', async () => {
    api.now = TOLD;
    const breachId = await api.report({ systems: ['tickets'], awareAt: TOLD });
    await handOver(api.store, breachId, TOLD, () => 'sent');
    api.now = NOW;
    const body = await get(`/desk/breaches/${breachId}/notices`);
    expect(rowsIn(body)).toEqual(['Fjord Hosting']);
    expect(textOf(noticesIn(body))).toContain('0 of 1 acknowledged');
    expect(nextIn(body)).toBeUndefined();
    expect(noticesIn(body)).toContain('>Sent 1</span>');
  });

  it('are counted, narrowed and paged, the worst first, where sixty are told', async () => {
    const breachId = await tellMany(60);
    const counterparties = [{ ...REGISTER.counterparties[0], id: party(2), kind: 'customer', name: 'Ada & Sons' }];
    await saveDataFlow(api.store, { systems: [], counterparties } as never, { at: NOW, by: 'dpo' });
    const first = await get(`/desk/breaches/${breachId}/notices`);
    const text = textOf(noticesIn(first));
    expect(text).toContain('18 of 60 acknowledged');
    for (const count of ['Sent 30', 'Acknowledged 18', 'Bounced 6', 'Uncertain 6']) expect(text).toContain(count);
    const filters = [...noticesIn(first).matchAll(/<a class="btn" href="[^"]*"[^>]*>([^<]*\d)<\/a>/g)];
    expect(filters.map(([, label]) => label)).toEqual([
      'All 61',
      'Not acknowledged 42',
      'Not reached 6',
      'Uncertain 6',
      'Late 42',
      'Sign of misuse 6',
      'Acknowledged 18',
    ]);
    // Signs of misuse, then who bounced, then who is uncertain.
    const digits = rowsIn(first).map((name) => (name === 'Ada &amp; Sons' ? 2 : numberOf(name) % 10));
    expect(digits.slice(0, 18)).toEqual([...Array(6).fill(2), ...Array(6).fill(0), ...Array(6).fill(1)]);
    expect(digits.slice(18).every((digit) => digit >= 5)).toBe(true);

    const seen: string[] = [];
    for (let url: string | undefined = `/desk/breaches/${breachId}/notices`; url !== undefined; ) {
      const body: string = await get(url);
      seen.push(...rowsIn(body));
      url = nextIn(body);
    }
    expect([seen.length, new Set(seen).size]).toEqual([61, 61]);
  });

  it.each([
    ['unreached', 0, 6],
    ['uncertain', 1, 6],
    ['misuse', 2, 6],
  ])('show only those that are asked for: %s', async (part, digit, count) => {
    const breachId = await tellMany(60);
    const body = await get(`/desk/breaches/${breachId}/notices?notices=${part}`);
    const rows = rowsIn(body).map((name) => (name === 'Ada &amp; Sons' ? 2 : numberOf(name) % 10));
    expect(rows).toEqual(Array(count).fill(digit));
    expect(noticesIn(body)).toMatch(new RegExp(`href="[^"]*notices=${part}#notices" aria-current="true"`));
  });

  it.each(sampled([1_000, 20_000], 2))(
    'are one short page of %i, with no name beside those of its rows',
    async (size) => {
      const breachId = await tellMany(size, 100);
      const shown = (count: number) => count.toLocaleString('en');
      for (const query of ['', '?notices=open', '?notices=late', '?notices=acknowledged']) {
        const body = await get(`/desk/breaches/${breachId}/notices${query}`);
        expect(rowsIn(body)).toHaveLength(25);
        expect(Buffer.byteLength(body)).toBeLessThan(100_000);
        const named = new Set(body.match(/party-\d{5}/g));
        expect(named.size).toBeLessThanOrEqual(25);
      }
      const first = await get(`/desk/breaches/${breachId}`);
      expect(Buffer.byteLength(first)).toBeLessThan(100_000);
      // The first ten of those whom somebody must call.
      expect(new Set(first.match(/party-\d{5}/g)).size).toBeLessThanOrEqual(10 + 10);
      expect(textOf(first)).toContain('Not reached:');
      const body = await get(`/desk/breaches/${breachId}/notices?notices=late`);
      expect(textOf(noticesIn(body))).toContain(`30 of ${shown(size)} acknowledged`);
      for (const label of [
        `All ${shown(size + 1)}`,
        `Not acknowledged ${shown(size - 30)}`,
        `Not reached ${shown(size / 10)}`,
        `Uncertain ${shown(size / 10)}`,
        `Late ${shown(size - 30)}`,
      ])
        expect(noticesIn(body)).toContain(`>${label}<`);
      const next = nextIn(body) ?? '';
      expect(next).toContain('notices=late');
      const second = await get(next);
      expect(rowsIn(second)).toHaveLength(25);
      expect(rowsIn(second).filter((name) => rowsIn(body).includes(name))).toEqual([]);
      expect(noticesIn(second)).toContain('>First page<');
    },
  );

  it('of an earlier instant are those that were there then, as they stood', async () => {
    const breachId = await tellMany(60);
    const body = await get(`/desk/breaches/${breachId}/notices?at=${plusMs(TOLD, HOUR_MS)}`);
    expect(rowsIn(body)).toHaveLength(25);
    expect(noticesIn(body)).not.toMatch(/Sign of misuse|answered by|Person \d/);
  });

  it('refuse a place that no page gave', async () => {
    const breachId = await tellMany(1);
    const { status } = await api.call('dpo', 'GET', `/desk/breaches/${breachId}/notices?after=somewhere`);
    expect(status).toBe(400);
  });
});
