import { awarenessOf, type BreachState } from '../domain/breach/state.ts';
import type { System } from '../domain/dataflow.ts';
import { targetValues, type WarnedDuty } from '../domain/notices/digest.ts';
import { knownLines } from '../domain/notices/known.ts';
import { ownWords } from '../domain/notices/own-words.ts';
import { targetsTemplateFor } from '../domain/notices/templates.ts';
import { clocksToBe } from '../domain/plan/preview-report.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import { spokenLanguage } from '../domain/texts/languages.ts';
import { dutyIn } from '../domain/texts/say.ts';
import type { Instant } from '../domain/time.ts';
import { mailOf, type OwnMail } from './warning-mail.ts';

const MOST_CLOCKS = 10;
/** In a chat, where the page is one press away. */
const MOST_IN_CHAT = 3;

/** What a page tells of an incident, and what it would bring. None of it is the reporter's words. */
export type Paged = { state: BreachState; systems: readonly System[] };

/** The mail to whoever is to take an incident. */
export function pageMail(
  policy: CompiledPolicy,
  { state, systems }: Paged,
  targets: readonly WarnedDuty[],
  deskLink: string,
  now: Instant,
): OwnMail {
  const { organisation } = policy;
  const template = targetsTemplateFor(policy, 'page');
  const { language } = template;
  const words = ownWords(language);
  const isDrill = state.exercise !== null;
  const moment = (at: Instant) => words.moment(at, organisation.zone, isDrill);
  const values = {
    ...targetValues(organisation, state.breachId, targets, deskLink, now, isDrill, language),
    reported: moment(state.reportedAt),
    systems: systems.map(({ name }) => name).join(', '),
    known: knownLines(state, systems, language).join('\n'),
    clocks: clocksIn(policy, { state, systems }, now, language, MOST_CLOCKS),
  };
  const mail = mailOf(template, values, isDrill);
  const chat = [
    mail.subject,
    ...(values.systems === '' ? [] : [words.systems(values.systems)]),
    ...(values.known === '' ? [] : [values.known]),
    clocksIn(policy, { state, systems }, now, language, MOST_IN_CHAT),
    deskLink,
  ];
  return { ...mail, chat: chat.join('\n') };
}

function clocksIn(policy: CompiledPolicy, paged: Paged, now: Instant, language: string, most: number): string {
  const { state } = paged;
  const words = ownWords(language);
  if (awarenessOf(state) !== null) return words.confirmed;
  const clocks = clocksToBe(policy, paged, now);
  if (clocks.length === 0) return words.noClocks;
  const moment = (at: Instant) => words.moment(at, policy.organisation.zone, state.exercise !== null);
  const lines = clocks.slice(0, most).map((clock) => {
    const { article, title, due, basis } = dutyIn(policy.texts, spokenLanguage(language), clock);
    return words.clock({ article, title, due: moment(due), isOwn: basis === 'policy' });
  });
  const rest = clocks.length - lines.length;
  return [...lines, ...(rest > 0 ? [words.more(rest)] : [])].join('\n');
}
