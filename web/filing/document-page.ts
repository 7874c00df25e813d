import type { Receiver } from '../../domain/filing/receivers.ts';
import { DOCUMENT_FORMATS, type DocumentFormat } from '../../domain/filing/text.ts';
import { type Html, html } from '../html.ts';
import { LANGUAGE_NAMES, type Language } from '../languages/index.ts';
import { insidePage } from '../layout.ts';
import { citedText, translated } from '../translated.ts';
import type { View } from '../view.ts';
import { type FilingDocument, languageNotes } from './document.ts';
import { documentBody } from './document-body.ts';
import { filingHead } from './head.ts';
import { type FilingModel, filingPath } from './model.ts';

/** What the page shows a document of: which text was asked for, by the words of the address. */
export type DocumentShown = {
  document: FilingDocument;
  receivers: readonly Receiver[];
  /** The words that name the text: stage, form, version, or the draft beside an approved one. */
  asked: Readonly<Record<string, string>>;
};

/** The filing as a document: what to do with it, then all of it, each answer with a button that copies it. */
export function documentPage(view: View, model: FilingModel, shown: DocumentShown): string {
  const { filingDocument: words, shell, filing } = view.words;
  const { planned, breachId, exercise } = model;
  const { document } = shown;
  const article = citedText(view, planned.article);
  const main = html`
    ${filingHead(view, model)}
    <div class="head noprint">
      <div>
        <h1>${words.title(article)}</h1>
        <p class="lede">${words.lede}</p>
      </div>
      <div class="row">
        ${DOCUMENT_FORMATS.map(
          (format) => html`<a class="btn" href="${documentPath(model, shown, { format })}">${format.toUpperCase()}</a>`,
        )}
      </div>
    </div>
    ${exercise ? html`<p class="drillbar noprint">${shell.exercise}. ${filing.exercise}</p>` : null}
    <div class="stackgap">
      ${choices(view, model, shown)}${howTo(view, model, shown)}
      ${documentBody(document, { words, language: view.language })}
    </div>
  `;
  const title = `${words.crumb} · ${article} · ${breachId}`;
  return insidePage(view, { title, place: 'breaches', main, scripts: ['copy.js'] });
}

/** Where a document of this text is: as a page, or as a file of a format. */
export function documentPath(
  model: Pick<FilingModel, 'breachId' | 'planned'>,
  { asked }: Pick<DocumentShown, 'asked'>,
  to: { format?: DocumentFormat; language?: Language; draft?: boolean } = {},
): string {
  const { draft, ...rest } = asked;
  const isDraft = to.draft ?? draft !== undefined;
  const query = new URLSearchParams({
    ...rest,
    ...(isDraft && { draft: 'yes' }),
    ...(to.language !== undefined && { language: to.language }),
  });
  const path = filingPath(model, `/document${to.format === undefined ? '' : `/${to.format}`}`);
  return query.size === 0 ? path : `${path}?${query}`;
}

/** The language of the document, and which text, where there are two. */
function choices(view: View, model: FilingModel, shown: DocumentShown): Html {
  const { filingDocument: words } = view.words;
  const { document, asked } = shown;
  const languages = Object.entries(LANGUAGE_NAMES).map(
    ([code, name]) => html`
      <a
        class="btn sm"
        lang="${code}"
        href="${documentPath(model, shown, { language: code as Language })}"
        ${code === document.language ? html` aria-current="page"` : null}>
        ${name}
      </a>
    `,
  );
  const text = (draft: boolean, name: string) => html`
    <a
      class="btn sm"
      href="${documentPath(model, shown, { draft })}"
      ${document.isDraft === draft ? html` aria-current="page"` : null}>
      ${name}
    </a>
  `;
  const isApproved = model.approval !== null && asked.version === undefined;
  return html`
    <div class="row noprint">
      <nav class="row" aria-label="${words.languages}">${languages}</nav>
      ${
        isApproved
          ? html`
            <nav class="row" aria-label="${words.whichText}">
              ${text(false, words.approvedText)}${text(true, words.draftText)}
            </nav>
          `
          : null
      }
    </div>
  `;
}

/** What to do with the document: where the receiver's own form is, and the ways in which it takes one. */
function howTo(view: View, model: FilingModel, { receivers, document, asked }: DocumentShown): Html {
  const { filingDocument: words } = view.words;
  const { planned, approval, stage } = model;
  const { howTo: says } = words;
  const draft = filingPath(model, `?stage=${stage}`);
  // What is handed in is approved first.
  const look = document.isDraft ? 'btn' : 'btn main';
  const record = filingPath(model, `?stage=${approval?.stage ?? stage}#record`);
  const where = receivers.map(({ name, link, isForm, channel, confidence }) => {
    const label = (isForm ? says.form : says.home)(name);
    return html`
      <p><a class="${look}" href="${link}" target="_blank" rel="noreferrer">${label}</a></p>
      ${channel === '' ? null : html`<p class="small">${says.channel} ${translated(view, channel)}.</p>`}
      ${confidence === 'uncertain' ? html`<p class="small">${says.unsure}</p>` : null}
    `;
  });
  return html`
    <section class="card noprint" aria-labelledby="h-how">
      <header><h2 id="h-how">${says.title}</h2></header>
      <div class="in flow">
        ${document.isDraft ? html`<p class="note warn">${says.draft} <a href="${draft}">${says.approve}</a></p>` : null}
        ${receivers.length === 0 ? html`<p>${says.nobody(planned.recipient)}</p>` : where}
        <ul class="dots">
          <li>${says.copy}</li>
          <li>${says.upload}</li>
          <li>${says.send}</li>
        </ul>
        ${languageNotes(view, receivers).map((line) => html`<p class="small">${line}</p>`)}
        ${asked.version === undefined ? html`<p><a href="${record}">${says.record}</a></p>` : null}
      </div>
    </section>
  `;
}
