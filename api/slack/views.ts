import type { ViewsOpenArguments } from '@slack/web-api';
import type { Words } from '../../web/languages/index.ts';

/** The windows that Slack shows for us. */

type Modal = Extract<ViewsOpenArguments['view'], { type: 'modal' }>;
type Slack = Words['slack'];

/** As much of a title and of a text as a report takes, and Slack lets be typed. */
export const MOST_TITLE = 200;
export const MOST_TEXT = 3_000;

/** The form of a report. */
export function reportView(words: Slack, given: { title?: string | undefined; summary?: string }, link: string): Modal {
  const { form } = words;
  const field = (id: 'title' | 'summary', label: string, more: object) => ({
    type: 'input' as const,
    block_id: id,
    label: plain(label),
    optional: id === 'summary',
    element: { type: 'plain_text_input' as const, action_id: 'typed', ...more },
  });
  const text = (value: string | undefined, most: number) =>
    value === undefined || value === '' ? {} : { initial_value: value.slice(0, most) };
  return {
    type: 'modal',
    callback_id: 'tocsin-report',
    title: plain(form.name),
    submit: plain(form.send),
    close: plain(form.cancel),
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: form.before(link) } },
      field('title', form.title, { min_length: 3, max_length: MOST_TITLE, ...text(given.title, MOST_TITLE) }),
      field('summary', form.summary, { multiline: true, max_length: MOST_TEXT, ...text(given.summary, MOST_TEXT) }),
    ],
  };
}

/** A window that only says something. */
export function saidView(words: Slack, said: string): Modal {
  return {
    type: 'modal',
    title: plain(words.form.name),
    close: plain(words.form.done),
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: said } }],
  };
}

function plain(text: string): { type: 'plain_text'; text: string } {
  return { type: 'plain_text', text };
}
