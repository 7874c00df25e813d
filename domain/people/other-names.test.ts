import { describe, expect, it } from '@jest/globals';
import { createOtherNames } from './other-names.ts';
import type { Person } from './person.ts';

const person = (name: string, email: string, ids: string[] = []): Person => ({ name, email, ids, language: 'en' });
const found = (...people: Person[]) => {
  const names = createOtherNames();
  for (const [index, one] of people.entries()) names.add(index + 2, one);
  return names.found();
};

describe('lines that name somebody else', () => {
  it('are those with the address of an earlier line, or its account, and another name', () => {
    expect(found(person('Ada Quill', 'home@people.example'), person('Bo Quill', 'HOME@people.example'))).toEqual({
      ...{ count: 1, lines: [3] },
    });
    expect(found(person('Ada', '', ['id=7']), person('Ada', '', ['id=7']), person('Bo', '', ['id=7']))).toEqual({
      ...{ count: 1, lines: [4] },
    });
  });

  it('are held against the first line that named the person, and not against the line before', () => {
    const [ada, bo] = [person('Ada', 'a@x.example'), person('Bo', 'a@x.example')];
    expect(found(ada, bo, bo, ada)).toEqual({ count: 2, lines: [3, 4] });
  });

  it.each([
    [
      'the same name in other letters and spaces',
      person('Ada Quill', 'a@x.example'),
      person(' ADA  quill', 'a@x.example'),
    ],
    ['a line without a name', person('Ada', 'a@x.example'), person('', 'a@x.example')],
    ['a name that comes after a line without one', person('', 'a@x.example'), person('Ada', 'a@x.example')],
    ['another address', person('Ada', 'a@x.example'), person('Bo', 'b@x.example')],
    ['a name alone, which is all that tells the people apart', person('Ada', ''), person('Bo', '')],
  ])('are none for %s', (_, first, second) => {
    expect(found(first, second)).toEqual({ count: 0, lines: [] });
  });

  it('are all counted, and the first twenty named', () => {
    const people = Array.from({ length: 30 }, (_, n) => person(`Person ${n}`, 'all@people.example'));
    expect(found(...people)).toEqual({ count: 29, lines: Array.from({ length: 20 }, (_, n) => n + 3) });
  });
});
