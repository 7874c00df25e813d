import { createHash, X509Certificate } from 'node:crypto';
import { BaseBlock, fromBER, Integer, Null, OctetString, Sequence } from 'asn1js';
import {
  AlgorithmIdentifier,
  Certificate,
  CertificateChainValidationEngine,
  ContentInfo,
  ExtKeyUsage,
  MessageImprint,
  SignedData,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import { TocsinError } from '../errors.ts';
import { type Instant, toInstant } from '../time.ts';

/** Time-stamps of RFC 3161 over a short text: the query, the reply, and the check of a token, all without I/O. */

const OIDS = {
  sha256: '2.16.840.1.101.3.4.2.1',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  /** RFC 2634 and RFC 5035: by which hash a token names the certificate that signed it. */
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  extKeyUsage: '2.5.29.37',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const;
const HASHES: Record<string, string> = {
  [OIDS.sha256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** What a token says that holds. */
export type Stamp = {
  /** When the authority had the text before it. */
  at: Instant;
  /** The subject of its certificate, such as `O=Example, CN=Example TSA`. */
  authority: string;
  /** Whether that certificate leads to a root that was given: without, anybody may have made it. */
  isTrusted: boolean;
};

/** A query for a time-stamp over `text`, which asks for the certificates too. @param nonce 8 random bytes */
export function timestampQuery(text: string, nonce: Uint8Array): Uint8Array {
  const query = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: OIDS.sha256, algorithmParams: new Null() }),
      hashedMessage: new OctetString({ valueHex: createHash('sha256').update(text).digest() }),
    }),
    nonce: new Integer({ valueHex: positive(nonce) }),
    certReq: true,
  });
  return new Uint8Array(query.toSchema().toBER());
}

/**
 * The token of an authority's reply to {@link timestampQuery}, checked.
 * @throws TocsinError `unavailable` where the authority says no; `bad-signature` for what is no reply to this query
 */
export async function readTimestampReply(
  reply: Uint8Array,
  asked: { text: string; nonce: Uint8Array; roots: readonly string[] },
): Promise<{ token: Uint8Array; stamp: Stamp }> {
  const { resp, token } = parsed('the reply', () => {
    const asn1 = decode(reply);
    return { resp: new TimeStampResp({ schema: asn1 }), token: elementsOf(asn1)[1] };
  });
  const { status } = resp.status;
  // Granted, or granted with modifications (RFC 3161, 2.4.2).
  if ((status !== 0 && status !== 1) || !(token instanceof BaseBlock)) {
    throw new TocsinError('unavailable', `The time-stamping authority gave no time-stamp (status ${status}).`);
  }
  const bytes = new Uint8Array(token.valueBeforeDecodeView);
  const nonce = parsed('the token', () => {
    const { tst } = parseToken(bytes);
    return tst.nonce === undefined ? '' : Buffer.from(tst.nonce.valueBlock.valueHexView).toString('hex');
  });
  if (nonce !== Buffer.from(positive(asked.nonce)).toString('hex')) throw bad('it answers another query');
  return { token: bytes, stamp: await checkToken(bytes, asked.text, asked.roots) };
}

/**
 * Checks a token by itself: that it is over this text, its signature, that its certificate may stamp and was valid
 * then, and that it leads to a given root; without one, that the certificates in it belong together.
 *
 * @param roots certificates (PEM) of authorities that are trusted; with none, the stamp is not trusted either
 * @throws TocsinError `bad-signature` with what does not hold
 */
export async function checkToken(token: Uint8Array, text: string, roots: readonly string[]): Promise<Stamp> {
  try {
    return await requireStamp(token, text, roots);
  } catch (error) {
    // The reader leaves out what is not there, and takes one kind of value for another.
    throw error instanceof TocsinError ? error : notMade('the token');
  }
}

async function requireStamp(token: Uint8Array, text: string, roots: readonly string[]): Promise<Stamp> {
  const { signed, tst } = parseToken(token);
  // The signature would hold over a weak hash of the text too.
  if (tst.messageImprint.hashAlgorithm.algorithmId !== OIDS.sha256) throw bad('it is not over a SHA-256');
  const signer = await requireSignature(signed, text);
  requireOwnCertificate(signed, signer);
  const certificate = x509(signer);
  requireStamper(signer, certificate, tst.genTime);
  const embedded = certificatesOf(signed);
  if (roots.length > 0) await requireChain(signer, embedded, roots, tst.genTime);
  else requireLinks(certificate, embedded.map(x509), tst.genTime);
  return {
    at: toInstant(tst.genTime.getTime()),
    authority: certificate.subject.split('\n').join(', '),
    isTrusted: roots.length > 0,
  };
}

function parseToken(token: Uint8Array): { signed: SignedData; tst: TSTInfo } {
  const signed = new SignedData({ schema: new ContentInfo({ schema: decode(token) }).content });
  const { eContentType, eContent } = signed.encapContentInfo;
  if (eContentType !== OIDS.tstInfo || eContent === undefined) throw new Error('no TSTInfo');
  return { signed, tst: new TSTInfo({ schema: decode(new Uint8Array(eContent.getValue())) }) };
}

async function requireSignature(signed: SignedData, text: string): Promise<Certificate> {
  const [info, other] = signed.signerInfos;
  const attributes = info?.signedAttrs?.attributes ?? [];
  const contentType = attributes.find(({ type }) => type === OIDS.contentType)?.values[0];
  // RFC 3161, 2.4.2: one signature, by the authority alone.
  if (info === undefined || other !== undefined) throw bad('it is not signed once');
  if (contentType?.valueBlock?.toString() !== OIDS.tstInfo) throw bad('its signature is not that of a time-stamp');
  if (HASHES[info.digestAlgorithm.algorithmId] === undefined) throw bad('its signature goes over a weak hash');
  const data = new Uint8Array(Buffer.from(text, 'utf8')).buffer;
  const result = await signed.verify({ signer: 0, data, extendedMode: true }).catch(() => null);
  if (result?.signatureVerified !== true || result.signerCertificate == null) {
    throw bad('it is over another text, or its signature does not verify');
  }
  return result.signerCertificate;
}

/** The signature names its certificate, so that no other one of the same key can be put in its place. */
function requireOwnCertificate(signed: SignedData, signer: Certificate): void {
  const attributes = signed.signerInfos[0]?.signedAttrs?.attributes ?? [];
  const der = Buffer.from(signer.toSchema().toBER());
  const isNamed = parsed('its signing certificate', () =>
    attributes.some(({ type, values }) => {
      if (type !== OIDS.signingCertificate && type !== OIDS.signingCertificateV2) return false;
      const parts = elementsOf(elementsOf(elementsOf(values[0])[0])[0]);
      const named = parts.find((part) => part instanceof OctetString);
      const algorithm = parts[0] instanceof Sequence ? String(Object(elementsOf(parts[0])[0]).valueBlock) : OIDS.sha256;
      const hash = type === OIDS.signingCertificate ? 'sha1' : (HASHES[algorithm] ?? '');
      return named !== undefined && createHash(hash).update(der).digest().equals(named.valueBlock.valueHexView);
    }),
  );
  if (!isNamed) throw bad('it does not name the certificate that signed it');
}

/** RFC 3161, 2.3: a certificate for time-stamps and nothing else, valid when it stamped. */
function requireStamper(signer: Certificate, { validFromDate, validToDate }: X509Certificate, at: Date): void {
  const usage = signer.extensions?.find(({ extnID }) => extnID === OIDS.extKeyUsage);
  const purposes = usage?.parsedValue instanceof ExtKeyUsage ? usage.parsedValue.keyPurposes : [];
  const isStamper = usage?.critical === true && purposes.length === 1 && purposes[0] === OIDS.timeStamping;
  if (!isStamper) throw bad('its certificate is not one for time-stamps alone');
  if (at < validFromDate || at > validToDate) throw bad('its certificate was not valid when it stamped');
}

async function requireChain(
  signer: Certificate,
  embedded: readonly Certificate[],
  roots: readonly string[],
  at: Date,
): Promise<void> {
  const trusted = roots.map((pem) => Certificate.fromBER(new Uint8Array(new X509Certificate(pem).raw)));
  // The engine looks for the chain of the last one.
  const certs = [...embedded.filter((each) => each !== signer), signer];
  const engine = new CertificateChainValidationEngine({ trustedCerts: trusted, certs, checkDate: at });
  const { result } = await engine.verify();
  if (!result) throw bad('its certificate does not lead to a root that was given');
}

/** As far as the certificates in the token go: each issued by the next, and valid then. */
function requireLinks(signer: X509Certificate, embedded: readonly X509Certificate[], at: Date): void {
  let current = signer;
  for (let steps = 0; steps < embedded.length; steps += 1) {
    const named = embedded.filter((each) => each.subject === current.issuer && each.subject !== current.subject);
    if (named.length === 0) return;
    const issuer = named.find((each) => current.checkIssued(each) && current.verify(each.publicKey));
    if (issuer === undefined || !issuer.ca) throw bad('the certificates in it do not belong together');
    if (at < issuer.validFromDate || at > issuer.validToDate) throw bad('a certificate in it was not valid then');
    current = issuer;
  }
}

function certificatesOf({ certificates = [] }: SignedData): Certificate[] {
  return certificates.filter((each) => each instanceof Certificate);
}

function x509(certificate: Certificate): X509Certificate {
  return new X509Certificate(Buffer.from(certificate.toSchema().toBER()));
}

/** An INTEGER that is above 0 and has one encoding alone. */
function positive(nonce: Uint8Array): Uint8Array {
  return new Uint8Array([((nonce[0] ?? 0) & 0x3f) | 0x40, ...nonce.slice(1)]);
}

function decode(bytes: Uint8Array) {
  const { offset, result } = fromBER(bytes);
  if (offset !== bytes.length) throw new Error('not one ASN.1 value');
  return result;
}

/** What stands in a value that asn1js read, of whichever of its classes; empty where it is no list. */
function elementsOf(block: unknown): unknown[] {
  const { valueBlock } = Object(block) as { valueBlock?: { value?: unknown } };
  return Array.isArray(valueBlock?.value) ? valueBlock.value : [];
}

/** The reader throws whatever it likes at bytes that are not what they should be. */
function parsed<Value>(what: string, read: () => Value): Value {
  try {
    return read();
  } catch {
    throw notMade(what);
  }
}

function notMade(what: string): TocsinError {
  return bad(`${what} is not made as RFC 3161 says`);
}

function bad(why: string): TocsinError {
  return new TocsinError('bad-signature', `The time-stamp does not hold: ${why}.`);
}
