import type { RegimeRow } from '../../domain/policy/regimes.ts';

export const PICKS = ['', 'in-force', 'proposed', 'uncertain'] as const;
export type PolicyFilter = { show: (typeof PICKS)[number]; jurisdiction: string; text: string };

/**
 * The regimes that a filter lets through: by one obligation that is so, by their own or a wider jurisdiction, by text.
 */
export function pickRegimes(regimes: readonly RegimeRow[], { show, jurisdiction, text }: PolicyFilter): RegimeRow[] {
  const wanted = text.trim().toLowerCase();
  return regimes.filter((regime) => {
    const { counts } = regime;
    const coming = counts.proposed + counts['not-yet'] + counts.voluntary;
    const isShown = show === '' || (show === 'proposed' ? coming : counts[show]) > 0;
    const isThere = jurisdiction === '' || regime.jurisdiction === jurisdiction;
    return isShown && isThere && (wanted === '' || textOf(regime).includes(wanted));
  });
}

function textOf({ id, name, jurisdiction, obligations }: RegimeRow): string {
  const own = obligations.flatMap((o) => [o.id, o.article, o.title, o.recipient, o.citation]);
  return [id, name, jurisdiction, ...own].join(' ').toLowerCase();
}
