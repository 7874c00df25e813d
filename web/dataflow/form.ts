import { PLANES, ROLES } from '../../domain/dataflow.ts';
import { DATA_CLASSES } from '../../domain/facts.ts';
import { breachPath } from '../breach/places.ts';
import { choiceField, errorSummary, hiddenFields, selectField, textArea, textField } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { languageName } from '../languages/display-names.ts';
import { PLACES } from '../places.ts';
import type { View } from '../view.ts';
import { countriesField, isShort, partiesField } from './choices.ts';
import type { ListName, PartyPage, SystemPage } from './model.ts';

const UNKNOWN = `${PLACES.alerts}/unknown`;

type Name = 'name' | 'dataCategories' | 'aliases' | 'peopleConcerned' | 'language' | 'clause';

function hintOf(hints: object, name: string): { hint: string } | null {
  const hint = (hints as Record<string, unknown>)[name];
  return typeof hint === 'string' ? { hint } : null;
}

function named(name: string, hint: string): Html {
  return html`${name}<span class="sub">${hint}</span>`;
}

/** The form of a system; its values come with it. */
export function systemForm(view: View, { id, form, seen, entry, breachId, unknown, choices }: SystemPage): Html {
  const { words } = view;
  const { dataflow, breach, facts } = words;
  const { fields, hints } = dataflow;
  const base = (name: Name) => ({
    form,
    words,
    name,
    label: fields[name],
    ...(hintOf(hints, name) ?? {}),
  });
  const roles = [['', dataflow.roleByPlane] as const, ...ROLES.map((role) => [role, breach.roles[role]] as const)];
  const planes = PLANES.map((plane) => [plane, breach.planes[plane]] as const);
  const classes = DATA_CLASSES.map((c) => [c, named(facts.options.dataClasses[c], dataflow.classHints[c])] as const);
  const parties = (name: 'suppliers' | 'customers') => {
    const { [name]: there } = choices;
    const hint =
      there.parties.length === 0 ? hints.noParties[name] : isShort(there) ? hints.parties : hints.manyParties;
    return partiesField(view, { form, name, label: fields[name], hint }, there);
  };
  const touchedBy = breachId === null ? null : html`<p class="note">${dataflow.touchedBy(breachId)}</p>`;
  const namedBy = unknown === null ? null : html`<p class="note">${dataflow.namedByAlerts(unknown.alias)}</p>`;
  const body = html`
    ${touchedBy}${namedBy}${entry === null ? idField(view, form) : null}
    ${textField({ ...base('name'), maxlength: 200, required: true })}
    ${choiceField({
      form,
      words,
      kind: 'radio',
      name: 'plane',
      label: fields.plane,
      options: planes,
      two: true,
      required: true,
    })}
    ${selectField({ form, words, name: 'role', label: fields.role, hint: hints.role, options: roles })}
    ${choiceField({
      form,
      words,
      kind: 'checkbox',
      name: 'dataClasses',
      label: fields.dataClasses,
      options: classes,
      two: true,
    })}
    ${textArea({ ...base('dataCategories'), rows: 3, required: true })}
    ${countriesField(view, { form, name: 'countries', label: fields.countries, hint: hints.countries })}
    ${textField({ ...base('peopleConcerned'), inputmode: 'numeric' })}
    ${parties('suppliers')}
    ${parties('customers')}
    ${textArea({
      ...base('aliases'),
      rows: 3,
    })}
  `;
  return framed(view, 'systems', { id, form, seen, breachId, unknown }, body);
}

/** The form of a supplier or customer. */
export function partyForm(
  view: View,
  list: 'suppliers' | 'customers',
  { id, form, seen, entry, languages }: PartyPage,
): Html {
  const { words } = view;
  const { dataflow } = words;
  const { fields, hints } = dataflow;
  const base = (name: Name) => ({
    form,
    words,
    name,
    label: fields[name],
    ...(hintOf(hints, name) ?? {}),
  });
  const contact = (n: 1 | 2) =>
    html`
      <fieldset class="field">
        <legend>${n === 1 ? fields.contact1 : fields.contact2}</legend>
        ${n === 2 ? html`<span class="hint">${hints.contact2}</span>` : null}
        <div class="pair">
          ${textField({
            form,
            words,
            name: `contact${n}-name`,
            label: dataflow.contactName,
            maxlength: 200,
            required: n === 1,
            autocomplete: 'off',
          })}
          ${textField({
            form,
            words,
            name: `contact${n}-email`,
            type: 'email',
            label: dataflow.contactEmail,
            maxlength: 320,
            required: n === 1,
            autocomplete: 'off',
          })}
        </div>
      </fieldset>
    `;
  const body = html`
    ${entry === null ? idField(view, form) : null}${textField({ ...base('name'), maxlength: 200, required: true })}
    ${textField({ ...base('clause'), maxlength: 200 })}
    ${selectField({
      ...base('language'),
      options: languages.map((code) => [code, languageName(code, view.language)] as const),
    })}
    ${contact(1)}
    ${contact(2)}
  `;
  return framed(view, list, { id, form, seen, breachId: null, unknown: null }, body);
}

function idField(view: View, form: SystemPage['form']): Html {
  const { fields, hints } = view.words.dataflow;
  return textField({
    form,
    words: view.words,
    name: 'id',
    label: fields.id,
    hint: hints.id,
    maxlength: 64,
    required: true,
    autocomplete: 'off',
  });
}

function framed(
  view: View,
  list: ListName,
  { id, form, seen, breachId, unknown }: Pick<SystemPage, 'id' | 'form' | 'seen' | 'breachId' | 'unknown'>,
  body: Html,
): Html {
  const { dataflow, shell } = view.words;
  const path = PLACES[list];
  const place = id === 'new' ? path : `${path}/${id}`;
  const hidden = { seen, ...(breachId !== null && { breach: breachId }), ...(unknown && { unknown: unknown.id }) };
  const before = breachId === null ? place : `${breachPath(breachId)}/facts`;
  const back = unknown === null ? before : UNKNOWN;
  return html`
    <form class="in stackgap card-form" method="post" action="${path}/${id}">
      ${hiddenFields(view, hidden)}
      ${errorSummary(form, view.words, labelsOf(view))}${body}
      <div class="row">
        <button class="btn main">${dataflow.save}</button>
        <a class="btn" href="${back}">${shell.cancel}</a>
      </div>
    </form>
  `;
}

/** Fields of a contact are named with whose they are. */
function labelsOf({ words }: View): Record<string, string> {
  const { fields, contactName, contactEmail } = words.dataflow;
  const of = (contact: string, part: string) => `${contact}, ${part}`;
  return {
    ...fields,
    'contact1-name': of(fields.contact1, contactName),
    'contact1-email': of(fields.contact1, contactEmail),
    'contact2-name': of(fields.contact2, contactName),
    'contact2-email': of(fields.contact2, contactEmail),
  };
}
