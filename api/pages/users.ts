import type { Routes } from '../routes/route.ts';

export const userPages: Routes = () => undefined;
