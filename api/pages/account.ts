import type { Routes } from '../routes/route.ts';

export const accountPages: Routes = () => undefined;
