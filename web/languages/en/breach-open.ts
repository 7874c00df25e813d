/** What is open for whoever decides, and the places that were looked at. */
export const open = {
  title: 'Open for this decision',
  law: (place: string, roles: string): string => `The law of ${place} is not modelled here: ask counsel (${roles}).`,
  parts: (parts: string): string =>
    `It is that of each state, and not modelled for ${parts}: say in which the people live.`,
  moreByPlace: (byPlace: string, people: string): string =>
    `More people are counted by where they live (${byPlace}) than are concerned (${people}): one number is wrong. ` +
    `Until it is corrected, ${byPlace} counts.`,
  fewerByPlace: (byPlace: string, people: string, rest: string): string =>
    `Fewer people are counted by where they live (${byPlace}) than are concerned (${people}), and every place that ` +
    `was looked at is named: where ${rest} of them live is not said. Until it is, they count in each of these places.`,
  sides: { controller: 'as controller', processor: 'as processor' },
  counts: {
    gravest: 'not known, counts as the gravest',
    unruled: 'no evidence of it, which does not rule it out',
    unshown: 'counts as the gravest until something else is shown',
  },
  lower: (conclusion: string): string => `An answer could lower the proposal to: ${conclusion}.`,
  ends: (n: number): string => (n === 1 ? 'It could end 1 duty.' : `It could end ${n} duties.`),
  noEffect: (facts: string): string =>
    `Not known either, each counting as the gravest; an answer to one of them alone would change nothing: ${facts}.`,
  otherReading: (conclusion: string): string => `It can be read otherwise as well: ${conclusion}. The DPO decides.`,
  lookedAt: (places: string): string => `Looked at: ${places}.`,
  morePlaces: (n: number): string => `${n} more places`,
  moreFacts: (n: number): string => `${n} more facts`,
  places: 'Places and laws looked at',
  placesNote: 'Where a law is not modelled here, no duty of it is shown: ask counsel',
  place: 'Place',
  why: 'Why',
  notOurRole: 'not our role here',
  stands: { modelled: 'looked at', 'no-duty': 'no duty', 'not-modelled': 'not modelled' },
  reasons: {
    established: 'we are established there',
    represented: 'our representative is there',
    market: 'a market of ours',
    register: 'the register lists it',
    residents: 'people concerned live there',
  },
  severity: 'Severity by its own data',
  ofOurs: (theirs: string): string =>
    `This is the score of our own data. What customers entrusted to us is judged by itself: ${theirs}.`,
};
