import type { Routes } from '../routes/route.ts';

export const signInPages: Routes = () => undefined;
