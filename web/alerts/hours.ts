import { HOUR_MS, type Instant, plusMs } from '../../domain/time.ts';
import { number } from '../breach/figures.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import type { SourceHour } from './model.ts';

/** Hours that the bars show. */
const HOURS = 24;

/** Numbers of the last day by source: one bar an hour, and the sums. */
export function hoursTable(view: View, hours: readonly SourceHour[]): Html {
  const { alerts: words } = view.words;
  const head = [words.source, words.lastDay, words.status.judged, words.status.dead, words.status.aside];
  const sources = [...Map.groupBy(hours, ({ source }) => source)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const n = (value: number) => number(value, view.language);
  const rows = sources.map(([source, those]) => {
    const sum = (of: 'judged' | 'dead' | 'aside') => those.reduce((all, hour) => all + hour[of], 0);
    return html`
      <tr role="row">
        <td role="cell" data-l="${words.source}"><span class="strong">${source}</span></td>
        <td role="cell" data-l="${words.lastDay}">${bars(view, those)}</td>
        <td role="cell" data-l="${words.status.judged}">${n(sum('judged'))}</td>
        <td role="cell" data-l="${words.status.dead}">${n(sum('dead'))}</td>
        <td role="cell" data-l="${words.status.aside}">${n(sum('aside'))}</td>
      </tr>
    `;
  });
  return html`
    <table class="stack" role="table" aria-labelledby="h-hours">
      <thead role="rowgroup">
        <tr role="row">${head.map((label) => html`<th role="columnheader" scope="col">${label}</th>`)}</tr>
      </thead>
      <tbody role="rowgroup">${rows}</tbody>
    </table>
  `;
}

function bars(view: View, those: readonly SourceHour[]): Html {
  const { alerts: words } = view.words;
  const counts = lastHours(view.now).map((hour) => {
    const found = those.find((each) => each.hour === hour);
    return (found?.judged ?? 0) + (found?.dead ?? 0) + (found?.aside ?? 0);
  });
  const most = Math.max(1, ...counts);
  const sum = counts.reduce((all, count) => all + count, 0);
  const label = words.bars(number(sum, view.language), number(Math.max(...counts), view.language));
  const rects = counts.map((count, index) => {
    const height = count === 0 ? 0 : Math.max(1, Math.round((count / most) * 30));
    return html`<rect class="seg-mid" x="${index * 10}" y="${30 - height}" width="8" height="${height}"/>`;
  });
  return html`
    <span>
      <svg class="hours" viewBox="0 0 ${HOURS * 10} 30" preserveAspectRatio="none" role="img" aria-label="${label}">
        <rect class="seg-bg" y="29" width="${HOURS * 10}" height="1"/>
        ${rects}
      </svg>
      <span class="sub">${label}</span>
    </span>
  `;
}

/** The last hours in UTC, such as `2026-11-24T08`, this one last. */
function lastHours(now: Instant): string[] {
  return Array.from({ length: HOURS }, (_, index) => plusMs(now, (index + 1 - HOURS) * HOUR_MS).slice(0, 13));
}
