import { describe, expect, test } from '@jest/globals';
import { type CostRules, costOf } from './condition-cost.ts';
import { newEnvironment } from './typed-expressions.ts';

const RULES: CostRules = {
  functions: { inList: 30, size: 1, startsWith: 2 },
  perItem: ['inList'],
  lists: new Map(Object.entries({ users: 32, 'finding.names': 100, tags: 20 })),
  items: 1_000,
  most: 1_000_000,
};
const cost = (text: string, rules = RULES) => costOf(newEnvironment().parse(text).ast, rules);

describe('what a condition takes at worst', () => {
  test.each<[string, string, number]>([
    ['a word', '"a"', 1],
    ['a comparison of words', 'status == "new"', 1 + 2],
    ['a comparison of lists, by the items of both', 'users == tags', 32 + 20 + 2],
    ['a comparison of lists that are not known', 'these != those', 2_000 + 2],
    ['a comparison of an item with a list', 'users.exists(u, u == tags)', 1 + 32 * (1 + 3)],
    ['a comparison of an item that may be a list', '[tags].exists(t, t == tags)', 2 + 1 * (1 + 1_000 + 20 + 2)],
    ['a list that is looked through', '"a" in users', 32 + 2],
    ['a list that is written out', '"a" in ["a", "b", "c"]', 3 + 2 + 3],
    ['a list of a field, by its whole name', '"a" in finding.names', 100 + 1 + 2],
    ['a list of a field, by the name of the field', '"a" in item.tags', 20 + 1 + 2],
    ['a list of a field that is not known', '"a" in item.others', 1_000 + 1 + 2],
    ['two lists together', '"a" in users + tags', 52 + 1 + 52 + 2],
    ['the longer of two lists', '"a" in (isNew ? tags : users)', 32 + 1 + 1 + 3],
    ['the longer of two lists, whichever comes first', '"a" in (isNew ? users : tags)', 32 + 1 + 1 + 3],
    ['what is left of a list', '"a" in users.filter(u, true)', 32 + 1 + (1 + 32 * 2)],
    ['a loop', 'users.all(u, u == "a")', 1 + 32 * (1 + 3)],
    ['a loop in a loop', 'users.all(u, tags.all(t, t == u))', 1 + 32 * (1 + 1 + 20 * (1 + 3))],
    ['a function', '"abc".startsWith("a")', 2 + 2],
    ['a function of each item of a list', 'inList(users, "known")', 30 * 32 + 2],
    ['of a list by the name of its field', 'inList(item.tags, "known")', 30 * 20 + 1 + 2],
    ['of one text', 'inList(name, "known")', 30 + 2],
    ['of a list that is written out', 'inList(["a", "b"], "known")', 30 * 2 + 1 + 2 + 1],
    ['of two lists together', 'inList(users + tags, "known")', 30 * 52 + (52 + 2) + 1],
    ['of the longer of two lists', 'inList(isNew ? tags : users, "known")', 30 * 32 + 1 + 3 + 1],
    ['of what is left of a list', 'inList(users.filter(u, true), "known")', 30 * 32 + (1 + 32 * 2) + 1],
    ['of nothing', 'inList()', 30],
    ['of a list, where it looks at it once', 'size(users)', 1 + 1],
  ])('%s: %s', (_, text, steps) => {
    expect(cost(text)).toBe(steps);
  });

  test('is the same for each call where nothing looks at each item', () => {
    const { perItem: _, lists: __, ...plain } = RULES;
    expect(cost('inList(users, "known")', plain)).toBe(30 + 2);
    expect(cost('"a" in users', plain)).toBe(1_000 + 2);
  });
});

describe('a condition is refused', () => {
  test('that takes one step more than is allowed', () => {
    const most = 1 + 32 * 4;
    expect(cost('users.all(u, u == "a")', { ...RULES, most })).toBe(most);
    expect(cost('users.all(u, u == "a")', { ...RULES, most: most - 1 })).toBe(
      'may take 129 steps, more than the 128 allowed: put fewer of all, exists, exists_one, filter inside each other',
    );
  });

  test.each(['matches', 'toString', 'map'])('that calls %s, wherever it does', (name) => {
    const allowed = 'inList, size, startsWith, all, exists, exists_one, filter';
    const says = `calls ${name}(), which no condition may; it may call ${allowed}`;
    expect(cost(`users.all(u, u.${name}(u, u) == "a")`)).toBe(says);
    expect(cost(`${name}(users)`)).toBe(says);
  });
});
