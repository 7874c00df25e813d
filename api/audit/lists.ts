import { isTarget } from '../../domain/plan/targets.ts';
import { readDecisions } from '../../services/audit/decisions.ts';
import { readDuties } from '../../services/audit/duties.ts';
import { readExercises } from '../../services/audit/exercises.ts';
import { readAnswered, readParties } from '../../services/audit/notices.ts';
import { readPolicyUses } from '../../services/audit/policies.ts';
import { countDuties } from '../../store/audit-duties.ts';
import { countAnswered } from '../../store/audit-notices.ts';
import { readPolicyVersions } from '../../store/policy-versions.ts';
import { type DecisionNames, decisionsFile, decisionsPage } from '../../web/audit/decisions-list.ts';
import { dutiesFile, dutiesPage } from '../../web/audit/duties-list.ts';
import { exerciseResultsPage, exercisesFile } from '../../web/audit/exercises-list.ts';
import { noticesFile, noticesPage, partiesFile, partiesPage } from '../../web/audit/notices-list.ts';
import { policiesFile, policiesPage } from '../../web/audit/policies-list.ts';
import { targetOf } from '../../web/own-target.ts';
import { citedText } from '../../web/translated.ts';
import type { View } from '../../web/view.ts';
import type { ApiDeps } from '../deps.ts';
import { type AuditList, auditList } from './list.ts';
import {
  answersFilter,
  DecisionsQuery,
  DutiesQuery,
  decisionFilter,
  decisionPlace,
  dutyFilter,
  dutyPlace,
  ExercisesQuery,
  heldIn,
  NoticesQuery,
  noticePlace,
  PartiesQuery,
  PoliciesQuery,
  partyPlace,
} from './query.ts';

/** The lists that answer an auditor, each for a page, for programs and as files. */

const decisions = auditList({
  name: 'decisions',
  query: DecisionsQuery,
  async read({ store }, view, query, { after, limit, withTexts }) {
    const page = { after: decisionPlace(after), limit };
    const { rows, next } = await readDecisions(store, decisionFilter(query, view.zone), page, { withTexts });
    return { rows, next: next && `${next.at}_${next.breachId}_${next.seq}` };
  },
  async html(deps, view, query, page) {
    const used = page.rows.flatMap(({ policyVersion }) => policyVersion ?? []);
    const versions = await readPolicyVersions(deps.store, [...new Set(used)]);
    return decisionsPage(view, { query, ...page, names: dutyNames(deps, view), versions });
  },
  file: (deps, view, withTexts) => decisionsFile(view, dutyNames(deps, view), withTexts),
  plain: ({ event: _, ...row }) => row,
});

const duties = auditList({
  name: 'duties',
  query: DutiesQuery,
  async read({ store }, view, query, { after, limit }) {
    const { rows, next } = await readDuties(store, dutyFilter(query, view.zone), {
      ...{ after: dutyPlace(after), limit, now: view.now },
    });
    return { rows, next: next && `${next.order}_${next.id}` };
  },
  async html({ store }, view, query, page) {
    const counts = await countDuties(store, dutyFilter(query, view.zone), view.now);
    return dutiesPage(view, { audience: query.audience, query, ...page, counts });
  },
  file: (_, view) => dutiesFile(view),
});

const notices = auditList({
  name: 'notices',
  query: NoticesQuery,
  async read({ store }, view, query, { after, limit, withTexts }) {
    const page = { after: noticePlace(after), limit, now: view.now };
    const { rows, next } = await readAnswered(store, await answersFilter(store, query, view.zone), page, { withTexts });
    return { rows, next: next && `${next.answerBy}_${next.id}` };
  },
  async html({ store }, view, query, page) {
    const counts = await countAnswered(store, await answersFilter(store, query, view.zone), view.now);
    return noticesPage(view, { query, ...page, counts });
  },
  file: (_, view, withTexts) => noticesFile(view, withTexts),
});

const parties = auditList({
  name: 'parties',
  query: PartiesQuery,
  atOnce: 5_000,
  async read({ store }, view, query, { after, limit }) {
    const page = { after: partyPlace(after), limit, now: view.now };
    const { rows, next } = await readParties(store, await answersFilter(store, query, view.zone), page);
    return { rows, next: next && `${next.notInTime}_${next.counterparty}` };
  },
  async html({ store }, view, query, page) {
    const counts = await countAnswered(store, await answersFilter(store, query, view.zone), view.now);
    return partiesPage(view, { query, ...page, counts });
  },
  file: (_, view) => partiesFile(view),
});

const exercises = auditList({
  name: 'exercises',
  query: ExercisesQuery,
  read: ({ store }, view, query, { after, limit }) =>
    readExercises(store, heldIn(query, view.zone), { ...(after !== '' && { after }), limit, now: view.now }),
  html: async (_, view, query, page) => exerciseResultsPage(view, { query, ...page }),
  file: (_, view) => exercisesFile(view),
});

const policies = auditList({
  name: 'policies',
  query: PoliciesQuery,
  read: async ({ store, policy }) => ({ rows: await readPolicyUses(store, policy.policyVersion), next: null }),
  html: async (_, view, __, { rows }) => policiesPage(view, { rows }),
  file: (_, view) => policiesFile(view),
});

export const AUDIT_LISTS = { decisions, duties, notices, parties, exercises, policies } satisfies Record<
  string,
  AuditList
>;

/** Duties as the policy calls them now; one that it has no more goes by its id. */
function dutyNames({ policy }: Pick<ApiDeps, 'policy'>, view: View): DecisionNames {
  const articles = new Map(policy.obligations.map(({ id, article }) => [id, citedText(view, article)]));
  return { duty: (id) => articles.get(id) ?? (isTarget(id) ? targetOf(view, policy, id) : id) };
}
