/** The pages of one breach. */
export const pages = {
  tabsLabel: 'Pages of this incident',
  tabs: {
    overview: 'Overview',
    known: 'Facts',
    severity: 'Severity',
    notices: 'Notices',
    campaigns: 'People',
    filings: 'Filings',
    closing: 'Decisions',
    timeline: 'Timeline',
    files: 'Files',
    work: 'Work',
  },
  happened: 'What happened',
  allFacts: 'All that is known',
  filings: {
    title: 'Filings',
    note: 'What the duties that bind ask to be handed in, and what was',
    none: 'No duty binds yet.',
    duty: 'Duty',
    state: 'State',
    due: 'Due',
    handedIn: 'Handed in',
    open: 'Draft or receipt',
  },
};
