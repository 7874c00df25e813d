import { describe, expect, it } from '@jest/globals';
import { DataFlowRegister, dataFlowOf, knowsRoles, roleOf, System } from './dataflow.ts';

const system = (id: string) => ({
  ...{ id, name: id, plane: 'control', dataClasses: ['simple'], dataCategories: ['names'], countries: ['DE'] },
});
const supplier = (id: string) => ({
  ...{ id, kind: 'supplier', name: id, contacts: [{ name: 'Dana', email: 'dana@fjord.example' }] },
});

describe('an upload of the data-flow register', () => {
  it('is taken where each id stands once, also where a system and a supplier share one', () => {
    const upload = {
      systems: [system('fjord'), system('gull')],
      counterparties: [supplier('fjord'), supplier('gull')],
    };
    expect(DataFlowRegister.safeParse(upload).error).toBeUndefined();
  });

  it('is refused where one stands twice, and says which, where, and where it stood first', () => {
    const upload = {
      systems: [system('console'), system('billing'), system('console'), system('console')],
      counterparties: [supplier('fjord'), supplier('fjord')],
    };
    const issues = DataFlowRegister.safeParse(upload).error?.issues.map(({ path, message }) => [path, message]);
    const twice = (id: string, first: string) => `'${id}' stands twice in this upload, first at ${first}; name it once`;
    expect(issues).toEqual([
      [['systems', 2, 'id'], twice('console', 'systems[0]')],
      [['systems', 3, 'id'], twice('console', 'systems[0]')],
      [['counterparties', 1, 'id'], twice('fjord', 'counterparties[0]')],
    ]);
  });
});

it.each([
  ['control', undefined, 'controller'],
  ['customer-data', undefined, 'processor'],
  ['control', 'joint-controller', 'joint-controller'],
  ['customer-data', 'sub-processor', 'sub-processor'],
] as const)('our role in a system of the plane "%s" that says %s is %s', (plane, role, ours) => {
  expect(roleOf({ plane, ...(role && { role }) })).toBe(ours);
});

it('our roles are known where some system is touched and the register has each', () => {
  expect(knowsRoles({ roles: ['processor'] })).toBe(true);
  expect(knowsRoles({ roles: [] })).toBe(false);
  expect(knowsRoles({ roles: ['processor'], unlisted: true })).toBe(false);
});

it('what touched systems hold is said once each and in one order, whichever came first', () => {
  const [one, other] = [
    System.parse({ ...system('console'), dataCategories: ['names', 'invoices'], countries: ['SE', 'DE'] }),
    System.parse({ ...system('billing'), dataCategories: ['addresses', 'names'], countries: ['DE', 'FR'] }),
  ];
  const flow = dataFlowOf([one, other]);
  expect(flow).toMatchObject({ dataCategories: ['addresses', 'invoices', 'names'], countries: ['DE', 'FR', 'SE'] });
  expect(dataFlowOf([other, one])).toEqual(flow);
});

describe('what touched systems say together', () => {
  const own = System.parse({ ...system('accounts'), peopleConcerned: 410 });
  const customers = { plane: 'customer-data', dataCategories: ['customer databases'], dataClasses: ['financial'] };
  const entrusted = System.parse({ ...system('databases'), ...customers });

  it('is told apart by whose data it is, where both are touched', () => {
    expect(dataFlowOf([own, entrusted])).toMatchObject({
      ...{ dataCategories: ['customer databases', 'names'], peopleConcerned: 410, peopleUncounted: true },
      own: { dataClasses: ['simple'], dataCategories: ['names'], peopleConcerned: 410 },
    });
    expect(dataFlowOf([own, entrusted]).own).not.toHaveProperty('peopleUncounted');
  });

  it.each([
    ['our own alone', [own]],
    ['what is entrusted to us alone', [entrusted]],
  ])('is one where it is %s', (_, systems) => {
    expect(dataFlowOf(systems)).not.toHaveProperty('own');
  });

  it('has no number of people where no system has one, which is no sum that lacks some', () => {
    const { peopleConcerned, peopleUncounted } = dataFlowOf([entrusted]);
    expect([peopleConcerned, peopleUncounted]).toEqual([null, undefined]);
  });
});
