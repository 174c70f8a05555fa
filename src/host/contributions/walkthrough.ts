/** The walkthrough: from nothing to the first result in five steps, with the sample, and on to a person's own data. */
import { commandIds, HAS_EXPERIMENTS, HAS_RESULT, viewIds, WALKTHROUGH } from "../ids";

const button = (title: string, command: string): string => `[${title}](command:${command})`;

export const walkthroughTexts = {
  "walkthrough.title": "Get Started with Transfer Learning",
  "walkthrough.description": "Train on few examples of your own, and see what the transfer brings.",
  "walkthrough.sample.title": "Open a sample",
  "walkthrough.sample.description": `Real handwritten digits and an experiment that is ready to run.\n${button("Open Sample Workspace", commandIds.openSample)}`,
  "walkthrough.sample.alt": "A folder with pictures of digits, a source network and an experiment file",
  "walkthrough.runtime.title": "Install the training runtime",
  "walkthrough.runtime.description": `Once for all projects: TensorFlow for this machine. Without it training works too, many times slower.\n${button("Install Training Runtime", commandIds.installRuntime)}\n${button("Doctor: what does this machine have?", commandIds.doctor)}`,
  "walkthrough.runtime.alt": "TensorFlow between this machine's processor and Transfer Lab",
  "walkthrough.run.title": "Run the experiment",
  "walkthrough.run.description": `Open an experiment file and choose Run above its first line. The curves of the transfer and of its controls grow as they train.\n${button("Run", commandIds.run)}\n${button("Show Experiments", `${viewIds.experiments}.focus`)}`,
  "walkthrough.run.alt": "Two curves: with transfer, solid, rises early; from scratch, dashed, rises late",
  "walkthrough.result.title": "Read the result",
  "walkthrough.result.description": `One sentence with an interval says what the transfer brings over training from scratch; below it stand the evidence and the layers.\n${button("Open Run", commandIds.openRun)}`,
  "walkthrough.result.alt": "The gain of the transfer with its interval, to the right of zero",
  "walkthrough.own.title": "Use your own data",
  "walkthrough.own.description": `Put pictures into one folder for each class, or a table into the workspace; a few questions lead to an experiment file.\n${button("New Experiment…", commandIds.newExperiment)}\n${button("Get Source Model…", commandIds.getSourceModel)}`,
  "walkthrough.own.alt": "Folders of pictures, one for each class, flow into a network whose first layers are frozen",
};

type Step = "sample" | "runtime" | "run" | "result" | "own";

const step = (id: Step, completionEvents: readonly string[]) => ({
  id,
  title: `%walkthrough.${id}.title%`,
  description: `%walkthrough.${id}.description%`,
  media: { svg: `media/walkthrough/${id}.svg`, altText: `%walkthrough.${id}.alt%` },
  completionEvents,
});

export const walkthroughContributions = {
  walkthroughs: [
    {
      id: WALKTHROUGH,
      title: "%walkthrough.title%",
      description: "%walkthrough.description%",
      icon: "media/transfer-lab.svg",
      steps: [
        step("sample", [`onCommand:${commandIds.openSample}`, `onContext:${HAS_EXPERIMENTS}`]),
        step("runtime", [`onCommand:${commandIds.installRuntime}`]),
        step("run", [`onCommand:${commandIds.run}`, `onContext:${HAS_RESULT}`]),
        step("result", [`onCommand:${commandIds.openRun}`]),
        step("own", [`onCommand:${commandIds.newExperiment}`]),
      ],
    },
  ],
};
