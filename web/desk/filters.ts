import { EMPTY_FORM, selectField, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { countryName } from '../languages/display-names.ts';
import { translatedText } from '../translated.ts';
import type { View } from '../view.ts';
import { type DeskModel, GROUPS, isFiltered, type Law } from './model.ts';

/** The filters of the tables: a plain form, whose address can be kept and sent on. */
export function deskFilters({ query, laws }: Pick<DeskModel, 'query' | 'laws'>, view: View): Html {
  const { desk } = view.words;
  const { filter } = desk;
  const field = { form: EMPTY_FORM, words: view.words };
  const all = ['', desk.all] as const;
  const groups = GROUPS.map((group) => [group, desk.counters[group]] as const);
  const stages = Object.entries(desk.stages);
  const fields = [
    selectField({ ...field, name: 'group', label: filter.group, value: query.group, options: [all, ...groups] }),
    selectField({
      ...field,
      name: 'law',
      label: filter.law,
      value: query.law,
      options: [all, ...lawOptions(laws, view)],
    }),
    textField({ ...field, name: 'recipient', label: filter.recipient, value: query.recipient, maxlength: 100 }),
    selectField({ ...field, name: 'stage', label: filter.stage, value: query.stage, options: [all, ...stages] }),
    textField({ ...field, name: 'incident', label: filter.incident, value: query.incident, maxlength: 64 }),
    exercisesField(query.exercises, view),
  ];
  return filterForm('/', fields, isFiltered(query), view);
}

/** Whether exercises are shown beside what is real, or alone. */
export function exercisesField(value: string, { words }: View): Html {
  const { filter, shown, hidden, only } = words.desk;
  const options = [['shown', shown] as const, ['hidden', hidden] as const, ['only', only] as const];
  return selectField({ form: EMPTY_FORM, words, name: 'exercises', label: filter.exercises, value, options });
}

/** Filters fold away until they are used: what is due comes first. */
export function filterForm(path: string, fields: readonly Html[], isOn: boolean, { words: { desk } }: View): Html {
  return html`
    <details class="card sift noprint"${isOn ? html` open` : null}>
      <summary>${desk.filters}</summary>
      <form class="filters" method="get" action="${path}">
        ${fields}
        <div class="row">
          <button class="btn">${desk.apply}</button>
          ${isOn ? html`<a class="btn" href="${path}">${desk.clear}</a>` : null}
        </div>
      </form>
    </details>
  `;
}

function lawOptions(laws: readonly Law[], view: View): (readonly [string, string])[] {
  const { language, words } = view;
  return laws.flatMap(({ jurisdiction, regimes }) => {
    const place = jurisdiction.includes('-') ? jurisdiction : countryName(jurisdiction, language);
    const each = regimes.map(
      (regime) => [`${jurisdiction}:${regime}`, `${place}: ${translatedText(view, regime)}`] as const,
    );
    return regimes.length === 1 ? each : [[jurisdiction, words.desk.wholeJurisdiction(place)] as const, ...each];
  });
}
