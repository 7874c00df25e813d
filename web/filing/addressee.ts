import { type Html, html } from '../html.ts';
import { LOCALES } from '../languages/index.ts';
import type { View } from '../view.ts';
import type { FilingModel } from './model.ts';

/** Whom it goes to: the authority that is competent, its channel and language; else the kind of receiver. */
export function addressee({ words, language }: View, { planned, authorities }: FilingModel): Html {
  const { filing } = words;
  if (authorities.length === 0) return html`${filing.to(planned.recipient)}`;
  const names = new Intl.DisplayNames([LOCALES[language]], { type: 'language' });
  const each = authorities.map(({ name, form, home, channel, languages: [tongue = 'en'] }) => {
    const link = html`<a href="${form ?? home}" rel="noreferrer" lang="${tongue}">${name}</a>`;
    return html` ${link} (<span lang="en">${channel}</span>; ${filing.inLanguage(names.of(tongue) ?? tongue)}).`;
  });
  return html`${filing.toLabel}${each}`;
}
