import type { Finding } from '../../domain/reconcile/finding.ts';
import { type Html, html } from '../html.ts';
import { dayAndTime } from '../time.ts';
import type { View } from '../view.ts';
import type { DeskModel } from './model.ts';

/** Breaches that a line names; the rest is counted. */
const NAMED = 5;

/** Lines on whether what counts down really runs; none while all is well, and nothing was found of late. */
export function reconcileNotes({ reconcile: { state, at, findings } }: DeskModel, view: View): Html[] {
  const { reconcile } = view.words.desk;
  const open = findings.filter(({ mendedAt }) => mendedAt === null);
  const mended = findings.filter(({ mendedAt }) => mendedAt !== null);
  const last = mended
    .map((finding) => finding.mendedAt ?? '')
    .sort()
    .at(-1);
  const dropped = mended.reduce((sum, finding) => sum + finding.dropped, 0);
  const since = at === null ? '' : dayAndTime(at, view.now, view);
  return [
    state === 'stale' || state === 'failing' ? alert(reconcile[state](since)) : [],
    open.length === 0 ? [] : alert(reconcile.open(named(open, view))),
    last === undefined
      ? []
      : html`<p class="note">${[
          reconcile.mended(named(mended, view), dayAndTime(last, view.now, view)),
          ...(dropped === 0 ? [] : [reconcile.dropped(dropped)]),
        ].join(' ')}</p>`,
  ].flat();
}

function alert(text: string): Html {
  return html`<p class="note hot" role="alert">${text}</p>`;
}

function named(findings: readonly Finding[], view: View): string {
  const ids = [...new Set(findings.map(({ breachId }) => breachId))];
  const names = ids.slice(0, NAMED).join(', ');
  return ids.length > NAMED ? view.words.shell.andMore(names, String(ids.length - NAMED)) : names;
}
