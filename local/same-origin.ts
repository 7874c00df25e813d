/**
 * Lets a web server on loopback answer its own pages and plain clients, and nobody else's pages. The inbox allows every
 * origin by itself: any website that a developer visits could then read the mails, with the links in them.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** @param port where the server listens; its pages are those on 127.0.0.1 and localhost */
export function keepSameOrigin(server: Server, port: number): void {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const isOwn = ({ headers: { host = '', origin } }: IncomingMessage) =>
    hosts.includes(host) && (origin === undefined || hosts.some((own) => origin === `http://${own}`));
  guard(server, 'request', isOwn, (_request, response: ServerResponse) => {
    response.writeHead(403, { 'content-type': 'text/plain' }).end('Only pages of this server may ask it.\n');
  });
  guard(server, 'upgrade', isOwn, (_request, socket: Duplex) => {
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
}

/** Puts the question in front of the listeners that are there already. */
function guard<Second>(
  server: Server,
  event: 'request' | 'upgrade',
  isOwn: (request: IncomingMessage) => boolean,
  refuse: (request: IncomingMessage, second: Second) => void,
): void {
  const listeners = server.listeners(event);
  server.removeAllListeners(event);
  server.on(event, (request: IncomingMessage, second: Second, ...rest: unknown[]) => {
    if (!isOwn(request)) return refuse(request, second);
    // At its own address it has a page, and shows it only to those who ask for HTML by name.
    if (event === 'request' && request.url === '/') request.headers.accept = 'text/html';
    for (const listener of listeners) listener.call(server, request, second, ...rest);
  });
}
