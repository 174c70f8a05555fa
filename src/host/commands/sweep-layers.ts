/** From one cut between layers to all of them: asks how, writes a file of its own beside the experiment, and runs that. */
import * as vscode from "vscode";
import type { Sweep, SweepCurve } from "../../experiment/types";
import { core } from "../core";
import type { RunActions } from "../runs/run-actions";

/** @throws ProblemError where the method has no cut, the file is swept already, or the new one cannot be written */
export async function sweepLayers(file: string, actions: RunActions): Promise<void> {
  const { parseExperiment, ProblemError, sweepFault, writeSweepFile } = await core();
  const document = await vscode.workspace.openTextDocument(file);
  const text = document.getText();
  const { experiment, problems } = parseExperiment(text, file);
  const fault = experiment === undefined ? problems[0] : sweepFault(experiment);
  if (fault !== undefined) throw new ProblemError(fault);
  const sweep = await askForSweep();
  if (sweep === undefined) return;
  const sibling = await writeSweepFile(file, text, sweep);
  await vscode.window.showTextDocument(vscode.Uri.file(sibling), { viewColumn: vscode.ViewColumn.One });
  await actions.run(sibling);
}

/** @returns nothing where the person called it off */
async function askForSweep(): Promise<Sweep | undefined> {
  const { sweepDefaults } = await core();
  const title = vscode.l10n.t("Sweep Layers");
  const direction = await vscode.window.showQuickPick(directions(), {
    title: vscode.l10n.t("{0} (1 of 2)", title),
    placeHolder: vscode.l10n.t("Which layers are copied?"),
  });
  if (direction === undefined) return undefined;
  const picked = await vscode.window.showQuickPick(curves(sweepDefaults.curves), {
    title: vscode.l10n.t("{0} (2 of 2)", title),
    placeHolder: vscode.l10n.t("Which networks are trained for each number n of layers?"),
    canPickMany: true,
  });
  if (picked === undefined || picked.length === 0) return undefined;
  return { from: direction.from, curves: picked.map(({ curve }) => curve) };
}

const directions = (): (vscode.QuickPickItem & Pick<Sweep, "from">)[] => [
  {
    from: "first",
    label: vscode.l10n.t("The first layers"),
    detail: vscode.l10n.t("From the input: what suits pictures, whose first layers see edges and strokes."),
  },
  {
    from: "last",
    label: vscode.l10n.t("The last layers before the head"),
    detail: vscode.l10n.t(
      "From the output: what suits speech of new speakers, whose sounds are new and whose words are not.",
    ),
  },
];

/** All ticked. @param all in the order of the paper */
function curves(all: readonly SweepCurve[]): (vscode.QuickPickItem & { curve: SweepCurve })[] {
  const details: Record<SweepCurve, string> = {
    AnB: vscode.l10n.t("n layers copied and frozen, the others new."),
    "AnB+": vscode.l10n.t("n layers copied and trained on, the others new."),
    BnB: vscode.l10n.t("The same with layers of a network trained on the target itself, frozen."),
    "BnB+": vscode.l10n.t("The same with layers of a network trained on the target itself, trained on."),
    random: vscode.l10n.t("n frozen layers with random weights: what the copied weights are worth."),
  };
  return all.map((curve) => ({ curve, label: curve, detail: details[curve], picked: true }));
}
