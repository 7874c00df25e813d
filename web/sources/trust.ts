import type { ProofKind, SourceView } from '../../domain/alerts/source-view.ts';
import { errorSummary, type Form, hiddenFields, textArea, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';

/** What a source is trusted by beside secrets, where its vendor signs: shown, and for who may, a form. */
export function trustCard(view: View, source: SourceView, form: Form): Html | null {
  const has = (kind: ProofKind) => source.proofs.some((proof) => proof.kind === kind);
  if (!has('sns') && !has('jwt')) return null;
  const { sources: words } = view.words;
  const inside = view.may('POST /desk/sources/:source')
    ? trustForm(view, source, form, has)
    : trustList(view, source, has);
  return html`
    <section class="card" aria-labelledby="h-trust">
      <header><h2 id="h-trust">${words.trust}</h2></header>
      <div class="in">${inside}</div>
    </section>
  `;
}

function trustForm(view: View, source: SourceView, form: Form, has: (kind: ProofKind) => boolean): Html {
  const { sources: words, shell } = view.words;
  const shared = { form, words: view.words };
  const topics = textArea({
    ...{ ...shared, name: 'topics', label: words.topics, hint: words.topicsHint, rows: 3, maxlength: 8_000 },
    value: source.topics.join('\n'),
  });
  const ofTokens = html`
    ${textField({
      ...{ ...shared, name: 'audience', label: words.audience, hint: words.audienceHint, maxlength: 500 },
      value: source.audience ?? '',
    })}
    ${textArea({
      ...{ ...shared, name: 'senders', label: words.senders, hint: words.sendersHint, rows: 3, maxlength: 8_000 },
      value: source.senders.join('\n'),
    })}
  `;
  return html`
    <form class="flow" method="post" action="/desk/sources/${source.name}" novalidate>
      ${hiddenFields(view, { act: 'trust' })}${errorSummary(form, view.words)}
      ${has('sns') ? topics : null}
      ${has('jwt') ? ofTokens : null}
      <button class="btn main">${shell.save}</button>
    </form>
  `;
}

function trustList(view: View, { topics, audience, senders }: SourceView, has: (kind: ProofKind) => boolean): Html {
  const { sources: words } = view.words;
  const listed = (all: readonly string[]) => (all.length === 0 ? words.nothing : all.join(', '));
  return html`
    <dl class="kv">
      ${has('sns') ? html`<dt>${words.topics}</dt><dd>${listed(topics)}</dd>` : null}
      ${has('jwt') ? html`<dt>${words.audience}</dt><dd>${audience ?? words.nothing}</dd>` : null}
      ${has('jwt') ? html`<dt>${words.senders}</dt><dd>${listed(senders)}</dd>` : null}
    </dl>
  `;
}
