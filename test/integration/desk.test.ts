import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BreachEvent } from '../../domain/breach/events.ts';
import type { PlannedObligation } from '../../domain/plan/types.ts';
import { DAY_MS, HOUR_MS, type Instant, plusMs } from '../../domain/time.ts';
import { rebuildOutdated } from '../../store/breaches.ts';
import { appendEvents } from '../../store/events.ts';
import { NOW, TestApi } from '../support/api.ts';
import { clock72h, obligationOf, planOf, reportedEvent } from '../support/plans.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ exerciseInbox: true });
});
afterAll(() => api.stop());

const head = { at: NOW, by: 'dpo', key: 'k' };
/** A confirmed breach whose obligations are due at the instants given, by their ids. */
async function breach(
  id: string,
  dues: Record<string, Instant>,
  {
    title = `Title of ${id}`,
    more = {},
    after = [],
    exercise = false,
  }: {
    title?: string;
    more?: Partial<PlannedObligation>;
    after?: BreachEvent[];
    exercise?: boolean;
  } = {},
): Promise<void> {
  const obligations = Object.entries(dues).map(([obligation, due]) => {
    const start = plusMs(due, -72 * HOUR_MS);
    return obligationOf(obligation, start, { clock: clock72h(start), ...more });
  });
  const reported = reportedEvent(id, plusMs(NOW, -HOUR_MS));
  reported.personal.narrative.title = title;
  if (exercise) reported.data.exercise = { scale: 1 };
  const aware: BreachEvent = { ...head, type: 'awareness-recorded', data: { awareAt: NOW }, personal: { reasons: '' } };
  const planned: BreachEvent = { ...head, type: 'planned', data: { plan: planOf(NOW, { obligations }), changes: [] } };
  await appendEvents(api.store, id, 1, [reported, aware, planned, ...after]);
}
const inHours = (hours: number) => plusMs(NOW, hours * HOUR_MS);
const filed = (obligation: string, filedAt: Instant, late = false): BreachEvent => ({
  ...{ ...head, type: 'filed', data: { obligation, filedAt, late } },
  personal: { receipt: 'R-1', reasons: '' },
});
const desk = async (query = '') => (await api.call('dpo', 'GET', `/${query}`)).body;
const rowsOf = (page: string, group: string) => {
  const section = new RegExp(`<section class="card" id="${group}"[\\s\\S]*?</section>`).exec(page)?.[0] ?? '';
  return [...section.matchAll(/<a class="inc" href="\/desk\/breaches\/([^"]+)">/g)].map((match) => match[1]);
};
const countOf = (page: string, group: string) => new RegExp(`data-count="${group}">([^<]+)<`).exec(page)?.[1];
const nextOf = (page: string) => /rel="next" href="([^"#]+)/.exec(page)?.[1]?.replaceAll('&amp;', '&');

describe('what the desk shows', () => {
  beforeAll(async () => {
    await breach('TOC-2026-0101', { late: inHours(-1), now: NOW, soon: inHours(24), later: plusMs(inHours(24), 1) });
    await breach(
      'TOC-2026-0102',
      { a: inHours(3) },
      { more: { recipient: 'BaFin (Berlin)', regime: 'DORA', stage: 'final' } },
    );
    await breach('EX-2026-0103', { a: inHours(2) }, { exercise: true });
    const week = plusMs(NOW, -7 * DAY_MS);
    await breach(
      'TOC-2026-0104',
      { old: week, kept: inHours(1), late: inHours(-3) },
      { after: [filed('old', plusMs(week, -1)), filed('kept', week), filed('late', inHours(-1), true)] },
    );
    const closed: BreachEvent = {
      ...head,
      type: 'closed',
      data: { outcome: 'resolved' },
      personal: { reasons: 'Done.' },
    };
    await breach(
      'TOC-2026-0105',
      { forgotten: inHours(-5), done: inHours(1) },
      { after: [filed('done', NOW), closed] },
    );
    const waived: BreachEvent = {
      ...head,
      type: 'obligation-waived',
      data: { obligation: 'a' },
      personal: { reasons: 'No risk.' },
    };
    await breach('TOC-2026-0106', { a: inHours(5) }, { after: [waived] });
  });

  it('groups by time left, and forgets what closed breaches left running and what was met a week ago', async () => {
    const page = await desk();
    expect(rowsOf(page, 'overdue')).toEqual(['TOC-2026-0101', 'TOC-2026-0101']);
    expect(rowsOf(page, 'soon')).toEqual(['TOC-2026-0102', 'TOC-2026-0101']);
    expect(rowsOf(page, 'practice')).toEqual(['EX-2026-0103']);
    expect(rowsOf(page, 'later')).toEqual(['TOC-2026-0101']);
    expect(rowsOf(page, 'met')).toEqual(['TOC-2026-0106', 'TOC-2026-0105', 'TOC-2026-0104', 'TOC-2026-0104']);
    const counts = ['overdue', 'soon', 'later', 'met'].map((group) => countOf(page, group));
    expect(counts).toEqual(['2', '2', '1', '4']);
    expect(page).toContain('Two duties are overdue. The next limit is today, 12:40 CET.');
    expect(page).toContain('5 clocks run across 2 incidents. 1 exercise clock is shown but not counted.');
    expect(page).toContain('last 7 days, 1 of them late');
  });

  it('is filtered by group, law, recipient, stage, incident and exercises, and says so', async () => {
    const soon = async (query: string) => rowsOf(await desk(`?${query}`), 'soon');
    expect(await soon('recipient=bafin+(b')).toEqual(['TOC-2026-0102']);
    expect(await soon('law=EU:DORA')).toEqual(['TOC-2026-0102']);
    expect(await soon('law=EU')).toHaveLength(2);
    expect(await soon('law=US')).toEqual([]);
    expect(await soon('stage=final')).toEqual(['TOC-2026-0102']);
    expect(await soon('incident=toc-2026-0101')).toEqual(['TOC-2026-0101']);
    expect(rowsOf(await desk('?exercises=hidden'), 'practice')).toEqual([]);
    expect(rowsOf(await desk('?group=later'), 'practice')).toEqual([]);
    expect(await soon('exercises=only')).toEqual([]);
    expect(rowsOf(await desk('?exercises=only&group=soon'), 'practice')).toEqual(['EX-2026-0103']);
    expect(await soon('group=overdue')).toEqual([]);
    const page = await desk('?recipient=bafin&group=&law=&stage=&incident=&exercises=shown');
    expect(page).toContain('The tables below are filtered');
    expect(countOf(page, 'overdue')).toBe('2');
    const refused = await api.call('dpo', 'GET', '/?law=EU:Nothing');
    expect([refused.status, refused.body]).toEqual([400, expect.stringContaining('The policy has no law')]);
    expect((await api.call('dpo', 'GET', '/?after=$ne')).status).toBe(400);
  });

  it('goes as CSV that a spreadsheet shows and never runs', async () => {
    await breach('TOC-2026-0107', { a: inHours(30) }, { title: '=HYPERLINK("http://evil.example";"x")' });
    const answer = await api.call('dpo', 'GET', '/desk/clocks.csv?group=later');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="desk-2026-11-24.csv"');
    const lines = answer.body.split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFF"group","due \(UTC\)"/);
    expect(lines).toHaveLength(4);
    expect(lines[2]).toContain(`"TOC-2026-0107","'=HYPERLINK(""http://evil.example"";""x"")","no"`);
    const whole = await api.call('auditor', 'GET', '/desk/clocks.csv');
    expect(whole.body.split('\r\n').filter((line) => line !== '')).toHaveLength(1 + 2 + 3 + 2 + 4);
  });

  it('is made anew for read models of an earlier version', async () => {
    const db = api.store.connection.db;
    // The database's own check of a row is of today's shape.
    const earlier = { bypassDocumentValidation: true };
    const before = await desk();
    await db?.collection('clocks').updateMany({}, { $unset: { desk: '', deskAt: '', regime: '', stage: '' } }, earlier);
    await db?.collection('breaches').updateMany({}, { $unset: { shape: '', nextDue: '' } }, earlier);
    expect(rowsOf(await desk(), 'overdue')).toEqual([]);
    expect(await rebuildOutdated(api.store)).toBeGreaterThan(6);
    const after = await desk();
    for (const group of ['overdue', 'soon', 'later', 'met'])
      expect(rowsOf(after, group)).toEqual(rowsOf(before, group));
    expect(await rebuildOutdated(api.store)).toBe(0);
  });
});

describe('pages of a group', () => {
  it('go on where the last one ended, without one row twice or left out, also among equal limits', async () => {
    const ids = Array.from({ length: 120 }, (_, i) => `o-${String(i).padStart(3, '0')}`);
    await breach('TOC-2026-0201', Object.fromEntries(ids.map((id, i) => [id, inHours(50 + Math.floor(i / 40))])));
    const first = await desk('?incident=TOC-2026-0201');
    expect(rowsOf(first, 'later')).toHaveLength(15);
    let url = nextOf(first);
    const seen = [...first.matchAll(/data-c="TOC-2026-0201\/(o-\d+)"/g)].map((match) => match[1]);
    while (url !== undefined) {
      const page = await desk(url.slice(1));
      seen.push(...[...page.matchAll(/data-c="TOC-2026-0201\/(o-\d+)"/g)].map((match) => match[1]));
      url = nextOf(page);
    }
    expect(seen).toEqual(ids);
  });

  it('go backwards in time for what is met', async () => {
    const ids = Array.from({ length: 60 }, (_, i) => `m-${String(i).padStart(2, '0')}`);
    const dues = Object.fromEntries(ids.map((id) => [id, inHours(5)]));
    await breach('TOC-2026-0202', dues, { after: ids.map((id) => filed(id, inHours(-2))) });
    const first = await desk('?group=met&incident=TOC-2026-0202');
    const second = await desk(nextOf(first)?.slice(1));
    expect([rowsOf(first, 'met').length, rowsOf(second, 'met').length]).toEqual([50, 10]);
    expect(second).toContain('>First page<');
    expect(nextOf(second)).toBeUndefined();
  });
});

describe('the list of incidents', () => {
  const list = async (query = '') => (await api.call('auditor', 'GET', `/desk/breaches${query}`)).body;
  const idsOf = (page: string) =>
    [...page.matchAll(/<a class="inc" href="\/desk\/breaches\/([^"]+)">/g)].map((m) => m[1]);

  it('shows state, severity and next limit, and is filtered', async () => {
    const page = await list('?id=0101');
    expect(idsOf(page)).toEqual(['TOC-2026-0101']);
    expect(page).toContain('Title of TOC-2026-0101');
    expect(page).toMatch(/Confirmed<[\s\S]*Very high<[\s\S]*Tue 24 Nov 2026, 08:40 CET/);
    expect(idsOf(await list('?status=closed'))).toEqual(['TOC-2026-0105']);
    expect(idsOf(await list('?exercises=hidden'))).not.toContain('EX-2026-0103');
    expect(idsOf(await list())).toContain('EX-2026-0103');
    expect(idsOf(await list('?id=.*'))).toEqual([]);
  });

  it('has pages', async () => {
    for (let i = 0; i < 55; i += 1)
      await appendEvents(api.store, `TOC-2026-1${100 + i}`, 1, [reportedEvent(`TOC-2026-1${100 + i}`, NOW)]);
    const first = await list('?id=2026-11');
    const second = await list(nextOf(first)?.replace('/desk/breaches', ''));
    expect([idsOf(first).length, idsOf(second).length]).toEqual([50, 5]);
    expect(new Set([...idsOf(first), ...idsOf(second)]).size).toBe(55);
  });

  it('is filtered by owner, system, duty, country and day, with how many there are, on every page', async () => {
    const facts = { residents: { LI: 12 } };
    const id = await api.report({ title: 'A badge is gone', systems: ['tickets'], facts });
    await api.call('dpo', 'POST', `/breaches/${id}/take`);
    await breach('TOC-2026-0390', { 'duty-of-its-own': plusMs(NOW, HOUR_MS) });
    for (const [query, ids] of [
      ['?owner=dpo', [id]],
      ['?system=tickets&country=LI', [id]],
      ['?duty=duty-of-its-own', ['TOC-2026-0390']],
      ['?duty=duty-of-its-own&owner=dpo', []],
      ['?owner=dpo&from=2026-11-24&to=2026-11-24', [id]],
      ['?owner=dpo&from=2026-11-25', []],
      ['?owner=dpo&to=2026-11-23', []],
    ] as const) {
      expect([query, idsOf(await list(query))]).toEqual([query, ids]);
      const { json } = await api.call('auditor', 'GET', `/breaches${query}`);
      expect((json.breaches as { breachId: string }[]).map(({ breachId }) => breachId)).toEqual(ids);
    }
    expect(await list('?owner=nobody&id=no-such')).toMatch(
      /<option value="nobody" selected>Nobody has taken it \(\d+\)/,
    );
    expect(await list('?duty=gdpr-art34-1-data-subject')).toContain('selected>GDPR Art. 34(1) (0)</option>');
    const page = await list('?country=LI');
    expect(page).toContain('<option value="LI" selected>Liechtenstein (1)</option>');
    expect(page).toMatch(/<option value="tickets">Support tickets \(\d+\)/);
    const many = await list('?owner=nobody&id=2026-11');
    expect(idsOf(many)).toHaveLength(50);
    expect(nextOf(many)).toContain('owner=nobody');
    expect(idsOf(await list(nextOf(many)?.replace('/desk/breaches', '')))).toHaveLength(5);
    expect((await api.call('auditor', 'GET', '/breaches?owner[$ne]=x')).status).toBe(400);
  });

  it('shows a suspicion that is looked into as a state of its own, as does the API', async () => {
    const id = await api.report({ title: 'A pass was lent' });
    const phases = async () => {
      const { json } = await api.call('auditor', 'GET', '/breaches?limit=500');
      const listed = json.breaches as { breachId: string; phase: string }[];
      const one = listed.find(({ breachId }) => breachId === id);
      return [one?.phase, (await api.call('auditor', 'GET', `/breaches/${id}`)).json.phase];
    };
    expect(await phases()).toEqual(['suspected', 'suspected']);
    const body = { investigationStartedAt: NOW, reasons: 'The logs are read.' };
    await api.call('responder', 'POST', `/breaches/${id}/suspicion`, { body });
    expect(await phases()).toEqual(['candidate', 'candidate']);
    const listed = await list(`?id=${id}`);
    expect(listed).toContain('Under investigation');
    expect(listed).toContain('<option value="candidate">Under investigation</option>');
    for (const [status, isListed] of [
      ['candidate', true],
      ['suspected', true],
      ['confirmed', false],
    ] as const) {
      expect([status, idsOf(await list(`?status=${status}&id=${id}`))]).toEqual([status, isListed ? [id] : []]);
      const { json } = await api.call('auditor', 'GET', `/breaches?limit=500&status=${status}`);
      const ids = (json.breaches as { breachId: string }[]).map(({ breachId }) => breachId);
      expect([status, ids.includes(id)]).toEqual([status, isListed]);
    }
    expect((await api.call('auditor', 'GET', '/breaches?status=candidate')).json.breaches).toHaveLength(1);
    expect((await api.call('auditor', 'GET', `/desk/breaches/${id}`)).body).toContain('Under investigation');
  });

  it('hides no new incident behind the many that wait, and says how many more there are', async () => {
    const ids = Array.from({ length: 62 }, (_, i) => `TOC-2026-2${100 + i}`);
    for (const [i, id] of ids.entries()) {
      const start = plusMs(NOW, i * 1_000);
      const target = obligationOf('organisation-take', start, { clock: { ...clock72h(start), basis: 'policy' } });
      const plan = planOf(NOW, { targets: [target], targetNames: ['take'] });
      const planned = { ...head, by: 'engine', type: 'planned' as const, data: { plan, changes: [] } };
      await appendEvents(api.store, id, 1, [reportedEvent(id, NOW), planned]);
    }
    const { body } = await api.call('auditor', 'GET', '/?exercises=hidden');
    const [, waiting = ''] = /id="waiting"(.*?)<\/section>/s.exec(body) ?? [];
    expect(waiting).toContain(ids.at(0));
    expect(waiting).toContain(ids.at(-1));
    expect(waiting).toMatch(/\d+ more wait than are shown[\s\S]*href="\/desk\/breaches\?owner=nobody"/);
  });
});

describe('the news of an open desk', () => {
  type News = {
    changes: { breachId: string; type: string; obligation: string | null }[];
    counters: Record<string, number>;
  };
  let url: string | undefined;
  const open = async (token: string, query = '') => {
    url ??= await api.server.listen({ host: '127.0.0.1', port: 0 });
    const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
    const response = await fetch(`${url}/desk/live${query}`, { headers });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let buffer = '';
    /** The next message; null when the stream has ended. */
    const next = async (): Promise<News | null> => {
      for (;;) {
        const end = buffer.indexOf('\n\n');
        if (end !== -1) {
          const event = buffer.slice(0, end);
          buffer = buffer.slice(end + 2);
          const data = /^data: (.*)$/m.exec(event)?.[1];
          if (data !== undefined) return JSON.parse(data) as News;
          continue;
        }
        const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
        if (done || value === undefined) return null;
        buffer += value;
      }
    };
    return { response, next, close: () => reader?.cancel() };
  };

  it('tells of a change with ids and figures, and of nothing else', async () => {
    const stream = await open(api.tokens.auditor);
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.response.headers.get('content-security-policy')).toContain("default-src 'self'");
    const before = await stream.next();
    expect(before?.changes).toEqual([]);
    await breach('TOC-2026-0301', { a: inHours(2) }, { title: 'Words of a person', after: [filed('a', NOW)] });
    const news = await stream.next();
    expect(news?.changes.map((c) => [c.breachId, c.type, c.obligation])).toEqual([
      ['TOC-2026-0301', 'reported', null],
      ['TOC-2026-0301', 'awareness-recorded', null],
      ['TOC-2026-0301', 'planned', null],
      ['TOC-2026-0301', 'filed', 'a'],
    ]);
    expect(news?.counters.met).toBe((before?.counters.met ?? 0) + 1);
    expect(JSON.stringify(news)).not.toMatch(/Words|receipt|personal|s1\./);
    await stream.close();
  });

  it('catches up with what happened since the page was made', async () => {
    api.now = inHours(1);
    const since = `?since=${encodeURIComponent(api.now)}`;
    const at = inHours(2);
    await appendEvents(api.store, 'TOC-2026-0302', 1, [reportedEvent('TOC-2026-0302', at)]);
    const stream = await open(api.tokens.dpo, since);
    expect((await stream.next())?.changes).toEqual([
      { breachId: 'TOC-2026-0302', type: 'reported', at, obligation: null },
    ]);
    await stream.close();
    const once = await api.call('dpo', 'GET', `/desk/live${since}`);
    expect(once.json).toMatchObject({ changes: [{ breachId: 'TOC-2026-0302' }] });
    api.now = NOW;
  });

  it('is for readers only, and ends when the server does', async () => {
    expect((await open(api.tokens.reporter)).response.status).toBe(403);
    const stream = await open(api.tokens.dpo);
    await stream.next();
    await api.server.close();
    expect(await stream.next()).toBeNull();
  });
});
