import type { IncidentFilter } from '../../domain/breach/incident-keys.ts';
import { PHASES, type Phase } from '../../domain/breach/phase.ts';
import type { Severity } from '../../domain/plan/types.ts';
import type { Instant } from '../../domain/time.ts';
import { sayPhase } from '../breach/phase.ts';
import { EMPTY_FORM, selectField, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { peoplesWords } from '../peoples-words.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { exercisesField, filterForm } from './filters.ts';
import { type FilterValue, incidentFields } from './incident-filters.ts';

export type Incident = {
  breachId: string;
  title: string;
  phase: Phase;
  exercise: boolean;
  openedAt: Instant;
  severity: Severity['level'] | null;
  nextDue: Instant | null;
};

/** What the list is asked to show, as the address has it. */
export type IncidentQuery = {
  status: Phase | '';
  id: string;
  exercises: 'shown' | 'hidden' | 'only';
  after: string;
  /** The rule of detection that they were opened or joined by. */
  rule: string;
} & Record<IncidentFilter | 'from' | 'to', string>;

const PATH = '/desk/breaches';
const SHAPES = { suspected: 'uncertain', candidate: 'uncertain', confirmed: 'running', closed: 'filed' } as const;
const TAGS = { low: 'tag', medium: 'tag', high: 'tag warn', 'very-high': 'tag hot' } as const;

/** The list of incidents, newest first. */
export function incidentsPage(
  view: View,
  model: { query: IncidentQuery; values: readonly FilterValue[]; incidents: Incident[]; next: string | null },
): string {
  const { query, values, incidents, next } = model;
  const { desk, shell } = view.words;
  const { title, lede, columns, empty } = desk.incidents;
  const report = html`<div class="row noprint"><a class="btn" href="/desk/report">${desk.report}</a></div>`;
  const heads = [columns.incident, columns.status, columns.severity, columns.opened, columns.nextDue];
  const pager = html`
    <nav class="in row pager" aria-label="${desk.pagesOf(title)}">
      ${query.after === '' ? null : html`<a class="btn" href="${addressOf(query, '')}">${shell.first}</a>`}
      ${next === null ? null : html`<a class="btn" rel="next" href="${addressOf(query, next)}">${shell.next}</a>`}
    </nav>
  `;
  const list = html`
    <section class="card">
      <table class="incidents stack" role="table" aria-label="${title}">
        <thead role="rowgroup">
          <tr role="row">${heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}</tr>
        </thead>
        <tbody role="rowgroup">${incidents.map((incident) => row(incident, view))}</tbody>
      </table>
      ${query.after !== '' || next !== null ? pager : null}
    </section>
  `;
  const main = html`
    <div class="head">
      <div><h1>${title}</h1><p class="lede">${lede}</p></div>
      ${view.may('POST /desk/report') ? report : null}
    </div>
    <div class="stackgap">
      ${filters(query, values, view)}
      ${
        incidents.length === 0
          ? html`<section class="card"><div class="empty"><p class="strong">${empty}</p></div></section>`
          : list
      }
    </div>
  `;
  return insidePage(view, { title, place: 'breaches', main });
}

function filters(query: IncidentQuery, values: readonly FilterValue[], view: View): Html {
  const { words } = view;
  const { filter, all, incidents } = words.desk;
  const field = { form: EMPTY_FORM, words };
  const sayPhases = (phase: Phase) => (phase === 'suspected' ? incidents.anySuspicion : sayPhase(view, phase));
  const options = [['', all] as const, ...PHASES.map((phase) => [phase, sayPhases(phase)] as const)];
  const fields = [
    selectField({ ...field, name: 'status', label: filter.status, value: query.status, options }),
    ...incidentFields(query, values, view),
    // Whoever comes from the rules of detection has one; nobody else types it.
    ...(query.rule === ''
      ? []
      : [textField({ ...field, name: 'rule', label: incidents.rule, value: query.rule, maxlength: 200 })]),
    textField({ ...field, name: 'id', label: filter.id, value: query.id, maxlength: 64 }),
    exercisesField(query.exercises, view),
  ];
  return filterForm(PATH, fields, addressOf(query, '') !== PATH, view);
}

function row({ breachId, title, phase, exercise, openedAt, severity, nextDue }: Incident, view: View): Html {
  const { incidents, drillNote } = view.words.desk;
  const { columns } = incidents;
  const mark = exercise ? html`<span class="tag drill">${view.words.shell.exercise}</span> ` : null;
  return html`
    <tr role="row" class="${exercise ? 'drill' : ''}">
      <td role="cell" class="name">
        ${mark}
        <a class="inc" href="${PATH}/${breachId}">${peoplesWords(view, title)}</a>
        <span class="sub">${breachId}${exercise ? `, ${drillNote}` : null}</span>
      </td>
      <td role="cell" data-l="${columns.status}">
        <span class="st ${SHAPES[phase]}">${sayPhase(view, phase)}</span>
      </td>
      <td role="cell" data-l="${columns.severity}">
        ${
          severity === null
            ? html`<span class="muted">${incidents.notRated}</span>`
            : html`<span><span class="${TAGS[severity]}">${incidents.severity[severity]}</span></span>`
        }
      </td>
      <td role="cell" data-l="${columns.opened}"><span>${timeTag(openedAt, view, true)}</span></td>
      <td role="cell" data-l="${columns.nextDue}">
        <span>${nextDue === null ? html`<span class="muted">${incidents.noneDue}</span>` : limit(nextDue, view)}</span>
      </td>
    </tr>
  `;
}

/** A limit that has passed says so in a word. */
function limit(due: Instant, view: View): Html {
  const at = timeTag(due, view, true);
  return due <= view.now ? html`<span class="st overdue">${view.words.desk.states.overdue}</span> ${at}` : at;
}

/** The list as it is asked for, from a place on: whatever it is filtered by goes along. */
function addressOf(query: IncidentQuery, after: string): string {
  const given = Object.entries({ ...query, exercises: query.exercises === 'shown' ? '' : query.exercises, after });
  const text = new URLSearchParams(given.filter(([, value]) => value !== '')).toString();
  return text === '' ? PATH : `${PATH}?${text}`;
}
