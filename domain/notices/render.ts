import { TocsinError } from '../errors.ts';
import { type NoticeTemplate, PLACEHOLDER, type Placeholder } from './template.ts';
import { joinLines, wrapText } from './wrap.ts';

/** What stands in every mail between the words of its template. */
export type MailFrame = { /** Where a value is empty. */ notKnown: string; drillSubject: string; drillLine: string };
export const ENGLISH_FRAME: MailFrame = {
  notKnown: 'not known yet',
  drillSubject: 'EXERCISE: ',
  drillLine: 'EXERCISE. This message is part of a drill. Nothing has happened, and nobody is affected.',
};

/**
 * A notice as plain text. Values are inserted as they are, once: braces or markup within a value mean nothing.
 * A value the template uses but nobody gave is refused, so that no mail goes out with a hole.
 */
export function renderNotice(
  template: NoticeTemplate,
  values: Partial<Record<Placeholder, string>>,
  { exercise, frame = ENGLISH_FRAME }: { exercise: boolean; frame?: MailFrame },
): { subject: string; text: string } {
  const fill = (text: string) =>
    text.replaceAll(PLACEHOLDER, (_, name: Placeholder) => textOf(template, values, name) || frame.notKnown);
  const paragraphs = joinLines(template.body).filter((paragraph) => !isLeftOut(paragraph, template, values));
  const body = wrapText(paragraphs.map(fill).join('\n\n'));
  return {
    subject: headerText(`${exercise ? frame.drillSubject : ''}${fill(template.subject)}`),
    text: `${exercise ? `${wrapText(frame.drillLine)}\n\n` : ''}${body}\n`,
  };
}

function textOf(template: NoticeTemplate, values: Partial<Record<Placeholder, string>>, name: Placeholder): string {
  const value = values[name];
  if (value === undefined) {
    throw new TocsinError('internal', `The notice '${template.name}' needs a value for '${name}'.`, name);
  }
  return bodyText(value);
}

function isLeftOut(paragraph: string, template: NoticeTemplate, values: Partial<Record<Placeholder, string>>): boolean {
  const used = [...paragraph.matchAll(PLACEHOLDER)].map(([, name]) => name as Placeholder);
  return used.some((name) => {
    const value = values[name];
    return template.optional.includes(name) && value !== undefined && bodyText(value) === '';
  });
}

/** Invisible characters that turn the reading direction could make a text read as something else. */
const DIRECTION = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function bodyText(value: string): string {
  return value
    .replaceAll(/\r\n?|\u2028|\u2029|\u0085/g, '\n')
    .replaceAll(DIRECTION, '')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim();
}

/** One line without control characters, so that a value can never add a header field to a mail. */
export function headerText(value: string): string {
  return bodyText(value).replaceAll(/\s+/g, ' ').trim();
}
