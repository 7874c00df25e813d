import { Schema, type SchemaDefinition } from 'mongoose';
import { asStoreError } from './failures.ts';

/**
 * The schema of one collection. Strict both ways: an unknown field in a document or a filter is an error, never
 * dropped. Field order and empty objects stay as written, since hashes are taken over them.
 */
export function defineSchema<Doc>(fields: SchemaDefinition<Doc>): Schema<Doc> {
  const schema = new Schema<Doc>(fields, {
    strict: 'throw',
    strictQuery: 'throw',
    minimize: false,
    versionKey: false,
    autoIndex: false,
    autoCreate: false,
  });
  // Three parameters make it an error handler. A transaction needs the driver's own error, to know what to repeat.
  schema.post(/./, function (this: unknown, error: Error, _result: unknown, next: (error?: Error) => void) {
    next(isInSession(this) ? error : (asStoreError(error) as Error));
  });
  return schema;
}

function isInSession(operation: unknown): boolean {
  const query = operation as { getOptions?: () => { session?: unknown } };
  return query.getOptions?.().session != null;
}

export const text = { type: String, required: true } as const;
/** A text that may be empty or, before its time, absent. */
export const optionalText = { type: String, default: null } as const;
/** Mongoose counts an empty text as missing where a field is required; here it is a value. */
export const anyText = { type: String, default: '' } as const;
export const integer = { type: Number, required: true, validate: Number.isSafeInteger } as const;
export const flag = { type: Boolean, required: true } as const;
