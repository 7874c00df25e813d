import type { Words } from '../index.ts';

export const apiDocs: Words['apiDocs'] = {};
