import { type Html, html } from '../html.ts';
import type { Words } from '../languages/index.ts';
import { widePage } from '../layout.ts';
import type { View } from '../view.ts';

/** One operation of the OpenAPI document, as far as the page shows it. */
export type ApiOperation = {
  method: string;
  path: string;
  id: string;
  tag: string;
  summary: string;
  description: string;
  parameters: { name: string; in: string; required: boolean; description: string }[];
  /** Media type and schema (as JSON text) of the body; null where there is none. */
  body: { type: string; schema: string; example: string } | null;
  answers: { status: string; description: string }[];
};

type Outside = Pick<View, 'now' | 'language' | 'words' | 'organisation'>;

/** The API for people: readable without a script, and to be tried with one. */
export function apiDocsPage(view: Outside, tags: Record<string, string>, operations: readonly ApiOperation[]): string {
  const { apiDocs } = view.words;
  const groups = Object.entries(tags)
    .map(([tag, says]) => ({ tag, says, list: operations.filter((o) => o.tag === tag) }))
    .filter(({ list }) => list.length > 0);
  const main = html`
    <div class="head">
      <div><h1>${apiDocs.title}</h1><p class="lede">${apiDocs.lede}</p></div>
      <div class="row"><a class="btn" href="/openapi.json">${apiDocs.document}</a></div>
    </div>
    <div class="split lead apidocs">
      <nav class="side card ops" aria-label="${apiDocs.contents}">
        <div class="in flow">
          <div class="field">
            <label for="token">${apiDocs.tokenLabel}</label>
            <span class="hint" id="token-h">${apiDocs.tokenHint}</span>
            <input id="token" type="password" autocomplete="off" aria-describedby="token-h" data-token>
          </div>
          <noscript><p class="small muted">${apiDocs.needsScript}</p></noscript>
          ${groups.map(
            ({ tag, list }) =>
              html`
                <div>
                  <h2 class="small strong">${tag}</h2>
                  <ul>${list.map((o) => html`<li><a href="#${o.id}">${o.summary}</a></li>`)}</ul>
                </div>
              `,
          )}
        </div>
      </nav>
      <div class="stackgap">
        ${groups.map(
          ({ tag, says, list }) =>
            html`
              <section class="stackgap" aria-label="${tag}">
                <h2>${says}</h2>
                ${list.map((o) => operationCard(o, apiDocs))}
              </section>
            `,
        )}
      </div>
    </div>
  `;
  return widePage(view, { title: apiDocs.title, main, scripts: ['api-docs.js'] });
}

function operationCard(operation: ApiOperation, words: Words['apiDocs']): Html {
  const { method, path, id, summary, description, parameters, body, answers } = operation;
  return html`
    <article class="card" id="${id}">
      <header><h3>${summary}</h3><code>${method} ${path}</code></header>
      <div class="in flow">
        <p>${description}</p>
        ${parameters.length === 0 ? null : parameterTable(operation, words)}
        ${
          body === null
            ? null
            : html`
              <details>
                <summary>${words.body}: ${body.type}</summary>
                <pre class="scroll" tabindex="0">${body.schema}</pre>
              </details>
            `
        }
        <p class="small">
          ${words.answers}:
          ${answers.map(
            ({ status, description: says }, i) => html`${i === 0 ? '' : '; '}<code>${status}</code> ${says}`,
          )}
        </p>
        <details class="try">
          <summary>${words.tryIt}</summary>
          <form class="flow" data-try="${method}" data-path="${path}">
            ${parameters.map(
              (p) =>
                html`
                  <div class="field">
                    <label for="${id}-${p.name}">${p.name} (${p.in})</label>
                    <input id="${id}-${p.name}" name="${p.name}" data-in="${p.in}">
                  </div>
                `,
            )}
            ${
              body === null
                ? null
                : html`
                  <div class="field">
                    <label for="${id}-body">${words.body}</label>
                    <textarea
                      id="${id}-body"
                      name="body"
                      rows="6"
                      data-type="${body.type}"
                      spellcheck="false">${body.example}</textarea>
                  </div>
                `
            }
            <button class="btn">${words.send}<span class="sr">: ${summary}</span></button>
            <p class="strong" hidden>${words.sent}</p>
            <pre class="scroll" tabindex="0" role="status" hidden></pre>
          </form>
        </details>
      </div>
    </article>
  `;
}

function parameterTable({ parameters, summary }: ApiOperation, words: Words['apiDocs']): Html {
  const rows = parameters.map(
    (p) =>
      html`
        <tr role="row">
          <td role="cell" data-l="${words.name}">
            <span><code>${p.name}</code>${p.required ? html` <span class="tag">${words.required}</span>` : null}</span>
          </td>
          <td role="cell" data-l="${words.where}">${p.in}</td>
          <td role="cell" data-l="${words.meaning}">${p.description}</td>
        </tr>
      `,
  );
  return html`
    <table class="stack" role="table" aria-label="${words.parameters}: ${summary}">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${words.name}</th>
          <th role="columnheader" scope="col">${words.where}</th>
          <th role="columnheader" scope="col">${words.meaning}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>
  `;
}
