import type { Dismissal } from '../../../domain/breach/events.ts';
import type { ReleaseBasis } from '../../../domain/communication/release.ts';
import type { Stage } from '../../../domain/filing/stages.ts';
import type { EventWords } from '../../breach/event-words.ts';
import { filing } from './filing.ts';

const conclusions = { unlikely: 'a risk is unlikely', risk: 'a risk', 'high-risk': 'a high risk' };
const results = { sent: 'sent', refused: 'refused', uncertain: 'may have left', failed: 'not handed over' };
const steps = {
  first: 'First notice',
  reminder: 'Reminder',
  escalation: 'Escalation',
  link: 'New link',
  correction: 'Correction',
};
const articles = { art33: 'Art. 33', art34: 'Art. 34' };
const outcomes = { resolved: 'resolved', 'not-a-breach': 'it was no breach', merged: 'part of another incident' };
/** What it was that was dismissed. */
export const kinds: Record<Dismissal, string> = {
  'false-positive': 'False alarm: what it says did not happen',
  'no-personal-data': 'It happened, and touched no personal data',
  'expected-activity': 'It was expected: a test, maintenance, our own people',
  other: 'Something else',
};
const answers = { yes: 'yes', no: 'no', unknown: 'not known yet' };

/** Notices or a campaign, by the name of the communication. */
function told(name: string): string {
  return name === 'notices' ? 'Notices' : `Campaign ${name.slice(name.indexOf('/') + 1)}`;
}

const count = (n: number): string => n.toLocaleString('en-GB');

const inStage = (stage: Stage): string => filing.stages[stage].toLowerCase();

const releases: Record<ReleaseBasis, string> = {
  person: 'Notices released',
  drill: 'Notices of the drill released by the policy',
  'approved-text': 'Notices released by the policy, with the text approved beforehand',
};

/** What happened, one sentence per type of event. */
export const events: EventWords = {
  reported: ({ data: { origin, source, exercise } }): string =>
    (exercise === null ? '' : 'EXERCISE: ') +
    (origin === 'alert' ? `Alert received from ${source}` : 'Report received'),
  'evidence-added': ({ data: { evidence, systems, facts } }, say): string =>
    `Evidence kept: ${evidence.bytes} bytes from ` +
    `${evidence.source}${systems.length === 0 ? '' : `. Touched: ${systems.map(say.system).join(', ')}`}` +
    (facts === undefined ? '' : `. It says more than the record: ${say.facts(Object.keys(facts))}`),
  'facts-amended': ({ data: { changed }, personal: { narrative } }, say): string => {
    const keys = [...Object.keys(changed), ...Object.keys(narrative)];
    return keys.length === 0 ? 'Facts confirmed as they stood' : `Facts changed: ${say.facts(keys)}`;
  },
  'awareness-recorded': ({ data: { awareAt } }, say): string => `Awareness recorded: ${say.when(awareAt)}`,
  'awareness-corrected': ({ data: { from, to } }, say): string =>
    `Awareness corrected from ${say.when(from)} to ${say.when(to)}`,
  planned: ({ data: { plan, changes } }): string => {
    const count = (kind: string) => changes.filter(({ change }) => change === kind).length;
    const parts = [
      [count('start'), 'started'],
      [count('move'), 'moved'],
      [count('end'), 'ended'],
    ].flatMap(([n, what]) => (n === 0 ? [] : [`${n} ${n === 1 ? 'clock' : 'clocks'} ${what}`]));
    const binding = plan.obligations.filter((o) => o.applies === 'binds').length;
    return (
      `Duties worked out: ${binding} ` +
      `${binding === 1 ? 'applies' : 'apply'}${parts.length === 0 ? ', no clock changed' : `; ${parts.join(', ')}`}`
    );
  },
  'risk-decided': ({ data: { article, conclusion, proposed }, personal: { difference } }): string =>
    `${article === undefined ? 'Art. 33 and Art. 34' : articles[article]} decided: ` +
    `${conclusions[conclusion]}${conclusion === proposed ? ', as proposed' : ` (proposed: ${conclusions[proposed]})`}` +
    `${difference === undefined ? '' : `. Differs from the other article: ${difference}`}`,
  'obligation-waived': ({ data: { obligation } }, say): string => `Waived: ${say.duty(obligation)}`,
  'obligation-resumed': ({ data: { obligation, why } }, say): string =>
    `Runs again${why === 'facts-changed' ? ', because facts changed' : ', by decision'}: ${say.duty(obligation)}`,
  'rung-fired': ({ data: { obligation, rung } }, say): string =>
    `Warning sent (${say.rung(rung)}): ${say.duty(obligation)}`,
  'warnings-acknowledged': ({ data: { warnings } }, say): string =>
    `Seen: ${warnings.map(({ obligation, rung }) => `${say.duty(obligation)} (${say.rung(rung)})`).join('; ')}`,
  'obligation-overdue': ({ data: { obligation, due } }, say): string =>
    `Overdue: ${say.duty(obligation)}, limit was ${say.when(due)}`,
  'filing-approved': ({ data: { obligation, stage, sha256 } }, say): string =>
    `Filing approved (${inStage(stage)}): ${say.duty(obligation)}, SHA-256 ${sha256.slice(0, 12)}…`,
  filed: ({ data: { obligation, filedAt, late, stage }, personal: { receipt } }, say): string =>
    `Filed${stage === undefined ? '' : ` (${inStage(stage)})`}: ${say.duty(obligation)}, ${say.when(filedAt)}, ` +
    `${receipt === '' ? 'receipt not here yet' : `receipt ${receipt}`}${late ? ', late' : ''}`,
  'receipt-recorded': ({ data: { obligation, version }, personal: { receipt, before } }, say): string => {
    const now = receipt === '' ? 'taken back, not here yet' : receipt;
    const was = before === '' ? '' : `, before: ${before}`;
    return `Receipt of version ${version}: ${say.duty(obligation)}, ${now}${was}`;
  },
  'communication-progressed': ({ data: { communication, counts, settled } }, say): string => {
    const { total, ...by } = counts;
    const parts = Object.entries(by).map(
      ([status, n]) => `${say.receiver(communication, status).toLowerCase()} ${count(n)}`,
    );
    return (
      `${told(communication)}: ${count(total)} in ` +
      `all${parts.length === 0 ? '' : `; ${parts.join(', ')}`}${settled ? '. Nothing is left to be sent' : ''}`
    );
  },
  'communication-paused': ({ data: { communication, because } }, say): string =>
    `${told(communication)} paused. ${say.pause(because)}`,
  'communication-resumed': ({ data: { communication } }): string => `${told(communication)} went on`,
  'communication-stopped': ({ data: { communication } }): string => `${told(communication)} stopped for good`,
  'statement-saved': ({ data: { revision } }): string =>
    `The text for suppliers and customers was saved, revision ${revision}`,
  'notices-released': ({ data: { basis, suppliers, customers, leftOut } }): string =>
    `${releases[basis]}: suppliers: ${suppliers}, customers: ${customers}; left out: ${leftOut}`,
  'link-revoked': ({ data: { counterparty } }, say): string =>
    `The link of ${say.counterparty(counterparty)} was revoked`,
  'link-reissued': ({ data: { counterparty } }, say): string =>
    `${say.counterparty(counterparty)} is sent a new link; the earlier one ended`,
  'notice-delivered': ({ data: { counterparty, step, contact, result } }, say): string =>
    `${steps[step]} to ${say.counterparty(counterparty)} (${contact} contact): ${results[result]}`,
  'notice-acknowledged': ({ data: { counterparty }, personal }, say): string =>
    `Acknowledged by ${say.counterparty(counterparty)}. Holds data: ${answers[personal.answers.holdsData]}. Sign ` +
    `of misuse: ${answers[personal.answers.misuse]}`,
  'notice-expired': ({ data: { counterparty } }, say): string =>
    `No answer from ${say.counterparty(counterparty)}: the link has expired`,
  'campaign-drafted': ({ data: { campaign, recipients } }): string =>
    `Campaign ${campaign} drafted for ${recipients} people`,
  'campaign-approved': ({ data: { campaign, drafter } }): string =>
    `Campaign ${campaign} approved: sending begins${drafter === undefined ? '' : '. Who drafted it is not on record'}`,
  'campaign-finished': ({ data: { campaign, counts } }): string =>
    `Campaign ${campaign} finished: ${counts.sent} sent, ${counts.refused} refused, ${counts.uncertain} uncertain`,
  closed: ({ data: { outcome, over = [] } }): string =>
    `Closed: ${outcomes[outcome]}` +
    (over.length === 0 ? '' : `, over what stood in the way, with reasons: ${count(over.length)}`),
  reopened: ({ data: { closedAt } }, say): string => `Opened again; it had been closed ${say.when(closedAt)}`,
  'reopening-proposed': (): string => 'Proposed to open it again',
  taken: ({ data: { from } }, say): string =>
    from === undefined ? 'Taken' : `Taken from ${say.person(from)}, who can no longer act on it`,
  'handed-over': ({ data: { to } }, say): string => `Handed over to ${say.person(to)}`,
  'suspicion-recorded': ({ data: { firstSuspicionAt, investigationStartedAt } }, say): string =>
    [
      ...(firstSuspicionAt === undefined ? [] : [`Suspected since ${say.when(firstSuspicionAt)}`]),
      ...(investigationStartedAt === undefined ? [] : [`Investigated since ${say.when(investigationStartedAt)}`]),
    ].join('. '),
  'findings-moved': ({ data: { findings, siblings = 0, to } }): string => {
    const count = findings.length + siblings;
    return `${count === 1 ? 'A finding' : `${count} findings`} moved to ${to}`;
  },
  triaged: ({ data: { outcome, into, kind } }): string => {
    if (outcome === 'merged') return `Merged: it is part of ${into ?? ''}`;
    return `Dismissed: it was no breach${kind === undefined ? '' : `. ${kinds[kind]}`}`;
  },
  'task-added': ({ data: { task, owner, due }, personal: { text } }, say): string =>
    `Task ${task}: ${text}${owner === null ? '' : `. For ${say.person(owner)}`}` +
    `${due === null ? '' : `, due ${say.when(due)}`}`,
  'task-assigned': ({ data: { task, owner } }, say): string =>
    owner === null ? `Task ${task} is nobody’s now` : `Task ${task} given to ${say.person(owner)}`,
  'task-finished': ({ data: { task } }): string => `Task ${task} done`,
  'task-dropped': ({ data: { task } }): string => `Task ${task} dropped`,
  'playbook-begun': ({ data: { playbook, tasks } }): string =>
    `Playbook “${playbook}” begun: ${tasks} ${tasks === 1 ? 'task' : 'tasks'}`,
  'note-added': ({ data: { note, privileged } }): string => `${privileged ? 'Privileged note' : 'Note'} ${note} added`,
  'call-logged': ({ data: { call, calledAt }, personal: { partner } }, say): string =>
    `Call ${call} with ${partner}, held ${say.when(calledAt)}`,
  'file-attached': ({ data: { file, number, asReporter }, personal: { name } }): string =>
    `File ${number} attached${asReporter ? ' by who reported' : ''}: ${name}, ${file.bytes} bytes, ` +
    `SHA-256 ${file.sha256.slice(0, 12)}…`,
  'words-added': ({ personal: { text } }): string => `Added by who reported: ${text}`,
  'question-asked': ({ data: { question }, personal: { text } }): string =>
    `Question ${question} to who reported: ${text}`,
  'question-answered': ({ data: { question }, personal: { text } }): string =>
    `Question ${question} answered by who reported: ${text}`,
  'signs-settled': ({ data: { sign, count, campaign } }): string =>
    sign === 'misuse'
      ? `Dealt with ${count === 1 ? 'a sign' : `${count} signs`} of misuse`
      : `Reached otherwise: ${count} whose letters were refused` +
        `${campaign === undefined ? '' : `, campaign ${campaign}`}`,
};
