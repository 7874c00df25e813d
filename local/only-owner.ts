/**
 * Lets a web server on loopback answer those who know its secret path, and of pages its own alone. By itself the inbox
 * asks nobody: any user of the machine could read the mails, with the links in them, and so could any website that a
 * developer visits, also one whose name leads here (the Host header then is that name).
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * @param port where the server listens; its pages are those on 127.0.0.1 and localhost
 * @param path where its pages begin, such as `/m5Zk…`
 */
export function keepToOwner(server: Server, port: number, path: string): void {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const isOwn = ({ headers: { host = '', origin }, url = '' }: IncomingMessage) =>
    hosts.includes(host) &&
    (origin === undefined || hosts.some((own) => origin === `http://${own}`)) &&
    (url === path || url.startsWith(`${path}/`) || url.startsWith(`${path}?`));
  guard(server, 'request', isOwn, (_request, response: ServerResponse) => {
    response
      .writeHead(403, { 'content-type': 'text/plain' })
      .end('Only the address that npm start prints is answered.\n');
  });
  guard(server, 'upgrade', isOwn, (_request, socket: Duplex) => {
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  server.prependListener('request', ({ url, headers }, response: ServerResponse) => {
    // Where a mail's link leads must not learn the path.
    response.setHeader('referrer-policy', 'no-referrer');
    // At its own address it has a page, and shows it only to those who ask for HTML by name.
    if (url === path || url === `${path}/`) headers.accept = 'text/html';
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
    for (const listener of listeners) listener.call(server, request, second, ...rest);
  });
}
