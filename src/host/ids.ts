/** The names by which the editor knows the parts of this extension; the manifest and the code share them. */

export const EXPERIMENT_SUFFIX = ".transfer.json";
export const EXPERIMENT_GLOB = `**/*${EXPERIMENT_SUFFIX}`;

export const commandIds = {
  newExperiment: "transferLab.newExperiment",
  run: "transferLab.run",
  stop: "transferLab.stop",
  pause: "transferLab.pause",
  resume: "transferLab.resume",
  openRun: "transferLab.openRun",
  deleteRun: "transferLab.deleteRun",
  refresh: "transferLab.refresh",
  sweepLayers: "transferLab.sweepLayers",
  openSample: "transferLab.openSampleWorkspace",
  getSourceModel: "transferLab.getSourceModel",
  installRuntime: "transferLab.installRuntime",
  doctor: "transferLab.doctor",
} as const;

/** The command that starts the wizard with the method already chosen. */
export const newMethodCommand = (methodId: string): string => `transferLab.new.${methodId}`;

export const viewIds = {
  container: "transfer-lab",
  experiments: "transferLab.experiments",
  datasets: "transferLab.datasets",
} as const;

/** The type of the run panel, by which the editor restores it after a reload. */
export const RUN_PANEL = "transferLab.runPanel";

/** Context key: paths of the experiment files that are running now. */
export const RUNNING_FILES = "transferLab.runningFiles";
