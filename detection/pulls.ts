import type { Pull } from './pull.ts';
import { type HaveIBeenPwnedSettings, pullBreaches } from './sources/have-i-been-pwned/pull.ts';
import type { Microsoft365Settings } from './sources/microsoft-365/feed.ts';
import { pullContent } from './sources/microsoft-365/pull.ts';

/** How the sources that send nothing by themselves are asked; null for one that is not to be. */
export type PullSettings = {
  haveIBeenPwned: HaveIBeenPwnedSettings | null;
  microsoft365: Microsoft365Settings | null;
};

/** The sources that are asked. */
export function pullsOf({ haveIBeenPwned, microsoft365 }: PullSettings): readonly Pull[] {
  return [
    ...(haveIBeenPwned === null ? [] : [pullBreaches(haveIBeenPwned)]),
    ...(microsoft365 === null ? [] : [pullContent(microsoft365)]),
  ];
}
