import type { Obligation } from '../policy/regime.ts';
import type { SourceName } from './sources.ts';
import type { FilingField, FilingTemplate } from './template.ts';

/** What fills in the items that content lists of regimes name in the same way. */
const FROM: Record<string, SourceName> = {
  nature: 'nature-in-words',
  description: 'summary',
  systems: 'systems',
  people: 'people',
  records: 'records',
  categories: 'data-categories',
  contact: 'dpo-contact',
  consequences: 'consequences',
  measures: 'measures',
  delay: 'delay-reasons',
};

const COUNTS = ['people', 'records'];

/** A filing by the content list of the regime itself, for an obligation that has no template of its own. */
export function templateFromContent(
  obligation: Pick<Obligation, 'id' | 'title' | 'article' | 'citation' | 'confidence' | 'content'>,
): FilingTemplate {
  const { id, title, article, citation, confidence, content } = obligation;
  const none = { options: {}, onlyIncomplete: [], asks: [], whenHidden: null, toldIn: null, contact: false };
  const common = { ...none, section: 'Content' };
  const fields = content.map(
    ({ item, says }): FilingField => ({
      ...common,
      id: item,
      label: says,
      kind: COUNTS.includes(item) ? 'count' : 'text',
      mandatory: true,
      shownWhen: item === 'delay' ? [{ late: ['yes'] }] : null,
      from: FROM[item] ?? null,
      rule: null,
    }),
  );
  const gap: FilingField = {
    ...{ ...common, id: 'from-suspicion-to-awareness', label: 'From the first suspicion to the awareness' },
    ...{ kind: 'text', mandatory: false, shownWhen: [{ gap: ['yes'] }], from: 'long-gap', rule: null },
  };
  const withdrawal: FilingField = {
    ...{ ...common, id: 'withdrawal', label: 'Reasons for the withdrawal', kind: 'text', mandatory: true },
    ...{ shownWhen: [{ stage: ['withdrawal'] }], from: 'withdrawal-reasons', rule: null },
  };
  return {
    ...{ id: `content-of-${id}`.slice(0, 64), title: `${title} (${article})`, source: citation, confidence },
    ...{ obligations: [id], several: 'list', format: 'package', audience: 'authority' },
    withdrawalNeeds: ['withdrawal'],
    fields: [...fields, gap, withdrawal],
  };
}
