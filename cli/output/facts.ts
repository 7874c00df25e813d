import { z } from 'zod';
import { Facts, Narrative } from '../../domain/facts.ts';
import { renderTable } from './table.ts';

type JsonSchema = {
  type?: string | string[];
  enum?: unknown[];
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  format?: string;
  propertyNames?: JsonSchema;
  additionalProperties?: JsonSchema;
};

/** Parts of the story in people's words. */
export const NARRATIVE_NAMES = Object.keys(Narrative.shape);
export const FACT_NAMES = Object.keys(Facts.shape);

const WORDS: Partial<Record<string, string>> = {
  title: 'text, one line',
  unlisted: 'text: touched systems that the register does not have yet; any role and any data count until it has',
};

/** Every fact with the values it takes, as lines for the help. */
export function describeFacts(): string[] {
  const { properties = {} } = z.toJSONSchema(Facts, { io: 'input' }) as { properties?: Record<string, JsonSchema> };
  const rows = Object.entries(properties).map(([name, schema]) => [`  ${name}`, valuesOf(schema)]);
  const words = NARRATIVE_NAMES.map((name) => [`  ${name}`, WORDS[name] ?? 'text; letters to counterparties quote it']);
  return [
    'facts, and the story:',
    ...renderTable(['', ''], [...rows, ...words])
      .split('\n')
      .slice(1),
  ];
}

function valuesOf(schema: JsonSchema): string {
  const { type, enum: values, anyOf, items, format, propertyNames, additionalProperties = {} } = schema;
  if (anyOf !== undefined) return anyOf.map(valuesOf).join(', or ');
  if (Array.isArray(type)) return type.map((one) => valuesOf({ type: one })).join(', or ');
  if (values !== undefined) return values.join('|');
  if (type === 'array') return `a list: [${items?.enum === undefined ? '<id>' : items.enum.join('|')}, …]`;
  if (type === 'object') return `{ ${propertyNames?.enum?.join('|') ?? '<place>'}: ${valuesOf(additionalProperties)} }`;
  if (type === 'boolean') return 'true|false';
  if (type === 'null') return 'null for not known';
  if (format === 'date-time') return 'an instant with offset';
  return type === 'integer' ? 'a whole number' : 'text';
}
