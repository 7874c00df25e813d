import { ROLES } from '../../domain/dataflow.ts';
import { EMPTY_FORM, selectField, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { isFiltered, REGISTER_PATH, type RegisterQuery, registerAddress } from './model.ts';

type Options = readonly (readonly [string, string])[];

/** Every filter that chooses from a list, with its words. */
function choices({ words }: Pick<View, 'words'>): Record<string, Options> {
  const { register, breach } = words;
  return {
    status: Object.entries(breach.status),
    role: ROLES.map((role) => [role, breach.roles[role]] as const),
    plane: Object.entries(breach.planes),
    severity: Object.entries(breach.severity.levels),
    authority: Object.entries(register.told),
    people: Object.entries(register.told),
    late: Object.entries(register.lateOptions),
    exercises: Object.entries(register.exerciseOptions),
    sort: Object.entries(register.sorts),
  };
}

/** The filters as a plain form, whose address can be kept and sent on. */
export function registerFilters(query: RegisterQuery, view: View): Html {
  const { words } = view;
  const { register } = words;
  const { filters: labels, any } = register;
  const all = choices(view);
  const text = (name: 'q' | 'version') => ({
    form: EMPTY_FORM,
    words,
    name,
    label: labels[name],
    value: query[name],
  });
  const date = (name: 'from' | 'to') =>
    html`
      <div class="field">
        <label for="f-${name}">${labels[name]}</label>
        <input id="f-${name}" name="${name}" type="date" value="${query[name]}">
      </div>
    `;
  const select = (name: keyof typeof labels & keyof RegisterQuery, withAny = true) =>
    selectField({
      form: EMPTY_FORM,
      words,
      name,
      label: labels[name],
      value: query[name],
      options: [...(withAny ? [['', any] as const] : []), ...(all[name] ?? [])],
    });
  const isMore =
    [query.plane, query.people, query.late, query.version].some((v) => v !== '') ||
    query.exercises !== 'without' ||
    query.sort !== 'newest';
  // Beside the fields; below them all once there are more.
  const show = html`
    <div class="row">
      <button class="btn main">${register.show}</button>
      ${
        registerAddress(query, { after: '' }) === REGISTER_PATH
          ? null
          : html`<a class="btn" href="${REGISTER_PATH}">${register.clear}</a>`
      }
    </div>
  `;
  return html`
    <form class="card filters in noprint" method="get" action="${REGISTER_PATH}">
      ${textField({
        ...text('q'),
        type: 'search',
        maxlength: 40,
      })}${date('from')}${date('to')}${select('status')}${select('role')}${select('severity')}${select('authority')}
      ${isMore ? null : show}
      <details class="wide"${isMore ? html` open` : null}>
        <summary>${register.more}</summary>
        <div class="filters">
          ${select('people')}${select('plane')}${select('late')}${select('exercises', false)}${select('sort', false)}
          ${textField({ ...text('version'), maxlength: 100 })}
        </div>
      </details>
      ${isMore ? show : null}
    </form>
  `;
}

/** The filters in words, as a document names them. */
export function sayFilters(query: RegisterQuery, view: Pick<View, 'words'>): string {
  const { register } = view.words;
  if (!isFiltered(query)) return register.notFiltered;
  const all = choices(view);
  const parts = Object.entries(register.filters).flatMap(([name, label]) => {
    const value = query[name as keyof RegisterQuery];
    const isDefault = value === '' || name === 'sort' || (name === 'exercises' && value === 'without');
    return isDefault ? [] : [`${label} ${all[name]?.find(([option]) => option === value)?.[1] ?? value}`];
  });
  return register.filtered(parts.join(', '));
}
