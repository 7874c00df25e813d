import type { OpenFact, OpenFactName } from '../plan/open-facts.ts';
import { CLASSIFICATIONS } from '../policy/context.ts';

/** What is open, as sentences: how it counts until somebody says it, and what an answer would change. */

const SAYS: Readonly<Partial<Record<OpenFactName, string>>> = {
  confidentiality: 'Whether anybody saw the data is not known; it counts as seen by people nobody can name.',
  integrity: 'Whether data was altered is not known; it counts as beyond restoring.',
  availability: 'Whether data was away or lost is not known; it counts as lost.',
  malicious: 'Whether it was a deliberate act is not known; it counts as one.',
  dataClasses: 'The classes of the data (dataClasses) are not known; the gravest counts.',
  peopleConcerned: 'The number of people is not known; it counts as many.',
  vulnerablePeople: 'Whether people in need of protection are concerned is not known; it counts as if they were.',
  identityDetails:
    'Whether the data helps to pass for a person (identityDetails) is not known; it counts as if it did.',
  dataKinds: 'Which kinds of data that laws name are concerned (dataKinds) is not known; every kind counts.',
  aiIncidents:
    'Whether it is an incident with a high-risk AI system (aiIncidents) is not known; it counts as all of them.',
};

const RULED_OUT = { integrity: 'altered', availability: 'away' } as const;

/** As whoever decides reads it. */
export function sayOpenFact(open: OpenFact): string {
  return `${openness(open)} ${effect(open)}`;
}

function openness({ fact, counts }: OpenFact): string {
  if (counts === 'unruled') {
    const what = RULED_OUT[fact as keyof typeof RULED_OUT];
    return `That data was ${what} is not shown and not ruled out; it counts as ${what}, and soon restored.`;
  }
  if (fact === 'identifiability')
    return 'How easily the data tells whom it is about counts as maximum until another level is stated.';
  if (counts === 'unshown') return `Nothing is shown for ${fact}; it counts as not so until it is stated.`;
  if ((CLASSIFICATIONS as readonly string[]).includes(fact)) return `${fact} is not decided; it counts as yes.`;
  return SAYS[fact] ?? `${fact} is not known; it counts as the gravest.`;
}

/** What all answers could change together; nothing where fewer than two facts are open. */
export function sayTogether(open: readonly OpenFact[], change: Pick<OpenFact, 'lowest' | 'ends'>): string[] {
  if (open.filter(({ counts }) => counts === 'gravest').length < 2) return [];
  if (change.lowest === null && change.ends.length === 0) return [];
  return [`All that is not known, found to be at its mildest: ${effect(change).replace('An answer', 'it')}`];
}

/** Of many duties the first few; all stand in the JSON. */
const NAMED = 6;

function effect({ lowest, ends }: Pick<OpenFact, 'lowest' | 'ends'>): string {
  if (lowest === null && ends.length === 0) return 'An answer to it alone would change no conclusion and no duty.';
  const more = ends.length > NAMED ? ` and ${ends.length - NAMED} more` : '';
  const parts = [
    ...(lowest === null ? [] : [`lower the proposal to ${lowest}`]),
    ...(ends.length === 0 ? [] : [`end ${ends.slice(0, NAMED).join(', ')}${more}`]),
  ];
  return `An answer could ${parts.join(' and ')}.`;
}
