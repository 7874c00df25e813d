import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { type Model, trusted } from 'mongoose';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import type { Instant } from '../domain/time.ts';
import { openBytes, openJson, openOr, sealBytes, sealJson } from './crypto/seal.ts';
import { isDuplicate } from './failures.ts';
import { defineSchema, optionalText, text } from './schema.ts';
import type { Seals } from './seals.ts';
import type { Store } from './store.ts';

/**
 * Every version of the policy that ever held here: since when, by whom, under which name, and what it says, so that two
 * can be compared long after the files have changed.
 */

/** What of a policy is compared; conditions as they are written. */
export type PolicyContent = Omit<CompiledPolicy, 'cases' | 'notices'>;

type VersionDoc = {
  /** The version itself. */
  _id: string;
  at: Instant;
  /** Who set what makes it up, as the record names them; `files` where nothing is set on pages. */
  by: string;
  /** The content as JSON, compressed. */
  sealed: Buffer;
  /** Its name and who gave it, once somebody has. */
  named: string | null;
};
type Naming = { name: string; by: string; at: Instant };

export const policyVersionSchema = defineSchema<VersionDoc>({
  _id: text,
  at: text,
  by: text,
  sealed: { type: Buffer, required: true },
  named: optionalText,
}).index({ at: -1 });

/** One version, without what it says. */
export type PolicyVersion = { policyVersion: string; at: Instant; by: string; named: Naming | null };

/** The author of what the files say. */
export const FILES = 'files';

const zip = promisify(gzip);
const unzip = promisify(gunzip);

/** Notes that a version holds from now on; the first note of it stays. */
export async function notePolicy(
  store: Store,
  policy: CompiledPolicy,
  { at, by }: { at: Instant; by: string },
): Promise<void> {
  const { cases: _, notices: __, ...content } = policy;
  const { policyVersion: _id } = policy;
  if ((await model(store).exists({ _id })) !== null) return;
  const bytes = await zip(JSON.stringify(content satisfies PolicyContent));
  const sealed = Buffer.from(sealBytes(store.keyring, bytes, context(_id)));
  try {
    await model(store).create({ _id, at, by, sealed, named: null });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

/** All versions, the newest first. */
export async function listPolicyVersions(store: Store): Promise<PolicyVersion[]> {
  const docs = await model(store).find({}, { sealed: 0 }).sort({ at: -1, _id: 1 }).lean();
  return docs.map((doc) => versionOf(store, doc));
}

/** These of them, by what a plan names. */
export async function readPolicyVersions(
  store: Store,
  versions: readonly string[],
): Promise<Map<string, PolicyVersion>> {
  const docs = await model(store)
    .find({ _id: trusted({ $in: [...versions] }) }, { sealed: 0 })
    .lean();
  return new Map(docs.map((doc) => [doc._id, versionOf(store, doc)]));
}

/** What a version says; null where it never held here. */
export async function readPolicyContent(store: Store, policyVersion: string): Promise<PolicyContent | null> {
  const doc = await model(store).findById(policyVersion).lean();
  if (doc === null) return null;
  const { sealed } = doc as { sealed: Buffer | { buffer: Uint8Array } };
  const raw = sealed instanceof Uint8Array ? sealed : sealed.buffer;
  return JSON.parse((await unzip(openBytes(store.keyring, raw, context(policyVersion)))).toString());
}

/** Gives a version a name. @returns whether there is such a version */
export async function namePolicy(store: Store, policyVersion: string, naming: Naming): Promise<boolean> {
  const named = sealJson(store.keyring, naming, nameContext(policyVersion));
  return (await model(store).updateOne({ _id: policyVersion }, { $set: { named } })).matchedCount === 1;
}

function versionOf(store: Store, { _id, at, by, named }: Omit<VersionDoc, 'sealed'>): PolicyVersion {
  const opened = () => openJson<Naming>(store.keyring, named ?? '', nameContext(_id));
  const naming = named === null ? null : openOr(named, opened, (name) => ({ name, by: FILES, at }));
  return { policyVersion: _id, at, by, named: naming };
}

export const policyVersionSeals: Seals = {
  sealed: ({ _id }) => context(_id),
  named: ({ _id }) => nameContext(_id),
};

function context(id: string): string {
  return `policyVersions/${id}`;
}

function nameContext(id: string): string {
  return `${context(id)}/named`;
}

function model(store: Store): Model<VersionDoc> {
  return store.connection.model<VersionDoc>('policyVersions');
}
