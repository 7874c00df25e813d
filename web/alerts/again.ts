import type { AlertView } from '../../domain/alerts/outcome.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { alertsTable } from './list.ts';

/** What came of stored alerts that named what was just registered, and are judged again; nothing where none is. */
export function judgedAgain(view: View, alerts: readonly AlertView[]): Html | null {
  if (alerts.length === 0) return null;
  const { again } = view.words.alerts;
  return html`
    <section class="card" aria-labelledby="h-again">
      <header><h2 id="h-again">${again.title}</h2></header>
      <p class="in" role="status">${again.lede}</p>
      ${alertsTable(view, alerts, 'h-again')}
    </section>
  `;
}
