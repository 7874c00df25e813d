import { expect, it } from '@jest/globals';
import { describeUnknown } from './unknown.ts';

const row = (name: string, findings: number) => ({
  ...{
    id: name,
    kind: 'bucket',
    name,
    isAccount: false,
    alias: name,
    findings,
    sources: ['okta', 'wiz'],
    alert: 'AL-1',
  },
  ...{ firstAt: '2026-11-24T08:40:00.000Z', lastAt: '2026-11-24T09:40:00.000Z' },
});

it('lists what the register does not know with sources and what to do, and how many more there are', () => {
  const text = describeUnknown({ unknown: [row('larch', 12), row('yew\u001b[31m', 1)], total: 5 });
  expect(text).toMatch(/12 +bucket +larch +okta, wiz +2026-11-24T09:40:00\.000Z/);
  expect(text).toContain('and 3 more, which fewer findings name');
  expect(text).toMatch(/next: .* among the aliases of a system: .*tocsin dataflow load/);
  expect(text).not.toContain('\u001b');
  expect(describeUnknown({ unknown: [], total: 0 })).toBe('The register knows all that alerts named.');
});
