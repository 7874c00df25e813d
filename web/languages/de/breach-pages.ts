import type { Words } from '../en/index.ts';

export const pages: Words['breach']['pages'] = {
  tabsLabel: 'Seiten dieses Vorfalls',
  tabs: {
    overview: 'Überblick',
    known: 'Angaben',
    severity: 'Schwere',
    notices: 'Mitteilungen',
    campaigns: 'Betroffene',
    filings: 'Meldungen',
    closing: 'Entscheidungen',
    timeline: 'Verlauf',
    files: 'Dateien',
    work: 'Arbeit',
  },
  happened: 'Was geschehen ist',
  allFacts: 'Alles, was bekannt ist',
  filings: {
    title: 'Meldungen',
    note: 'Was die Pflichten, die gelten, einzureichen verlangen, und was eingereicht wurde',
    none: 'Noch gilt keine Pflicht.',
    duty: 'Pflicht',
    state: 'Stand',
    due: 'Fällig',
    handedIn: 'Eingereicht',
    open: 'Entwurf oder Eingang',
  },
};
