rolebook.define("hello", ["announce", "say"], (announce, say) => {
  announce(say("t.skip_to_tekst") + say(`t.greeting_${1}`) + say("t.skip_to_text"));
});
