import { describe, expect, test } from '@jest/globals';
import type { System } from '../dataflow.ts';
import { AssessInput, touchedBy } from './input.ts';

const crm: System = {
  id: 'crm',
  name: 'CRM',
  plane: 'control',
  dataClasses: ['behavioural'],
  dataCategories: ['notes'],
  countries: ['DE'],
  suppliers: ['host'],
  customers: [],
  aliases: ['old-crm'],
  peopleConcerned: 70,
};
const touched = (input: object, register: System[] = []) => touchedBy(AssessInput.parse(input), register);
const people = (input: object, register: System[] = []) => touched(input, register).facts.peopleConcerned;

describe('a touched system', () => {
  test('is that of the register where only its id is given, and no other where more is', () => {
    expect(touched({ systems: ['crm'] }, [{ ...crm, id: 'other' }, crm])).toMatchObject({
      placed: [crm],
      unplaced: [],
    });
    const [described] = touched({ systems: [{ id: 'crm', role: 'processor' }] }, [crm]).placed;
    expect(described).toMatchObject({ name: 'crm', plane: 'customer-data', role: 'processor', peopleConcerned: null });
  });

  test('is on our own plane where we decide, else on that of customers, unless it says another', () => {
    const planeOf = (given: object) => touched({ systems: [{ id: 'x', ...given }] }).placed[0]?.plane;
    expect(planeOf({ role: 'controller' })).toBe('control');
    expect(planeOf({ role: 'joint-controller' })).toBe('control');
    expect(planeOf({ role: 'sub-processor' })).toBe('customer-data');
    expect(planeOf({ role: 'processor', plane: 'control' })).toBe('control');
    expect(touched({ systems: [{ id: 'x', plane: 'control', name: 'Shop' }] }).placed[0]).not.toHaveProperty('role');
  });

  test('whose role nobody says keeps both sides open beside a known one', () => {
    const found = touched({ systems: ['lost', { id: 'hr', role: 'joint-controller' }] });
    expect(found.unplaced).toEqual(['lost']);
    expect(found.dataFlow.roles).toEqual(expect.arrayContaining(['controller', 'processor', 'joint-controller']));
    expect(touched({ systems: [{ id: 'hr', role: 'controller' }] }).dataFlow.roles).toEqual(['controller']);
    expect(touched({ systems: ['lost'] }).dataFlow.roles).toEqual([]);
  });
});

describe('systems described together', () => {
  const together = { roles: ['controller', 'processor'], dataClasses: ['simple'], customers: ['acme'] };

  test('are those of which nothing else is known, once for each role', () => {
    const found = touched({ systems: ['lost', { id: 'hr', role: 'controller' }], dataFlow: together });
    expect(found.placed.map(({ id, role, plane }) => [id, role, plane])).toEqual([
      ['hr', 'controller', 'control'],
      ['lost', 'controller', 'control'],
      ['lost', 'processor', 'customer-data'],
    ]);
    expect(found.unplaced).toEqual([]);
    expect(found.placed[1]).toMatchObject({ dataClasses: ['simple'], customers: ['acme'] });
  });

  test('are none where all are described, and the touched data where none is', () => {
    const known = touched({ systems: [{ id: 'hr', role: 'controller' }], dataFlow: together });
    expect(known.placed.map(({ id }) => id)).toEqual(['hr']);
    const none = touched({ dataFlow: together });
    expect(none.placed.map(({ id }) => id)).toEqual(['touched-data', 'touched-data']);
  });

  test('without a role add to what is known of each', () => {
    const dataFlow = {
      ...{ dataClasses: ['simple', 'behavioural'], dataCategories: ['mail', 'notes'], countries: ['FR', 'DE'] },
      ...{ suppliers: ['cloud', 'host'], customers: ['bolt'], peopleConcerned: 9 },
    };
    const found = touched({ systems: ['crm'], dataFlow }, [crm]).dataFlow;
    expect(found).toMatchObject({
      roles: ['controller'],
      dataClasses: ['behavioural', 'simple'],
      dataCategories: ['mail', 'notes'],
      countries: ['DE', 'FR'],
      suppliers: ['cloud', 'host'],
      customers: ['bolt'],
      peopleConcerned: 9,
    });
    expect(touched({ systems: ['crm'], dataFlow: {} }, [crm]).dataFlow.peopleConcerned).toBe(70);
  });

  test('may be our own as well as entrusted to us', () => {
    const systems = [
      { id: 'a', role: 'controller', dataClasses: ['financial', 'simple'] },
      { id: 'b', role: 'processor', dataClasses: ['simple'] },
    ];
    const { classesOf } = touched({ systems, dataFlow: { dataClasses: ['behavioural', 'simple'] } }).dataFlow;
    expect(classesOf?.controller.toSorted()).toEqual(['behavioural', 'financial', 'simple']);
    expect(classesOf?.processor.toSorted()).toEqual(['behavioural', 'simple']);
  });

  test('are counted together, whatever is counted of each', () => {
    const systems = [{ id: 'hr', role: 'controller', peopleConcerned: 4 }];
    expect(touched({ systems, dataFlow: { ...together, peopleConcerned: 9 } }).dataFlow.peopleConcerned).toBe(9);
    expect(touched({ systems, dataFlow: together }).dataFlow.peopleConcerned).toBe(4);
  });
});

describe('the number of people', () => {
  const two = [
    { id: 'a', role: 'controller', peopleConcerned: 4 },
    { id: 'b', role: 'controller', peopleConcerned: 5 },
  ];

  test('is the one stated, else by where they live, else that of all together, else the sum of the systems', () => {
    const dataFlow = { peopleConcerned: 9 };
    const residents = { DE: 1, FR: 2 };
    expect(people({ peopleConcerned: 3, residents: { DE: 1, FR: 1 }, dataFlow, systems: two })).toBe(3);
    expect(people({ residents, dataFlow: {}, systems: two })).toBe(3);
    expect(people({ dataFlow: { ...dataFlow, peopleConcerned: 8 }, systems: two })).toBe(8);
    expect(people({ systems: two })).toBe(9);
  });

  test('is not known where a part of it is not, and nothing counted is not nobody', () => {
    expect(people({})).toBeNull();
    expect(people({ residents: {} })).toBeNull();
    expect(people({ residents: { DE: 1, FR: null } })).toBeNull();
    expect(people({ systems: [...two, 'lost'] })).toBeNull();
  });
});
