import type { Outcome } from '../../../domain/alerts/rule-use.ts';
import type { CameTo } from '../../../domain/breach/came-to.ts';

/** Which rules of detection raise false alarms. */
export const rules = {
  title: 'Which rules raise false alarms',
  lede: (since: string): string =>
    `What each rule opened since ${since}, and what people found that to be. What is dismissed most stands first.`,
  over: 'Over how long',
  days: (n: string): string => `${n} days`,
  opening: 'Rules that opened incidents',
  none: 'No rule has opened an incident in this time.',
  noneHint: 'Counted are alerts that came in since version 0.10.',
  rule: 'Rule',
  decided: 'Decided on',
  opened: 'Opened',
  found: 'What people found',
  share: 'Dismissed',
  last: 'Last',
  findings: (n: string): string => (n === '1' ? '1 alert' : `${n} alerts`),
  joined: (n: string): string => (n === '1' ? 'and 1 joined by it' : `and ${n} joined by it`),
  incidentsOf: (rule: string): string => `Incidents of ${rule}`,
  shareOf: (dismissed: string, found: string): string => `${dismissed} of ${found} decided`,
  undecided: 'nothing decided yet',
  outcomes: {
    ignore: 'ignores the finding',
    watch: 'keeps the finding, and opens nothing',
    suspect: 'opens a suspicion',
    page: 'opens a suspicion, and tells at once',
  } satisfies Record<Outcome, string>,
  gone: 'no rule of today’s policy',
  cameTo: {
    open: 'open',
    confirmed: 'confirmed',
    merged: 'merged',
    dismissed: 'dismissed, not said as what',
    'false-positive': 'false alarm',
    'no-personal-data': 'no personal data',
    'expected-activity': 'expected',
    other: 'dismissed as something else',
  } satisfies Record<CameTo, string>,
  helps: 'What helps',
  helpFirst:
    'Look at the incidents of a rule before you change it: one that was dismissed nine times may be right the tenth ' +
    'time.',
  helpLists:
    'Expected for good, such as the addresses of your own scanner: put them into a list (lists.yaml) and have the ' +
    'rule ask for it.',
  helpWindow: 'Expected for a time, such as a test: a window with an end and an owner (suppressions.yaml).',
  helpRule: 'Else change the rule, and see first what the stored alerts would have come to:',
  openedNone: (n: string): string => (n === '1' ? '1 rule that opened none' : `${n} rules that opened none`),
  silent: (n: string): string =>
    n === '1' ? '1 rule that decided nothing in this time' : `${n} rules that decided nothing in this time`,
  rules: 'Rules',
  helpSilent:
    'A rule that decides nothing, though its source sends alerts, may ask for what the source never says, or another ' +
    'one before it decides.',
  more: (n: string): string => (n === '1' ? '1 rule more' : `${n} rules more`),
};
