import type { Routes } from '../routes/route.ts';

export const breachPages: Routes = () => undefined;
