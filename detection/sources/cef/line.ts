import { isRecord } from '../../json-text.ts';

/** What a line of CEF says, its escapes taken off. */
export type CefLine = {
  version: string;
  deviceVendor: string;
  deviceProduct: string;
  deviceVersion: string;
  signatureId: string;
  name: string;
  severity: string;
  extension: Record<string, string>;
};

const LONGEST = 100_000;
/** Where log shippers put the line: Logstash and Filebeat, Splunk's collector, Fluent Bit, Vector. */
const MEMBERS = ['message', 'event', 'log', 'line', 'raw', 'cef'];

/** The lines of a body: a text, or a list of texts or of what log shippers make of them. */
export function linesOf(body: unknown): unknown[] {
  if (Array.isArray(body)) return body.flatMap(linesOf);
  if (isRecord(body)) {
    const member = MEMBERS.find((name) => typeof body[name] === 'string' && isLine(body[name]));
    return member === undefined ? [body] : linesOf(body[member]);
  }
  if (typeof body !== 'string') return [body];
  const lines = body
    .toWellFormed()
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  return lines.length === 0 ? [body] : lines;
}

function isLine(text: string): boolean {
  return /(^|\s)CEF:\d/.test(text.slice(0, LONGEST));
}

/** A line without what syslog put before it; null for a text that is no CEF. */
export function parseLine(text: string): CefLine | null {
  const [, start] = /(?:^|[\s\ufeff])(CEF:\d+\|)/.exec(text.slice(0, 1_000)) ?? [];
  if (start === undefined) return null;
  const line = text.slice(text.indexOf(start), LONGEST);
  const fields = headerOf(line);
  if (fields.length < 8) return null;
  const [version = '', deviceVendor = '', deviceProduct = '', deviceVersion = '', signatureId = ''] = fields;
  const [, , , , , name = '', severity = '', extension = ''] = fields;
  const header = { version: version.slice(4), deviceVendor, deviceProduct, deviceVersion, signatureId, name, severity };
  return { ...header, extension: extensionOf(extension) };
}

/** Seven fields between bars, and the rest; in the fields `\|` is a bar and `\\` a backslash. */
function headerOf(line: string): string[] {
  const fields: string[] = [];
  let at = 0;
  let field = '';
  while (at < line.length && fields.length < 7) {
    const sign = line.charAt(at);
    const next = line.charAt(at + 1);
    if (sign === '\\' && (next === '|' || next === '\\')) {
      field += next;
      at += 2;
    } else {
      if (sign === '|') fields.push(field.trim());
      field = sign === '|' ? '' : field + sign;
      at += 1;
    }
  }
  return fields.length === 7 ? [...fields, line.slice(at)] : fields;
}

/**
 * `key=value` with blanks between; a value may hold blanks, so that it ends before the next key. An equals sign of a
 * value is escaped; one that is not begins no key unless a blank and a word stand before it.
 */
function extensionOf(text: string): Record<string, string> {
  const keys = [...text.matchAll(/(?:^|\s)([A-Za-z_][\w.\-[\]]{0,199})=/g)];
  const found: Record<string, string> = {};
  for (const [index, match] of keys.entries()) {
    const [whole, key = ''] = match;
    const value = text.slice(match.index + whole.length, keys[index + 1]?.index ?? text.length);
    if (key !== '__proto__' && !Object.hasOwn(found, key)) found[key] = unescaped(value.trim());
  }
  return found;
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', '=': '=', '\\': '\\', '|': '|' };

function unescaped(value: string): string {
  return value.replaceAll(/\\(.)/g, (whole, sign: string) => ESCAPES[sign] ?? whole);
}
