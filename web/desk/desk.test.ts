import { describe, expect, it } from '@jest/globals';
import type { AnchorState } from '../../domain/audit/anchor.ts';
import type { Finding } from '../../domain/reconcile/finding.ts';
import { testView } from '../../test/support/view.ts';
import type { DeskLeft } from './left.ts';
import { type DeskClock, type DeskEnded, type DeskFigures, type DeskModel, deskUrl, WHOLE_DESK } from './model.ts';
import { deskPage } from './page.ts';

const NONE: DeskFigures = { overdue: 0, soon: 0, later: 0, met: 0, suspected: 0, waiting: 0 };
const clock = (patch: Partial<DeskClock>): DeskClock => ({
  breachId: 'TOC-2026-0041',
  incident: 'Session stolen',
  exercise: false,
  obligation: 'gdpr-art33-1-authority',
  article: 'GDPR Art. 33(1)',
  title: 'Notify the authority',
  recipient: 'Berlin DPA',
  stage: 'initial',
  basis: 'law',
  status: 'running',
  start: '2026-11-21T12:05:00.000Z',
  due: '2026-11-24T12:05:00.000Z',
  endedAt: null,
  ...patch,
});
const model = (patch: Partial<DeskModel>): DeskModel => ({
  query: WHOLE_DESK,
  groups: {},
  practice: { clocks: [], next: null },
  waiting: [],
  moreWaiting: 0,
  suspicions: [],
  idle: [],
  real: NONE,
  drills: NONE,
  mostCounted: 1_000,
  oldest: null,
  next: null,
  incidents: 1,
  metLate: 0,
  laws: [{ jurisdiction: 'EU', regimes: ['GDPR', 'NIS2'] }],
  register: { systems: true, suppliers: true, customers: true },
  reconcile: { state: 'ok', at: '2026-11-23T10:00:00.000Z', findings: [] },
  record: { state: 'ok', at: '2026-11-23T10:00:00.000Z', findings: [], more: 0 },
  anchors: { state: 'off', since: null, isAlarm: false, ways: [] },
  uncovered: [],
  late: [],
  news: [],
  told: [],
  beginning: null,
  ...patch,
});
const nobodyLeft = { breachIds: [], hasMore: false };
const page = (patch: Partial<DeskModel>, view = testView(), left: DeskLeft = nobodyLeft) =>
  deskPage(view, { ...model(patch), tasks: { own: [], others: [], hasMore: false }, left, dead: 0 });
const headingOf = (text: string) => /<h1>(.*?)<\/h1>/.exec(text)?.[1];
const groupOf = (text: string, id: string) =>
  new RegExp(`<section class="card" id="${id}"[\\s\\S]*?</section>`).exec(text)?.[0] ?? '';
const next = '2026-11-24T12:05:00.000Z';
const only = (group: 'overdue' | 'soon' | 'later' | 'met', ...clocks: (DeskClock | DeskEnded)[]) => ({
  groups: { [group]: { clocks, next: null } },
});

describe('the desk', () => {
  it('says the worst first, at a fixed time', () => {
    expect(headingOf(page({ real: { ...NONE, overdue: 2, soon: 1 }, next }))).toBe(
      'Two duties are overdue. The next limit is today, 13:05 CET.',
    );
    expect(headingOf(page({ real: { ...NONE, soon: 1 }, next }))).toBe('The next limit is today, 13:05 CET.');
    expect(headingOf(page({}))).toBe('No clock is running.');
    expect(headingOf(page({ real: { ...NONE, suspected: 1 } }))).toBe(
      'No clock is running. One suspicion waits to be confirmed.',
    );
    const german = testView({ language: 'de' });
    expect(headingOf(page({ real: { ...NONE, overdue: 1 }, next }, german))).toBe(
      'Eine Pflicht ist überfällig. Die nächste Frist endet heute, 13:05 MEZ.',
    );
  });

  it('says first what waits by our own targets, real before exercises, and never that nothing is due', () => {
    const german = testView({ language: 'de' });
    const waits = clock({ obligation: 'organisation-misuse', basis: 'policy', breachId: 'TOC-7' });
    const misuse = { real: { ...NONE, waiting: 1 }, waiting: [waits] };
    expect(headingOf(page(misuse))).toBe('One thing waits before all else. No clock of a duty is running.');
    expect(page(misuse)).not.toMatch(/No clock is running|Nothing is due/);
    expect(headingOf(page(misuse, german))).toBe('Eine Sache geht allem anderen vor. Keine Frist einer Pflicht läuft.');
    expect(page(misuse, german)).toContain('Für keinen echten Vorfall läuft die Frist einer Pflicht.');
    const both = { real: { ...NONE, overdue: 1, waiting: 1_001 }, drills: { ...NONE, waiting: 3 }, next };
    expect(headingOf(page(both))).toBe(
      '1,000+ things wait before all else. One duty is overdue. The next limit is today, 13:05 CET.',
    );
    const drill = { drills: { ...NONE, waiting: 2 } };
    expect(headingOf(page(drill))).toBe('No real clock is running. 2 things wait in exercises.');
    expect(headingOf(page(drill, german))).toBe('Keine echte Frist läuft. In Übungen warten 2 Sachen.');
  });

  it('says "more" where there are more than are counted', () => {
    const text = page({ real: { ...NONE, later: 1_001 }, next, incidents: 1_001 });
    expect(text).toContain('1,000+ clocks run across 1,000+ incidents.');
    expect(text).toContain('<span class="n" data-count="later">1,000+</span>');
  });

  it('never counts an exercise, marks it, shows it after all that is real, and fills no button for it', () => {
    const drill = clock({ breachId: 'EX-1', exercise: true, due: '2026-11-23T16:40:00.000Z', status: 'overdue' });
    const practice = { clocks: [drill], next: null };
    const text = page({ practice, drills: { ...NONE, overdue: 1 } });
    expect(headingOf(text)).toBe('No real clock is running. 1 exercise clock is.');
    expect(text).toContain('1 exercise clock is shown but not counted.');
    expect(groupOf(text, 'practice')).toContain('Berlin DPA (not really sent)');
    expect(groupOf(text, 'practice')).toContain('EXERCISE');
    expect(groupOf(text, 'practice')).toMatch(/href="\/desk\/exercises\/[^"]+">After-action report/);
    expect(groupOf(text, 'practice')).toMatch(/class="btn sm" href="[^"]+">Record filing/);
    expect(text).not.toContain('btn sm main');
    const both = page({ ...only('later', clock({ due: '2026-11-28T08:40:00.000Z' })), practice });
    expect(both.indexOf('id="later"')).toBeLessThan(both.indexOf('id="practice"'));
  });

  it('leads to one next step a row, and fills the button only where it presses', () => {
    const text = page({
      groups: {
        overdue: { clocks: [clock({ due: '2026-11-24T08:39:59.000Z' })], next: null },
        soon: {
          clocks: [
            clock({ obligation: 'now', due: '2026-11-24T12:40:00.000Z' }),
            clock({ obligation: 'tonight', due: '2026-11-24T12:40:00.001Z' }),
            clock({ obligation: 'people', due: '2026-11-25T08:00:00.000Z', recipient: 'data subject' }),
          ],
          next: null,
        },
      },
    });
    expect(groupOf(text, 'overdue')).toContain('Overdue</span>');
    expect(groupOf(text, 'overdue')).toMatch(
      /<a class="btn sm main" href="\/desk\/breaches\/TOC-2026-0041\/filings\/gdpr-art33-1-authority">Record filing/,
    );
    expect(groupOf(text, 'soon')).toMatch(/<a class="btn sm main" href="[^"]+\/filings\/now">Record filing/);
    expect(groupOf(text, 'soon')).toMatch(/<a class="btn sm" href="[^"]+\/filings\/tonight">Prepare filing/);
    expect(groupOf(text, 'soon')).toMatch(/<a class="btn sm" href="[^"]+\/campaigns#campaigns">Tell the people/);
  });

  it('shows an open breach of which nothing runs, instead of losing it', () => {
    const idle = { breachId: 'TOC-9', incident: 'A wrong year', exercise: false, reportedAt: next };
    const text = page({ idle: [{ ...idle, phase: 'confirmed' }] });
    expect(groupOf(text, 'idle')).toContain('href="/desk/breaches/TOC-9"');
    expect(groupOf(text, 'idle')).toContain('No clock runs');
  });

  it('leads who begins: the register first, an exercise, a report, each for roles that may', () => {
    const register = { systems: false, suppliers: false, customers: false };
    const first = { beginning: { hasPractised: false }, register };
    const text = page(first);
    const links = [
      '/desk/suppliers/new',
      '/desk/customers/new',
      '/desk/systems/new',
      '/desk/exercises',
      '/desk/report',
    ];
    const steps = /<ol class="first-steps">[\s\S]*?<\/ol>/.exec(text)?.[0] ?? '';
    expect([...steps.matchAll(/href="([^"]+)"/g)].map((match) => match[1])).toEqual(links);
    expect(steps).toContain('tocsin dataflow load');
    const responder = testView({ may: (route) => route !== 'POST /desk/systems/:id' });
    expect(page(first, responder)).not.toContain('/desk/systems/new');
    expect(page(first, testView({ may: () => false }))).toContain('An alert or a report starts one.');
    const half = page({ ...first, register: { ...register, systems: true } });
    expect(half).toContain('<a class="st ack" href="/desk/systems/new">Enter a system');
  });

  it('leads on after the first exercise, until the register is filled or a breach is real', () => {
    const register = { systems: false, suppliers: true, customers: true };
    const practised = { beginning: { hasPractised: true }, register };
    expect(page(practised)).toContain('<a class="st ack" href="/desk/exercises">');
    expect(page({ ...practised, beginning: null })).not.toContain('first-steps');
    expect(page({ ...practised, register: { ...register, systems: true } })).not.toContain('first-steps');
    const filled = { register: { ...register, systems: true }, beginning: { hasPractised: false } };
    expect(page(filled)).toContain('first-steps');
  });

  it('says in one line that the register is empty, where there is work already', () => {
    const register = { systems: false, suppliers: true, customers: true };
    expect(page({ register })).toContain('The data-flow register is empty');
    expect(page({})).not.toContain('register is empty');
  });

  it('shows first what nobody has taken, with one press to take it, and by our own target', () => {
    const waits = clock({ obligation: 'organisation-take', basis: 'policy', breachId: 'TOC-7', article: 'Own target' });
    const untriaged = clock({ ...waits, obligation: 'organisation-triage', breachId: 'TOC-8' });
    const refused = clock({ ...waits, obligation: 'organisation-unreached', breachId: 'TOC-9' });
    const decision = clock({ ...waits, obligation: 'organisation-decision', breachId: 'TOC-10' });
    const text = page({ ...only('overdue', clock({})), waiting: [waits, untriaged, refused, decision] });
    expect(/<section class="card" id="(\w+)"/.exec(text)?.[1]).toBe('waiting');
    const waiting = groupOf(text, 'waiting');
    expect(waiting).toContain('action="/desk/breaches/TOC-7/take"');
    expect(waiting).toContain('href="/desk/breaches/TOC-8#handling"');
    expect(waiting).toMatch(/Letter refused[\s\S]*href="\/desk\/breaches\/TOC-9#signs">Say what came of it/);
    expect(waiting).toContain('href="/desk/breaches/TOC-10/severity#articles"');
    expect(waiting).toContain('set by no law');
    expect(waiting).not.toContain('Own target');
    const auditor = testView({ may: (route) => route.startsWith('GET '), places: ['desk'] });
    expect(page({ waiting: [waits] }, auditor)).not.toContain('/take"');
  });

  it('says how many more wait than it shows, with the way to all of them', () => {
    const waits = clock({ obligation: 'organisation-take', basis: 'policy', breachId: 'TOC-7' });
    const text = groupOf(page({ waiting: [waits], moreWaiting: 1_200 }), 'waiting');
    expect(text).toMatch(/1,200 more wait than are shown[\s\S]*href="\/desk\/breaches\?owner=nobody"/);
    expect(page({ waiting: [waits] })).not.toContain('more wait');
  });

  it('names incidents whose owner has left, with the way to each', () => {
    const text = page({}, testView(), { breachIds: ['TOC-7', 'TOC-8'], hasMore: true });
    const note = /<p class="note warn after" id="left">[\s\S]*?<\/p>/.exec(text)?.[0] ?? '';
    expect(note).toMatch(/nobody has them[\s\S]*href="\/desk\/breaches\/TOC-7"[\s\S]*breaches\?owner=nobody/);
    expect(page({})).not.toContain('id="left"');
  });

  it('tells a suspicion that is looked into from one that is not', () => {
    const one = { breachId: 'TOC-2', incident: 'Odd sign-in', exercise: false, reportedAt: next };
    const text = page({
      suspicions: [
        { ...one, phase: 'candidate' },
        { ...one, breachId: 'TOC-3', phase: 'suspected' },
      ],
    });
    expect(text).toMatch(/Under investigation[\s\S]*TOC-2[\s\S]*Suspected[\s\S]*TOC-3/);
  });

  it('names a target of ours in the reader’s words', () => {
    const late = clock({
      obligation: 'organisation-supplement',
      basis: 'policy',
      article: 'Own target',
      title: 'Send what is left',
    });
    const text = page(only('overdue', late), testView({ language: 'de' }));
    expect(text).toContain('<span class="strong">Nachmeldung fällig</span>');
    expect(text).toMatch(/data-left="Nachmeldung fällig, TOC-/);
    expect(text).toContain('Nachmeldung fällig, 13:05');
    expect(text).not.toMatch(/Send what is left|Own target/);
  });

  it('leads from an owed supplement to the filing that it follows', () => {
    const owed = clock({ obligation: 'organisation-supplement-gdpr-art33-1-authority', basis: 'policy' });
    const text = page(only('overdue', owed));
    expect(text).toContain(`href="/desk/breaches/${owed.breachId}/filings/gdpr-art33-1-authority"`);
  });

  it('names the authority of each of two supplements that are owed at once, overdue or not', () => {
    const owed = (of: string, article: string, recipient: string) =>
      clock({ obligation: `organisation-supplement-${of}`, basis: 'policy', article, recipient });
    const uk = owed('uk-gdpr-art33-1-ico', 'UK GDPR Art. 33(1)', 'ICO');
    const eu = owed('gdpr-art33-1-authority', 'GDPR Art. 33(1)', 'supervisory authority');
    const text = page({ ...only('overdue', uk, eu), waiting: [uk, eu] });
    for (const says of ['UK GDPR Art. 33(1), to ICO', 'GDPR Art. 33(1), to the supervisory authority']) {
      expect(text.split(`<span>${says}</span>`)).toHaveLength(2);
      expect(text).toContain(`<span class="st soon">Supplement owed: ${says}</span>`);
    }
    // A plan of before names none.
    const before = owed('uk-gdpr-art33-1-ico', 'Own target', 'organisation');
    expect(page(only('overdue', before))).not.toContain('Own target');
  });

  it.each(['data subject and FTC', 'Information Regulator and data subjects'])(
    'leads from a duty to %s to the filing, and to the communication for the people',
    (recipient) => {
      const both = clock({ obligation: 'us-x', recipient });
      const text = page(only('soon', both));
      expect(text).toContain(`href="/desk/breaches/${both.breachId}/filings/us-x"`);
      expect(text).toMatch(new RegExp(`href="/desk/breaches/${both.breachId}/campaigns[^"]*"`));
    },
  );

  it('offers no act to those who only read', () => {
    const auditor = testView({ may: (route) => route.startsWith('GET '), places: ['desk'] });
    const suspicion = {
      ...{ breachId: 'TOC-2', incident: 'Odd sign-in', exercise: false, reportedAt: next },
      phase: 'candidate' as const,
    };
    const text = page({ ...only('soon', clock({})), suspicions: [suspicion] }, auditor);
    expect(text).not.toMatch(/Record|Prepare|href="\/desk\/report"/);
    expect(text).toContain('href="/desk/breaches/TOC-2">Open');
  });

  it('says how a duty ended, and how it stood to its limit', () => {
    const text = page(
      only(
        'met',
        clock({ status: 'filed', endedAt: '2026-11-24T08:05:00.000Z' }),
        clock({ status: 'filed-late', due: '2026-11-24T06:00:00.000Z', endedAt: '2026-11-24T08:10:00.000Z' }),
        clock({ status: 'waived', endedAt: '2026-11-24T08:10:00.000Z' }),
        { ...clock({ status: 'filed' }), due: null, basis: null, endedAt: '2026-11-24T08:12:00.000Z' },
      ),
    );
    expect(groupOf(text, 'met')).toContain('4 h 0 min early');
    expect(groupOf(text, 'met')).toContain('2 h 10 min late, with reasons');
    expect(groupOf(text, 'met')).toContain('decided, with reasons');
    expect(groupOf(text, 'met')).toContain('had no limit');
  });

  it('leads to the next page of a group with the filters kept', () => {
    const query = { ...WHOLE_DESK, law: 'EU:GDPR' };
    const text = page({ query, groups: { later: { clocks: [clock({})], next: '2026-11-24T12:05:00.000Z_TOC-1/a' } } });
    expect(groupOf(text, 'later')).toContain(
      'href="/?group=later&amp;law=EU%3AGDPR&amp;after=2026-11-24T12%3A05%3A00.000Z_TOC-1%2Fa#later"',
    );
    expect(deskUrl({ ...query, after: 'x' }, { law: '' })).toBe('/');
  });

  it('says in words what is away, and goes on showing the clocks', () => {
    const text = page(only('soon', clock({})), testView({ away: 'temporal' }));
    expect(text).toMatch(/role="alert">The workflow engine \(Temporal\) does not answer\./);
    expect(groupOf(text, 'soon')).toContain('GDPR Art. 33(1)');
    expect(page({})).not.toContain('role="alert"');
  });

  it('shows a house target as that, never as law', () => {
    expect(page(only('soon', clock({ basis: 'policy' })))).toContain(
      'our own target; the law asks for no delay, without a number',
    );
    expect(page(only('soon', clock({})))).not.toContain('our own target');
  });
});

describe('whether what counts down really runs', () => {
  const at = '2026-11-23T10:00:00.000Z';
  const finding = (patch: Partial<Finding>): Finding => ({
    kind: 'missing',
    breachId: 'TOC-2026-0041',
    workflow: 'clocks',
    exercise: false,
    foundAt: at,
    mendedAt: at,
    dropped: 0,
    ...patch,
  });
  const shown = (reconcile: Partial<DeskModel['reconcile']>, language: 'en' | 'de' = 'en') =>
    page({ reconcile: { state: 'ok', at, findings: [], ...reconcile } }, testView({ language }));

  it('is said only where it is in doubt', () => {
    expect(shown({})).not.toMatch(/really runs|restarted/);
    expect(shown({ state: 'never', at: null })).not.toMatch(/really runs|restarted/);
    expect(shown({ state: 'stale' })).toMatch(/role="alert">Since [^<]*11:00 CET nothing has checked/);
    expect(shown({ state: 'failing' }, 'de')).toMatch(
      /role="alert">Was hier herunterzählt, konnte seit [^<]*11:00 MEZ/,
    );
  });

  it('names the incidents that were restarted, once each, and those that could not be mended as an alarm', () => {
    const text = shown({ findings: [finding({}), finding({ workflow: 'notices', dropped: 2 })] });
    expect(text).toMatch(
      /<p class="note">TOC-2026-0041: clocks or messages had stopped, and were restarted [^<]*11:00 CET/,
    );
    expect(text).toContain('2 decisions taken meanwhile could not be recorded');
    expect(text).not.toContain('role="alert"');
    const open = shown({ findings: [finding({ kind: 'failing', mendedAt: null })] });
    expect(open).toMatch(/role="alert">TOC-2026-0041: what counts down here does not run as it should/);
  });

  it('says of what was not restarted that it is over, and nothing of a restart', () => {
    const findings = [finding({ kind: 'blocked' }), finding({ kind: 'ahead', breachId: 'TOC-2026-0042' })];
    const text = shown({ findings });
    expect(text).toMatch(/<p class="note">TOC-2026-0041, TOC-2026-0042: could not go on [^<]*over [^<]*11:00 CET/);
    expect(text).not.toContain('were restarted');
    expect(shown({ findings }, 'de')).toMatch(/TOC-2026-0042: Hier ging es nicht weiter[^<]*11:00 MEZ behoben/);
    const both = shown({ findings: [...findings, finding({ breachId: 'TOC-2026-0043' })] });
    expect(both).toMatch(/<p class="note">TOC-2026-0043: clocks or messages had stopped, and were restarted/);
  });

  it('says where the record is not taken outside, or is not what it was, once somebody has to look', () => {
    const anchored = (state: AnchorState, isAlarm: boolean, language: 'en' | 'de' = 'en') =>
      page({ anchors: { state, since: at, isAlarm, ways: [] } }, testView({ language }));
    for (const state of ['never', 'off', 'ok'] as const) expect(anchored(state, false)).not.toContain('role="alert"');
    expect(anchored('failing', false)).not.toContain('role="alert"');
    expect(anchored('failing', true)).toMatch(/role="alert">Since [^<]*11:00 CET the head of the record could not/);
    expect(anchored('stale', true, 'de')).toMatch(/role="alert">Seit [^<]*11:00 MEZ hat nichts den Stand/);
    expect(anchored('contradicted', true)).toMatch(/role="alert">The record was cut or rewritten/);
    expect(anchored('changed', true)).toMatch(
      /role="alert">What Tocsin noted of how [^<]* was changed or removed past/,
    );
  });

  it('counts incidents that are too many to name', () => {
    const findings = Array.from({ length: 9 }, (_, n) => finding({ breachId: `TOC-2026-000${n}` }));
    expect(shown({ findings })).toContain('TOC-2026-0004 and 4 more');
  });
});
