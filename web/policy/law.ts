import type { NoDuty, Transposition } from '../../domain/policy/regime.ts';
import type { RegimeRow } from '../../domain/policy/regimes.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { placeName } from './words.ts';

/** What a regime says beside its duties: whom the law does not have told, and by which laws a directive binds. */
export function lawCards(view: View, { noDuty, states }: RegimeRow): Html {
  const { law } = view.words.policy;
  return html`
    ${
      noDuty.length === 0
        ? null
        : card(
            'no-duty',
            law.noDuty,
            noDuty.map((each) => noDutyLine(view, each)),
          )
    }
    ${
      states.length === 0
        ? null
        : card(
            'states',
            law.states,
            states.map((each) => stateLine(view, each)),
          )
    }
  `;
}

function card(id: string, title: string, lines: readonly Html[]): Html {
  return html`
    <section class="card" id="${id}" aria-labelledby="h-${id}">
      <header><h2 id="h-${id}">${title}</h2></header>
      <div class="in flow"><ul class="points">${lines}</ul></div>
    </section>
  `;
}

function noDutyLine(view: View, { to, says, citation, confidence, verified }: NoDuty): Html {
  const { law, confidence: words } = view.words.policy;
  const doubt = confidence === 'uncertain' ? html`<span class="tag warn">${words.uncertain}</span> ` : null;
  return html`
    <li>
      <b>${law.addressee[to]}</b>: <span lang="en">${says}</span> ${doubt}
      <span class="sub" lang="en">${citation}</span>
      <span class="sub">${readLine(view, verified)}</span>
    </li>
  `;
}

function stateLine(
  view: View,
  { state, act, from, authority, portal, differs, confidence, verified }: Transposition,
): Html {
  const { law, obligation: say, confidence: words } = view.words.policy;
  const doubt = confidence === 'uncertain' ? html`<span class="tag warn">${words.uncertain}</span> ` : null;
  return html`
    <li>
      <b>${placeName(state, view.language)}</b>: <span lang="en">${act}</span>,
      ${from === null ? law.noLaw : say.from(from)} ${doubt}
      <span class="sub wrap" lang="en">${portal === undefined ? authority : `${authority}, ${portal}`}</span>
      ${differs === undefined ? null : html`<span class="sub" lang="en">${differs}</span>`}
      <span class="sub">${readLine(view, verified)}</span>
    </li>
  `;
}

/** `Last read on 2026-11-28 in what others write: …`. */
export function readLine({ words }: Pick<View, 'words'>, { on, by, source }: NoDuty['verified']): Html {
  const { law } = words.policy;
  return html`${law.read(on, law.readings[by])}: <span class="wrap" lang="en">${source}</span>`;
}
