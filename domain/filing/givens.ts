import { isKnownLoss } from '../losses.ts';
import { type FilingContext, isIncomplete, isLate } from './context.ts';
import { SOURCES } from './sources.ts';
import { leavesMore, type Stage } from './stages.ts';
import { type Given, holds, type When } from './when.ts';

type Chooses = { kind: string; choose: readonly { option: string; when: When }[] };

const yesNo = (holds: boolean): string[] => [holds ? 'yes' : 'no'];

/** What conditions may speak of that a filing says of itself, also once it is handed in. */
export function givenOf(filing: { obligation: string; stage: Stage; afterComplete: boolean; late: boolean }): Given {
  const { obligation, stage, late } = filing;
  return { obligation: [obligation], stage: [stage], late: yesNo(late), incomplete: yesNo(leavesMore(filing)) };
}

/** The same with what only the record tells. */
export function givenBy(context: FilingContext): Given {
  const { obligation, stage, earlier, state } = context;
  const { confidentiality, integrity, availability, malicious, unintelligible } = state.facts;
  const losses = Object.entries({ confidentiality, integrity, availability }).filter(([, loss]) => isKnownLoss(loss));
  return {
    ...givenOf({ obligation: obligation.id, stage, afterComplete: context.afterComplete, late: isLate(context) }),
    incomplete: yesNo(isIncomplete(context)),
    gap: yesNo(SOURCES['long-gap'](context) !== null),
    follows: yesNo(earlier !== null),
    malicious: [malicious],
    losses: losses.map(([name]) => name),
    unintelligible: yesNo(unintelligible),
    told: yesNo(state.campaigns.some(({ status }) => status === 'finished')),
    found: [state.origin],
  };
}

/** What says of the filing itself which one it is: it differs from version to version by nature. */
const OF_THE_FILING = ['obligation', 'stage', 'late', 'incomplete', 'gap', 'follows'];

/** Whether a field is chosen by what differs from version to version, and by nothing of the breach. */
export function isChosenByVersion({ choose }: Pick<Chooses, 'choose'>): boolean {
  const names = choose.flatMap(({ when }) => when.flatMap((all) => Object.keys(all)));
  return names.length > 0 && names.every((name) => OF_THE_FILING.includes(name));
}

/** The option that the form itself says what is given comes to; of `choices` all of them. Null where none does. */
export function chosenBy({ choose, kind }: Chooses, given: Given): string | string[] | null {
  const options = choose.filter(({ when }) => holds(when, given)).map(({ option }) => option);
  const [first = null] = options;
  return kind === 'choices' && first !== null ? options : first;
}
