//! The strict YAML pass: the text of a file, or of its front matter -> a tree whose every key and value knows its place.
//!
//! What bends a value or bombs a reader (aliases, tags, merge keys, deep nesting …) is refused with a place and a fix.
//! Not here: what a key means, which keys are known, and the size of a text.

mod draft;
mod explain;
pub mod fields;
mod finding;
mod fixes;
mod full_width;
mod indentation;
mod inline_list;
mod node;
mod scanner;
#[cfg(test)]
mod tests;
mod tree;
pub mod values;
mod word_list;

pub use node::{Entry, MAX_DEPTH, Node, Scalar, Style, Value};

use crate::diag::{Diagnostics, Fix, Problem, Span};
use draft::Draft;
use finding::{Edit, Finding};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// A text is fixed and read again so many times at most, so that the work stays linear.
const ROUNDS: usize = 8;

/// Reads `text[range]` of `file`; a text without content is an empty map.
///
/// After an error the tree is the best guess, read from the text as its helps would fix it. `None`, when no fix made
/// it readable.
pub fn parse(file: &Arc<str>, text: &str, range: Range<usize>, diags: &mut Diagnostics) -> Option<Node> {
    let mut report = Report { file, seen: BTreeSet::new(), diags };
    let (mut draft, spoiled) = Draft::new(text, range);
    report.all(&draft, spoiled);
    for _ in 0..ROUNDS {
        let outline = scanner::read(&draft.chars);
        if let Some(at) = outline.too_deep {
            report.one(&draft, Finding::bare(at..at + 1, Problem::YamlDepth { limit: MAX_DEPTH }));
            return None;
        }
        // Each of these is taken out of the draft, so that the parser meets neither a bomb nor a reason to stop.
        if !outline.refusals.is_empty() {
            let edits = report.all(&draft, outline.refusals);
            draft.apply(edits);
            continue;
        }
        match tree::build(&draft, file, text) {
            Ok((node, findings)) => {
                report.all(&draft, outline.remarks);
                for (span, related, problem) in findings {
                    report.place(span, related, problem);
                }
                return Some(node);
            }
            Err(tree::Stop::Depth(at)) => {
                report.one(&draft, Finding::bare(at..at + 1, Problem::YamlDepth { limit: MAX_DEPTH }));
                return None;
            }
            Err(tree::Stop::Syntax(error)) => {
                // A fix that did not help would be tried for ever.
                let (known, new): (Vec<_>, Vec<_>) =
                    outline.suspicions.into_iter().partition(|finding| report.knows(&draft, finding));
                let hopeless = !known.is_empty() || new.iter().any(|finding| finding.edits.is_empty());
                let unexplained = known.is_empty() && new.is_empty() && outline.silent.is_empty();
                let mut edits = report.all(&draft, new);
                if unexplained {
                    edits = report.one(&draft, explain::explain(&draft.chars, &error));
                } else if hopeless {
                    return None;
                }
                edits.extend(outline.silent);
                if edits.is_empty() {
                    return None;
                }
                draft.apply(edits);
            }
        }
    }
    None
}

/// Tells each problem once, although a draft is read several times.
struct Report<'a> {
    file: &'a Arc<str>,
    seen: BTreeSet<(usize, &'static str)>,
    diags: &'a mut Diagnostics,
}

impl Report<'_> {
    fn all(&mut self, draft: &Draft, findings: Vec<Finding>) -> Vec<Edit> {
        findings.into_iter().flat_map(|finding| self.one(draft, finding)).collect()
    }

    /// Tells one problem and hands back its fix.
    fn one(&mut self, draft: &Draft, finding: Finding) -> Vec<Edit> {
        if finding.quiet {
            return finding.edits;
        }
        let span = Span::new(self.file, draft.bytes(&finding.range));
        // What is taken out of these only lets the reading go on.
        let offers = !matches!(finding.problem, Problem::YamlAlias { .. } | Problem::YamlMultiDoc {});
        match draft.fix(&finding.edits).filter(|_| offers) {
            Some(edits) if self.is_new(&span, &finding.problem) => {
                self.diags.push_fix(span, finding.problem, Fix::Edits(edits));
            }
            Some(_) => {}
            None => self.place(span, None, finding.problem),
        }
        finding.edits
    }

    fn place(&mut self, span: Span, related: Option<Span>, problem: Problem) {
        if !self.is_new(&span, &problem) {
            return;
        }
        match related {
            Some(related) => self.diags.push_related(span, related, problem),
            None => self.diags.push(span, problem),
        }
    }

    fn is_new(&mut self, span: &Span, problem: &Problem) -> bool {
        self.seen.insert((span.range.start, problem.code().name()))
    }

    fn knows(&self, draft: &Draft, finding: &Finding) -> bool {
        self.seen.contains(&(draft.bytes(&finding.range).start, finding.problem.code().name()))
    }
}
