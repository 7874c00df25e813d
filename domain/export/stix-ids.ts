import { createHash } from 'node:crypto';
import { canonicalJson } from '../audit/chain.ts';

/** Ids of STIX 2.1 that come out the same each time: UUIDs of version 5 (RFC 9562). */

/** Of cyber-observable objects, by section 2.9 of the specification. */
const OBSERVABLES = '00abedb4-aa42-466c-9c01-fed23315a9b7';
/** Of all other objects of ours; the specification leaves that one to the observables alone. */
const OURS = 'ddd13f3b-9631-4680-988c-754a642e1126';

/** The id of an observable: of its type and the properties that the specification names for it. */
export function observableId(type: string, contributing: Record<string, string>): string {
  return `${type}--${uuid5(OBSERVABLES, canonicalJson(contributing))}`;
}

/** The id of any other object: the same for the same parts. */
export function objectId(type: string, parts: readonly string[]): string {
  return `${type}--${uuid5(OURS, canonicalJson([type, ...parts]))}`;
}

function uuid5(namespace: string, name: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
