import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import type { Routes } from '../http/route.ts';

const TYPES: Readonly<Record<string, string>> = {
  'tokens.css': 'text/css; charset=utf-8',
  'app.css': 'text/css; charset=utf-8',
  'copy.js': 'text/javascript; charset=utf-8',
  'countdown.js': 'text/javascript; charset=utf-8',
  'api-docs.js': 'text/javascript; charset=utf-8',
  'live.js': 'text/javascript; charset=utf-8',
  'moved.js': 'text/javascript; charset=utf-8',
  'passkey.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml; charset=utf-8',
};

/** The few files pages need, read once at start: no path from outside ever reaches the disk. */
export const assetRoutes: Routes = (server) => {
  const files = new Map(
    Object.keys(TYPES).map((name) => {
      const plain = readFileSync(new URL(`../../web/assets/${name}`, import.meta.url));
      return [name, { plain, gzip: gzipSync(plain) }];
    }),
  );
  const schema = { params: z.strictObject({ file: z.string().max(64) }) };
  server.get('/assets/:file', { schema }, async (request, reply) => {
    const { file } = request.params;
    const known = files.get(file);
    if (known === undefined) throw new TocsinError('not-found', 'There is no such file.', 'file');
    const isZipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    if (isZipped) reply.header('content-encoding', 'gzip');
    return reply
      .header('vary', 'accept-encoding')
      .type(TYPES[file] ?? 'application/octet-stream')
      .header('cache-control', 'public, max-age=300')
      .send(isZipped ? known.gzip : known.plain);
  });
};
