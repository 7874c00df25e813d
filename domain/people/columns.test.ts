import { describe, expect, it, test } from '@jest/globals';
import { accountSpace, fieldOfColumn, type Mapping, plainColumn } from './columns.ts';

test.each([
  ['E-Mail', 'email'],
  ['e_mail Address', 'emailaddress'],
  ['Kunden-Nr. 2', 'kundennr2'],
  ['Straße', 'straße'],
  ['--', ''],
])('a column "%s" is called "%s", without what spellings differ in', (name, plain) => {
  expect(plainColumn(name)).toBe(plain);
});

describe('what a column of a list holds', () => {
  it.each([
    ['E-Mail', 'email'],
    ['UPN', 'email'],
    ['user.email', 'email'],
    ['actor.contact.mailAddress', 'email'],
    ['Full Name', 'name'],
    ['Kundennummer', 'id'],
    ['user_id', 'id'],
    ['user.id', 'id'],
    ['Country of Residence', 'country'],
    ['Wohnsitz', 'country'],
    ['locale', 'language'],
    // A country, a name or a number within another object may be that of a server.
    ['server.country', null],
    ['host.name', null],
    ['email.server', null],
    ['amount', null],
    ['', null],
  ])('is told by what it is called: "%s" is %s', (name, field) => {
    expect(fieldOfColumn(name, {})).toBe(field);
  });

  it.each<[string, Mapping, string | null]>([
    ['Recipient', { email: 'recipient' }, 'email'],
    [' recipient ', { email: ' Recipient ' }, 'email'],
    ['name', { id: 'name' }, 'id'],
    ['name', { country: 'name', name: 'customer' }, 'country'],
    // What somebody said holds, whatever else is called like it.
    ['mail', { email: 'recipient' }, null],
    ['name', { email: 'recipient' }, 'name'],
    ['user.email', { email: 'recipient' }, null],
    // The list has none, somebody said.
    ['mail', { email: '' }, null],
    ['', { email: '' }, null],
    [' ', { email: ' ', name: 'x' }, null],
  ])('is what somebody said: "%s" with %j is %s', (name, mapping, field) => {
    expect(fieldOfColumn(name, mapping)).toBe(field);
  });
});

test.each([
  ['user.customer', 'customer'],
  ['user.id', 'userid'],
  ['event.actor.ID', 'actorid'],
  ['id', 'id'],
  ['User Id', 'userid'],
  ['customer', 'customer'],
])('accounts of a column "%s" are those of "%s"', (column, space) => {
  expect(accountSpace(column)).toBe(space);
});
