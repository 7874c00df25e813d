import { INCIDENT_KINDS } from '../../domain/breach/incident-kinds.ts';
import { DATA_KINDS } from '../../domain/data-kinds.ts';
import type { System } from '../../domain/dataflow.ts';
import { AVAILABILITY_LOSS, CONFIDENTIALITY_LOSS, INTEGRITY_LOSS } from '../../domain/losses.ts';
import { number } from '../breach/figures.ts';
import { choiceField, errorSummary, hiddenFields, selectField, textArea, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { instantField } from '../instant-field.ts';
import { insidePage } from '../layout.ts';
import type { View } from '../view.ts';
import type { ReportForm } from './model.ts';
import { planPreviewPanel } from './plan-preview.ts';

/** The report: two parts, the short one first, and what it would start beside it. */
export function reportPage(view: View, model: ReportForm): string {
  const { words } = view;
  const { report } = words;
  const { form } = model;
  const field = { form, words };
  const mayRecord = view.may('POST /desk/breaches/:breachId/awareness');
  const mine = view.may('GET /desk/reports')
    ? html`<div class="row noprint"><a class="btn" href="/desk/reports">${report.mine}</a></div>`
    : null;
  const phone = view.organisation.publicContact.phone;
  const main = html`
    <div class="head"><div><h1>${report.title}</h1><p class="lede">${report.lede}</p></div>${mine}</div>
    <nav class="note after flow" aria-label="${report.short.nav}">
      <p>${report.short.nav}</p>
      <p class="row">
        ${INCIDENT_KINDS.map((kind) => {
          const { title } = report.short.kinds[kind];
          return html`<a class="btn" href="/desk/report/${kind}">${title}</a>`;
        })}
      </p>
    </nav>
    <form class="split intake" method="post" action="/desk/report">
      ${hiddenFields(view)}
      <input type="hidden" name="found-for" value="${model.find}">
      <button class="sr" name="do" value="enter" tabindex="-1" aria-hidden="true" formnovalidate>${report.send}</button>
      <div class="stackgap">
        ${errorSummary(form, words, labelsOf(view))}
        <section class="card" aria-labelledby="h-1">
          <header><h2 id="h-1">${report.part1}</h2><p class="small muted">${report.part1Note}</p></header>
          <div class="in stackgap">
            ${textField({
              ...field,
              name: 'title',
              label: report.name,
              hint: report.nameHint,
              maxlength: 200,
              required: true,
              autocomplete: 'off',
            })}
            ${textArea({
              ...field,
              name: 'summary',
              label: report.summary,
              hint: report.summaryHint,
              maxlength: 20_000,
              required: true,
            })}
            ${instantField(view, {
              name: 'awareAt',
              label: report.awareAt,
              hint: mayRecord ? report.awareAtHint : report.awareAtKept,
              form,
            })}
            ${systemsField(view, model)}
            ${
              model.mayDrill
                ? selectField({
                    ...field,
                    name: 'scale',
                    label: report.drillScale,
                    hint: report.drillScaleHint,
                    options: Object.entries(report.scales),
                  })
                : null
            }
            <div class="row"><button class="btn main">${report.send}</button></div>
          </div>
        </section>
        ${details(view, model)}
      </div>
      <aside class="side">
        ${planPreviewPanel(view, model)}
        <section class="card">
          <header><h2>${report.danger}</h2></header>
          <p class="in small">
            ${report.dangerText} <a class="nowrap" href="tel:${phone.replace(/[^+\d]/g, '')}">${phone}</a>
          </p>
        </section>
      </aside>
    </form>
  `;
  return insidePage(view, { title: report.title, place: 'report', main });
}

function details({ words }: View, { form }: ReportForm): Html {
  const { report, facts } = words;
  const field = { form, words };
  const open = ['confidentiality', 'integrity', 'availability', 'malicious', 'dataKinds', 'peopleConcerned'].some(
    (name) => [form.values[name] ?? ''].flat().join('') !== '',
  );
  const choice = (name: 'confidentiality' | 'integrity' | 'availability', values: readonly string[]) => {
    const options = values.map(
      (value) => [value, (facts.options[name] as Record<string, string>)[value] ?? value] as const,
    );
    return selectField({ ...field, name, label: facts.labels[name], options: [['', report.doNotKnow], ...options] });
  };
  const kinds = DATA_KINDS.map((kind) => [kind, facts.options.dataKinds[kind]] as const);
  const onPurpose = [
    ['', report.doNotKnow],
    ['yes', words.shell.yes],
    ['no', words.shell.no],
  ] as const;
  return html`
    <section class="card" aria-labelledby="h-2">
      <header><h2 id="h-2">${report.part2}</h2><p class="small muted">${report.part2Note}</p></header>
      <div class="in">
        <details${open ? html` open` : null}>
          <summary>${report.part2Open}</summary>
          <div class="stackgap in-details">
            ${choice(
              'confidentiality',
              CONFIDENTIALITY_LOSS,
            )}${choice('availability', AVAILABILITY_LOSS)}${choice('integrity', INTEGRITY_LOSS)}
            ${choiceField({
              ...field,
              kind: 'checkbox',
              name: 'dataKinds',
              label: report.dataKinds,
              hint: report.dataKindsHint,
              options: kinds,
              two: true,
            })}
            ${textField({
              ...field,
              name: 'peopleConcerned',
              label: report.peopleConcerned,
              hint: report.peopleConcernedHint,
              maxlength: 100,
            })}
            ${selectField({ ...field, name: 'malicious', label: report.malicious, options: onPurpose })}
            <div class="row"><button class="btn main">${report.send}</button></div>
          </div>
        </details>
      </div>
    </section>
  `;
}

function systemsField(view: View, model: ReportForm): Html {
  const { report, breach, shell } = view.words;
  const { systems, ticked, all, find, found, names, each, form } = model;
  if (all === 0) return html`<p class="note">${report.noSystems}</p>`;
  const problem = form.problems.find((p) => p.field === 'system')?.message;
  const line = (system: System, index: number) => {
    const { id, name, plane, dataCategories, peopleConcerned } = system;
    const people = peopleConcerned === null ? null : html` · ${report.people(number(peopleConcerned, view.language))}`;
    const follows = each === null ? null : html` data-n="${index + 1}"`;
    return html`
      <label>
        <input
          type="checkbox"
          ${index === 0 ? html` id="f-system"` : null}
          class="plane"
          name="system"
          value="${id}"
          ${follows}
          ${ticked.includes(id) ? html` checked` : null}>
        <span>
          ${name}
          <span class="sub"><span lang="en">${dataCategories.slice(0, 6).join(', ')}</span>${people}</span>
        </span>
        <span class="tag">${breach.planes[plane]}</span>
      </label>
    `;
  };
  const search =
    all <= systems.length && find === ''
      ? null
      : html`
        <div class="search">
          <div class="field">
            <label for="f-find">${report.find}</label>
            <input
              id="f-find"
              name="find"
              type="search"
              value="${find}"
              maxlength="100"
              list="system-names"
              autocomplete="off">
          </div>
          <button class="btn" name="do" value="find" formnovalidate>${report.findButton}</button>
          <datalist id="system-names">${names.map((name) => html`<option value="${name}"></option>`)}</datalist>
        </div>
      `;
  return html`
    <fieldset class="sys field${problem === undefined ? null : ' bad'}">
      <legend>${report.systems}</legend>
      <p class="hint">${report.systemsHint(systems.length, number(all, view.language))}</p>
      ${problem === undefined ? null : html`<span class="err">${shell.error}: ${problem}</span>`}
      ${search}${found === null ? null : html`<p class="small" role="status">${report.found(found, find)}</p>`}
      <div class="choice">${systems.map(line)}</div>
    </fieldset>
  `;
}

function labelsOf(view: View): Record<string, string> {
  const { name: title, summary, awareAt, systems: system, drillScale: scale } = view.words.report;
  return { title, summary, awareAt, system, scale, ...optionalLabels(view) };
}

/** Fields of the second part: a report is taken whatever stands in them. */
export const OPTIONAL_FIELDS = [
  'confidentiality',
  'availability',
  'integrity',
  'dataKinds',
  'peopleConcerned',
  'malicious',
] as const;
export type OptionalField = (typeof OPTIONAL_FIELDS)[number];

/** What each of them asks, as the form does. */
export function optionalLabels({ words: { report, facts } }: View): Record<OptionalField, string> {
  const { dataKinds, peopleConcerned, malicious } = report;
  const { confidentiality, integrity, availability } = facts.labels;
  return { dataKinds, peopleConcerned, malicious, confidentiality, integrity, availability };
}
