import type { Style } from '../../cli/output/style.ts';
import { wrapText } from '../../domain/notices/wrap.ts';
import { HOUR_MS, SECOND_MS } from '../../domain/time.ts';
import type { Narration } from './stage.ts';

const CLOCK = 9;
const ARTICLE = 12;

/** Tells the exercise line by line: its clock, the article, the text, wrapped so that it is read at a glance. */
export function narrator(say: (line: string) => void, style: Style, scale: number): (line: Narration) => void {
  const seconds = Math.round((72 * HOUR_MS) / scale / SECOND_MS);
  say(style.drill(`EXERCISE. Everything is made up; 72 hours pass in ${seconds} s; no mail leaves this machine.`));
  say('');
  return ({ clock, article, text }) => {
    const [first = '', ...rest] = wrapText(text).split('\n');
    const margin = ' '.repeat(CLOCK + ARTICLE);
    say(`${style.faint((clock ?? '').padEnd(CLOCK))}${style.strong(article.padEnd(ARTICLE))}${first}`);
    for (const line of rest) say(margin + line);
  };
}
