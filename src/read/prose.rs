//! A Markdown text -> `Prose`: reads it once for its facts and reports what is wrong in it.

use crate::diag::{Diagnostics, Problem, nearest};
use crate::escape;
use crate::highlight;
use crate::model::page::Head;
use crate::model::prose::{Facts, Heading, Link, Origin, Prose, Reading};
use crate::read::blocks::{self, BlockKind};
use crate::read::context::Context;
use crate::read::html::{self, Filter};
use crate::read::markdown::{Dialect, Event, Fault, Reader};
use crate::read::outline::{self, Opening};
use crate::read::{dialects, links, markdown, variables, words};
use crate::source::fields::Text;
use pulldown_cmark::{CodeBlockKind, Event as Markdown, Tag, TagEnd};
use std::ops::Range;
use std::sync::Arc;

/// Longest lead kept for lists of pages (characters).
const LEAD: usize = 120;

/// Reads the part `range` of a file as the Markdown of a page with this front matter.
pub fn of_file(
    file: &Arc<str>,
    whole: &Arc<str>,
    range: Range<usize>,
    head: &Head,
    context: &Context<'_>,
    diags: &mut Diagnostics,
) -> Prose {
    let span = crate::diag::Span::new(file, range.clone());
    let origin = Origin { exact: Some(range.start), span };
    read(whole.clone(), range, origin, Some(head), context, diags)
}

/// Reads one value of a YAML file as Markdown.
pub fn of_text(text: &Text, context: &Context<'_>, diags: &mut Diagnostics) -> Prose {
    let origin = Origin { span: text.span.clone(), exact: text.exact };
    let whole: Arc<str> = text.text.as_str().into();
    let range = 0..whole.len();
    read(whole, range, origin, None, context, diags)
}

fn read(
    whole: Arc<str>,
    range: Range<usize>,
    origin: Origin,
    head: Option<&Head>,
    context: &Context<'_>,
    diags: &mut Diagnostics,
) -> Prose {
    let reader = Reader::new(&whole[range.clone()], Dialect::Rolebook);
    let read = reader.read();
    let mut walk = Walk {
        text: &whole[range.clone()],
        origin: &origin,
        context,
        facts: Facts::default(),
        filter: Filter::default(),
        depth: 0,
        quiet: 0,
        lead_done: false,
        columns: 0,
        hidden: &read.hidden,
        diags,
    };
    let foreign = dialects::findings(walk.text, &read.events);
    for fault in &read.faults {
        // Of the same words, the one that names the form says more.
        if !foreign
            .iter()
            .any(|(range, _)| range.start <= fault.range().start && fault.range().end <= range.end)
        {
            walk.fault(fault);
        }
    }
    for (range, problem) in foreign {
        walk.report(range, problem);
    }
    let events = blocks::kept(read.events, context.config);
    let opening = match head {
        Some(head) if head.title.is_empty() => Opening::Title,
        Some(head) => Opening::TitleIf(&head.title),
        // A value has a title of its own, or none.
        None => Opening::Heading,
    };
    walk.facts.headings = walk.outline(&events, opening);
    for (place, problem) in links::faults(&events) {
        walk.report(place, problem);
    }
    for (event, range) in &events {
        walk.event(event, range);
    }
    let mut facts = walk.facts;
    if let Some(head) = head {
        let events = markdown::collected(events, |name| blocks::kind(name) == Some(BlockKind::Answer));
        facts.words = Arc::new(words::of_page(&events, &head.summary, &facts, context));
    }
    let facts = Arc::new(facts);
    Prose { whole, range, origin, facts }
}

struct Walk<'a, 'd> {
    text: &'a str,
    origin: &'a Origin,
    context: &'a Context<'a>,
    facts: Facts,
    filter: Filter,
    depth: usize,
    /// Inside code, where nothing counts as prose.
    quiet: usize,
    lead_done: bool,
    /// Of the table being read.
    columns: usize,
    hidden: &'a [Range<usize>],
    diags: &'d mut Diagnostics,
}

impl Walk<'_, '_> {
    fn report(&mut self, range: Range<usize>, problem: Problem) {
        self.diags.push(self.origin.place(range), problem);
    }

    fn fault(&mut self, fault: &Fault) {
        let (range, problem) = match fault.clone() {
            // That there is no such block has been said; how it ends does not matter then.
            Fault::BlockUnclosed { name, .. }
                if blocks::kind(&name).is_none() && blocks::foreign_alert(&name, self.context).is_none() =>
            {
                return;
            }
            Fault::BlockUnclosed { name, range } => (range, Problem::DirectiveUnclosed { name }),
            Fault::BlockStray { range } => (range, Problem::DirectiveStray {}),
            Fault::FenceUnclosed { range } => (range, Problem::FenceUnclosed {}),
            Fault::NestingTooDeep { range } => (range, Problem::Nesting { limit: 100 }),
            Fault::UndefinedFootnote { name, range } => (range, Problem::Footnote { name }),
            Fault::SpaceInLink { target, range } => (range, Problem::NotALink { target }),
            Fault::CommentUnclosed { range } => (range, Problem::CommentUnclosed {}),
            Fault::UnusedFootnote { name, range } => (range, Problem::FootnoteUnused { name }),
            Fault::FootnoteTwice { name, range } => (range, Problem::FootnoteTwice { name }),
        };
        self.report(range, problem);
    }

    fn outline(&mut self, events: &[(Event<'_>, Range<usize>)], opening: Opening<'_>) -> Vec<Heading> {
        let found = outline::headings(events, opening, self.context);
        for fault in found.faults {
            let problem = match fault.problem {
                outline::FaultKind::DuplicateId(id) => Problem::DuplicateId { id },
                outline::FaultKind::Attribute(name) => Problem::HeadingAttribute { name },
            };
            let related = fault.first.map(|first| self.origin.place(first));
            match related {
                Some(related) => self.diags.push_related(self.origin.place(fault.range), related, problem),
                None => self.report(fault.range, problem),
            }
        }
        self.facts.leading_id = found.leading_id;
        self.facts.leading_title = found.leading_title;
        found.headings
    }

    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Markdown(event) => self.markdown(event, range),
            Event::Open(block) => {
                if let Some(problem) = blocks::fault(block, self.context) {
                    let place = if matches!(problem, Problem::RoleUnknown { .. }) {
                        block.argument_range.clone()
                    } else {
                        block.name_range.clone()
                    };
                    self.report(place, problem);
                }
                self.lead_done = self.lead_done || !self.facts.lead.is_empty();
            }
            Event::Close(_) | Event::Tab { .. } => {}
        }
    }

    fn markdown(&mut self, event: &Markdown<'_>, range: &Range<usize>) {
        match event {
            Markdown::Start(Tag::HtmlBlock) | Markdown::End(TagEnd::HtmlBlock) => {}
            Markdown::Start(tag) => {
                self.depth += 1;
                self.start(tag, range);
            }
            Markdown::End(tag) => {
                self.depth -= 1;
                self.filter.leave(self.depth);
                match tag {
                    TagEnd::CodeBlock | TagEnd::Heading(_) => self.quiet -= 1,
                    TagEnd::Paragraph => self.lead_done = self.lead_done || !self.facts.lead.is_empty(),
                    _ => {}
                }
            }
            Markdown::Text(text) => self.words(text, range),
            Markdown::Code(code) => self.plain(code),
            Markdown::SoftBreak | Markdown::HardBreak => self.plain(" "),
            Markdown::Html(text) | Markdown::InlineHtml(text) => self.html(text, range),
            Markdown::InlineMath(formula) | Markdown::DisplayMath(formula) => {
                if let Err(reason) = crate::read::math::mathml(formula, false) {
                    self.report(range.clone(), Problem::MathError { reason });
                }
            }
            Markdown::FootnoteReference(_) | Markdown::Rule | Markdown::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::CodeBlock(kind) => {
                self.quiet += 1;
                if let CodeBlockKind::Fenced(info) = kind {
                    self.language(info, range);
                }
            }
            // The title of a page is no part of its lead, and is counted with the outline.
            Tag::Heading { .. } => self.quiet += 1,
            Tag::Table(alignments) => self.columns = alignments.len(),
            Tag::TableRow => self.row(range),
            Tag::Link { dest_url, .. } => self.link(dest_url, range, false),
            Tag::Image { dest_url, .. } => self.link(dest_url, range, true),
            _ => {}
        }
    }

    fn link(&mut self, target: &str, range: &Range<usize>, is_image: bool) {
        // An email autolink has no scheme in its text.
        if target.is_empty() || (self.text[range.clone()].starts_with('<') && target.contains('@')) {
            return;
        }
        let place = place_of_target(self.text, range, target);
        self.facts.links.push(Link { target: target.to_owned(), range: place, is_image });
    }

    fn is_hidden(&self, at: usize) -> bool {
        let next = self.hidden.partition_point(|hidden| hidden.start <= at);
        next > 0 && at < self.hidden[next - 1].end
    }

    /// Cells beyond the last column vanish; most often a bar inside a cell made two of it.
    fn row(&mut self, range: &Range<usize>) {
        let line = self.text[range.clone()].trim_end();
        let bars: Vec<usize> = line
            .match_indices('|')
            .map(|(at, _)| at)
            .filter(|at| {
                line[..*at].bytes().rev().take_while(|byte| *byte == b'\\').count().is_multiple_of(2)
                    && !self.is_hidden(range.start + at)
            })
            .collect();
        // The bars at both ends divide nothing.
        let outer = usize::from(line.trim_start().starts_with('|'))
            + usize::from(bars.last() == Some(&(line.len() - 1)));
        let cells = (bars.len() + 1).saturating_sub(outer);
        if cells > self.columns && self.columns > 0 {
            let leading = usize::from(line.trim_start().starts_with('|'));
            let surplus = bars.get(self.columns - 1 + leading).copied().unwrap_or(0);
            let place = range.start + surplus..range.start + surplus + 1;
            self.report(place, Problem::TableRow { cells, columns: self.columns });
        }
    }

    fn language(&mut self, info: &str, range: &Range<usize>) {
        let Some(name) = highlight::language_of(info).filter(|name| !highlight::knows(name)) else { return };
        // `npm` is no slip of `cpp`, nor `math` one of `bash`: only a letter or two may be wrong.
        let near = nearest(name, highlight::common_languages()).filter(|near| is_slip_of(name, near));
        let place = find_in(self.text, range, name);
        self.report(place, Problem::CodeLanguage { name: name.to_owned(), near });
    }

    fn html(&mut self, text: &str, range: &Range<usize>) {
        let mut links = Vec::new();
        let read = self.filter.read(text, self.depth, &mut |url| {
            links.push(url.to_owned());
            true
        });
        for fault in read.faults {
            let place = |at| html::place(self.text, range, text, at);
            let place = place(fault.range.start)..place(fault.range.end);
            let problem = match fault.kind {
                html::FaultKind::Forbidden(name) => Problem::HtmlElement { name },
                html::FaultKind::Ignored(name) => Problem::HtmlIgnored { name },
                html::FaultKind::Unknown(name) => Problem::HtmlUnknown { name },
                html::FaultKind::Attribute(name) => Problem::HtmlAttribute { name },
            };
            self.report(place, problem);
        }
        self.facts.html_ids.extend(read.ids);
        for target in links {
            let place = find_in(self.text, range, &target);
            self.facts.links.push(Link { target, range: place, is_image: text.contains("<img") });
        }
    }

    fn words(&mut self, text: &str, range: &Range<usize>) {
        if self.quiet > 0 {
            return;
        }
        for name in variables::unknown(text, self.context) {
            let near = nearest(&name, self.context.config.variables.keys().map(String::as_str));
            let place = find_in(self.text, range, &name);
            self.report(place, Problem::VariableUnknown { name, near });
        }
        let filled = variables::fill(text, self.context);
        self.plain(&filled);
    }

    fn plain(&mut self, text: &str) {
        if self.quiet > 0 {
            return;
        }
        let text = escape::printable(text);
        self.facts.reading += count(&text);
        if !self.lead_done {
            let room = LEAD.saturating_sub(self.facts.lead.chars().count());
            self.facts.lead.extend(text.chars().take(room));
        }
    }
}

/// Whether a name is another one with a single slip, in a long one with two.
fn is_slip_of(name: &str, other: &str) -> bool {
    let slips = strsim::damerau_levenshtein(&name.to_lowercase(), other);
    slips <= if name.len() < 8 { 1 } else { 2 } && name.len() > 2
}

/// Han characters and kana one by one, everything else as words between blanks.
pub fn count(text: &str) -> Reading {
    let mut reading = Reading::default();
    let mut in_word = false;
    for c in text.chars() {
        if is_han(c) {
            reading.han += 1;
            in_word = false;
        } else if c.is_alphanumeric() {
            reading.words += usize::from(!in_word);
            in_word = true;
        } else if c.is_whitespace() {
            in_word = false;
        }
    }
    reading
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The destination inside `[text](destination)`; the whole link when it stands elsewhere, as in `[text][name]`.
fn place_of_target(text: &str, range: &Range<usize>, target: &str) -> Range<usize> {
    let written = &text[range.clone()];
    match written.rfind(target) {
        Some(at) => range.start + at..range.start + at + target.len(),
        None => range.clone(),
    }
}

fn find_in(text: &str, range: &Range<usize>, part: &str) -> Range<usize> {
    match text[range.clone()].find(part) {
        Some(at) => range.start + at..range.start + at + part.len(),
        None => range.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::count;
    use crate::model::prose::Reading;

    #[test]
    fn reading_time_counts_han_and_words() {
        assert_eq!(count("采购入库 purchase receipt PO-2026"), Reading { han: 4, words: 3 });
        assert_eq!(Reading { han: 401, words: 0 }.minutes(), 2);
        assert_eq!(Reading::default().minutes(), 0);
    }
}
