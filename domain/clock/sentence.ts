import type { ResolvedRule, RunningRule } from './rule.ts';
import { showStart } from './start.ts';
import { cite, count } from './words.ts';

/** A rule in words, before any instant is known: how the policy's page says what a clock does. */
export function sayRule(rule: ResolvedRule): string {
  return rule.kind === 'no-clock' ? `No limit: ${lowerFirst(rule.reason)}` : say(rule);
}

function say(rule: RunningRule): string {
  switch (rule.kind) {
    case 'eu-hours':
      return `${count(rule.hours, 'hour')}, nights, weekends and holidays included (${cite(rule.under, 'Art. 3(1)')})`;
    case 'elapsed-hours':
      return `${count(rule.hours, 'hour')} as they pass, nights, weekends and holidays included`;
    case 'eu-days':
      return (
        `${count(rule.days, 'day')}; the last ends with the day and moves to a working day ` +
        `(${cite(rule.under, 'Art. 3(2), (4) and (5)')})`
      );
    case 'eu-months': {
      const moved = rule.roll === 'none' ? '' : ' and moves to a working day';
      return (
        `${count(rule.months, 'month')}, to the same-numbered day; it ends with the day${moved} ` +
        `(${cite(rule.under, 'Art. 3(2)(c)')})`
      );
    }
    case 'calendar-days': {
      const counted = rule.startDayCounts ? ', the day of the start counted as the first' : '';
      const moved = rule.roll === 'none' ? '' : `, moved to a business day (${rule.calendar})`;
      return `${count(rule.days, 'calendar day')} to the end of the last one${counted}${moved}`;
    }
    case 'business-days':
      return (
        `${count(rule.days, 'business day')} (${rule.calendar}), until ` +
        `${rule.cutOff ?? 'the end of the last one'}, ${rule.zone}`
      );
    case 'year-end':
      return `${count(rule.days, 'day')} after the end of the calendar year`;
    case 'at-event':
      return 'no later than the event itself';
    case 'minimum': {
      const { own, other, disappliedAfterHours, bounds } = rule;
      const unless =
        disappliedAfterHours === undefined
          ? ''
          : `, unless the start comes more than ${count(disappliedAfterHours, 'hour')} after that`;
      const cautious = bounds === 'due' ? ' (a cautious reading: it alarms earlier, and the limit stays)' : '';
      return (
        `${say(own)}; but, where it is recorded, no later than ${say(other.rule)} from ` +
        `${showStart(other.startsFrom)}${unless}${cautious}`
      );
    }
    case 'weekend-relief': {
      const except = rule.notFor.length === 0 ? '' : `, except for ${rule.notFor.join(', ')}`;
      return (
        `${say(rule.of)}; a limit on a weekend day or holiday moves to ${rule.until} of ` +
        `the next working day${except}`
      );
    }
    case 'soft-target':
      return `“${rule.wording}”: no number in the law. Our own target: ${count(rule.hours, 'hour')}`;
    case 'set-elsewhere':
      return `as the ${rule.by} sets it; until that is recorded, our own target: ${count(rule.hours, 'hour')}`;
  }
}

function lowerFirst(text: string): string {
  // An abbreviation or a name keeps its capital.
  return /^[A-Z][a-z]/.test(text) ? `${text[0]?.toLowerCase()}${text.slice(1)}` : text;
}
