import { type Html, html } from '../html.ts';
import { type Language, type Words, wordsOf } from '../languages/index.ts';
import { type DocumentField, type FilingDocument, unsettledOf } from './document.ts';

type DocumentWords = Words['filingDocument'];
/** In a page, under its heading, with buttons in the language of whoever reads; null: alone, as a file. */
type Place = { words: DocumentWords; language: Language } | null;

/** The document itself, in its own language: head, what is open, every field in the order of the form. */
export function documentBody(document: FilingDocument, place: Place): Html {
  const { filingDocument: words } = wordsOf(document.language);
  const { title, marks, about, limits, open, repeated, sections, notes } = document;
  const heading = place !== null ? html`<h2 id="h-document">${title}</h2>` : html`<h1 id="h-document">${title}</h1>`;
  const sub = (text: string) => (place !== null ? html`<h3>${text}</h3>` : html`<h2>${text}</h2>`);
  const list = (heading: string, lines: readonly string[]) =>
    lines.length === 0
      ? null
      : html`<div class="part">${sub(heading)}<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></div>`;
  return html`
    <article class="card sheet" lang="${document.language}" aria-labelledby="h-document">
      <header>
        ${heading}
        ${marks.length === 0 ? null : html`<p>${marks.map((mark) => html`<strong class="mark">${mark}</strong> `)}</p>`}
      </header>
      <dl class="kv in">${about.map(({ label, value }) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
      ${list(words.openTitle(open.length), open)}${list(words.repeatedTitle(repeated.length), repeated)}
      ${sections.map(
        ({ heading: name, fields }) => html`
          <section class="part">
            ${sub(name)}
            ${fields.map((field) => fieldRow(field, document, place))}
          </section>
        `,
      )}
      <footer class="part">
        ${sub(words.notes)}
        ${limits === null ? null : html`<p>${limits.title}. ${limits.lines.join(' ')}</p>`}
        ${notes.map((note) => html`<p class="small wrap">${note}</p>`)}
      </footer>
    </article>
  `;
}

function fieldRow(field: DocumentField, { language }: Pick<FilingDocument, 'language'>, place: Place): Html {
  const { id, number, label, labelIn, rule, standing, value, valueIn, copy } = field;
  const isAnswered = standing === 'answered';
  const marks = isAnswered ? unsettledOf(field, language) : [];
  const isGap = standing === 'open' || standing === 'wrong';
  const said = isAnswered
    ? html`<span class="prewrap"${valueIn === language ? null : html` lang="${valueIn}"`}>${value}</span>`
    : html`<span class="${isGap ? 'st missing' : 'muted'}">${value}</span>`;
  const button =
    place !== null && isAnswered
      ? html`
        <button
          type="button"
          class="btn sm"
          lang="${place.language}"
          hidden
          data-copy="${copy}"
          data-copied="${place.words.copied}"
          data-done="${place.words.done(label)}"
          data-failed="${place.words.failed}">
          ${place.words.copy}<span class="sr">: ${label}</span>
        </button>
      `
      : null;
  return html`
    <div class="f${isGap ? ' is-missing' : ''}" id="${id}">
      <span class="no">${number}</span>
      <div class="lab">
        <span${labelIn === language ? null : html` lang="${labelIn}"`}>${label}</span>
        ${rule === '' ? null : html`<span class="sub">${rule}</span>`}
      </div>
      <div class="val">
        <div>${said}${marks.map((mark) => html` <span class="st uncertain wraps">${mark}</span>`)}</div>
      </div>
      <div class="src noprint">${button}</div>
    </div>
  `;
}
