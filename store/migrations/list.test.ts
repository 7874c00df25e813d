import { describe, expect, it } from '@jest/globals';
import { MIGRATIONS } from './list.ts';
import { neededVersion } from './version.ts';

describe('the migrations', () => {
  it('are numbered in their order, from 1', () => {
    expect(MIGRATIONS.map(({ number }) => number)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });

  // By its number a database of a newer version is told from an older one. Where collections, validators or indexes
  // have changed since a release, add a migration to the list; before the release, write down the fingerprint that is
  // found.
  it('have a new one wherever the collections change', () => {
    expect(neededVersion()).toEqual({ number: 25, shape: '06a85f4dd37d286e' });
  });
});
