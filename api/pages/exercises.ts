import type { Routes } from '../routes/route.ts';

export const exercisePages: Routes = () => undefined;
