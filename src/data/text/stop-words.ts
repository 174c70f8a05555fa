/** English function words: articles, pronouns, prepositions, conjunctions, auxiliary verbs, and what apostrophes leave. */
export const englishStopWords: ReadonlySet<string> = new Set(
  `a about above after again against all also although always among an and another any anybody anyone anything are as at
  away back be because been before being below between both but by can cannot could did do does doing done down during
  each either else enough etc even ever every everybody everyone everything few first for from further get had has have
  having he her here hers herself him himself his how however i if in indeed instead into is it its itself just last least
  less like made make many may me might mine more most much must my myself neither never nevertheless no nobody none nor
  not nothing now of off often on once one only onto or other others our ours ourselves out over own per perhaps quite
  rather same seem seemed seems several shall she should since so some somebody someone something somewhat still such than
  that the their theirs them themselves then there therefore these they this those though three through thus to together
  too toward towards two under until up upon us very was we well were what whatever when whenever where whereas wherever
  whether which while who whole whom whose why will with within without would yes yet you your yours yourself yourselves
  ain aren couldn didn doesn don hadn hasn haven isn ll mustn re shan shouldn ve wasn weren won wouldn`.split(/\s+/),
);
