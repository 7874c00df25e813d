import { formatMoment } from '../../notices/moment.ts';
import type { Said } from './sentences.ts';

export const en: Said = {
  moment: (at, zone) => formatMoment(at, zone),
  came: (origin, at) =>
    `${origin === 'alert' ? 'An alert' : 'A report'} reached the organisation's incident desk on ${at}.`,
  firstSuspected: (at) => `It was first suspected on ${at}.`,
  investigated: (at) => `The investigation began on ${at}.`,
  becameAware: (hours) => `The organisation became aware ${hours} hours after the first suspicion.`,
  tookLong: (because) => `Why it took that long: ${because}`,
  systems: (names) => `Systems: ${names}.`,
  living: (places) => `People concerned: ${places}.`,
  listed: (countries) => `Countries that the register lists for the data: ${countries}.`,
  registerLists: (countries) => `the register lists: ${countries}`,
  concerned: (losses) => `Concerned: ${losses}.`,
  notKnown: (losses) => `Not known yet: ${losses}.`,
  losses: { confidentiality: 'confidentiality', integrity: 'integrity', availability: 'availability' },
  processor: 'Data processor',
  yes: 'Yes',
  perCountry: (counts) => `people: ${counts}`,
  number: (value) => value.toFixed(2),
  score: (score, level) => `Severity after ENISA's method: ${score} (${level}).`,
  levels: { low: 'low', medium: 'medium', high: 'high', 'very-high': 'very high' },
  factors: (reasons) => reasons,
  risks: { 'high-risk': 'a high risk', risk: 'a risk that is not high', unlikely: 'that a risk is unlikely' },
  concludes: (risk) => `The controller concludes ${risk}.`,
  proposes: (risk, open) => `The method proposes ${risk}; the controller has not decided ${open} yet.`,
  open: { both: 'on it', art33: 'on Art. 33', art34: 'on Art. 34' },
};
