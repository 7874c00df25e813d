import { leavesMore } from '../../domain/filing/stages.ts';
import { type Form, hiddenFields } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { timeTag } from '../time.ts';
import { citedText } from '../translated.ts';
import type { View } from '../view.ts';
import { addressee } from './addressee.ts';
import { communicationCard } from './communication.ts';
import { formNote } from './form-note.ts';
import { filingHead } from './head.ts';
import { incompleteNote } from './incomplete.ts';
import { labelTag, titleOf } from './label.ts';
import {
  type FilingModel,
  fieldsToFill,
  filingPath,
  lacksReasons,
  missingFields,
  reasonsField,
  sectionsOf,
  wrongFields,
} from './model.ts';
import { problemList } from './problems.ts';
import { receiptCard } from './receipt.ts';
import { sectionCard } from './section.ts';
import { sidebar } from './side.ts';
import { versionsCard } from './versions.ts';

const WRITE = 'POST /desk/breaches/:breachId/filings/:obligation';

/** The filing of one duty: what is missing first, then the form in its sections, what differs, and its versions. */
export function filingPage(view: View, model: FilingModel, form: Form): string {
  const { filing: words } = view.words;
  const { planned, stages, stage, status, closed } = model;
  const isOpen = !closed && stages.includes(stage) && status !== 'does-not-apply' && status !== 'waived';
  const editable = isOpen && view.may(WRITE);
  const gaps = fieldsToFill(model);
  const next = editable ? new Map(gaps.map(({ field }, i) => [field.id, gaps[i + 1] ?? null])) : undefined;
  const open = leavesMore(model.draft);
  const stageOf = { open, editable, ...(next && { next }) };
  const all = sectionsOf(model);
  const begin = all.find((section) => fieldsToFill(section).length > 0);
  const sections = all.map((section, i) =>
    sectionCard(view, model, { ...section, id: `s-${i + 1}`, isFirst: section === begin }, stageOf),
  );
  const seen = model.fields.map(({ field, seen }) => `${field.id}:${seen}`).join(' ');
  const body = editable
    ? html`
      <form id="draft" method="post" action="${filingPath(model)}" class="stackgap sections">
        <button class="sr" tabindex="-1" aria-hidden="true" name="do" value="save">${words.save}</button>
        ${hiddenFields(view, { stage, seen, form: model.asked ?? '' })}${sections}
        <p class="noprint" id="save" tabindex="-1">
          <button class="btn" name="do" value="save">${words.save}</button>
        </p>
      </form>
    `
    : html`<div class="stackgap sections">${sections}</div>`;
  const main = html`
    ${head(view, model)}
    ${incompleteNote(view, model)}
    <div class="split lead">
      ${sidebar(view, model, form, { editable })}
      <div class="stackgap">
        ${problemList(view, model, form, { editable })}
        ${communicationCard(view, model.communication)}
        ${standing(view, model)}
        ${formNote(view, model)}
        ${notes(view, model, open)}
        ${editable && model.approval !== null ? receiptCard(view, model, form) : null}
        ${body}
        ${versionsCard(view, model)}
        ${editable && model.approval === null ? receiptCard(view, model, form) : null}
      </div>
    </div>
  `;
  return insidePage(view, {
    title: `${citedText(view, planned.article)} · ${model.breachId}`,
    place: 'breaches',
    main,
  });
}

function head(view: View, model: FilingModel): Html {
  const { filing: words, shell } = view.words;
  const { planned, stage, stages, saved, nameOf, earlier, exercise, template, draft, isUnsaved, approval } = model;
  const tabs = stages.map(
    (each) =>
      html`
        <a
          class="btn sm"
          href="${filingPath(model, `?stage=${each}`)}"
          ${each === stage ? html` aria-current="page"` : null}>
          ${words.stages[each]}
        </a>
      `,
  );
  const by = isUnsaved
    ? html`${words.notSaved}`
    : saved !== null
      ? html`${words.savedBy} ${nameOf(saved.by)}, ${timeTag(saved.at, view)}`
      : approval !== null
        ? html`${words.approvedBy} ${nameOf(approval.by)}, ${timeTag(approval.at, view)}`
        : html`${words.neverSaved}`;
  const query = `?stage=${stage}`;
  const lede = stage === 'follow-up' && draft.afterComplete ? words.afterComplete : words.stageLedes[stage];
  return html`
    ${filingHead(view, model)}
    <div class="head">
      <div>
        <h1>${words.title(citedText(view, planned.article))}</h1>
        <p class="lede">
          ${titleOf(view, template)}. ${addressee(view, model)}
          ${lede}${earlier === null ? null : html` ${words.follows(earlier)}`}
        </p>
        <p class="small muted saved">${by}</p>
        ${tabs.length === 0 ? null : html`<nav class="row noprint" aria-label="${words.stagesLabel}">${tabs}</nav>`}
      </div>
      <div class="row noprint">
        <a class="btn" href="${filingPath(model, `/document${query}`)}">${view.words.filingDocument.open}</a>
        <a class="btn" href="${filingPath(model, `/draft.json${query}`)}">${words.json}</a>
      </div>
    </div>
    ${exercise ? html`<p class="drillbar">${shell.exercise}. ${words.exercise}</p>` : null}
  `;
}

/** Why nothing can be changed here, where that is so. */
function standing(view: View, { closed, stages, status }: FilingModel): Html | null {
  const { filing: words } = view.words;
  const text = closed
    ? words.closed
    : stages.length === 0
      ? words.withdrawn
      : status === 'does-not-apply'
        ? words.doesNotApply
        : status === 'waived'
          ? words.waived
          : null;
  return text === null ? null : html`<p class="note warn">${text}</p>`;
}

function notes(view: View, model: FilingModel, open: boolean): Html {
  const { filing: words } = view.words;
  const { fields, draft, planned, changes } = model;
  const missing = missingFields(model);
  const [owed, later] = [missing.filter(({ blocks }) => blocks), missing.filter(({ blocks }) => !blocks)];
  const isWhole = missing.length + wrongFields(model).length === 0;
  const forbidden = fields.filter((field) => field.forbidden.length > 0);
  const link = ({ field, number }: (typeof fields)[number]) =>
    html`<li><a href="#${field.id}">${number}. ${labelTag(view, field)}</a></li>`;
  const late = draft.late && planned.lateNeedsReasons;
  const reasons = reasonsField(model);
  const where =
    reasons === undefined
      ? html`<p class="small">${words.lateReceipt}</p>`
      : lacksReasons(model)
        ? html`<p><a href="#${reasons.field.id}">${words.lateLink}</a></p>`
        : null;
  const first = fields.find((field) => field.change !== null);
  return html`
    ${
      late
        ? html`
          <div class="note hot">
            <h2>${words.lateTitle}</h2><p>${words.lateText(citedText(view, planned.article))}</p>${where}
          </div>
        `
        : null
    }
    ${
      forbidden.length === 0
        ? null
        : html`
          <div class="note hot">
            <h2>${words.forbiddenTitle(forbidden.length)}</h2>
            <p>${words.forbiddenLede}</p>
            <ul>${forbidden.map(link)}</ul>
          </div>
        `
    }
    ${isWhole ? html`<div class="note good"><h2>${words.nothingMissingTitle}</h2></div>` : null}
    ${
      missing.length === 0
        ? null
        : html`
          <div class="note ${open ? 'warn' : 'hot'}" id="missing" tabindex="-1">
            <h2>${words.missingTitle(missing.length)}</h2>
            ${
              owed.length === 0
                ? null
                : html`
                  <p class="small">${words.exactness.always(owed.length)}</p>
                  <ul class="cols">${owed.map(link)}</ul>
                `
            }
            ${
              later.length === 0
                ? null
                : html`
                  <p class="small">${open ? words.missingOpen : words.missingClosed}</p>
                  <ul class="cols">${later.map(link)}</ul>
                `
            }
          </div>
        `
    }
    ${
      changes === null
        ? null
        : html`
          <div class="note">
            <h2>${words.differsTitle(changes.length)}</h2>
            ${
              changes.length === 0
                ? null
                : html`
                  <p class="small">
                    ${words.differsText}${
                      first === undefined
                        ? null
                        : html` <a class="noprint" href="#${first.field.id}">${words.firstChange}</a>`
                    }
                  </p>
                `
            }
          </div>
        `
    }
  `;
}
