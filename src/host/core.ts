/**
 * All of Transfer Lab that does not know of the editor: experiment files, runs, models, the engine's client and the
 * training runtime. Loaded at first use, so that starting the extension costs nothing of it.
 */
export const core = () => import(/* webpackChunkName: "extension-core" */ "./core-parts");

/** The data set readers, which bring a picture decoder with them. */
export const dataParts = () => import(/* webpackChunkName: "extension-data" */ "./data-parts");
