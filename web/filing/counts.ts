import type { FieldValue } from '../../domain/filing/context.ts';
import { countLines, readCounts } from '../../domain/filing/counts.ts';
import type { FilingField } from '../../domain/filing/template.ts';
import { EEA } from '../../domain/jurisdictions.ts';
import { type Html, html } from '../html.ts';
import { countryName } from '../languages/display-names.ts';
import { LOCALES } from '../languages/locales.ts';
import type { View } from '../view.ts';
import { labelOf } from './label.ts';

const SPARE_ROWS = 2;
type Reader = Pick<View, 'words' | 'language' | 'texts'>;
type Model = { field: FilingField; value: FieldValue; name: string; noted: boolean };

/** A row for each country and its number of people, with some to spare; saving gives more. */
export function countRows(view: Reader, { field, value, name, noted }: Model): Html {
  const { language } = view;
  const { filing } = view.words;
  const countries = EEA.map((code) => [code, countryName(code, language)] as const).toSorted(([, a], [, b]) =>
    a.localeCompare(b, language),
  );
  const rows = [...countLines(value), ...Array<string>(SPARE_ROWS).fill('')].map((line, i) => {
    const [, country = '', count = ''] = /^([A-Z]{2}(?= |$))? ?(.*)$/.exec(line) ?? [];
    const all = country === '' || EEA.includes(country) ? countries : [...countries, [country, country] as const];
    const options = all.map(
      ([code, label]) => html`<option value="${code}"${code === country ? html` selected` : null}>${label}</option>`,
    );
    return html`
      <div class="row">
        <select${i === 0 ? html` id="f-${name}"` : null} name="${name}" aria-label="${filing.counts.country(i + 1)}">
          <option value="">${filing.choose}</option>
          ${options}
        </select>
        <input
          name="${name}"
          inputmode="numeric"
          maxlength="30"
          size="10"
          value="${count}"
          aria-label="${filing.counts.people(i + 1)}">
      </div>
    `;
  });
  return html`
    <fieldset class="counts"${noted ? html` aria-describedby="n-${field.id}"` : null}>
      <legend class="sr">${labelOf(view, field)}</legend>
      <p class="hint">${filing.counts.hint}</p>
      ${rows}
      <button class="btn sm" name="do" value="rows:${field.id}">${filing.counts.more}</button>
    </fieldset>
  `;
}

/** `Germany: 120`, a line each. */
export function countsText(value: FieldValue, language: View['language']): string {
  const line = ({ country, count }: { country: string; count: number }) =>
    `${countryName(country, language)}: ${count.toLocaleString(LOCALES[language])}`;
  return readCounts(value).map(line).join('\n');
}
