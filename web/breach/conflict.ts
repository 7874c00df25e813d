import { type Conflict, type ConflictRow, conflictView } from '../conflict.ts';
import { html } from '../html.ts';
import type { View } from '../view.ts';

export type { ConflictRow };

/** Somebody changed the breach meanwhile: both side by side, and a person chooses. */
export function conflictPage(
  view: View,
  { breachId, ...conflict }: { breachId: string } & Omit<Conflict, 'place' | 'crumbs'>,
): string {
  const { desk } = view.words.shell.places;
  const crumbs = html`<a href="/">${desk}</a> / <a href="${conflict.back}">${breachId}</a>`;
  return conflictView(view, { ...conflict, place: 'breaches', crumbs });
}
