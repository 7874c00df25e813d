import { SETTING_SECTIONS, type SettingChange, type SettingSection } from '../../domain/settings/fields.ts';
import type { SettingVersion } from '../../domain/settings/version.ts';
import { firstFew, restFolded } from '../first-few.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { nameOf } from '../names.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import type { SettingRow, SettingsModel } from './model.ts';
import { sayValue, settingLabel } from './values.ts';

/** Of more versions than these, the rest is folded. */
const IN_SIGHT = 10;

/** What the company is set to, who set it, and what stays with the file. */
export function settingsPage(view: View, { rows, versions, holds }: SettingsModel): string {
  const { settings: words, shell } = view.words;
  const main = html`
    <div class="head"><div><h1>${shell.places.settings}</h1><p class="lede">${words.lede}</p></div></div>
    <div class="stackgap">
      ${SETTING_SECTIONS.map((section) =>
        sectionCard(
          view,
          section,
          rows.filter((row) => row.section === section),
        ),
      )}
      <section class="card" aria-labelledby="h-file">
        <header><h2 id="h-file">${words.byFile}</h2></header>
        <div class="in flow"><p>${words.byFileText}</p></div>
      </section>
      ${historyCard(view, versions, holds)}
    </div>
  `;
  return insidePage(view, { title: shell.places.settings, place: 'settings', main });
}

function sectionCard(view: View, section: SettingSection, rows: readonly SettingRow[]): Html {
  const { settings: words } = view.words;
  const link = html`<a class="small" href="/desk/settings/${section}">${words.change}<span class="sr">: ${
    words.sections[section]
  }</span></a>`;
  return html`
    <section class="card" aria-labelledby="h-${section}">
      <header>
        <h2 id="h-${section}">${words.sections[section]}</h2>
        ${view.may('POST /desk/settings/:section') ? link : null}
      </header>
      <dl class="in kv">${rows.map((row) => line(view, row))}</dl>
    </section>
  `;
}

function line(view: View, { path, value, version, file }: SettingRow): Html {
  const { settings: words } = view.words;
  const from = version === null ? words.fromFile : words.fromPage(version, sayValue(view, path, file));
  const said = sayValue(view, path, value);
  return html`
    <dt>${settingLabel(view, path)}</dt>
    <dd>
      ${typeof value === 'boolean' ? said : html`<span class="lines" translate="no">${said}</span>`}
      <span class="sub">${from}</span>
    </dd>
  `;
}

function historyCard(view: View, versions: readonly SettingVersion[], holds: number | null): Html {
  const { settings: words } = view.words;
  const { first, rest } = firstFew(versions, IN_SIGHT);
  const items = (some: readonly SettingVersion[]) =>
    html`<ol class="log history">${some.map((version) => versionItem(view, version, holds))}</ol>`;
  return html`
    <section class="card" id="history" aria-labelledby="h-his">
      <header><h2 id="h-his">${words.history}</h2><p class="small muted">${words.historyNote}</p></header>
      ${versions.length === 0 ? html`<p class="in muted">${words.noHistory}</p>` : items(first)}
      ${rest.length === 0 ? null : restFolded(words.older(rest.length), { id: 'older' }, items(rest))}
    </section>
  `;
}

function versionItem(view: View, version: SettingVersion, holds: number | null): Html {
  const { settings: words } = view.words;
  const { number, at, by, effectiveFrom, reasons, changes } = version;
  const state =
    number === holds
      ? html` <span class="st filed">${words.holds}</span>`
      : effectiveFrom > view.now
        ? html` <span class="st soon">${words.waits}</span>`
        : null;
  return html`
    <li id="version-${number}">
      <div>${timeTag(at, view, true)}</div>
      <div>
        <p class="strong">${words.version(number)}, ${nameOf(view, by)}${state}</p>
        <p>${reasons}</p>
        ${effectiveFrom === at ? null : html`<p class="small">${words.since} ${timeTag(effectiveFrom, view, true)}</p>`}
        ${changesList(view, changes)}
      </div>
    </li>
  `;
}

/** Before and after, field by field. */
export function changesList(view: View, changes: readonly SettingChange[]): Html {
  if (changes.length === 0) return html`<p>${view.words.settings.foundRight}</p>`;
  return html`
    <dl class="kv">
      ${changes.map(
        ({ path, before, after }) => html`
          <dt>${settingLabel(view, path)}</dt>
          <dd>
            <del class="lines">${sayValue(view, path, before)}</del>${' '}
            <ins class="lines">${sayValue(view, path, after)}</ins>
          </dd>
        `,
      )}
    </dl>
  `;
}
