import { TocsinError } from '../../domain/errors.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { LOCKED_MS, WRONG_CODES } from '../../store/auth/factor.ts';
import type { SharedLimits } from '../../store/shared-limits.ts';

/** Attempts that one address, network or mailbox has: a guesser is slowed down, everybody else is not. */

/** Wrong tokens from one address. */
export const WRONG_TOKENS = { most: 30, windowMs: MINUTE_MS };
/** Links to one mailbox that one network asks for. */
const LINKS_PER_NETWORK = { most: 5, windowMs: 15 * MINUTE_MS };
/** Links to one mailbox that all networks ask for: a flood of mail is a nuisance of its own. */
const LINKS_PER_MAILBOX = { most: 30, windowMs: 15 * MINUTE_MS };
/** Links to one mailbox that a browser asks for with which its owner signed in before. */
const LINKS_PER_BROWSER = { most: 5, windowMs: 15 * MINUTE_MS };
/**
 * Codes that are given for one user in one browser, or in all that nobody knows (NIST SP 800-63B, 5.2.2: throttled over
 * all challenges).
 */
const CODES = { most: WRONG_CODES, windowMs: LOCKED_MS };
/** What makes work for us at sign-in, from one address: links asked for, single sign-on begun, forms to keep. */
export const SIGNED_OUT_PER_ADDRESS = { most: 60, windowMs: 15 * MINUTE_MS };

/**
 * Counts a wrong token or secret that was sent from an address.
 *
 * @throws TocsinError `rate-limited` over the limit
 */
export function createWrongTokens(limits: SharedLimits): (address: string) => Promise<void> {
  const wrong = limits('wrong-tokens', WRONG_TOKENS);
  return async (address) => {
    if ((await wrong(sourceOf(address))) === null) return;
    const message = 'Too many wrong tokens from this address; wait a minute.';
    throw new TocsinError('rate-limited', message, undefined, { retryAfter: 60 });
  };
}

/**
 * Whom an address counts as: of IPv6 the /64, since whoever has one address of it has all the others too (RFC 6177).
 */
export function sourceOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('%')[0]?.toLowerCase().split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...gap, ...right]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

/** The part of an address that is recorded: /24 of IPv4, /48 of IPv6; not one household. */
export function addressPrefix(address: string): string {
  const v4 = /^(?:::ffff:)?(\d+)\.(\d+)\.(\d+)\.\d+$/.exec(address);
  if (v4 !== null) return `${v4[1]}.${v4[2]}.${v4[3]}.0/24`;
  const groups = address.split('::')[0]?.split(':') ?? [];
  return `${[...groups, '0', '0', '0']
    .slice(0, 3)
    .map((g) => g || '0')
    .join(':')}::/48`;
}

/**
 * Whether a link may be mailed, which counts it. `browser`: the mark of one that is known for the mailbox, else null.
 */
export type LinkBudget = (mailbox: string, from: { address: string; browser: string | null }) => Promise<boolean>;

/**
 * The links that mailboxes get. Strangers use up what strangers have: by network, and in all. A browser that is known
 * for the mailbox has its own, or they could lock its owner out on the worst day.
 */
export function createLinkBudget(limits: SharedLimits): LinkBudget {
  const perNetwork = limits('links-per-network', LINKS_PER_NETWORK);
  const perMailbox = limits('links-per-mailbox', LINKS_PER_MAILBOX);
  const perBrowser = limits('links-per-browser', LINKS_PER_BROWSER);
  return async (mailbox, { address, browser }) => {
    if (browser !== null) return (await perBrowser(browser)) === null;
    // A network that has used up its own takes nothing of what all have.
    if ((await perNetwork(`${mailbox} ${addressPrefix(address)}`)) !== null) return false;
    return (await perMailbox(mailbox)) === null;
  };
}

/**
 * Counts a code before it is looked at, so that a thousand at once are five as well: whether it is within the limit,
 * the last that is, or over it.
 */
export type CodeBudget = (whose: string) => Promise<'within' | 'last' | 'over'>;

/** The codes that may be tried, right or wrong; `name` keeps the counts of different codes apart. */
export function createCodeBudget(limits: SharedLimits, name: string): CodeBudget {
  const all = limits(name, CODES);
  const butLast = limits(`${name}-but-the-last`, { ...CODES, most: CODES.most - 1 });
  return async (whose) => {
    if ((await all(whose)) !== null) return 'over';
    return (await butLast(whose)) === null ? 'within' : 'last';
  };
}
