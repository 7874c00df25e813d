import { phaseOf } from '../../domain/breach/phase.ts';
import { placesOfPeople } from '../../domain/breach/places-of-people.ts';
import { nextLimitOf } from '../../domain/breach/state.ts';
import { gravestOfPlan } from '../../domain/severity/gravest.ts';
import { toMs } from '../../domain/time.ts';
import { crumbsTo } from '../crumbs.ts';
import { type Html, html } from '../html.ts';
import { nameOf } from '../names.ts';
import { targetOf } from '../own-target.ts';
import { SOON_MS, timeTag } from '../time.ts';
import { timeLeft } from '../time-words.ts';
import { translatedPhrase } from '../translated.ts';
import type { View } from '../view.ts';
import { decimal, number } from './figures.ts';
import type { BreachModel } from './model.ts';
import { isOwnerless } from './owner.ts';
import { sayPhase } from './phase.ts';
import { BREACH_PAGES, type BreachPage, breachPath, panelPath, panelsOn } from './places.ts';
import { sayPlaces } from './places-of-people.ts';

/** Above every page of an exercise: that it is one, and how fast it runs; nothing where it is real. */
export function drillBar(view: View, { exercise }: Pick<BreachModel['state'], 'exercise'>): Html | null {
  if (exercise === null) return null;
  const { breach, shell } = view.words;
  return html`<p class="drillbar">${shell.exercise}. ${breach.exercise(number(exercise.scale, view.language))}</p>`;
}

/** The way to all incidents. */
export function waysToBreaches({ words: { shell } }: View): (readonly [href: string, words: string])[] {
  return [
    ['/', shell.places.desk],
    ['/desk/breaches', shell.places.breaches],
  ];
}

/**
 * Above every page of a breach: its title, state, owner and the time left, which stay in sight, and the way to the
 * other pages.
 */
export function breachHead(view: View, model: Headed, page: BreachPage | 'work'): Html {
  const { state } = model;
  return html`
    ${drillBar(view, state)}
    <p class="crumbs">${crumbsTo(waysToBreaches(view), state.breachId)}</p>
    <div class="pinned">${pinned(view, model, html`<h1>${state.narrative.title}</h1>`)}</div>
    ${tabs(view, model, page, 'page')}
  `;
}

/**
 * Above a page about one thing of a breach, such as a filing, which has a heading of its own: the way back, title,
 * state, owner and the time left, as above the pages of the breach.
 */
export function partHead(view: View, state: BreachModel['state'], page: BreachPage, crumbs: Html): Html {
  const model = { state, asOf: null };
  const title = html`<p class="title">${state.narrative.title}</p>`;
  return html`
    <p class="crumbs">${crumbs}</p>
    <div class="pinned noprint">${pinned(view, model, title)}</div>
    ${tabs(view, model, page, 'true')}
  `;
}

function pinned(view: View, { state, asOf }: Headed, title: Html): Html {
  const tone = state.status === 'closed' ? '' : 'warn';
  return html`
    <div>
      ${title}
      <p class="row small">
        <span class="tag ${tone}">${sayPhase(view, phaseOf(state))}</span> ${owner(view, state)}
      </p>
    </div>
    <p class="limit-left">${nextLimit(view, state, asOf)}</p>
  `;
}

/** What the head of a breach is made from. */
type Headed = Pick<BreachModel, 'state' | 'asOf'>;

function owner(view: View, state: BreachModel['state']): Html | null {
  const { handling } = view.words.breach;
  const name = state.owner && nameOf(view, state.owner.by);
  if (isOwnerless(view, state)) {
    return html`<span class="st missing">${name === undefined ? handling.nobody : handling.gone(name)}</span>`;
  }
  return name === undefined ? null : html`<span>${handling.owner(name)}</span>`;
}

/** The pages, each with how much is on it, where that can be counted. What is shown of then leads on to then. */
function tabs(view: View, { state, asOf }: Headed, current: BreachPage | 'work', isHere: 'page' | 'true'): Html {
  const { tabs: words, tabsLabel } = view.words.breach.pages;
  const counts: Partial<Record<BreachPage, number>> = {
    notices: state.communications.notices?.counts?.total ?? 0,
    campaigns: state.campaigns.length,
    files: state.evidence.length,
  };
  const moment = asOf === null ? '' : `?${new URLSearchParams({ at: asOf })}`;
  const link = (page: BreachPage | 'work', href: string, was: string | null) => {
    const count = page === 'work' ? 0 : (counts[page] ?? 0);
    const here = page === current ? html` aria-current="${isHere}"` : null;
    return html`
      <a href="${href}"${here}${was === null ? null : html` data-was="${was}"`}>
        ${words[page]}${count === 0 ? null : html` <span class="num">${number(count, view.language)}</span>`}
      </a>
    `;
  };
  // On the first page a link of before, to a panel that has moved, is led on: see `moved.js`.
  const was = (page: BreachPage) => (current === 'overview' && page !== 'overview' ? panelsOn(page).join(' ') : null);
  const isWorkShown = view.may('GET /desk/breaches/:breachId/work');
  const links = (parts: typeof was) => html`
    ${BREACH_PAGES.map((page) => link(page, `${breachPath(state.breachId, page)}${moment}`, parts(page)))}
    ${isWorkShown ? link('work', `${breachPath(state.breachId)}/work`, null) : null}
  `;
  // A phone has no room for a row of ten: they fold under the one that is shown.
  return html`
    <nav class="tabs noprint" aria-label="${tabsLabel}">
      <div>${links(was)}</div>
      <details>
        <summary><span>${words[current]}</span> <span class="all">${tabsLabel}</span></summary>
        <div>${links(() => null)}</div>
      </details>
    </nav>
  `;
}

/** What must be known before anything below is read: that it shows the past, or that the record is broken. */
export function breachNotes(view: View, model: BreachModel): Html {
  const { state, asOf } = model;
  const { breach } = view.words;
  const past =
    asOf === null
      ? null
      : html`
        <div class="note warn asof">
          <h2>${breach.asOf.title}</h2>
          <p>${timeTag(asOf, view, true)}</p>
          <p>${breach.asOf.text} <a href="${breachPath(state.breachId)}">${breach.asOf.back}</a></p>
        </div>
      `;
  return html`${past}${brokenNote(view, model)}`;
}

/** Of an exercise, the way to what it showed. */
export function toReport(view: View, { state: { breachId, exercise } }: BreachModel): Html | null {
  if (exercise === null || !view.may('GET /desk/exercises/:breachId')) return null;
  return html`
    <a class="btn" href="/desk/exercises/${breachId}">${view.words.exercises.open}</a>
  `;
}

/** Severity, our roles by plane, and how far the chain holds, each with the way there. */
export function breachTags(view: View, { state, systems, chain }: BreachModel): Html[] {
  const { breach } = view.words;
  const at = (panel: string) => panelPath(state.breachId, panel);
  const roles = new Set(systems.map(({ role, plane }) => breach.roleOnPlane(breach.roles[role], breach.planes[plane])));
  const severity = state.plan === null ? undefined : gravestOfPlan(state.plan);
  const level =
    severity === undefined
      ? null
      : html`
        <a class="tag ${severity.level === 'low' || severity.level === 'medium' ? '' : 'hot'}" href="${at('severity')}">
          ${breach.severity.tag(breach.severity.levels[severity.level], decimal(severity.se, view.language))}
        </a>
      `;
  const holds = chain.broken.length === 0;
  return [
    ...(level === null ? [] : [level]),
    ...[...roles].map((role) => html`<a class="tag" href="${at('roles')}">${role}</a>`),
    html`
      <a class="tag ${holds ? 'good' : 'hot'}" href="${at('timeline')}">
        ${holds ? breach.chain.verified(chain.verifiedTo) : breach.chain.brokenTag}
      </a>
    `,
  ];
}

/** What does not hold of the chain, and where. */
export function brokenAt(view: View, { seq, problem }: BreachModel['chain']['broken'][number]): Html {
  return html`${view.words.breach.chain.finding(seq)} ${translatedPhrase(view, problem)}.`;
}

function brokenNote(view: View, { chain }: BreachModel): Html | null {
  if (chain.broken.length === 0) return null;
  const { phone } = view.organisation.publicContact;
  const { breach } = view.words;
  const [first] = chain.broken;
  return html`
    <div class="note hot broken" role="alert">
      <h2>${breach.chain.brokenTitle(chain.verifiedTo + 1)}</h2>
      <p>${breach.chain.brokenText(phone)}</p>
      <p class="small">${first === undefined ? null : brokenAt(view, first)}</p>
    </div>
  `;
}

/** Since when it is known, whom it concerns, and who reported it. */
export function keyFacts(view: View, { state, names }: BreachModel): Html {
  const { breach, shell } = view.words;
  const known = state.awareness.at(-1);
  const aware = panelPath(state.breachId, 'aware');
  const corrections = state.awareness.length - 1;
  const stated = state.facts.peopleConcerned;
  const people = stated ?? state.plan?.dataFlow.peopleConcerned ?? null;
  const isOfRegister = stated === null && people !== null;
  const isAtLeast = isOfRegister && state.plan?.dataFlow.peopleUncounted === true;
  const counted = number(people ?? 0, view.language);
  const places = placesOfPeople(state);
  const where = sayPlaces(view, places) ?? breach.key.noCountries;
  return html`
    <dl class="card facts">
      <div>
        <dt>${breach.key.aware}</dt>
        <dd>
          ${
            known === undefined
              ? html`
                <span class="st missing">${breach.awareness.none}</span>
                <a class="small sub" href="${aware}">${breach.awareness.record}</a>
              `
              : timeTag(known.awareAt, view, true)
          }${
            corrections > 0
              ? html`<a class="small" href="${aware}">${breach.awareness.corrections(corrections)}</a>`
              : null
          }
        </dd>
      </div>
      <div>
        <dt>${breach.key.people}</dt>
        <dd>
          ${people === null ? shell.unknown : isAtLeast ? breach.key.atLeast(counted) : counted}
          <span class="sub">${isOfRegister ? breach.key.fromRegister : where}</span>
          ${isOfRegister && places.stated.length > 0 ? html`<span class="sub">${where}</span>` : null}
        </dd>
      </div>
      <div>
        <dt>${breach.key.reported}</dt>
        <dd>
          ${timeTag(state.reportedAt, view)}
          <span class="sub">${breach.origin[state.origin]}: ${names.by(state.reporter?.by ?? state.source)}</span>
        </dd>
      </div>
    </dl>
  `;
}

/**
 * The next limit of the duties and the time left to it; where none of them runs, as before the awareness, the next
 * target of our own, said to be one; that no clock runs, where none does.
 */
function nextLimit(view: View, state: BreachModel['state'], asOf: string | null): Html {
  const { breach } = view.words;
  const next = nextLimitOf(state);
  if (next === null) return html`<span class="muted">${breach.key.noLimit}</span>`;
  const { due, ids, isOwn } = next;
  if (!isOwn) return limit(view, { due, says: breach.key.next, more: breach.key.duties(ids.length) }, asOf);
  const says = breach.key.ownTarget(targetOf(view, state.plan, ids[0] ?? ''));
  return limit(view, { due, says, more: breach.key.noLaw }, asOf);
}

function limit(view: View, { due, says, more }: Record<'due' | 'says' | 'more', string>, asOf: string | null): Html {
  const now = asOf ?? view.now;
  const left = timeLeft(due, now, view.language);
  const ticking = asOf === null ? html` data-left="${says}"` : null;
  const mood = due <= now ? 'is-overdue' : toMs(due) - toMs(now) <= SOON_MS ? 'is-soon' : '';
  return html`
    <span class="${mood}"><time class="left" datetime="${due}"${ticking}>${left}</time></span>
    <span class="sub">${says}, ${more}: ${timeTag(due, view)}</span>
  `;
}
