import type { Words } from '../index.ts';

export const breach: Words['breach'] = {};
