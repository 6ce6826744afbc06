// @ts-check
// The interface texts that scripts say. A script beside each bundle hands over those its scripts name (`src/theme/words.rs`),
// so a text is named in full where it is said: `say("t.quiz_place", { i, n })`, or as one of a family: `` say(`t.state_${state}`) ``.
rolebook.define("say", ["elements"], ({ filled }) => (text, values) => filled(rolebook.given(text), values));
