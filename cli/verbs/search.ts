import type { SearchAnswer } from '../../services/search/search.ts';
import { argumentOf } from '../input.ts';
import { oneLineAll } from '../output/printable.ts';
import type { Verb } from './verb.ts';

export const search: Verb = {
  name: 'search',
  summary: 'find incidents, systems, suppliers, customers and receipts by words',
  examples: ["tocsin search 'DE-BE 4711'"],
  arguments: [{ name: 'words', describe: 'all of them must be there, in any case' }],
  options: {},
  role: 'responder',
  async run(input) {
    const json = await input.client().send<SearchAnswer>('POST', '/search', { words: argumentOf(input, 'words') });
    const lines = Object.entries(oneLineAll(json)).flatMap(([group, { found, isMore, lookedAt }]) => [
      ...found.map(({ id, name, around }) => `${group}  ${id}  ${name}${around === name ? '' : `  (${around})`}`),
      ...(isMore ? [`${group}  there are more`] : []),
      ...(lookedAt === null ? [] : [`${group}  only ${lookedAt} were looked at, of incidents the newest`]),
    ]);
    return { json, text: lines.length === 0 ? 'Nothing was found.' : lines.join('\n') };
  },
};
