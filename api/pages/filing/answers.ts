import type { Answers, FieldValue } from '../../../domain/filing/context.ts';
import { countLines } from '../../../domain/filing/counts.ts';
import type { FilingField } from '../../../domain/filing/template.ts';
import { InstantInput } from '../../../domain/instant-input.ts';
import { readLocalTime } from '../../../domain/local-time.ts';
import { readCount, readDecimal } from '../../../domain/written-number.ts';
import { inputName, seenOf } from '../../../web/filing/control.ts';
import type { FieldModel } from '../../../web/filing/model.ts';
import type { Form } from '../../../web/forms.ts';

/** A field that was changed here and, since the form was shown, by somebody else. */
export type Conflict = { field: FilingField; now: FieldValue; yours: FieldValue };

/**
 * Puts what was typed over the answers as they are now. Fields that were not touched stay what they are now, whoever
 * changed them; one that was touched here and changed meanwhile is a conflict and stays too.
 *
 * @param zone IANA zone in which times without an offset are read
 */
export function mergeAnswers(
  values: Form['values'],
  current: { fields: readonly FieldModel[]; answers: Answers },
  zone: string,
): { answers: Answers; conflicts: Conflict[] } {
  const seen = seenFields(values.seen);
  const answers: Answers = { ...current.answers };
  const conflicts: Conflict[] = [];
  for (const { field, value, onRecord, seen: now } of current.fields) {
    if (values.do === `record:${field.id}`) {
      delete answers[field.id];
      continue;
    }
    const sent = values[inputName(field)];
    if (sent === undefined) continue;
    const yours = typedValue(field, sent, zone);
    const typed = seenOf(field, yours);
    const isUntouched = typed === seen.get(field.id) || typed === now;
    if (isUntouched) continue;
    if (seen.get(field.id) !== now) conflicts.push({ field, now: value, yours });
    else if (typed === seenOf(field, onRecord)) delete answers[field.id];
    else answers[field.id] = yours ?? '';
  }
  return { answers, conflicts };
}

/** `field_3:1f0a9c2b field_4:…`, as the form carries it. */
export function seenFields(given: string | readonly string[] | undefined): Map<string, string> {
  const pairs = String(given ?? '').split(' ');
  return new Map(
    pairs.flatMap((pair) => {
      const [, id, hash] = /^([\w-]+):([0-9a-f]{8})$/.exec(pair) ?? [];
      return id === undefined || hash === undefined ? [] : [[id, hash] as const];
    }),
  );
}

/** Rows of a country and a number, one after the other; a hidden field carries them as lines. */
function typedCounts(given: readonly string[]): FieldValue {
  const rows =
    given.length === 1
      ? given
      : given.flatMap((country, i) =>
          i % 2 === 0 ? [`${country} ${readCount(given[i + 1] ?? '') ?? given[i + 1] ?? ''}`] : [],
        );
  const lines = countLines([...rows]);
  return lines.length === 0 ? null : lines;
}

/** What a control sends, as the field's kind has it; null where it is empty. What does not fit stays a text. */
function typedValue({ kind }: FilingField, sent: string | readonly string[], zone: string): FieldValue {
  const given = [sent].flat().map((text) => text.replaceAll('\r\n', '\n').trim());
  if (kind === 'counts') return typedCounts(given);
  const chosen = given.filter((text) => text !== '');
  const [first] = chosen;
  if (first === undefined) return null;
  switch (kind) {
    case 'choices':
      // A hidden field carries several as lines.
      return chosen.flatMap((text) => text.split('\n'));
    case 'yes':
      return first === 'yes';
    case 'count':
      return readCount(first) ?? first;
    case 'number':
      return readDecimal(first) ?? first;
    case 'list':
      return chosen
        .flatMap((text) => text.split('\n'))
        .map((line) => line.trim())
        .filter((line) => line !== '');
    case 'date-time': {
      const reading = readLocalTime(first, zone);
      if (reading.kind === 'instant') return reading.at;
      return InstantInput.safeParse(first).data ?? first;
    }
    default:
      return first;
  }
}
