import type { ASTNode } from '@marcbachmann/cel-js';
import { PLANES, ROLES } from '../../domain/dataflow.ts';
import { childrenOf, FUNCTIONS } from '../../domain/policy/condition-cost.ts';
import { type Language, newEnvironment } from '../../domain/policy/typed-expressions.ts';
import { FINDING_STATUSES, MOST, RESOURCE_KINDS } from '../finding.ts';
import { MATCH_WAYS } from '../systems/resource-names.ts';
import { createInList, type NamedLists } from './lists.ts';
import { ActorValues, FindingValues, ResourceValues, SystemValues, TimeValues, WEEKDAYS } from './values.ts';

/** What the rules over findings may speak of: CEL over declared, typed variables. The values come from `values.ts`. */

const strings = 'list<string>';
/** As many systems as one finding is expected to touch, and their customers; more only take longer. */
const ITEMS = 1_000;
/** What all rules together may take of one finding at worst: some seconds, for the largest that is taken in. */
export const MOST_STEPS = 12_000_000;

const COST = {
  // A pattern over the longest text, and one value held against a list and its ranges of addresses, as measured.
  functions: { ...FUNCTIONS, matches: 5_000, startsWithAny: 100, inList: 30 },
  perItem: ['inList'],
  lists: new Map(
    Object.entries({
      ...{ resources: MOST.resources, names: MOST.names, tags: MOST.tags, kinds: RESOURCE_KINDS.length },
      ...{ users: MOST.words, ips: MOST.words, processes: MOST.words, tactics: MOST.words, dataClasses: MOST.words },
      ...{
        unread: MOST.unread,
        'finding.names': MOST.resources * MOST.names,
        'finding.tags': MOST.resources * MOST.tags,
      },
      ...{ 'finding.accounts': MOST.resources, 'finding.regions': MOST.resources },
    }),
  ),
  items: ITEMS,
  most: MOST_STEPS,
};

const WORDS = {
  'finding.status': FINDING_STATUSES,
  'finding.kinds': RESOURCE_KINDS,
  'time.weekday': WEEKDAYS,
  '*.kind': RESOURCE_KINDS,
  '*.plane': PLANES,
  '*.role': ROLES,
  '*.way': MATCH_WAYS,
};

/** The language of rules and suppression windows, with the lists that they may ask for. */
export function detectionLanguage(lists: NamedLists = { lists: [] }): Language {
  const inList = createInList(lists);
  const environment = newEnvironment()
    .registerFunction(
      'string.startsWithAny(list<string>): bool',
      (text: string, beginnings: string[]) => beginnings.some((beginning) => text.startsWith(beginning)),
      { async: false },
    )
    .registerFunction('inList(string, string): bool', inList, { async: false })
    .registerFunction(
      'inList(list<string>, string): bool',
      // Nobody known is not known to be one of them.
      (values: string[], name: string) => values.length > 0 && values.every((value) => inList(value, name)),
      { async: false },
    )
    .registerType('Actor', { ctor: ActorValues, fields: { users: strings, ips: strings, processes: strings } })
    .registerType('Resource', {
      ctor: ResourceValues,
      fields: {
        ...{ kind: 'string', names: strings, region: 'string', account: 'string' },
        ...{ tags: strings, dataClasses: strings },
      },
    })
    .registerType('Finding', {
      ctor: FindingValues,
      fields: {
        ...{ source: 'string', vendor: 'string', product: 'string', id: 'string', type: 'string', title: 'string' },
        ...{ description: 'string', severity: 'double', severityWord: 'string', status: 'string', sample: 'bool' },
        ...{ actor: 'Actor', tactics: strings, dataClasses: strings, count: 'int', unread: strings },
        ...{ names: strings, kinds: strings, accounts: strings, regions: strings, tags: strings },
        resources: 'list<Resource>',
      },
    })
    .registerType('System', {
      ctor: SystemValues,
      fields: {
        ...{ id: 'string', name: 'string', plane: 'string', role: 'string', by: 'string', way: 'string' },
        ...{ dataClasses: strings, dataCategories: strings, countries: strings, customers: strings },
        ...{ suppliers: strings, people: 'int' },
      },
    })
    .registerType('Time', { ctor: TimeValues, fields: { hour: 'int', weekday: 'string' } })
    .registerVariable('finding', 'Finding')
    .registerVariable('systems', 'list<System>')
    .registerVariable('known', 'bool')
    .registerVariable('time', 'Time');
  const names = lists.lists.map(({ id }) => id);
  return { environment, words: WORDS, cost: COST, check: (ast) => unknownList(ast, names) };
}

function unknownList(node: ASTNode, names: readonly string[]): string | null {
  if (node.op === 'call' && node.args[0] === 'inList') {
    const [, [, name]] = node.args;
    if (name?.op !== 'value' || typeof name.args !== 'string') return 'inList() takes the name of a list in quotes';
    if (!names.includes(name.args)) {
      return `there is no list '${name.args}' in lists.yaml; there are ${names.join(', ') || 'none'}`;
    }
  }
  return childrenOf(node).reduce<string | null>((found, child) => found ?? unknownList(child, names), null);
}
