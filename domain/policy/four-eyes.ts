import { z } from 'zod';

/**
 * Where two people must look: who drafted it does not approve it, and who approves has signed in. On where the policy
 * says nothing.
 */
export const FourEyes = z.strictObject({
  /** Every letter to the people concerned. */
  campaigns: z.boolean().default(true),
  /** Whatever is approved to go to more receivers than this; null: no number asks for it. */
  moreReceiversThan: z.int().min(0).nullable().default(50),
  /** Exercises too, in which one person mostly plays every role. */
  exercises: z.boolean().default(false),
});
export type FourEyes = z.infer<typeof FourEyes>;

export const FOUR_EYES_BY_DEFAULT: FourEyes = FourEyes.parse({});

/** What the rule means, for who checks a policy. */
export function sayFourEyes({ campaigns, moreReceiversThan, exercises }: FourEyes): string {
  const drills = exercises ? 'also in exercises' : 'exercises are exempt';
  if (campaigns || moreReceiversThan !== null) {
    const which = campaigns ? 'every campaign' : `what goes to more than ${moreReceiversThan} receivers`;
    return `Four eyes: ${which} is approved by another person than drafted it, who has signed in; ${drills}.`;
  }
  return (
    'Four eyes: OFF. One person, or one token, can draft and approve a letter to everybody. This is for an ' +
    'organisation in which one person holds all the roles; where there are two, switch fourEyes on in organisation.yaml.'
  );
}
