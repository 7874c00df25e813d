import { type Instant, SECOND_MS } from '../domain/time.ts';
import { hiddenFields } from './forms.ts';
import { type Html, html } from './html.ts';
import { LANGUAGE_NAMES, type Language, wordsOf } from './languages/index.ts';
import { PLACES, type Place } from './places.ts';
import { localTime, utcTime } from './time.ts';
import { hasEnglish } from './translated.ts';
import type { OrganisationView, View } from './view.ts';

const BELL = html`
  <path d="M10 2.5v1.4M4.2 14.2c1.3-1.2 1.5-2.6 1.5-4.6a4.3 4.3 0 0 1 8.6 0c0 2 .2 3.4 1.5 4.6z"/>
  <path d="M8.6 16.6a1.5 1.5 0 0 0 2.8 0"/>
`;

const SERVERS = { mongodb: 'MongoDB', temporal: 'Temporal' };

type Page = {
  title: string;
  now: Instant;
  language: Language;
  body: Html;
  noindex?: boolean;
  scripts?: readonly string[];
};

function page({ title, now, language, body, noindex, scripts = [] }: Page): string {
  const { late, isOverdue, dueWithinTheHour } = wordsOf(language).shell;
  return html`
    <!doctype html>
    <html
      lang="${language}"
      data-now="${now}"
      data-late="${late('{}')}"
      data-overdue="${isOverdue('{}')}"
      data-hour="${dueWithinTheHour('{}')}">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        ${noindex ? html`<meta name="robots" content="noindex">` : null}
        <title>${title}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/assets/tokens.css">
        <link rel="stylesheet" href="/assets/app.css">
        <script src="/assets/countdown.js" defer></script>
        ${scripts.map((name) => html`<script src="/assets/${name}" defer></script>`)}
      </head>
      <body>${body}</body>
    </html>
  `.text;
}

const SEAL = html`
  <svg viewBox="0 0 36 36" aria-hidden="true">
    <rect class="bar-ok" width="36" height="36" rx="8"/>
    <g
      class="mark"
      transform="translate(6.5 6.5) scale(1.15)"
      fill="none"
      stroke-width="1.7"
      stroke-linecap="round"
      stroke-linejoin="round">
      ${BELL}
    </g>
  </svg>
`;

/** Shown in the bar itself; the other places are under "More". */
const FIRST: readonly Place[] = ['desk', 'breaches', 'register', 'suppliers', 'report'];

/** A page of the application, for people inside. `scripts` are names of files in `assets/`; none may carry the page. */
export function insidePage(
  view: View,
  content: { title: string; place: Place | null; main: Html; scripts?: readonly string[] },
): string {
  const { title, place, main, scripts } = content;
  const { now, zone, words, language, organisation, away, skew } = view;
  const { shell } = words;
  const [day, clock = ''] = localTime(now, view).split(', ');
  const [hours, zoneName] = clock.split(' ');
  const utc = utcTime(now, 'utc').split(' ')[0];
  const body = html`
    <a class="skip" href="#main">${shell.skip}</a>
    <header class="bar">
      <div>
        ${brand()}
        ${navigation(view, place)}
        ${searchBox(view)}
        <div class="meta">
          <p>
            <b>${day}, <span data-clock="${zone}">${hours}</span> ${zoneName}</b> ·${' '}
            <span data-clock="UTC">${utc}</span> UTC
          </p>
          <p>${viewerLine(view)}</p>
        </div>
      </div>
    </header>
    <main id="main" class="page">
      ${away === null ? null : html`<p class="note hot away" role="alert">${shell.away[away]}</p>`}
      ${
        skew === null
          ? null
          : html`
            <p class="note hot away" role="alert">
              ${shell.skew(SERVERS[skew.of], Math.round(Math.abs(skew.ms) / SECOND_MS), skew.ms > 0)}
            </p>
          `
      }
      ${main}
    </main>
    <footer class="foot">
      ${hasEnglish(main) ? html`<p class="untold">${shell.inEnglish}</p>` : null}
      <p>${shell.footer(organisation.legalName, zone)}</p>
      <div class="row">
        ${languageForm(view)}
        ${
          view.csrf === ''
            ? null
            : html`
              <form method="post" action="/sign-out">
                <input type="hidden" name="csrf" value="${view.csrf}">
                <button class="btn sm">${shell.signOut}</button>
              </form>
            `
        }
      </div>
    </footer>
    <div class="sr" role="status" data-announce></div>
  `;
  return page({ title: `${title} · Tocsin`, now, language, body, scripts });
}

/** One box over everything the role may see; on a phone a link to it. */
function searchBox(view: View): Html | null {
  const { search } = view.words;
  if (!view.may('POST /desk/search')) return null;
  return html`
    <form class="find noprint" method="post" action="/desk/search" role="search">
      ${hiddenFields(view)}
      <input type="search" name="words" maxlength="200" required aria-label="${search.box}" placeholder="${search.box}">
      <button class="btn sm">${search.find}</button>
    </form>
    <a class="find-small noprint" href="/desk/search">${search.title}</a>
  `;
}

/** Name and role; a mailbox of the policy is named after its role, which is then said once, in the page's language. */
function viewerLine({ viewer: { name, role }, words }: View): Html {
  const shown = words.shell.roles[role] ?? role;
  const isRole = Object.keys(LANGUAGE_NAMES).some((code) => wordsOf(code as Language).shell.roles[role] === name);
  return isRole ? html`<a href="/desk/account">${shown}</a>` : html`<a href="/desk/account">${name}</a>, ${shown}`;
}

function navigation({ places, words }: View, current: Place | null): Html {
  const link = (place: Place) =>
    html`
      <a href="${PLACES[place]}"${place === current ? html` aria-current="page"` : null}>
        ${words.shell.places[place]}
      </a>
    `;
  const first = places.filter((place) => FIRST.includes(place) || places.length <= FIRST.length);
  const rest = places.filter((place) => !first.includes(place));
  const isInMore = current !== null && rest.includes(current);
  // On a phone the bar holds where one is and the report; all other places are under "More".
  const folded = first.filter((place) => place !== current && place !== 'report');
  const more = html`
    <details class="more">
      <summary${isInMore ? html` class="here"` : null}>${words.shell.more}</summary>
      <div><div class="folded">${folded.map(link)}</div>${rest.map(link)}</div>
    </details>
  `;
  const bar = first.map((place) =>
    folded.includes(place) ? html`<div class="unfolded">${link(place)}</div>` : link(place),
  );
  return html`
    <nav class="nav" aria-label="${words.shell.navigation}">
      <div class="places">${rest.length === 0 ? first.map(link) : html`${bar}${more}`}</div>
    </nav>
  `;
}

/** Choosing a language works for everybody, and comes back to the page by itself. */
function languageForm({ language, words }: Pick<View, 'language' | 'words'>): Html {
  const others = Object.entries(LANGUAGE_NAMES).filter(([code]) => code !== language);
  const buttons = others.map(
    ([code, name]) => html`<button class="btn sm" name="language" value="${code}" lang="${code}">${name}</button>`,
  );
  return html`<form method="post" action="/language" aria-label="${words.shell.language}">${buttons}</form>`;
}

/** A page for somebody who is to sign in: one column, no navigation. */
export function signedOutPage(
  view: Pick<View, 'now' | 'language' | 'words' | 'organisation'>,
  content: { title: string; main: Html; scripts?: readonly string[] },
): string {
  const { now, language, organisation } = view;
  const body = html`
    <main class="solo" id="main">
      <div class="from">
        ${SEAL}
        <div><span class="strong">Tocsin</span><span class="sub">${organisation.legalName}</span></div>
      </div>
      ${content.main}
      <div class="foot">${languageForm(view)}</div>
    </main>
  `;
  const { title, scripts } = content;
  return page({ title: `${title} · Tocsin`, now, language, body, noindex: true, scripts });
}

/** A page for everybody, as wide as the desk, without its navigation. */
export function widePage(
  view: Pick<View, 'now' | 'language' | 'words' | 'organisation'>,
  content: { title: string; main: Html; scripts?: readonly string[] },
): string {
  const { now, language, words, organisation } = view;
  const body = html`
    <a class="skip" href="#main">${words.shell.skip}</a>
    <header class="bar"><div>${brand()}<p class="meta">${organisation.legalName}</p></div></header>
    <main id="main" class="page">${content.main}</main>
    <footer class="foot"><div class="row">${languageForm(view)}</div></footer>
  `;
  return page({ title: `${content.title} · Tocsin`, now, language, body, scripts: content.scripts ?? [] });
}

function brand(): Html {
  return html`
    <a class="brand" href="/">
      <svg
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        stroke-width="1.7"
        stroke-linecap="round"
        stroke-linejoin="round"
        aria-hidden="true">
        ${BELL}
      </svg><span>Tocsin</span>
    </a>
  `;
}

/** Choosing another language on a page that keeps nothing of who reads it: the link says it. */
function languageLinks(language: Language): Html {
  const others = Object.entries(LANGUAGE_NAMES).filter(([code]) => code !== language);
  const links = others.map(([code, name]) => html` <a href="?language=${code}" lang="${code}">${name}</a>`);
  return html`<p>${wordsOf(language).notice.language}${links}</p>`;
}

/** A page for somebody outside who came by a link: one column, no navigation. */
export function outsidePage(
  { now, organisation, language }: { now: Instant; organisation: OrganisationView; language: Language },
  { title, reference, exercise, main }: { title: string; reference: string | null; exercise: boolean; main: Html },
): string {
  const { phone } = organisation.publicContact;
  const { notice: words } = wordsOf(language);
  const body = html`
    <main class="solo">
      <div class="from">
        ${SEAL}
        <div>
          <span class="strong">${organisation.legalName}</span>
          <span class="sub">${words.securityNotice}${reference === null ? null : ` ${reference}`}</span>
        </div>
      </div>
      ${exercise ? html`<p class="drillbar">${words.exercise}</p>` : null}
      ${main}
      <div class="foot">
        <p>${words.foot}</p>
        <p><a href="tel:${phone.replace(/[^+\d]/g, '')}">${words.call(phone)}</a></p>
        ${languageLinks(language)}
      </div>
    </main>
  `;
  return page({ title: `${title} · ${organisation.name}`, now, language, body, noindex: true });
}
