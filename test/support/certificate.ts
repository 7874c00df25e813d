import { generateKeyPairSync, type KeyPairKeyObjectResult, sign, X509Certificate } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/** A key and a certificate in PEM, as TLS takes them. */
export type Certificate = { key: string; cert: string };

/** One value in DER (X.690): tag, length, content. */
function der(tag: number, ...content: Buffer[]): Buffer {
  const bytes = Buffer.concat(content);
  const { length } = bytes;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), bytes]);
}
const sequence = (...content: Buffer[]) => der(0x30, ...content);
const text = (tag: number, value: string) => der(tag, Buffer.from(value));
const ECDSA_WITH_SHA256 = sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
const RSA_WITH_SHA256 = sequence(der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05));
const COMMON_NAME = der(0x06, Buffer.from('550403', 'hex'));
const SUBJECT_ALT_NAME = der(0x06, Buffer.from('551d11', 'hex'));

/** A certificate (RFC 5280) for a server on this machine, signed by itself, made anew for each test that asks. */
export function makeCertificate(): Certificate {
  return certificateOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }), ECDSA_WITH_SHA256);
}

/** The same with a key of RSA, by which an application proves itself; `pem` is both in one text. */
export function makeClientCertificate(): Certificate & { pem: string } {
  const made = certificateOf(generateKeyPairSync('rsa', { modulusLength: 2048 }), RSA_WITH_SHA256);
  return { ...made, pem: `${made.cert}${made.key}`.trim() };
}

function certificateOf({ privateKey, publicKey }: KeyPairKeyObjectResult, algorithm: Buffer): Certificate {
  const name = sequence(der(0x31, sequence(COMMON_NAME, text(0x0c, 'loopback of a test'))));
  const names = sequence(text(0x82, 'localhost'), der(0x87, Buffer.from([127, 0, 0, 1])));
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(text(0x17, '200101000000Z'), text(0x17, '491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(SUBJECT_ALT_NAME, der(0x04, names)))),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', toBeSigned, privateKey));
  const cert = new X509Certificate(sequence(toBeSigned, algorithm, signature)).toString();
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert };
}

/** Has this process trust a certificate, as NODE_EXTRA_CA_CERTS does at its start. @returns what ends that */
export function trust({ cert }: Certificate): () => void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, cert]);
  return () => setDefaultCACertificates(before);
}
