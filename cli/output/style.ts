import { styleText } from 'node:util';
import type { Instant } from '../../domain/time.ts';

/** Emphasis for people's terminals. Words carry the meaning; colour only repeats it. */
export type Style = {
  bad(text: string): string;
  warn(text: string): string;
  good(text: string): string;
  drill(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
};

/** How something is shown: at which moment, first in which time zone (IANA), with which emphasis. */
export type Look = { now: Instant; zone: string; style: Style };

type Format = Parameters<typeof styleText>[0];

/** Colour only on a terminal, and never when NO_COLOR is set (no-color.org: to anything but the empty string). */
export function makeStyle(isTerminal: boolean, env: NodeJS.ProcessEnv): Style {
  const coloured = isTerminal && !env.NO_COLOR;
  const as = (format: Format) => (text: string) =>
    coloured ? styleText(format, text, { validateStream: false }) : text;
  return {
    bad: as('red'),
    warn: as('yellow'),
    good: as('green'),
    drill: as('magenta'),
    strong: as('bold'),
    faint: as('dim'),
  };
}
