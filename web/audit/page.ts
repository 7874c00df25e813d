import { type BreachEventType, DISMISSALS } from '../../domain/breach/events.ts';
import { contentsFolded, type Part } from '../contents.ts';
import { EMPTY_FORM, type Form, selectField, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { changesList } from '../settings/page.ts';
import { localDay, timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { anchorAlarm, anchorCard } from './anchors.ts';
import { type AuditModel, queryOf, type TrailLine } from './model.ts';
import { QUESTIONS_PATH } from './questions.ts';

/** The audit trail: filters, one page of it, and the way to its verification. */
export function auditPage(view: View, model: AuditModel, problems: Form['problems'] = []): string {
  const { audit, shell } = view.words;
  const { filter, lines, next, isContinued, anchors } = model;
  const isFiltered = Object.values(filter).some((value) => value !== '');
  const title = shell.places.audit;
  const days = daysOf(view, lines);
  const table = html`
    <table class="stack trail" role="table" aria-labelledby="h-trail">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${audit.when}</th>
          <th role="columnheader" scope="col">${audit.who}</th>
          <th role="columnheader" scope="col">${audit.kind}</th>
          <th role="columnheader" scope="col">${audit.breach}</th>
          <th role="columnheader" scope="col">${audit.what}</th>
        </tr>
      </thead>
      ${days.map((day) => dayRows(view, model, day))}
    </table>
  `;
  const empty = html`
    <div class="empty">
      <p class="strong">${isFiltered ? audit.empty : audit.emptyAll}</p>
      ${isFiltered ? html`<p><a href="/desk/audit">${audit.clear}</a></p>` : null}
    </div>
  `;
  const main = html`
    <div class="head">
      <div><h1>${title}</h1><p class="lede">${audit.lede}</p></div>
      <div class="row noprint">
        <a class="btn" href="${QUESTIONS_PATH}">${view.words.questions.title}</a>
        <a class="btn" href="/desk/audit/verification">${audit.verify}</a>
        <a class="btn" href="/desk/audit.csv${queryOf(filter)}">${audit.csv}</a>
      </div>
    </div>
    ${anchorAlarm(anchors, view)}
    ${filters(view, model, problems)}
    ${days.length > 1 ? contentsFolded(view, days.map(partOf)) : null}
    <section class="card" aria-labelledby="h-trail">
      <header>
        <h2 id="h-trail">${audit.trail}</h2>
        <p class="small muted">${isContinued ? `${audit.continued} · ` : null}${audit.newestFirst}</p>
      </header>
      ${lines.length === 0 ? empty : table}
    </section>
    <nav class="row pad noprint" aria-label="${audit.trail}">
      ${isContinued ? html`<a class="btn" href="/desk/audit${queryOf(filter)}">${shell.first}</a>` : null}
      ${next === null ? null : html`<a class="btn" href="/desk/audit${queryOf(filter, next)}">${shell.next}</a>`}
    </nav>
    ${isContinued ? null : anchorCard(anchors, view)}
  `;
  return insidePage(view, { title, place: 'audit', main });
}

type Day = { id: string; label: string; lines: TrailLine[] };

/** The lines by local day, in the order in which they come. */
function daysOf(view: View, lines: readonly TrailLine[]): Day[] {
  const byDay = Map.groupBy(lines, ({ at }) => localDay(at, view));
  return [...byDay].map(([label, own]) => ({ id: `day-${own[0]?.at.slice(0, 10)}`, label, lines: own }));
}

function partOf({ id, label, lines }: Day): Part {
  return { href: `#${id}`, label, count: lines.length };
}

function dayRows(view: View, model: AuditModel, { id, label, lines }: Day): Html {
  return html`
    <tbody role="rowgroup" id="${id}">
      <tr role="row" class="day"><th role="rowheader" scope="rowgroup" colspan="5">${label}</th></tr>
      ${lines.map((line) => row(view, model, line))}
    </tbody>
  `;
}

function filters(view: View, { filter }: AuditModel, problems: Form['problems']): Html {
  const { audit } = view.words;
  const form = problems.length === 0 ? EMPTY_FORM : { values: filter, problems };
  const field = (name: 'who' | 'breach', label: string) =>
    textField({ name, label, form, words: view.words, value: filter[name], maxlength: 100 });
  const day = (name: 'from' | 'to', label: string) =>
    textField({ name, label, form, words: view.words, value: filter[name], type: 'date' });
  return html`
    <form class="card filters" method="get" action="/desk/audit" aria-label="${audit.filters}">
      ${field('who', audit.who)}${field('breach', audit.breach)}
      ${selectField({
        name: 'kind',
        label: audit.kind,
        form,
        words: view.words,
        value: filter.kind,
        options: Object.entries(audit.kinds),
      })}
      ${day('from', audit.from)}${day('to', audit.to)}
      <button class="btn">${audit.apply}</button>
    </form>
  `;
}

function row(view: View, { names, filter }: AuditModel, line: TrailLine): Html {
  const { audit, shell } = view.words;
  const { at, who, breachId } = line;
  const what =
    line.kind === 'view'
      ? html`
        <span>
          ${viewed(view, line.route)}${
            line.about === null ? null : html`<span class="sub">${aboutLook(view, line.about)}</span>`
          }
        </span>
      `
      : line.kind === 'settings'
        ? settingsCell(view, line)
        : html`<span>${audit.types[line.type]}<span class="sub">${changed(view, line, names)}</span></span>`;
  const link =
    breachId === null
      ? html`<span class="muted">${isBesideBreaches(line) ? '–' : audit.all}</span>`
      : html`<a class="nowrap" href="/desk/breaches/${breachId}">${breachId}</a>`;
  const special: Record<string, string> = { engine: audit.engine, operator: audit.operator };
  const known = who in special ? html`<span class="muted">${special[who]}</span>` : (view.people.get(who) ?? who);
  // A person is recorded by a number that nobody types: the name leads to the lines of that person alone.
  const own = `/desk/audit${queryOf({ ...filter, who })}`;
  const name = view.people.has(who) && filter.who !== who ? html`<a href="${own}">${known}</a>` : known;
  const role =
    line.kind === 'view' && line.role !== who
      ? html`<span class="sub">${shell.roles[line.role] ?? line.role}</span>`
      : null;
  return html`
    <tr role="row">
      <td role="cell" data-l="${audit.when}"><span>${timeTag(at, view)}</span></td>
      <td role="cell" data-l="${audit.who}"><span class="wrap">${name}${role}</span></td>
      <td role="cell" data-l="${audit.kind}"><span class="tag">${kindOf(view, line)}</span></td>
      <td role="cell" data-l="${audit.breach}">${link}</td>
      <td role="cell" data-l="${audit.what}">${what}</td>
    </tr>
  `;
}

/** What is about no incident: sign-in, users, tokens, webhooks and the data-flow register. */
function isBesideBreaches(line: TrailLine): boolean {
  return line.kind === 'settings' || (line.kind === 'view' && line.what !== 'view');
}

/** Which version of the settings was stored, from when on it holds, and what it changed; its reasons stand with it. */
function settingsCell(view: View, { at, about, effectiveFrom, changes }: TrailLine & { kind: 'settings' }): Html {
  const { since } = view.words.settings;
  return html`
    <div>
      <a href="/desk/settings#version-${about}">${settingsStored(view, about)}</a>
      ${effectiveFrom === at ? null : html`<span class="sub">${since} ${timeTag(effectiveFrom, view, true)}</span>`}
      ${changesList(view, changes)}
    </div>
  `;
}

/** That settings were stored, and as which version. */
export function settingsStored({ words }: Pick<View, 'words'>, number: string): string {
  return `${words.audit.settingsStored}: ${words.settings.version(Number(number))}`;
}

/** Whether words left in clear, in words; else whom or what it was about, as it is recorded. */
export function aboutLook({ words }: Pick<View, 'words'>, about: string): string {
  const { opened } = words.audit;
  return about in opened ? opened[about as keyof typeof opened] : about;
}

/** Whether it was a look, a change, or something at sign-in. */
export function kindOf({ words: { audit } }: Pick<View, 'words'>, line: TrailLine): string {
  const { view, change } = audit;
  return line.kind !== 'view' ? change : { view, change, 'sign-in': audit.signIn }[line.what];
}

/** What was looked at, in words where there are any. A HEAD asks for the same as its GET. */
export function viewed({ words }: Pick<View, 'words'>, route: string): string {
  const { routes, form } = words.audit;
  const known = routes[route.replace(/^HEAD /, 'GET ')];
  return known ?? (route.startsWith('POST ') ? `${form}: ${route.slice(5)}` : route);
}

/** Which event it was, and what it is about, such as a duty, or what it was that was dismissed. */
export function changed(
  { words }: Pick<View, 'words'>,
  line: { seq: number; type: BreachEventType; about: string | null },
  names: AuditModel['names'] = new Map(),
): string {
  const { seq, type, about } = line;
  const [, campaign] = (type.startsWith('campaign-') ? /^(\d+)$/ : /^campaign\/(\d+)$/).exec(about ?? '') ?? [];
  const dismissal = type === 'triaged' ? DISMISSALS.find((kind) => kind === about) : undefined;
  const isNotices = type.startsWith('communication-') && about === 'notices';
  const named = isNotices
    ? words.breach.notices.short
    : dismissal !== undefined
      ? words.breach.handling.kinds[dismissal]
      : campaign !== undefined
        ? words.campaigns.campaign(Number(campaign))
        : about === null
          ? null
          : (names.get(about) ?? about);
  return [words.audit.seq(seq), named].filter((part) => part !== null).join(' · ');
}
