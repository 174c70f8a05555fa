import type { Command } from "commander";
import { diagnose } from "../../runtime/doctor";
import { formatDoctor } from "../../runtime/doctor-report";
import { command, exitWith } from "../command";
import { exitCodes } from "../exit-codes";
import { interruptible } from "../interrupt";
import { jsonOption, runtimeOption } from "../options";
import { print, printJson } from "../print";

export const doctorCommand = (): Command =>
  command("doctor", "examine what training needs on this machine, and say what to do")
    .addOption(jsonOption("print the findings as a line of JSON"))
    .addOption(runtimeOption())
    .action(exitWith(doctor));

async function doctor({ json = false, runtime }: { json?: boolean; runtime?: string }): Promise<number> {
  const report = await interruptible((signal) => diagnose({ setting: runtime, signal }));
  if (json) printJson(report);
  else print(formatDoctor(report));
  return report.lines.some(({ state }) => state === "error") ? exitCodes.failed : exitCodes.ok;
}
