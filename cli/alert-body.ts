/** What the bytes of an alert are sent as: lines of text, as some sources take them, are no JSON. */
export function mediaTypeOf(bytes: Buffer): 'application/json' | 'text/plain' {
  return /^\s*[[{"]/.test(bytes.subarray(0, 1_000).toString('utf8')) ? 'application/json' : 'text/plain';
}
