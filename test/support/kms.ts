import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = { status: number; body: object };
type Asked = {
  KeyId?: string;
  Plaintext?: string;
  CiphertextBlob?: string;
  EncryptionContext?: Record<string, string>;
};

/** How far the date of a signature may be off. */
const MOST_SKEW_MS = 5 * 60_000;

/**
 * AWS KMS as its API documents it: JSON 1.1 under `TrentService.Encrypt` and `TrentService.Decrypt`, keys by their ARN,
 * and every request signed by Signature Version 4, which is worked out here from its specification alone.
 */
export class Kms {
  static readonly REGION = 'eu-central-1';
  readonly url: string;
  readonly key = arnOf('key/5a7b1c2d-0000-4000-8000-000000000001');
  readonly otherKey = arnOf('key/5a7b1c2d-0000-4000-8000-000000000002');
  readonly credentials = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    sessionToken: 'of-the-role',
  };
  /** Operations that were asked for, in order. */
  readonly asked: string[] = [];
  /** Answers that come before any other, one for each request. */
  readonly next: Answer[] = [];
  isDisabled = false;
  readonly #keys = new Map([this.key, this.otherKey].map((arn) => [arn, randomBytes(32)]));
  readonly #server: Server;

  static async start(): Promise<Kms> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Kms(server);
  }

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', async (request, response) => {
      const body = Buffer.concat(await Array.fromAsync(request));
      const { status, body: answer } = this.next.shift() ?? this.#answer(request, body);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
    });
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer(request: IncomingMessage, body: Buffer): Answer {
    const target = String(request.headers['x-amz-target']);
    this.asked.push(target);
    const refusal = this.#refusalOf(request, body);
    if (refusal !== null) return failure(refusal);
    if (request.headers['content-type'] !== 'application/x-amz-json-1.1') return failure('UnknownOperationException');
    const asked = JSON.parse(body.toString()) as Asked;
    const key = this.#keys.get(asked.KeyId ?? '');
    if (key === undefined) return failure('NotFoundException');
    if (this.isDisabled) return failure('DisabledException');
    if (target === 'TrentService.Encrypt') return this.#encrypt(asked, key);
    if (target === 'TrentService.Decrypt') return this.#decrypt(asked, key);
    return failure('UnknownOperationException');
  }

  /** The ciphertext names its key, as that of KMS does. */
  #encrypt({ KeyId = '', Plaintext = '', EncryptionContext = {} }: Asked, key: Buffer): Answer {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(contextBytes(EncryptionContext));
    const sealed = Buffer.concat([cipher.update(Plaintext, 'base64'), cipher.final()]);
    const blob = Buffer.concat([Buffer.from(KeyId.padEnd(100)), iv, sealed, cipher.getAuthTag()]);
    return { status: 200, body: { CiphertextBlob: blob.toString('base64'), KeyId } };
  }

  #decrypt({ KeyId = '', CiphertextBlob = '', EncryptionContext = {} }: Asked, key: Buffer): Answer {
    const blob = Buffer.from(CiphertextBlob, 'base64');
    const named = blob.toString('latin1', 0, 100).trim();
    if (!this.#keys.has(named)) return failure('InvalidCiphertextException');
    if (named !== KeyId) return failure('IncorrectKeyException');
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, blob.subarray(100, 112));
      decipher.setAAD(contextBytes(EncryptionContext)).setAuthTag(blob.subarray(-16));
      const plain = Buffer.concat([decipher.update(blob.subarray(112, -16)), decipher.final()]);
      return { status: 200, body: { Plaintext: plain.toString('base64'), KeyId } };
    } catch {
      return failure('InvalidCiphertextException');
    }
  }

  /** Why a request is not genuine (Signature Version 4, "Create a signed AWS API request"); null where it is. */
  #refusalOf({ headers, method = '', url = '' }: IncomingMessage, body: Buffer): string | null {
    const form = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
    const [, keyId, scope = '', signed = '', signature = ''] = form.exec(headers.authorization ?? '') ?? [];
    const date = String(headers['x-amz-date']);
    if (keyId === undefined) return 'MissingAuthenticationTokenException';
    if (keyId !== this.credentials.accessKeyId) return 'UnrecognizedClientException';
    if (headers['x-amz-security-token'] !== this.credentials.sessionToken) return 'UnrecognizedClientException';
    const names = signed.split(';');
    const needed = ['host', 'x-amz-date', 'x-amz-security-token', 'x-amz-target'];
    if (!needed.every((name) => names.includes(name))) return 'IncompleteSignatureException';
    const at = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
    if (!(Math.abs(Date.now() - at) < MOST_SKEW_MS)) return 'InvalidSignatureException';
    if (scope !== `${date.slice(0, 8)}/${Kms.REGION}/kms/aws4_request`) return 'InvalidSignatureException';
    const lines = names.map((name) => `${name}:${String(headers[name]).trim().replaceAll(/ +/g, ' ')}\n`).join('');
    const canonical = [method, url, '', lines, signed, sha256(body)].join('\n');
    const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
    const start = Buffer.from(`AWS4${this.credentials.secretAccessKey}`);
    const key = scope.split('/').reduce((secret: Buffer, part) => hmac(secret, part), start);
    return timingSafeEqual(hmac(key, text), Buffer.from(signature, 'hex')) ? null : 'InvalidSignatureException';
  }
}

/** A refusal as KMS words it. */
export function failure(type: string, status = 400): Answer {
  return {
    status,
    body: { __type: `com.amazonaws.kms#${type}`, message: 'It says more, and may repeat the request.' },
  };
}

function arnOf(resource: string): string {
  return `arn:aws:kms:${Kms.REGION}:111122223333:${resource}`;
}

function contextBytes(context: Record<string, string>): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).sort()));
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
