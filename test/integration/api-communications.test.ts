import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as answers from '../../api/openapi/answers.ts';
import { createLogger } from '../../config/logger.ts';
import { EvidencePack, packDigest, verifyPack } from '../../domain/audit/pack.ts';
import type { Role } from '../../domain/roles.ts';
import { createNudges } from '../../intake/nudges.ts';
import { readBreach } from '../../store/breaches.ts';
import { lettersStanding } from '../../store/ledger/letters.ts';
import { noticesStanding } from '../../store/ledger/notices.ts';
import { readNotice } from '../../store/notices.ts';
import { listRecipients } from '../../store/recipients.ts';
import { NOW, TestApi } from '../support/api.ts';
import { FOUR, standingOf, tellFour, writeTo } from '../support/communications.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

type Page = { notices: { counterparty: string; status: string }[]; next: string | null; counts: object };
const get = async (url: string, as: Role = 'dpo') => (await api.call(as, 'GET', url)).json;
const post = (url: string, body: object, as: Role = 'dpo', headers: Record<string, string> = {}) =>
  api.call(as, 'POST', url, { body, headers });
const acting = (breachId: string, communication = 'notices') => {
  const base = `/breaches/${breachId}/communications/${communication}`;
  return (act: string, body: object = { reasons: 'Asked for.' }, as: Role = 'dpo', headers = {}) =>
    post(`${base}/${act}`, body, as, headers);
};
/** How many of them the ledger holds for uncertain. */
const uncertainIn = async (breachId: string, path: 'notices' | 'campaign-1') => {
  if (path === 'notices') return Object.values(await statusesOf(breachId)).filter((one) => one === 'uncertain').length;
  const { recipients } = await get(`/breaches/${breachId}/campaigns/1/recipients?status=uncertain`);
  return (recipients as unknown[]).length;
};
const statusesOf = async (breachId: string) => {
  const { notices } = (await get(`/breaches/${breachId}/notices`)) as Page;
  return Object.fromEntries(notices.map(({ counterparty, status }) => [counterparty, status]));
};

describe('the list of notices', () => {
  it('counts all, whatever is asked for, and joins its pages without a gap, the worst first', async () => {
    const breachId = await tellFour(api);
    const whole = await get(`/breaches/${breachId}/notices`);
    expect(answers.BreachNotices.safeParse(whole).error).toBeUndefined();
    expect(whole.counts).toEqual({ total: 5, withdrawn: 1, sent: 1, refused: 1, uncertain: 2 });
    expect(whole.communication).toMatchObject({ status: 'running', counts: whole.counts });
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const from: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
      const page = (await get(`/breaches/${breachId}/notices?limit=2${from}`)) as Page;
      expect([page.notices.length <= 2, page.counts]).toEqual([true, whole.counts]);
      seen.push(...page.notices.map(({ counterparty }) => counterparty));
      after = page.next;
    }
    expect(seen).toEqual(['birch', 'cedar', 'dune', 'arrow', 'fjord']);
  });

  it.each<[string, string[]]>([
    ['status=uncertain', ['cedar', 'dune']],
    ['status=uncertain&status=refused', ['birch', 'cedar', 'dune']],
    ['kind=customer', []],
    ['late=true', []],
    ['misuse=true', []],
  ])('is narrowed by %s', async (query, expected) => {
    const breachId = await tellFour(api);
    const { notices, counts } = (await get(`/breaches/${breachId}/notices?${query}`)) as Page;
    expect(notices.map(({ counterparty }) => counterparty)).toEqual(expected);
    expect(counts).toMatchObject({ total: 5 });
  });

  it.each([
    ['after=somewhere', 'after'],
    ['after=1', 'after'],
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['status=lost', 'status'],
  ])('refuses %s, and names it', async (query, field) => {
    const breachId = await tellFour(api);
    const { status, json } = await api.call('dpo', 'GET', `/breaches/${breachId}/notices?${query}`);
    expect([status, String(json.field).split('[')[0]]).toEqual([400, field]);
  });

  it('gives the history of one counterparty, and of nobody who is not told', async () => {
    const breachId = await tellFour(api);
    const one = await get(`/breaches/${breachId}/notices/cedar`);
    expect(answers.NoticeHistory.safeParse(one).error).toBeUndefined();
    const entries = one.entries as { row: string; what: string }[];
    expect(entries.map(({ row, what }) => `${row} ${what}`)).toEqual(['cedar~1 planned', 'cedar~1 uncertain']);
    const none = await api.call('dpo', 'GET', `/breaches/${breachId}/notices/nobody`);
    expect([none.status, none.json.field]).toEqual([404, 'counterparty']);
  });
});

describe('people of a campaign', () => {
  it('are listed page by page with masked addresses, by status', async () => {
    const breachId = await tellFour(api);
    await writeTo(api, breachId, 12);
    const base = `/breaches/${breachId}/campaigns/1/recipients`;
    const first = await get(`${base}?status=uncertain&limit=3`);
    expect(answers.Recipients.safeParse(first).error).toBeUndefined();
    const numbers = (page: Record<string, unknown>) => (page.recipients as { n: number }[]).map(({ n }) => n);
    expect([numbers(first), first.next]).toEqual([[3, 6, 9], 9]);
    expect(numbers(await get(`${base}?status=uncertain&limit=3&after=9`))).toEqual([12]);
    expect(JSON.stringify(first)).not.toMatch(/person\d|Person/);
    expect((await api.call('dpo', 'GET', `${base}?after=x`)).json.field).toBe('after');
    expect((await api.call('dpo', 'GET', `/breaches/${breachId}/campaigns/7/recipients`)).json.code).toBe(
      'unknown-campaign',
    );
  });
});

describe.each([
  ['notices', 'notices'],
  ['campaign-1', 'campaign/1'],
] as const)('controlling %s', (path, name) => {
  const started = async () => {
    const breachId = await tellFour(api);
    if (path === 'campaign-1') await writeTo(api, breachId, 6);
    return { breachId, act: acting(breachId, path), standing: () => standingOf(api, breachId, name) };
  };

  it('pauses with reasons, goes on without, and says so to who reads', async () => {
    const { breachId, act, standing } = await started();
    expect((await act('pause', { reasons: 'A wrong system is named.' })).status).toBe(200);
    expect(await standing()).toMatchObject({ status: 'paused', because: 'asked' });
    const { json } = await api.call('dpo', 'GET', `/breaches/${breachId}`);
    expect((json.communications as Record<string, object>)[name]).toMatchObject({ status: 'paused', because: 'asked' });
    // Twice changes nothing, and keeps the reasons.
    const { seq } = (await act('pause')).json;
    expect((await act('pause')).json.seq).toBe(Number(seq) + 1);
    expect(await standing()).toMatchObject({ status: 'paused', because: 'asked' });
    if (path === 'notices') expect((await act('resume', {})).status).toBe(200);
    else expect(await api.actOnPage(breachId, path, { act: 'resume' })).toBe(303);
    expect(await standing()).toMatchObject({ status: 'running', because: null });
  });

  it('is stopped once and for good', async () => {
    const { act, standing } = await started();
    expect((await act('stop', { reasons: 'The letter is wrong.' })).status).toBe(200);
    for (const again of ['stop', 'pause', 'resume']) {
      const { status, json } = await act(again);
      expect([again, status, json.code]).toEqual([again, 409, 'conflict']);
    }
    expect(await standing()).toMatchObject({ status: 'stopped' });
  });

  it.each(['pause', 'stop'])('takes no %s without reasons', async (act) => {
    const { act: send, standing } = await started();
    for (const body of [{}, { reasons: '' }, { reasons: '  ' }]) {
      const { status, json } = await send(act, body);
      expect([body, status, json.field]).toEqual([body, 400, 'reasons']);
    }
    expect(await standing()).toMatchObject({ status: 'running' });
  });

  it('is done once under one key', async () => {
    const { act, standing } = await started();
    const key = { 'idempotency-key': `stop-once-${path}` };
    const first = await act('stop', { reasons: 'Wrong.' }, 'dpo', key);
    const again = await act('stop', { reasons: 'Wrong.' }, 'dpo', key);
    expect([first.status, again.status, again.json.seq]).toEqual([200, 200, first.json.seq]);
    expect(await standing()).toMatchObject({ status: 'stopped' });
  });
});

describe('who may not', () => {
  it.each(['responder', 'auditor', 'reporter', 'administrator'] as const)('a %s is refused', async (role) => {
    const breachId = await tellFour(api);
    const act = acting(breachId);
    for (const verb of ['pause', 'resume', 'stop']) expect((await act(verb, undefined, role)).status).toBe(403);
    const decided = await act('uncertain', { decision: 'arrived', reasons: 'Called.' }, role);
    expect(decided.status).toBe(403);
    expect(await standingOf(api, breachId)).toMatchObject({ status: 'running', counts: { uncertain: 2 } });
  });
});

describe('what there is not', () => {
  it('an unknown breach, a campaign that was never drafted, and another name are refused', async () => {
    const breachId = await tellFour(api);
    expect((await acting('TOC-2026-9999')('pause')).status).toBe(404);
    const campaign = await acting(breachId, 'campaign-7')('pause');
    expect([campaign.status, campaign.json.code]).toEqual([404, 'unknown-campaign']);
    for (const name of ['campaign-0', 'campaign-x', 'letters', 'campaign%2F1']) {
      const { status, json } = await acting(breachId, name)('pause');
      expect([name, status, json.field]).toEqual([name, 400, 'communication']);
    }
    const silent = await api.report();
    const none = await acting(silent)('pause');
    expect([none.status, none.json.code]).toEqual([404, 'not-found']);
    const decided = await acting(silent)('uncertain', { decision: 'arrived', reasons: 'x' });
    expect([decided.status, decided.json.code]).toEqual([404, 'not-found']);
  });
});

describe('deciding on what is uncertain', () => {
  it('says of one that it arrived, and leaves the others', async () => {
    const breachId = await tellFour(api);
    const body = { decision: 'arrived', counterparties: ['cedar', 'arrow'], reasons: 'They called us.' };
    const { status, json } = await acting(breachId)('uncertain', body);
    expect([status, json.decided]).toEqual([200, 1]);
    expect(answers.UncertainDecided.safeParse(json).error).toBeUndefined();
    expect(await statusesOf(breachId)).toMatchObject({ cedar: 'sent', dune: 'uncertain', arrow: 'sent' });
    const { entries } = (await get(`/breaches/${breachId}/notices/cedar`)) as {
      entries: { what: string; by: string }[];
    };
    expect(entries.at(-1)).toMatchObject({ what: 'arrived', by: 'dpo' });
    expect(JSON.stringify(entries)).not.toContain('They called us.');
  });

  it('has all of them sent again, once', async () => {
    const breachId = await tellFour(api);
    const body = { decision: 'send-again', reasons: 'The log of the server shows none.' };
    expect((await acting(breachId)('uncertain', body)).json.decided).toBe(2);
    expect(await statusesOf(breachId)).toMatchObject({ cedar: 'planned', dune: 'planned' });
    expect((await acting(breachId)('uncertain', body)).json.decided).toBe(0);
    expect((await readNotice(api.store, `${breachId}~cedar`))?.deliveries).toEqual([]);
  });

  it('goes by numbers in a campaign', async () => {
    const breachId = await tellFour(api);
    const { listId } = await writeTo(api, breachId, 9);
    const act = acting(breachId, 'campaign-1');
    const one = await act('uncertain', { decision: 'arrived', people: [3], reasons: 'Called.' });
    expect(one.json.decided).toBe(1);
    const again = { act: 'uncertain', decision: 'send-again', which: 'all', 'uncertain-reasons': 'None in the log.' };
    expect(await api.actOnPage(breachId, 'campaign-1', again)).toBe(303);
    const { people } = await listRecipients(api.store, listId, { after: 0, limit: 20 });
    expect(people.filter(({ n }) => n % 3 === 0).map(({ status }) => status)).toEqual(['sent', 'pending', 'pending']);
  });

  it('asks for reasons, a decision, and receivers of its own kind', async () => {
    const breachId = await tellFour(api);
    await writeTo(api, breachId, 3);
    const given = { decision: 'arrived', reasons: 'Called.' };
    const wrong: [string, object, number, string][] = [
      ['notices', { decision: 'arrived' }, 400, 'reasons'],
      ['notices', { ...given, reasons: ' ' }, 400, 'reasons'],
      ['notices', { reasons: 'x' }, 400, 'decision'],
      ['notices', { ...given, people: [1] }, 422, 'people'],
      ['notices', { ...given, counterparties: ['cedar'], people: [1] }, 422, 'people'],
      ['notices', { ...given, counterparties: [] }, 400, 'counterparties'],
      ['campaign-1', { ...given, counterparties: ['cedar'] }, 422, 'counterparties'],
    ];
    for (const [path, body, refused, field] of wrong) {
      const { status, json } = await acting(breachId, path)('uncertain', body);
      expect([body, status, json.field]).toEqual([body, refused, field]);
    }
    expect(await statusesOf(breachId)).toMatchObject({ cedar: 'uncertain', dune: 'uncertain' });
  });

  it('sends nothing again of what was stopped, and still takes that it arrived', async () => {
    const breachId = await tellFour(api);
    const act = acting(breachId);
    await act('stop');
    const again = await act('uncertain', { decision: 'send-again', reasons: 'x' });
    expect([again.status, again.json.field]).toEqual([409, 'decision']);
    expect((await act('uncertain', { decision: 'arrived', reasons: 'x' })).json.decided).toBe(2);
  });
});

describe('a command while Temporal is away', () => {
  it('is refused as such, and an answer about what is uncertain is kept', async () => {
    const breachId = await tellFour(api);
    api.gateway.isUp = false;
    const paused = await acting(breachId)('pause');
    const decided = await acting(breachId)('uncertain', { decision: 'arrived', reasons: 'Called.' });
    api.gateway.isUp = true;
    expect([paused.status, decided.status, decided.json.decided]).toEqual([503, 200, 2]);
    expect(await standingOf(api, breachId)).toMatchObject({ status: 'running' });
  });
});

describe('sending again what a finished communication is uncertain of', () => {
  /** People are written to again by somebody who has signed in. */
  const sendAgain = async (breachId: string, path: 'notices' | 'campaign-1') => {
    const said = { decision: 'send-again', reasons: 'None in the log.' };
    if (path === 'notices') return (await acting(breachId)('uncertain', said)).status;
    const { decision, reasons } = said;
    return api.actOnPage(breachId, path, { act: 'uncertain', decision, which: 'all', 'uncertain-reasons': reasons });
  };

  /** A communication that has done all it can, with two letters of which nobody knows. */
  const finish = async (communication: 'notices' | 'campaign/1') => {
    const breachId = await tellFour(api);
    const { listId } = await writeTo(api, breachId, 6);
    const isNotices = communication === 'notices';
    await api.store.connection.collection('notices').updateMany({ breachId }, { $set: { nextAt: null } });
    const standing = isNotices
      ? await noticesStanding(api.store, breachId)
      : await lettersStanding(api.store, { breachId, campaign: 1, listId });
    const version = isNotices ? ((await readBreach(api.store, breachId))?.plan?.counterparties?.version ?? '') : '';
    await api.gateway.command(breachId, {
      ...{ type: 'communication-progressed', communication, version, settled: true, ...standing },
      ...{ by: 'engine', role: 'engine', key: `settled/${communication}` },
    });
    expect(await standingOf(api, breachId, communication)).toMatchObject({ status: 'finished' });
    return { breachId, path: isNotices ? ('notices' as const) : ('campaign-1' as const), isNotices };
  };
  const sendAgainWhileAway = async (breachId: string, path: 'notices' | 'campaign-1') => {
    api.gateway.isUp = false;
    const failed = await sendAgain(breachId, path);
    api.gateway.isUp = true;
    return failed;
  };

  it.each(['notices', 'campaign/1'] as const)('goes on with %s though it could not at first', async (communication) => {
    const { breachId, path, isNotices } = await finish(communication);
    expect(await sendAgainWhileAway(breachId, path)).toBe(503);
    const { counts, status } = await standingOf(api, breachId, communication);
    expect([status, await uncertainIn(breachId, path)]).toEqual(['finished', 0]);
    expect(counts?.uncertain).toBe(2);
    expect(await sendAgain(breachId, path)).toBe(isNotices ? 200 : 303);
    expect(await standingOf(api, breachId, communication)).toMatchObject({ status: 'running' });
  });

  it.each(['notices', 'campaign/1'] as const)(
    'goes on with %s by itself once Temporal is back',
    async (communication) => {
      const { breachId, path } = await finish(communication);
      const nudges = createNudges({
        ...{ store: api.store, temporal: api.gateway, log: createLogger('test', 'silent') },
        every: () => () => undefined,
      });
      expect(await sendAgainWhileAway(breachId, path)).toBe(503);
      await nudges.turn();
      // Until it runs again, nothing counts the letters as dealt with: their target would end, and nobody send them.
      expect(await standingOf(api, breachId, communication)).toMatchObject({
        status: 'running',
        counts: { uncertain: 2 },
      });
      await api.gateway.nudge(breachId, communication);
      const known = (await readBreach(api.store, breachId))?.communications[communication];
      expect(known).toMatchObject({ status: 'running', nextAt: expect.any(String) });
      expect(known?.counts.uncertain ?? 0).toBe(0);
      await nudges.turn();
      expect(await standingOf(api, breachId, communication)).toMatchObject({ status: 'running' });
    },
  );

  it('resumes nothing where nothing waits', async () => {
    const breachId = await tellFour(api);
    const { listId } = await writeTo(api, breachId, 6);
    const act = acting(breachId, 'campaign-1');
    await act('uncertain', { decision: 'arrived', reasons: 'Called.' });
    const standing = await lettersStanding(api.store, { breachId, campaign: 1, listId });
    await api.gateway.command(breachId, {
      ...{ type: 'communication-progressed', communication: 'campaign/1', version: '', settled: true, ...standing },
      ...{ by: 'engine', role: 'engine', key: 'settled' },
    });
    expect(await sendAgain(breachId, 'campaign-1')).toBe(303);
    expect(await standingOf(api, breachId, 'campaign/1')).toMatchObject({ status: 'finished' });
  });
});

describe('an evidence pack', () => {
  const packOf = async (breachId: string) => {
    const { status, json } = await api.call('auditor', 'GET', `/breaches/${breachId}/evidence`);
    expect(status).toBe(200);
    return EvidencePack.parse(json);
  };
  /** As somebody writes it who edits a pack and knows how it is made. */
  const written = (pack: EvidencePack): EvidencePack => ({ ...pack, digest: packDigest(pack) });

  it('carries every ledger and verifies; a page that was edited, taken out or cut off is found', async () => {
    const breachId = await tellFour(api);
    await writeTo(api, breachId, 9);
    const pack = await packOf(breachId);
    expect(verifyPack(pack)).toEqual({ ok: true, findings: [], uncovered: [] });
    expect(pack.ledgers?.map(({ ledger }) => ledger)).toEqual([`${breachId}/campaign/1`, `${breachId}/notices`]);
    const rows = pack.ledgers?.flatMap(({ pages }) => pages.flatMap(({ entries }) => entries.map(({ row }) => row)));
    expect(rows).toEqual(expect.arrayContaining([...FOUR.map((id) => `${id}~1`), '1', '9']));

    const edited = structuredClone(pack);
    const entry = edited.ledgers?.[1]?.pages[0]?.entries[0];
    if (entry === undefined) throw new Error('no entry');
    entry.at = '2026-11-24T00:00:00.000Z';
    expect(verifyPack(written(edited))).toMatchObject({
      ok: false,
      findings: [expect.objectContaining({ ledger: `${breachId}/notices`, page: 1 })],
    });
    const cut = structuredClone(pack);
    cut.ledgers?.[1]?.pages.pop();
    expect(verifyPack(written(cut))).toMatchObject({ ok: false });
    const without = structuredClone(pack);
    without.ledgers?.pop();
    expect(verifyPack(written(without))).toMatchObject({ ok: false });
  });

  it('that is open shows the reasons of each decision, and holds against their commitments', async () => {
    const breachId = await tellFour(api);
    await acting(breachId)('uncertain', { decision: 'arrived', counterparties: ['cedar'], reasons: 'They called us.' });
    await api.gateway.nudge(breachId, 'notices');
    const { json } = await api.call('dpo', 'GET', `/breaches/${breachId}/evidence?open=true`);
    const pack = EvidencePack.parse(json);
    expect(verifyPack(pack)).toEqual({ ok: true, findings: [], uncovered: [] });
    const [ledger] = pack.ledgers ?? [];
    expect(ledger?.opened).toEqual([expect.objectContaining({ personal: { reasons: 'They called us.' } })]);
    const [opened] = ledger?.opened ?? [];
    if (opened !== undefined) opened.personal = { reasons: 'Nobody called.' };
    expect(verifyPack(written(pack))).toMatchObject({
      ok: false,
      findings: [expect.objectContaining({ page: opened?.page })],
    });
    expect(JSON.stringify(await packOf(breachId))).not.toContain('They called us.');
  });

  it('of a record whose ledger was edited in the database does not verify, nor does the record', async () => {
    const breachId = await tellFour(api);
    const pages = api.store.connection.collection('ledgerPages');
    const change = await pages.updateOne(
      { ledger: `${breachId}/notices`, 'entries.row': 'birch~1' },
      { $set: { 'entries.0.at': NOW.replace('2026', '2025') } },
    );
    expect(change.modifiedCount).toBe(1);
    expect(verifyPack(await packOf(breachId)).ok).toBe(false);
    const { json } = await api.verified('dpo', '/audit/verification?again=true');
    expect(JSON.stringify(json)).toContain(`${breachId}/notices`);
  });
});
