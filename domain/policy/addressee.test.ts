import { expect, it } from '@jest/globals';
import type { EntityKind } from '../entities.ts';
import { addresseeOf } from './addressee.ts';

it.each<[string, EntityKind[], string]>([
  ['data subject', ['controller'], 'people'],
  ['affected patients', ['controller'], 'people'],
  ['consumer reporting agencies', ['controller'], 'credit-bureaus'],
  ['controller (our customer)', ['processor', 'sub-processor'], 'owner'],
  ['controller (our customer)', ['processor', 'controller'], 'authority'],
  ['our customers', ['processor'], 'authority'],
  ['supervisory authority', ['controller'], 'authority'],
])('what is told to %s by %j is told to: %s', (recipient, role, addressee) => {
  expect(addresseeOf({ recipient, role })).toBe(addressee);
});
