/** Finds the training half of a method by its id: a new method needs no line here. */
import type { Layout, Train } from "../training/trial";

export interface MethodModule {
  train: Train;
  /** Where it trains another network than the source network with a new head. */
  layout?: Layout;
}

const isMethodModule = (module: unknown): module is MethodModule =>
  typeof module === "object" && module !== null && "train" in module && typeof module.train === "function";

/** @throws Error where the folder of the method has no `train.ts` that exports `train` */
export async function loadMethod(id: string): Promise<MethodModule> {
  const module: unknown = await import(`../methods/${id}/train.ts`);
  if (!isMethodModule(module)) throw new Error(`src/methods/${id}/train.ts does not export train`);
  return module;
}
