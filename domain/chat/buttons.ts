import { z } from 'zod';
import type { WarningRef } from '../breach/events.ts';

/** Buttons under a warning in a chat. What they carry names an incident and its warnings by ids, and nobody. */

export type ChatButton =
  | { act: 'take' | 'acknowledge'; label: string; value: string }
  | { act: 'open'; label: string; link: string };

/** What a button is of: an incident, and the warnings that the message told of. */
export type Pressed = { breachId: string; warnings: WarningRef[] };

/** Slack's own limit of what a button carries, in characters. */
const MOST_VALUE = 2_000;

const WORDS = {
  en: { take: 'Take it', seen: 'I have seen it', open: 'Open' },
  de: { take: 'Übernehmen', seen: 'Gesehen', open: 'Öffnen' },
} as const;

/** The buttons of a warning; `isPage`: it pages for an incident that nobody has. */
export function chatButtons(
  { breachId, warnings, isPage, link }: Pressed & { isPage: boolean; link: string },
  language: string,
): ChatButton[] {
  const words = language === 'de' ? WORDS.de : WORDS.en;
  const value = writePressed({ breachId, warnings });
  return [
    ...(isPage ? [{ act: 'take' as const, label: words.take, value: writePressed({ breachId, warnings: [] }) }] : []),
    { act: 'acknowledge', label: words.seen, value },
    { act: 'open', label: words.open, link },
  ];
}

/** By rung and limit, since many duties share them. Of more than a button carries the first; the page has all. */
function writePressed({ breachId, warnings }: Pressed): string {
  const text = (some: readonly WarningRef[]) => {
    const groups = Map.groupBy(some, ({ rung, due }) => JSON.stringify([rung, due]));
    const rows = [...groups].map(([shared, those]) => [
      ...(JSON.parse(shared) as string[]),
      ...those.map((w) => w.obligation),
    ]);
    return JSON.stringify([breachId, ...rows]);
  };
  let some = warnings;
  while (text(some).length > MOST_VALUE) some = some.slice(0, Math.ceil(some.length * 0.9) - 1);
  return text(some);
}

const id = z.string().min(1).max(200);
const Value = z
  .string()
  .max(MOST_VALUE)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue('no JSON');
      return z.NEVER;
    }
  })
  .pipe(z.tuple([z.string().regex(/^[A-Za-z0-9-]{1,64}$/)], z.tuple([id, id], id)));

/** What a pressed button carries; null for what is none of ours. */
export function readPressed(value: string): Pressed | null {
  const read = Value.safeParse(value);
  if (!read.success) return null;
  const [breachId, ...rows] = read.data;
  const warnings = rows.flatMap(([rung, due, ...obligations]) => {
    return obligations.map((obligation) => ({ obligation, rung, due }));
  });
  return { breachId, warnings };
}
