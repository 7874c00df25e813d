import { type Instant, toMs } from '../../domain/time.ts';
import { TOCSIN } from '../command.ts';
import { type Html, html } from '../html.ts';
import { roughDuration, SOON_MS, timeLeft, timeTag, usedPercent } from '../time.ts';
import type { DeskClock, DeskSuspicion } from './model.ts';

/** A running or overdue clock. */
export function clockRow(clock: DeskClock, now: Instant, zone: string): Html {
  const isOverdue = clock.status === 'overdue' || clock.due <= now;
  const isSoon = !isOverdue && toMs(clock.due) - toMs(now) <= SOON_MS;
  const [word, shape] = isOverdue ? ['Overdue', 'overdue'] : isSoon ? ['Due soon', 'soon'] : ['Running', 'running'];
  const classes = [clock.exercise ? 'drill' : '', isOverdue ? 'is-overdue' : isSoon ? 'is-soon' : ''].filter(
    (c) => c !== '',
  );
  const used = usedPercent(clock.start, clock.due, now);
  return html`<tr role="row" class="${classes.join(' ')}">
<td role="cell" class="c-left"><time class="left" datetime="${clock.due}" data-left="${clock.article}, ${clock.breachId}">${timeLeft(clock.due, now)}</time><svg class="fuse" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true"><rect width="100" height="3"/><rect width="${used}" height="3"/></svg><span class="st ${shape}">${word}</span></td>
<td role="cell" data-l="Due"><span>${timeTag(clock.due, zone)}</span></td>
${duty(clock)}
${incident(clock)}
<td role="cell" class="c-cmd" data-l="Next step">${command('file', clock.breachId, clock.obligation, '--receipt …', isOverdue && '--reasons …')}</td>
</tr>`;
}

/** A clock that has ended: how, and how it stood to its limit. */
export function metRow(clock: DeskClock, zone: string): Html {
  const outcome = { 'filed-late': ['Filed late', 'late'], waived: ['Waived', 'waived'] }[clock.status as string] ?? [
    'Filed',
    'filed',
  ];
  const gap = clock.endedAt === null ? null : toMs(clock.due) - toMs(clock.endedAt);
  const early =
    gap === null ? 'decided, with reasons' : `${roughDuration(gap)} ${gap < 0 ? 'late, with reasons' : 'early'}`;
  return html`<tr role="row" class="${clock.exercise ? 'drill' : ''}">
<td role="cell" class="c-left"><span class="st ${outcome[1]}">${outcome[0]}</span><span class="sub">${early}</span></td>
<td role="cell" data-l="Closed"><span>${clock.endedAt === null ? html`<span class="sub">limit was</span>${timeTag(clock.due, zone)}` : timeTag(clock.endedAt, zone)}</span></td>
${duty(clock)}
${incident(clock)}
<td role="cell" class="c-cmd" data-l="Record">${command('show', clock.breachId)}</td>
</tr>`;
}

/** A suspicion whose clocks wait for the awareness. */
export function suspicionRow(suspicion: DeskSuspicion, zone: string): Html {
  return html`<tr role="row" class="${suspicion.exercise ? 'drill' : ''}">
<td role="cell" class="c-left"><span class="st uncertain">Suspected</span></td>
<td role="cell" data-l="Reported"><span>${timeTag(suspicion.reportedAt, zone)}</span></td>
<td role="cell" data-l="Obligation"><span><span class="strong">No clock yet</span><span class="sub">Clocks start from the recorded awareness</span></span></td>
${incident(suspicion)}
<td role="cell" class="c-cmd" data-l="Next step">${command('aware', suspicion.breachId, '--at …')}</td>
</tr>`;
}

/** A command to copy. It wraps between its parts only: an id broken at a hyphen reads as two. */
function command(...parts: (string | false)[]): Html {
  const kept = parts.filter((part) => part !== false);
  return html`<code>${TOCSIN}${kept.map((part) => html` <span class="nowrap">${part}</span>`)}</code>`;
}

function duty(clock: DeskClock): Html {
  const to = clock.exercise ? `${clock.recipient} (not really sent)` : clock.recipient;
  const target = clock.basis === 'policy' ? ', house target, no limit in law' : '';
  return html`<td role="cell" data-l="Obligation"><span><span class="strong">${clock.article}</span><br>to ${to}<span class="sub">${clock.title}${target}</span></span></td>`;
}

function incident({ exercise, incident: title, breachId }: DeskSuspicion | DeskClock): Html {
  const mark = exercise ? html`<span class="tag drill">EXERCISE</span> ` : null;
  const note = exercise ? ', a drill, nothing leaves the house' : '';
  return html`<td role="cell" data-l="Incident"><span>${mark}<span class="inc">${title}</span><span class="sub">${breachId}${note}</span></span></td>`;
}
