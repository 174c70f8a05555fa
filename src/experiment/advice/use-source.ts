/** Makes a saved network the source of an experiment: edits that keep the comments around it. */
import type { FileEdit } from "../../protocol/problem";
import type { Experiment } from "../types";

/** @param model its folder, as the file is to name it */
export function useSource({ source }: Pick<Experiment, "source">, model: string): FileEdit[] {
  if (source.kind !== "model") return [{ kind: "set", path: ["source"], value: { model } }];
  const set: FileEdit = { kind: "set", path: ["source", "model"], value: model };
  // How the network before was fed says nothing of this one.
  const isSaid = source.preprocessing !== undefined;
  return isSaid ? [set, { kind: "remove", path: ["source", "preprocessing"] }] : [set];
}
