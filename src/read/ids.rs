//! Ids: ASCII, so that they survive every system they travel through, and stable, so that progress is never lost.

use crate::diag::{Diagnostics, Problem};
use crate::markdown::html::RESERVED;
pub use crate::source::names::is_id;
use crate::yaml::fields::{Fields, Text};

/// The `id` of an item; absent or malformed is an error.
pub fn required(fields: &Fields<'_>, diags: &mut Diagnostics) -> Option<Text> {
    let id = fields.required_text("id", diags)?;
    check(&id, diags);
    Some(id)
}

/// Reports an id that holds anything but lower-case letters, digits and `-`.
pub fn check(id: &Text, diags: &mut Diagnostics) {
    if id.text.starts_with(RESERVED) {
        diags.push(id.span.clone(), Problem::ReservedId { id: id.text.clone() });
    } else if !is_id(&id.text) {
        diags.push(id.span.clone(), Problem::IdForm { id: id.text.clone(), near: meant(&id.text) });
    }
}

/// `Q_1 a` -> `q-1-a`; nothing where no letter could be kept.
pub fn meant(id: &str) -> Option<String> {
    let mut out = String::with_capacity(id.len());
    for c in id.trim().chars() {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_lowercase() || c.is_ascii_digit() => out.push(c),
            _ if out.ends_with('-') || !c.is_ascii() => {}
            _ => out.push('-'),
        }
    }
    let out = out.trim_matches('-');
    // An id in Chinese with one digit left of it says nothing any more.
    let kept = out.chars().filter(|c| *c != '-').count() * 2 >= id.chars().count();
    (is_id(out) && kept).then(|| out.to_owned())
}
