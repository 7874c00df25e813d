import { partHead } from '../breach/head.ts';
import { breachPath } from '../breach/places.ts';
import { type Html, html } from '../html.ts';
import type { View } from '../view.ts';
import type { FilingModel } from './model.ts';

/** The way back, and what stays in sight above every page of the breach. */
export function filingHead(view: View, { state }: Pick<FilingModel, 'state'>): Html {
  const { filing: words, shell } = view.words;
  const { breachId } = state;
  const crumbs = html`
    <a href="/">${shell.places.desk}</a> / <a href="${breachPath(breachId)}">${breachId}</a> / ${words.crumb}
  `;
  return partHead(view, state, 'filings', crumbs);
}
