import type { FieldValue } from './context.ts';
import { whyNoCounts } from './counts.ts';
import { FORMATS, isPlaceholder } from './formats.ts';
import type { FilingField } from './template.ts';
import type { Wrong } from './wrong.ts';

type Value = Exclude<FieldValue, null>;

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** A list of texts has one a line, whether it came as a list or as one text. */
export function listOf(value: Value): string[] {
  const lines = [value].flat().flatMap((text) => String(text).split('\n'));
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** Why the form would not take the value; null where it would. `roles`: what the organisation calls its roles by. */
export function whatIsWrong(
  field: FilingField,
  value: Value,
  incomplete: boolean,
  roles: readonly string[] = [],
): Wrong | null {
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' ? ofText(field, value, roles) : { code: 'not-text' };
    case 'list':
      return ofList(field, value, roles);
    case 'yes':
      return typeof value === 'boolean' ? null : { code: 'not-yes-or-no' };
    case 'count':
    case 'number':
      return ofNumber(field, value);
    case 'counts': {
      const says = whyNoCounts(value);
      return says === null ? null : { code: 'counts', says };
    }
    case 'date':
      return DATE.test(String(value)) && isInstant(value) ? null : { code: 'date' };
    case 'date-time':
      return DATE_TIME.test(String(value)) && isInstant(value) ? null : { code: 'date-time' };
    case 'choice':
    case 'choices':
      return ofOptions(field, value, incomplete);
  }
}

function ofText({ limit, is }: FilingField, text: string, roles: readonly string[]): Wrong | null {
  if (isPlaceholder(text)) return { code: 'placeholder' };
  // As a JSON schema and the authorities count: what lies outside the basic plane is one character.
  const { length } = [...text];
  if (limit !== null && length > limit) return { code: 'too-long', length, limit };
  return is === null || FORMATS[is](text, roles) ? null : { code: 'format', format: is };
}

function ofList(field: FilingField, value: Value, roles: readonly string[]): Wrong | null {
  for (const [i, line] of listOf(value).entries()) {
    const wrong = ofText(field, line, roles);
    if (wrong !== null) return { code: 'line', line: i + 1, wrong };
  }
  return null;
}

function ofNumber({ kind, least, most, decimals }: FilingField, value: Value): Wrong | null {
  const from = least ?? 0;
  if (kind === 'number' && (typeof value !== 'number' || !Number.isFinite(value))) return { code: 'not-a-number' };
  const isInside = Number(value) >= from && (most === null || Number(value) <= most);
  if (kind === 'count') return Number.isSafeInteger(value) && isInside ? null : { code: 'whole', least: from, most };
  if (!isInside) return { code: 'range', least: from, most };
  if (decimals === null || Number(Number(value).toFixed(decimals)) === value) return null;
  return { code: 'decimals', decimals };
}

function ofOptions({ kind, options, onlyIncomplete }: FilingField, value: Value, incomplete: boolean): Wrong | null {
  const chosen = Array.isArray(value) ? value : [String(value)];
  if (kind === 'choice' && chosen.length !== 1) return { code: 'one-option' };
  const unknown = chosen.find((option) => !Object.hasOwn(options, option));
  if (unknown !== undefined) return { code: 'no-option', option: unknown, options: Object.keys(options) };
  const early = incomplete ? undefined : chosen.find((option) => onlyIncomplete.includes(option));
  return early === undefined ? null : { code: 'early-option', option: options[early] ?? early };
}

function isInstant(value: Value): boolean {
  return !Number.isNaN(Date.parse(String(value)));
}
