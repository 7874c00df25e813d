import type { DutyChange } from '../../domain/policy/changes.ts';
import type { ChangedBreach, PolicyChanges } from '../../services/policy/changes.ts';
import { plural } from '../../web/desk/words.ts';
import { bullets } from './assessment.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { renderTable } from './table.ts';
import { bothTimes } from './time.ts';

type Look = { zone: string; style: Style };

/** The note for the DPO: what the policy changes, then for whom, what is missed first. */
export function renderPolicyChanges(changes: PolicyChanges, look: Look): string {
  const { from, to, rows, parts, breaches } = changes;
  const of = (isOpen: boolean) => breaches.filter((breach) => breach.isOpen === isOpen);
  return [
    `${look.style.strong('POLICY')} ${short(from)} → ${short(to)}`,
    renderTable(
      ['ROW', '', 'LAW', ''],
      rows.map(({ obligation, change, article, title, fields }) => [
        obligation,
        change === 'changed' ? `changed: ${fields.join(', ')}` : change === 'added' ? 'added' : 'taken out',
        article,
        title,
      ]),
    ) || 'No row of the law differs.',
    parts.length === 0 ? '' : `Changed beside the rows: ${parts.join(', ')}.`,
    section('OPEN INCIDENTS', of(true), look),
    section('PAST INCIDENTS', of(false), look),
    closing(changes),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function section(title: string, breaches: readonly ChangedBreach[], look: Look): string {
  const missed = ({ duties }: ChangedBreach) => duties.some((duty) => duty.missed !== null);
  const sorted = [...breaches.filter(missed), ...breaches.filter((breach) => !missed(breach))];
  const told = sorted.map(({ breachId, duties }) => `${breachId}\n${bullets(duties.map((duty) => say(duty, look)))}`);
  return told.length === 0 ? '' : `${look.style.strong(title)}\n${told.join('\n')}`;
}

function say(duty: DutyChange, { zone }: Look): string {
  const at = (instant: string | null) => (instant === null ? 'no date' : bothTimes(instant, zone));
  const { before, after, met, missed } = duty;
  const what = {
    binds: `binds now, due ${at(after)}`,
    'binds-no-more': `binds no more (was due ${at(before)})`,
    earlier: `due earlier: ${at(after)} instead of ${at(before)}`,
    later: `due later: ${at(after)} instead of ${at(before)}`,
    dated: `has a date now: ${at(after)}`,
    dateless: `has no date any more (was due ${at(before)})`,
    warned: `due at ${at(after)} as before, with warnings at other times`,
  }[duty.change];
  const outcome = missed === null ? '' : missed === 'not-met' ? ' NOT MET.' : ` MET LATE, on ${at(met)}.`;
  return `${duty.article}, ${duty.title} (${duty.obligation}): ${what}.${outcome} ${printable(duty.because)}`;
}

function closing({ breaches, unchanged, exercises, notRead }: PolicyChanges): string {
  const missed = breaches.flatMap(({ duties }) => duties).filter((duty) => duty.missed !== null).length;
  return [
    missed === 0
      ? 'Nothing would have been due earlier than it was met.'
      : `${plural(missed, 'duty', 'duties')} due before it was met, or not met: for the DPO to judge.`,
    `Nothing changes for ${plural(unchanged, 'other incident')}.`,
    ...(exercises === 0 ? [] : [`${plural(exercises, 'exercise')} left out.`]),
    ...(notRead.length === 0 ? [] : [`NOT READ, since the record cannot be opened: ${notRead.join(', ')}.`]),
  ].join('\n');
}

function short(version: string): string {
  return version.slice(0, 19);
}
