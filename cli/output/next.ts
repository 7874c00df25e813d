import type { CommunicationAnswer } from '../../api/openapi/answers/communications.ts';
import { ARTICLES, articleOf } from '../../domain/articles.ts';
import { asksForFourEyes, campaignLeaving } from '../../domain/breach/decide/four-eyes.ts';
import { TAKE } from '../../domain/plan/targets.ts';
import type { Article, Plan, RiskConclusion } from '../../domain/plan/types.ts';
import { TOCSIN } from '../../web/command.ts';
import { stepsOfPoints } from './points.ts';
import { type Step, step } from './step.ts';
import type { Style } from './style.ts';
import type { BreachView } from './view.ts';

/** The next step of one open duty as a command to copy; null where nothing is to be done. */
export function nextForDuty(view: BreachView, obligation: string): string | null {
  const { status } = view.obligations[obligation] ?? {};
  if (status !== 'running' && status !== 'overdue') return null;
  const planned = view.plan?.obligations.find((o) => o.id === obligation);
  const late = status === 'overdue' && planned?.lateNeedsReasons === true;
  if (planned !== undefined && articleOf(planned) === 'art34') return nextForPeople(view, obligation);
  const { sha256, stage } = view.obligations[obligation]?.approvals?.at(-1) ?? {};
  const file = `${TOCSIN} file ${view.breachId} ${obligation}`;
  if (sha256 !== undefined) {
    return `${file} --stage ${stage} --document ${obligation}.json --receipt '…'${late ? " --reasons '…'" : ''}`;
  }
  // A draft here does not know the reasons of a delay: they are typed on the desk.
  if (late) return `${file} --elsewhere --receipt '…' --reasons '…'`;
  return `${TOCSIN} draft ${view.breachId} ${obligation} --out ${obligation}.json`;
}

/** The people are told by letters, which the breach as a whole waits for; then it is recorded that they were. */
function nextForPeople({ breachId, campaigns }: BreachView, obligation: string): string | null {
  if (!campaigns.some(({ status }) => status === 'finished')) return null;
  return `${TOCSIN} file ${breachId} ${obligation} --elsewhere --receipt '…' --reasons '…'`;
}

/** What the breach as a whole waits for, the most pressing first; each with why. */
export function nextForBreach(view: BreachView): Step[] {
  const { breachId: id, plan } = view;
  if (view.status === 'closed') return [step('closed; keep the evidence', `evidence ${id}`)];
  const steps: Step[] = [];
  const taking = view.targets?.[TAKE]?.status;
  if (taking === 'running' || taking === 'overdue') steps.push(step('nobody has taken it yet', `take ${id}`));
  if (view.awareness.length === 0) steps.push(step('no clock runs before', `aware ${id} --at <instant with offset>`));
  if (view.facts.systems.length === 0) {
    const why = `without systems nobody is told and our role is not known; ids: ${TOCSIN} dataflow list`;
    steps.push(step(why, `amend ${id} --system <id> --reasons '…'`));
  }
  if (plan !== null) steps.push(...decisions(view, plan));
  if ((view.communications.notices?.awaited ?? []).length > 0)
    steps.push(step('what suppliers and customers read waits', `release ${id}`));
  if (waitsForLetter(view)) {
    const draft = `campaign ${id} --recipients <people.csv> --subject '…' --text-file <letter.txt>`;
    steps.push(step('Art. 34 binds: the people concerned are to be told', draft));
  }
  for (const draft of view.campaigns.filter((c) => c.status === 'draft')) {
    const why = `${draft.recipients} people wait for approval`;
    const approval = `--approve-campaign ${draft.number} --content-hash ${draft.contentHash}`;
    steps.push(
      asksForFourEyes(view, campaignLeaving(draft))
        ? { why: `${why} by another person than drafted it`, command: approvedOnThePage(id, draft.number) }
        : step(why, `decide ${id} ${approval} --reasons '…'`),
    );
  }
  for (const [name, { status, counts, fourEyes }] of communicationsOf(view)) {
    if (status === 'paused') {
      steps.push(
        fourEyes
          ? { why: `${name}: paused`, command: letGoOnThePage(id, name) }
          : step(`${name}: paused`, `resume ${id} ${name}`),
      );
    }
    const { uncertain = 0 } = counts;
    if (uncertain > 0) steps.push(step(`${uncertain} of its letters may have left`, `uncertain ${id} ${name}`));
  }
  steps.push(...stepsOfPoints(view));
  const isOpen = Object.values(view.obligations).some(({ status }) => status === 'running' || status === 'overdue');
  if (!isOpen && view.awareness.length > 0 && plan !== null) {
    steps.push(step('every duty is done or waived: what still stands in the way of closing', `close ${id} --list`));
  }
  return steps;
}

/** Where somebody who signed in approves a campaign. */
export function approvedOnThePage(breachId: string, campaign: number): string {
  return `a DPO or deputy signs in and approves it at /desk/breaches/${breachId}/campaigns/${campaign}`;
}

/** Where somebody who signed in lets notices or a campaign go on. */
function letGoOnThePage(breachId: string, communication: string): string {
  const place = communication === 'notices' ? '/notices' : `/campaigns/${communication.slice('campaign/'.length)}`;
  return `a DPO or deputy who did not draft it signs in and lets it go on at /desk/breaches/${breachId}${place}`;
}

/** What is to be decided on the risk: in one command where both articles ask the same, else one by one. */
function decisions({ breachId, risk }: BreachView, { conclusion }: Plan): Step[] {
  const asked = ARTICLES.flatMap((article): { article: Article; why: string; risk: RiskConclusion }[] => {
    const decision = risk[article];
    if (decision !== null && !decision.reopened) return [];
    const why = decision === null ? 'the engine only proposes' : 'facts changed since the decision';
    return [{ article, why, risk: conclusion[article] }];
  });
  const [first, second] = asked;
  const isOne = first !== undefined && first.why === second?.why && first.risk === second.risk;
  if (isOne) return [step(first.why, `decide ${breachId} --risk ${first.risk} --reasons '…'`)];
  return asked.map((one) =>
    step(one.why, `decide ${breachId} --risk ${one.risk} --article ${one.article} --reasons '…'`),
  );
}

/** Steps of the breach, then of its duties, one a line. */
export function renderNext(view: BreachView, style: Style): string {
  const duties = (view.plan?.obligations ?? []).flatMap((duty): Step[] => {
    const command = nextForDuty(view, duty.id);
    return command === null ? [] : [{ why: `to file: ${duty.article}`, command }];
  });
  return renderSteps([...nextForBreach(view), ...duties], style);
}

export function renderSteps(steps: readonly Step[], style: Style): string {
  return steps.map(({ why, command }) => `next: ${command}  ${style.faint(`# ${why}`)}`).join('\n');
}

/** Whether a duty towards the people concerned runs and no letter to them was drafted. */
function waitsForLetter(view: BreachView): boolean {
  const toPeople = (view.plan?.obligations ?? []).filter((o) => articleOf(o) === 'art34');
  const open = toPeople.some(({ id }) => ['running', 'overdue'].includes(view.obligations[id]?.status ?? ''));
  return open && view.campaigns.length === 0;
}

function communicationsOf({ communications }: BreachView): [name: string, CommunicationAnswer][] {
  return Object.entries(communications).flatMap(([name, one]) => (one === undefined ? [] : [[name, one]]));
}
