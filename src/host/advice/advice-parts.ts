/** What the editor uses for advice before training; only `core.ts` imports this. */
export { hindsight } from "../../experiment/advice/hindsight";
export { nextExperiment } from "../../experiment/advice/next-experiment";
export { rankingTable, reasonsTable } from "../../experiment/advice/ranking-table";
export { situationOf } from "../../experiment/advice/situation";
export { suggestMethods } from "../../experiment/advice/suggest-methods";
export { situationText, suggestionTable } from "../../experiment/advice/suggestion-table";
export { useSource } from "../../experiment/advice/use-source";
export { methodById, methods } from "../../methods";
export { COMPARED_EXAMPLES, RANKED_EXAMPLES, shiftResultSchema, sourceRankingSchema } from "../../protocol/advice";
export { keepAdvice } from "../../runs/advice-file";
export { outcomesOf } from "../../runs/advice-outcomes";
