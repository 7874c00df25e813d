import type { Words } from '../en/index.ts';

export const search: Words['search'] = {
  title: 'Suche',
  lede:
    'In Kennungen und Titeln von Vorfällen, Systemen, Dienstleistern und Kunden und in Eingangsbestätigungen von ' +
    'Meldungen.',
  label: 'Wörter',
  hint: 'Alle müssen vorkommen. Sie stehen in keiner Adresse und in keinem Protokoll.',
  find: 'Suchen',
  box: 'Alles durchsuchen',
  nothing: 'Nichts gefunden.',
  groups: {
    incidents: 'Vorfälle',
    systems: 'Systeme',
    suppliers: 'Dienstleister',
    customers: 'Kunden',
    receipts: 'Eingangsbestätigungen',
  },
  more: (n) => `Die ersten ${n}; es gibt mehr`,
  lookedAt: (n) => `Nur ${n} wurden durchgesehen, von Vorfällen die neuesten.`,
};
