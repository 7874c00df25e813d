import { STATUS_CODES } from 'node:http';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { securityHeaders } from './headers.ts';

/** What Node's parser says of bytes that are no whole request, as a status; anything else is 400. */
const STATUS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers bytes that are no HTTP request, or never become a whole one, with the headers that every answer has. */
export function answerNoRequest(publicUrl: string): NonNullable<FastifyServerOptions['clientErrorHandler']> {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const status = STATUS[error.code] ?? 400;
    const title = STATUS_CODES[status] ?? '';
    const body = JSON.stringify({ type: 'about:blank', title, status });
    const headers = {
      ...securityHeaders(publicUrl, ''),
      'content-type': 'application/problem+json',
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${status} ${title}\r\n${lines.join('')}\r\n${body}`);
  };
}

/** So that also an answer which the framework gives before any hook, as while it closes, has those headers. */
export function setHeadersFirst(server: FastifyInstance, publicUrl: string): void {
  const headers = new Map(Object.entries(securityHeaders(publicUrl, '')));
  server.server.prependListener('request', (_request, response) => void response.setHeaders(headers));
}
