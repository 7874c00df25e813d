import { isTarget, ORGANISATION, supplementOf, targetName } from '../domain/plan/targets.ts';
import { toRecipientText } from './recipients.ts';
import { citedText } from './translated.ts';
import type { View } from './view.ts';

type Reader = Pick<View, 'words' | 'language' | 'texts'>;
/** Plans until version 0.8 name no duty with a supplement that is owed. */
type Named = { obligation: string; article: string; recipient?: string };

/** What a target of the organisation asks for, in the reader's words; its id where this version does not know it. */
export function sayTarget({ words }: Reader, id: string): string {
  const target = targetName(id);
  return target === null ? id : words.breach.handling.asks[target];
}

/** How a clock is named: a duty by its article, a target of ours by what it asks for, and of which filing. */
export function clockName(view: Reader, clock: Named): string {
  if (!isTarget(clock.obligation)) return citedText(view, clock.article);
  const of = supplementTo(view, clock);
  return `${sayTarget(view, clock.obligation)}${of === null ? '' : `: ${of}`}`;
}

/** Of which duty a supplement is owed and to whom; null for any other clock. */
export function supplementTo(view: Reader, { obligation, article, recipient = ORGANISATION }: Named): string | null {
  if (supplementOf(obligation) === null || recipient === ORGANISATION) return null;
  return `${citedText(view, article)}, ${toRecipientText(view, recipient)}`;
}

type Filed = { id: string; article: string; recipient: string };

/** A target of a plan by its id, named as {@link clockName} does. */
export function targetOf(view: Reader, from: { obligations: readonly Filed[] } | null, id: string): string {
  const filing = from?.obligations.find((duty) => duty.id === supplementOf(id));
  return filing === undefined ? sayTarget(view, id) : clockName(view, { ...filing, obligation: id });
}
