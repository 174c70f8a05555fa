/** What the editor uses of the learning-rate finder; only `core.ts` imports this. */
export { rateChoices } from "../../experiment/rate-choices";
export { rateFault } from "../../experiment/rate-fault";
export { rateParts, rateText } from "../../experiment/rate-parts";
export { foundRatesSchema } from "../../protocol/found-rates";
