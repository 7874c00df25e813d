import type { Words } from '../index.ts';

export const desk: Words['desk'] = {};
