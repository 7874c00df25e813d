import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import ipaddr from 'ipaddr.js';

/** A register has a million names: what most of them are is found out without taking them apart. */
const ASCII = /^[\x20-\x7e]*$/;
const ADDRESS = /^\[?[\da-f]*[.:][\da-f.:]+(%\w+)?\]?$/;

/** How names are compared: without case, in one form of Unicode, addresses and hosts in their plain form. */
export function normalName(name: string): string {
  const isAscii = ASCII.test(name);
  const lower = (isAscii ? name : name.normalize('NFC')).trim().toLowerCase();
  if (ADDRESS.test(lower)) return addressOf(lower)?.toString() ?? lower;
  return (isAscii ? asciiHost(lower) : hostOf(lower)) ?? lower;
}

/** An IP address; null for any other text, and for the short forms that only programs take for addresses. */
export function addressOf(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const bare = text.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '');
  return isIP(bare) === 0 ? null : ipaddr.process(bare);
}

const HOST = /^[\p{L}\p{N}_]([\p{L}\p{N}\p{M}_-]*[\p{L}\p{N}\p{M}_])?(\.[\p{L}\p{N}\p{M}_-]+)+\.?$/u;

function asciiHost(text: string): string | null {
  return text.endsWith('.') ? hostOf(text) : null;
}

/** A host name in ASCII without a dot at its end; null for what has no dot within, or other signs than a host. */
function hostOf(text: string): string | null {
  if (text.length > 254 || !HOST.test(text)) return null;
  const host = text.replace(/\.$/, '');
  return ASCII.test(host) ? host : domainToASCII(host) || null;
}
