/**
 * Keeps zod from compiling its checks with `new Function`, which the content security policy of the panel forbids.
 * Imported before everything that declares a schema, because zod decides when a schema is made.
 */
import { config } from "zod";

config({ jitless: true });
