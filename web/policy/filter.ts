import type { RegimeRow } from '../../domain/policy/regimes.ts';
import { citedText, type Reader, translatedText } from '../translated.ts';

export const PICKS = ['', 'in-force', 'proposed', 'uncertain'] as const;
export type PolicyFilter = { show: (typeof PICKS)[number]; jurisdiction: string; text: string };

/**
 * The regimes that a filter lets through: by one obligation that is so, by their own or a wider jurisdiction, by text,
 * which is looked for in English and in the reader's words.
 */
export function pickRegimes(
  reader: Reader,
  regimes: readonly RegimeRow[],
  { show, jurisdiction, text }: PolicyFilter,
): RegimeRow[] {
  const wanted = text.trim().toLowerCase();
  return regimes.filter((regime) => {
    const { counts } = regime;
    const coming = counts.proposed + counts['not-yet'] + counts.voluntary;
    const isShown = show === '' || (show === 'proposed' ? coming : counts[show]) > 0;
    const isThere = jurisdiction === '' || regime.jurisdiction === jurisdiction;
    return isShown && isThere && (wanted === '' || textOf(reader, regime).includes(wanted));
  });
}

function textOf(reader: Reader, { id, name, jurisdiction, obligations }: RegimeRow): string {
  const texts = [name, ...obligations.flatMap(({ title, recipient }) => [title, recipient])];
  const cited = obligations.flatMap(({ article, citation }) => [article, citation]);
  const own = [...texts.map((text) => translatedText(reader, text)), ...cited.map((text) => citedText(reader, text))];
  const ids = [id, jurisdiction, ...obligations.map((obligation) => obligation.id)];
  return [...ids, ...texts, ...cited, ...own].join(' ').toLowerCase();
}
