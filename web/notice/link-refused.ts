import { html } from '../html.ts';
import { outsidePage } from '../layout.ts';
import type { NoticePage } from './model.ts';

/** The pages of a link that opens nothing. They name no notice: the link may have been forwarded or guessed. */

/** Too old. */
export function expiredNoticePage({ now, organisation }: NoticePage): string {
  const main = html`
    <h1>This link can no longer be used</h1>
    <p>For your safety and ours, links in our e-mails work for a limited time, and this one has passed it.</p>
    <p class="note warn">
      <b>The notice still stands.</b> Please do not wait: call us, or reply to our e-mail, and we send a new link to the
      address we already have. Your answer is still needed.
    </p>
    <p class="small muted">If nobody reads that address any more, call the number below.</p>
  `;
  return outsidePage({ title: 'This link has expired', now, organisation, reference: null, exercise: false, main });
}

/** Ended, or replaced by a newer one. */
export function replacedNoticePage({ now, organisation }: NoticePage): string {
  const main = html`
    <h1>This link no longer opens the notice</h1>
    <p>We ended it. If there is a newer e-mail from us with another link, please use that one.</p>
    <p class="note warn">
      <b>The notice still stands</b> unless we wrote otherwise. If you cannot find a newer e-mail from us, call the
      number below.
    </p>
  `;
  return outsidePage({ title: 'This link was ended', now, organisation, reference: null, exercise: false, main });
}

/** None of ours, or damaged on its way. */
export function unknownNoticePage({ now, organisation }: NoticePage): string {
  const main = html`
    <h1>This link does not work</h1>
    <p>
      It may have been cut off on its way: some mail programs break long links. Copy it from our e-mail as a whole,
      without spaces or line breaks.
    </p>
    <p class="note">
      If it still does not open, call us. Please do not send anybody passwords or files because of a message you are not
      sure of.
    </p>
  `;
  return outsidePage({ title: 'This link does not work', now, organisation, reference: null, exercise: false, main });
}

/** We failed, not the visitor; what they typed was not stored. */
export function unavailableNoticePage({ now, organisation }: NoticePage): string {
  const main = html`
    <h1>We cannot take your answer right now</h1>
    <p class="note warn">
      <b>Nothing was stored.</b> Please go back and send it again in a few minutes. If it is urgent, call us.
    </p>
  `;
  return outsidePage({ title: 'Please try again', now, organisation, reference: null, exercise: false, main });
}

/** Used too often, by this address or altogether. */
export function busyNoticePage({ now, organisation }: NoticePage): string {
  const main = html`
    <h1>This link is used very often just now</h1>
    <p class="note warn">
      <b>Nothing was stored.</b> Please wait a few minutes and try again. If it is urgent, call us: the number is below.
    </p>
  `;
  return outsidePage({ title: 'Please try again', now, organisation, reference: null, exercise: false, main });
}

/** Sent by a page of another site. */
export function otherSiteNoticePage({ now, organisation }: NoticePage): string {
  const main = html`
    <h1>This answer did not come from our page</h1>
    <p class="note warn">
      <b>Nothing was stored.</b> Please open the link in our e-mail again, and answer on the page it leads to.
    </p>
  `;
  return outsidePage({
    title: 'Please open the link again',
    now,
    organisation,
    reference: null,
    exercise: false,
    main,
  });
}
