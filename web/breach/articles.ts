import { ARTICLES } from '../../domain/articles.ts';
import type { Article } from '../../domain/plan/types.ts';
import { RISK_CONCLUSIONS } from '../../domain/policy/schema.ts';
import { choiceField, EMPTY_FORM, errorSummary, type Form, hiddenFields, textArea } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import { translated } from '../translated.ts';
import type { View } from '../view.ts';
import type { BreachForms, BreachModel, BreachModelOf } from './model.ts';
import { openPoints } from './open-points.ts';
import { mayChange } from './rights.ts';

/** Art. 33 and Art. 34: what the engine proposes and what a person decided, each by itself and apart from the score. */
export function articlesSection(view: View, model: BreachModelOf<'severity'>, forms: BreachForms): Html {
  const { articles: words } = view.words.breach;
  const open = openPoints(view, model);
  const outside = model.assessment?.outside;
  return html`
    <section class="card" id="articles" aria-labelledby="h-art">
      <header><h2 id="h-art">${words.title}</h2><p class="small muted">${words.note}</p></header>
      ${outside === undefined ? null : html`<div class="in"><p class="note">${translated(view, outside)}</p></div>`}
      ${open === null ? null : html`<div class="in flow">${open}</div>`}
      <div class="in pair">${ARTICLES.map((article) => articlePart(view, model, article, forms[article] ?? null))}</div>
    </section>
  `;
}

function articlePart(view: View, model: BreachModel, article: Article, form: Form | null): Html {
  const { articles: words } = view.words.breach;
  const { state, assessment, names } = model;
  const notify: Record<string, string> = words.notify[article];
  const proposed = assessment?.[article].proposed;
  const answer = assessment?.[article].decided ?? null;
  const decision = state.risk[article];
  const proposal =
    proposed === undefined
      ? html`<dt>${words.proposed}</dt><dd class="muted">${words.notYet}</dd>`
      : html`
        <dt>${words.proposed}</dt>
        <dd>
          <span class="strong">${words.conclusions[proposed.conclusion]}</span>: ${notify[proposed.notify]}
          <span class="sub">${translated(view, model.state.plan?.severity.proposedBecause ?? '')}</span>
          ${reasonOf(view, model, proposed)}
        </dd>
      `;
  const decided =
    decision === null
      ? html`
        <dt>${words.decided}</dt>
        <dd><span class="st missing">${words.undecided}</span><span class="sub">${words.proposalCounts}</span></dd>
      `
      : html`
        <dt>${words.decided}</dt>
        <dd>
          <span class="strong">${words.conclusions[decision.conclusion]}</span>
          ${
            answer === null || answer.notify === null
              ? null
              : html`: ${notify[answer.notify]}${reasonOf(view, model, answer)}`
          }
          <span class="sub">${names.by(decision.by)}, ${timeTag(decision.at, view)}</span>
          <q class="said">${decision.reasons}</q>
          ${
            decision.difference === undefined
              ? null
              : html`<span class="sub">${words.difference}</span><q class="said">${decision.difference}</q>`
          }
          ${
            decision.conclusion === decision.proposed
              ? null
              : html`<span class="sub">${words.other(words.conclusions[decision.proposed])}</span>`
          }
        </dd>
      `;
  const again =
    decision?.reopened === true
      ? html`<p class="note warn"><span class="st changed">${words.reopened}</span> ${words.lookAgain}</p>`
      : null;
  return html`
    <div class="flow" id="${article}">
      <h3>${words.of[article]}</h3>
      ${again}
      <dl class="kv">${proposal}${decided}</dl>
      ${decisionForm(view, model, article, form)}
    </div>
  `;
}

/** What stands above for both articles is not said again with each. */
function reasonOf(view: View, { assessment }: BreachModel, { because }: { because: string }): Html | null {
  return because === assessment?.outside ? null : html`<span class="sub">${translated(view, because)}</span>`;
}

function decisionForm(view: View, model: BreachModel, article: Article, given: Form | null): Html | null {
  if (model.state.plan === null || !mayChange(view, model, 'POST /desk/breaches/:breachId/decisions')) return null;
  const { words } = view;
  const { articles } = words.breach;
  const form = given ?? EMPTY_FORM;
  const options = RISK_CONCLUSIONS.map((conclusion) => [conclusion, articles.conclusions[conclusion]] as const);
  const [decided, name] = [model.state.risk[article] !== null, articles.of[article]];
  const verb = decided ? articles.decideAgain : articles.decide;
  return html`
    <details${given === null ? null : html` open`}>
      <summary>${verb}: ${name}</summary>
      <form method="post" action="/desk/breaches/${model.state.breachId}/decisions" class="flow">
        ${errorSummary(form, words, {
          [`${article}-conclusion`]: articles.conclusion,
          [`${article}-reasons`]: articles.reasons,
          [`${article}-difference`]: articles.difference,
        })}${hiddenFields(view, { article, seen: model.seen[article] })}
        ${choiceField({
          name: `${article}-conclusion`,
          label: `${name}: ${articles.conclusion}`,
          hint: articles.lower,
          kind: 'radio',
          options,
          form,
          words,
          required: true,
        })}
        ${textArea({
          name: `${article}-reasons`,
          label: articles.reasons,
          hint: articles.reasonsHint,
          form,
          words,
          required: true,
          maxlength: 10_000,
        })}
        ${
          isOtherDecided(model, article)
            ? textArea({
                name: `${article}-difference`,
                label: articles.difference,
                hint: articles.differenceHint,
                form,
                words,
                rows: 2,
                maxlength: 10_000,
              })
            : null
        }
        <button class="btn main">${articles.record}</button>
      </form>
    </details>
  `;
}

/** Only beside a decision on the other article can one differ from it. */
function isOtherDecided({ state }: BreachModel, article: Article): boolean {
  return ARTICLES.some((each) => each !== article && state.risk[each] !== null);
}
