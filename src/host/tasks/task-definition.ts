/** A task of the type `transfer-lab` as tasks.json has it, and the arguments of the command line that it stands for. */
import { z } from "zod";
import { TASK_TYPE } from "../ids";

const taskDefinitionSchema = z.object({
  type: z.literal(TASK_TYPE),
  command: z.enum(["check", "run", "sweep"]),
  /** From the workspace folder. */
  file: z.string().min(1),
  /** Handed on as they are. */
  options: z.array(z.string()).exactOptional(),
});
export type TaskDefinition = z.infer<typeof taskDefinitionSchema>;

/** @returns nothing where it is not of this form; the editor then says that it cannot run the task */
export function readDefinition(definition: unknown): TaskDefinition | undefined {
  return taskDefinitionSchema.safeParse(definition).data;
}

interface TrainingSettings {
  /** Empty for the installed one. */
  runtime: string;
  /** 0 leaves the choice to TensorFlow. */
  threads: number;
}

/** What the task's own options say comes last, so that it wins over the settings. */
export function commandLine(
  { command, file, options = [] }: Pick<TaskDefinition, "command" | "file" | "options">,
  { runtime, threads }: TrainingSettings,
): string[] {
  if (command === "check") return [command, "--format", "unix", ...options, file];
  return [
    command,
    file,
    ...(runtime === "" ? [] : ["--runtime", runtime]),
    ...(threads > 0 ? ["--threads", String(threads)] : []),
    ...options,
  ];
}
