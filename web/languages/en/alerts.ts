import type { Relation } from '../../../domain/alerts/joining.ts';
import type { News } from '../../../domain/alerts/news.ts';
import type { AlertView, Became } from '../../../domain/alerts/outcome.ts';
import { rules } from './alert-rules.ts';

export const alerts = {
  lede:
    'What security tools sent. Each alert is kept as it came, then read and judged by the rules of the policy. ' +
    'What could not be read stands first.',
  empty: 'No alert has come in yet.',
  emptyHint: 'A source sends with a token of the role alert source, or signs what it sends.',
  deadTitle: 'Could not be read',
  deadLede:
    'Nothing of these is lost, and nobody has judged them: look at each, as it may be a breach. Once the cause is ' +
    'mended, have them read anew.',
  deadCount: (n: string): string => (n === '1' ? '1 alert' : `${n} alerts`),
  retryAll: 'Read all anew',
  retry: 'Read anew',
  retried: (n: string): string =>
    n === '1'
      ? '1 alert is read anew. Load the page again in a moment.'
      : `${n} alerts are read anew. Load the page again in a moment.`,
  numbers: 'How many came',
  lastDay: 'Last 24 hours',
  bars: (sum: string, most: string): string => `${sum} in 24 hours, at most ${most} in one`,
  newest: 'Newest alerts',
  alert: 'Alert',
  source: 'Source',
  came: 'Came in',
  why: 'Why',
  state: 'State',
  result: 'What became of it',
  repeats: (n: string): string => (n === '1' ? 'the same came once more' : `the same came ${n} times more`),
  again: 'Again',
  status: {
    waiting: 'waits to be read',
    judged: 'judged',
    dead: 'not read',
    aside: 'no alert',
  } satisfies Record<AlertView['status'], string>,
  became: {
    opened: 'opened this incident',
    joined: 'added to this incident',
    counted: 'says nothing new; counted',
    kept: 'opened nothing; kept',
  } satisfies Record<Became, string>,
  news: {
    first: 'seen for the first time',
    graver: 'graver than before',
    'other-type': 'of another type',
    'other-system': 'on another system',
    owed: 'with what more had come within the hour',
  } satisfies Record<News, string>,
  relatedBy: 'Why there',
  relations: {
    finding: 'the same finding, changed',
    rule: 'counted together by the rule',
    system: 'on the same system',
    actor: 'by the same user or address',
    chain: 'a further step of an attack in the same account',
    account: 'in the same account or tenant, and nothing closer is known',
  } satisfies Record<Relation, string>,
  follows:
    'It would belong to this incident, which is closed and takes no alerts. Look whether it is to be opened again:',
  related: 'Something in common as well with these. Look whether they are one, and merge them then:',
  codes: {
    'bad-input': 'Not in a form that can be read',
    'too-large': 'Too large, or with too many values',
    'content-refused': 'Not as its source sends alerts',
    internal: 'A fault on our side',
  } as Record<string, string>,
  other: (code: string): string => `Not done (${code})`,
  noFinding: 'nothing was found in it',
  severity: (n: number): string => `severity ${n} of 10`,
  sample: 'sample',
  alertOf: (source: string): string => `Alert of ${source}`,
  deadOne: 'This alert could not be read, and nobody has judged it.',
  deadHint: 'Look at what it says: it may be a breach. Then have it read anew, or report by hand what it tells.',
  understood: 'What was understood',
  type: 'Type',
  occurred: 'First seen by the source',
  updated: 'Last changed there',
  finding: 'Id of the source',
  names: 'It names',
  nothing: 'nothing',
  moreResources: (n: string): string => `${n} more`,
  moreFindings: (n: string): string => `The alert holds ${n} findings more; its bytes have all.`,
  matched: 'Systems',
  by: 'by',
  noSystem: 'none that the data-flow register knows',
  unread: 'Not read in it',
  rule: 'Rule, and why',
  asItCame: 'As it came in',
  sentBy: 'Sent by',
  size: 'Size',
  bytes: (n: string): string => `${n} bytes`,
  putOff: 'Put off',
  times: (n: string): string => (n === '1' ? 'once' : `${n} times`),
  download: 'Download its bytes',
  rules,
};
