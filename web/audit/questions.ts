import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import type { View } from '../view.ts';

/** The questions of an auditor, each with the page that answers it, and narrower ones beside it. */
export const QUESTIONS = [
  {
    id: 'breaches',
    href: '/desk/register',
    more: { late: '/desk/register?late=yes', people: '/desk/register?sort=people' },
  },
  { id: 'decisions', href: '/desk/audit/decisions', more: { risk: '/desk/audit/decisions?kind=risk' } },
  {
    id: 'authorities',
    href: '/desk/audit/duties?audience=authority',
    more: { late: '/desk/audit/duties?audience=authority&part=not-in-time' },
  },
  {
    id: 'suppliers',
    href: '/desk/audit/parties?kind=supplier',
    more: {
      late: '/desk/audit/notices?kind=supplier&part=not-in-time',
      each: '/desk/audit/notices?kind=supplier',
    },
  },
  {
    id: 'customers',
    href: '/desk/audit/parties?kind=customer',
    more: {
      late: '/desk/audit/notices?kind=customer&part=not-in-time',
      each: '/desk/audit/notices?kind=customer',
    },
  },
  {
    id: 'people',
    href: '/desk/audit/duties?audience=people',
    more: { late: '/desk/audit/duties?audience=people&part=not-in-time', letters: '/desk/campaigns' },
  },
  { id: 'texts', href: '/desk/audit/decisions?kind=left', more: { each: '/desk/audit/notices' } },
  { id: 'exercises', href: '/desk/audit/exercises', more: {} },
  { id: 'policies', href: '/desk/audit/policies', more: { now: '/desk/policy' } },
  {
    id: 'record',
    href: '/desk/audit/verification',
    more: {
      corrections: '/desk/audit/decisions?kind=corrections',
      looks: '/desk/audit?kind=view',
      holds: '/desk/policy#h-kept',
    },
  },
] as const satisfies readonly { id: string; href: string; more: Record<string, string> }[];
export type Question = (typeof QUESTIONS)[number]['id'];

export const QUESTIONS_PATH = '/desk/audit/questions';

/** Which of the ten a page answers, counted from 1. */
export function numberOf(question: Question): number {
  return QUESTIONS.findIndex(({ id }) => id === question) + 1;
}

/** Ten questions, ten links. */
export function questionsPage(view: View): string {
  const { questions: words, shell } = view.words;
  const items = QUESTIONS.map(({ id, href, more }) => {
    const narrower = Object.entries(more).map(
      ([name, to]) =>
        html`
          <li>
            <a href="${to}">${words.more[name as keyof typeof words.more]}<span class="sr">: ${words.ask[id]}</span></a>
          </li>
        `,
    );
    return html`
      <li>
        <a class="strong" href="${href}">${words.ask[id]}</a>
        <p class="small muted">${words.answer[id]}</p>
        ${narrower.length === 0 ? null : html`<ul class="row small">${narrower}</ul>`}
      </li>
    `;
  });
  const main = html`
    <div class="head">
      <div>
        <p class="crumbs"><a href="/desk/audit">${shell.places.audit}</a> / ${words.title}</p>
        <h1>${words.title}</h1>
        <p class="lede">${words.lede}</p>
      </div>
    </div>
    <section class="card" aria-labelledby="h-questions">
      <header><h2 id="h-questions">${words.ten}</h2><p class="small muted">${words.note}</p></header>
      <ol class="in questions">${items}</ol>
    </section>
  `;
  return insidePage(view, { title: words.title, place: 'questions', main });
}

/** The way back from an answer. */
export function questionCrumbs({ words: { questions, shell } }: Pick<View, 'words'>, question: Question): Html {
  return html`
    <p class="crumbs">
      <a href="/desk/audit">${shell.places.audit}</a> / <a href="${QUESTIONS_PATH}">${questions.title}</a> /${' '}
      ${questions.number(numberOf(question))}
    </p>
  `;
}
