/**
 * New Experiment: what do you have, then a method of that cell, then data found in the workspace. It writes a commented
 * experiment file and opens it. Nothing is written before the last step, so Esc leaves nothing behind.
 */
import path from "node:path";
import * as vscode from "vscode";
import type { MethodSpec } from "../../methods/define";
import { methods } from "../../methods";
import { inLanguage } from "../../methods/in-language";
import type { TrainingRuntime } from "../commands/training-runtime";
import { core } from "../core";
import { EXPERIMENT_SUFFIX } from "../ids";
import { askMany, askOne, askText, type Choice, type Unavailable } from "./ask";
import { browse, browseForDataset, browseForSource } from "./browse";
import { cells, methodsOf, type Cell } from "./cells";
import { controlChoices } from "./control-choices";
import { datasetChoices, isBrowse, sourceChoices, taskChoices, type Browse, type SourceChoice } from "./data-choices";
import { semanticsChoices, semanticsQuestion } from "./semantics-choices";
import { walk, type Outcome, type Position, type Step } from "./walk";
import { findWorkspaceDatasets, findWorkspaceModels, type FoundDataset, type FoundModel } from "./workspace-sources";

/** What the person answered so far. */
interface Draft {
  cell?: Cell;
  method?: MethodSpec;
  target?: FoundDataset;
  source?: SourceChoice;
  architecture?: string;
  /** Where what is known of the classes stands, absolute. */
  semantics?: string;
  controls?: readonly string[];
  name?: string;
}

/** An answer to every question. */
export interface Answers extends Required<Omit<Draft, "cell" | "architecture" | "semantics">> {
  architecture: string | undefined;
  semantics: string | undefined;
}

interface Known {
  method?: MethodSpec;
  source?: FoundModel;
}

export class Wizard {
  readonly #draft: Draft;
  readonly #datasets: Promise<readonly FoundDataset[]>;
  readonly #models: ReturnType<typeof findWorkspaceModels>;

  /**
   * @param folder where the experiment file goes, absolute
   * @param known what the person chose before, by the command or the row that they called it from
   */
  constructor(
    private readonly folder: string,
    private readonly runtime: TrainingRuntime,
    private readonly known: Known = {},
  ) {
    const { method, source } = known;
    this.#draft = { ...(method && { method }), ...(source && { source: { kind: "model", ...source } }) };
    this.#datasets = findWorkspaceDatasets(folder);
    this.#models = findWorkspaceModels(folder);
  }

  /** @returns the answers; nothing where the person left */
  async ask(): Promise<Answers | undefined> {
    const choosing: Step[] = this.known.method === undefined ? [this.#askCell, this.#askMethod] : [];
    const data: Step[] = [
      ...[this.#askTarget, this.#askSource, this.#askArchitecture, this.#askSemantics],
      ...[this.#askControls, this.#askName],
    ];
    if (!(await walk([...choosing, ...data]))) return undefined;
    const { method, target, source, architecture, semantics, controls, name } = this.#draft;
    if (!method || !target || !source || !controls || name === undefined) return undefined;
    return { method, target, source, architecture, semantics, controls, name };
  }

  readonly #askCell = (position: Position): Promise<Outcome> => {
    const choices = cells().map((cell): Choice<Cell> | Unavailable => {
      const row = { label: cell.title, detail: cell.detail };
      if (methodsOf(cell, this.#methods).length > 0) return { ...row, value: cell };
      const unavailable = vscode.l10n.t("No method for this begins with a saved network. Choose another row, or Esc.");
      return { ...row, description: vscode.l10n.t("not with this network"), unavailable };
    });
    const question = this.#question(position, vscode.l10n.t("What do you have?"));
    return askOne(question, Promise.resolve(choices), (cell) => {
      this.#draft.cell = cell;
    });
  };

  readonly #askMethod = (position: Position): Promise<Outcome> => {
    const { cell } = this.#draft;
    const offered = cell === undefined ? this.#methods : methodsOf(cell, this.#methods);
    const choices = offered.map((method) => ({
      label: inLanguage(method.title),
      detail: inLanguage(method.summary),
      value: method,
    }));
    const question = this.#question(position, vscode.l10n.t("Which method?"));
    return askOne(question, Promise.resolve(choices), (method) => {
      this.#draft.method = method;
    });
  };

  readonly #askTarget = async (position: Position): Promise<Outcome> => {
    let answer: FoundDataset | Browse | undefined;
    const question = this.#question(position, vscode.l10n.t("Your own data: what should the network learn?"));
    const outcome = await askOne(question, datasetChoices(this.#datasets, this.folder), (target) => {
      answer = target;
    });
    if (outcome !== "answered" || answer === undefined) return outcome;
    const target = isBrowse(answer) ? await browseForDataset(answer, this.folder) : answer;
    if (target === undefined) return await this.#askTarget(position);
    this.#draft.target = target;
    return "answered";
  };

  readonly #askSource = async (position: Position): Promise<Outcome> => {
    if (this.known.source !== undefined) return "skipped";
    return await this.#askAnySource(position);
  };

  readonly #askAnySource = (position: Position): Promise<Outcome> =>
    this.#draft.method?.sources[0] === "tasks" ? this.#askTasks(position) : this.#askOneSource(position);

  readonly #askTasks = async (position: Position): Promise<Outcome> => {
    const { target } = this.#draft;
    const choices = await taskChoices({ datasets: this.#datasets, folder: this.folder, target });
    const what =
      choices.length === 0
        ? vscode.l10n.t("There are no other data of this kind in the folder. Add some, then come back; Esc leaves.")
        : vscode.l10n.t("Which other tasks should the network learn? Choose one or more.");
    let chosen: readonly FoundDataset[] = [];
    const outcome = await askMany(this.#question(position, what), choices, (tasks) => {
      chosen = tasks;
    });
    if (outcome !== "answered") return outcome;
    if (chosen.length === 0) return await this.#askTasks(position);
    this.#draft.source = { kind: "tasks", tasks: chosen };
    return "answered";
  };

  readonly #askOneSource = async (position: Position): Promise<Outcome> => {
    let answer: SourceChoice | Browse | undefined;
    const question = this.#question(position, vscode.l10n.t("Where does the transfer come from?"));
    const choices = sourceChoices({
      models: this.#models,
      datasets: this.#datasets,
      folder: this.folder,
      target: this.#draft.target,
      method: this.#draft.method,
    });
    const outcome = await askOne(question, choices, (source) => {
      answer = source;
    });
    if (outcome !== "answered" || answer === undefined) return outcome;
    const source = isBrowse(answer) ? await browseForSource(answer, this.folder) : answer;
    if (source === undefined) return await this.#askOneSource(position);
    this.#draft.source = source;
    return "answered";
  };

  readonly #askArchitecture = async (position: Position): Promise<Outcome> => {
    const { source, target, method } = this.#draft;
    const isChosen = method?.network === undefined || method.network === "chosen";
    if (source === undefined || source.kind === "model" || !isChosen) {
      delete this.#draft.architecture;
      return "skipped";
    }
    const { architectures } = await core();
    const input = target?.summary.kind === "table" ? "table" : "image";
    const choices = architectures
      .filter((architecture) => architecture.input === input)
      .map(({ id, title, summary }) => ({
        label: inLanguage(title),
        description: id,
        detail: inLanguage(summary),
        value: id,
      }));
    const question = this.#question(position, vscode.l10n.t("Which network should be trained on the source data?"));
    return await askOne(question, Promise.resolve(choices), (architecture) => {
      this.#draft.architecture = architecture;
    });
  };

  readonly #askSemantics = async (position: Position): Promise<Outcome> => {
    const { method } = this.#draft;
    if (method?.semantics === undefined) {
      delete this.#draft.semantics;
      return "skipped";
    }
    let answer: string | undefined;
    const question = this.#question(position, semanticsQuestion(method.semantics));
    const choices = semanticsChoices({ kind: method.semantics, datasets: this.#datasets, folder: this.folder });
    const outcome = await askOne(question, choices, (file) => {
      answer = file;
    });
    if (outcome !== "answered" || answer === undefined) return outcome;
    const file = isBrowse(answer) ? await browse(answer, this.folder) : answer;
    if (file === undefined) return await this.#askSemantics(position);
    this.#draft.semantics = file;
    return "answered";
  };

  readonly #askControls = async (position: Position): Promise<Outcome> => {
    const { method, source, architecture, target } = this.#draft;
    if (method === undefined || source === undefined || target === undefined) return "back";
    const runtime = await this.runtime.present();
    const choices = await controlChoices({ method, source, architecture, target, runtime: runtime.kind });
    const question = this.#question(position, vscode.l10n.t("What should the transfer be compared with?"));
    return await askMany(question, choices, (controls) => {
      this.#draft.controls = controls;
    });
  };

  readonly #askName = async (position: Position): Promise<Outcome> => {
    const existing = new Set(
      (await vscode.workspace.findFiles(new vscode.RelativePattern(this.folder, `*${EXPERIMENT_SUFFIX}`))).map((uri) =>
        path.basename(uri.fsPath).toLowerCase(),
      ),
    );
    const fileOf = (name: string) => `${name.trim().replace(/\.transfer\.json$/i, "")}${EXPERIMENT_SUFFIX}`;
    const complaintAbout = (name: string) => {
      if (!/^[\w][\w .-]*$/.test(name))
        return vscode.l10n.t("A name of letters, digits, dots, dashes and spaces, please.");
      if (existing.has(fileOf(name).toLowerCase()))
        return vscode.l10n.t("{0} exists already; choose another name.", fileOf(name));
      return undefined;
    };
    const value = freeName(this.#draft, (name) => existing.has(fileOf(name).toLowerCase()));
    const question = this.#question(
      position,
      vscode.l10n.t("Name of the experiment file, without {0}", EXPERIMENT_SUFFIX),
    );
    return await askText(question, { value, complaintAbout }, (name) => {
      this.#draft.name = fileOf(name);
    });
  };

  /** Those that can begin with the network that was chosen already, where one was. */
  get #methods(): readonly MethodSpec[] {
    return this.known.source === undefined ? methods : methods.filter(({ sources }) => sources.includes("model"));
  }

  #question(position: Position, placeholder: string) {
    return { title: vscode.l10n.t("New Transfer Learning Experiment"), placeholder, position };
  }
}

/** `uci-digits-fine-tuning`, with a number where that name is taken. */
function freeName({ target, method }: Draft, isTaken: (name: string) => boolean): string {
  const data = path.basename(target?.path ?? "experiment").replace(/\..*$/, "");
  const wanted = `${data}-${method?.id ?? "transfer"}`;
  let name = wanted;
  for (let number = 2; isTaken(name); number += 1) name = `${wanted}-${number}`;
  return name;
}
