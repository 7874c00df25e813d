import { expect, it } from '@jest/globals';
import { someTouched } from '../../test/support/some-finding.ts';
import { affectedBy } from './affected.ts';

const tickets = someTouched({ customers: ['fjord'], peopleConcerned: 70 }).system;
const mail = someTouched({ id: 'mail', countries: ['FR'], suppliers: ['post'] }).system;

it('counts people from the register, and says of how many systems nobody knows the number', () => {
  expect(affectedBy(['tickets'], [tickets], false)).toMatchObject({ people: 70, uncounted: 0, customers: ['fjord'] });
  expect(affectedBy(['tickets', 'mail', 'gone'], [tickets, mail], true)).toMatchObject({
    ...{ people: 70, uncounted: 3, unregistered: ['gone'], isUnlisted: true },
    ...{ countries: ['DE', 'FR'], suppliers: ['post'] },
  });
  expect(affectedBy(['mail'], [mail], false)).toMatchObject({ people: null, uncounted: 1 });
});
