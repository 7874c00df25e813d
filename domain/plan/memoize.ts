/** `compute`, asked once for each pair of arguments (the same, not alike) for as long as the result is held. */
export function memoize<A, B, T>(compute: (a: A, b: B) => T): (a: A, b: B) => T {
  const known = new Map<A, Map<B, T>>();
  return (a, b) => {
    const ofA = known.get(a) ?? new Map<B, T>();
    if (ofA.size === 0) known.set(a, ofA);
    const found = ofA.get(b) ?? compute(a, b);
    ofA.set(b, found);
    return found;
  };
}
