import type { Words } from '../index.ts';

export const exercises: Words['exercises'] = {};
