import type { Words } from '../index.ts';

export const register: Words['register'] = {};
