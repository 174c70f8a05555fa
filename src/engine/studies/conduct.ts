/** Understands the order of a study and carries it out, to the message that closes it. */
import { experimentSchema, type Experiment } from "../../experiment/types";
import type { FromEngine, ToEngine } from "../../protocol/engine";
import type { Problem } from "../../protocol/problem";
import type { Backend } from "../../training/backend";
import { createServices } from "../../training/services";
import type { Gate } from "../gate";
import { openRecords } from "../open-records";
import { isAbort } from "../opening";
import { engineProblem, problemOf } from "../problem-of";
import { studies } from "./index";
import type { Study } from "./study";

type Order = { ok: true; study: Study; experiment: Experiment; options: unknown } | { ok: false; problem: Problem };

export function orderOf(request: Extract<ToEngine, { type: "study" }>): Order {
  const study = studies[request.study];
  if (study === undefined)
    return refused(`there is no study "${request.study}"; it has ${Object.keys(studies).join(", ")}`);
  const experiment = experimentSchema.safeParse(request.experiment);
  if (!experiment.success) return refused(`the experiment has another form: ${experiment.error.message}`);
  return { ok: true, study, experiment: experiment.data, options: request.options };
}

const refused = (message: string): Order => ({ ok: false, problem: engineProblem("engine/bad-study", message) });

interface Conducting {
  backend: Backend;
  gate: Gate;
  send: (message: FromEngine) => void;
}

export async function conduct(
  { study, experiment, options }: Extract<Order, { ok: true }>,
  { backend, gate, send }: Conducting,
): Promise<FromEngine> {
  const warn = (problem: Problem) => {
    send({ type: "warning", problem });
  };
  const records = await openRecords(warn);
  const services = createServices(backend, records);
  try {
    const result = await study({
      ...{ experiment, options, backend, services, warn, signal: gate.signal },
      stage: (stage) => {
        send({ type: "stage", stage });
      },
      stops: async () => {
        await gate.pass(goOn);
        return gate.stopping;
      },
    });
    return result === undefined ? stopped : { type: "studied", result };
  } catch (error) {
    if (gate.stopping && isAbort(error)) return stopped;
    return { type: "failed", problem: problemOf(error, experiment.file) };
  } finally {
    await services.dispose();
    await records?.close();
  }
}

const stopped: FromEngine = { type: "ended", reason: "stopped" };
/** A study that pauses has nothing to write down. */
const goOn = { onPause: () => Promise.resolve(), onContinue: () => Promise.resolve() };
