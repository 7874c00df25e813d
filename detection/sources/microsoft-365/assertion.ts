import {
  constants,
  createHash,
  createPrivateKey,
  type KeyObject,
  randomUUID,
  sign,
  X509Certificate,
} from 'node:crypto';
import { type Instant, toMs } from '../../../domain/time.ts';

/** How an application of Entra ID proves itself by a certificate: with a short statement that its key has signed. */
export type ClientCertificate = { key: KeyObject; thumbprint: string; until: string };

const LASTS_S = 600;

/**
 * Certificate and private key of one PEM text, in any order.
 *
 * @throws Error that says what is missing, as the end of a sentence
 */
export function readClientCertificate(pem: string): ClientCertificate {
  const [certificate, key] = [parsed(() => new X509Certificate(pem)), parsed(() => createPrivateKey(pem))];
  if (certificate === null) throw new Error('must hold a certificate in PEM (BEGIN CERTIFICATE)');
  if (key === null) throw new Error('must hold the private key of the certificate in PEM, without a password');
  if (key.asymmetricKeyType !== 'rsa') throw new Error('must be of an RSA key, as Entra ID asks for');
  if (!certificate.checkPrivateKey(key)) throw new Error('holds a private key that is not that of the certificate');
  const thumbprint = createHash('sha256').update(certificate.raw).digest('base64url');
  return { key, thumbprint, until: certificate.validToDate.toISOString() };
}

/** The statement (RFC 7523) that stands for a secret, for one address alone and ten minutes. */
export function clientAssertion(
  { key, thumbprint }: ClientCertificate,
  { clientId, audience, now }: { clientId: string; audience: string; now: Instant },
): string {
  const issued = Math.floor(toMs(now) / 1_000);
  const said = [
    { alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint },
    {
      ...{ aud: audience, iss: clientId, sub: clientId, jti: randomUUID() },
      iat: issued,
      nbf: issued,
      exp: issued + LASTS_S,
    },
  ];
  const text = said.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return `${text}.${sign('sha256', Buffer.from(text), pss).toString('base64url')}`;
}

function parsed<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch {
    return null;
  }
}
