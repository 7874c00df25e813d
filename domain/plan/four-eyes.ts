/**
 * Where two people must look: who drafted it does not approve it, and who approves has signed in. Without the schema
 * library, as workflows decide by it.
 */
export type FourEyes = {
  /** Every letter to the people concerned. */
  campaigns: boolean;
  /** Whatever is approved to go to more receivers than this; null: no number asks for it. */
  moreReceiversThan: number | null;
  /** Exercises too, in which one person mostly plays every role. */
  exercises: boolean;
};

/** On where the policy says nothing. */
export const FOUR_EYES_BY_DEFAULT: FourEyes = { campaigns: true, moreReceiversThan: 50, exercises: false };

/** What the rule means, for who checks a policy. */
export function sayFourEyes({ campaigns, moreReceiversThan, exercises }: FourEyes): string {
  const drills = exercises ? 'also in exercises' : 'exercises are exempt';
  if (campaigns || moreReceiversThan !== null) {
    const which = campaigns ? 'every campaign' : `what goes to more than ${moreReceiversThan} receivers`;
    return `Four eyes: ${which} is approved by another person than drafted it, who has signed in; ${drills}.`;
  }
  return (
    'Four eyes: OFF. One person, or one token, can draft and approve a letter to everybody. This is for an ' +
    'organisation in which one person holds all the roles; where there are two, switch fourEyes on in ' +
    'organisation.yaml.'
  );
}
