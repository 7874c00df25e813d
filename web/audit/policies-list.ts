import type { PolicyUse } from '../../domain/audit/answers.ts';
import { number } from '../breach/figures.ts';
import { html } from '../html.ts';
import { versionName } from '../policy/versions.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { DECISIONS_PATH, shortVersion } from './decisions-list.ts';
import { type FileColumn, listAddress, listingPage } from './listing.ts';

export const POLICIES_PATH = '/desk/audit/policies';

export type PoliciesModel = { rows: readonly PolicyUse[] };

/** Every version of the policy by which duties were worked out, the one used last first. */
export function policiesPage(view: View, { rows }: PoliciesModel): string {
  const { questions: words } = view.words;
  const { columns } = words;
  const write = (n: number) => number(n, view.language);
  return listingPage(view, {
    ...{ question: 'policies' as const, path: POLICIES_PATH, query: {}, rows, next: null, figures: [], filters: null },
    title: words.ask.policies,
    lede: words.ledes.policies,
    columns: [
      {
        label: columns.version,
        cell: ({ policyVersion, held, isCurrent }) =>
          html`
            ${
              held === null
                ? html`<code title="${policyVersion}">${shortVersion(policyVersion)}</code>`
                : html`
                  <a href="/desk/policy/versions/${policyVersion}">${versionName(view, { policyVersion, ...held })}</a>
                `
            }
            ${isCurrent ? html` <span class="tag good">${words.current}</span>` : null}
          `,
      },
      { label: columns.firstUsed, cell: ({ first }) => timeTag(first, view, true) },
      { label: columns.lastUsed, cell: ({ last }) => timeTag(last, view, true) },
      { label: columns.worked, cell: ({ breaches }) => write(breaches) },
      {
        label: columns.standing,
        cell: ({ policyVersion, standing }) =>
          standing === 0
            ? '0'
            : html`
              <a href="${listAddress('/desk/register', { version: policyVersion, exercises: 'with' })}">
                ${write(standing)}<span class="sr">: ${columns.version} ${shortVersion(policyVersion)}</span>
              </a>
            `,
      },
      {
        label: columns.decisions,
        cell: ({ policyVersion }) =>
          html`
            <a href="${listAddress(DECISIONS_PATH, { version: policyVersion })}">
              ${words.decidedBy}<span class="sr">: ${columns.version} ${shortVersion(policyVersion)}</span>
            </a>
          `,
      },
    ],
    isExercise: () => false,
  });
}

/** The same as a file. */
export function policiesFile(view: View): FileColumn<PolicyUse>[] {
  const { columns, utc } = view.words.questions;
  return [
    { label: columns.version, value: ({ policyVersion }) => policyVersion },
    { label: columns.versionName, value: ({ held }) => held?.named?.name ?? '' },
    { label: utc(columns.firstUsed), value: ({ first }) => first },
    { label: utc(columns.lastUsed), value: ({ last }) => last },
    { label: columns.worked, value: ({ breaches }) => breaches },
    { label: columns.standing, value: ({ standing }) => standing },
  ];
}
