import { AVAILABILITY_LOSS, type Facts, INTEGRITY_LOSS } from './facts.ts';

/** What an incident did to the data. What nobody knows is told as that, not as a loss, and weighed as the gravest. */

type Losses = Pick<Facts, 'integrity' | 'availability'>;
type GravestLosses = {
  integrity: (typeof INTEGRITY_LOSS)[number];
  availability: (typeof AVAILABILITY_LOSS)[number];
};

export function isKnownLoss(loss: Facts['confidentiality' | 'integrity' | 'availability']): boolean {
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
