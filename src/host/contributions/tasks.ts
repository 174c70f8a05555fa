/** What the manifest says of tasks: their form, and how the lines of `transfer-lab check --format unix` become problems. */
import { TASK_TYPE } from "../ids";

export const taskTexts = {
  "task.command": "What to do: `check` the file without training, `run` it, or `sweep` the cut between its layers.",
  "task.file": "The experiment file, from the workspace folder.",
  "task.options": "Further options of the command line, for example `--threads` and `2`.",
};

export const taskContributions = {
  taskDefinitions: [
    {
      type: TASK_TYPE,
      required: ["command", "file"],
      properties: {
        command: { type: "string", enum: ["check", "run", "sweep"], description: "%task.command%" },
        file: { type: "string", description: "%task.file%" },
        options: { type: "array", items: { type: "string" }, description: "%task.options%" },
      },
    },
  ],
  problemMatchers: [
    {
      name: TASK_TYPE,
      owner: TASK_TYPE,
      source: "Transfer Lab",
      // Files that are open are checked as they are typed.
      applyTo: "closedDocuments",
      fileLocation: ["autoDetect", "${workspaceFolder}"],
      pattern: {
        regexp: "^(.+?):(\\d+):(\\d+): (error|warning|info): (.+) \\[([\\w/-]+)\\]$",
        file: 1,
        line: 2,
        column: 3,
        severity: 4,
        message: 5,
        code: 6,
      },
    },
  ],
};
