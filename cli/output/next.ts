import type { BreachView } from './view.ts';

/** The next step of one open duty as a command to copy; null where nothing is to be done. */
export function nextForDuty(view: BreachView, obligation: string): string | null {
  const { status } = view.obligations[obligation] ?? {};
  if (status !== 'running' && status !== 'overdue') return null;
  const planned = view.plan?.obligations.find((o) => o.id === obligation);
  const late = status === 'overdue' && planned?.lateNeedsReasons ? " --reasons '…'" : '';
  return `tocsin file ${view.breachId} ${obligation} --receipt '…'${late}`;
}

/** What the breach as a whole waits for, the most pressing first; each with why. */
export function nextForBreach(view: BreachView): { why: string; command: string }[] {
  const { breachId: id, plan } = view;
  if (view.status === 'closed') return [{ why: 'closed; keep the evidence', command: `tocsin evidence ${id}` }];
  const steps: { why: string; command: string }[] = [];
  if (view.awareness.length === 0) {
    steps.push({ why: 'no clock runs before', command: `tocsin aware ${id} --at <instant with offset>` });
  }
  if (plan !== null && (view.risk === null || view.risk.reopened)) {
    const why = view.risk === null ? 'the engine only proposes' : 'facts changed since the decision';
    steps.push({ why, command: `tocsin decide ${id} --risk ${plan.conclusion} --reasons '…'` });
  }
  for (const draft of view.campaigns.filter((c) => c.status === 'draft')) {
    const why = `${draft.recipients} people wait for approval`;
    steps.push({
      why,
      command: `tocsin decide ${id} --approve-campaign ${draft.number} --content-hash ${draft.contentHash} --reasons '…'`,
    });
  }
  const isOpen = Object.values(view.obligations).some(({ status }) => status === 'running' || status === 'overdue');
  if (!isOpen && view.awareness.length > 0) {
    steps.push({ why: 'every duty is done or waived', command: `tocsin close ${id} --outcome resolved --reasons '…'` });
  }
  return steps;
}
