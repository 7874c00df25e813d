import type { Routes } from '../routes/route.ts';

export const filingPages: Routes = () => undefined;
