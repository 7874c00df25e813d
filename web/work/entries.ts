import type { CallLine, FileLine, NoteLine } from '../../domain/breach/work-lines.ts';
import { number } from '../breach/figures.ts';
import { choiceField, fileField, textArea, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { instantField } from '../instant-field.ts';
import { nameOf } from '../names.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { formCard, workAddress } from './form.ts';
import type { WorkModel } from './model.ts';

/** Rows and forms of notes, calls and files. */

export function noteRow(view: View, { number: n, at, by, text, privileged, withheld }: NoteLine): Html {
  const { work: words } = view.words;
  const tag = privileged ? html`<span class="tag warn">${words.notes.privileged}</span>` : null;
  const said = withheld
    ? html`<p class="muted">${words.notes.withheld}</p>`
    : html`<p class="pre">${text ?? words.lost}</p>`;
  return html`
    <li id="note-${n}">
      <div>${timeTag(at, view)}</div>
      <div>${tag}${said}<p class="small muted">${nameOf(view, by)}</p></div>
    </li>
  `;
}

export function noteForm(view: View, model: WorkModel): Html {
  const { work, shell: _ } = view.words;
  const { notes } = work;
  const { words } = view;
  return formCard(view, model, {
    ...{ name: 'note', title: notes.add, action: 'notes', labels: { 'note-text': notes.text } },
    fields: (form) => html`
      ${textArea({
        ...{ name: 'note-text', label: notes.text, hint: notes.textHint },
        ...{ form, words, required: true, rows: 5, maxlength: 10_000 },
      })}
      ${choiceField({
        ...{ name: 'note-privileged', label: notes.privileged, hint: notes.privilegedHint, kind: 'checkbox' },
        ...{ form, words, options: [['yes', notes.privileged]] },
      })}
    `,
    button: html`<button class="btn main">${notes.add}</button>`,
  });
}

export function callRow(view: View, { number: n, at, by, calledAt, partner, said }: CallLine): Html {
  const { work: words } = view.words;
  return html`
    <li id="call-${n}">
      <div>${timeTag(calledAt, view)}</div>
      <div>
        <p class="strong">${partner ?? words.lost}</p>
        <p class="pre">${said ?? words.lost}</p>
        <p class="small muted">${words.calls.logged} ${nameOf(view, by)}, ${timeTag(at, view)}</p>
      </div>
    </li>
  `;
}

export function callForm(view: View, model: WorkModel): Html {
  const { calls } = view.words.work;
  const { words } = view;
  const labels = { 'call-partner': calls.partner, 'call-at': calls.at, 'call-said': calls.said };
  return formCard(view, model, {
    ...{ name: 'call', title: calls.add, action: 'calls', labels },
    fields: (form) => html`
      ${textField({
        ...{ name: 'call-partner', label: calls.partner, hint: calls.partnerHint },
        ...{ form, words, required: true, maxlength: 300 },
      })}
      ${instantField(view, { name: 'call-at', label: calls.at, form, value: view.now, required: true })}
      ${textArea({
        ...{ name: 'call-said', label: calls.said, form, words, required: true, rows: 5, maxlength: 10_000 },
      })}
    `,
    button: html`<button class="btn main">${calls.add}</button>`,
  });
}

export function fileRow(view: View, breachId: string, line: FileLine): Html {
  const { work: words } = view.words;
  const { number: n, at, by, name, about, sha256, bytes, from } = line;
  const size = words.files.bytes(number(bytes, view.language));
  const place = from === null ? null : html` · ${words.files.from(from.slice(0, 12))}`;
  return html`
    <li id="file-${n}">
      <div>${timeTag(at, view)}</div>
      <div>
        <p class="strong">${name ?? words.lost}</p>
        ${about === null || about === '' ? null : html`<p>${about}</p>`}
        <p class="mono small hash">SHA-256 ${sha256}</p>
        <p class="small muted">${nameOf(view, by)} · ${size}${place}</p>
        <a href="${workAddress(breachId, 'files', sha256)}" download>
          ${words.files.download}<span class="sr">: ${name ?? sha256.slice(0, 12)}</span>
        </a>
      </div>
    </li>
  `;
}

export function fileForm(view: View, model: WorkModel): Html {
  const { files } = view.words.work;
  const { words } = view;
  return formCard(view, model, {
    ...{ name: 'file', title: files.add, action: 'files', labels: { file: files.file, 'file-about': files.about } },
    enctype: 'multipart/form-data',
    fields: (form) => html`
      ${textField({ name: 'file-about', label: files.about, form, words, maxlength: 500 })}
      ${fileField({ name: 'file', label: files.file, hint: files.fileHint, form, words, required: true })}
    `,
    button: html`<button class="btn main">${files.add}</button>`,
  });
}
