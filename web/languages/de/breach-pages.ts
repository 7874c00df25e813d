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
  timeline: {
    kind: 'Art',
    who: 'Wer',
    all: 'Alle',
    show: 'Nur diese zeigen',
    search: 'Wörter im Verlauf',
    find: 'Suchen',
    kinds: {
      decisions: 'Entscheidungen',
      duties: 'Pflichten und Warnungen',
      facts: 'Angaben und Kenntnis',
      messages: 'Mitteilungen und Anschreiben',
      work: 'Arbeit daran',
    },
    nothing: 'Kein Ereignis passt.',
    found: (n, isMore) =>
      isMore ? `Die neuesten ${n} passenden Ereignisse sind gezeigt; es gibt mehr.` : `Passende Ereignisse: ${n}.`,
    whole: 'Der ganze Verlauf',
  },
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
