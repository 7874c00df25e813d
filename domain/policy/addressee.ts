import type { CompiledObligation } from './compiled.ts';
import type { Addressee } from './law-terms.ts';

/** Whom an obligation has told, of those whom breach laws know. */
export function addresseeOf({ role, recipient }: Pick<CompiledObligation, 'role' | 'recipient'>): Addressee {
  if (/data subject|patient/.test(recipient)) return 'people';
  if (/reporting agenc/.test(recipient)) return 'credit-bureaus';
  return recipient.endsWith('(our customer)') && role.every((kind) => kind.endsWith('processor'))
    ? 'owner'
    : 'authority';
}
