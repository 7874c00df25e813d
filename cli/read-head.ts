import { type ChainHead, parseHead } from '../domain/audit/chain.ts';
import { TocsinError } from '../domain/errors.ts';

/** A head as somebody typed it. @throws TocsinError `bad-input` */
export function readHead(text: string): ChainHead {
  const head = parseHead(text);
  if (head !== null) return head;
  throw new TocsinError('bad-input', `--head takes <seq>:<hash> as Tocsin prints it, not '${text}'.`, 'head');
}
