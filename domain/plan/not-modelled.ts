import type { CoveredPlace, Side } from './types.ts';

const SIDES: readonly Side[] = ['controller', 'processor'];

/** Places with a role for which the law is not modelled: each is open for whoever decides. */
export function notModelled(
  coverage: readonly CoveredPlace[] = [],
): { place: string; sides: Side[]; parts: string[] }[] {
  return coverage.flatMap(({ place, roles, parts = [] }) => {
    const sides = SIDES.filter((side) => roles[side] === 'not-modelled');
    return sides.length === 0 ? [] : [{ place, sides, parts }];
  });
}
