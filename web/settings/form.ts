import { DATA_ROLES, ENTITY_KINDS } from '../../domain/entities.ts';
import { targetName } from '../../domain/plan/targets.ts';
import { isRowKind } from '../../domain/settings/fields.ts';
import { choiceField, errorSummary, type Form, hiddenFields, selectField, textArea, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { instantField } from '../instant-field.ts';
import { insidePage } from '../layout.ts';
import { dutyName } from '../translated.ts';
import type { View } from '../view.ts';
import { effectsList } from './effects.ts';
import type { Move, SettingRow, SettingsFormModel, SettingsPreviewModel } from './model.ts';
import { changesList } from './page.ts';
import { type RowChoices, rowsField } from './rows.ts';
import { kindName, sayValue, settingLabel, typedValue } from './values.ts';

/** One section of the settings, to be changed. */
export function settingsFormPage(view: View, { section, rows, form, choices }: SettingsFormModel): string {
  const { settings: words, shell } = view.words;
  const labels = Object.fromEntries(rows.map(({ path }) => [path, settingLabel(view, path)]));
  const main = html`
    <p class="crumbs"><a href="/desk/settings">${shell.places.settings}</a></p>
    <div class="head"><div><h1>${words.sections[section]}</h1><p class="lede">${words.formLede}</p></div></div>
    ${errorSummary(form, view.words, { ...labels, reasons: words.reasons })}
    <section class="card">
      <div class="in">
        <form class="flow short" method="post" action="/desk/settings/${section}" novalidate>
          ${hiddenFields(view)}
          ${rows.map((row) => control(view, row, form, choices))}
          ${instantField(view, { name: 'from', label: words.from, hint: words.fromHint, form })}
          ${reasonsField(view, form)}
          <button class="btn main">${words.look}</button>
        </form>
      </div>
    </section>
  `;
  return insidePage(view, { title: words.sections[section], place: 'settings', main });
}

function control(view: View, { path, kind, value, file, version }: SettingRow, form: Form, choices: RowChoices): Html {
  const { settings: words, shell } = view.words;
  const known = words.hints[path];
  // Where the page says otherwise than the file, what the file says is how to go back to it.
  const said =
    version === null
      ? known
      : [known, words.fileSays(file === null ? '' : sayValue(view, path, file))].filter(Boolean).join(' ');
  if (isRowKind(kind)) {
    const hint = said === undefined ? {} : { hint: said };
    return rowsField(view, { kind, path, label: settingLabel(view, path), form, value, choices, ...hint });
  }
  const shared = {
    ...{ name: path, label: settingLabel(view, path), form, words: view.words, value: typedValue(value) },
    ...(said === undefined ? {} : { hint: said }),
  };
  if (kind === 'kinds') return kindsField(view, shared, typedValue(value));
  if (kind !== 'flag') {
    return textField({ ...shared, maxlength: 3_000, ...(kind === 'number' ? { inputmode: 'decimal' } : {}) });
  }
  return selectField({
    ...shared,
    options: [
      ['yes', shell.yes],
      ['no', shell.no],
    ],
  });
}

/** Every kind of regulated party that a law here binds, to be ticked: one that is left out takes its duties away. */
function kindsField(
  view: View,
  field: Omit<Parameters<typeof choiceField>[0], 'kind' | 'options'>,
  holds: string,
): Html {
  const { name, form } = field;
  const listed = (text: string) => text.split(/[\s,;]+/).filter((one) => one !== '');
  const given = form.values[name];
  const values = given === undefined ? form.values : { ...form.values, [name]: [given].flat().flatMap(listed) };
  const option = (kind: string) => [kind, kindName(view, kind)] as const;
  const byName = (a: readonly [string, string], b: readonly [string, string]) =>
    a[1].localeCompare(b[1], view.language);
  const others = ENTITY_KINDS.filter((kind) => !(DATA_ROLES as readonly string[]).includes(kind));
  const boxes = choiceField({
    ...field,
    ...{ form: { ...form, values }, kind: 'checkbox', two: true, chosen: listed(holds) },
    options: [...DATA_ROLES.map(option), ...others.map(option).toSorted(byName)],
  });
  // A browser sends no box that is not ticked: by this field the form says that none is.
  return html`<input type="hidden" name="${name}" value="">${boxes}`;
}

function reasonsField(view: View, form: Form): Html {
  const { settings: words } = view.words;
  const field = { name: 'reasons', label: words.reasons, hint: words.reasonsHint, form, words: view.words };
  return textArea({ ...field, rows: 3, maxlength: 2_000, required: true });
}

/** What a change does, before it holds: the fields, and the duties of open incidents. */
export function settingsPreviewPage(
  view: View,
  { section, changes, moves, stops, effects, risks, hidden, form }: SettingsPreviewModel,
): string {
  const { settings: words, shell } = view.words;
  const title = words.previewTitle;
  const rows = moves.map(
    ({ obligation, article, title: duty, change, incidents }) => html`
      <tr role="row">
        <th role="rowheader" scope="row">
          ${movedName(view, { obligation, article, title: duty })}
        </th>
        <td role="cell" data-l="${words.what}">${words.moves[change]}</td>
        <td role="cell" data-l="${words.incidents}" class="num">${incidents}</td>
      </tr>
    `,
  );
  const table = html`
    <table class="stack words" role="table" aria-labelledby="h-moves">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${words.duty}</th>
          <th role="columnheader" scope="col">${words.what}</th>
          <th role="columnheader" scope="col" class="num">${words.incidents}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>
  `;
  const crumbs = html`<a href="/desk/settings">${shell.places.settings}</a> / <a href="/desk/settings/${section}">${
    words.sections[section]
  }</a>`;
  const asked = html`
    <div class="choice">
      <label>
        <input type="checkbox" id="f-stops" name="stops" value="yes">
        <span>${stops ? words.stopsKnown : words.risksKnown}</span>
      </label>
    </div>
  `;
  const main = html`
    <p class="crumbs">${crumbs}</p>
    <div class="head"><div><h1>${title}</h1><p class="lede">${words.previewLede}</p></div></div>
    ${errorSummary(form, view.words)}
    <div class="stackgap">
      <section class="card" aria-labelledby="h-diff">
        <header><h2 id="h-diff">${words.diff}</h2></header>
        <div class="in">${changesList(view, changes)}</div>
      </section>
      <section class="card" aria-labelledby="h-moves">
        <header><h2 id="h-moves">${words.movesTitle}</h2><p class="small muted">${words.movesNote}</p></header>
        ${moves.length === 0 ? html`<p class="in">${words.noMoves}</p>` : table}
      </section>
      ${effectsList(view, effects)}
      ${stops ? html`<p class="note hot" role="alert">${words.stopsText}</p>` : null}
      <form class="flow" method="post" action="/desk/settings/${section}">
        ${hiddenFields(view)}${hiddenValues(hidden)}${stops || risks ? asked : null}
        <p class="row">
          <button class="btn main">${words.save}</button>
          <a class="btn" href="/desk/settings/${section}">${shell.cancel}</a>
        </p>
      </form>
    </div>
  `;
  return insidePage(view, { title, place: 'settings', main });
}

/** Of a field that was sent several times, such as ticks, each. */
function hiddenValues(values: Form['values']): Html {
  const each = Object.entries(values).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const));
  return html`${each.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;
}

/** A duty by its law; a target of ours as the settings call it. */
function movedName(view: View, { obligation, ...duty }: Pick<Move, 'obligation' | 'article' | 'title'>): Html {
  const target = targetName(obligation);
  if (target === null) return dutyName(view, duty);
  return html`${settingLabel(view, `softTargets.${target}`).replace(/ \([^)]*\)$/, '')}`;
}
