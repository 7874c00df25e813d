import type { NoticeText } from '../../domain/communication/notice-line.ts';
import { isDrafted, saidIn } from '../../domain/notices/drafted.ts';
import type { NoticeChange } from '../../domain/notices/since.ts';
import { type Html, html } from '../html.ts';
import { wordsOf } from '../languages/index.ts';
import { LOCALES } from '../languages/locales.ts';
import { timeTag } from '../time.ts';
import { type Block, blocksOf, inItsLanguage, type NoticePage, type NoticeView } from './model.ts';

/**
 * What was sent, word for word, with when it went out: the newest text, and what went before it below; what was
 * corrected since stands above it, and never after it.
 */
export function sentText(
  page: NoticePage,
  { subject, text, language, sentAt, corrections, foreign }: NoticeView,
): Html {
  const { since } = wordsOf(page.language).notice;
  const first = { subject, text, sentAt, ...(language !== undefined && { language }) };
  const [newest, ...earlier] = [first, ...corrections].reverse();
  if (newest === undefined) return html``;
  const below = earlier.map(
    (each) => html`
      <details>
        <summary>${since.before}: <span${inItsLanguage(page, each)}>${each.subject}</span></summary>
        <div class="flow">${asSent(page, each, foreign)}</div>
      </details>
    `,
  );
  return html`${asSent(page, newest, foreign)}${below}`;
}

function asSent(page: NoticePage, letter: NoticeText, foreign: NoticeView['foreign']): Html {
  const { text, sentAt } = letter;
  const { sentOn } = wordsOf(page.language).notice.since;
  const when = sentAt === null ? null : html`<p class="small muted">${sentOn} ${inLine(page, sentAt)}</p>`;
  const language = inItsLanguage(page, letter);
  const blocks = blocksOf(text).map((part) => block(part, foreign));
  return html`${when}${language === null ? blocks : html`<div class="flow"${language}>${blocks}</div>`}`;
}

/** What of the notice no longer holds; nothing where all of it does. */
export function correctedSince(page: NoticePage, { changes, corrections, language = 'en' }: NoticeView): Html | null {
  if (changes.length === 0) return null;
  const { since } = wordsOf(page.language).notice;
  const items = changes.map(
    (change) => html`<li>${since.correctedOn} ${inLine(page, change.at)}: ${readsNow(page, change, language)}</li>`,
  );
  return html`
    <div class="note warn" id="corrected">
      <h2>${since.title}</h2>
      <ul>${items}</ul>
      <p class="small">${corrections.length === 0 ? since.counts : since.newest}</p>
    </div>
  `;
}

function readsNow(page: NoticePage, change: NoticeChange, letter: string): Html {
  const { since } = wordsOf(page.language).notice;
  switch (change.what) {
    case 'awareAt':
      return html`${since.awareAt} <b>${inLine(page, change.now)}</b>.`;
    case 'nature':
    case 'consequences':
    case 'measures':
    case 'advice': {
      const lang = isDrafted(change.now) ? null : inItsLanguage(page, { language: change.language ?? letter });
      return html`${since[change.what]}: <q class="said"${lang}>${saidIn(change.now, page.language)}</q>`;
    }
    case 'people':
    case 'records':
      return html`
        ${since[change.what]}:
        <b>${change.now === null ? since.notKnown : change.now.toLocaleString(LOCALES[page.language])}</b>.
      `;
  }
}

function inLine({ organisation: { zone }, language }: NoticePage, instant: string): Html {
  return html`<span class="inline">${timeTag(instant, { zone, language }, true)}</span>`;
}

function block(part: Block, foreign: NoticeView['foreign']): Html {
  if (part.kind === 'paragraph') return html`<p class="lines">${inLanguages(part.text, foreign)}</p>`;
  return html`<ul class="points">${part.items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

/** A paragraph with the text of another language at its end marked, for whoever has it read out. */
function inLanguages(paragraph: string, foreign: NoticeView['foreign']): Html {
  for (const { text, language } of foreign) {
    // Lines that follow each other may stand as one paragraph.
    const lines = [...text.split(/\n\s*\n/), ...text.split('\n')].map((line) => line.trim().replaceAll(/\s+/g, ' '));
    const said = lines.find((line) => line !== '' && paragraph.endsWith(line));
    if (said !== undefined) return html`${paragraph.slice(0, -said.length)}<span lang="${language}">${said}</span>`;
  }
  return html`${paragraph}`;
}
