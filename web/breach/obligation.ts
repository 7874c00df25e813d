import { tellsPeopleToo } from '../../domain/articles.ts';
import { latestReceipt } from '../../domain/breach/receipts.ts';
import { toMs } from '../../domain/time.ts';
import { type Html, html } from '../html.ts';
import { toRecipient } from '../recipients.ts';
import { roughDuration, timeTag, usedPercent } from '../time.ts';
import { timeLeft } from '../time-words.ts';
import { cited, citedText, translated, translatedWithInstants } from '../translated.ts';
import type { View } from '../view.ts';
import { type Duty, dutyPath, tellsPeople } from './duties.ts';
import type { BreachForms, BreachModel } from './model.ts';
import { obligationForm } from './obligation-form.ts';
import { panelPath } from './places.ts';
import { wordOf } from './status.ts';
import { whyList } from './why.ts';

const FILING_PAGE = 'GET /desk/breaches/:breachId/filings/:obligation';

/** A duty that binds, with its clock, why it does, and what can be done about it. */
export function obligationRow(view: View, model: BreachModel, duty: Duty, forms: BreachForms): Html {
  const { obligations: words } = view.words.breach;
  const { planned, current } = duty;
  const { row } = wordOf(view, duty, model.asOf ?? view.now);
  const { clock } = planned;
  const target = clock?.basis === 'policy' ? html`<span class="tag">${words.houseTarget}</span>` : null;
  // Nothing is handed in for an entry of the register, in no stage.
  const stage = duty.register === undefined ? html`<span class="sub">${words.stages[planned.stage]}</span>` : null;
  const due =
    clock === null || current.filed !== null ? null : html`<p class="small">${timeTag(clock.due, view)} ${target}</p>`;
  return html`
    <div class="ob ${row}" id="duty-${planned.id}">
      ${clockCell(view, model, duty)}
      <div>
        <h3>
          ${cited(view, planned.article)}${' '}
          <span class="muted">
            ${toRecipient(view, planned.recipient)}${model.state.exercise === null ? '' : `, ${words.notReallySent}`}
          </span>
        </h3>
        <p class="muted small">${translated(view, planned.title)}</p>
        ${due}${inPlaceOfLetters(view, planned)}${outcome(view, model, duty)}
      </div>
      <div class="num">${filingLink(view, model, duty)}${stage}</div>
      <details>
        <summary>${words.why}<span class="sr">: ${citedText(view, planned.article)}</span></summary>
        ${whyList(view, model, duty, model.asOf ?? view.now)}
      </details>
      ${obligationForm(view, model, duty, forms)}
    </div>
  `;
}

/** One that does not bind: why not, or why not by itself. */
export function idleRow(view: View, model: BreachModel, duty: Duty, forms: BreachForms): Html {
  const { obligations: words } = view.words.breach;
  const { planned } = duty;
  const word = planned.applies === 'would-be' ? words.status.wouldBe : words.status.doesNotApply;
  return html`
    <div class="ob" id="duty-${planned.id}">
      <div><span class="st waived">${word}</span></div>
      <div>
        <h3>
          ${cited(view, planned.article)} <span class="muted">${toRecipient(view, planned.recipient)}</span>
        </h3>
        <p class="muted small">${translated(view, planned.title)}</p>
        <p class="small">${translatedWithInstants(view, planned.because)}</p>
        <p class="small muted">${cited(view, planned.citation)} · ${words.confidence[planned.confidence]}</p>
      </div>
      ${planned.applies === 'would-be' ? obligationForm(view, model, duty, forms) : null}
    </div>
  `;
}

/** From where on a public notice may take the place of letters, as the law of these people has it. */
function inPlaceOfLetters(view: View, { substitute }: Duty['planned']): Html | null {
  if (substitute === undefined) return null;
  const { substitute: words } = view.words.breach.obligations;
  const { over, people, peopleOver, costOver, currency, says } = substitute;
  const number = (n: number) => n.toLocaleString(view.language);
  const known = people === null ? words.unknown : words.known(number(people));
  const limits = [
    ...(peopleOver === null ? [] : [words.people(number(peopleOver), known)]),
    ...(costOver === null ? [] : [words.cost(`${currency} ${number(costOver)}`)]),
  ];
  return html`
    <p class="small">
      ${over ? words.may : words.mayYet} ${limits.join(words.or)}. ${translated(view, says)}
    </p>
  `;
}

function clockCell(view: View, { asOf }: BreachModel, duty: Duty): Html {
  const moment = asOf ?? view.now;
  const { word, shape } = wordOf(view, duty, moment);
  const { planned, current } = duty;
  const state = html`<span class="st ${shape}">${word}</span>`;
  const { clock } = planned;
  const isOpen = current.status === 'running' || current.status === 'overdue';
  if (clock === null || !isOpen) return html`<div>${state}</div>`;
  const ticking = asOf === null ? html` data-left="${citedText(view, planned.article)}"` : null;
  return html`
    <div>
      <time class="left" datetime="${clock.due}"${ticking}>${timeLeft(clock.due, moment, view.language)}</time>
      <svg class="fuse" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="3"/>
        <rect width="${usedPercent(clock.start, clock.due, moment)}" height="3"/>
      </svg>
      ${state}
    </div>
  `;
}

/** How a duty that asks for nothing any more ended. */
function outcome(view: View, { state }: BreachModel, { planned, current, register }: Duty): Html | null {
  const { obligations: words } = view.words.breach;
  if (current.status === 'waived' && current.waivedBecause !== null)
    return html`<p class="small">${words.waivedBecause} <q class="said">${current.waivedBecause}</q></p>`;
  if (current.status === 'awaiting-event' && planned.startsFrom !== null) {
    const before = state.plan?.obligations.find(({ id }) => planned.startsFrom === `filing of ${id}`);
    const events: Record<string, string> = view.words.facts.options.events;
    const [starts, lang] =
      before === undefined
        ? [
            events[planned.startsFrom] ?? planned.startsFrom.replaceAll('-', ' '),
            planned.startsFrom in events ? null : 'en',
          ]
        : [words.filingOf(citedText(view, before.article)), null];
    return html`
      <p class="small">${words.waitsFor} <span${lang === null ? null : html` lang="${lang}"`}>${starts}</span></p>
    `;
  }
  const { filed } = current;
  if (filed === null && register !== undefined && register.gaps.length > 0) {
    const { parts } = view.words.filing.registerDuty;
    return html`<p class="small">${words.entryGaps(register.gaps.map((part) => parts[part]).join('; '))}</p>`;
  }
  if (filed === null) return null;
  const gap = planned.clock === null ? null : toMs(planned.clock.due) - toMs(filed.at);
  const early = gap === null ? '' : `, ${gap < 0 ? words.late(roughDuration(gap)) : words.early(roughDuration(gap))}`;
  const versions = current.versions?.length ?? 0;
  return html`
    <p class="small wrap">
      ${words.filedAt} ${timeTag(filed.at, view)},
      ${words.receipt(latestReceipt(current))}${early}${versions > 1 ? `, ${words.versions(versions)}` : ''}
    </p>
    ${filed.reasons === '' ? null : html`<q class="said small">${filed.reasons}</q>`}
  `;
}

/** The way to a duty's draft, or to what was handed in. */
export function filingLink(
  view: View,
  { state, asOf, chain }: BreachModel,
  { planned, current, register }: Duty,
): Html | null {
  const { obligations: words } = view.words.breach;
  if (!view.may(FILING_PAGE) || chain.broken.length > 0 || asOf !== null || current.status === 'waived') return null;
  const isDone = current.filed !== null;
  const isPressing =
    current.status === 'overdue' || (planned.clock !== null && isWithin4h(planned.clock.due, view.now));
  const style = isDone ? '' : isPressing ? 'btn sm main' : 'btn sm';
  const mayFile = view.may('POST /desk/breaches/:breachId/filings/:obligation');
  const label = register
    ? words.openEntry
    : isDone
      ? words.openReceipt
      : tellsPeople({ planned, current })
        ? words.tellPeople
        : mayFile
          ? words.openDraft
          : words.readDraft;
  return html`
    <a class="${style}" href="${dutyPath(state.breachId, { planned, current })}">
      ${label}
      <span class="sr">: ${citedText(view, planned.article)}</span>
    </a>
    ${
      tellsPeopleToo(planned) && !isDone
        ? html`<a class="btn sm" href="${panelPath(state.breachId, 'campaigns')}">${view.words.desk.steps.tell}</a>`
        : null
    }
  `;
}

const PRESSING_MS = 4 * 3_600_000;

function isWithin4h(due: string, now: string): boolean {
  return toMs(due) - toMs(now) <= PRESSING_MS;
}
