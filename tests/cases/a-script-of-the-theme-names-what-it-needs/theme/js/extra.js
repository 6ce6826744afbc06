// Needs nobody, and nobody needs it.
alert("extra");
