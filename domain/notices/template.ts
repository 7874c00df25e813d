import type { NoticeStep } from '../communication/follow-ups.ts';
import type { CounterpartyKind } from '../dataflow.ts';
import type { Problem } from '../policy/problem.ts';
import { isAfterDue } from '../policy/schema.ts';

/** Which templates there are, and the closed list of placeholders each may use. */

const OFFICE = ['organisation', 'legalName', 'publicPhone', 'publicEmail', 'dpo', 'dpoEmail'] as const;
const COMMON = [...OFFICE, 'reference'] as const;

/** Notices to suppliers and customers, each with its signed link. */
export const COUNTERPARTY_PLACEHOLDERS = [
  ...COMMON,
  /** Name of the person addressed. */
  'contact',
  /** Name of the supplier or customer. */
  'counterparty',
  /** Names of the counterparty's own touched systems, never anybody else's. */
  'systems',
  'dataCategories',
  'people',
  'records',
  /** When we became aware. */
  'awareAt',
  /** What happened, in plain words. */
  'nature',
  'consequences',
  'measures',
  /** What whoever reads it should do; may be empty. */
  'advice',
  /** The contract clause that binds both sides to notify; may be empty. */
  'clause',
  /** Until when: an instant, and in the letter from which the time counts so many hours after that mail's date. */
  'answerBy',
  /** The same with its preposition: `by Wed 25 Nov …`, `within 24 hours of this mail's date`. */
  'answerWhen',
  'link',
] as const;

/** Mails to the DPO and the deputy about one running clock. */
export const WARNING_PLACEHOLDERS = [
  ...COMMON,
  'article',
  'duty',
  /** Which step of the ladder this is, in words: `24 hours left`, `12 hours overdue`. */
  'rung',
  'because',
  'due',
  /** Whether the instant is law or the organisation's own target, in words. */
  'basis',
  /** The latest defensible instant; empty where the law names no number. */
  'latest',
  'awareAt',
  /** Address of the breach on the desk. */
  'deskLink',
] as const;

/** Mails to the DPO and the deputy about several clocks of a breach at once. */
export const DIGEST_PLACEHOLDERS = [
  ...COMMON,
  /** Article, rung in words and limit of the most urgent duty. */
  'article',
  'rung',
  'due',
  /** How many more there are, in words: `3 other duties`. */
  'others',
  /** A line for each duty, the most urgent first. */
  'duties',
  'deskLink',
] as const;

/** Mails about targets of the organisation, which no law sets. `target`: what the most urgent one asks for. */
export const TARGET_PLACEHOLDERS = [...DIGEST_PLACEHOLDERS, 'target'] as const;

/**
 * Mails that page somebody for an incident that nobody has taken. Nothing of what was reported: mailboxes may be read.
 */
export const PAGE_PLACEHOLDERS = [
  ...TARGET_PLACEHOLDERS,
  'reported',
  /** Names of the systems that are touched, as the register has them. */
  'systems',
  /** What the facts say: kind, classes of data, people, effect. */
  'known',
  /** A line for each clock that starts with the awareness, were it recorded now. */
  'clocks',
] as const;

/** Mails to the DPO and the deputy when a counterparty has seen signs of misuse. */
export const MISUSE_PLACEHOLDERS = [
  ...COMMON,
  'counterparty',
  'deskLink',
  /** Its answer, with whom to call: that is sealed, and stands on its page only, since mailboxes may be read. */
  'answerLink',
] as const;

/** Mails to the DPO and the deputy when a communication has paused by itself. */
export const PAUSED_PLACEHOLDERS = [...COMMON, 'communication', 'why', 'deskLink'] as const;

/** Mails to whoever reported: nothing of what was reported or asked, since mailboxes may be read. */
export const REPORTER_PLACEHOLDERS = [...COMMON, 'reported', 'reportLink'] as const;

/** Mails to who has an incident: whoever reported it has added something. */
export const REPORT_NEWS_PLACEHOLDERS = [...COMMON, 'deskLink'] as const;
/** The one mail to whom tasks were given. Nothing of what is to be done: mailboxes may be read. */
export const TASK_PLACEHOLDERS = [
  ...COMMON,
  /** How many, in words: `a task`, `3 tasks`. */
  'tasks',
  /** A line for each, with its number and its limit. */
  'list',
  'deskLink',
] as const;

/** The one mail to whom an incident was handed over. Nothing of why: mailboxes may be read. */
/** What came in for an open incident. */
const ALERT_NEWS_PLACEHOLDERS = [
  ...COMMON,
  /** How many, in words. */
  'alerts',
  'deskLink',
] as const;
export const HANDED_OVER_PLACEHOLDERS = [
  ...COMMON,
  /** What falls due first, in words. */
  'next',
  'deskLink',
] as const;

/** Mails to the DPO and the owner that something came in to a closed breach, at most one a day. */
export const NEWS_PLACEHOLDERS = [...COMMON, 'closed', 'list', 'deskLink'] as const;

/** Mails to whoever is on duty of alerts that could not be read. They are of no incident; nothing of what they say. */
export const DEAD_LETTERS_PLACEHOLDERS = [
  ...OFFICE,
  /** How many, in words: `an alert`, `3 alerts`. */
  'alerts',
  /** A line for each source, with how many for which reason. */
  'list',
  'deskLink',
] as const;

/** A mail of alert sources that could not be asked. */
const FAILING_PULLS_PLACEHOLDERS = [
  ...OFFICE,
  /** How many, in words: `an alert source`, `2 alert sources`. */
  'sources',
  /** A line for each, with why and since when. */
  'list',
  'deskLink',
] as const;

/** Mails to the people concerned (GDPR Art. 34(2)). */
export const DATA_SUBJECT_PLACEHOLDERS = [
  ...COMMON,
  'recipient',
  'dataCategories',
  'nature',
  'consequences',
  'measures',
] as const;

export const TEMPLATES = {
  'supplier-first': COUNTERPARTY_PLACEHOLDERS,
  'supplier-reminder': COUNTERPARTY_PLACEHOLDERS,
  'supplier-escalation': COUNTERPARTY_PLACEHOLDERS,
  'supplier-link': COUNTERPARTY_PLACEHOLDERS,
  'supplier-correction': COUNTERPARTY_PLACEHOLDERS,
  'customer-first': COUNTERPARTY_PLACEHOLDERS,
  'customer-reminder': COUNTERPARTY_PLACEHOLDERS,
  'customer-escalation': COUNTERPARTY_PLACEHOLDERS,
  'customer-link': COUNTERPARTY_PLACEHOLDERS,
  'customer-correction': COUNTERPARTY_PLACEHOLDERS,
  warning: WARNING_PLACEHOLDERS,
  overdue: WARNING_PLACEHOLDERS,
  warnings: DIGEST_PLACEHOLDERS,
  targets: TARGET_PLACEHOLDERS,
  page: PAGE_PLACEHOLDERS,
  misuse: MISUSE_PLACEHOLDERS,
  paused: PAUSED_PLACEHOLDERS,
  task: TASK_PLACEHOLDERS,
  'handed-over': HANDED_OVER_PLACEHOLDERS,
  'dead-letters': DEAD_LETTERS_PLACEHOLDERS,
  'alert-news': ALERT_NEWS_PLACEHOLDERS,
  'failing-pulls': FAILING_PULLS_PLACEHOLDERS,
  news: NEWS_PLACEHOLDERS,
  'data-subject': DATA_SUBJECT_PLACEHOLDERS,
  'report-receipt': REPORTER_PLACEHOLDERS,
  'report-question': REPORTER_PLACEHOLDERS,
  'report-news': REPORT_NEWS_PLACEHOLDERS,
} as const;
export type TemplateName = keyof typeof TEMPLATES;
/** What policies of before versions 0.5, 0.7, 0.8, 0.9 and 0.10 do not have. */
export const MAY_BE_MISSING: readonly TemplateName[] = [
  'supplier-link',
  'customer-link',
  'supplier-correction',
  'customer-correction',
  'targets',
  'page',
  'report-receipt',
  'report-question',
  'report-news',
  'task',
  'news',
  'handed-over',
  'dead-letters',
  'alert-news',
  'failing-pulls',
];
export type Placeholder = (typeof TEMPLATES)[TemplateName][number];
/** The values a template needs: all of its list, so that no mail can go out with a hole. */
export type ValuesOf<Name extends TemplateName> = Record<(typeof TEMPLATES)[Name][number], string>;

export type NoticeTemplate = {
  name: TemplateName;
  language: string;
  subject: string;
  body: string;
  /** A paragraph with one of these is left out where the value is empty. */
  optional: Placeholder[];
};

/** The template for one step of a notice to a counterparty. */
export function noticeTemplateName(kind: CounterpartyKind, step: NoticeStep): TemplateName {
  return `${kind}-${step}`;
}

/** The template for one rung of a ladder, or for the engine's own `overdue`. */
export function warningTemplateName(rung: string): TemplateName {
  return isAfterDue(rung) ? 'overdue' : 'warning';
}

export function isTemplateName(name: string): name is TemplateName {
  return Object.hasOwn(TEMPLATES, name);
}

export const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Placeholders the template may not use, and braces that are none. `bodyLine` is the line on which the body begins. */
export function checkTemplate(template: NoticeTemplate, file: string, bodyLine: number): Problem[] {
  const allowed: readonly string[] = TEMPLATES[template.name];
  const wrong = (name: string) => `unknown placeholder '${name}'; '${template.name}' may use ${allowed.join(', ')}`;
  const problems = template.optional.flatMap((name, index): Problem[] =>
    allowed.includes(name) ? [] : [{ file, path: ['optional', index], message: wrong(name) }],
  );
  const places = [
    { path: ['subject'], text: template.subject, line: undefined },
    ...template.body.split('\n').map((text, index) => ({ path: ['body'], text, line: bodyLine + index })),
  ];
  for (const { path, text, line } of places) {
    for (const [, name = ''] of text.matchAll(PLACEHOLDER)) {
      if (!allowed.includes(name)) problems.push({ file, path, line, message: wrong(name) });
    }
    if (/\{\{|\}\}/.test(text.replaceAll(PLACEHOLDER, ''))) {
      problems.push({
        file,
        path,
        line,
        message: 'braces that do not close; a placeholder is written {{name}} on one line',
      });
    }
  }
  return problems;
}
