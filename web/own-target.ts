import { isTarget, targetName } from '../domain/plan/targets.ts';
import type { View } from './view.ts';

/** What a target of the organisation asks for, in the reader's words; its id where this version does not know it. */
export function sayTarget({ words }: Pick<View, 'words'>, id: string): string {
  const target = targetName(id);
  return target === null ? id : words.breach.handling.asks[target];
}

/** How a clock is named: a duty by its article, a target of ours by what it asks for. */
export function clockName(view: Pick<View, 'words'>, { obligation, article }: Named): string {
  return isTarget(obligation) ? sayTarget(view, obligation) : article;
}

type Named = { obligation: string; article: string };
