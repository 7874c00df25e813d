import { type Html, html } from '../html.ts';
import { languageName } from '../languages/display-names.ts';
import type { View } from '../view.ts';
import type { FilingModel } from './model.ts';

/** Whom it goes to: the authority that is competent, its channel and language; else the kind of receiver. */
export function addressee({ words, language }: View, { planned, authorities }: FilingModel): Html {
  const { filing } = words;
  if (authorities.length === 0) return html`${filing.to(planned.recipient)}`;
  const each = authorities.map(({ name, form, home, channel, languages: [tongue = 'en'] }) => {
    const link = html`<a href="${form ?? home}" rel="noreferrer" lang="${tongue}">${name}</a>`;
    return html` ${link} (<span lang="en">${channel}</span>; ${filing.inLanguage(languageName(tongue, language))}).`;
  });
  return html`${filing.toLabel}${each}`;
}
