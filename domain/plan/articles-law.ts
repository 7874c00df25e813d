import { lawDaysOf } from '../clock/law-days.ts';
import { isUnionBody } from '../entities.ts';
import type { Instant } from '../time.ts';
import type { Reach } from './reach.ts';
import type { ArticleAnswer, Plan } from './types.ts';

/** By which law the conclusions under Arts. 33 and 34 stand, and what they say where none with these articles does. */

/** Laws that have the same two articles, by whose law it is. */
const SAME_ARTICLES = {
  GB: 'the UK GDPR',
  GI: 'the Gibraltar GDPR',
  IM: 'the GDPR as applied in the Isle of Man',
} as const;

/** The first day of the GDPR (Art. 99(2)), with that of the law by which it reached the places above. */
const GDPR_SINCE = '2018-05-25';
/** The first day of Regulation (EU) 2018/1725 (Art. 101). */
const EUDPR_SINCE = '2018-12-11';

/** `says`: what stands before each answer. `reached`: whether a law with these articles reaches the breach. */
type ArticlesLaw = { reached: boolean; says: string | null };

/** @param at the awareness, or the present while there is none: an earlier incident was under no such law */
export function articlesLawOf({ profile, reaches }: Pick<Reach, 'profile' | 'reaches'>, at: Instant): ArticlesLaw {
  const isUnion = isUnionBody(profile);
  const since = isUnion ? EUDPR_SINCE : GDPR_SINCE;
  if (lawDaysOf('EU', at).latest < since) {
    const law = isUnion ? 'Regulation (EU) 2018/1725' : 'The GDPR';
    return { reached: false, says: `${law} was no law yet: it applies from ${since} on.` };
  }
  if (isUnion) {
    const says = 'For an institution of the Union by Arts. 34 and 35 of Regulation (EU) 2018/1725 (GDPR Art. 2(3)).';
    return { reached: true, says };
  }
  if (reaches('EU')) return { reached: true, says: null };
  const others = Object.entries(SAME_ARTICLES).flatMap(([place, law]) => (reaches(place) ? [law] : []));
  if (others.length > 0) {
    return { reached: true, says: `Under ${others.join(' and ')}; the GDPR itself does not reach this.` };
  }
  const says =
    'The GDPR does not reach this: we are not established, represented or on the market in the EU or EEA, the ' +
    'touched systems list no country of it, and nobody concerned is known to live there. ' +
    'It would if any of these were so.';
  return { reached: false, says };
}

/** The answers with the law they stand by; without one, none of them asks for a notice. */
export function asReached(articles: Plan['articles'], { reached, says }: ArticlesLaw): Plan['articles'] {
  if (says === null) return articles;
  const by = <A extends ArticleAnswer<string>>(answer: A): A =>
    reached ? { ...answer, because: `${says} ${answer.because}` } : ({ ...answer, notify: 'no', because: says } as A);
  const { proposed, decided } = articles;
  return {
    proposed: { register: by(proposed.register), art33: by(proposed.art33), art34: by(proposed.art34) },
    decided: { art33: decided.art33 && by(decided.art33), art34: decided.art34 && by(decided.art34) },
    ...(!reached && { outside: says }),
  };
}
