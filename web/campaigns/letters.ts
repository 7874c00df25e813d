import type { Letter } from '../../domain/notices/letter.ts';
import { number } from '../breach/figures.ts';
import { choiceField, type Form } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { languageName } from '../languages/display-names.ts';
import type { View } from '../view.ts';
import { type CampaignModel, type InLanguage, readField } from './model.ts';
import { sayOthers, sayReaders } from './others.ts';

/** The letter of a campaign in each of its languages, as it is read before it is approved. */

/** The first letters as they are sent; where there are several languages, the letter in each of them above. */
export function letters(view: View, { letters: shown, texts, campaign, inLanguage }: CampaignModel): Html {
  const { campaigns: words } = view.words;
  const n = (value: number) => number(value, view.language);
  const previews = shown.map(
    ({ n: no, email, language, preferred, subject, text }, i) =>
      html`
        <details name="letter"${i === 0 && texts.length === 1 ? html` open` : null}>
          <summary>${words.previewOf(no, email, preferred)}</summary>
          ${letterText(view, { subject, text, language })}
        </details>
      `,
  );
  // Each is approved as its own text, so each stands here whole, whoever is first on the list.
  const whole = texts.map(
    (letter) => html`
      <details open>
        <summary>${sayReaders(view, letter)}</summary>
        ${letterText(view, letter)}
      </details>
    `,
  );
  return html`
    <section class="card" aria-labelledby="h-let">
      <header>
        <h2 id="h-let">${words.preview}</h2>
        <p class="small muted">${words.previewNote(n(shown.length), n(campaign.recipients))}</p>
      </header>
      <div class="in flow">${otherLanguages(view, inLanguage)}${texts.length === 1 ? null : whole}${previews}</div>
    </section>
  `;
}

function letterText(view: View, { subject, text, language }: Letter & { language: string }): Html {
  return html`
    <div class="mail" lang="${language}">
      <p class="strong"><span lang="${view.language}">${view.words.campaigns.subjectLine}</span> ${subject}</p>
      <p class="lines prewrap">${text.trim()}</p>
    </div>
  `;
}

/** Whoever approves it decides whether they can read it. */
function otherLanguages(view: View, campaign: InLanguage): Html | null {
  const others = sayOthers(view, campaign);
  return others.length === 0 ? null : html`<div class="note warn">${others.map((says) => html`<p>${says}</p>`)}</div>`;
}

/** That whoever approves has read it in each further language, which no other eyes look at. */
export function readTicks(view: View, { texts }: CampaignModel, form: Form): Html[] {
  const { words } = view;
  const { translated } = words.campaigns;
  return texts.slice(1).map(({ language, people }) => {
    return choiceField({
      ...{ name: readField(language), label: sayReaders(view, { language, people }), kind: 'checkbox' },
      ...{ options: [['yes', translated.read(languageName(language, view.language))]], form, words },
    });
  });
}

/** In which of the letters something stands; nothing for the letter itself. */
export function inIt(view: View, language: string | undefined): string {
  return language === undefined ? '' : `${languageName(language, view.language)}: `;
}
