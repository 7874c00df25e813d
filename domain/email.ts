import { z } from 'zod';

/** Letters and marks that mail servers take before the @ (RFC 5322, dot-atom), and a domain of at least two parts. */
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/i;

/**
 * An e-mail address. A local part of at most 64 characters, in a path of at most 254 (RFC 5321, section 4.5.3.1); a
 * domain with other letters is written as mail servers know it (`xn--…`).
 */
export const Email = z
  .string('not an e-mail address')
  .overwrite(withPlainDomain)
  .max(254)
  .refine(isAddress, 'not an e-mail address')
  .meta({ format: 'email' });

/** An address to sign in with: what links are issued to takes fewer than there are, so no others become users. */
export function signInEmail(
  bad = 'not an e-mail address that links for signing in are issued to',
): z.ZodType<string, string> {
  return z.string().max(254, bad).pipe(z.email(bad));
}

function withPlainDomain(text: string): string {
  const at = text.lastIndexOf('@');
  const domain = text.slice(at + 1);
  // What is plain stays as it was written.
  if (at < 0 || /^[\x20-\x7e]*$/.test(domain) || !/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return text;
  const url = `http://${domain}`;
  return URL.canParse(url) ? `${text.slice(0, at)}@${new URL(url).hostname}` : text;
}

function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  return at > 0 && local.length <= 64 && LOCAL.test(local) && DOMAIN.test(domain);
}
