import { type Html, html } from '../html.ts';
import { languageName } from '../languages/display-names.ts';
import { translated, translatedText } from '../translated.ts';
import type { View } from '../view.ts';
import type { FilingModel } from './model.ts';

/** Whom it goes to: the authority that is competent, its channel and language; else the kind of receiver. */
export function addressee(view: View, { planned, authorities }: FilingModel): Html {
  const { language, words } = view;
  const { filing } = words;
  if (authorities.length === 0)
    return html`${filing.to(words.recipients[planned.recipient] ?? translatedText(view, planned.recipient))}`;
  const each = authorities.map(({ name, form, home, channel, languages: [tongue = 'en'] }) => {
    const link = html`<a href="${form ?? home}" rel="noreferrer" lang="${tongue}">${name}</a>`;
    return html` ${link} (${translated(view, channel)}; ${filing.inLanguage(languageName(tongue, language))}).`;
  });
  return html`${filing.toLabel}${each}`;
}
