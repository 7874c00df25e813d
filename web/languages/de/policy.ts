import type { Words } from '../index.ts';

export const policy: Words['policy'] = {};
