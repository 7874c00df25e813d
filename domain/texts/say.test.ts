import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { sayRule } from '../clock/sentence.ts';
import { RULES } from '../filing/rules.ts';
import { diffPlans } from '../plan/diff.ts';
import { inputOf } from '../plan/golden.ts';
import { makePlan } from '../plan/make.ts';
import type { Plan } from '../plan/types.ts';
import { NO_TEXTS } from './catalogue.ts';
import { dutyIn, sayIn } from './say.ts';

const policy = loadPolicy('policy');
const inGerman = (english: string) => sayIn(policy.texts, 'de', english);
/** Words that a German sentence has no use for. */
const ENGLISH = /\b(?:the|which|is|are|not|and|that|of|with|from|counts?|due|latest|working day|until|recorded)\b/i;

/** Plans of every golden case of the policy: every rule, every reason and every step of a clock that it knows. */
const plans: Plan[] = Object.values(policy.cases).flatMap(({ cases }) =>
  cases.map((golden) => makePlan(policy, { ...inputOf(golden), scale: 1 }, { trace: 'all' })),
);

function saidIn({ severity, articles, obligations }: Plan): string[] {
  return [
    ...severity.reasons,
    severity.proposedBecause,
    ...(severity.otherReading === undefined ? [] : [severity.otherReading.because]),
    ...Object.values(articles.proposed).map(({ because }) => because),
    ...obligations.flatMap(({ title, because, clock }) => [title, because, ...(clock?.steps ?? [])]),
  ];
}

describe('what the policy and the engine say', () => {
  it('has German words for every reason and every step of every plan', () => {
    const english = new Set(plans.flatMap(saidIn));
    expect(english.size).toBeGreaterThan(1_000);
    expect([...english].filter((sentence) => inGerman(sentence) === null)).toEqual([]);
  });

  it('says what an incident begins with that an alert opened, and leaves the words of its tool', () => {
    const [rule] = [...policy.texts.de.keys()];
    const story = `Exfiltration:S3/Behaviour, severity 8 of 10. It follows TOC-2026-0001, which is closed. ${rule}`;
    const [first, ...rest] = ['Exfiltration:S3/Behaviour, Schwere 8 von 10.', policy.texts.de.get(rule ?? '')];
    expect(inGerman(story)).toBe([first, 'Er folgt auf TOC-2026-0001; der ist abgeschlossen.', ...rest].join(' '));
    const moved = 'Moved from TOC-2026-0001.\nOdd sign-in (A, severity 6 of 10)\nTwo (B, severity 1 of 10)';
    const inWords = 'Aus TOC-2026-0001 verschoben.\nOdd sign-in (A, Schwere 6 von 10)\nTwo (B, Schwere 1 von 10)';
    expect(inGerman(moved)).toBe(inWords);
    expect(inGerman('Somebody called and said that it was 8 of 10.')).toBeNull();
  });

  it('is never half German', () => {
    const steps = new Set(
      plans.flatMap(({ severity, obligations }) => [
        ...severity.reasons,
        ...obligations.flatMap(({ clock }) => clock?.steps ?? []),
      ]),
    );
    const said = [...steps].map((step) => inGerman(step) ?? '');
    // Names of holidays that have no German name stay as they are.
    expect(said.filter((step) => ENGLISH.test(step.replaceAll(/\([^()]*\)/g, '')))).toEqual([]);
  });

  it('has German words for every change between plans', () => {
    const changes = plans.slice(1).flatMap((plan, i) => diffPlans(plans[i] ?? null, plan).map(({ why }) => why));
    const first = plans.slice(0, 20).flatMap((plan) => diffPlans(null, plan).map(({ why }) => why));
    const lacking = new Set([...changes, ...first].filter((why) => inGerman(why) === null));
    expect([...lacking]).toEqual([]);
  });

  it('has German words for every clock of the policy, and for what must not be in a filing', () => {
    const rules = new Set(policy.obligations.map(({ clock }) => sayRule(clock)));
    const sentences = [...rules, ...RULES.map(({ says }) => says)];
    expect(sentences.filter((sentence) => inGerman(sentence) === null)).toEqual([]);
  });

  it('reads as a German would write it', () => {
    expect(
      inGerman(
        'Due: 72 hours of elapsed time later, 2026-11-27 08:20 UTC. Nights, weekends, holidays and clock changes ' +
          'count.',
      ),
    ).toBe(
      'Fällig: 72 Stunden später, 2026-11-27 08:20 UTC. Nächte, Wochenenden, Feiertage und Zeitumstellungen zählen ' +
        'mit.',
    );
    expect(
      inGerman(
        'Latest: skipping Fri 25 Dec 2026 (Christmas Day), Sat 26 Dec 2026 (calendar eu:DE) leads to Mon 28 Dec 2026 ' +
          '(Regulation 1182/71, Art. 3(4)), whose last hour ends at 2026-12-28 23:00 UTC.',
      ),
    ).toBe(
      'Spätestens: ohne Fr 25. Dez. 2026 (1. Weihnachtstag), Sa 26. Dez. 2026 (Kalender eu:DE) ist es Mo 28. Dez. ' +
        '2026 (Art. 3 Abs. 4 Verordnung (EWG, Euratom) Nr. 1182/71); seine letzte Stunde endet 2026-12-28 23:00 UTC.',
    );
    expect(inGerman('Awareness recorded: 2026-11-24T08:20:00.000Z. Proposed only, not in force.')).toBe(
      '„Kenntnis“ festgehalten: 2026-11-24T08:20:00.000Z. Nur vorgeschlagen, nicht in Kraft.',
    );
  });

  it('stays unsaid where nobody has words for it, and English for English readers', () => {
    expect(inGerman('Somebody typed this.')).toBeNull();
    expect(inGerman('Proposed only, not in force. Somebody typed this.')).toBeNull();
    expect(sayIn(NO_TEXTS, 'en', 'Somebody typed this.')).toBe('Somebody typed this.');
  });

  it('names a duty as far as there are words', () => {
    const duty = { article: 'GDPR Art. 33(1)', title: 'A duty of our own', because: 'Facts changed.' };
    expect(dutyIn(NO_TEXTS, 'de', duty)).toEqual({
      article: 'Art. 33 Abs. 1 DSGVO',
      title: 'A duty of our own',
      because: 'Angaben geändert.',
    });
  });
});
