/** All methods, in the order in which the wizard offers them. A new method is its folder and one line here. */
import type { MethodSpec } from "./define";
import { fineTuning } from "./fine-tuning/spec";

export const methods: readonly MethodSpec[] = [fineTuning];

export const methodById = (id: string): MethodSpec | undefined => methods.find((method) => method.id === id);
