import { type Html, html } from '../html.ts';
import { dayAndTime } from '../time-words.ts';
import type { View } from '../view.ts';
import type { DeskModel } from './model.ts';

/** What was changed that a line names; the rest is counted. */
const NAMED = 5;

/** Lines on whether the record is as Tocsin wrote it; none while it is. */
export function recordNotes({ record: { state, at, findings, more } }: DeskModel, view: View): Html[] {
  const { record } = view.words.desk;
  const open = findings.filter(({ goneAt }) => goneAt === null);
  const gone = findings.filter(({ goneAt }) => goneAt !== null);
  const isOverdue = state === 'stale' || state === 'failing';
  return [
    isOverdue ? alert(at === null ? record.noteChanged : record[state](dayAndTime(at, view.now, view))) : [],
    open.length === 0 ? [] : alert(record.changed(named(open, more, view))),
    gone.length === 0 ? [] : alert(record.gone(named(gone, 0, view))),
  ].flat();
}

function alert(text: string): Html {
  return html`<p class="note hot" role="alert">${text}</p>`;
}

/** Breaches by their references; what is beside them by its kind, in words. */
function named(findings: DeskModel['record']['findings'], more: number, view: View): string {
  const { beside } = view.words.audit.verification;
  const words = (of: string) => (of in beside ? beside[of as keyof typeof beside] : of);
  const names = [...new Set(findings.map(({ of }) => words(of)))];
  const shown = names.slice(0, NAMED).join(', ');
  const rest = names.length - NAMED + more;
  return rest > 0 ? view.words.shell.andMore(shown, String(rest)) : shown;
}
