import type { Organisation } from '../domain/policy/schema.ts';
import type { Instant } from '../domain/time.ts';
import { type Html, html } from './html.ts';
import { localTime, utcTime } from './time.ts';

/** What pages show of the organisation. */
export type OrganisationView = Pick<Organisation, 'name' | 'legalName' | 'zone' | 'language' | 'publicContact'>;

const BELL = html`<path d="M10 2.5v1.4M4.2 14.2c1.3-1.2 1.5-2.6 1.5-4.6a4.3 4.3 0 0 1 8.6 0c0 2 .2 3.4 1.5 4.6z"/><path d="M8.6 16.6a1.5 1.5 0 0 0 2.8 0"/>`;

type Page = { title: string; now: Instant; body: Html; noindex?: boolean; refreshSeconds?: number };

function page({ title, now, body, noindex, refreshSeconds }: Page): string {
  return html`<!doctype html>
<html lang="en" data-now="${now}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${noindex ? html`<meta name="robots" content="noindex">` : null}
${refreshSeconds ? html`<meta http-equiv="refresh" content="${refreshSeconds}">` : null}
<title>${title}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/tokens.css">
<link rel="stylesheet" href="/assets/app.css">
<script src="/assets/countdown.js" defer></script>
</head>
<body>
${body}
</body>
</html>
`.text;
}

/** A page of the application, for people inside. */
export function insidePage(model: {
  title: string;
  now: Instant;
  organisation: OrganisationView;
  viewer: string;
  main: Html;
  /** Where the page shall load itself anew, without any script. */
  refreshSeconds?: number;
}): string {
  const { title, now, organisation, viewer, main, refreshSeconds } = model;
  const { zone } = organisation;
  const [day, clock = ''] = localTime(now, zone).split(', ');
  const [hours, zoneName] = clock.split(' ');
  const utc = utcTime(now, 'utc').split(' ')[0];
  const body = html`<a class="skip" href="#main">Skip to content</a>
<header class="bar"><div>
  <a class="brand" href="/"><svg viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${BELL}</svg>Tocsin</a>
  <nav class="nav" aria-label="Main"><a href="/" aria-current="page">Desk</a></nav>
  <p class="meta"><b>${day}, <span data-clock="${zone}">${hours}</span> ${zoneName}</b> · <span data-clock="UTC">${utc}</span> UTC<br>${viewer}</p>
</div></header>
<main id="main" class="page">
${main}
</main>
<footer class="foot"><p>${organisation.legalName}. Times show ${zone} first, then UTC. The server’s clock decides, not this device’s.</p></footer>
<div class="sr" role="status" data-announce></div>`;
  return page({ title: `${title} · Tocsin`, now, body, refreshSeconds });
}

/** A page for somebody outside who came by a link: one column, no navigation. */
export function outsidePage(model: {
  title: string;
  now: Instant;
  organisation: OrganisationView;
  reference: string | null;
  exercise: boolean;
  main: Html;
}): string {
  const { title, now, organisation, reference, exercise, main } = model;
  const { phone } = organisation.publicContact;
  const body = html`<main class="solo">
<div class="from"><svg viewBox="0 0 36 36" aria-hidden="true"><rect class="bar-ok" width="36" height="36" rx="8"/><g class="mark" transform="translate(6.5 6.5) scale(1.15)" fill="none" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">${BELL}</g></svg><div><span class="strong">${organisation.legalName}</span><span class="sub">Security notice${reference === null ? null : ` ${reference}`}</span></div></div>
${exercise ? html`<p class="drillbar">EXERCISE. This notice belongs to a drill: nothing happened to real data.</p>` : null}
${main}
<div class="foot"><p>This page needs no account. Only people with the link in our e-mail can open it. We store your answer, the time, the name you give and a shortened network address, nothing else.</p><p><a href="tel:${phone.replace(/[^+\d]/g, '')}">Call us: ${phone}</a></p></div>
</main>`;
  return page({ title: `${title} · ${organisation.name}`, now, body, noindex: true });
}
