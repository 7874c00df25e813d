import { DateTime } from 'luxon';
import { readLocalTime } from '../domain/local-time.ts';
import type { Instant } from '../domain/time.ts';
import { choiceField, type Form, selectField, textField } from './forms.ts';
import { type Html, html } from './html.ts';
import { LOCALES } from './languages/locales.ts';
import { localTime, utcTime } from './time.ts';
import type { View } from './view.ts';

type Reader = Pick<View, 'zone' | 'words' | 'now' | 'language'>;

/**
 * An instant as people give it: date and time, and the zone they are read in. Sent as `<name>`, `<name>-zone` and,
 * where clocks show the time twice, `<name>-which` with the chosen instant.
 */
export function instantField(
  view: Reader,
  field: { name: string; label: string; hint?: string; form: Form; value?: Instant; required?: boolean },
): Html {
  const { name, label, hint, form, value, required } = field;
  const { words } = view;
  const local = value === undefined ? '' : localInput(value, view.zone);
  const problem = form.problems.some((p) => p.field === name);
  return html`
    <div class="instant">
      ${textField({
        name,
        label,
        hint,
        form,
        words,
        value: local,
        required,
        type: 'datetime-local',
      })}${zoneField(view, `${name}-zone`, form)}
    </div>
    ${problem ? whichField(view, name, form) : null}
  `;
}

/** In which zone the times of a form are read; each with its offset from UTC now. */
export function zoneField(view: Reader, name: string, form: Form): Html {
  const { zone, words } = view;
  const options = [zone, 'UTC'].filter((each, i, all) => all.indexOf(each) === i);
  const labelled = options.map((each) => [each, `${each} (${offsetNow(view, each)})`] as const);
  return selectField({ name, label: words.shell.instant.zone, form, words, options: labelled, value: zone });
}

/** `2026-11-21T13:05`, as the browser's field takes it. */
export function localInput(instant: Instant, zone: string): string {
  return DateTime.fromISO(instant, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
}

/** Both instants that a repeated time can mean; nothing where it can mean one only. */
function whichField(view: Reader, name: string, form: Form): Html | null {
  const [text, zone] = [form.values[name], form.values[`${name}-zone`]];
  const reading = readLocalTime(String(text ?? ''), String(zone ?? view.zone));
  if (reading.kind !== 'twice') return null;
  const options = reading.choices.map((at) => {
    const offset = DateTime.fromISO(at, { zone: view.zone }).toFormat('ZZ');
    return [at, `${localTime(at, view)} (UTC${offset}), ${utcTime(at, view)}`] as const;
  });
  const { words } = view;
  return choiceField({ name: `${name}-which`, label: words.shell.instant.which, form, words, kind: 'radio', options });
}

function offsetNow({ now, language }: Reader, zone: string): string {
  return zone === 'UTC'
    ? '+00:00'
    : DateTime.fromISO(now, { zone }).setLocale(LOCALES[language]).toFormat("ZZZZ, 'UTC'ZZ");
}
