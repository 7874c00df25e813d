import { countOfSign, openLetterSigns, openSigns, settledOfSign } from '../../domain/breach/signs.ts';
import { SETTLED_SIGNS, type SettledSign } from '../../domain/plan/targets.ts';
import { EMPTY_FORM, errorSummary, hiddenFields, textArea } from '../forms.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import type { BreachForms, BreachModel } from './model.ts';
import { breachPath } from './places.ts';
import { mayChange } from './rights.ts';

/** What notices brought that somebody must look into, with the form to say what came of it. */
export function signsCard(view: View, model: BreachModel, { signs: given }: BreachForms): Html | null {
  const { state, asOf } = model;
  if (state.status === 'closed' || asOf !== null) return null;
  const { signs: words } = view.words.breach;
  const open = openSigns(state);
  const ofNotices = SETTLED_SIGNS.filter((sign) => open[sign] !== undefined).map((sign) => ({ sign }));
  const ofLetters = openLetterSigns(state).flatMap(({ sign, campaign }) =>
    sign === 'unreached' ? [{ sign, campaign }] : [],
  );
  const parts = [...ofNotices, ...ofLetters].map((of) => part(view, model, of, given));
  if (parts.length === 0) return null;
  return html`
    <section class="card" id="signs" aria-labelledby="h-signs">
      <header><h2 id="h-signs">${words.title}</h2><p class="small muted">${words.note}</p></header>
      <div class="in flow">${parts}</div>
    </section>
  `;
}

type Of = { sign: SettledSign; campaign?: number };

function part(view: View, model: BreachModel, { sign, campaign }: Of, given: BreachForms['signs']): Html {
  const { state } = model;
  const { words } = view;
  const { signs: say } = words.breach;
  const [count, settled] = [countOfSign(state, sign, campaign), settledOfSign(state, sign, campaign)];
  // Of two forms only the one that was sent comes back with what was typed.
  const number = campaign === undefined ? '' : String(campaign);
  const isThis = given?.values.sign === sign && (given.values.campaign ?? '') === number;
  const form = isThis ? given : EMPTY_FORM;
  const shown =
    campaign === undefined
      ? `${breachPath(state.breachId, 'notices')}?notices=${sign}#notices`
      : `${breachPath(state.breachId)}/campaigns/${campaign}`;
  const fields = html`
    <form method="post" action="/desk/breaches/${state.breachId}/signs" class="flow">
      ${errorSummary(form, words, { 'sign-reasons': say.reasons })}
      ${hiddenFields(view, { sign, count: String(count), ...(campaign !== undefined && { campaign: number }) })}
      ${textArea({
        ...{ name: 'sign-reasons', label: say.reasons, form, words, required: true, rows: 2, maxlength: 10_000 },
      })}
      <button class="btn">${say.settle[sign]}</button>
    </form>
  `;
  return html`
    <h3>${campaign === undefined ? say.open[sign](count - settled) : say.letters(count - settled, campaign)}</h3>
    <p class="small"><a href="${shown}">${say.look}</a></p>
    ${mayChange(view, model, 'POST /desk/breaches/:breachId/signs') ? fields : null}
  `;
}
