//! Every piece is shown somewhere: a Markdown file that is no page is there to be included.

use crate::diag::{Diagnostics, Problem, Span};
use crate::model::Site;

pub fn check(site: &Site, diags: &mut Diagnostics) {
    for piece in site.pieces.iter().filter(|piece| !site.included.contains(*piece)) {
        diags.push(Span::file(piece.shared()), Problem::IncludeUnused {});
    }
}
