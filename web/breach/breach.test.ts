import { describe, expect, it } from '@jest/globals';
import { registerEntry } from '../../domain/breach/views.ts';
import type { NoticeLine } from '../../domain/communication/notice-line.ts';
import { TARGET_NAMES } from '../../domain/plan/targets.ts';
import type { Plan } from '../../domain/plan/types.ts';
import { HOUR_MS, plusMs } from '../../domain/time.ts';
import { ART33, AT, breachModel, noticesModel } from '../../test/support/breach-model.ts';
import { clock72h, obligationOf, planOf } from '../../test/support/plans.ts';
import { testView } from '../../test/support/view.ts';
import { entryDetails, linesAsText } from '../register/details.ts';
import { actCard } from './actions.ts';
import { articlesSection } from './articles.ts';
import { awarenessSection } from './awareness.ts';
import { blocksCard } from './blocks.ts';
import { campaignsSection } from './campaigns.ts';
import { closeSection } from './closing.ts';
import { decisionsSection } from './decisions.ts';
import { factsSection } from './facts.ts';
import { filingsSection } from './filings.ts';
import { breachHead, breachTags } from './head.ts';
import { noticesSection } from './notices.ts';
import { obligationsSection } from './obligations.ts';
import { placesSection } from './open-points.ts';
import { breachPage } from './page.ts';
import { BREACH_PAGES } from './places.ts';
import { reopeningCard } from './reopening.ts';
import { rolesSection } from './roles.ts';
import { severitySection } from './severity.ts';
import { signsCard } from './signs.ts';
import { timelineSection } from './timeline.ts';

const view = testView();
const auditor = testView({ viewer: { name: 'auditor', role: 'auditor' }, may: (route) => route.startsWith('GET') });
const decided = (article: 'art33' | 'art34') =>
  ({
    type: 'risk-decided',
    data: { article, conclusion: 'risk', proposed: 'high-risk' },
    personal: { reasons: 'Few <b>people</b>.' },
  }) as const;
const amended = {
  type: 'facts-amended',
  data: { changed: { peopleConcerned: 900 } },
  personal: { narrative: {}, reasons: 'Counted.' },
} as const;

describe('the head', () => {
  it('says who has it and what is next; the first page, since when and how far the chain holds', () => {
    const { text } = breachHead(view, breachModel(), 'notices');
    expect(text).toContain('Nobody has taken it');
    expect(text).toMatch(/aria-current="page">Notices</);
    expect(text).toContain('datetime="2026-11-24T12:05:00.000Z" data-left="Next limit">3 h 25 min 0 s</time>');
    const first = breachPage(view, 'overview', breachModel());
    expect(first).toContain('Sat 21 Nov 2026, 13:05 CET');
    expect(first).toContain('Chain verified up to event 3');
  });
  it('offers it to nobody who can have none: colleagues who only report are thousands', () => {
    const [responder, reporter] = ['user:1', 'user:2'];
    const people = new Map([
      [responder, 'Rolf Ruge'],
      [reporter, 'Rita Rau'],
    ]);
    const { state, ...model } = breachModel();
    const owned = { ...model, state: { ...state, owner: { by: 'dpo', role: 'dpo' as const, since: AT } } };
    const page = breachPage(testView({ people, gone: new Set([reporter]) }), 'overview', owned);
    expect(page).toContain('>Rolf Ruge</option>');
    expect(page).not.toContain('Rita Rau');
  });
  it('names who reported it, and not the role alone', () => {
    const model = breachModel();
    const state = { ...model.state, source: 'reporter', reporter: { by: 'user:7' } };
    const names = { ...model.names, by: (by: string) => (by === 'user:7' ? 'Anna Berg' : by) };
    expect(breachPage(view, 'overview', { ...model, state, names })).toContain('Report: Anna Berg<');
  });
  it('says that nobody has it where its owner has left, and offers to take it', () => {
    const model = breachModel([{ type: 'taken', by: 'user:7', data: {} }]);
    const people = new Map([['user:7', 'Ada Quill']]);
    const there = testView({ people });
    expect(breachHead(there, model, 'notices').text).toContain('Owner: Ada Quill');
    expect(breachPage(there, 'overview', model)).not.toContain('/take"');
    const left = testView({ people, gone: new Set(['user:7']) });
    expect(breachHead(left, model, 'notices').text).toContain('Nobody has it: Ada Quill has left');
    expect(breachPage(left, 'overview', model)).toContain('action="/desk/breaches/TOC-2026-0001/take"');
  });
  it('gives a phone number and no form where the chain is broken', () => {
    const broken = { verifiedTo: 1, total: 3, head: 'ab', broken: [{ seq: 2, problem: 'was edited' }] };
    for (const name of BREACH_PAGES) {
      const page = breachPage(view, name, breachModel([], { chain: broken }));
      expect(page).toContain('does not verify from event 2 on');
      expect(page).toContain('+49 30 23125 117');
      expect(page).not.toMatch(/<form method="post" action="\/desk\/breaches/);
      expect(page).not.toContain('/filings/');
    }
  });
  it('marks the past, which ticks no clock and takes no form', () => {
    for (const name of BREACH_PAGES) {
      const page = breachPage(view, name, breachModel([], { asOf: '2026-11-22T12:05:00.000Z' }));
      expect(page).toContain('What was known then');
      expect(page).toContain('2 d 0 h 0 min');
      expect(page).not.toContain('data-left=');
      expect(page).not.toMatch(/<form method="post" action="\/desk\/breaches/);
      expect(page).toContain('/timeline?at=2026-11-22T12%3A05%3A00.000Z"');
    }
  });
});

describe('what an alert that joined says', () => {
  const evidence = { file: 'f1', sha256: 'f1', bytes: 9, mediaType: 'application/json', source: 'aws-guardduty' };
  const facts = { confidentiality: 'unknown-recipients' } as const;
  const type = 'evidence-added' as const;
  const joined = { type, by: 'alert-source', data: { evidence, systems: [], facts } };
  const amend = { type: 'facts-amended', personal: { narrative: {}, reasons: 'x' } } as const;

  it('stands beside the facts while it is graver, with the way to state it', () => {
    const text = factsSection(view, breachModel([joined])).text;
    expect(text).toContain('Alerts or reports that joined later say what is graver, or more certain.');
    expect(text).toContain('href="/desk/breaches/TOC-2026-0001/facts?suggested=1"');
    expect(factsSection(auditor, breachModel([joined])).text).not.toContain('?suggested=1');
    expect(timelineSection(view, breachModel([joined])).text).toContain('It says more than the record: ');
    for (const confidentiality of ['unknown-recipients', 'none'] as const) {
      const stated = { ...amend, data: { changed: { confidentiality } } };
      expect(factsSection(view, breachModel([joined, stated])).text).not.toContain('graver');
    }
  });
});

describe('the one next step', () => {
  const target = (name: string, hours: number) =>
    obligationOf(`organisation-${name}`, AT, {
      clock: { ...clock72h(AT), due: plusMs(AT, hours * HOUR_MS), basis: 'policy' },
    });
  const targetNames = TARGET_NAMES;
  const taken = { type: 'taken', data: {} } as const;
  const mainOf = (text: string | undefined) => /class="btn main wide"[^>]*>([^<]+)</.exec(text ?? '')?.[1];
  const counterparties = { suppliers: 2, customers: 0, version: 'v', release: { responders: false, byPolicy: {} } };
  const waiting = (due: number) => ({ counterparties, targets: [target('release', due)], targetNames });

  it('is to take it, by a button that sends, while nobody has', () => {
    const untaken = breachModel([], {}, { targets: [target('take', 1)], targetNames });
    const text = actCard(view, untaken)?.text ?? '';
    expect(mainOf(text)).toBe('Take it');
    expect(text).toMatch(/<form method="post" action="\/desk\/breaches\/TOC-2026-0001\/take">[\s\S]*name="csrf"/);
    expect(breachPage(view, 'overview', untaken).match(/\/take"/g)).toHaveLength(1);
    expect(actCard(view, breachModel([taken]))?.text).not.toContain('/take"');
    expect(actCard(auditor, untaken)?.text).not.toContain('/take"');
  });
  it('is what falls due first of the release and the duties', () => {
    expect(mainOf(actCard(view, breachModel([taken], {}, waiting(12)))?.text)).toBe('Release the notices');
    expect(mainOf(actCard(view, breachModel([taken], {}, waiting(80)))?.text)).toBe('File GDPR Art. 33(1)');
    expect(actCard(view, breachModel([taken], {}, waiting(80)))?.text).toContain('/release">Release the notices');
  });
  it('is no release for a responder whom the policy does not let', () => {
    const responder = testView({ viewer: { name: 'r', role: 'responder' } });
    const model = (responders: boolean) => {
      const allowed = { ...waiting(12), counterparties: { ...counterparties, release: { responders, byPolicy: {} } } };
      return breachModel([taken], {}, allowed);
    };
    expect(actCard(responder, model(false))?.text).not.toContain('Release the notices');
    expect(mainOf(actCard(responder, model(true))?.text)).toBe('Release the notices');
  });
  it('stands beside the time left: by law, and before any law’s clock runs by our own target, said to be one', () => {
    const german = testView({ language: 'de' });
    const plan = { targets: [target('triage', 80), target('take', 70)], targetNames };
    expect(breachHead(view, breachModel([], {}, plan), 'overview').text).toContain('data-left="Next limit"');
    const { text } = breachHead(german, breachModel([], {}, { ...plan, obligations: [] }), 'overview');
    expect(text).toContain('data-left="Eigenes Ziel: Nicht übernommen">1 h 25 min');
    expect(text).toContain('von keinem Gesetz gesetzt');
    const shown = breachPage(german, 'overview', breachModel([], {}, plan));
    expect(shown).toContain('<li>Nicht übernommen: <time');
    expect(shown).toContain('data-left="Nicht übernommen"');
  });
  it('leaves no doubt to which authority each of two supplements is owed', () => {
    const [eu, uk] = ['gdpr-art33-1-authority', 'uk-gdpr-art33-1-ico'] as const;
    const obligations = [
      obligationOf(eu, AT, { article: 'GDPR Art. 33(1)', recipient: 'supervisory authority' }),
      obligationOf(uk, AT, { article: 'UK GDPR Art. 33(1)', recipient: 'ICO' }),
    ];
    const plan = {
      obligations,
      targets: [target(`supplement-${uk}`, 80), target(`supplement-${eu}`, 90)],
      targetNames,
    };
    const filed = [eu, uk].map((obligation) => ({
      ...{ type: 'filed' as const, personal: { receipt: '', reasons: '' } },
      data: { obligation, filedAt: AT, late: false, stage: 'initial' as const, openFields: 2 },
    }));
    const anew = { plan: planOf(AT, { counterparties: null, ...plan }), changes: [] };
    const model = breachModel([...filed, { type: 'planned', by: 'engine', data: anew }] as never, {}, plan);
    const page = breachPage(view, 'overview', model);
    expect(page).toContain('<li>Supplement owed: UK GDPR Art. 33(1), to ICO: <time');
    expect(page).toContain('<li>Supplement owed: GDPR Art. 33(1), to the supervisory authority: <time');
    expect(breachHead(view, model, 'overview').text).toContain('Supplement owed: UK GDPR Art. 33(1), to ICO');
  });
});

describe('where the people concerned live', () => {
  it('is what somebody said, on page and in the register; the register’s own list only while nobody has', () => {
    const said = (residents: Record<string, number | null> | null) => {
      const changed = { peopleConcerned: 60, residents };
      const model = breachModel([{ ...amended, data: { changed } }], {});
      const entry = registerEntry(model.state);
      const names = { by: String, system: String, obligation: String, policy: String };
      const details = entryDetails(view, { entry }, names as never);
      const countries = details.find(({ label }) => label === view.words.register.labels.countries);
      return [breachPage(view, 'overview', model), linesAsText(countries?.lines ?? [], view)];
    };
    for (const text of said({ AT: 40, FR: null })) {
      expect(text).toContain('AT 40, FR some');
      expect(text).not.toContain('the register lists');
    }
    for (const text of said(null)) expect(text).toContain('the register lists: DE');
  });
});

describe('duties', () => {
  const due = (id: string, hours: number) =>
    obligationOf(id, AT, { clock: { ...clock72h(AT), due: `2026-11-2${hours}T12:05:00.000Z` } });
  it('come by urgency, each with its state in a word', () => {
    const obligations = [
      due('later', 9),
      due('past', 3),
      due('soon', 4),
      obligationOf('waits', null, { startsFrom: 'payment' }),
    ];
    const { text } = obligationsSection(view, breachModel([], {}, { obligations }), {});
    const row = (id: string, word: string) => text.search(new RegExp(`id="duty-${id}"[^§]*?${word}`));
    const rows = [
      row('past', 'Overdue'),
      row('soon', 'Due soon'),
      row('later', 'Running'),
      row('waits', 'Waits for an event'),
    ];
    expect(rows).toEqual(rows.toSorted((a, b) => a - b));
    expect(rows).not.toContain(-1);
  });
  it('explain themselves: why, the steps, the law, the latest reading, the warnings', () => {
    const clock = { ...clock72h(AT), latest: '2026-11-24T13:00:00.000Z' };
    const fired = {
      type: 'rung-fired',
      data: { obligation: ART33, rung: '48-hours-left', due: clock.due, firedAt: AT, skipped: [] as string[] },
    } as const;
    const { text } = obligationsSection(
      view,
      breachModel([fired], {}, { obligations: [obligationOf(ART33, AT, { clock })] }),
      {},
    );
    for (const part of [
      'A risk is not unlikely.',
      '72 hours after the awareness.',
      'Regulation (EU) 2016/679 Art. 33(1)',
      'Latest reading of the law that can be defended: <time datetime="2026-11-24T13:00:00.000Z">Tue 24 Nov, 14:00 ' +
        'CET</time> (13:00 UTC).',
      'A limit set by law.',
      'sent: 48 hours left, <time',
      'to come: 1 hour left, <time',
    ])
      expect(text).toContain(part);
    expect(text).toContain(`/desk/breaches/TOC-2026-0001/filings/${ART33}`);
  });
  it('to tell the people lead to the letters, never to a form for an authority, until they are met', () => {
    const people = 'gdpr-art34-1-data-subject';
    const obligations = [obligationOf(people, AT, { recipient: 'data subject' })];
    const open = breachModel([], {}, { obligations });
    const letters = 'href="/desk/breaches/TOC-2026-0001/campaigns#campaigns"';
    const form = `href="/desk/breaches/TOC-2026-0001/filings/${people}"`;
    expect(actCard(view, open)?.text).toContain(`${letters}>Tell the people`);
    for (const { text } of [obligationsSection(view, open, {}), filingsSection(view, open)]) {
      expect(text).toContain(letters);
      expect(text).not.toContain(form);
    }
    expect(campaignsSection(view, open).text).toContain(
      `${form.slice(0, -1)}?way=other">Record that people were told in another way`,
    );
    const filed = {
      type: 'filed',
      data: { obligation: people, filedAt: AT, late: false, stage: 'initial' },
      personal: { receipt: 'Ledger of campaign 1', reasons: '' },
    } as const;
    const met = obligationsSection(view, breachModel([filed as never], {}, { obligations }), {}).text;
    expect(met).toContain(`${form}>Filing and receipt`);
    const again = { ...filed, data: { ...filed.data, stage: 'complete' }, personal: { receipt: 'R-5', reasons: '' } };
    const twice = obligationsSection(view, breachModel([filed as never, again as never], {}, { obligations }), {}).text;
    expect(twice).toContain('R-5');
    expect(twice).not.toContain('Ledger of campaign 1');
  });
  it('to tell the people of a law say from where on a public notice may take the place of letters', () => {
    const substitute = {
      over: true,
      people: 1_200,
      peopleOver: 1_000,
      costOver: 5_000,
      currency: 'USD',
      says: 'Also so.',
    };
    const people = obligationOf('us-me-individual', AT, { recipient: 'data subject', substitute });
    const model = breachModel([], {}, { obligations: [people] });
    const words = (language: 'en' | 'de') =>
      obligationsSection(testView({ language }), model, {}).text.replaceAll(/\s+/g, ' ');
    expect(words('en')).toContain(
      'A public notice may take the place of letters where more than 1,000 people are to be told (1,200 are known), ' +
        'or letters would cost more than USD 5,000.',
    );
    expect(words('de')).toContain('wenn mehr als 1.000 Personen zu benachrichtigen sind (bekannt sind 1.200) oder');
  });
  it('say "does not apply" where they do not, and why; a house target is never shown as law', () => {
    const idle = obligationOf('dora', AT, {
      applies: 'does-not-apply',
      clock: null,
      because: 'No bank.',
      startsFrom: null,
    });
    const soft = obligationOf('art34', AT, { clock: { ...clock72h(AT), basis: 'policy' } });
    const { text } = obligationsSection(view, breachModel([], {}, { obligations: [idle, soft] }), {});
    expect(text).toContain('Does not apply (1)');
    expect(text).toContain('No bank.');
    expect(text).not.toContain('Waived');
    expect(text).toContain('our own target');
    expect(text).not.toContain('A limit set by law.');
  });
  it('are switched on by the DPO alone, waived by the deputy too', () => {
    const obligations = [obligationOf('cra', null, { applies: 'would-be', startsFrom: null }), obligationOf(ART33, AT)];
    const deputy = testView({ viewer: { name: 'deputy', role: 'deputy' } });
    const model = breachModel([], {}, { obligations });
    expect(obligationsSection(view, model, {}).text).toContain('value="switch-on"');
    expect(obligationsSection(deputy, model, {}).text).not.toContain('value="switch-on"');
    expect(obligationsSection(deputy, model, {}).text).toContain('value="waive"');
    expect(obligationsSection(auditor, model, {}).text).not.toContain('<form');
  });
});

describe('Art. 33 and Art. 34', () => {
  it('are shown apart: one decided with who and why, one only proposed', () => {
    const { text } = articlesSection(view, breachModel([decided('art33')]), {});
    const [art33 = '', art34 = ''] = text.split('id="art34"');
    expect(art33).toContain('Few &lt;b&gt;people&lt;/b&gt;.');
    expect(art33).toContain('The engine proposed: High risk');
    expect(art34).toContain('Not decided yet');
    expect(text).not.toContain('Facts changed since');
  });
  it('say beside the choice that a decision below the proposal ends duties', () => {
    const { text } = articlesSection(view, breachModel([]), {});
    expect(text).toMatch(/<fieldset[^>]*aria-describedby="f-art33-conclusion-h"/);
    expect(text).toContain('If you decide on less than was proposed, the duties that depend on it end at once');
  });
  it('ask to be looked at again once facts changed', () => {
    const { text } = articlesSection(view, breachModel([decided('art33'), amended]), {});
    expect(text.match(/Facts changed since/g)).toHaveLength(1);
  });
});

describe('what is open for the decision', () => {
  const coverage = [
    { place: 'DE', why: ['established' as const], roles: { controller: 'modelled' as const } },
    {
      ...{ place: 'US-GA', why: ['residents' as const] },
      roles: { controller: 'not-modelled' as const, processor: 'no-duty' as const },
    },
  ];
  const openFacts = [
    { fact: 'integrity' as const, counts: 'gravest' as const, lowest: 'risk' as const, ends: ['a', 'b'] },
  ];

  it('names laws that are not modelled, facts that nobody stated, and the other reading', () => {
    const otherReading = { conclude: 'unlikely' as const, because: 'Complete logs rule it out.' };
    const severity = { ...planOf(AT).severity, otherReading };
    const { text } = articlesSection(view, breachModel([], { openFacts }, { coverage, severity }), {});
    expect(text).toContain('The law of Georgia (US-GA) is not modelled here: ask counsel (as controller).');
    expect(text).toContain('Loss of integrity: not known, counts as the gravest. An answer could lower');
    expect(text).toContain('It could end 2 duties.');
    expect(text).toContain('It can be read otherwise as well: A risk is unlikely. The DPO decides.');
    expect(text).toContain('Complete logs rule it out.');
  });

  it('names two numbers of people that contradict each other', () => {
    const numbers = (residents: Record<string, number>, peopleConcerned: number) => ({
      ...amended,
      data: { changed: { residents, peopleConcerned } },
    });
    const places = [{ place: 'FR', why: ['residents' as const], roles: { controller: 'modelled' as const } }];
    const of = (event: ReturnType<typeof numbers>) =>
      articlesSection(view, breachModel([event], {}, { coverage: places }), {}).text;
    expect(of(numbers({ FR: 1200 }, 1000))).toContain('counted by where they live (1,200) than are concerned (1,000)');
    expect(of(numbers({ FR: 1000 }, 1200))).toContain('where 200 of them live is not said');
    expect(of(numbers({ FR: 1000 }, 1000))).not.toContain('id="open"');
  });

  it('names those of which an answer changes nothing last, in one sentence', () => {
    const silent = { ...{ fact: 'malicious' as const, counts: 'gravest' as const }, lowest: null, ends: [] };
    const { text } = articlesSection(view, breachModel([], { openFacts: [silent, ...openFacts] }), {});
    const [first, last] = ['Loss of integrity: not known', 'an answer to one of them alone would change nothing: '];
    expect(text.indexOf(first)).toBeGreaterThan(-1);
    expect(text.indexOf(last)).toBeGreaterThan(text.indexOf(first));
  });

  it('says once for both articles that the GDPR does not reach', () => {
    const outside = 'The GDPR does not reach this: nobody lives there. It would if any of these were so.';
    const answer = { notify: 'no' as const, because: outside };
    const articles = {
      outside,
      proposed: { register: answer, art33: answer, art34: answer },
      decided: { art33: answer, art34: null },
    };
    const { text } = articlesSection(view, breachModel([decided('art33')], {}, { articles }), {});
    expect(text.match(/The GDPR does not reach this/g)).toHaveLength(1);
  });

  it('says it in German too', () => {
    const { text } = articlesSection(testView({ language: 'de' }), breachModel([], { openFacts }, { coverage }), {});
    expect(text).toContain('Das Recht von Georgia (US-GA) ist hier nicht modelliert: Rechtsrat einholen');
  });

  it('says nothing where nothing is, and lists every place that was looked at', () => {
    expect(articlesSection(view, breachModel(), {}).text).not.toContain('id="open"');
    const places = placesSection(view, breachModel([], {}, { coverage }))?.text ?? '';
    for (const said of ['Germany', 'Georgia (US-GA)', 'not modelled<', 'no duty<']) expect(places).toContain(said);
    expect(placesSection(view, breachModel())).toBeNull();
  });

  it('names what it looked at where no duty applies', () => {
    const { text } = obligationsSection(view, breachModel([], {}, { coverage, obligations: [] }), {});
    expect(text).toContain('Looked at: Germany (as controller); Georgia (US-GA) (as controller, as processor).');
    expect(text).toContain('The law of Georgia (US-GA) is not modelled here: ask counsel (as controller).');
  });

  it('stands in the way of closing until somebody says what counsel said', () => {
    const { closing } = breachModel([], {}, { coverage });
    expect(closing.points.resolved).toContainEqual(
      expect.objectContaining({ point: 'law-not-modelled', mayPass: true, places: ['US-GA'] }),
    );
    expect(breachModel().closing.points.resolved.map(({ code }) => code)).not.toContain('law-not-modelled');
  });
});

describe('severity', () => {
  it('of our own data stands beside that of what customers entrusted to us, and the gravest above the page', () => {
    const severity = { ...planOf(AT).severity, se: 125, level: 'low' as const };
    const model = breachModel([], {}, { severity, entrusted: { ...severity, se: 425, level: 'very-high' } });
    const said = 'What customers entrusted to us is judged by itself: very high, 4.25.';
    expect(severitySection(view, model).text).toContain(said);
    expect(
      breachTags(view, model)
        .map(({ text }) => text)
        .join(),
    ).toContain('very high, 4.25');
    expect(severitySection(view, breachModel()).text).not.toContain('entrusted');
  });

  it('shows each factor, its reason, and the flags beside the score', () => {
    const { text } = severitySection(testView({ language: 'de' }), breachModel());
    expect(text).toContain('4,00, sehr hoch');
    expect(text).toContain('Financial data.');
    expect(severitySection(view, { ...breachModel(), state: { ...breachModel().state, plan: null } }).text).toContain(
      'Not assessed yet',
    );
  });
});

describe('awareness', () => {
  it('keeps every correction, with both instants, who and why', () => {
    const corrected = {
      type: 'awareness-corrected',
      data: { from: AT, to: '2026-11-21T11:00:00.000Z' },
      personal: { reasons: 'The engineer knew.' },
    } as const;
    const { text } = awarenessSection(view, breachModel([corrected]), {});
    expect(text).toContain('1 correction');
    expect(text.indexOf('12:00 CET')).toBeLessThan(text.indexOf('The engineer knew.'));
    expect(text).toContain('<del><time datetime="2026-11-21T12:05:00.000Z">');
    expect(text).toContain('The log says so.');
  });
  it('once recorded, says which clocks run until when, and that nobody outside was told', () => {
    const german = testView({ language: 'de' });
    const { text } = awarenessSection(german, breachModel(), {});
    expect(text).toMatch(/role="status"[\s\S]*Diese Fristen laufen:[\s\S]*gdpr-art33-1-authority: bis[\s\S]*13:05/);
    expect(text).toContain('Außerhalb des Hauses hat dadurch niemand etwas erfahren.');
    const counterparties = { suppliers: 2, customers: 0, version: 'v', release: { responders: false, byPolicy: {} } };
    const waits = awarenessSection(german, breachModel([], {}, { counterparties }), {}).text;
    expect(waits).toContain('Die Mitteilungen warten auf die Freigabe.');
    expect(waits).toContain('/desk/breaches/TOC-2026-0001/release"');
    expect(awarenessSection(view, breachModel([amended]), {}).text).toContain('is being worked out');
  });
  it('offers both readings of a time that clocks showed twice', () => {
    const form = {
      values: { awareAt: '2026-10-25T02:30', 'awareAt-zone': 'Europe/Berlin' },
      problems: [{ field: 'awareAt', message: 'twice' }],
    };
    const { text } = awarenessSection(view, breachModel(), { awareness: form });
    expect(text).toContain('value="2026-10-25T00:30:00.000Z"');
    expect(text).toContain('02:30 CET (UTC+01:00), 01:30 UTC');
  });
});

describe('facts and roles', () => {
  it('say what is stated and fold what is assumed', () => {
    const { text } = factsSection(view, breachModel([amended]));
    expect(text).toContain('<dt>Number of people concerned</dt><dd>900</dd>');
    expect(text).toContain('By Ada Quill.');
    expect(factsSection(auditor, breachModel()).text).not.toContain('/facts"');
  });
  it('say how many people the attached lists hold, and where one is attached', () => {
    const page = '/desk/breaches/TOC-2026-0001/people"';
    expect(factsSection(view, breachModel()).text).toContain(`${page}>Attach a list of people`);
    const { text } = factsSection(view, breachModel([], { listed: 1_204 }));
    expect(text).toContain('The attached lists hold 1,204 people.');
  });
  it('name whom each track tells, and how grave it is by its own data', () => {
    const track = {
      id: 'processor/acme',
      role: 'processor',
      systems: ['crm'],
      dataClasses: [],
      dataCategories: ['names'],
      countries: [],
      recipients: [{ kind: 'controller', id: 'acme' }],
      because: '',
      severity: { se: 425, level: 'very-high', proposed: 'high-risk', proposedBecause: '' },
    } as const;
    const { text } = rolesSection(view, breachModel([], { tracks: [track as never] }));
    expect(text).toContain('acme (customer, as controller)');
    const own = { ...track, id: 'controller', role: 'controller', recipients: [] } as const;
    const of = (obligations: Plan['obligations']) =>
      rolesSection(view, breachModel([], { tracks: [own as never] }, { obligations })).text;
    expect(of([])).toContain('nobody, by the laws looked at');
    expect(of([obligationOf('gdpr-art33-1-authority', AT)])).toMatch(/<span>authority<\/span>/);
    expect(text).toContain('High risk (very high, 4.25)');
  });
});

describe('notices and campaigns', () => {
  const line: NoticeLine = {
    counterparty: 'a',
    name: 'Acme',
    kind: 'customer',
    round: 1,
    status: 'refused',
    sentAt: null,
    openedAt: null,
    remindedAt: null,
    escalatedAt: null,
    acknowledgedAt: null,
    answerBy: AT,
    ...{
      answers: null,
      answeredAt: null,
      others: [],
      misuse: null,
      call: null,
      letters: [],
      opened: null,
      prefetched: null,
    },
    link: { generation: 1, revoked: false, expiresAt: AT },
  };
  it('count who answered, and say what to do about the others', () => {
    const answers = { holdsData: 'yes', misuse: 'yes', answeredBy: 'Dana' } as const;
    const { text } = noticesSection(
      view,
      breachModel([], {
        notices: noticesModel({
          counts: { total: 2_002, acknowledged: 1, refused: 2_001 },
          lines: [line, { ...line, name: 'Bolt', status: 'acknowledged', answers, misuse: 'open' }],
          parts: [
            { part: 'unreached', count: 2_001 },
            { part: 'uncertain', count: 0 },
          ],
          next: '1 TOC~b',
        }),
      }),
    );
    expect(text).toContain('1 of 2,002 acknowledged');
    expect(text).toContain('Bounced');
    expect(text).toContain('Sign of misuse: call them');
    expect(text).toContain('aria-label="1 of 2,002 acknowledged, 0 sent, 0 reminded or uncertain, 2,001 not reached"');
    expect(text).toContain('href="/desk/breaches/TOC-2026-0001/notices?notices=unreached#notices">Not reached 2,001');
    expect(text).toContain('href="/desk/breaches/TOC-2026-0001/notices?after=1+TOC%7Eb#notices"');
    expect(text).not.toContain('notices=uncertain');
  });
  it('show how far a campaign is', () => {
    const counts = { total: 1_000, sent: 600, refused: 4, uncertain: 1, pending: 395 };
    const campaign = {
      number: 1,
      status: 'sending',
      recipients: 1_000,
      approvedBy: 'dpo',
      approvedAt: AT,
      counts,
      standing: { status: 'paused', because: 'refusals' },
    } as const;
    const { text } = campaignsSection(view, breachModel([], { campaigns: [campaign] }));
    expect(text).toContain('600 of 1,000 sent.');
    expect(text).toContain('Paused');
    expect(text).toContain('4 bounced, 1 uncertain, 395 waiting.');
    expect(text).toContain('href="/desk/breaches/TOC-2026-0001/campaigns/1"');
  });
});

describe('decisions, timeline and closing', () => {
  it('list what people decided, not what followed by itself', () => {
    const waived = { type: 'obligation-waived', data: { obligation: ART33 }, personal: { reasons: 'No.' } } as const;
    const resumed = {
      type: 'obligation-resumed',
      data: { obligation: ART33, why: 'facts-changed' },
      personal: { reasons: 'Counted.' },
    } as const;
    const { text } = decisionsSection(view, breachModel([waived, amended, resumed]));
    expect(text).toContain(`Waived: ${ART33}`);
    expect(text).not.toContain('Runs again');
  });
  it('tell every event in words of both languages', () => {
    const filed = {
      type: 'filed',
      data: { obligation: ART33, filedAt: AT, late: true, stage: 'initial' },
      personal: { receipt: 'R-1', reasons: 'Late.' },
    } as const;
    const model = breachModel([decided('art34'), amended, filed as never]);
    expect(timelineSection(view, model).text).toContain('receipt R-1, late');
    const german = timelineSection(testView({ language: 'de' }), model).text;
    for (const part of [
      'Kenntnis festgehalten',
      'Pflichten ermittelt: 1 gilt',
      'Sa 21. Nov, 13:05 MEZ</time> (12:05 UTC), Eingang',
      'Art. 34 entschieden',
      'Eingang R-1, verspätet',
    ])
      expect(german).toContain(part);
  });
  it('is on the first page what stands in the way of closing, but for the duties that follow there', () => {
    const part = (text: string) => /id="missing"[\s\S]*?<\/section>/.exec(text)?.[0] ?? '';
    const missing = (model: ReturnType<typeof breachModel>) => part(breachPage(view, 'overview', model));
    const nothing = view.words.breach.blocks.none;
    const free = breachModel();
    expect(free.closing.points.resolved.map(({ code }) => code)).toEqual(['duty-open']);
    expect(missing(free)).toContain(nothing);
    const passed = breachModel([decided('art33'), amended]);
    for (const { place, code } of passed.closing.points.resolved) {
      if (code !== 'duty-open') expect(missing(passed)).toContain(`/desk/breaches/TOC-2026-0001${place}"`);
    }
    expect(missing(passed)).toContain('Art. 33, the authority: facts changed since the decision');
    const handedIn = (receipt: string) => {
      const data = { obligation: ART33, filedAt: AT, late: false, stage: 'complete', openFields: 0 };
      return breachModel([{ type: 'filed', data, personal: { receipt, reasons: '' } } as never]);
    };
    expect(missing(handedIn(''))).toContain('the receipt of the filing is not here yet');
    expect(missing(handedIn(''))).toContain(`/desk/breaches/TOC-2026-0001/filings/${ART33}`);
    expect(missing(handedIn('DE-BE 7'))).not.toContain('receipt');
    expect(missing(passed)).not.toContain(nothing);
    // Signs that somebody has settled stand in neither.
    const calls = {
      ...free.calls,
      calls: { misuse: { names: ['Fjord'], count: 1 }, unreached: free.calls.calls.unreached },
    };
    expect(missing(breachModel([], { calls }))).not.toContain('Fjord');
  });

  it('offers to decide it as minor only where the rule of minor incidents would', () => {
    const link = 'TOC-2026-0001/minor"';
    expect(actCard(view, breachModel())?.text).toContain(link);
    expect(actCard(view, breachModel([], { minor: false }))?.text).not.toContain(link);
  });

  it.each(BREACH_PAGES)('begin no line with a comma or a full stop after a time: %s', (page) => {
    const closed = { type: 'closed', data: { outcome: 'resolved' }, personal: { reasons: 'Done.' } } as const;
    for (const model of [breachModel(), breachModel([closed])]) {
      expect(/class="utc">[^<]*<\/span>\s*[,.;].{0,80}/.exec(breachPage(view, page, model))).toBeNull();
    }
  });

  it('say why a form was refused that somebody else’s act has taken away, with what was typed', () => {
    const refused = {
      values: { 'reopening-reasons': 'New <facts>.', act: 'reopen', shown: '0a1b2c3d', kind: 'unknown-recipients' },
      problems: [{ field: '', message: 'It is open.' }],
    };
    const text = breachPage(view, 'closing', breachModel(), { reopening: refused });
    expect(text).toMatch(/role="alert"[\s\S]*It is open\.[\s\S]*<pre class="lines">New &lt;facts&gt;\.<\/pre>/);
    const shown = breachPage(view, 'closing', breachModel(), { closing: { ...refused, values: {} } });
    expect(shown.match(/It is open\./g)).toHaveLength(1);
  });
  it('name what still forbids closing', () => {
    const { text = '' } = closeSection(view, breachModel(), {}) ?? {};
    expect(text).toContain('One thing is left before it can be closed as resolved');
    expect(text).toContain(`<a href="/desk/breaches/TOC-2026-0001#duty-${ART33}">Still open: ${ART33}</a>`);
    expect(text).not.toContain('name="over-');
    expect(closeSection(auditor, breachModel(), {})).toBeNull();
  });
  it('ask for the reasons of each point that can be closed over, and say what came in after the closing', () => {
    const waived = { type: 'obligation-waived', data: { obligation: ART33 }, personal: { reasons: 'No.' } } as const;
    const told = {
      type: 'communication-progressed',
      data: {
        ...{ communication: 'notices', version: 'fjord', settled: false, counts: { total: 2, sent: 2 }, nextAt: AT },
        head: { page: 1, hash: 'h' },
      },
    } as const;
    const plan = { counterparties: { suppliers: 2, customers: 0, version: 'fjord' } };
    const open = closeSection(view, breachModel([waived, told as never], {}, plan), {})?.text ?? '';
    expect(open).toContain('name="over-notices-unanswered/notices"');
    expect(open).toContain('Suppliers and customers who have not answered: 2');
    const closed = { type: 'closed', data: { outcome: 'resolved' }, personal: { reasons: 'Done.' } } as const;
    const model = breachModel([waived, closed]);
    const late = { answers: 1, evidence: 0, reports: ['TOC-2026-0009-K7M'], added: 2, proposals: [], misuse: true };
    const retention = { kind: 'breaches' as const, years: 5, from: AT, until: '2031-11-24T08:20:00.000Z' };
    const closedModel = { ...model, closing: { ...model.closing, late, retention } };
    const [after, card] = [closeSection(view, closedModel, {})?.text, reopeningCard(view, closedModel)?.text];
    for (const part of [
      '1 notice was answered',
      'An answer speaks of misuse',
      'TOC-2026-0009-K7M',
      'added something, 2 times',
      '#reopening"',
    ]) {
      expect(card).toContain(part);
    }
    expect(after).toMatch(/<details id="reopening" open>[\s\S]*\/reopening"/);
    expect(after).toContain('5 years after the last closing');
    expect(reopeningCard(auditor, closedModel)?.text).not.toContain('#reopening"');
    expect(reopeningCard(view, model)).toBeNull();
    expect(closeSection(auditor, model, {})?.text).not.toContain('/reopening"');
  });
  it('say of a closed one in words what it was closed over, that all else is there, and how it is reopened', () => {
    const waived = { type: 'obligation-waived', data: { obligation: ART33 }, personal: { reasons: 'No.' } } as const;
    const over = [{ point: `filing-incomplete/${ART33}`, reasons: 'The rest is not known.' }];
    const closed = { type: 'closed', data: { outcome: 'resolved' }, personal: { reasons: 'Done.', over } } as never;
    const model = breachModel([waived, closed]);
    const text = closeSection(view, model, {})?.text ?? '';
    expect(text).toContain(`Not wholly filed, or not everybody told: ${ART33}`);
    expect(text).not.toContain('filing-incomplete');
    expect(actCard(view, model)?.text).toContain('Open it again');
    expect(actCard(view, model)?.text).not.toContain('Your role changes nothing');
    expect(actCard(auditor, model)?.text).toContain('Your role changes nothing');
    const { blocks } = view.words.breach;
    const cardOf = (of: typeof model) =>
      blocksCard(view, { ...of, closing: { ...of.closing, points: { resolved: [], 'not-a-breach': [] } } }).text;
    expect(cardOf(model)).toContain(`Not wholly filed, or not everybody told: ${ART33}`);
    expect(cardOf(model)).not.toContain(blocks.nothing);
    const whole = { type: 'closed', data: { outcome: 'resolved' }, personal: { reasons: 'Done.' } } as never;
    expect(cardOf(breachModel([waived, whole]))).toContain(blocks.nothing);
  });
  it('count as left only what has no reasons in the form yet', () => {
    const model = breachModel();
    const point = (name: string) =>
      ({ point: name, code: 'tasks-open', says: '', place: '/work', mayPass: true, count: 1 }) as const;
    const two = { resolved: [point('tasks-open'), point('misuse')], 'not-a-breach': [] };
    const forms = { closing: { values: { 'over-misuse': 'They were called.' }, problems: [] } };
    const shown = { ...model, closing: { ...model.closing, points: two } };
    expect(closeSection(view, shown, {})?.text).toContain('2 things are left');
    expect(closeSection(view, shown, forms)?.text).toContain('One thing is left');
  });
  it('ask what came of what the notices brought, of as many as are shown', () => {
    const data = {
      ...{ communication: 'notices', version: 'v', settled: false, counts: { total: 2, sent: 1, acknowledged: 1 } },
      ...{ head: { page: 1, hash: 'h' }, nextAt: null },
      answers: { customers: 0, acknowledged: 0, lastAt: null, misuse: 1 },
    };
    const model = breachModel([{ type: 'communication-progressed', data } as never]);
    const text = signsCard(view, model, {})?.text ?? '';
    expect(text).toContain('A supplier or customer saw signs of misuse');
    expect(text).toMatch(/name="count"[^>]*value="1"/);
    expect(signsCard(auditor, model, {})?.text).not.toContain('<form');
    expect(signsCard(view, breachModel(), {})).toBeNull();
  });
  it('show an auditor no way to change anything', () => {
    for (const name of BREACH_PAGES) {
      expect(breachPage(auditor, name, breachModel())).not.toMatch(/<form method="post" action="\/desk\/breaches/);
    }
    expect(breachPage(auditor, 'files', breachModel())).toContain('evidence.json');
    expect(actCard(auditor, breachModel())?.text).toContain('You read this breach.');
  });
});
