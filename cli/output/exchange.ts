import type { Exchange } from '../../domain/breach/reporting.ts';
import type { Instant } from '../../domain/time.ts';
import { printable } from './printable.ts';
import { bothTimes } from './time.ts';

type Shown = Pick<Exchange, 'words' | 'files'> & { questions: Omit<Exchange['questions'][number], 'by'>[] };

/** What whoever reported was asked, answered and added, each part oldest first. */
export function sayExchange({ questions, words, files }: Shown, zone: string): string {
  const when = (at: Instant) => bothTimes(at, zone);
  const lines = [
    ...questions.map(({ number, at, text, answer }) => {
      const answered = answer === null ? 'no answer yet' : `${when(answer.at)}  ${answer.text ?? 'not shown'}`;
      return entry(`question ${number}  ${when(at)}`, `${text ?? 'not shown'}\n${answered}`);
    }),
    ...words.map(({ at, text }) => entry(`added  ${when(at)}`, text ?? 'not shown')),
    ...files.map(({ number, at, name, bytes }) =>
      entry(`file ${number}  ${when(at)}`, `${name ?? '–'}  ${bytes} bytes`),
    ),
  ];
  return lines.length === 0 ? 'Nothing was asked or added yet.' : lines.join('\n');
}

function entry(head: string, body: string): string {
  return `${printable(head)}\n${printable(body).replaceAll(/^/gm, '    ')}`;
}
