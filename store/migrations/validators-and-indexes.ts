import type { mongo, Schema } from 'mongoose';
import { SCHEMAS } from '../collections.ts';
import { sha256Hex } from '../crypto/digest.ts';

/** The collections as today's schemas want them in the database: validators and indexes. */

type Shape = { validator: mongo.Document; indexes: mongo.IndexDescription[] };
type JsonSchema = {
  bsonType?: string | string[];
  enum?: unknown[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean;
};

/** The shape of every collection, by its name. */
export function wantedShapes(): Record<string, Shape> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, schema]) => {
      const indexes = schema
        .indexes()
        .map(([key, { _autoIndex: _, ...options }]: [object, Record<string, unknown>]) => {
          return { ...options, key } as mongo.IndexDescription;
        });
      return [name, { validator: { $jsonSchema: validatorOf(schema) }, indexes }];
    }),
  );
}

/** Changes with whatever the database is told of the collections: 16 hexadecimal digits. */
export function fingerprintOf(shapes: Record<string, Shape>): string {
  return sha256Hex(JSON.stringify(Object.entries(shapes).toSorted(([a], [b]) => (a < b ? -1 : 1)))).slice(0, 16);
}

/**
 * What the mongoose schema says, as MongoDB itself checks it, for whatever writes past mongoose: the type of every
 * field, its closed set of values, which must be there, and that there are no others. Sealed values are texts or bytes;
 * what a schema calls mixed may be anything.
 */
function validatorOf(schema: Schema): JsonSchema {
  return closed(schema.toJSONSchema({ useBsonType: true }) as JsonSchema);
}

function closed(given: JsonSchema): JsonSchema {
  // Once its schema has become a model, mongoose names the values of an array's set twice, which MongoDB refuses.
  const schema = given.enum === undefined ? given : { ...given, enum: [...new Set(given.enum)] };
  if (schema.items !== undefined) return { ...schema, items: closed(schema.items) };
  if (schema.properties === undefined) return schema;
  const properties = Object.entries(schema.properties).map(([name, each]) => [name, closed(each)]);
  return { bsonType: 'object', ...schema, properties: Object.fromEntries(properties), additionalProperties: false };
}

/** Makes what is missing and changes what is otherwise. Safe to repeat, and quick where nothing is to be done. */
export async function applyShapes(db: mongo.Db, shapes: Record<string, Shape>): Promise<void> {
  const known = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
  await Promise.all(
    Object.entries(shapes).map(async ([name, { validator, indexes }]) => {
      // Moderate: a row that an earlier version wrote in its own shape may still be changed into one of today's.
      const checks = { validator, validationLevel: 'moderate', validationAction: 'error' };
      if (known.has(name)) await db.command({ collMod: name, ...checks });
      else await db.createCollection(name, checks);
      if (indexes.length > 0) await db.collection(name).createIndexes(indexes);
    }),
  );
}
