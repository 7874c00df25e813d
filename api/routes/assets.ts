import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import type { Routes } from './route.ts';

const TYPES: Readonly<Record<string, string>> = {
  'tokens.css': 'text/css; charset=utf-8',
  'app.css': 'text/css; charset=utf-8',
  'countdown.js': 'text/javascript; charset=utf-8',
  'live.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

/** The few files pages need, read once at start: no path from outside ever reaches the disk. */
export const assetRoutes: Routes = (server) => {
  const files = new Map(
    Object.keys(TYPES).map((name) => [name, readFileSync(new URL(`../../web/assets/${name}`, import.meta.url))]),
  );
  const schema = { params: z.strictObject({ file: z.string().max(64) }) };
  server.get('/assets/:file', { schema }, async (request, reply) => {
    const { file } = request.params;
    const bytes = files.get(file);
    if (bytes === undefined) throw new TocsinError('not-found', 'There is no such file.', 'file');
    return reply
      .type(TYPES[file] ?? 'application/octet-stream')
      .header('cache-control', 'public, max-age=300')
      .send(bytes);
  });
};
