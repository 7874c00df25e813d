import type { BreachState } from '../breach/state.ts';
import { ownWords } from '../notices/own-words.ts';
import { targetName } from '../plan/targets.ts';
import type { Page } from './pages.ts';

/** What a page says, in the language of the organisation: the reference, the duty and the limit, and no more. */
export type PageText = { title: string; duty: string; due: string | null };

const WORDS = {
  en: { new: 'a new incident that nobody has', seen: 'seen', done: 'done', own: 'Own target' },
  de: { new: 'ein neuer Vorfall ohne Zuständige', seen: 'gesehen', done: 'erledigt', own: 'Eigenes Ziel' },
} as const;

/** `title` is one line that says all of it. */
export function pageText(
  { breachId, plan }: Pick<BreachState, 'breachId' | 'plan'>,
  { action, obligation, due, rung }: Page,
  { language, zone }: { language: string; zone: string },
): PageText {
  const words = WORDS[language === 'de' ? 'de' : 'en'];
  const own = ownWords(language);
  const planned = [...(plan?.obligations ?? []), ...(plan?.targets ?? [])].find(({ id }) => id === obligation);
  const article = obligation !== null && targetName(obligation) !== null ? words.own : planned?.article;
  const duty =
    obligation === null ? words.new : planned === undefined ? obligation : `${article}, ${own.title(planned)}`;
  const how =
    action === 'acknowledge' ? words.seen : action === 'resolve' ? words.done : rung === null ? '' : own.rung(rung);
  const title = `${breachId}: ${duty}${how === '' ? '' : ` (${how})`}`;
  return { title, duty, due: due === null ? null : own.moment(due, zone) };
}
