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

/** What stands on which page, by its id there. Duties, and whatever is not named, stand on the first. */
const PANELS: Readonly<Record<string, BreachPage>> = {
  aware: 'known',
  suspicion: 'known',
  facts: 'known',
  'f-awareAt': 'known',
  severity: 'severity',
  roles: 'severity',
  articles: 'severity',
  art33: 'severity',
  art34: 'severity',
  'f-art33-conclusion': 'severity',
  'f-art34-conclusion': 'severity',
  notices: 'notices',
  campaigns: 'campaigns',
  filings: 'filings',
  decisions: 'closing',
  close: 'closing',
  reopening: 'closing',
  timeline: 'timeline',
  // biome-ignore lint/suspicious/noThenProperty: the id of a panel.
  then: 'timeline',
  evidence: 'files',
};

/** The address of a page of a breach. */
export function breachPath(breachId: string, page: BreachPage = 'overview'): string {
  return `/desk/breaches/${breachId}${page === 'overview' ? '' : `/${page}`}`;
}

/** The address of a panel, on whichever page it stands. */
export function panelPath(breachId: string, panel: string): string {
  return `${breachPath(breachId, pageWith(panel))}#${panel}`;
}

/** The page on which a panel stands. */
export function pageWith(panel: string): BreachPage {
  return PANELS[panel] ?? 'overview';
}

/** The ids of what stands on a page. */
export function panelsOn(page: BreachPage): string[] {
  return Object.keys(PANELS).filter((panel) => PANELS[panel] === page);
}
