import type { SecondPerson } from '../../domain/breach/decide/four-eyes.ts';
import type { Standing } from '../../domain/communication/campaign-line.ts';
import { number } from '../breach/figures.ts';
import { choiceField, EMPTY_FORM, errorSummary, type Form, hiddenFields, textArea } from '../forms.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';

/** What a person does about a communication; each is one form of its own, folded until it is used. */
export const COMMUNICATION_ACTS = ['pause', 'resume', 'stop', 'uncertain'] as const;
export type CommunicationAct = (typeof COMMUNICATION_ACTS)[number];

/** The route that takes all of them, as `api/route-access.ts` names it. */
export const ACT_ROUTE = 'POST /desk/breaches/:breachId/communications/:communication';

/** Id of the form that ticked lines of a list belong to. */
export const UNCERTAIN_FORM = 'uncertain';

type Acts = {
  url: string;
  standing: Standing;
  uncertain: number;
  /** For what lets letters leave. */
  fourEyes: SecondPerson | null;
  form: Form | undefined;
  isOffered: boolean;
};

/**
 * Pausing, resuming, stopping, and deciding on letters that may have left: what the present state leaves open. A
 * refusal of what is not open any more stands above them.
 */
export function communicationActs(
  view: View,
  { url, standing, uncertain, fourEyes, form: given, isOffered }: Acts,
): Html | null {
  const open = isOffered ? openActs(standing, uncertain) : [];
  const isGone = given !== undefined && !open.some((act) => act === given.values.act);
  if (open.length === 0 && !isGone) return null;
  const refused = given?.problems.map(({ message }) => message).join(' ');
  const acts = open.map((act) =>
    act === 'uncertain'
      ? uncertainForm(view, { url, uncertain, fourEyes, form: given })
      : actForm(view, { url, act, fourEyes: act === 'resume' ? fourEyes : null, form: given }),
  );
  return html`
    <div class="acts noprint">${isGone ? html`<p class="note hot" role="alert">${refused}</p>` : null}${acts}</div>
  `;
}

function openActs(standing: Standing, uncertain: number): CommunicationAct[] {
  if (standing === null) return [];
  const { status } = standing;
  const isOver = status === 'stopped' || status === 'finished';
  return [
    ...(uncertain > 0 ? (['uncertain'] as const) : []),
    ...(status === 'running' ? (['pause'] as const) : []),
    ...(status === 'paused' ? (['resume'] as const) : []),
    ...(isOver ? [] : (['stop'] as const)),
  ];
}

type One = {
  url: string;
  act: Exclude<CommunicationAct, 'uncertain'>;
  fourEyes: SecondPerson | null;
  form: Form | undefined;
};

/** Who may let letters leave, and why whoever looks may not; nothing where one person may. */
export function fourEyesNote({ words }: Pick<View, 'words'>, fourEyes: SecondPerson | null): Html | null {
  if (fourEyes?.isAsked !== true) return null;
  const { fourEyes: says } = words.communication;
  const whyNot = fourEyes.whyNot === null ? null : html`<p>${says[fourEyes.whyNot]}</p>`;
  return html`<div class="note${whyNot === null ? '' : ' warn'}">${whyNot}<p class="small">${says.rule}</p></div>`;
}

function actForm(view: View, { url, act, fourEyes, form: given }: One): Html {
  const { communication: words } = view.words;
  const { verb, hint } = words.acts[act];
  const { form, isOpen } = formOf(given, act);
  const reasons = `${act}-reasons`;
  const sure =
    act === 'stop'
      ? choiceField({
          ...{ name: 'sure', label: words.sure, kind: 'checkbox', form, words: view.words, required: true },
          options: [['yes', words.sureTick]],
        })
      : null;
  const why = textArea({
    ...{ name: reasons, label: words.reasons, hint, form, words: view.words, rows: 3, maxlength: 10_000 },
    required: act !== 'resume',
  });
  const problems = errorSummary(form, view.words, { [reasons]: words.reasons, sure: words.sure });
  const note = fourEyesNote(view, fourEyes);
  if (note !== null && fourEyes?.whyNot !== null) {
    return html`<details${isOpen ? html` open` : null}><summary>${verb}</summary>${note}</details>`;
  }
  return html`
    <details${isOpen ? html` open` : null}>
      <summary>${verb}</summary>
      <form method="post" action="${url}" class="flow">
        ${problems}${note}${hiddenFields(view, { act })}
        ${why}${sure}
        <button class="btn">${verb}</button>
      </form>
    </details>
  `;
}

function uncertainForm(
  view: View,
  { url, uncertain, fourEyes, form: given }: Omit<One, 'act'> & { uncertain: number },
): Html {
  const { communication: words } = view.words;
  const { form, isOpen } = formOf(given, 'uncertain');
  const n = number(uncertain, view.language);
  const { verb, hint } = words.acts.uncertain;
  const labels = { decision: words.decision, which: words.which, 'uncertain-reasons': words.reasons };
  const field = { form, words: view.words, required: true } as const;
  const problems = errorSummary(form, view.words, labels);
  const decisions = Object.entries(words.decisions).filter(
    ([decision]) => decision === 'arrived' || (fourEyes?.whyNot ?? null) === null,
  );
  return html`
    <div class="note warn"><h3>${words.uncertain(n)}</h3><p>${words.uncertainText}</p></div>
    <details${isOpen ? html` open` : null}>
      <summary>${verb}</summary>
      <form method="post" action="${url}" id="${UNCERTAIN_FORM}" class="flow">
        ${problems}${fourEyesNote(view, fourEyes)}${hiddenFields(view, { act: 'uncertain' })}
        ${choiceField({
          ...{ ...field, name: 'decision', label: words.decision, kind: 'radio' },
          options: decisions,
        })}
        ${choiceField({
          ...{ ...field, name: 'which', label: words.which, kind: 'radio' },
          options: [
            ['ticked', words.ticked],
            ['all', words.all(n)],
          ],
        })}
        ${textArea({ ...field, name: 'uncertain-reasons', label: words.reasons, hint, rows: 3, maxlength: 10_000 })}
        <button class="btn">${verb}</button>
      </form>
    </details>
  `;
}

/** A box beside a line of the list, which belongs to the form above it; ticked again in a form that came back. */
export function tickBox({ words }: Pick<View, 'words'>, value: string, of: string, given: Form | undefined): Html {
  const isTicked = [given?.values.ticked ?? []].flat().includes(value);
  const text = html`<span>${words.communication.tick}<span class="sr">: ${of}</span></span>`;
  const checked = isTicked ? html` checked` : null;
  return html`
    <label class="tick">
      <input type="checkbox" name="ticked" value="${value}" form="${UNCERTAIN_FORM}"${checked}> ${text}
    </label>
  `;
}

/** The form that came back, where it is the one of this act. */
function formOf(given: Form | undefined, act: CommunicationAct): { form: Form; isOpen: boolean } {
  return given?.values.act === act ? { form: given, isOpen: true } : { form: EMPTY_FORM, isOpen: false };
}
