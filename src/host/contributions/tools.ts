/** What the manifest says of the language-model tools; the model reads the descriptions of models, people the others. */
import { toolIds } from "../ids";

export const toolTexts = {
  "tool.list.title": "List Experiments",
  "tool.list.description": "The transfer-learning experiments of the workspace, with their runs and results",
  "tool.run.title": "Run Experiment",
  "tool.run.description": "Run a transfer-learning experiment of the workspace, after asking",
  "tool.explain.title": "Explain Result",
  "tool.explain.description": "The report of the newest run of a transfer-learning experiment",
};

const oneFile = {
  type: "object",
  required: ["file"],
  properties: {
    file: { type: "string", description: "Path of the experiment file (*.transfer.json), from the workspace folder." },
  },
};

interface Tool {
  name: (typeof toolIds)[keyof typeof toolIds];
  toolReferenceName: string;
  key: "list" | "run" | "explain";
  /** English, whatever the language of the window. */
  modelDescription: string;
  icon: string;
  inputSchema: object;
  when?: string;
}

const tools: readonly Tool[] = [
  {
    name: toolIds.list,
    toolReferenceName: "transferExperiments",
    key: "list",
    modelDescription:
      "Lists the transfer-learning experiments (*.transfer.json) of the workspace with the state and the headline result of their runs. Changes nothing. Call it first to learn the names of the files.",
    icon: "$(beaker)",
    inputSchema: { type: "object", properties: {} },
  },
  {
    name: toolIds.run,
    toolReferenceName: "runTransferExperiment",
    key: "run",
    modelDescription:
      "Trains a transfer-learning experiment and its controls, and returns the report when it is over. The person is asked first. It can take minutes and writes a run folder; only in trusted workspaces.",
    icon: "$(play)",
    inputSchema: oneFile,
    when: "isWorkspaceTrusted",
  },
  {
    name: toolIds.explain,
    toolReferenceName: "transferResult",
    key: "explain",
    modelDescription:
      "Returns the report of the newest finished run of a transfer-learning experiment as text: the verdict, the figures of each arm with 95 % intervals, the gains over the controls, warnings and tables. Changes nothing.",
    icon: "$(graph-line)",
    inputSchema: oneFile,
  },
];

export const toolContributions = {
  languageModelTools: tools.map(({ key, ...tool }) => ({
    ...tool,
    displayName: `%tool.${key}.title%`,
    userDescription: `%tool.${key}.description%`,
    canBeReferencedInPrompt: true,
    tags: ["transfer-learning"],
  })),
};
