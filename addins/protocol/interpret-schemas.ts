import { config } from 'zod';

/**
 * Imported first, for its effect, where code cannot be compiled at run time: behind a domain's language wall, and in
 * the window under its content security policy. zod decides when a schema is made, hence the order.
 */
config({ jitless: true });
