import type { BreachView } from '../../cli/output/view.ts';
import type { Instant } from '../../domain/time.ts';

/** What the exercise reads out of a breach, and how it says it. */

export function roles(view: BreachView): string {
  const all = view.plan?.dataFlow.roles ?? [];
  const words = {
    controller: 'controller (our own data)',
    'joint-controller': 'joint controller',
    processor: "processor (customers' data)",
    'sub-processor': 'sub-processor',
  };
  return `We are ${all.map((role) => words[role]).join(' and ')}`;
}

/** The reasons that moved the score. */
export function scored(view: BreachView): string[] {
  return (view.plan?.severity.reasons ?? []).filter((reason) => !reason.includes('+0:'));
}

export function severity(view: BreachView): string {
  const { level = '', se = 0, proposed = '' } = view.plan?.severity ?? {};
  return `Severity ${level} (${(se / 100).toFixed(2)}), proposed: ${proposed}`;
}

export function applies(view: BreachView, obligation: string): boolean {
  return view.plan?.obligations.some((o) => o.id === obligation && o.applies === 'binds') ?? false;
}

export function due(view: BreachView, obligation: string): Instant | null {
  return view.plan?.obligations.find((o) => o.id === obligation)?.clock?.due ?? null;
}
