import { createHash, randomBytes, webcrypto } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fromBER, Integer, ObjectIdentifier, OctetString, PrintableString, Sequence } from 'asn1js';
import {
  Attribute,
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  Extension,
  ExtKeyUsage,
  IssuerAndSerialNumber,
  PKIStatusInfo,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const DAY_MS = 86_400_000;

type Keys = 'RSA' | 'EC';
/** What is wrong with an authority or with its answers. */
export type Flaw =
  | 'rubbish'
  | 'silent'
  | 'refuses'
  | 'other-nonce'
  | 'other-text'
  | 'other-purpose'
  | 'no-purpose'
  | 'two-purposes'
  | 'uncritical-purpose'
  | 'expired'
  | 'other-certificate'
  | 'no-signing-certificate'
  | 'forged-signature';
export type AuthorityOptions = {
  keys?: Keys;
  /** Of its root; the same unless given. */
  rootKeys?: Keys;
  /** The instant that it stamps, ms since the epoch; the machine's own unless given. */
  now?: () => number;
  flaw?: Flaw;
  /** Whether it leaves its root out of the token, as most authorities do. */
  withoutRoot?: boolean;
  /** Whether it names its certificate by SHA-1 (RFC 2634), as authorities did before RFC 5816. */
  isNamedBySha1?: boolean;
};

type Identity = { certificate: Certificate; privateKey: webcrypto.CryptoKey; publicKey: webcrypto.CryptoKey };

/** A time-stamping authority of RFC 3161 over HTTP, with a root and a certificate made for this test. */
export class TimestampAuthority {
  /** Queries that came, answered or not. */
  asked = 0;
  /** While set, it answers with this HTTP status and nothing else. */
  status: number | null = null;
  flaw: Flaw | undefined;
  /** What the last query was sent with. */
  lastHeaders: IncomingMessage['headers'] = {};
  readonly #root: Identity;
  readonly #signer: Identity;
  readonly #now: () => number;
  readonly #withoutRoot: boolean;
  readonly #isNamedBySha1: boolean;
  #server: Server | null = null;

  private constructor(root: Identity, signer: Identity, options: AuthorityOptions) {
    this.#root = root;
    this.#signer = signer;
    this.#now = options.now ?? Date.now;
    this.#withoutRoot = options.withoutRoot === true;
    this.#isNamedBySha1 = options.isNamedBySha1 === true;
    this.flaw = options.flaw;
  }

  /** One that answers calls of {@link answer} alone. */
  static async create(options: AuthorityOptions = {}): Promise<TimestampAuthority> {
    const { keys = 'RSA', rootKeys = keys, now = Date.now, flaw } = options;
    const from = now() - (flaw === 'expired' ? 20 : 1) * DAY_MS;
    const validity: [number, number] = [from, from + 10 * DAY_MS];
    const root = await identity('Test Root', { keys: rootKeys, validity, isCa: true });
    const purposes = flaw === 'other-purpose' ? [SERVER_AUTH] : [TIME_STAMPING];
    if (flaw === 'two-purposes') purposes.push(SERVER_AUTH);
    const purpose = { ...(flaw !== 'no-purpose' && { purposes }), isUncritical: flaw === 'uncritical-purpose' };
    const signer = await identity('Test Time-Stamping Authority', { keys, validity, ...purpose, issuer: root });
    return new TimestampAuthority(root, signer, options);
  }

  /** The same, listening on loopback. */
  static async start(options: AuthorityOptions = {}): Promise<TimestampAuthority> {
    const authority = await TimestampAuthority.create(options);
    authority.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      authority.asked += 1;
      authority.lastHeaders = request.headers;
      if (authority.status !== null) return void response.writeHead(authority.status).end();
      if (authority.flaw === 'silent') return;
      if (request.headers['content-type'] !== 'application/timestamp-query') return void response.writeHead(415).end();
      const reply = await authority.answer(Buffer.concat(chunks));
      response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(reply);
    });
    authority.#server.listen(0, '127.0.0.1');
    await once(authority.#server, 'listening');
    return authority;
  }

  get url(): string {
    const address = this.#server?.address() as AddressInfo | undefined;
    return `http://127.0.0.1:${address?.port}/`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    this.#server?.close();
    if (this.#server !== null) await once(this.#server, 'close');
  }

  /** The root certificate as PEM. */
  get rootPem(): string {
    return pemOf(this.#root.certificate);
  }

  /** The reply to a query, both as bytes of DER. */
  async answer(query: Uint8Array): Promise<Buffer> {
    const asked = new TimeStampReq({ schema: fromBER(query).result });
    if (this.flaw === 'rubbish') return Buffer.from('<html>Please sign in to the network.</html>');
    if (this.flaw === 'refuses') return der(new TimeStampResp({ status: new PKIStatusInfo({ status: 2 }) }));
    const info = new TSTInfo({
      version: 1,
      policy: '1.3.6.1.4.1.99999.1',
      messageImprint: asked.messageImprint,
      serialNumber: new Integer({ value: this.asked + 1 }),
      genTime: new Date(this.#now()),
      ...(asked.nonce === undefined ? {} : { nonce: asked.nonce }),
    });
    if (this.flaw === 'other-nonce') info.nonce = new Integer({ value: 4711 });
    if (this.flaw === 'other-text') info.messageImprint.hashedMessage = new OctetString({ valueHex: randomBytes(32) });
    const content = der(info);
    const signed = new SignedData({
      version: 3,
      encapContentInfo: new EncapsulatedContentInfo({
        eContentType: TST_INFO,
        eContent: new OctetString({ valueHex: content }),
      }),
      signerInfos: [
        new SignerInfo({
          version: 1,
          sid: new IssuerAndSerialNumber({
            issuer: this.#signer.certificate.issuer,
            serialNumber: this.#signer.certificate.serialNumber,
          }),
          signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes: this.#attributes(content) }),
        }),
      ],
      certificates: [this.#signer.certificate, ...(this.#withoutRoot ? [] : [this.#root.certificate])],
    });
    await signed.sign(this.#signer.privateKey, 0, 'SHA-256');
    if (this.flaw === 'forged-signature') {
      const [signer] = signed.signerInfos;
      const bytes = Buffer.from(signer?.signature.valueBlock.valueHexView ?? []);
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      if (signer !== undefined) signer.signature = new OctetString({ valueHex: bytes });
    }
    const token = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: signed.toSchema(true) });
    return der(new TimeStampResp({ status: new PKIStatusInfo({ status: 0 }), timeStampToken: token }));
  }

  #attributes(content: Buffer): Attribute[] {
    const hash = createHash('sha256').update(content).digest();
    const named = this.flaw === 'other-certificate' ? this.#root.certificate : this.#signer.certificate;
    const certHash = createHash(this.#isNamedBySha1 ? 'sha1' : 'sha256')
      .update(der(named))
      .digest();
    const type = this.#isNamedBySha1 ? '1.2.840.113549.1.9.16.2.12' : '1.2.840.113549.1.9.16.2.47';
    const signing = new Sequence({
      value: [new Sequence({ value: [new Sequence({ value: [new OctetString({ valueHex: certHash })] })] })],
    });
    return [
      new Attribute({ type: '1.2.840.113549.1.9.3', values: [new ObjectIdentifier({ value: TST_INFO })] }),
      new Attribute({ type: '1.2.840.113549.1.9.4', values: [new OctetString({ valueHex: hash })] }),
      ...(this.flaw === 'no-signing-certificate' ? [] : [new Attribute({ type, values: [signing] })]),
    ];
  }
}

type Wanted = {
  keys: Keys;
  validity: [from: number, to: number];
  isCa?: boolean;
  purposes?: string[];
  isUncritical?: boolean;
  issuer?: Identity;
};

async function identity(name: string, wanted: Wanted): Promise<Identity> {
  const { keys, validity, isCa, purposes, isUncritical, issuer } = wanted;
  const { privateKey, publicKey } = await keyPair(keys);
  const certificate = new Certificate({
    version: 2,
    serialNumber: new Integer({ value: randomBytes(3).readUIntBE(0, 3) + 1 }),
  });
  const cn = new AttributeTypeAndValue({ type: '2.5.4.3', value: new PrintableString({ value: name }) });
  certificate.subject.typesAndValues.push(cn);
  certificate.issuer = issuer?.certificate.subject ?? certificate.subject;
  [certificate.notBefore.value, certificate.notAfter.value] = [new Date(validity[0]), new Date(validity[1])];
  certificate.extensions = [];
  const extend = (extnID: string, value: { toSchema(): { toBER(): ArrayBuffer } }, critical = true) => {
    const extnValue = value.toSchema().toBER();
    certificate.extensions?.push(new Extension({ extnID, critical, extnValue, parsedValue: value as never }));
  };
  if (isCa) extend('2.5.29.19', new BasicConstraints({ cA: true }));
  if (purposes !== undefined) extend('2.5.29.37', new ExtKeyUsage({ keyPurposes: purposes }), isUncritical !== true);
  await certificate.subjectPublicKeyInfo.importKey(publicKey);
  await certificate.sign(issuer?.privateKey ?? privateKey, 'SHA-256');
  return { certificate, privateKey, publicKey };
}

async function keyPair(keys: Keys): Promise<webcrypto.CryptoKeyPair> {
  const rsa = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
  return keys === 'RSA'
    ? webcrypto.subtle.generateKey({ name: 'RSASSA-PKCS1-v1_5', ...rsa }, true, ['sign', 'verify'])
    : webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
}

function der(object: { toSchema(encode?: boolean): { toBER(): ArrayBuffer } }): Buffer {
  return Buffer.from(object.toSchema(true).toBER());
}

function pemOf(certificate: Certificate): string {
  const lines =
    der(certificate)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
