import type { Approvers } from '../../domain/breach/approvers.ts';
import type { SecondPerson } from '../../domain/breach/decide/four-eyes.ts';
import type { Awaited, ReleaseBar, TextStanding } from '../../domain/communication/release.ts';
import { COUNTERPARTY_KINDS, type CounterpartyKind } from '../../domain/dataflow.ts';
import type { Narrative } from '../../domain/facts.ts';
import { draftLanguage } from '../../domain/notices/drafted.ts';
import type { ForeignPart } from '../../domain/notices/repeated-words.ts';
import { STATEMENT_PARTS, type Statement, type StatementPart, textsIn } from '../../domain/notices/statement.ts';
import type { Instant } from '../../domain/time.ts';
import { number } from '../breach/figures.ts';
import { partHead } from '../breach/head.ts';
import { panelPath } from '../breach/places.ts';
import { drill } from '../campaigns/compose.ts';
import type { Incident } from '../campaigns/model.ts';
import { fourEyesNote } from '../communication/acts.ts';
import { approversNote } from '../communication/approvers.ts';
import {
  choiceField,
  EMPTY_FORM,
  errorSummary,
  type Form,
  hiddenFields,
  selectField,
  textArea,
  textField,
} from '../forms.ts';
import { type Html, html } from '../html.ts';
import { languageName } from '../languages/display-names.ts';
import { insidePage } from '../layout.ts';
import { onRecord } from '../translated.ts';
import type { View } from '../view.ts';
import { releasePath } from './panel.ts';
import { type Released, releasedCard } from './released.ts';

export type ReleaseModel = {
  incident: Incident;
  statement: Statement;
  /** In which language a person wrote it; null where nobody said. */
  written: string | null;
  revision: number;
  sha256: string;
  list: string;
  seen: number;
  counts: Record<CounterpartyKind | 'leftOut', number>;
  awaited: readonly Awaited[];
  /** Exactly what stands here was released already: there is nothing to send. */
  isReleased: boolean;
  /** What was released last, the newest first. */
  released: readonly Released[];
  standing: TextStanding;
  /** What has changed of the record since the last release, in the reader's words. */
  since: readonly string[];
  /** What the record says in words of its own, for comparison with the text. */
  record: Pick<Narrative, 'consequences' | 'measures'>;
  /** Why this role can release nothing; null where it can. */
  bar: ReleaseBar | null;
  fourEyes: SecondPerson | null;
  /** Who may release it, and since when it waits; null for a drill, and where it waits for nobody. */
  approvers: Approvers | null;
  drafter: string | null;
  awaitedSince: Instant | null;
  /** Every system that may be named, and why it is left out; null where it is named. */
  systems: readonly { id: string; name: string; leftOut: string | null }[];
  leftOutRevision: number;
  lines: readonly {
    counterparty: string;
    name: string;
    kind: CounterpartyKind;
    systems: readonly string[];
    leftOut: string | null;
  }[];
  next: string | null;
  filter: { kind?: CounterpartyKind | undefined; search?: string | undefined; after?: string | undefined };
  letter: { to: string; subject: string; text: string; language: string; isToLeave: boolean } | null;
  /** In which languages the letters are, to how many of them; those of the policy where nobody is to be told yet. */
  letters: readonly { language: string; receivers: number | null }[];
  /** Parts that somebody would read in another language than the rest of their letter. */
  foreign: readonly ForeignPart[];
  /** Whether somebody saved a text while this one was typed. */
  isBehind: boolean;
};

/** The route that takes all of it, as `api/route-access.ts` names it. */
const ROUTE = 'POST /desk/breaches/:breachId/release';

/** Of more systems than these, the ticks are folded. */
const MOST_OPEN = 12;

/** All fields are of one form, so that what is typed and not saved is seen when it is to be released. */
const FORM = 'all';

/** One part of the text, as its field is named: `happened`, `customer-happened`, or `de-customer-happened`. */
export function fieldOf(part: StatementPart, kind?: CounterpartyKind | null, language?: string | null): string {
  return [language ?? [], kind ?? [], part].flat().join('-');
}

/** The language that the text is said to be in: that of the desk until somebody says otherwise. */
function languageOfText({ language }: View, { written }: ReleaseModel): string {
  return written ?? language;
}

/** The languages into which it can be translated: those of the letters, and what is translated already. */
function translatable({ statement, letters }: ReleaseModel, language: string): string[] {
  const all = [...letters.map((each) => each.language), ...Object.keys(statement.translations ?? {})];
  return [...new Set(all)].filter((code) => code !== language);
}

/** What suppliers and customers read: the text, who gets it, and its release. */
export function releasePage(view: View, model: ReleaseModel, form: Form = EMPTY_FORM): string {
  const { release: words, shell } = view.words;
  const { filter } = model;
  const { breachId } = model.incident;
  const crumbs = html`
    <a href="/desk/breaches">${shell.places.breaches}</a> /${' '}
    <a href="${panelPath(breachId, 'notices')}">${breachId}</a> / ${words.short}
  `;
  const main = html`
    ${drill(view, model.incident)}${partHead(view, model.incident.state, 'notices', crumbs)}
    <div class="head">
      <div>
        <h1>${words.title}</h1>
        <p class="lede">${words.lede}</p>
      </div>
    </div>
    ${errorSummary(form, view.words, { ...words.parts, reasons: words.reasons })}
    <form id="${FORM}" method="post" action="${releasePath(breachId)}">
      ${hiddenFields(view, {
        ...{ sha256: model.sha256, list: model.list, seen: String(model.seen) },
        ...{ over: String(model.revision), 'over-list': String(model.leftOutRevision) },
        ...{ kind: filter.kind ?? '', search: filter.search ?? '', after: filter.after ?? '' },
      })}
    </form>
    <div class="stackgap">
      ${awaitedNote(view, model)}${releasedCard(view, model)}
      ${textCard(view, model, form)}${whoCard(view, model, form)}${letterCard(view, model)}
      ${releaseCard(view, model, form)}
    </div>
  `;
  return insidePage(view, { title: `${words.title}, ${breachId}`, place: 'breaches', main });
}

function awaitedNote(view: View, model: ReleaseModel): Html {
  const { awaited, bar, since, approvers, drafter, awaitedSince, fourEyes } = model;
  const { release: words } = view.words;
  const who = approversNote(view, approvers, { since: awaitedSince, except: fourEyes?.isAsked ? drafter : null });
  if (bar !== null && bar !== 'untaken') {
    return html`<div class="note"><p>${words.bars[bar]}</p></div>${bar === 'responder' ? who : null}`;
  }
  if (awaited.length === 0) return html`<p class="note">${words.nothing}</p>`;
  const changed = awaited.includes('facts') && since.length > 0;
  const what = changed ? html`<p>${words.since(since)}</p><p class="small">${words.sinceWhat}</p>` : null;
  return html`
    <div class="note warn">${awaited.map((each) => html`<p>${words.awaited[each]}</p>`)}${what}</div>
    ${who}
  `;
}

function textCard(view: View, model: ReleaseModel, form: Form): Html {
  const { statement, revision, standing, incident, isBehind } = model;
  const { release: words } = view.words;
  const area = (part: StatementPart, kind?: CounterpartyKind) => {
    const value = (kind === undefined ? statement[part] : statement[kind]?.[part]) ?? '';
    return textArea({
      ...{ name: fieldOf(part, kind), label: words.parts[part], form, words: view.words, rows: 4, maxlength: 4_000 },
      ...{ formId: FORM, value, language: draftLanguage(value) ?? statement.language },
    });
  };
  const apart = COUNTERPARTY_KINDS.map((kind) => {
    const isUsed = Object.values(statement[kind] ?? {}).some((text) => text !== '');
    const open = isUsed ? html` open` : null;
    const parts = STATEMENT_PARTS.map((part) => area(part, kind));
    return html`<details${open}><summary>${words.differs[kind]}</summary><div class="flow">${parts}</div></details>`;
  });
  const saved = savedText(view, statement);
  const behind = isBehind
    ? html`<div class="note warn"><p>${words.meanwhile(revision)}</p><h3>${words.saved}</h3>${saved}</div>`
    : null;
  const fields = html`
    <div class="pair texts">${STATEMENT_PARTS.map((part) => html`<div>${area(part)}</div>`)}</div>
    ${apart}${languages(view, model, form)}
    <p class="row"><button class="btn" form="${FORM}" name="act" value="save">${words.save}</button>
    <span class="small muted">${words.saveHint} ${words.languages}</span></p>
  `;
  const shown = view.may(ROUTE) && !incident.isClosed ? fields : saved;
  return html`
    <section class="card" id="text" aria-labelledby="h-text">
      <header><h2 id="h-text">${words.text}</h2><p class="small">${words.revision(revision, standing)}</p></header>
      <div class="in flow">${behind}${shown}${recorded(view, model)}</div>
    </section>
  `;
}

/** The languages of the text and of the letters, in one fold that is open once a part is translated. */
function languages(view: View, model: ReleaseModel, form: Form): Html {
  const { release: words } = view.words;
  const value = languageOfText(view, model);
  const others = translatable(model, value).map((language) => translation(view, model, form, language));
  const codes = [...new Set([value, view.language, ...translatable(model, value)])];
  const choice = selectField({
    ...{ name: 'language', label: words.language, hint: words.languageHint, form, words: view.words, formId: FORM },
    ...{ value, options: codes.map((code) => [code, languageName(code, view.language)] as const) },
  });
  const open = others.some(({ isOpen }) => isOpen) || hasProblem(form, 'language') ? html` open` : null;
  const says = [`${words.language}: ${languageName(value, view.language)}`, ...others.map((each) => each.says)];
  return html`
    <details${open}>
      <summary>${says.join(' · ')}</summary>
      <div class="flow">${choice}${others.map(({ fields }) => fields)}</div>
    </details>
  `;
}

/** The parts in a further language of the letters; those of one kind alone where that kind has its own. */
function translation(view: View, model: ReleaseModel, form: Form, language: string) {
  const { release: words } = view.words;
  const { statement, letters } = model;
  const translated = statement.translations?.[language] ?? {};
  const name = languageName(language, view.language);
  const receivers = letters.find((each) => each.language === language)?.receivers ?? null;
  const area = (part: StatementPart, kind: CounterpartyKind | null) =>
    textArea({
      ...{ name: fieldOf(part, kind, language), label: words.translatedPart(words.parts[part], name) },
      ...{ form, words: view.words, rows: 4, maxlength: 4_000, formId: FORM, language },
      value: (kind === null ? translated[part] : translated[kind]?.[part]) ?? '',
    });
  const own = COUNTERPARTY_KINDS.flatMap((kind) => {
    const used = STATEMENT_PARTS.filter((part) => (statement[kind]?.[part] ?? translated[kind]?.[part] ?? '') !== '');
    if (used.length === 0) return [];
    return [html`<h4>${words.differsIn[kind](name)}</h4>${used.map((part) => area(part, kind))}`];
  });
  const isUsed = textsIn(statement).some(
    (place) => place.translation === language && Object.values(place.text).some((text) => text !== ''),
  );
  const says = words.translation(name, receivers === null ? null : number(receivers, view.language));
  const fields = html`
    <h3>${says}</h3>
    <p class="small muted">${words.translationHint}</p>
    <div class="pair texts">${STATEMENT_PARTS.map((part) => html`<div>${area(part, null)}</div>`)}</div>
    ${own}
  `;
  return { says, fields, isOpen: isUsed || hasProblem(form, `${language}-`) };
}

function hasProblem({ problems }: Form, field: string): boolean {
  return problems.some((problem) => problem.field.startsWith(field));
}

/** All that is saved, for whoever may change nothing of it, or compares it with what they typed. */
function savedText(view: View, statement: Statement): Html[] {
  const { release: words } = view.words;
  return textsIn(statement).flatMap(({ kind, translation, text }) => {
    const isWhole = kind === null && translation === null;
    const parts = STATEMENT_PARTS.filter((part) => isWhole || (text[part] ?? '') !== '');
    if (parts.length === 0) return [];
    const language = translation ?? statement.language;
    const inOwn = kind === null ? null : words.only[kind];
    const of = translation === null ? inOwn : words.savedIn(languageName(translation, view.language), kind);
    const shown = parts.map((part) => {
      const said = text[part] ?? '';
      const lang = language === undefined || draftLanguage(said) !== null ? null : html` lang="${language}"`;
      return html`<h3>${words.parts[part]}</h3><p class="lines"${lang}>${onRecord(view, said)}</p>`;
    });
    return [html`${of === null ? null : html`<p><b>${of}</b></p>`}${shown}`];
  });
}

/** Beside the text, so that whoever reads it sees what is recorded and it does not say. */
function recorded(view: View, { record }: ReleaseModel): Html | null {
  const { release: words } = view.words;
  const said = (['consequences', 'measures'] as const).filter((part) => record[part].trim() !== '');
  if (said.length === 0) return null;
  const parts = said.map((part) => {
    return html`<h3>${words.parts[part]}</h3><p class="lines">${onRecord(view, record[part])}</p>`;
  });
  return html`<details><summary>${words.record}</summary><div class="flow">${parts}</div></details>`;
}

function whoCard(view: View, model: ReleaseModel, form: Form): Html {
  const { release: words } = view.words;
  const { incident, counts, lines, next, filter, systems } = model;
  const n = (value: number) => number(value, view.language);
  const path = releasePath(incident.breachId);
  const query = (more: Record<string, string>) => {
    const { kind, search } = filter;
    return `${path}?${new URLSearchParams({ ...(kind && { kind }), ...(search && { search }), ...more })}`;
  };
  const mayAct = view.may(ROUTE) && !incident.isClosed;
  // A form that came back has the ticks that were set in it, saved or not.
  const ticked = ticksIn(form, { shown: 'shown', chosen: 'told' });
  const rows = lines.map(({ counterparty, name, systems: named, leftOut }) => {
    const isTicked = ticked?.has(counterparty) ?? leftOut === null;
    const tick = mayAct
      ? html`<label><input type="checkbox" name="told" value="${counterparty}" form="${FORM}" ${
          isTicked ? html` checked` : null
        }> <span>${leftOut === null ? words.told : `${words.leftOut}: ${leftOut}`}</span></label>`
      : html`${leftOut === null ? words.told : `${words.leftOut}: ${leftOut}`}`;
    const look = html`<a href="${query({ letter: counterparty })}#letter">${words.letter}</a>`;
    return html`
      <tr role="row">
        <th role="rowheader" scope="row">${name}<span class="sub">${counterparty}</span></th>
        <td role="cell" data-l="${words.systems}">${named.join(', ')}</td>
        <td role="cell" data-l="${words.told}">${tick}</td>
        <td role="cell" data-l="${words.letter}">${look}</td>
      </tr>
    `;
  });
  const head = [words.party, words.systems, words.told, words.letter].map(
    (text) => html`<th role="columnheader" scope="col">${text}</th>`,
  );
  const table =
    lines.length === 0
      ? html`<p class="in muted">${words.nobody}</p>`
      : html`
        <table class="stack" role="table" aria-labelledby="h-who">
          <thead role="rowgroup"><tr role="row">${head}</tr></thead><tbody role="rowgroup">${rows}</tbody>
        </table>
      `;
  const kinds = [
    ['', words.kinds.all],
    ['supplier', words.kinds.supplier],
    ['customer', words.kinds.customer],
  ] as const;
  const given = { form: EMPTY_FORM, words: view.words };
  const filters = html`
    <form class="row" method="get" action="${path}">
      ${selectField({ ...given, name: 'kind', label: words.who, options: kinds, value: filter.kind ?? '' })}
      ${textField({ ...given, name: 'search', label: words.search, type: 'search', value: filter.search ?? '' })}
      <button class="btn" type="submit">${words.filter}</button>
    </form>
  `;
  const groups = [
    ['', words.groups.none],
    ['kind:supplier', words.groups.supplier],
    ['kind:customer', words.groups.customer],
  ] as const;
  const inForm = { form, words: view.words, formId: FORM };
  const leave = html`
    ${lines.map(({ counterparty }) => html`<input type="hidden" name="shown" value="${counterparty}" form="${FORM}">`)}
    <h3>${words.leaveTitle}</h3>
    <p class="small">${words.tick}</p>
    ${systemTicks(view, systems, form)}
    <div class="pair">
      <div>${selectField({ ...inForm, name: 'group', label: words.group, options: groups })}</div>
      <div>${textField({ ...inForm, name: 'reasons', label: words.reasons, maxlength: 1_000 })}</div>
    </div>
    <p class="row">
      <button class="btn" form="${FORM}" name="act" value="leave">${words.leave}</button>
      <button class="btn" form="${FORM}" name="act" value="again">${words.again}</button>
    </p>
  `;
  const more = next === null ? null : html`<a class="btn" href="${query({ after: next })}#who">${words.more}</a>`;
  return html`
    <section class="card" id="who" aria-labelledby="h-who">
      <header>
        <h2 id="h-who">${words.who}</h2>
        <p class="small">${words.counts(n(counts.supplier), n(counts.customer), n(counts.leftOut))}</p>
      </header>
      <div class="in">${filters}</div>
      ${table}
      <div class="in flow">${more}${mayAct ? leave : null}</div>
    </section>
  `;
}

/** What is ticked in a form that came back with a list that was shown; null where none was. */
function ticksIn({ values }: Form, { shown, chosen }: Record<'shown' | 'chosen', string>): Set<string> | null {
  return values[shown] === undefined ? null : new Set([values[chosen] ?? []].flat());
}

/** Every system that may be named: one without its tick is named to nobody. */
function systemTicks(view: View, systems: ReleaseModel['systems'], form: Form): Html | null {
  const { release: words } = view.words;
  if (systems.length === 0) return null;
  const ticked = ticksIn(form, { shown: 'shown-system', chosen: 'named' });
  const typed = { ...form, values: { ...form.values, ...(ticked && { named: [...ticked] }) } };
  const ticks = choiceField({
    ...{ name: 'named', label: words.systemsTitle, hint: words.systemsHint, kind: 'checkbox', two: true },
    ...{ form: typed, words: view.words, formId: FORM },
    options: systems.map(({ id, name, leftOut }) => [
      id,
      leftOut === null ? name : `${name} (${words.leftOut}: ${leftOut})`,
    ]),
    chosen: systems.flatMap(({ id, leftOut }) => (leftOut === null ? [id] : [])),
  });
  return html`
    ${systems.map(({ id }) => html`<input type="hidden" name="shown-system" value="${id}" form="${FORM}">`)}
    ${systems.length <= MOST_OPEN ? ticks : html`<details><summary>${words.systemsTitle}</summary>${ticks}</details>`}
  `;
}

function letterCard(view: View, { letter }: ReleaseModel): Html | null {
  const { release: words } = view.words;
  if (letter === null) return null;
  return html`
    <section class="card" id="letter" aria-labelledby="h-letter">
      <header><h2 id="h-letter">${words.letterTo(letter.to)}</h2></header>
      <div class="in flow">
        <p class="small">${letter.isToLeave ? words.wordForWord : words.noLetter}</p>
        <p lang="${letter.language}"><b>${letter.subject}</b></p>
        <pre class="lines" lang="${letter.language}">${letter.text}</pre>
      </div>
    </section>
  `;
}

/** Offered only where it would send something. */
function releaseCard(view: View, model: ReleaseModel, form: Form): Html | null {
  const { incident, bar, fourEyes, isReleased } = model;
  const { release: words, breach } = view.words;
  const isUntaken = bar === 'untaken';
  if (isReleased || (bar !== null && !isUntaken) || incident.isClosed || !view.may(ROUTE)) return null;
  if (isUntaken) {
    return html`
      <section class="card" id="go" aria-labelledby="h-go">
        <header><h2 id="h-go">${words.releaseTitle}</h2></header>
        <div class="in flow">
          <p class="st missing wraps">${words.bars.untaken}</p>
          <p class="row">
            <button class="btn main" form="${FORM}" name="act" value="take">${breach.handling.take}</button>
            <span class="small muted">${words.takeHint}</span>
          </p>
        </div>
      </section>
    `;
  }
  const second = fourEyes === null ? null : fourEyesNote(view, fourEyes);
  if (second !== null && fourEyes?.whyNot !== null) {
    return html`
      <section class="card" id="go" aria-labelledby="h-go">
        <header><h2 id="h-go">${words.releaseTitle}</h2></header>
        <div class="in">${second}</div>
      </section>
    `;
  }
  return html`
    <section class="card" id="go" aria-labelledby="h-go">
      <header><h2 id="h-go">${words.releaseTitle}</h2></header>
      <div class="in flow">
        ${second}${foreignParts(view, model, form)}
        ${textField({ name: 'why', label: words.recorded, form, words: view.words, maxlength: 1_000, formId: FORM })}
        <p class="row"><button class="btn main" form="${FORM}" name="act" value="release">${words.release}</button>
        <span class="small muted">${words.releaseHint}</span></p>
      </div>
    </section>
  `;
}

/** What some of them would read in another language, and the tick that it is right as it stands. */
function foreignParts(view: View, model: ReleaseModel, form: Form): Html | null {
  const { foreign, incident } = model;
  const { release: words, filing } = view.words;
  if (foreign.length === 0) return null;
  const translated = translatable(model, languageOfText(view, model));
  const nameIn = (code: string) => languageName(code, view.language);
  const items = foreign.map(({ part, written, languages, isBehind }) => {
    const isOfText = part !== 'dataCategories';
    const label = isOfText ? words.parts[part] : words.foreign.dataCategories;
    // Where it is translated, as far as there is a field for that.
    const into = languages.find((code) => translated.includes(code));
    const href = isOfText ? `#f-${fieldOf(part, null, into)}` : `${panelPath(incident.breachId, 'facts')}`;
    if (isBehind)
      return html`<li><a href="${href}">${label}</a>: ${words.foreign.behind(languages.map(nameIn).join(', '))}</li>`;
    const says = filing.repeats(written === null ? null : nameIn(written));
    return html`
      <li><a href="${href}">${label}</a>: ${says}. ${words.foreign.letters(languages.map(nameIn).join(', '))}</li>
    `;
  });
  return html`
    <div class="note warn" id="foreign" tabindex="-1"><ul>${items}</ul></div>
    ${choiceField({
      ...{ name: 'foreign', label: words.foreign.legend, kind: 'checkbox', options: [['yes', words.foreign.tick]] },
      ...{ form, words: view.words, formId: FORM },
    })}
  `;
}
