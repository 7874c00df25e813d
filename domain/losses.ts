/** What an incident did to the data. What nobody knows is told as that, not as a loss, and weighed as the gravest. */

/**
 * ENISA's loss of confidentiality (severity method 2013, section CB). `none`: evidence such as complete logs rules out
 * that anybody saw it. `exposed`: somebody could have. `known-recipients`: people we can name or reach. Else the last.
 */
export const CONFIDENTIALITY = ['none', 'exposed', 'known-recipients', 'unknown-recipients'] as const;
/** ENISA's loss of integrity. */
export const INTEGRITY_LOSS = ['none', 'altered', 'altered-restorable', 'altered-permanent'] as const;
/** ENISA's loss of availability. `restorable`: soon back, with no consequence for people. `temporary`: it had some. */
export const AVAILABILITY_LOSS = ['none', 'restorable', 'temporary', 'permanent'] as const;
/** Unknown counts as the gravest loss, and as none for no rule. Records until version 0.8 say `none` instead. */
export const INTEGRITY = [...INTEGRITY_LOSS, 'unknown'] as const;
export const AVAILABILITY = [...AVAILABILITY_LOSS, 'unknown'] as const;

type Losses = { integrity: (typeof INTEGRITY)[number]; availability: (typeof AVAILABILITY)[number] };
type GravestLosses = {
  integrity: (typeof INTEGRITY_LOSS)[number];
  availability: (typeof AVAILABILITY_LOSS)[number];
};

export function isKnownLoss(loss: (typeof CONFIDENTIALITY)[number] | Losses[keyof Losses]): boolean {
  return loss !== 'none' && loss !== 'unknown';
}

export function unknownLosses(facts: Losses): (keyof Losses)[] {
  return (['integrity', 'availability'] as const).filter((name) => facts[name] === 'unknown');
}

/** What may not be known is taken for the gravest of its kind, which the policy scores highest. */
export function weighedLosses({ integrity, availability }: Losses): GravestLosses {
  return {
    integrity: integrity === 'unknown' ? gravestOf(INTEGRITY_LOSS) : integrity,
    availability: availability === 'unknown' ? gravestOf(AVAILABILITY_LOSS) : availability,
  };
}

/** The last word of a list that rises. */
export function gravestOf<const T extends readonly string[]>(losses: T): T[number] {
  return losses[losses.length - 1] as T[number];
}
