import type { Words } from '../index.ts';

export const filing: Words['filing'] = {};
