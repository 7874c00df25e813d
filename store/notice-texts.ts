import { numberOfCorrection } from '../domain/communication/follow-ups.ts';
import { sentAt } from '../domain/communication/notice.ts';
import type { NoticeText } from '../domain/communication/notice-line.ts';
import type { NoticeRecord } from './notices.ts';

/** What one of them was sent to read, word for word but for the link: the first text, then each correction of it. */
export function textsOf({ content, deliveries }: Pick<NoticeRecord, 'content' | 'deliveries'>): NoticeText[] {
  if (content === null) return [];
  const { subject, text, language, corrections = [] } = content;
  return [
    { subject, text, ...(language !== undefined && { language }), sentAt: sentAt({ deliveries }) },
    ...corrections.map(({ release, ...read }) => {
      const number = numberOfCorrection(release);
      return { ...read, sentAt: sentAt({ deliveries: deliveries.filter((each) => each.number === number) }) };
    }),
  ];
}
