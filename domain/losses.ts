/**
 * What an incident did to the data. `none`: evidence, such as complete logs, rules it out. That no sign of it was found
 * is less: `exposed` and `no-evidence`. What nobody knows is told as that, not as a loss, and weighed as the gravest.
 */

/**
 * ENISA's loss of confidentiality (severity method 2013, section CB). `exposed`: somebody could have seen it, and there
 * is no evidence that anybody did. `known-recipients`: people we can name or reach. Else the last.
 */
export const CONFIDENTIALITY_LOSS = ['none', 'exposed', 'known-recipients', 'unknown-recipients'] as const;
/** ENISA's loss of integrity. */
export const INTEGRITY_LOSS = ['none', 'altered', 'altered-restorable', 'altered-permanent'] as const;
/** ENISA's loss of availability. `restorable`: soon back, with no consequence for people. `temporary`: it had some. */
export const AVAILABILITY_LOSS = ['none', 'restorable', 'temporary', 'permanent'] as const;
/** Unknown counts as the gravest loss, and as none for no rule. Records until version 0.8 say `none` instead. */
const OPEN = ['no-evidence', 'unknown'] as const;
/** Records until version 0.10 say `exposed` where nobody knew. */
export const CONFIDENTIALITY = [...CONFIDENTIALITY_LOSS, 'unknown'] as const;
export const INTEGRITY = [...INTEGRITY_LOSS, ...OPEN] as const;
export const AVAILABILITY = [...AVAILABILITY_LOSS, ...OPEN] as const;

type Losses = {
  confidentiality: (typeof CONFIDENTIALITY)[number];
  integrity: (typeof INTEGRITY)[number];
  availability: (typeof AVAILABILITY)[number];
};
type WeighedLosses = {
  confidentiality: (typeof CONFIDENTIALITY_LOSS)[number];
  integrity: (typeof INTEGRITY_LOSS)[number];
  availability: (typeof AVAILABILITY_LOSS)[number];
};

export function isKnownLoss(loss: Losses[keyof Losses]): boolean {
  return loss !== 'none' && loss !== 'unknown' && loss !== 'no-evidence';
}

export function unknownLosses(facts: Losses): (keyof Losses)[] {
  return (['confidentiality', 'integrity', 'availability'] as const).filter((name) => facts[name] === 'unknown');
}

/** What may not be known is taken for the gravest of its kind, and what is not ruled out for the mildest. */
export function weighedLosses({ confidentiality, integrity, availability }: Losses): WeighedLosses {
  return {
    confidentiality: confidentiality === 'unknown' ? gravestOf(CONFIDENTIALITY_LOSS) : confidentiality,
    integrity: weighed(integrity, INTEGRITY_LOSS),
    availability: weighed(availability, AVAILABILITY_LOSS),
  };
}

function weighed<const T extends readonly string[]>(loss: T[number] | (typeof OPEN)[number], losses: T): T[number] {
  if (loss === 'unknown') return gravestOf(losses);
  return loss === 'no-evidence' ? (losses[1] as T[number]) : loss;
}

/** The last word of a list that rises. */
export function gravestOf<const T extends readonly string[]>(losses: T): T[number] {
  return losses[losses.length - 1] as T[number];
}
