import type { Words } from '../index.ts';

export const audit: Words['audit'] = {};
