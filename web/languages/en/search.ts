/** The search over everything a role may see. */
export const search = {
  title: 'Search',
  lede: 'In references and titles of incidents, systems, suppliers and customers, and receipts of filings.',
  label: 'Words',
  hint: 'All of them must be there. They stand in no address, and in no log.',
  find: 'Find',
  box: 'Search everything',
  nothing: 'Nothing was found.',
  groups: {
    incidents: 'Incidents',
    systems: 'Systems',
    suppliers: 'Suppliers',
    customers: 'Customers',
    receipts: 'Receipts of filings',
  },
  more: (n: number): string => `The first ${n}; there are more`,
  lookedAt: (n: number): string => `Only ${n} were looked at, of incidents the newest.`,
};
