/**
 * Where two people must look: who drafted it does not approve it, and who approves has signed in. Without the schema
 * library, as workflows decide by it.
 */
export type FourEyes = {
  /** Every letter to the people concerned. */
  campaigns: boolean;
  /** Whatever else a person lets go to more receivers than this; null: no number asks for it. */
  moreReceiversThan: number | null;
  /** Every filing to an authority: who typed into its text does not approve it. Absent from plans of version 0.5. */
  filings?: boolean;
  /** Exercises too, in which one person mostly plays every role. */
  exercises: boolean;
};

/**
 * Where the policy says nothing: on for what goes to people or to many, which cannot be called back. Off for filings: a
 * clock of the law runs for each, it can be completed and withdrawn, and at night there may be one person alone.
 */
export const FOUR_EYES_BY_DEFAULT = {
  campaigns: true,
  moreReceiversThan: 50,
  filings: false,
  exercises: false,
} as const satisfies FourEyes;

/** What the rule means, for who checks a policy. */
export function sayFourEyes({ campaigns, moreReceiversThan, filings = false, exercises }: FourEyes): string {
  const drills = exercises ? 'also in exercises' : 'exercises are exempt';
  const which = [
    ...(campaigns ? ['every campaign'] : []),
    ...(moreReceiversThan === null ? [] : [`what a person lets go to more than ${moreReceiversThan} receivers`]),
    ...(filings ? ['every filing'] : []),
  ];
  if (which.length > 0) {
    const what = which.join(' and ');
    return `Four eyes: ${what} is approved by another person than drafted it, who has signed in; ${drills}.`;
  }
  return (
    'Four eyes: OFF. One person, or one token, can draft and approve a letter to everybody. This is for an ' +
    'organisation in which one person holds all the roles; where there are two, switch fourEyes on in ' +
    'organisation.yaml.'
  );
}
