import type { FilingTemplate } from '../../domain/filing/template.ts';
import { type Html, html } from '../html.ts';
import { translated, translatedText } from '../translated.ts';
import type { View } from '../view.ts';
import { type FilingModel, filingPath } from './model.ts';

/** How far the form is the receiver's own, what of it is not known, and the other forms that the duty has. */
export function formNote(view: View, model: FilingModel): Html {
  const { exactness: words } = view.words.filing;
  const { exactness, schema } = model.template;
  const isPartial = exactness === 'partial';
  // The title says how far the form goes, and the rest is one step away; in the document all of it stands.
  return html`
    <div class="note${isPartial ? ' warn' : ''}" id="form">
      <details>
        <summary>${words.title[exactness]}</summary>
        ${limitsOf(view, model).map((line) => html`<p class="small">${line}</p>`)}
        ${schema === null ? null : html`<p class="small">${words.schema(schema)}</p>`}
        ${otherForms(view, model)}
      </details>
    </div>
    ${lost(view, model)}
  `;
}

/** The same for paper and other places without markup. */
export function limitsOf(
  view: Pick<View, 'words' | 'language' | 'texts'>,
  {
    template,
    notModelled,
  }: {
    template: Pick<FilingTemplate, 'exactness' | 'partial'>;
    notModelled: FilingModel['notModelled'];
  },
): string[] {
  const { exactness: says } = view.words.filing;
  const { exactness, partial } = template;
  const missing = notModelled.map(
    ({ receiver, portal }) => `${says.notModelled(receiver)} ${portal === null ? says.noPortal : says.portal(portal)}`,
  );
  if (exactness === 'exact') return missing;
  if (exactness === 'by-law') return [...missing, says['by-law']];
  return [...missing, ...(partial === null ? [] : [translatedText(view, partial)]), says.partial];
}

function otherForms(view: View, model: FilingModel): Html | null {
  const { exactness: words } = view.words.filing;
  const { forms, template, stage } = model;
  if (forms.length < 2) return null;
  const links = forms.map(
    ({ id, title }) => html`
      <li>
        <a
          href="${filingPath(model, `?stage=${stage}&form=${id}`)}"
          ${id === template.id ? html` aria-current="page"` : null}>${translated(view, title)}</a>
      </li>
    `,
  );
  return html`
    <nav class="small noprint" aria-label="${words.forms}"><p>${words.forms}:</p><ul class="dots">${links}</ul></nav>
  `;
}

function lost(view: View, { lost: typed }: FilingModel): Html | null {
  const entries = Object.entries(typed);
  if (entries.length === 0) return null;
  const rows = entries.map(
    ([id, value]) => html`<dt>${id}</dt><dd class="lines pre">${[value].flat().map(String).join('; ')}</dd>`,
  );
  return html`
    <div class="note warn"><p class="small">${view.words.filing.exactness.lost}</p><dl>${rows}</dl></div>
  `;
}
