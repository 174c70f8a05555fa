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
  showErrors: "transferLab.showErrors",
  undoCorrection: "transferLab.undoCorrection",
  deleteRun: "transferLab.deleteRun",
  refresh: "transferLab.refresh",
  showLayers: "transferLab.showLayers",
  compareRuns: "transferLab.compareRuns",
  compareWith: "transferLab.compareWith",
  sweepLayers: "transferLab.sweepLayers",
  findRate: "transferLab.findRate",
  rankSources: "transferLab.rankSources",
  suggestMethod: "transferLab.suggestMethod",
  openSample: "transferLab.openSampleWorkspace",
  getSourceModel: "transferLab.getSourceModel",
  useSourceModel: "transferLab.useSourceModel",
  reveal: "transferLab.reveal",
  getStarted: "transferLab.getStarted",
  installRuntime: "transferLab.installRuntime",
  doctor: "transferLab.doctor",
} as const;

/** The command that starts the wizard with the method already chosen. */
export const newMethodCommand = (methodId: string): string => `transferLab.new.${methodId}`;

export const viewIds = {
  container: "transfer-lab",
  experiments: "transferLab.experiments",
  datasets: "transferLab.datasets",
  sourceModels: "transferLab.sourceModels",
} as const;

/** The type of the run panel, by which the editor restores it after a reload. */
export const RUN_PANEL = "transferLab.runPanel";

/** The type of a generic page. */
export const PAGE_PANEL = "transferLab.page";

/** The type of the leaderboard, likewise. */
export const LEADERBOARD_PANEL = "transferLab.leaderboard";

/** The type of the page "Layers", likewise. */
export const LAYERS_PANEL = "transferLab.layers";

/** The type of the page of errors, likewise. */
export const EXAMPLES_PANEL = "transferLab.examples";

/** Context key: paths of the experiment files that are running now. */
export const RUNNING_FILES = "transferLab.runningFiles";

/** The walkthrough, as the manifest names it and as the editor opens it. */
export const WALKTHROUGH = "transferLab.start";

/** Context keys by which the walkthrough sees how far the person is. */
export const HAS_EXPERIMENTS = "transferLab.hasExperiments";
export const HAS_RESULT = "transferLab.hasResult";

/** The type of tasks, and the problem matcher of those that check. */
export const TASK_TYPE = "transfer-lab";

/** Names of the language-model tools. */
export const toolIds = {
  list: "transferLab_listExperiments",
  run: "transferLab_runExperiment",
  explain: "transferLab_explainResult",
} as const;
