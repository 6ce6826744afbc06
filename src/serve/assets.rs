//! The preview's own script and style, embedded; part of no built site.

/// One closure, so that nothing of the preview becomes a name of the page.
pub(super) const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("assets/morph.js"),
    include_str!("assets/overlay.js"),
    include_str!("assets/update.js"),
    include_str!("assets/live.js"),
    "})();\n",
);

pub(super) const STYLE: &str = include_str!("assets/live.css");
