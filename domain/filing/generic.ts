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
  contact: 'dpo-name-and-contact',
  consequences: 'consequences',
  measures: 'measures',
  delay: 'delay-reasons',
};

const COUNTS = ['people', 'records'];

/** What a list of contents says nothing of. */
const NOTHING_MORE = {
  ...{ number: null, de: null, choose: [], limit: null, is: null, least: null, most: null, decimals: null },
  ...{ always: false, path: null, formerly: [] },
};

const PREFIX = 'content-of-';

/** Whether a form is only the list of contents of its regime. */
export function isGeneric({ id }: Pick<FilingTemplate, 'id'>): boolean {
  return id.startsWith(PREFIX);
}

/** A filing by the content list of the regime itself, for an obligation that has no template of its own. */
export function templateFromContent(
  obligation: Pick<Obligation, 'id' | 'title' | 'article' | 'citation' | 'confidence' | 'content'>,
): FilingTemplate {
  const { id, title, article, citation, confidence, content } = obligation;
  const none = { ...NOTHING_MORE, options: {}, onlyIncomplete: [], asks: [], whenHidden: null, toldIn: null };
  const common = { ...none, section: 'Content', contact: false };
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
    ...{ id: `${PREFIX}${id}`.slice(0, 64), title: `${title} (${article})`, source: citation, confidence },
    ...{ exactness: 'by-law', partial: null, schema: null, authorities: [], states: [], receiver: null, sections: [] },
    ...{ obligations: [id], several: 'list', format: 'package', audience: 'authority' },
    withdrawalNeeds: ['withdrawal'],
    fields: [...fields, gap, withdrawal],
  };
}
