import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { TocsinError } from '../../domain/errors.ts';

/**
 * Whom a webhook may reach: nobody inside the organisation can be called by telling Tocsin to (OWASP ASVS 5, V1.3.6).
 */

/** Apart, as a list takes an IPv4 address for the IPv6 address that wraps it. */
const PRIVATE = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.ipv4.addSubnet(net, bits, 'ipv4');
}
// Everything but global unicast, and in it what only wraps or documents other addresses.
for (const [net, bits] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const) {
  PRIVATE.ipv6.addSubnet(net, bits, 'ipv6');
}

/**
 * Whether an address is inside an organisation, this machine or no place at all. Anything that is no address counts as
 * such.
 */
export function isPrivate(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return family === 4 ? PRIVATE.ipv4.check(address, 'ipv4') : PRIVATE.ipv6.check(address, 'ipv6');
}

/**
 * Refuses an address that no webhook may have: not https, with a password in it, or private by its own text.
 *
 * @throws TocsinError `content-refused` with the field `url`
 */
export function requireTarget(address: string, { allowPrivate }: { allowPrivate: boolean }): void {
  const url = URL.canParse(address) ? new URL(address) : null;
  const refuse = (why: string) => new TocsinError('content-refused', `The address of a webhook ${why}.`, 'url');
  if (url === null) throw refuse('is a whole URL, such as https://hooks.example/tocsin');
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) throw refuse('begins with https://');
  if (url.username !== '' || url.password !== '') throw refuse('has no user or password in it');
  // A name may end with a dot, and is the same name.
  const host = url.hostname.replace(/^\[|\]$|\.$/g, '');
  if (!allowPrivate && (/^(?:.*\.)?localhost$/.test(host) || (isIP(host) !== 0 && isPrivate(host)))) {
    throw refuse('is not inside a private network (TOCSIN_WEBHOOK_NETWORKS=private allows that)');
  }
}

/** Looks a name up and fails where any of its addresses is private: by the address that is then connected to. */
export const lookupPublic: LookupFunction = (name, options, done) => {
  lookup(name, { ...options, all: true }, (error, found) => {
    if (error !== null) return done(error, '', 0);
    const [first] = found;
    if (first === undefined || found.some(({ address }) => isPrivate(address))) {
      return done(new Error('The name leads into a private network.'), '', 0);
    }
    return options.all ? done(null, found) : done(null, first.address, first.family);
  });
};
