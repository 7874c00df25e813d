import { DateTime } from 'luxon';
import { type Instant, toMs } from '../../domain/time.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import { fromNowOn, type Week, type WeekLane, type WeekPoint, weekInWords } from './week.ts';

/** The seven-day strip as drawings: one for wide screens, and one for phones that starts now. */

type Frame = {
  id: string;
  width: number;
  /** Where the days begin and end. */
  left: number;
  right: number;
  top: number;
  lane: number;
  /** Below the top of a lane, where its points lie. */
  line: number;
};

const WIDE: Frame = { id: 'w', width: 1300, left: 186, right: 1286, top: 50, lane: 38, line: 19 };
const NARROW: Frame = { id: 'n', width: 360, left: 10, right: 352, top: 40, lane: 48, line: 33 };
const NARROW_DAYS = 3;
const CHARACTER = 6.8;

/** Both drawings; a style sheet shows the one that fits. */
export function weekStrip(week: Week, view: View): Html {
  const { desk } = view.words;
  if (week.lanes.length === 0) return html``;
  const note = week.isWhole ? null : html`<p class="small muted">${desk.weekMore}</p>`;
  const key = html`
    <p class="key">
      <span class="st overdue">${desk.states.overdue}</span>
      <span class="st soon">${desk.counters.soon}</span>
      <span class="st running">${desk.counters.later}</span>
      <span>${desk.weekKey}</span>
    </p>
  `;
  return html`
    <section class="card" aria-labelledby="h-week">
      <header><h2 id="h-week">${desk.week}</h2>${key}</header>
      <div class="in">
        <div class="strip-wide scroll" tabindex="0" role="region" aria-label="${desk.weekRegion}">
          ${drawing(week, view, WIDE)}
        </div>
        <div class="strip-now">${drawing(fromNowOn(week, view.now, NARROW_DAYS), view, NARROW)}</div>
        ${note}
      </div>
    </section>
  `;
}

function drawing(week: Week, view: View, frame: Frame): Html {
  const { desk } = view.words;
  const { id, width, left, right, top, lane } = frame;
  const x = scaleOf(week, frame);
  const height = top + Math.max(week.lanes.length, 1) * lane + 6;
  const title = desk.weekTitle(week.days[0]?.label ?? '', week.days.at(-1)?.label ?? '');
  const shown = week.days.filter(({ from }) => from < week.until && x(from) > left - (right - left));
  const days = shown.map(({ from, label, isWeekend, isToday }, i) => {
    const [at, to] = [Math.max(x(from), left), Math.min(x(shown[i + 1]?.from ?? week.until), right)];
    if (to <= at) return null;
    const hasRoom = to - at > label.length * CHARACTER + 14;
    const text = html`
      <text x="${n(at + 6)}" y="15"${isToday ? html` class="b"` : null}>
        ${label}${isToday && id === 'w' ? html`<tspan class="nowtext" dx="6">${view.words.shell.today}</tspan>` : null}
      </text>
    `;
    return html`
      ${isWeekend ? html`<rect class="wk" x="${n(at)}" y="0" width="${n(to - at)}" height="${height}"/>` : null}
      <line class="ax" x1="${n(at)}" y1="0" x2="${n(at)}" y2="${height}"/>
      ${hasRoom ? text : null}
      ${isWeekend && id === 'w' ? html`<text x="${n(at + 6)}" y="31" class="dim">${desk.hoursCount}</text>` : null}
    `;
  });
  const now = x(view.now);
  const clock = DateTime.fromISO(view.now, { zone: view.zone }).toFormat('HH:mm');
  const rest = [
    week.earlier > 0 && id === 'w' ? html`<text x="0" y="15" class="dim">${desk.earlier(week.earlier)}</text>` : null,
    week.later > 0 && id === 'w'
      ? html`<text x="${right - 4}" y="31" text-anchor="end" class="dim">${desk.later(week.later)}</text>`
      : null,
  ];
  return html`
    <svg class="wideart" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-t ${id}-d">
      <title id="${id}-t">${title}</title>
      <desc id="${id}-d">${weekInWords(week, view)}</desc>
      <defs>
        <pattern id="hx-${id}" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line class="hatch" x1="0" y1="0" x2="0" y2="8"/>
        </pattern>
      </defs>
      ${days}${rest}
      <line class="nowline" x1="${n(now)}" y1="20" x2="${n(now)}" y2="${height}"/>
      <text x="${n(now + 5)}" y="${top - 8}" class="nowtext">${desk.now(clock)}</text>
      ${week.lanes.map((each, i) => laneOf(each, i, week, view, frame))}
    </svg>
  `;
}

function laneOf(lane: WeekLane, index: number, week: Week, view: View, frame: Frame): Html {
  const { id, width, left, right, top, line, lane: height } = frame;
  const x = scaleOf(week, frame);
  const y = top + index * height;
  const last = lane.points.at(-1)?.at ?? week.from;
  const [from, to] = [clamp(x(lane.since), left, right), clamp(x(last), left, right)];
  const name = lane.exercise ? `${view.words.shell.exercise} ${lane.breachId}` : lane.breachId;
  const most = id === 'w' ? 27 : Math.max(0, 46 - name.length);
  const title = lane.incident.length > most ? `${lane.incident.slice(0, most - 1).trimEnd()}…` : lane.incident;
  const named =
    id === 'w'
      ? html`
        <text x="0" y="${y + 16}" class="${lane.exercise ? 't-drill' : 'b'}">${name}</text>
        <text x="0" y="${y + 30}" class="dim">${title}</text>
      `
      : html`
        <text x="4" y="${y + 15}" class="lab ${lane.exercise ? 't-drill' : 'b'}">
          ${name}
          <tspan class="dim" dx="6">${title}</tspan>
        </text>
      `;
  const hatch = html`
    <rect x="0" y="${y + 2}" width="${width}" height="${height - 4}" fill="url(#hx-${id})" opacity=".45"/>
  `;
  return html`
    ${lane.exercise ? hatch : null}
    <line class="ax" x1="0" y1="${y}" x2="${width}" y2="${y}"/>
    ${named}
    <line class="span" x1="${n(from)}" y1="${y + line}" x2="${n(to)}" y2="${y + line}"/>
    ${points(lane, x, y + line, frame)}
  `;
}

/** Points with the labels that there is room for: to the right, else to the left, else the tables have to do. */
function points(
  { points, exercise }: WeekLane,
  x: (at: Instant) => number,
  y: number,
  { left, right, width }: Frame,
): Html[] {
  let free = left - 4;
  return points.map((point, i) => {
    const at = clamp(x(point.at), left, right);
    const next = i + 1 < points.length ? clamp(x(points[i + 1]?.at ?? ''), left, right) - 10 : width;
    const length = point.label.length * CHARACTER;
    const side = at + 11 + length <= next ? 'right' : at - 11 - length >= free ? 'left' : null;
    free = side === 'right' ? at + 14 + length : at + 10;
    const text = { overdue: 't-over', soon: 't-soon', later: '' }[point.urgency];
    const style = `lab ${exercise ? 't-drill' : text}`.trimEnd();
    const [anchor, place] = side === 'left' ? [html` text-anchor="end"`, at - 11] : [null, at + 11];
    const label = html`<text x="${n(place)}" y="${y + 4}"${anchor} class="${style}">${point.label}</text>`;
    return html`${shape(point, exercise, at, y)}${side === null ? null : label}`;
  });
}

function shape({ urgency, label }: WeekPoint, exercise: boolean, x: number, y: number): Html {
  const said = html`<title>${label}</title>`;
  if (exercise)
    return html`<rect class="m-drill" x="${n(x - 5)}" y="${n(y - 5)}" width="10" height="10">${said}</rect>`;
  if (urgency === 'overdue') {
    return html`
      <rect
        class="m-over"
        x="${n(x - 5.5)}"
        y="${n(y - 5.5)}"
        width="11"
        height="11"
        transform="rotate(45 ${n(x)} ${n(y)})">
        ${said}
      </rect>
    `;
  }
  return html`
    <circle
      class="${urgency === 'soon' ? 'm-soon' : 'm-run'}"
      cx="${n(x)}"
      cy="${n(y)}"
      r="${urgency === 'soon' ? '6.5' : '5.5'}">
      ${said}
    </circle>
  `;
}

function scaleOf({ from, until }: Week, { left, right }: Frame): (at: Instant) => number {
  const [start, span] = [toMs(from), toMs(until) - toMs(from)];
  return (at) => left + ((toMs(at) - start) / span) * (right - left);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

function n(value: number): string {
  return value.toFixed(1);
}
