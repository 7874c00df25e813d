import type { Routes } from '../routes/route.ts';

export const policyPages: Routes = () => undefined;
