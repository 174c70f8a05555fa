/**
 * What the extension contributes to the editor, built from the list of methods: `scripts/generate.ts` writes it into
 * package.json and package.nls.json. Pure data, so that a test can tell when those files are out of date.
 */
import type { MethodSpec } from "../methods/define";
import {
  commandIds,
  EXPERIMENT_GLOB,
  EXPERIMENT_SUFFIX,
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
  { id: commandIds.deleteRun, key: "deleteRun", title: "Delete Run", icon: "$(trash)", enablement: TRUSTED },
  { id: commandIds.refresh, key: "refresh", title: "Refresh", icon: "$(refresh)" },
  { id: commandIds.openSample, key: "openSample", title: "Open Sample Workspace", enablement: TRUSTED },
  { id: commandIds.getSourceModel, key: "getSourceModel", title: "Get Source Model…", enablement: TRUSTED },
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
  ],
  "explorer/context": [{ command: commandIds.run, when: IS_EXPERIMENT, group: "navigation@90" }],
  "view/title": [
    { command: commandIds.newExperiment, when: `view == ${viewIds.experiments}`, group: "navigation@1" },
    { command: commandIds.refresh, when: `view =~ /^transferLab\\./`, group: "navigation@2" },
  ],
  "view/item/context": [
    ...onItem(commandIds.run, "experiment.idle"),
    ...onItem(commandIds.stop, "experiment.live|run.running|run.starting|run.paused"),
    ...onItem(commandIds.pause, "run.running"),
    ...onItem(commandIds.resume, "run.paused|run.stopped|run.interrupted"),
    { command: commandIds.openRun, when: whenItem("run\\..*"), group: "1_open@1" },
    { command: commandIds.deleteRun, when: whenItem("run.(stopped|finished|failed|interrupted)"), group: "9_delete@1" },
  ],
});

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
  "view.container": "Transfer Lab",
  "view.experiments": "Experiments",
  "view.datasets": "Data Sets",
  "welcome.experiments":
    "Transfer learning adapts a network that was trained on something else to your own small data, and shows what the transfer brings.\n[New Experiment…](command:transferLab.newExperiment)\nNo data at hand? The sample adapts handwritten digits, with real data.\n[Open Sample Workspace](command:transferLab.openSampleWorkspace)",
  "welcome.noFolder":
    "Open a folder with your data, or start with the sample, which adapts handwritten digits with real data.\n[Open Sample Workspace](command:transferLab.openSampleWorkspace)\n[Open Folder](command:vscode.openFolder)",
  "welcome.untrusted":
    "This folder is not trusted yet: experiments and results can be viewed; nothing is run or written.\n[Manage Workspace Trust](command:workbench.trust.manage)",
  "welcome.datasets":
    "No data set was found in this folder. Put pictures in one folder for each class, or add a table (CSV, TSV), IDX or NPZ file.",
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
  },
};

const views = {
  viewsContainers: {
    activitybar: [{ id: viewIds.container, title: nls("view.container"), icon: "media/transfer-lab.svg" }],
  },
  views: {
    [viewIds.container]: [
      { id: viewIds.experiments, name: nls("view.experiments"), icon: "media/transfer-lab.svg" },
      { id: viewIds.datasets, name: nls("view.datasets"), icon: "media/transfer-lab.svg", visibility: "collapsed" },
    ],
  },
  viewsWelcome: [
    { view: viewIds.experiments, contents: nls("welcome.untrusted"), when: `!${TRUSTED}` },
    { view: viewIds.experiments, contents: nls("welcome.noFolder"), when: `${TRUSTED} && workspaceFolderCount == 0` },
    {
      view: viewIds.experiments,
      contents: nls("welcome.experiments"),
      when: `${TRUSTED} && workspaceFolderCount != 0`,
    },
    { view: viewIds.datasets, contents: nls("welcome.datasets") },
  ],
};

/** The sections of package.json that this extension generates. */
export function manifestOf(methods: readonly MethodSpec[]) {
  const commands = commandsOf(methods);
  return {
    activationEvents: [`workspaceContains:${EXPERIMENT_GLOB}`, "onLanguage:jsonc", `onWebviewPanel:${RUN_PANEL}`],
    capabilities: {
      untrustedWorkspaces: {
        supported: "limited",
        description: nls("trust.limited"),
        restrictedConfigurations: Object.keys(configuration.properties),
      },
      virtualWorkspaces: false,
    },
    contributes: {
      commands: commands.map(({ id, key, icon, enablement }) => ({
        command: id,
        title: `%command.${key}%`,
        category: "%command.category%",
        ...(icon !== undefined && { icon }),
        ...(enablement !== undefined && { enablement }),
      })),
      configuration,
      ...views,
      menus: menus(commands),
      languages: [{ id: "jsonc", filenamePatterns: [`*${EXPERIMENT_SUFFIX}`] }],
      jsonValidation: [{ fileMatch: `*${EXPERIMENT_SUFFIX}`, url: "./media/experiment.schema.json" }],
    },
  };
}

/** The texts that the manifest names, for package.nls.json. */
export function manifestTexts(methods: readonly MethodSpec[]): Record<string, string> {
  const titles = commandsOf(methods).map(({ key, title }) => [`command.${key}`, title] as const);
  return { "command.category": "Transfer Learning", ...Object.fromEntries(titles), ...text };
}
