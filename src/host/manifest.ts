/**
 * What the extension contributes to the editor, built from the list of methods: `scripts/generate.ts` writes it into
 * package.json and package.nls.json. Pure data, so that a test can tell when those files are out of date.
 */
import type { MethodSpec } from "../methods/define";
import { taskContributions, taskTexts } from "./contributions/tasks";
import { toolContributions, toolTexts } from "./contributions/tools";
import { viewContributions, viewTexts } from "./contributions/views";
import { walkthroughContributions, walkthroughTexts } from "./contributions/walkthrough";
import {
  commandIds,
  EXAMPLES_PANEL,
  EXPERIMENT_GLOB,
  EXPERIMENT_SUFFIX,
  LAYERS_PANEL,
  LEADERBOARD_PANEL,
  newMethodCommand,
  RUN_PANEL,
  RUNNING_FILES,
  viewIds,
} from "./ids";

interface Command {
  id: string;
  /** Key in package.nls.json. */
  key: string;
  title: string;
  icon?: string;
  /** When the palette offers it; always, where it is left out. */
  palette?: string;
  /** When it can be used. */
  enablement?: string;
}

const TRUSTED = "isWorkspaceTrusted";
const IS_EXPERIMENT =
  "resourceFilename =~ /\\.transfer\\.json$/ && resourcePath =~ /^(?!.*[\\\\/]\\.transfer-lab[\\\\/])/";
const IS_RUNNING = `resourcePath in ${RUNNING_FILES}`;
const SOMETHING_RUNS = `${RUNNING_FILES}.length > 0`;

const fixedCommands: readonly Command[] = [
  { id: commandIds.newExperiment, key: "newExperiment", title: "New Experiment…", icon: "$(add)", enablement: TRUSTED },
  { id: commandIds.run, key: "run", title: "Run", icon: "$(play)", enablement: TRUSTED },
  {
    id: commandIds.stop,
    key: "stop",
    title: "Stop",
    icon: "$(debug-stop)",
    enablement: TRUSTED,
    palette: SOMETHING_RUNS,
  },
  {
    id: commandIds.pause,
    key: "pause",
    title: "Pause",
    icon: "$(debug-pause)",
    enablement: TRUSTED,
    palette: SOMETHING_RUNS,
  },
  { id: commandIds.sweepLayers, key: "sweepLayers", title: "Sweep Layers…", enablement: TRUSTED },
  { id: commandIds.resume, key: "resume", title: "Resume", icon: "$(debug-continue)", enablement: TRUSTED },
  { id: commandIds.openRun, key: "openRun", title: "Open Run", icon: "$(graph-line)" },
  { id: commandIds.showErrors, key: "showErrors", title: "Show Errors", icon: "$(search)" },
  { id: commandIds.undoCorrection, key: "undoCorrection", title: "Undo Correction", enablement: TRUSTED },
  { id: commandIds.showLayers, key: "showLayers", title: "Show Layers", icon: "$(layers)" },
  { id: commandIds.deleteRun, key: "deleteRun", title: "Delete Run", icon: "$(trash)", enablement: TRUSTED },
  { id: commandIds.compareRuns, key: "compareRuns", title: "Compare Runs", icon: "$(list-ordered)" },
  { id: commandIds.compareWith, key: "compareWith", title: "Compare with…" },
  { id: commandIds.refresh, key: "refresh", title: "Refresh", icon: "$(refresh)" },
  { id: commandIds.findRate, key: "findRate", title: "Find Learning Rate", enablement: TRUSTED },
  { id: commandIds.rankSources, key: "rankSources", title: "Rank Source Models", enablement: TRUSTED },
  { id: commandIds.suggestMethod, key: "suggestMethod", title: "Suggest Method", enablement: TRUSTED },
  { id: commandIds.openSample, key: "openSample", title: "Open Sample Workspace", enablement: TRUSTED },
  {
    id: commandIds.getSourceModel,
    key: "getSourceModel",
    title: "Get Source Model…",
    icon: "$(cloud-download)",
    enablement: TRUSTED,
  },
  {
    id: commandIds.useSourceModel,
    key: "useSourceModel",
    title: "Use in New Experiment",
    icon: "$(add)",
    enablement: TRUSTED,
  },
  { id: commandIds.reveal, key: "reveal", title: "Show in Explorer" },
  { id: commandIds.getStarted, key: "getStarted", title: "Get Started" },
  { id: commandIds.installRuntime, key: "installRuntime", title: "Install Training Runtime", enablement: TRUSTED },
  { id: commandIds.doctor, key: "doctor", title: "Doctor", enablement: TRUSTED },
];

const commandsOf = (methods: readonly MethodSpec[]): Command[] => [
  ...fixedCommands,
  ...methods.map((method) => ({
    id: newMethodCommand(method.id),
    key: `new.${method.id}`,
    title: `New ${method.title} Experiment`,
    enablement: TRUSTED,
  })),
];

const menus = (commands: readonly Command[]) => ({
  commandPalette: commands.flatMap(({ id, palette }) =>
    palette === undefined ? [] : [{ command: id, when: palette }],
  ),
  "editor/title": [
    { command: commandIds.run, when: `${IS_EXPERIMENT} && !(${IS_RUNNING})`, group: "navigation@1" },
    { command: commandIds.stop, when: `${IS_EXPERIMENT} && ${IS_RUNNING}`, group: "navigation@1" },
    { command: commandIds.showLayers, when: IS_EXPERIMENT, group: "navigation@2" },
  ],
  "explorer/context": [{ command: commandIds.run, when: IS_EXPERIMENT, group: "navigation@90" }],
  "view/title": [
    { command: commandIds.newExperiment, when: `view == ${viewIds.experiments}`, group: "navigation@1" },
    { command: commandIds.compareRuns, when: `view == ${viewIds.experiments}`, group: "navigation@1" },
    { command: commandIds.getSourceModel, when: `view == ${viewIds.sourceModels}`, group: "navigation@1" },
    { command: commandIds.refresh, when: `view =~ /^transferLab\\./`, group: "navigation@2" },
  ],
  "view/item/context": [
    { command: commandIds.useSourceModel, when: IS_USABLE_MODEL, group: "inline@1" },
    { command: commandIds.useSourceModel, when: IS_USABLE_MODEL, group: "0_use@1" },
    { command: commandIds.reveal, when: IS_ON_DISK, group: "1_open@1" },
    ...onItem(commandIds.run, "experiment.idle"),
    ...onItem(commandIds.stop, "experiment.live|run.running|run.starting|run.paused"),
    ...onItem(commandIds.pause, "run.running"),
    ...onItem(commandIds.resume, "run.paused|run.stopped|run.interrupted"),
    { command: commandIds.openRun, when: whenItem("run\\..*"), group: "1_open@1" },
    { command: commandIds.compareWith, when: whenItem("run\\..*"), group: "1_open@2" },
    { command: commandIds.showErrors, when: whenItem("run\\..*"), group: "1_open@3" },
    { command: commandIds.deleteRun, when: whenItem("run.(stopped|finished|failed|interrupted)"), group: "9_delete@1" },
  ],
});

const IS_USABLE_MODEL = `view == ${viewIds.sourceModels} && viewItem =~ /^model\\.(?!damaged)/`;
const IS_ON_DISK = `view == ${viewIds.sourceModels} && viewItem =~ /^model\\./ || view == ${viewIds.datasets} && viewItem =~ /^dataset/`;

const whenItem = (values: string): string => `view == ${viewIds.experiments} && viewItem =~ /^(${values})$/`;

/** A button in the row, and the same in the row's menu. */
const onItem = (command: string, values: string) => [
  { command, when: whenItem(values), group: "inline@1" },
  { command, when: whenItem(values), group: "0_control@1" },
];

const text = {
  "config.title": "Transfer Lab",
  "config.runtimePath":
    "The training runtime to use: its folder, or its `tfjs_binding.node` file. Leave it empty to use the one that `Transfer Learning: Install Training Runtime` installed.",
  "config.threads":
    "Threads that training may use. 0 leaves the choice to TensorFlow. Another number of threads can change the last bits of a result.",
  "config.resumeAutomatically":
    "After the window was reloaded or the editor crashed, go on with interrupted runs from their last checkpoint.",
  "config.featureCacheFolder":
    "Where what frozen layers make of your examples is kept, so that it is computed once: an absolute path, or `off` to keep nothing. Leave it empty to use the cache of your user. It can be deleted at any time; results do not depend on it.",
  "config.featureCacheFolder.absolute": "must be empty, `off`, or an absolute path",
  "config.featureCacheGigabytes":
    "Gigabytes that this may take on disk, for all experiments together; what was not used for longest goes first.",
  "config.tensorBoard":
    "Also write event files for TensorBoard while a new run goes on, into the folder `tensorboard` of the run. Open them with `tensorboard --logdir`.",
  "trust.limited":
    "Experiments and results can be viewed. Training runs a program and writes files, so it needs a trusted workspace.",
};
const nls = (key: keyof typeof text): string => `%${key}%`;

const configuration = {
  title: nls("config.title"),
  properties: {
    "transferLab.runtime.path": {
      type: "string",
      default: "",
      scope: "machine",
      order: 1,
      markdownDescription: nls("config.runtimePath"),
    },
    "transferLab.runtime.threads": {
      type: "integer",
      default: 0,
      minimum: 0,
      scope: "machine",
      order: 2,
      markdownDescription: nls("config.threads"),
    },
    "transferLab.resumeAutomatically": {
      type: "boolean",
      default: true,
      scope: "window",
      order: 3,
      markdownDescription: nls("config.resumeAutomatically"),
    },
    "transferLab.featureCache.folder": {
      type: "string",
      default: "",
      pattern: "^(off|[A-Za-z]:[\\\\/].*|[\\\\/].*)?$",
      patternErrorMessage: nls("config.featureCacheFolder.absolute"),
      scope: "machine",
      order: 4,
      markdownDescription: nls("config.featureCacheFolder"),
    },
    "transferLab.featureCache.gigabytes": {
      type: "number",
      default: 4,
      exclusiveMinimum: 0,
      scope: "machine",
      order: 5,
      markdownDescription: nls("config.featureCacheGigabytes"),
    },
    "transferLab.tensorBoard": {
      type: "boolean",
      default: false,
      scope: "resource",
      order: 6,
      markdownDescription: nls("config.tensorBoard"),
    },
  },
};

/** The sections of package.json that this extension generates. */
export function manifestOf(methods: readonly MethodSpec[]) {
  const commands = commandsOf(methods);
  return {
    activationEvents: [
      `workspaceContains:${EXPERIMENT_GLOB}`,
      "onLanguage:jsonc",
      `onWebviewPanel:${RUN_PANEL}`,
      `onWebviewPanel:${LAYERS_PANEL}`,
      `onWebviewPanel:${LEADERBOARD_PANEL}`,
      `onWebviewPanel:${EXAMPLES_PANEL}`,
    ],
    capabilities: {
      untrustedWorkspaces: {
        supported: "limited",
        description: nls("trust.limited"),
        restrictedConfigurations: Object.keys(configuration.properties),
      },
      virtualWorkspaces: false,
    },
    l10n: "./l10n",
    contributes: {
      commands: commands.map(({ id, key, icon, enablement }) => ({
        command: id,
        title: `%command.${key}%`,
        category: "%command.category%",
        ...(icon !== undefined && { icon }),
        ...(enablement !== undefined && { enablement }),
      })),
      configuration,
      ...viewContributions,
      ...walkthroughContributions,
      ...taskContributions,
      ...toolContributions,
      menus: menus(commands),
      languages: [{ id: "jsonc", filenamePatterns: [`*${EXPERIMENT_SUFFIX}`] }],
      jsonValidation: [{ fileMatch: `*${EXPERIMENT_SUFFIX}`, url: "./media/experiment.schema.json" }],
    },
  };
}

const allTexts = { ...text, ...viewTexts, ...walkthroughTexts, ...taskTexts, ...toolTexts };

/** The texts that the manifest names, for package.nls.json. */
export function manifestTexts(methods: readonly MethodSpec[]): Record<string, string> {
  const titles = commandsOf(methods).map(({ key, title }) => [`command.${key}`, title] as const);
  return { "command.category": "Transfer Learning", ...Object.fromEntries(titles), ...allTexts };
}
