import type { OpenFact, OpenFactName } from '../plan/open-facts.ts';
import { CLASSIFICATIONS } from '../policy/context.ts';

/** What is open, as sentences: how it counts until somebody says it, and what an answer would change. */

/** What is not known, and how it counts until it is. */
const SAYS: Readonly<Partial<Record<OpenFactName, readonly [question: string, counts: string]>>> = {
  confidentiality: ['whether anybody saw the data', 'is not known; it counts as seen by people nobody can name'],
  integrity: ['whether data was altered', 'is not known; it counts as beyond restoring'],
  availability: ['whether data was away or lost', 'is not known; it counts as lost'],
  malicious: ['whether it was a deliberate act', 'is not known; it counts as one'],
  dataClasses: ['the classes of the data (dataClasses)', 'are not known; the gravest counts'],
  peopleConcerned: ['the number of people', 'is not known; it counts as many'],
  vulnerablePeople: ['whether people in need of protection are concerned', 'is not known; it counts as if they were'],
  identityDetails: [
    'whether the data helps to pass for a person (identityDetails)',
    'is not known; it counts as if it did',
  ],
  dataKinds: ['which kinds of data that laws name are concerned (dataKinds)', 'is not known; every kind counts'],
  aiIncidents: [
    'whether it is an incident with a high-risk AI system (aiIncidents)',
    'is not known; it counts as all of them',
  ],
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
  const [question, how] = SAYS[fact] ?? [fact, 'is not known; it counts as the gravest'];
  return `${SAYS[fact] === undefined ? question : capital(question)} ${how}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Facts of which an answer alone changes nothing, in one sentence. */
export function sayNoEffect(open: readonly OpenFact[]): string[] {
  if (open.length === 0) return [];
  const questions = open.map(({ fact }) => SAYS[fact]?.[0] ?? fact).join('; ');
  return [
    'Not known either, and counting as the gravest; an answer to one of them alone would change no conclusion and ' +
      `no duty: ${questions}.`,
  ];
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
  const more = ends.length > NAMED ? ` and ${ends.length - NAMED} more` : '';
  const parts = [
    ...(lowest === null ? [] : [`lower the proposal to ${lowest}`]),
    ...(ends.length === 0 ? [] : [`end ${ends.slice(0, NAMED).join(', ')}${more}`]),
  ];
  return `An answer could ${parts.join(' and ')}.`;
}
