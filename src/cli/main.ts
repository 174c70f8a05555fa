/** The command line: `transfer-lab <command>`. */
import { Command, CommanderError } from "commander";
import { version } from "../../package.json";
import { checkCommand } from "./commands/check";
import { demoCommand } from "./commands/demo";
import { doctorCommand } from "./commands/doctor";
import { findRateCommand } from "./commands/find-rate";
import { getCommand } from "./commands/get";
import { listCommand } from "./commands/list";
import { rankCommand } from "./commands/rank";
import { reportCommand } from "./commands/report";
import { resumeCommand } from "./commands/resume";
import { runCommand } from "./commands/run";
import { runtimeCommand } from "./commands/runtime";
import { sampleCommand } from "./commands/sample";
import { suggestCommand } from "./commands/suggest";
import { sweepCommand } from "./commands/sweep";
import { report } from "./command";
import { exitCodes, exitCodesHelp } from "./exit-codes";

const commands = [
  runCommand,
  resumeCommand,
  sweepCommand,
  listCommand,
  reportCommand,
  checkCommand,
  findRateCommand,
  rankCommand,
  suggestCommand,
  runtimeCommand,
  doctorCommand,
  sampleCommand,
  getCommand,
  demoCommand,
];

async function main(argv: readonly string[]): Promise<void> {
  const program = new Command("transfer-lab")
    .description("Transfer learning on small data: train, compare with controls, and get a verdict.")
    .version(version)
    .addHelpText("after", exitCodesHelp)
    .exitOverride();
  for (const make of commands) program.addCommand(make());
  try {
    await program.parseAsync(argv);
  } catch (error) {
    // Help and version end this way too, with exit code 0.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.badInput;
    else process.exitCode = report(error);
  }
}

/** `transfer-lab list | head` closes the pipe early. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

void main(process.argv);
