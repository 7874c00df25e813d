import DKIM from 'nodemailer/lib/dkim';
import type { DkimKey } from '../../../domain/mail.ts';

/**
 * Puts a DKIM-Signature (RFC 6376) before the bytes of a mail, over its text and the fields that a reader sees. Done as
 * the very last step, so that it is the same for a mail composed on its own and for one of many.
 */
export function signerOf(key: DkimKey): (raw: Buffer) => Promise<Buffer> {
  const dkim = new DKIM(key);
  return async (raw) => Buffer.concat(await dkim.sign(raw).toArray());
}
