/** The pages of one breach, in the order of their tabs. The first stands at the address of the breach itself. */
export const BREACH_PAGES = [
  'overview',
  'known',
  'severity',
  'notices',
  'campaigns',
  'filings',
  'closing',
  'timeline',
  'files',
] as const;
export type BreachPage = (typeof BREACH_PAGES)[number];

/** What stands on each page, by its id there. Duties, and whatever is not named, stand on the first. */
const PANELS: Readonly<Partial<Record<BreachPage, readonly string[]>>> = {
  known: ['aware', 'suspicion', 'facts', 'f-awareAt'],
  severity: ['severity', 'roles', 'articles', 'art33', 'art34', 'f-art33-conclusion', 'f-art34-conclusion'],
  notices: ['notices'],
  campaigns: ['campaigns'],
  filings: ['filings'],
  closing: ['decisions', 'close', 'reopening'],
  timeline: ['timeline', 'then'],
  files: ['evidence', 'exports'],
};

/** The address of a page of a breach. */
export function breachPath(breachId: string, page: BreachPage = 'overview'): string {
  return `/desk/breaches/${breachId}${page === 'overview' ? '' : `/${page}`}`;
}

/** Where the alerts of a breach are shown, with what follows from them. */
export function suspicionPath(breachId: string): string {
  return `${breachPath(breachId)}/alerts`;
}

/** Where its findings are moved to another incident. */
export function movePath(breachId: string): string {
  return `${suspicionPath(breachId)}/move`;
}

/** The route that enters a system in the register. */
export const ENTER_SYSTEM = 'POST /desk/systems/:id';

/** Where a touched system is entered in the register; it leads back to the facts of the breach. */
export function enterSystemPath(breachId: string): string {
  return `/desk/systems/new?breach=${breachId}`;
}

/** The facts of a breach, with a system ticked that was entered for it. */
export function touchedPath(breachId: string, system: string): string {
  return `${breachPath(breachId)}/facts?touched=${system}#h-incident`;
}

/** The address of a panel, on whichever page it stands. */
export function panelPath(breachId: string, panel: string): string {
  return `${breachPath(breachId, pageWith(panel))}#${panel}`;
}

/** The page on which a panel stands. */
export function pageWith(panel: string): BreachPage {
  return BREACH_PAGES.find((page) => PANELS[page]?.includes(panel)) ?? 'overview';
}

/** The ids of what stands on a page. */
export function panelsOn(page: BreachPage): readonly string[] {
  return PANELS[page] ?? [];
}
