import { readFile } from 'node:fs/promises';
import { detailOf } from '../config/raw-variables.ts';
import { parseYaml } from '../config/yaml-text.ts';
import { TocsinError } from '../domain/errors.ts';
import { InstantInput } from '../domain/instant-input.ts';
import { howLongAgo } from './how-long-ago.ts';
import { bothTimes, localZone } from './output/time.ts';
import type { VerbInput } from './verbs/verb.ts';

/** What verbs read from the command line and from files. Every refusal names the option or file at fault. */

/** A text option; undefined where it was not given. */
export function optionOf(input: VerbInput, name: string): string | undefined {
  const value = input.options[name];
  return typeof value === 'string' ? value : undefined;
}

/** Every value of an option that may be repeated. */
export function optionsNamed(input: VerbInput, name: string): string[] {
  const value = input.options[name];
  return Array.isArray(value) ? value : [];
}

/** A text option the verb cannot do without. Throws `bad-input`. */
export function requireOption(input: VerbInput, name: string): string {
  const value = optionOf(input, name);
  if (value === undefined) throw new TocsinError('bad-input', `--${name} is missing.`, name);
  return value;
}

/** An argument; the command line was checked for it already. */
export function argumentOf(input: VerbInput, name: string): string {
  const value = input.args[name];
  if (value === undefined) throw new TocsinError('bad-input', `<${name}> is missing.`, name);
  return value;
}

/** A part of an address's path, so that no id reaches another route. */
export function breachPath(breachId: string, ...rest: string[]): string {
  return ['/breaches', breachId, ...rest].map((part, i) => (i === 0 ? part : encodeURIComponent(part))).join('/');
}

/** The bytes of a file, or of standard input for `-`. Throws `bad-input` that names the file. */
export async function readBytes(input: VerbInput, file: string, field: string): Promise<Buffer<ArrayBuffer>> {
  if (file === '-') return Buffer.from(await input.readStdin());
  try {
    return Buffer.from(await readFile(file));
  } catch (error) {
    const why = detailOf(error, 'code') === 'ENOENT' ? 'there is no such file' : 'it cannot be read';
    throw new TocsinError('bad-input', `${file}: ${why}.`, field);
  }
}

/** The text of a file, in UTF-8. Throws `bad-input` that names the file, also where it is in another encoding. */
export async function readText(input: VerbInput, file: string, field: string): Promise<string> {
  const bytes = await readBytes(input, file, field);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new TocsinError('bad-input', `${file}: it is not text in UTF-8; save it as such.`, field);
  }
}

/** A JSON or YAML file (JSON is YAML). Throws `bad-input` with the line at fault. */
export async function readData(input: VerbInput, file: string, field: string): Promise<unknown> {
  const text = await readText(input, file, field);
  const { content, mistakes } = parseYaml(text);
  const [mistake] = mistakes;
  if (mistake === undefined) return content;
  const where = `line ${mistake.line}: ${mistake.message}`;
  throw new TocsinError('bad-input', `${file} is neither JSON nor YAML: ${where}`, field);
}

/**
 * An instant with its offset, or how long ago it was, in UTC; undefined where the option was not given. It is said
 * again as it was understood. Throws `bad-input`.
 */
export function instantOf(input: VerbInput, name: string): string | undefined {
  const given = optionOf(input, name);
  if (given === undefined) return undefined;
  const instant = howLongAgo(given, input.clock()) ?? InstantInput.safeParse(given).data;
  if (instant !== undefined) {
    input.say(`--${name}: ${instant}, ${bothTimes(instant, localZone())}`);
    return instant;
  }
  const takes = `an instant with its offset, such as 2026-11-24T09:20:00+01:00, or how long ago, such as '2h ago'`;
  throw new TocsinError('bad-input', `--${name} takes ${takes}, not '${given}'.`, name);
}

/**
 * `--set key=value`: the value as YAML reads it, so that `3`, `true` and `null` are what they look like; that of a key
 * in `texts` as it stands.
 */
export function parseSettings(settings: string[], texts: readonly string[] = []): Record<string, unknown> {
  return Object.fromEntries(
    settings.map((setting) => {
      const at = setting.indexOf('=');
      if (at < 1) throw new TocsinError('bad-input', `--set takes key=value, not '${setting}'.`, 'set');
      const [key, value] = [setting.slice(0, at), setting.slice(at + 1)];
      return [key, texts.includes(key) ? value : parseValue(key, value)];
    }),
  );
}

function parseValue(key: string, value: string): unknown {
  if (value.trim() === '') return null;
  const { content, mistakes } = parseYaml(value);
  if (mistakes.length === 0) return content;
  throw new TocsinError('bad-input', `--set ${key}: '${value}' does not read as a value; quote it.`, key);
}
