import type { Words } from '../index.ts';

export const account: Words['account'] = {};
