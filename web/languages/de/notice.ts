import type { Words } from '../index.ts';

export const notice: Words['notice'] = {};
