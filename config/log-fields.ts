import { createHash } from 'node:crypto';
import { ERROR_CODES } from '../domain/errors.ts';
import { resolvePath } from './raw-variables.ts';

/**
 * The fields a log line may have: ids, codes, counts, places in the source. None of them is content. `moved`: the
 * reference that a breach got in place of one that was taken. `of`, `ms`: whose clock differs, and by how much.
 */
const FIELDS = [
  'breachId',
  'obligation',
  'counterparty',
  'campaign',
  'communication',
  'notice',
  'list',
  'intake',
  'alert',
  'moved',
  'seq',
  'source',
  'channel',
  'messageId',
  'purpose',
  'code',
  'errorType',
  'at',
  'digest',
  'status',
  'state',
  'attempt',
  'count',
  'breaches',
  'durationMs',
  'of',
  'ms',
  'settings',
  'responseTime',
  'by',
  'user',
  'token',
  'webhook',
  'attempts',
  'givenUp',
  'host',
  'port',
  'signal',
  'version',
  'setting',
  'part',
  'method',
  'route',
  'reqId',
  'role',
  'namespace',
  'taskQueue',
  'workflowId',
  'runId',
  'workflowType',
  'activityId',
  'activityType',
  'sdkComponent',
] as const;

type Value = string | number | boolean | null;

/** What a log line may carry. Of `error` only its kind, its code and its place in the source are written. */
export type LogFields = { [Field in (typeof FIELDS)[number]]?: Value } & { error?: unknown };

/** The shape of an id or a code. No spaces and no @: a name or an address does not pass. */
const ID = /^[\w.:~/#+-]{1,200}$/;

/** The allowed fields of anything that was handed to a logger, errors reduced by {@link describeError}. */
export function safeFields(given: unknown): Record<string, Value> {
  if (typeof given !== 'object' || given === null) return {};
  const error = errorOf(given);
  const entries = FIELDS.map((field) => [field, read(given, field)] as const).filter(([, value]) => isPlain(value));
  const fields = entries.map(([field, value]) => [
    field,
    typeof value === 'string' && !ID.test(value) ? 'withheld' : value,
  ]);
  return { ...Object.fromEntries(fields), ...(error === undefined ? {} : describeError(error)) };
}

/**
 * The message if it looks written out in a source, or its part before the first colon if that does. Whatever repeats
 * the words of the `error` it comes with is not: of such a text only a digest is written.
 */
export function safeText(text: unknown, error: unknown): { text: string; digest?: string } {
  const [constant = ''] = typeof text === 'string' ? text.split(':', 1) : [];
  const said = read(error, 'message');
  const isRepeated = typeof said === 'string' && said !== '' && typeof text === 'string' && text.includes(said);
  if (/^[A-Za-z][\w ,.;()/'-]{0,160}$/.test(constant) && !isRepeated) return { text: constant };
  return { text: 'no constant message', ...(typeof text === 'string' && { digest: digestOfText(text) }) };
}

/** By it a text that may not be written is told from others, and found again by whoever has the sources. */
export function digestOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/**
 * What of an error may be logged: its class, its code when that is one of ours, and the line of Tocsin's source it was
 * thrown from. Its message stays out, because a library's message quotes what it was given.
 */
export function describeError(error: unknown): { errorType: string; code?: string; at?: string } {
  const code = [read(error, 'code'), read(error, 'type')].find((value) => ERROR_CODES.some((known) => known === value));
  const name = read(error, 'name');
  return {
    errorType: typeof name === 'string' && /^\w{1,60}$/.test(name) ? name : 'unknown',
    ...(typeof code === 'string' ? { code } : {}),
    ...placeOf(read(error, 'stack')),
  };
}

const SOURCE = resolvePath('.');

function placeOf(stack: unknown): { at?: string } {
  const frames = typeof stack === 'string' ? stack.split('\n').filter((line) => /^\s+at /.test(line)) : [];
  const ours = frames.find((frame) => frame.includes(`${SOURCE}/`) && !frame.includes('node_modules'));
  const place = ours?.slice(ours.indexOf(SOURCE) + SOURCE.length + 1).replace(/\)$/, '');
  return place !== undefined && ID.test(place) ? { at: place } : {};
}

/** The error among what was handed to a logger: the thing itself, or its field `error` or `err`. */
export function errorOf(given: unknown): unknown {
  return isError(given) ? given : (read(given, 'error') ?? read(given, 'err'));
}

function isPlain(value: unknown): value is Value {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** Also an error of another realm, such as the workflow sandbox, where instanceof does not see it. */
function isError(value: unknown): boolean {
  return typeof read(value, 'stack') === 'string' && typeof read(value, 'message') === 'string';
}

function read(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null ? Reflect.get(from, name) : undefined;
}
