/** The side bar: its views, and what an empty one says and offers. */
import { viewIds } from "../ids";

const TRUSTED = "isWorkspaceTrusted";

export const viewTexts = {
  "view.container": "Transfer Lab",
  "view.experiments": "Experiments",
  "view.datasets": "Data Sets",
  "view.sourceModels": "Source Models",
  "welcome.experiments":
    "Transfer learning adapts a network that was trained on something else to your own small data, and shows what the transfer brings.\n[New Experiment…](command:transferLab.newExperiment)\nNo data at hand? The sample adapts handwritten digits, with real data.\n[Open Sample Workspace](command:transferLab.openSampleWorkspace)\n[Get started step by step](command:transferLab.getStarted)",
  "welcome.noFolder":
    "Open a folder with your data, or start with the sample, which adapts handwritten digits with real data.\n[Open Sample Workspace](command:transferLab.openSampleWorkspace)\n[Open Folder](command:vscode.openFolder)\n[Get started step by step](command:transferLab.getStarted)",
  "welcome.untrusted":
    "This folder is not trusted yet: experiments and results can be viewed; nothing is run or written.\n[Manage Workspace Trust](command:workbench.trust.manage)",
  "welcome.datasets":
    "No data set was found in this folder. Put pictures, recordings or texts in one folder for each class, or add a table (CSV, TSV), IDX or NPZ file.\n[Refresh](command:transferLab.refresh)\nNo data at hand?\n[Open Sample Workspace](command:transferLab.openSampleWorkspace)",
  "welcome.datasets.noFolder": "Data sets of an open folder are listed here.\n[Open Folder](command:vscode.openFolder)",
  "welcome.sourceModels":
    "A source model is a network that knows something already: a saved one in this folder, one that a run has trained, or a ready one for pictures.\n[Get Source Model…](command:transferLab.getSourceModel)\nNone is needed where an experiment names source data instead.",
  "welcome.sourceModels.untrusted":
    "This folder is not trusted, so no model can be put into it.\n[Manage Workspace Trust](command:workbench.trust.manage)",
};
const nls = (key: keyof typeof viewTexts): string => `%${key}%`;

export const viewContributions = {
  viewsContainers: {
    activitybar: [{ id: viewIds.container, title: nls("view.container"), icon: "media/transfer-lab.svg" }],
  },
  views: {
    [viewIds.container]: [
      { id: viewIds.experiments, name: nls("view.experiments"), icon: "media/transfer-lab.svg" },
      { id: viewIds.datasets, name: nls("view.datasets"), icon: "media/transfer-lab.svg", visibility: "collapsed" },
      {
        id: viewIds.sourceModels,
        name: nls("view.sourceModels"),
        icon: "media/transfer-lab.svg",
        visibility: "collapsed",
      },
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
    { view: viewIds.datasets, contents: nls("welcome.datasets"), when: "workspaceFolderCount != 0" },
    { view: viewIds.datasets, contents: nls("welcome.datasets.noFolder"), when: "workspaceFolderCount == 0" },
    { view: viewIds.sourceModels, contents: nls("welcome.sourceModels"), when: TRUSTED },
    { view: viewIds.sourceModels, contents: nls("welcome.sourceModels.untrusted"), when: `!${TRUSTED}` },
  ],
};
