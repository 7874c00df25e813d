import { articleOf } from '../../../domain/articles.ts';
import { isShort, peopleTold, stageOfTelling } from '../../../domain/filing/communication.ts';
import { readCount } from '../../../domain/written-number.ts';
import type { Filed } from '../../../services/filing/record.ts';
import { number } from '../../../web/breach/figures.ts';
import type { FilingModel } from '../../../web/filing/model.ts';
import { SaidRefusal } from '../../../web/refusals.ts';
import type { View } from '../../../web/view.ts';
import type { valuesOf } from '../../forms/form.ts';

const WRITE = 'POST /desk/breaches/:breachId/filings/:obligation';

/** Whether it can be recorded here that people were told by other means than a campaign: until all are. */
export function mayBeToldElsewhere(view: Pick<View, 'may'>, model: FilingModel): boolean {
  const { planned, versions, closed, status } = model;
  const isOpen = !closed && status !== 'does-not-apply' && status !== 'waived';
  const last = versions.at(-1);
  const isLeft = last === undefined || isShort(last.people ?? undefined);
  return articleOf(planned) === 'art34' && isLeft && isOpen && view.may(WRITE);
}

/**
 * How it is recorded: as the last word only where nobody who is concerned was left out.
 * @throws TocsinError `bad-input` where it is not said how, or not about how many
 */
export function toldElsewhere(
  view: View,
  { state, planned, versions }: Pick<FilingModel, 'state' | 'planned' | 'versions'>,
  values: ReturnType<typeof valuesOf>,
): Pick<Filed, 'stage' | 'receipt' | 'people'> {
  const { toldElsewhere: words, problems } = view.words.filing;
  const needed = (name: string) => {
    const text = String(values[name] ?? '').trim();
    if (text === '') throw new SaidRefusal('bad-input', problems.needed, name);
    return text;
  };
  needed('channel');
  // Of `40-50` the lower end: nobody who was left out counts as told.
  const told = readCount(needed('people'), 'lower');
  if (told === null || told === 0) throw new SaidRefusal('bad-input', words.badPeople, 'people');
  needed('reasons');
  const people = peopleTold(state, planned.id, told);
  const stage = stageOfTelling(people, versions.length === 0);
  return { stage, people, receipt: words.receipt(number(told, view.language)) };
}
