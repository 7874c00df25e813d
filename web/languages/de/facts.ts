import type { Words } from '../index.ts';

export const facts: Words['facts'] = {};
