import { formsCovered, type ReceiverForm } from '../../domain/filing/modelled.ts';
import type { FilingTemplate } from '../../domain/filing/template.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import { coverageOf, type ModelledPlace } from '../../domain/policy/coverage.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { placeName } from './words.ts';

/** Which places are modelled, when their rows were last read and in what, and of which countries no law is. */
export function coverageCard(view: View, policy: CompiledPolicy, filings: readonly FilingTemplate[]): Html {
  const { coverage: words } = view.words.policy;
  const { places, notModelled } = coverageOf(policy, view.now.slice(0, 10));
  const missing = notModelled
    .map((code) => placeName(code, view.language))
    .toSorted((a, b) => a.localeCompare(b, view.language));
  return html`
    <section class="card" id="coverage" aria-labelledby="h-coverage">
      <header><h2 id="h-coverage">${words.title}</h2><p class="small muted">${words.note}</p></header>
      <div class="in flow">
        <details>
          <summary>${words.modelled(places.length)}</summary>
          <ul class="points">${places.map((place) => html`<li>${line(view, place)}</li>`)}</ul>
        </details>
        <details>
          <summary>${words.notModelled(missing.length)}</summary>
          <p>${missing.join(', ')}</p>
        </details>
        ${formsOf(view, formsCovered(policy, filings))}
      </div>
    </section>
  `;
}

/** Receivers whose own form is modelled, how far, and those of whom it is not. */
function formsOf(view: View, forms: readonly ReceiverForm[]): Html {
  const { coverage: words } = view.words.policy;
  const place = (code: string) => placeName(code, view.language);
  const known = forms.filter(({ form }) => form !== null);
  const missing = forms.filter(({ form }) => form === null);
  return html`
    <details>
      <summary>${words.forms(known.length)}</summary>
      <ul class="points">${known.map(
        (each) => html`
          <li>
            ${place(each.place)}, <span lang="en">${each.receiver}, ${each.article}</span>
            <span class="sub">${each.form === null ? '' : words.exactness[each.form.exactness]}</span>
          </li>
        `,
      )}</ul>
    </details>
    <details>
      <summary>${words.noForms(missing.length)}</summary>
      <ul class="points">${missing.map(
        ({ place: code, receiver, article, portal }) => html`
          <li>
            ${place(code)}, <span lang="en">${receiver}, ${article}</span>
            ${portal === null ? null : html`<span class="sub wrap">${portal}</span>`}
          </li>
        `,
      )}</ul>
    </details>
  `;
}

function line(view: View, { place, rows, readIn, readSince }: ModelledPlace): Html {
  const { coverage: words, obligation } = view.words.policy;
  const counted = (['text', 'secondary', 'memory'] as const).flatMap((how) =>
    readIn[how] === 0 ? [] : [`${readIn[how]} ${obligation.readIn[how]}`],
  );
  const unsaid = readIn['not-said'] === 0 ? [] : [words.notSaid(readIn['not-said'])];
  const since = readSince === null ? '' : `${words.since(readSince)}: `;
  return html`
    <span class="strong">${placeName(place, view.language)}</span>, ${words.duties(rows.length)}
    <span class="sub">${since}${[...counted, ...unsaid].join(', ')}</span>
  `;
}
