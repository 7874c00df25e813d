import { createHash, createPublicKey, createVerify } from 'node:crypto';

const CRLF = '\r\n';

/**
 * Whether the DKIM-Signature of a mail holds under a public key (RFC 6376, relaxed/relaxed): a verifier of our own, so
 * that no signer is checked against itself. Empty where it holds, else what does not.
 */
export function dkimProblems(raw: Buffer, publicKey: string): string[] {
  const whole = raw.toString('latin1');
  const end = whole.indexOf(CRLF + CRLF);
  const fields = whole.slice(0, end).split(/\r\n(?![ \t])/);
  const signature = fields.find((field) => /^dkim-signature:/i.test(field));
  if (signature === undefined) return ['no signature'];
  const tags = new Map(
    signature
      .slice(signature.indexOf(':') + 1)
      .split(';')
      .map((tag): [string, string] => {
        const at = tag.indexOf('=');
        return [tag.slice(0, at).trim(), tag.slice(at + 1).replaceAll(/\s/g, '')];
      }),
  );
  const body = createHash('sha256')
    .update(relaxedBody(whole.slice(end + 4)), 'latin1')
    .digest('base64');
  const signed = (tags.get('h') ?? '').split(':').map((name) => {
    return relaxedField(fields.findLast((field) => field.toLowerCase().startsWith(`${name.toLowerCase()}:`)) ?? '');
  });
  const unsigned = relaxedField(signature.replace(/(\bb=)[^;]*$/, '$1'));
  const verifier = createVerify('RSA-SHA256').update([...signed, unsigned].join(CRLF), 'latin1');
  return [
    ...(tags.get('bh') === body ? [] : ['body']),
    ...(tags.get('h')?.split(':').includes('from') ? [] : ['the sender is not signed']),
    ...(verifier.verify(createPublicKey(publicKey), tags.get('b') ?? '', 'base64') ? [] : ['fields']),
  ];
}

function relaxedField(field: string): string {
  const at = field.indexOf(':');
  const value = field
    .slice(at + 1)
    .replaceAll(CRLF, '')
    .replaceAll(/[ \t]+/g, ' ');
  return `${field.slice(0, at).trim().toLowerCase()}:${value.trim()}`;
}

function relaxedBody(body: string): string {
  const lines = body.split(CRLF).map((line) => line.replaceAll(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line) => line + CRLF).join('');
}
