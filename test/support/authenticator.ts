import { createHash, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import type { Certificate } from './certificate.ts';

type Asked = { challenge: string; rp?: { id?: string }; rpId?: string; user?: { id: string } };
type Cbor = Parameters<typeof isoCBOR.encode>[0];

/** Bits of the flags of authenticator data (Web Authentication Level 3, 6.1). */
const PRESENT = 0x01;
const VERIFIED = 0x04;
const MADE = 0x40;

/**
 * A device with one passkey, and the browser between it and a page (Web Authentication Level 3; ES256, attestation
 * `none`). What it does is right unless a test changes it.
 */
export class Authenticator {
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  /** The name of the credential, as Base64url. */
  id = randomBytes(32).toString('base64url');
  /** Whom it says it signs for; it learns that when the passkey is made. */
  userHandle = '';
  /** The site that it believes to be on. */
  origin: string;
  /** The name that it signs for; null: what the page asks for. */
  rpId: string | null = null;
  /** Whether it asks for a finger or a PIN. */
  asks = true;
  /** How often it says it signed; 0 of one that does not count. */
  counter = 0;
  crossOrigin = false;
  /** Who certifies that it made the device, though nobody asked (8.6); null: nobody. */
  maker: Certificate | null = null;

  constructor(origin: string) {
    this.origin = origin;
  }

  /** What a browser answers when a passkey was made, as JSON. */
  create({ challenge, rp, user }: Asked): string {
    this.userHandle = user?.id ?? '';
    const id = Buffer.from(this.id, 'base64url');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const made = Buffer.concat([Buffer.alloc(16), length, id, this.publicKey]);
    const authData = Buffer.concat([this.#data(rp?.id, MADE), made]);
    const clientDataJSON = this.#clientData('webauthn.create', challenge);
    const statement = this.maker === null ? [] : this.#statementOf(this.maker, authData, clientDataJSON);
    const attestation = cbor([
      ['fmt', this.maker === null ? 'none' : 'fido-u2f'],
      ['attStmt', new Map(statement)],
      ['authData', new Uint8Array(authData)],
    ]);
    return this.#answer({ clientDataJSON, attestationObject: attestation });
  }

  /** What a browser answers when the passkey has signed, as JSON. */
  get({ challenge, rpId }: Asked): string {
    const clientDataJSON = this.#clientData('webauthn.get', challenge);
    const authenticatorData = this.#data(rpId, 0);
    const signed = Buffer.concat([authenticatorData, sha256(clientDataJSON)]);
    const signature = sign('sha256', signed, this.#keys.privateKey);
    const userHandle = Buffer.from(this.userHandle, 'base64url');
    return this.#answer({ clientDataJSON, authenticatorData, signature, userHandle });
  }

  /** COSE: kty EC2, alg ES256, crv P-256, x and y. */
  get publicKey(): Buffer {
    const [x, y] = this.#point();
    return cbor([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(x)],
      [-3, new Uint8Array(y)],
    ]);
  }

  #point(): [Buffer, Buffer] {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    return [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  }

  #statementOf({ key, cert }: Certificate, authData: Buffer, clientData: Buffer): [string, Cbor][] {
    const id = Buffer.from(this.id, 'base64url');
    const point = Buffer.concat([Buffer.from([4]), ...this.#point()]);
    const signed = Buffer.concat([Buffer.from([0]), authData.subarray(0, 32), sha256(clientData), id, point]);
    return [
      ['sig', new Uint8Array(sign('sha256', signed, key))],
      ['x5c', [new Uint8Array(new X509Certificate(cert).raw)]],
    ];
  }

  #data(asked: string | undefined, more: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const flags = PRESENT | (this.asks ? VERIFIED : 0) | more;
    return Buffer.concat([sha256(Buffer.from(this.rpId ?? asked ?? '')), Buffer.from([flags]), counter]);
  }

  #clientData(type: string, challenge: string): Buffer {
    const { origin, crossOrigin } = this;
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin }));
  }

  #answer(response: Record<string, Buffer>): string {
    const { id } = this;
    const texts = Object.entries(response).map(([name, value]) => [name, value.toString('base64url')]);
    const more = { type: 'public-key', clientExtensionResults: {}, authenticatorAttachment: 'platform' };
    return JSON.stringify({ id, rawId: id, response: Object.fromEntries(texts), ...more });
  }
}

function cbor(entries: [string | number, Cbor][]): Buffer {
  return Buffer.from(isoCBOR.encode(new Map(entries)));
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
