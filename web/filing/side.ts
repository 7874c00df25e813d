import type { FieldChange } from '../../domain/filing/versions.ts';
import { toMs } from '../../domain/time.ts';
import { approversNote } from '../communication/approvers.ts';
import { choiceField, type Form } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { languageName } from '../languages/display-names.ts';
import { SOON_MS, timeTag, utcTime } from '../time.ts';
import { dayAndTime, timeLeft } from '../time-words.ts';
import { citedText, translated } from '../translated.ts';
import type { View } from '../view.ts';
import { labelTag, sectionOf } from './label.ts';
import {
  type FieldModel,
  type FilingModel,
  fieldsToFill,
  filingPath,
  proposedFields,
  repeatedFields,
  sectionsOf,
} from './model.ts';
import { sayWhyNot } from './why-not.ts';

/** Beside the form: its sections, the time left, and the one next step. */
export function sidebar(view: View, model: FilingModel, form: Form, { editable }: { editable: boolean }): Html {
  const { filing: words } = view.words;
  const items = sectionsOf(model).map(({ name, fields }) => {
    const gaps = fieldsToFill({ fields });
    const open = gaps.length;
    const state =
      open === 0
        ? html`<span class="st filed"><span class="sr">${words.complete}</span></span>`
        : html`<span class="st missing">${open}<span class="sr"> ${words.missing}</span></span>`;
    // To a field and not to the section: only what lies in a fold opens it.
    const first = (gaps[0] ?? fields[0])?.field.id;
    return html`<li><a href="#${first}"><span>${sectionOf(view, model.template, name)}</span>${state}</a></li>`;
  });
  const parts =
    model.template.fields.length < 8
      ? null
      : html`
        <nav class="card toc" aria-label="${words.sectionsLabel}">
          <header><h2>${words.sections}</h2></header>
          <ol class="in">${items}</ol>
        </nav>
      `;
  return html`
    <div class="side">
      <section class="card" id="f-file" tabindex="-1" aria-labelledby="h-file">
        <header><h2 id="h-file">${words.fileIt}</h2></header>
        <div class="in acts">
          ${clock(view, model)}${approved(view, model)}${editable ? acts(view, model, form) : null}
        </div>
      </section>
      ${parts}
    </div>
  `;
}

function clock(view: View, { planned, versions, status }: FilingModel): Html {
  const { filing: words } = view.words;
  const first = versions[0];
  if (first !== undefined)
    return html`
      <p><span class="st ${first.late ? 'late' : 'filed'}">${words.filedAt}</span> ${timeTag(first.filedAt, view)}</p>
    `;
  if (planned.clock === null || (status !== 'running' && status !== 'overdue'))
    return html`<p class="muted">${words.noClock}</p>`;
  const { due } = planned.clock;
  const isLate = due < view.now;
  const isSoon = toMs(due) - toMs(view.now) <= SOON_MS;
  return html`
    <p class="${isLate ? 'is-overdue' : isSoon ? 'is-soon' : ''}">
      <time class="left" datetime="${due}" data-left="${citedText(view, planned.article)}">
        ${timeLeft(due, view.now, view.language)}
      </time>
      <span class="sub">${isLate ? words.lateSince : words.leftUntil}</span>
      <time datetime="${due}">${dayAndTime(due, view.now, view)}</time>
      <span class="utc">${utcTime(due, view)}</span>
    </p>
  `;
}

function approved(view: View, model: FilingModel): Html | null {
  const { filing: words, filingDocument: documents } = view.words;
  const { approval, nameOf } = model;
  if (approval === null) return null;
  return html`
    <div class="note good">
      <p><span class="st ack">${words.approvedBy}</span> ${nameOf(approval.by)}</p>
      ${timeTag(approval.at, view)}${hash(view, approval.sha256)}
      <p>
        <a class="btn" href="${filingPath(model, `/document?stage=${approval.stage}`)}">${documents.openApproved}</a>
      </p>
      <p class="small">
        <a href="${filingPath(model, `/draft.json?stage=${approval.stage}&approved=yes`)}">${words.approvedFile}</a>
      </p>
      ${changedSince(view, model, approval.since)}
    </div>
  `;
}

/** What the draft says otherwise by now than the approved bytes, field by field. */
function changedSince(view: View, { fields }: FilingModel, since: readonly FieldChange[] | null): Html | null {
  const { filing } = view.words;
  if (since?.length === 0) return null;
  const items = (since ?? []).map(({ field, label }) => {
    const isShown = fields.some((each) => each.field.id === field);
    const named = translated(view, label);
    return html`<li>${isShown ? html`<a href="#${field}">${named}</a>` : named}</li>`;
  });
  const list = items.length === 0 ? null : html`<ul class="small">${items}</ul>`;
  return html`<p class="small">${filing.approvalStale}</p>${list}`;
}

/** The one next step, named by what it does: save what was typed, fill what stands in the way, approve, record. */
function acts(view: View, model: FilingModel, form: Form): Html {
  const { filing: words } = view.words;
  const { approval, isUnsaved } = model;
  if (isUnsaved) {
    return html`
      <button class="btn main wide" form="draft" name="do" value="save">${words.save}</button>
      <p class="small muted">${words.saveHint}</p>
    `;
  }
  const reason = sayWhyNot(view, model);
  const [first] = fieldsToFill(model);
  const toFirst =
    first === undefined ? null : html`<a class="btn main wide" href="#${first.field.id}">${words.firstMissing}</a>`;
  const approve =
    reason === null
      ? html`${waiting(view, model)}${approveForm(view, model, form)}`
      : html`<p class="small">${words.cannot} ${reason}.</p>${approval === null ? toFirst : null}`;
  if (approval === null) return approve;
  const again =
    approval.since?.length === 0 ? null : html`<details><summary>${words.approveAgain}</summary>${approve}</details>`;
  return html`
    <p class="small">${words.handIn}</p><a class="btn main wide" href="#record">${words.record}</a>
    ${again}
  `;
}

/** From when on it could be approved: what was typed last, else the version before, else what its clock starts from. */
function waiting(view: View, { approvers, saved, versions, planned, fourEyes }: FilingModel): Html | null {
  const since = saved?.at ?? versions.at(-1)?.recordedAt ?? planned.clock?.start ?? null;
  return approversNote(view, approvers, { since, except: fourEyes.isAsked ? fourEyes.drafter : null });
}

/**
 * The approval, or why whoever looks does not give it. Of the same form as the answers, so that what is typed and not
 * saved comes along and is not lost.
 */
function approveForm(view: View, model: FilingModel, form: Form): Html {
  const { filing: words } = view.words;
  const { approval, draft, fourEyes } = model;
  const who = whoApproves(view, model);
  if (fourEyes.whyNot !== null) {
    return html`<div class="note warn"><p>${words.fourEyes[fourEyes.whyNot]}</p></div>${who}`;
  }
  return html`
    <div class="acts">
      <input type="hidden" name="sha256" value="${draft.sha256}" form="draft">
      ${who}${unread(view, model, form)}
      <button
        class="btn wide${approval === null ? ' main' : ''}"
        form="draft"
        formaction="${filingPath(model, '/approval')}"
        name="do"
        value="approve">
        ${words.approve}
      </button>
      ${hash(view, draft.sha256)}
      <p class="small muted">${words.approveHint}</p>
    </div>
  `;
}

/** Who typed last, and that somebody else approves, where the policy asks for that. */
function whoApproves({ words }: View, { fourEyes, nameOf }: FilingModel): Html | null {
  const { fourEyes: says } = words.filing;
  if (!fourEyes.isAsked) return null;
  const typed = fourEyes.drafter === null ? says.asRecorded : says.typedBy(nameOf(fourEyes.drafter));
  return html`<p class="small">${typed} ${says.rule}</p>`;
}

/** A draft that nobody touched, or that holds proposals, is approved only by somebody who says to have read it. */
function unread(view: View, model: FilingModel, form: Form): Html | null {
  const { words } = view;
  const { isUntouched, mustBeRead, versions } = model;
  if (!mustBeRead) return null;
  const { filing } = words;
  const says = versions.length === 0 ? filing.untouched : filing.untouchedSince;
  const [proposed, repeated] = [proposedFields(model), repeatedFields(model)];
  const language = languageName(model.language, view.language);
  const tick =
    repeated.length > 0 ? filing.readRepeated(language) : proposed.length > 0 ? filing.readProposed : filing.readTick;
  return html`
    <div class="note warn">
      ${isUntouched ? html`<p class="small">${says}</p>` : null}
      ${folded(view, filing.proposed(proposed.length), proposed)}
      ${folded(view, filing.repeated(repeated.length, language), repeated)}
    </div>
    ${choiceField({
      name: 'read',
      label: filing.readLegend,
      kind: 'checkbox',
      options: [['yes', tick]],
      formId: 'draft',
      form,
      words,
    })}
  `;
}

/** Fields by their names, each a link to it. */
function folded(view: View, summary: string, fields: readonly FieldModel[]): Html | null {
  if (fields.length === 0) return null;
  const items = fields.map(
    ({ field, number }) => html`<li><a href="#${field.id}">${number}. ${labelTag(view, field)}</a></li>`,
  );
  return html`<details class="small"><summary>${summary}</summary><ul>${items}</ul></details>`;
}

function hash(view: View, sha256: string): Html {
  return html`<p class="small sha"><span class="muted">${view.words.filing.sha}</span> <code>${sha256}</code></p>`;
}
