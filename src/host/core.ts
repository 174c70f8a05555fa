/**
 * All of Transfer Lab that does not know of the editor: experiment files, runs, models, the engine's client and the
 * training runtime. Loaded at first use, so that starting the extension costs nothing of it.
 */
export const core = () => import(/* webpackChunkName: "extension-core" */ "./core-parts");

/** What advises before training: rules, scores, tables. */
export const adviceParts = () => import(/* webpackChunkName: "extension-advice" */ "./advice/advice-parts");

/** The learning-rate finder: its rules and the form of what it finds. */
export const ratesParts = () => import(/* webpackChunkName: "extension-rates" */ "./rates/rates-parts");

/** The data set readers, which bring a picture decoder with them. */
export const dataParts = () => import(/* webpackChunkName: "extension-data" */ "./data-parts");
