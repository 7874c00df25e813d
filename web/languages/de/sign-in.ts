import type { Words } from '../index.ts';

export const signIn: Words['signIn'] = {};
