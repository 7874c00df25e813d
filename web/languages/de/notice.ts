import type { Words } from '../en/index.ts';

export const notice: Words['notice'] = {};
