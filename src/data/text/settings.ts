/** How texts become counts of words: the settings of `text` in an experiment file, with defaults and reasons. */
import { choice, integer, type OptionsOf } from "../../methods/define";

export const textSettings = {
  words: integer({
    default: 2000,
    min: 10,
    max: 50_000,
    describe: "Words that are counted: the most frequent ones of the whole folder.",
    reason: "The rarer a word is, the fewer texts it can liken to each other.",
  }),
  minTexts: integer({
    default: 3,
    min: 1,
    describe: "Texts that a word has to occur in to be counted.",
    reason: "A word of one or two texts, such as a name, says nothing of the others.",
  }),
  stopWords: choice({
    default: "english",
    choices: [
      { value: "english", describe: "English function words, such as the, of, was, are not counted." },
      { value: "none", describe: "All words are counted." },
    ],
    describe: "Which words are left out however frequent they are.",
    reason: "Function words are most of a text and say little of what it is about.",
  }),
};

export type TextSettings = OptionsOf<{ options: typeof textSettings }>;

/** What applies where an experiment says nothing of `text`. */
export const defaultText: TextSettings = {
  words: textSettings.words.default,
  minTexts: textSettings.minTexts.default,
  stopWords: textSettings.stopWords.default,
};
