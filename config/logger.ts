import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import { errorOf, type LogFields, safeFields, safeText } from './log-fields.ts';

/** Anything but a text written out in the source: a string put together at run time can carry what was sent. */
type Constant<Text extends string> = Record<never, never> extends Record<Text, 1> ? never : Text;
/** Fields of the list and no others; also of a value that was put together elsewhere. */
type Listed<Given> = Given & Record<Exclude<keyof Given, keyof LogFields>, never>;
type Write = <Given extends LogFields, Text extends string>(fields: Listed<Given>, message: Constant<Text>) => void;

/** What code logs through: ids and codes, and a constant message. Never content, never an error's message. */
export type Log = { debug: Write; info: Write; warn: Write; error: Write };

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/**
 * A logger of one JSON object a line. It holds to the rule of {@link Log} by itself: a library that logs more through
 * it, as a web framework does, gets the same fields written and the rest dropped.
 *
 * @param process which of the processes this is, such as `worker`
 */
export function createLogger(process: string, level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { process, pid: globalThis.process.pid },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: {
      logMethod(this: Logger, args: unknown[], write: (fields: LogFields, text: string) => void): void {
        const [first, second] = args;
        const { text, ...digest } = safeText(typeof first === 'string' ? first : second, errorOf(first));
        write.call(this, { ...safeFields(first), ...digest }, text);
      },
    },
  };
  const logger = destination === undefined ? pino(options) : pino(options, destination);
  const { child } = logger;
  // Children inherit this too: pino makes a child with its parent as prototype.
  logger.child = function safeChild(this: Logger, bindings, childOptions) {
    return child.call(this, safeFields(bindings), childOptions);
  } as typeof child;
  return logger;
}
