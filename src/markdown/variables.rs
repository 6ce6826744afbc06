//! Variables in the text that is being read. Never in code.

use crate::diag::{Diagnostics, Problem};
use crate::escape;
use crate::markdown::context::Context;
use crate::yaml::fields::LocalText;
use std::borrow::Cow;
use std::ops::Range;

/// The text with every known variable replaced.
pub fn fill<'t>(text: &'t str, context: &Context<'_>) -> Cow<'t, str> {
    context.config.fill(text, context.language)
}

/// The text in the language being read, without comments and with its variables replaced; one that nobody has defined is
/// told.
pub fn local(text: &LocalText, context: &Context<'_>, diags: &mut Diagnostics) -> String {
    let text = text.get(context.language);
    context.config.check_variables(text, diags);
    fill(&escape::without_comments(&text.text), context).into_owned()
}

/// What nobody has defined, in the order of the text: what stands between the braces, the part of it that is wrong, and what
/// is wrong with it.
pub fn unknown(text: &str, context: &Context<'_>) -> Vec<(String, Range<usize>, Problem)> {
    context.config.value_faults(text, context.language)
}
