import type { Routes } from '../routes/route.ts';

export const tokenPages: Routes = () => undefined;
