import type { Finding } from "../../experiment/finding";
import type { Experiment } from "../../experiment/types";

/** A cut is chosen by validation examples: test examples would flatter it. Said before a sweep, and after it. */
export function sweepNeedsValidation({ target }: Pick<Experiment, "target">): Finding[] {
  if (target.validation !== "none") return [];
  const path = ["target", "validation"];
  return [
    {
      severity: "info",
      code: "sweep/no-validation",
      path,
      message:
        "a sweep without validation examples shows its curves and recommends no cut, because test examples must not choose; keep some labelled examples aside",
      fixes: [
        {
          title: "Keep a fifth of the labelled examples for validation",
          edits: [{ kind: "set", path, value: { fraction: 0.2 } }],
        },
      ],
    },
  ];
}
