import type { Instant } from '../../domain/time.ts';
import { errorSummary, type Form, hiddenFields, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';

/** The account of Slack that acts for one, where it was linked by hand, and the form that links one. */
export type SlackModel = { link: { member: string; since: Instant } | null; form: Form };

export function slackCard(view: View, { link, form }: SlackModel): Html {
  const { words } = view;
  const { slack } = words.account;
  const code = { name: 'slackCode', label: slack.code, hint: slack.codeHint, form, words, required: true };
  const linked =
    link === null
      ? null
      : html`
        <dl class="kv">
          <dt>${slack.member}</dt><dd translate="no">${link.member}</dd>
          <dt>${slack.since}</dt><dd>${timeTag(link.since, view, true)}</dd>
        </dl>
        <form method="post" action="/desk/account/end-slack-link">
          ${hiddenFields(view)}<button class="btn">${slack.end}</button>
        </form>
      `;
  const linking = html`
    ${errorSummary(form, words)}
    <form class="flow short" method="post" action="/desk/account/slack-link" novalidate>
      ${hiddenFields(view)}${textField({ ...code, maxlength: 200, autocomplete: 'off' })}
      <button class="btn">${slack.go}</button>
    </form>
  `;
  return html`
    <section class="card" id="slack" aria-labelledby="h-slack">
      <header><h2 id="h-slack">${slack.title}</h2></header>
      <div class="in flow"><p>${slack.text}</p>${linked ?? linking}</div>
    </section>
  `;
}
