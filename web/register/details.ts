import type { RegisterEntry } from '../../domain/breach/views.ts';
import type { Instant } from '../../domain/time.ts';
import { sayPassed } from '../breach/closing.ts';
import { decimal, number } from '../breach/figures.ts';
import { sayPlaces } from '../breach/places-of-people.ts';
import { type Html, html } from '../html.ts';
import { countryName } from '../languages/display-names.ts';
import { toRecipientText } from '../recipients.ts';
import { localTime, timeTag, utcTime } from '../time.ts';
import { citedText, onRecord, translated, translatedText } from '../translated.ts';
import type { View } from '../view.ts';
import type { RegisterNames, RegisterRow } from './model.ts';
import { countedIn, toldNumber } from './told.ts';

/**
 * A line of text with instants in it: the page shows them as such, paper in words. What the policy and the engine say
 * is `en`, English, and is read in the reader's language.
 */
type Line = readonly (string | { at: Instant } | { en: string } | null)[];
export type Detail = { label: string; lines: readonly Line[] };
type Reader = Pick<View, 'words' | 'zone' | 'language' | 'texts'>;

/** Where telling people stands, with how many were told where that is, or may be, fewer than are concerned. */
export function peopleWord({ words, language }: Reader, { entry, peopleTold }: RegisterRow): string {
  const standing = words.register.standing[peopleTold];
  const counted = countedIn(entry.filings);
  if (counted === null) return standing;
  const told = toldNumber({ words, language }, counted);
  return words.register.toldOf(standing, told, number(counted.concerned, language));
}

/**
 * All that an entry says (GDPR Art. 33(5); Guidelines 9/2022, section V.A), for the page, for print and for PDF alike.
 */
export function entryDetails(view: Reader, { entry }: Pick<RegisterRow, 'entry'>, names: RegisterNames): Detail[] {
  const { register, breach, facts: factWords, shell } = view.words;
  const { labels } = register;
  const { facts, effects } = entry;
  const figure = (n: number | null) => (n === null ? shell.unknown : number(n, view.language));
  const written = (text: string): Line[] => [[text === '' ? register.noneWritten : onRecord(view, text)]];
  const joined = (parts: readonly string[]): Line[] => [[parts.join(', ') || register.none]];
  const loss = (['confidentiality', 'integrity', 'availability'] as const).map((name): Line => {
    const value = effects[name];
    return [`${factWords.labels[name]}: ${(factWords.options[name] as Record<string, string>)[value] ?? value}`];
  });
  const { severity } = effects;
  const rated: Line[] =
    severity === null
      ? [[register.notRated]]
      : [
          [`${breach.severity.levels[severity.level]}, ${decimal(severity.se, view.language)}`],
          ...severity.reasons.map((reason): Line => [{ en: reason }]),
        ];
  return [
    { label: labels.awareness, lines: awareness(view, entry, names) },
    {
      label: labels.reported,
      lines: [[{ at: entry.reportedAt }, `, ${breach.origin[entry.origin]}: ${names.by(entry.source)}`]],
    },
    { label: labels.status, lines: [[breach.status[entry.status]]] },
    { label: labels.summary, lines: written(facts.summary) },
    { label: labels.systems, lines: joined(facts.systems.map(names.system)) },
    { label: labels.roles, lines: joined(facts.roles.map((role) => breach.roles[role])) },
    {
      label: labels.data,
      lines: joined([
        ...facts.dataCategories,
        ...facts.dataClasses.map((c) => (factWords.options.dataClasses as Record<string, string>)[c] ?? c),
      ]),
    },
    { label: labels.countries, lines: [[sayPlaces(view, facts.places) ?? register.none]] },
    {
      label: labels.people,
      lines: [[`${figure(facts.peopleConcerned)}; ${register.records(figure(facts.recordsConcerned))}`]],
    },
    { label: labels.loss, lines: loss },
    { label: labels.consequences, lines: written(effects.consequences) },
    { label: labels.severity, lines: rated },
    { label: labels.proposals, lines: proposals(view, entry) },
    { label: labels.remedy, lines: written(entry.remedialAction) },
    { label: labels.decisions, lines: decisions(view, entry, names) },
    { label: labels.filings, lines: filings(view, entry) },
    { label: labels.notices, lines: notices(view, entry) },
    { label: labels.campaigns, lines: campaigns(view, entry, names) },
    ...openLaws(view, entry),
    {
      label: labels.policy,
      lines: [[entry.policyVersion === null ? register.none : names.policy(entry.policyVersion)]],
    },
  ].map((detail) => ({ ...detail, lines: detail.lines.length === 0 ? [[register.none]] : detail.lines }));
}

function openLaws({ words, language }: Reader, { lawsNotModelled = [] }: RegisterEntry): Detail[] {
  if (lawsNotModelled.length === 0) return [];
  const places = lawsNotModelled.map((place) => countryName(place, language)).join(', ');
  return [{ label: words.register.labels.laws, lines: [[words.register.notModelled(places)]] }];
}

function awareness({ words }: Reader, { awareness: all }: RegisterEntry, names: RegisterNames): Line[] {
  const { register, breach } = words;
  if (all.length === 0) return [[breach.awareness.none]];
  return all.flatMap(({ awareAt, recordedAt, by, reasons }, i): Line[] => [
    [
      i === 0 ? null : `${breach.awareness.corrected} `,
      { at: awareAt },
      ` (${register.recorded} `,
      { at: recordedAt },
      ` ${register.by(names.by(by))})`,
    ],
    ...said(register.reasons, reasons),
  ]);
}

function proposals({ words }: Reader, { articles }: RegisterEntry): Line[] {
  if (articles === null) return [[words.breach.articles.notYet]];
  const { of, conclusions, notify } = words.breach.articles;
  const { art33, art34 } = articles;
  return [
    [
      `${of.art33}: ${conclusions[art33.proposed.conclusion]}, ${notify.art33[art33.proposed.notify]}. `,
      { en: art33.proposed.because },
    ],
    [
      `${of.art34}: ${conclusions[art34.proposed.conclusion]}, ${notify.art34[art34.proposed.notify]}. `,
      { en: art34.proposed.because },
    ],
  ];
}

function decisions({ words }: Reader, { decisions: all }: RegisterEntry, names: RegisterNames): Line[] {
  const { register, breach } = words;
  return all.flatMap(({ what, outcome, by, at, reasons, over = [] }): Line[] => {
    const { conclusions, of } = breach.articles;
    const title =
      what === 'closed'
        ? register.closedAs((breach.close.outcomes as Record<string, string>)[outcome] ?? outcome)
        : what === 'waived'
          ? register.waivedDuty(names.duty(outcome))
          : what === 'reopened'
            ? register.reopened
            : `${of[what]}: ${(conclusions as Record<string, string>)[outcome] ?? outcome}`;
    const who = by === null ? null : `, ${register.by(names.by(by))}`;
    return [
      [title, who, at === null ? null : ', ', at === null ? null : { at }],
      ...said(register.reasons, reasons),
      ...over.map((each): Line => [`${register.over(sayPassed({ words }, names.duty, each.point))} ${each.reasons}`]),
    ];
  });
}

function filings(view: Reader, { filings: all }: RegisterEntry): Line[] {
  const { register } = view.words;
  return all.flatMap(({ article, recipient, due, filedAt, late, receipt, versions = 1, reasons }): Line[] => [
    [
      `${citedText(view, article)} ${toRecipientText(view, recipient)}: ${register.filedAt} `,
      { at: filedAt },
      due === null ? null : ` (${register.due} `,
      due === null ? null : { at: due },
      due === null ? null : ')',
      late ? `, ${register.late}` : null,
      `; ${register.receipt(receipt)}`,
      versions === 1 ? null : `, ${register.versions(versions)}`,
    ],
    ...said(register.reasons, reasons),
  ]);
}

function notices({ words, language }: Reader, { notices: all }: RegisterEntry): Line[] {
  const { register, breach } = words;
  if (all === null) return [];
  const { total, ...counts } = all;
  const parts = Object.entries(counts).map(([status, count]) => {
    return `${(breach.notices.status as Record<string, string>)[status] ?? status} ${number(count, language)}`;
  });
  return [[register.parties(number(total, language)), ...parts.map((part) => `, ${part}`)]];
}

function campaigns(view: Reader, { campaigns: all }: RegisterEntry, names: RegisterNames): Line[] {
  const { register, breach } = view.words;
  return all.map(({ number: n, recipients, status, counts, approvedBy, approvedAt }): Line => {
    const sent =
      counts === null
        ? null
        : `, ${breach.campaigns.sent(number(counts.sent, view.language), number(counts.total, view.language))}`;
    return [
      `${register.campaign(n, number(recipients, view.language))}: ${breach.campaigns.status[status]}`,
      sent,
      approvedBy === null ? null : ` ${breach.campaigns.approved} ${names.by(approvedBy)} `,
      approvedAt === null ? null : { at: approvedAt },
    ];
  });
}

function said(word: (text: string) => string, text: string): Line[] {
  return text === '' ? [] : [[word(text)]];
}

/** Lines as text, each instant local first and then UTC. */
export function linesAsText(lines: readonly Line[], view: Reader): string {
  const said = (part: Line[number]) => {
    if (part === null || typeof part === 'string') return part ?? '';
    return 'en' in part
      ? translatedText(view, part.en)
      : `${localTime(part.at, view, true)} (${utcTime(part.at, view)})`;
  };
  return lines.map((line) => line.map(said).join('')).join('\n');
}

/** Lines as markup. */
export function linesAsHtml(lines: readonly Line[], view: Reader): Html {
  const shown = (part: Line[number]) => {
    if (part === null || typeof part === 'string') return part;
    return 'en' in part ? translated(view, part.en) : timeTag(part.at, view, true);
  };
  return html`${lines.map((line) => html`<span class="line lines">${line.map(shown)}</span>`)}`;
}
