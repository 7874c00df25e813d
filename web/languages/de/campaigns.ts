import type { Words } from '../index.ts';

export const campaigns: Words['campaigns'] = {};
