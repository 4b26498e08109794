// Loaded into a server before anything else: plants the fault that CHAOS_PLANT describes.
import { register } from 'node:module';

register('./hooks.mjs', import.meta.url, { data: JSON.parse(process.env.CHAOS_PLANT ?? '[]') });
