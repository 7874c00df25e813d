import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { breachPath } from '../../cli/input.ts';
import type { Accepted } from '../../cli/output/accepted.ts';
import type { DraftedCampaign, ImportedList } from '../../cli/verbs/campaign.ts';
import type { AlertView } from '../../domain/alerts/outcome.ts';
import { EvidencePack, verifyPack } from '../../domain/audit/pack.ts';
import type { ClosingPoint } from '../../domain/breach/closing-gate.ts';
import type { ClosedOver } from '../../domain/breach/events.ts';
import type { RegisterEntry } from '../../domain/breach/views.ts';
import { TocsinError } from '../../domain/errors.ts';
import { HOUR_MS, type Instant, plusMs } from '../../domain/time.ts';
import { plural } from '../../web/desk/words.ts';
import { readContacts } from './contacts.ts';
import { fileNow } from './filing.ts';
import { applies, due, roles, scored, severity } from './reading.ts';
import * as script from './script.ts';
import { Stage, type StageOptions } from './stage.ts';

export type ExerciseOutcome = { breachId: string; events: number; head: { seq: number; hash: string } };

const PEOPLE = fileURLToPath(new URL('people.csv', import.meta.url));
const { OBLIGATIONS } = script;

/**
 * Plays the exercise from alert to evidence, through the public API alone. Throws where a stage does not come about.
 */
export async function playExercise(options: StageOptions): Promise<ExerciseOutcome> {
  const stage = new Stage(options);
  await raiseAlarm(stage);
  await findOutMore(stage);
  await establishAwareness(stage);
  await tellCounterparties(stage);
  await chaseSilentSupplier(stage);
  await tellPeople(stage);
  await fileInTime(stage);
  await closeBreach(stage);
  return takeEvidence(stage);
}

async function raiseAlarm(stage: Stage): Promise<void> {
  const source = stage.as('alert-source');
  const finding = script.sampleFinding(stage.now());
  const { reference } = await source.send<Accepted>('POST', '/alerts/aws-guardduty', finding);
  const { status, breachId: opened } = await source.get<AlertView>(`/alerts/${reference}?wait=20`);
  if (status === 'dead' || opened !== null)
    throw new TocsinError('internal', `The sample alert is ${status} and opened ${opened}; check policy/detection.`);
  stage.tell(
    'alert',
    'GuardDuty sees the support console ask for secrets. Marked a sample: kept as evidence, opens nothing.',
  );

  const report = { ...script.REPORT, exercise: { scale: stage.scale } };
  const { breachId } = await stage.as('responder').send<Accepted>('POST', '/incidents', report);
  if (breachId === null) throw new TocsinError('internal', 'The report opened no breach.');
  stage.breachId = breachId;
  stage.tell('report', `A support agent reports a session under her name that is not hers: ${breachId}, an exercise.`);
  const view = await stage.viewWhen((v) => v.plan !== null, 'the first plan');
  stage.tell('Art. 33', `${roles(view)}. ${severity(view)}. No clock runs: nobody is certain yet.`);
}

async function findOutMore(stage: Stage): Promise<void> {
  await stage.send('responder', 'PATCH', ['facts'], script.FINDINGS);
  const view = await stage.viewWhen((v) => applies(v, OBLIGATIONS.customers), 'the new plan');
  stage.tell('facts', 'The log shows more: the session shared a snapshot of the customer databases with a stranger.');
  stage.tell('Art. 33, 34', `${roles(view)}. ${severity(view)}.`);
  for (const reason of scored(view)) stage.tell('', `- ${reason}`);
  const binding = view.plan?.obligations
    .filter((o) => o.applies === 'binds')
    .map((o) => o.article.replace('GDPR ', ''));
  stage.tell('plan', `The plan moved: ${binding?.join(', ')} apply now.`);
}

async function establishAwareness(stage: Stage): Promise<void> {
  const awareAt = stage.now();
  await stage.send('responder', 'POST', ['awareness'], { awareAt });
  stage.clockFrom(awareAt);
  await stage.viewWhen((v) => due(v, OBLIGATIONS.authority) !== null, 'the clocks');
  stage.tell('Art. 33(1)', 'Certain enough: the organisation is aware. 72 hours to tell the authority begin.');

  const corrected: Instant = plusMs(awareAt, (-script.CORRECTION.hoursEarlier * HOUR_MS) / stage.scale);
  const before = due(await stage.view(), OBLIGATIONS.authority);
  await stage.send('dpo', 'POST', ['awareness'], { awareAt: corrected, reasons: script.CORRECTION.reasons });
  stage.clockFrom(corrected);
  await stage.viewWhen((v) => due(v, OBLIGATIONS.authority) !== before, 'the moved clocks');
  stage.tell(
    'awareness',
    'The night shift knew 3 hours before. Corrected, with reasons: every clock moves, both times stay on record.',
  );
}

async function tellCounterparties(stage: Stage): Promise<void> {
  const addresses = await readContacts(stage);
  const delivered = (counterparty: string) =>
    stage.notice(counterparty, ({ sentAt }) => sentAt !== null, 0, `the notice to ${counterparty}`);
  await Promise.all(script.TOLD.map(delivered));
  stage.tell(
    'Art. 33(2)',
    '2 suppliers and 3 customers each get their own notice with their own link. Nobody sees another.',
  );
  await stage.acknowledge('deskwell', addresses.first('deskwell'));
  stage.tell('supplier', 'Deskwell opens its link, which confirms nothing, then sends the form: acknowledged.');
  for (const customer of script.CUSTOMERS) await stage.acknowledge(customer, addresses.first(customer));
  stage.tell('customers', 'Two of the three customers confirm. Nobody acts for a while now; the clocks do.');
  await rung(stage, 'customers', '12-hours-left');
  stage.tell(
    'Art. 33(2)',
    'Half of our own target of 24 hours is gone, the law says "without undue delay": the DPO is warned.',
  );
  await stage.acknowledge(script.LATE_CUSTOMER, addresses.first(script.LATE_CUSTOMER));
  await fileNow(stage, 'customers');
  stage.tell('Art. 33(2)', 'The third customer confirms. Recorded as done, with the receipts: this clock stops.');
}

async function tellPeople(stage: Stage): Promise<void> {
  await stage.send('dpo', 'POST', ['decisions'], script.RISK_DECISION);
  stage.tell('Art. 34(1)', 'The engine proposed a high risk, the DPO decides: high. Both are kept, with the reasons.');
  const csv = await readFile(PEOPLE);
  const list = await stage.send<ImportedList>('responder', 'POST', ['recipient-lists'], csv, 'text/csv');
  const draft = await stage.send<DraftedCampaign>('responder', 'POST', ['campaigns'], {
    listId: list.listId,
    ...script.LETTER,
  });
  stage.tell(
    'letter',
    `${list.recipients} people imported, ${plural(list.duplicates, 'duplicate')} left out. The letter waits: ` +
      'nothing leaves without approval.',
  );
  const approval = { contentHash: draft.contentHash, reasons: 'Text and list checked.' };
  await stage.send('dpo', 'POST', ['campaigns', String(draft.campaign), 'approval'], approval);
  const { data } = await stage.event('campaign-finished', (d) => d.campaign === draft.campaign, 0, 'the letters');
  stage.tell(
    'letter',
    `The DPO approved exactly this content. ${data.counts.sent} of ${data.counts.total} letters sent, one each.`,
  );
  await fileNow(stage, 'people');
  stage.tell(
    'Art. 34(1)',
    'The people concerned are told: the second clock stops. Only the authority is left, and nobody files yet.',
  );
}

async function chaseSilentSupplier(stage: Stage): Promise<void> {
  const addresses = await readContacts(stage);
  const step = (wanted: 'reminder' | 'escalation') =>
    stage.notice(
      script.SILENT_SUPPLIER,
      ({ remindedAt, escalatedAt }) => (wanted === 'reminder' ? remindedAt : escalatedAt) !== null,
      48,
      `the ${wanted} to ${script.SILENT_SUPPLIER}`,
    );
  await step('reminder');
  stage.tell('supplier', 'Sturdy Cloud has not answered: the engine reminds it.');
  await rung(stage, 'authority', '48-hours-left');
  stage.tell('Art. 33(1)', '48 hours left: the DPO is warned.');
  await step('escalation');
  stage.tell('supplier', 'Still nothing from Sturdy Cloud: its second contact, the duty manager, is written to.');
  await stage.acknowledge(script.SILENT_SUPPLIER, addresses.second(script.SILENT_SUPPLIER));
  stage.tell('supplier', 'The duty manager answers: every supplier has, and the reminders end.');
}

async function fileInTime(stage: Stage): Promise<void> {
  await rung(stage, 'authority', '24-hours-left');
  stage.tell('Art. 33(1)', '24 hours left: the DPO and now the deputy are warned, by every channel there is.');
  const { late } = await fileNow(stage, 'authority');
  const how = late ? 'late, with reasons' : 'in time';
  stage.tell('Art. 33(1)', `The authority is notified, ${how}; its receipt is on record. The last clock stops.`);
}

async function closeBreach(stage: Stage): Promise<void> {
  await stage.send('dpo', 'POST', ['closing'], { ...script.CLOSING, over: await settleWhatIsLeft(stage) });
  type Register = { entries: Pick<RegisterEntry, 'breachId' | 'exercise' | 'decisions' | 'filings' | 'notices'>[] };
  const { entries } = await stage.as('dpo').get<Register>('/register?exercises=true');
  const entry = entries.find(({ breachId }) => breachId === stage.breachId);
  if (!entry?.exercise) throw new TocsinError('internal', `${stage.breachId} has no marked entry in the register.`);
  const { decisions, filings, notices } = entry;
  stage.tell(
    'Art. 33(5)',
    `Closed with reasons. Its register entry: facts, effects, measures, ${plural(decisions.length, 'decision')}, ` +
      `${plural(filings.length, 'filing')}, ${plural(notices?.total ?? 0, 'notice')}. ` +
      'Marked as an exercise, and not counted.',
  );
}

/** The supplement is waived, and what else stands in the way is closed over, each with its reasons. */
async function settleWhatIsLeft(stage: Stage): Promise<ClosedOver[]> {
  await stage.viewWhen((view) => !view.planIsStale, 'the plan after the filing');
  type Closing = { points: Record<'resolved', ClosingPoint[]> };
  const read = async () => (await stage.as('dpo').get<Closing>(breachPath(stage.breachId, 'closing'))).points.resolved;
  for (const { obligation, code } of await read()) {
    if (code !== 'duty-open' || obligation === undefined) continue;
    await stage.send('dpo', 'POST', ['decisions'], { type: 'waive', obligation, reasons: script.NO_SUPPLEMENT });
  }
  const passable = (await read()).filter(({ mayPass }) => mayPass);
  for (const { says } of passable) stage.tell('closing', `In the way, closed over with reasons: ${says}`);
  return passable.map(({ point }) => ({ point, reasons: script.CLOSED_OVER }));
}

async function takeEvidence(stage: Stage): Promise<ExerciseOutcome> {
  const pack = EvidencePack.parse(await stage.as('dpo').get(`${breachPath(stage.breachId, 'evidence')}?open=true`));
  const { ok, findings } = verifyPack(pack);
  if (!ok) throw new TocsinError('internal', `The evidence does not hold: ${findings[0]?.problem ?? ''}.`);
  const count = `${pack.events.length} events in one unbroken chain, the report as received beside it`;
  stage.tell('evidence', `Evidence pack exported and checked: ${count}.`);
  return { breachId: stage.breachId, events: pack.events.length, head: pack.head };
}

/** Waits for a warning of a ladder, fired by itself or merged into a later one. */
function rung(stage: Stage, duty: keyof typeof OBLIGATIONS, name: string): Promise<unknown> {
  const isIt = (d: { obligation: string; rung: string; skipped: string[] }) =>
    d.obligation === OBLIGATIONS[duty] && (d.rung === name || d.skipped.includes(name));
  return stage.event('rung-fired', isIt, 72, `the warning ${name}`);
}
