import { randomBytes } from 'node:crypto';

/**
 * The token against forgery, written anew for every page: a random pad and the token under it. A compressed page is
 * shorter where a text repeats, so a constant token could be guessed bit by bit from the lengths of many answers
 * (BREACH, 2013); this one never reads the same twice.
 *
 * @param csrf the session's token, in hex
 */
export function maskCsrf(csrf: string): string {
  const token = Buffer.from(csrf, 'hex');
  const pad = randomBytes(token.length);
  return Buffer.concat([pad, xor(token, pad)]).toString('base64url');
}

/** The token under the mask, in hex; something else for anything that `maskCsrf` did not write. */
export function unmaskCsrf(masked: string): string {
  const bytes = Buffer.from(masked, 'base64url');
  const half = bytes.length >> 1;
  return xor(bytes.subarray(half), bytes.subarray(0, half)).toString('hex');
}

function xor(text: Buffer, pad: Buffer): Buffer {
  return Buffer.from(text.map((byte, i) => byte ^ (pad[i] ?? 0)));
}
