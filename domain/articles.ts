import type { Article, PerArticle, RiskConclusion } from './plan/types.ts';

/** The two legal conclusions on the risk: GDPR Art. 33(1), the authority, and Art. 34(1), the people. Decided apart. */
export const ARTICLES = ['art33', 'art34'] as const satisfies readonly Article[];

export const TITLES: PerArticle<string> = { art33: 'Art. 33', art34: 'Art. 34' };

export function perArticle<T>(of: (article: Article) => T): PerArticle<T> {
  return { art33: of('art33'), art34: of('art34') };
}

/** Whose conclusion a duty goes by: to tell the people concerned follows Art. 34 or its like, all else Art. 33. */
export function articleOf({ recipient }: { recipient: string }): Article {
  return recipient === 'data subject' ? 'art34' : 'art33';
}

/** Whether a duty to tell somebody else asks that the people concerned be told as well. */
export function tellsPeopleToo({ recipient }: { recipient: string }): boolean {
  return recipient !== 'data subject' && /\b(?:data subjects?|people concerned)\b/.test(recipient);
}

/**
 * Both conclusions in one word: whether there is a risk is the question of Art. 33, whether it is high that of Art. 34.
 */
export function overallRisk({ art33, art34 }: PerArticle<RiskConclusion>): RiskConclusion {
  if (art34 === 'high-risk') return 'high-risk';
  return art33 === 'unlikely' ? 'unlikely' : 'risk';
}
