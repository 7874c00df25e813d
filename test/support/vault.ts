import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = { status: number; body: object };

/**
 * Vault's transit engine as its HTTP API documents it: mounted at `transit`, with one key `tocsin` and the token
 * `a-token`, ciphertexts `vault:v1:<base64>`.
 */
export class VaultTransit {
  readonly url: string;
  readonly asked: string[] = [];
  isSealed = false;
  readonly #key = randomBytes(32);
  readonly #server: Server;

  static async start(): Promise<VaultTransit> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new VaultTransit(server);
  }

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', async (request, response) => {
      const { status, body } = await this.#answer(request);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    this.asked.push(`${request.method} ${request.url}`);
    const given = JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString()) as Record<string, string>;
    if (this.isSealed) return errors(503, 'Vault is sealed');
    if (request.headers['x-vault-token'] !== 'a-token') return errors(403, 'permission denied');
    const [, version, mount, what, key] = (request.url ?? '').split('/');
    if (version !== 'v1' || mount !== 'transit')
      return errors(404, `no handler for route "${mount}". route entry not found.`);
    if (what === 'encrypt') return this.#encrypt(given);
    if (key !== 'tocsin') return errors(400, 'encryption key not found');
    return this.#decrypt(given);
  }

  #encrypt({ plaintext = '' }: Record<string, string>): Answer {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv);
    const bytes = Buffer.concat([cipher.update(plaintext, 'base64'), cipher.final()]);
    const sealed = Buffer.concat([iv, bytes, cipher.getAuthTag()]).toString('base64');
    return { status: 200, body: { data: { ciphertext: `vault:v1:${sealed}`, key_version: 1 } } };
  }

  #decrypt({ ciphertext = '' }: Record<string, string>): Answer {
    try {
      const [, , sealed = ''] = ciphertext.split(':');
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(-16));
      const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
      return { status: 200, body: { data: { plaintext: plain.toString('base64') } } };
    } catch {
      return errors(400, 'invalid ciphertext: no prefix');
    }
  }
}

function errors(status: number, ...texts: string[]): Answer {
  return { status, body: { errors: texts } };
}
