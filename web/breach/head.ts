import { openObligations } from '../../domain/breach/state.ts';
import { type Html, html } from '../html.ts';
import { timeLeft, timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { decimal, number } from './figures.ts';
import type { BreachModel } from './model.ts';

/** Above every page of an exercise: that it is one, and how fast it runs; nothing where it is real. */
export function drillBar(view: View, { exercise }: Pick<BreachModel['state'], 'exercise'>): Html | null {
  if (exercise === null) return null;
  const { breach, shell } = view.words;
  return html`<p class="drillbar">${shell.exercise}. ${breach.exercise(number(exercise.scale, view.language))}</p>`;
}

/** Title, state, roles by plane, score, and how far the chain holds. */
export function breachHead(view: View, model: BreachModel): Html {
  const { state, asOf } = model;
  const { breach, shell } = view.words;
  const past =
    asOf === null
      ? null
      : html`
        <div class="note warn asof">
          <h2>${breach.asOf.title}</h2>
          <p>${timeTag(asOf, view, true)}</p>
          <p>${breach.asOf.text} <a href="/desk/breaches/${state.breachId}">${breach.asOf.back}</a></p>
        </div>
      `;
  return html`
    ${drillBar(view, state)}
    <div class="head">
      <div>
        <p class="crumbs">
          <a href="/">${shell.places.desk}</a> / <a href="/desk/breaches">${shell.places.breaches}</a> /
          ${state.breachId}
        </p>
        <h1>${state.narrative.title}</h1>
        <p class="row">${tags(view, model)}</p>
      </div>
      ${toReport(view, model)}
    </div>
    ${past}${brokenNote(view, model)}
    ${keyFacts(view, model)}
  `;
}

/** Of an exercise, the way to what it showed. */
function toReport(view: View, { state: { breachId, exercise } }: BreachModel): Html | null {
  if (exercise === null || !view.may('GET /desk/exercises/:breachId')) return null;
  return html`
    <div class="row noprint"><a class="btn" href="/desk/exercises/${breachId}">${view.words.exercises.open}</a></div>
  `;
}

function tags(view: View, { state, systems, chain }: BreachModel): Html[] {
  const { breach } = view.words;
  const tone = { suspected: 'warn', confirmed: 'warn', closed: '' }[state.status];
  const roles = new Set(systems.map(({ role, plane }) => breach.roleOnPlane(breach.roles[role], breach.planes[plane])));
  const severity = state.plan?.severity;
  const level =
    severity === undefined
      ? null
      : html`
        <a class="tag ${severity.level === 'low' || severity.level === 'medium' ? '' : 'hot'}" href="#severity">
          ${breach.severity.tag(breach.severity.levels[severity.level], decimal(severity.se, view.language))}
        </a>
      `;
  const holds = chain.broken.length === 0;
  return [
    html`<span class="tag ${tone}">${breach.status[state.status]}</span>`,
    ...[...roles].map((role) => html`<a class="tag" href="#roles">${role}</a>`),
    ...(level === null ? [] : [level]),
    html`
      <a class="tag ${holds ? 'good' : 'hot'}" href="#timeline">
        ${holds ? breach.chain.verified(chain.verifiedTo) : breach.chain.brokenTag}
      </a>
    `,
  ];
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
      <p class="small">${breach.chain.finding(first?.seq ?? null, first?.problem ?? '')}</p>
    </div>
  `;
}

function keyFacts(view: View, { state, asOf, names }: BreachModel): Html {
  const { breach, shell } = view.words;
  const aware = state.awareness.at(-1);
  const corrections = state.awareness.length - 1;
  const known = state.facts.peopleConcerned;
  const people = known ?? state.plan?.dataFlow.peopleConcerned ?? null;
  return html`
    <dl class="card facts">
      <div>
        <dt>${breach.key.aware}</dt>
        <dd>
          ${
            aware === undefined
              ? html`
                <span class="st missing">${breach.awareness.none}</span>
                <a class="small sub" href="#aware">${breach.awareness.record}</a>
              `
              : timeTag(aware.awareAt, view, true)
          }${
            corrections > 0
              ? html`<a class="small" href="#aware">${breach.awareness.corrections(corrections)}</a>`
              : null
          }
        </dd>
      </div>
      <div><dt>${breach.key.next}</dt><dd>${nextLimit(view, state, asOf)}</dd></div>
      <div>
        <dt>${breach.key.people}</dt>
        <dd>
          ${people === null ? shell.unknown : number(people, view.language)}
          <span class="sub">
            ${
              known !== null || people === null
                ? breach.key.countries(state.plan?.dataFlow.countries ?? [])
                : breach.key.fromRegister
            }
          </span>
        </dd>
      </div>
      <div>
        <dt>${breach.key.reported}</dt>
        <dd>
          ${timeTag(state.reportedAt, view)}
          <span class="sub">${breach.origin[state.origin]}: ${names.by(state.source)}</span>
        </dd>
      </div>
    </dl>
  `;
}

function nextLimit(view: View, state: BreachModel['state'], asOf: string | null): Html {
  const { breach } = view.words;
  const open = new Set(openObligations(state).map((o) => o.id));
  const dues = (state.plan?.obligations ?? []).flatMap((o) => (open.has(o.id) && o.clock ? [o.clock.due] : [])).sort();
  const [due] = state.status === 'closed' ? [] : dues;
  if (due === undefined) return html`${breach.key.noLimit}`;
  const same = dues.filter((each) => each === due).length;
  const left = timeLeft(due, asOf ?? view.now, view.language);
  const ticking = asOf === null ? html` data-left="${breach.key.next}"` : null;
  return html`
    ${timeTag(due, view)}
    <span class="sub">${breach.key.duties(same)}, <time datetime="${due}"${ticking}>${left}</time></span>
  `;
}
