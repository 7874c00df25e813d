import type { NoticeText } from '../../domain/communication/notice-line.ts';
import type { NoticeChange } from '../../domain/notices/since.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import { type Block, blocksOf, type NoticePage, type NoticeView } from './model.ts';

/**
 * What was sent, word for word, with when it went out: the newest text, and what went before it below; what was
 * corrected since stands above it, and never after it.
 */
export function sentText({ organisation }: NoticePage, { subject, text, sentAt, corrections }: NoticeView): Html {
  const { zone } = organisation;
  const [newest, ...earlier] = [{ subject, text, sentAt }, ...corrections].reverse();
  if (newest === undefined) return html``;
  const below = earlier.map(
    (each) => html`
      <details>
        <summary>What we wrote before: ${each.subject}</summary>
        <div class="flow">${asSent(each, zone)}</div>
      </details>
    `,
  );
  return html`${asSent(newest, zone)}${below}`;
}

function asSent({ text, sentAt }: NoticeText, zone: string): Html {
  const when = sentAt === null ? null : html`<p class="small muted">As we sent it on ${inLine(sentAt, zone)}</p>`;
  return html`${when}${blocksOf(text).map(block)}`;
}

/** What of the notice no longer holds; nothing where all of it does. */
export function correctedSince({ organisation }: NoticePage, { changes, corrections }: NoticeView): Html | null {
  if (changes.length === 0) return null;
  const { zone } = organisation;
  const items = changes.map(
    (change) => html`<li>Corrected on ${inLine(change.at, zone)}: ${readsNow(change, zone)}</li>`,
  );
  return html`
    <div class="note warn" id="corrected">
      <h2>Corrected since we sent the notice</h2>
      <ul>${items}</ul>
      <p class="small">${
        corrections.length === 0
          ? 'Where the text below says otherwise, this counts.'
          : 'The newest text stands below; what we wrote before it, at its end.'
      }</p>
    </div>
  `;
}

function readsNow(change: NoticeChange, zone: string): Html {
  switch (change.what) {
    case 'awareAt':
      return html`the incident was noticed on <b>${inLine(change.now, zone)}</b>.`;
    case 'nature':
      return html`what happened now reads: <q class="said">${change.now}</q>`;
    case 'consequences':
      return html`the effects that we can see now read: <q class="said">${change.now}</q>`;
    case 'measures':
      return html`what we have done or are about to do now reads: <q class="said">${change.now}</q>`;
    case 'advice':
      return html`what you should do now reads: <q class="said">${change.now}</q>`;
    case 'people':
      return html`people concerned, approximately: <b>${count(change.now)}</b>.`;
    case 'records':
      return html`records concerned, approximately: <b>${count(change.now)}</b>.`;
  }
}

function count(n: number | null): string {
  return n === null ? 'not known yet' : n.toLocaleString('en-GB');
}

function inLine(instant: string, zone: string): Html {
  return html`<span class="inline">${timeTag(instant, zone, true)}</span>`;
}

function block(part: Block): Html {
  if (part.kind === 'paragraph') return html`<p class="lines">${part.text}</p>`;
  return html`<ul class="points">${part.items.map((item) => html`<li>${item}</li>`)}</ul>`;
}
