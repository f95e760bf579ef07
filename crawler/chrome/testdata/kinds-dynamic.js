export const dynamic = 1;
