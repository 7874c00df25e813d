import type { Finding, FindingKind } from '../../domain/reconcile/finding.ts';
import { type Html, html } from '../html.ts';
import { dayAndTime } from '../time-words.ts';
import type { View } from '../view.ts';
import type { DeskModel } from './model.ts';

/** Breaches that a line names; the rest is counted. */
const NAMED = 5;

/** What is mended by a restart; the rest by whoever looked at it. */
const RESTARTED: readonly FindingKind[] = ['missing', 'outdated'];

/** Lines on whether what counts down really runs; none while all is well, and nothing was found of late. */
export function reconcileNotes({ reconcile: { state, at, findings } }: DeskModel, view: View): Html[] {
  const { reconcile } = view.words.desk;
  const open = findings.filter(({ mendedAt }) => mendedAt === null);
  const mended = findings.filter(({ mendedAt }) => mendedAt !== null);
  const restarted = mended.filter(({ kind }) => RESTARTED.includes(kind));
  const settled = mended.filter(({ kind }) => !RESTARTED.includes(kind));
  const dropped = restarted.reduce((sum, finding) => sum + finding.dropped, 0);
  const since = at === null ? '' : dayAndTime(at, view.now, view);
  return [
    state === 'stale' || state === 'failing' ? alert(reconcile[state](since)) : [],
    open.length === 0 ? [] : alert(reconcile.open(named(open, view))),
    restarted.length === 0
      ? []
      : html`<p class="note">${[
          reconcile.mended(named(restarted, view), lastOf(restarted, view)),
          ...(dropped === 0 ? [] : [reconcile.dropped(dropped)]),
        ].join(' ')}</p>`,
    settled.length === 0
      ? []
      : html`<p class="note">${reconcile.settled(named(settled, view), lastOf(settled, view))}</p>`,
  ].flat();
}

function alert(text: string): Html {
  return html`<p class="note hot" role="alert">${text}</p>`;
}

/** When the last of them was mended. */
function lastOf(mended: readonly Finding[], view: View): string {
  const instants = mended.map(({ mendedAt }) => mendedAt ?? '').sort();
  return dayAndTime(instants.at(-1) ?? '', view.now, view);
}

function named(findings: readonly Finding[], view: View): string {
  const ids = [...new Set(findings.map(({ breachId }) => breachId))];
  const names = ids.slice(0, NAMED).join(', ');
  return ids.length > NAMED ? view.words.shell.andMore(names, String(ids.length - NAMED)) : names;
}
