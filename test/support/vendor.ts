import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type VendorAnswer = { status?: number; headers?: Record<string, string>; body?: unknown; raw?: string | Buffer };
type Asked = { method: string; path: string; headers: IncomingMessage['headers']; body: string };

/** A vendor on this machine that answers as a test says: by the path with its query, then by the path alone. */
export class Vendor {
  readonly url: string;
  readonly asked: Asked[] = [];
  /** `never`: it takes the request and says nothing. */
  readonly answers = new Map<string, VendorAnswer | 'never' | ((asked: Asked) => VendorAnswer)>();
  readonly #server: Server;

  static async start(): Promise<Vendor> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Vendor(server);
  }

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', async (request, response) => {
      const { method = '', url: path = '', headers } = request;
      const asked = { method, path, headers, body: Buffer.concat(await Array.fromAsync(request)).toString() };
      this.asked.push(asked);
      const known = this.answers.get(path) ?? this.answers.get(path.split('?')[0] ?? '') ?? { status: 404 };
      if (known === 'never') return;
      const { status = 200, headers: given = {}, body, raw } = typeof known === 'function' ? known(asked) : known;
      response.writeHead(status, { 'content-type': 'application/json', ...given });
      response.end(raw ?? JSON.stringify(body ?? null));
    });
  }

  /** Paths asked since the last time this was looked at. */
  paths(): string[] {
    return this.asked.splice(0).map(({ path }) => path);
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
