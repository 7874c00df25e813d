import { addresseeOf } from '../../domain/policy/addressee.ts';
import { ADDRESSEES, type LawTerms, type NoDuty } from '../../domain/policy/law-terms.ts';
import type { RegimeRow } from '../../domain/policy/regimes.ts';
import { type Html, html } from '../html.ts';
import { cited, translated } from '../translated.ts';
import type { View } from '../view.ts';
import { readLine } from './states.ts';
import { points } from './words.ts';

/** What a law says once for all its duties, and whom it has told or not; nothing of a law that says none of it. */
export function lawCard(view: View, { law, obligations }: RegimeRow): Html | null {
  const { law: words } = view.words.policy;
  if (law.elements === undefined) return noDutyCard(view, law);
  const { elements, elementsNote, elementsUncertain, standard, riskOfHarm, encryption, identityServices, deemed } = law;
  const kinds: Record<string, string> = view.words.facts.options.dataKinds;
  const told = ADDRESSEES.map((addressee) => {
    const duties = obligations.filter((one) => addresseeOf(one) === addressee);
    const none = law.noDuty.filter(({ to }) => to === addressee);
    return html`
      <dt>${words.addressees[addressee]}</dt>
      <dd>
        ${duties.map(({ id, article }) => html`<a href="#${id}">${cited(view, article)}</a><br>`)}
        ${none.map(
          ({ says, citation }) =>
            html`<span>${translated(view, says)} <span class="sub">${cited(view, citation)}</span></span>`,
        )}
      </dd>
    `;
  });
  const said = (label: string, text: string | undefined) =>
    text === undefined ? null : html`<dt>${label}</dt><dd>${translated(view, text)}</dd>`;
  return html`
    <section class="card" id="law" aria-labelledby="h-law">
      <header><h2 id="h-law">${words.title}</h2></header>
      <dl class="in kv">
        ${told}
        <dt>${words.elements}</dt>
        <dd>
          ${elements.map((kind) => kinds[kind] ?? kind).join(', ')}
          ${elementsNote === undefined ? null : html`<span class="sub">${translated(view, elementsNote)}</span>`}
          ${elementsUncertain && html`<span class="sub">${translated(view, elementsUncertain.says)}</span>`}
        </dd>
        ${standard === undefined ? null : html`<dt>${words.standard}</dt><dd>${words.standards[standard]}</dd>`}
        ${said(words.riskOfHarm, riskOfHarm?.says)}
        ${said(words.encryption, encryption)}
        ${substitute(view, law)}
        ${said(identityServices === undefined ? '' : words.services(identityServices.months), identityServices?.says)}
        ${
          deemed.length === 0
            ? null
            : html`<dt>${words.deemed}</dt><dd>${points(deemed.map((each) => translated(view, each)))}</dd>`
        }
      </dl>
    </section>
  `;
}

/** What may take the place of a letter to each, and from which cost or number of people on. */
function substitute(view: View, { substituteNotice }: LawTerms): Html | null {
  if (substituteNotice === undefined) return null;
  const { law: words } = view.words.policy;
  const { costOver, peopleOver, currency, says } = substituteNotice;
  const number = (n: number) => n.toLocaleString(view.language);
  const limits = [
    ...(costOver === null ? [] : [words.costOver(`${currency} ${number(costOver)}`)]),
    ...(peopleOver === null ? [] : [words.peopleOver(number(peopleOver))]),
  ];
  return html`
    <dt>${words.substitute}</dt>
    <dd>${limits.join(words.or)} <span class="sub">${translated(view, says)}</span></dd>
  `;
}

/** Of a law that says nothing else of its own: whom it does not have told. */
function noDutyCard(view: View, { noDuty }: LawTerms): Html | null {
  if (noDuty.length === 0) return null;
  return html`
    <section class="card" id="law" aria-labelledby="h-law">
      <header><h2 id="h-law">${view.words.policy.law.noDuty}</h2></header>
      <div class="in flow"><ul class="points">${noDuty.map((each) => noDutyLine(view, each))}</ul></div>
    </section>
  `;
}

function noDutyLine(view: View, { to, says, citation, confidence, verified }: NoDuty): Html {
  const { law, confidence: words } = view.words.policy;
  const doubt = confidence === 'uncertain' ? html`<span class="tag warn">${words.uncertain}</span> ` : null;
  return html`
    <li>
      <b>${law.addressee[to]}</b>: ${translated(view, says)} ${doubt}
      <span class="sub">${cited(view, citation)}</span>
      <span class="sub">${readLine(view, verified)}</span>
    </li>
  `;
}
