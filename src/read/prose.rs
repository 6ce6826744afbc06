//! A Markdown text -> `Prose`: reads it once for its facts and reports what is wrong in it.

use crate::diag::{Diagnostics, Edit, Fix, Problem, Span, nearest};
use crate::markdown::blocks::{self, Argument, BlockKind};
use crate::markdown::context::Context;
use crate::markdown::events::{Block, Dialect, Event, Fault};
use crate::markdown::headings::{self, Opening};
use crate::markdown::html::{self, Filter};
use crate::markdown::reader::Reader;
use crate::markdown::{dialects, figures, footnotes, for_roles, links, plain_text, variables};
use crate::model::ids::RoleId;
use crate::model::links::{embed_target, term_target};
use crate::model::page::Head;
use crate::model::prose::{Facts, Heading, Link, Origin, Prose, Reading};
use crate::read::diagrams::{self, Fence};
use crate::read::woven::Woven;
use crate::yaml::fields::Text;
use crate::{escape, highlight};
use pulldown_cmark::{CodeBlockKind, Event as Markdown, LinkType, Tag, TagEnd};
use std::borrow::Cow;
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
    let span = Span::new(file, range.clone());
    let origin = Origin { exact: Some(range.start), span, pieces: None };
    read(whole.clone(), range, origin, Form::Page(head), context, diags)
}

/// As `of_file`, for a text that other files are woven into. What is wrong in those is told where they are read themselves.
pub fn of_woven(
    span: Span,
    woven: Woven,
    head: &Head,
    context: &Context<'_>,
    diags: &mut Diagnostics,
) -> Prose {
    let mut found = Diagnostics::default();
    let own = span.file.clone();
    let range = 0..woven.text.len();
    let origin = Origin { span, exact: None, pieces: Some(woven.pieces.into()) };
    let prose = read(woven.text.into(), range, origin, Form::Page(head), context, &mut found);
    found.retain(|diagnostic| diagnostic.span.file == own);
    diags.extend(found);
    prose
}

/// Reads one value of a YAML file as Markdown.
pub fn of_text(text: &Text, context: &Context<'_>, diags: &mut Diagnostics) -> Prose {
    let origin = Origin { span: text.span.clone(), exact: text.exact, pieces: None };
    let whole: Arc<str> = text.text.as_str().into();
    let range = 0..whole.len();
    read(whole, range, origin, Form::Value, context, diags)
}

/// As `of_short`, for what is shown in a line, such as the question of an FAQ.
pub fn of_line(text: &Text, context: &Context<'_>, diags: &mut Diagnostics) -> Prose {
    phrase(text, Form::Line, context, diags)
}

/// Reads one value of a YAML file that is a phrase more often than Markdown with blocks.
pub fn of_short(text: &Text, context: &Context<'_>, diags: &mut Diagnostics) -> Prose {
    phrase(text, Form::Value, context, diags)
}

/// What a text is.
#[derive(Clone, Copy)]
enum Form<'h> {
    /// A whole page, with what its front matter says.
    Page(&'h Head),
    Value,
    Line,
}

/// On one line nothing opens a block, so that `> 30`, `- 200`, `# 1` and `1. March` stay what they are.
fn phrase(text: &Text, form: Form<'_>, context: &Context<'_>, diags: &mut Diagnostics) -> Prose {
    let line = text.text.trim();
    let (whole, exact): (Arc<str>, _) = match opens_a_block(line).filter(|_| !line.contains('\n')) {
        None => (text.text.as_str().into(), text.exact),
        // One character is put in before everything that can be reported.
        Some(at) => (
            format!("{}\\{}", &line[..at], &line[at..]).into(),
            text.exact.and_then(|start| start.checked_sub(1)),
        ),
    };
    let range = 0..whole.len();
    read(whole, range, Origin { span: text.span.clone(), exact, pieces: None }, form, context, diags)
}

/// Where a backslash keeps a line from opening a block. Source of the openers: CommonMark 0.31.2, section 4 and 5, and
/// ours.
fn opens_a_block(line: &str) -> Option<usize> {
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let after = |mark: char| line.trim_start_matches(mark);
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let hashes = line.len() - after('#').len();
    let is_rule = |mark: char| {
        let bare = line.replace([' ', '\t'], "");
        bare.len() >= 3 && bare.chars().all(|c| c == mark)
    };
    let opens = line.starts_with('>')
        || ((1..=6).contains(&hashes) && ends(after('#')))
        || (line.starts_with(['-', '+', '*']) && ends(&line[1..]))
        || ['-', '*', '_'].into_iter().any(is_rule)
        || ["```", "~~~", ":::", "[^"].into_iter().any(|mark| line.starts_with(mark))
        || (line.starts_with('[') && line.contains("]:"));
    if opens {
        return Some(0);
    }
    let is_item =
        (1..=9).contains(&digits) && line[digits..].starts_with(['.', ')']) && ends(&line[digits + 1..]);
    is_item.then_some(digits)
}

fn read(
    whole: Arc<str>,
    range: Range<usize>,
    origin: Origin,
    form: Form<'_>,
    context: &Context<'_>,
    diags: &mut Diagnostics,
) -> Prose {
    let whole = for_scope(whole, &range, context);
    let reader = Reader::new(&whole[range.clone()], Dialect::Rolebook);
    let read = reader.read();
    let mut walk = Walk {
        text: &whole[range.clone()],
        origin: &origin,
        context,
        facts: Facts::default(),
        filter: Filter::default(),
        depth: 0,
        in_code: 0,
        is_page: matches!(form, Form::Page(_)),
        diagram: None,
        in_heading: false,
        in_picture: 0,
        in_name: false,
        after_picture: false,
        lead: Lead::new(form),
        columns: 0,
        hidden: &read.hidden,
        diags,
    };
    let mut foreign = dialects::findings(walk.text, &read.events);
    let events = blocks::settled(read.events, context.config);
    // `[[…]]` is a term here, and a link of other programs elsewhere.
    let terms: Vec<&Range<usize>> =
        events.iter().filter(|(event, _)| is_term(event)).map(|(_, range)| range).collect();
    foreign.retain(|(range, _)| !terms.contains(&range));
    walk.faults(&read.faults, foreign);
    let opening = match form {
        Form::Page(head) if head.title.is_empty() => Opening::Title,
        Form::Page(head) => Opening::TitleIf(&head.title),
        // A value has a title of its own, or none.
        Form::Value | Form::Line => Opening::Heading,
    };
    walk.facts.headings = walk.outline(&events, opening);
    walk.captions(&events, form);
    for (place, problem) in links::faults(&events) {
        walk.report(place, problem);
    }
    for (event, range) in &events {
        walk.event(event, range);
    }
    let Walk { mut facts, lead, .. } = walk;
    facts.lead = lead.text();
    if let Form::Page(head) = form {
        let events = footnotes::collected(events, |name| blocks::kind(name) == Some(BlockKind::Answer));
        facts.words = Arc::new(plain_text::of_page(&events, &head.summary, &facts, context));
    }
    let facts = Arc::new(facts);
    Prose { whole, range, origin, language: context.language_id(), facts }
}

/// The text without what its part holds for other roles.
fn for_scope(whole: Arc<str>, range: &Range<usize>, context: &Context<'_>) -> Arc<str> {
    match for_roles::blanked(&whole[range.clone()], context.scope) {
        Some(part) => [&whole[..range.start], &part, &whole[range.end..]].concat().into(),
        None => whole,
    }
}

struct Walk<'a, 'd> {
    text: &'a str,
    origin: &'a Origin,
    context: &'a Context<'a>,
    facts: Facts,
    filter: Filter,
    depth: usize,
    /// Inside code, where nothing counts as prose.
    in_code: usize,
    is_page: bool,
    /// The text of the diagram that is being read.
    diagram: Option<Fence>,
    in_heading: bool,
    in_picture: usize,
    /// Inside `[[…]]`.
    in_name: bool,
    /// `{zoom}` right after a picture belongs to it.
    after_picture: bool,
    lead: Lead,
    /// Of the table being read.
    columns: usize,
    hidden: &'a [Range<usize>],
    diags: &'d mut Diagnostics,
}

impl Walk<'_, '_> {
    fn report(&mut self, range: Range<usize>, problem: Problem) {
        self.diags.push(self.origin.place(range), problem);
    }

    /// Reports what could not be read, each word of it once.
    fn faults(&mut self, faults: &[Fault], foreign: Vec<(Range<usize>, Problem)>) {
        let explained = self.wide();
        // By where each begins, with how far those before it reach.
        let mut named: Vec<(usize, usize)> =
            foreign.iter().map(|(range, _)| (range.start, range.end)).collect();
        named.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut named {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        for fault in faults {
            // Of the same words, the one that names the form says more.
            let Range { start, end } = fault.range().clone();
            let before = named.partition_point(|(begin, _)| *begin <= start);
            let is_named = before > 0 && end <= named[before - 1].1;
            // What lacks in ASCII is there in full width.
            let is_wide = match fault {
                Fault::BlockStray { range } | Fault::BlockUnclosed { range, .. } => {
                    explained.iter().any(|at| range.contains(at))
                }
                _ => false,
            };
            if !is_named && !is_wide {
                self.fault(fault);
            }
        }
        for (range, problem) in foreign {
            self.report(range, problem);
        }
    }

    /// Reports block lines with full-width colons; hands back where the ASCII lines begin that lack them.
    fn wide(&mut self) -> Vec<usize> {
        let blocks::Wide { faults, explained } = blocks::wide(self.text);
        for fault in faults {
            let (place, problem) =
                (self.origin.place(fault.place), Problem::DirectiveWidth { line: fault.line });
            match self.origin.exact {
                Some(start) => {
                    let moved =
                        |edit: Edit| Edit { range: edit.range.start + start..edit.range.end + start, ..edit };
                    let edits = fault.edits.into_iter().map(moved).collect();
                    self.diags.push_fix(place, problem, Fix::Edits(edits));
                }
                None => self.diags.push(place, problem),
            }
        }
        explained
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
        let found = headings::headings(events, opening, self.context);
        for fault in found.faults {
            let problem = match fault.problem {
                headings::FaultKind::DuplicateId(id) => Problem::DuplicateId { id },
                headings::FaultKind::Attribute(name) => Problem::HeadingAttribute { name },
                headings::FaultKind::Reserved(id) => Problem::ReservedId { id },
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

    /// Tells of captions that nobody sees. In a folder from elsewhere they were meant as tooltips.
    fn captions(&mut self, events: &[(Event<'_>, Range<usize>)], form: Form<'_>) {
        if self.context.config.is_foreign {
            return;
        }
        for (title, range) in figures::find(events, self.text, matches!(form, Form::Line)).lost {
            let place = find_in(self.text, &range, &title);
            self.report(place, Problem::CaptionInline { title: title.to_string() });
        }
    }

    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Markdown(event) => self.markdown(event, range),
            Event::Open(block) => {
                // A colon in the name is a full-width one of the three, which is reported.
                let fault = blocks::fault(block, self.context).filter(|_| !block.name.starts_with('：'));
                if let Some(problem) = fault {
                    self.block(block, problem);
                }
                match blocks::row(&block.name).map(|row| row.argument) {
                    Some(Argument::Roles) => self.facts.roles.extend(blocks::roles(block).map(|role| {
                        let place = find_in(self.text, &block.argument_range, role);
                        (RoleId::new(role), place)
                    })),
                    Some(Argument::Id(kind)) if !block.argument.is_empty() => {
                        let start = block.argument_range.start;
                        let id = block.argument.split_whitespace().next().unwrap_or_default();
                        self.facts.links.push(Link {
                            target: embed_target(kind, &block.argument).into(),
                            range: start..start + id.len(),
                            is_image: false,
                        });
                    }
                    Some(Argument::File) if !self.is_page => {
                        self.report(block.name_range.clone(), Problem::IncludeHere {});
                    }
                    _ => {}
                }
                self.variables(&block.argument, &block.argument_range);
                self.lead.block();
            }
            Event::Tab { title, title_range } => self.variables(title, title_range),
            Event::Close(_) => {}
        }
    }

    fn block(&mut self, block: &Block, problem: Problem) {
        let place = self.origin.place(block.name_range.clone());
        let edits = match (&problem, self.origin.exact) {
            (Problem::DirectiveAlert { line, .. }, Some(start)) => {
                blocks::as_quote(self.text, block.name_range.start, line, &block.argument).map(|edits| {
                    let moved =
                        |edit: Edit| Edit { range: edit.range.start + start..edit.range.end + start, ..edit };
                    edits.into_iter().map(moved).collect()
                })
            }
            _ => None,
        };
        match edits {
            Some(edits) => self.diags.push_fix(place, problem, Fix::Edits(edits)),
            None => self.diags.push(place, problem),
        }
    }

    fn markdown(&mut self, event: &Markdown<'_>, range: &Range<usize>) {
        let after_picture =
            std::mem::replace(&mut self.after_picture, matches!(event, Markdown::End(TagEnd::Image)));
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
                    TagEnd::CodeBlock => {
                        self.in_code -= 1;
                        self.diagram(range);
                    }
                    TagEnd::Heading(_) => self.in_heading = false,
                    TagEnd::Image => self.in_picture -= 1,
                    TagEnd::Link => self.in_name = false,
                    TagEnd::Paragraph => self.lead.end_paragraph(),
                    _ => {}
                }
            }
            Markdown::Text(text) => {
                let own = text.strip_prefix("{zoom}").filter(|_| after_picture);
                self.words(own.unwrap_or(text), range);
            }
            Markdown::Code(code) => self.plain(code),
            Markdown::SoftBreak | Markdown::HardBreak => self.plain(" "),
            Markdown::Html(text) | Markdown::InlineHtml(text) => self.html(text, range),
            Markdown::InlineMath(formula) | Markdown::DisplayMath(formula) => {
                self.say(formula);
                if let Err(reason) = crate::markdown::math::mathml(formula, false) {
                    self.report(range.clone(), Problem::MathError { reason });
                }
            }
            Markdown::FootnoteReference(_) | Markdown::Rule | Markdown::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::CodeBlock(kind) => {
                self.in_code += 1;
                self.lead.block();
                if let CodeBlockKind::Fenced(info) = kind {
                    self.language(info, range);
                    self.diagram = crate::diagram::is_named(info).then(Fence::default);
                    if let Some(title) = highlight::title_of(info) {
                        self.variables(title, range);
                    }
                }
            }
            // The title of a page is no part of its lead, and is counted with the outline.
            Tag::Heading { .. } => self.in_heading = true,
            Tag::Paragraph => self.lead.begin_paragraph(self.depth),
            Tag::Table(alignments) => {
                self.columns = alignments.len();
                self.lead.block();
            }
            Tag::List(_) | Tag::DefinitionList | Tag::FootnoteDefinition(_) => self.lead.block(),
            Tag::TableRow => {
                self.row(range);
                self.lead.apart();
            }
            Tag::TableCell | Tag::Item | Tag::DefinitionListDefinition => self.lead.apart(),
            Tag::Link { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. } => {
                // How it is spelt is told with the name.
                self.in_name = !has_pothole;
                let range = find_in(self.text, range, dest_url);
                self.facts.links.push(Link { target: term_target(dest_url).into(), range, is_image: false });
            }
            // An email address has no scheme in its text.
            Tag::Link { link_type: LinkType::Email, .. } => {}
            Tag::Link { dest_url, title, .. } => self.link(dest_url, title, range, false),
            Tag::Image { dest_url, title, .. } => {
                self.in_picture += 1;
                self.link(dest_url, title, range, true);
            }
            _ => {}
        }
    }

    fn link(&mut self, target: &str, title: &str, range: &Range<usize>, is_image: bool) {
        self.variables(title, range);
        if target.is_empty() {
            return;
        }
        let place = place_of_target(self.text, range, target);
        self.variables(target, &place);
        let target = variables::fill(target, self.context).into();
        self.facts.links.push(Link { target, range: place, is_image });
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

    /// Takes what the diagram in `range` says: its links, and what is wrong in it.
    fn diagram(&mut self, range: &Range<usize>) {
        let Some(fence) = self.diagram.take() else { return };
        let told = diagrams::read(&fence.text, &|text| variables::fill(text, self.context).into_owned());
        let info = range.start..range.start + self.text[range.clone()].lines().next().map_or(0, str::len);
        for (place, problem) in told.problems {
            // An empty diagram has no place of its own.
            let place = if place.is_empty() { info.clone() } else { fence.place(place) };
            self.report(place, problem);
        }
        for (text, place) in told.diagram.iter().flat_map(|diagram| &diagram.texts) {
            self.variables(text, &fence.place(place.clone()));
        }
        for link in told.diagram.iter().flat_map(|diagram| &diagram.links) {
            let place = fence.place(link.range.clone());
            self.variables(&link.target, &place);
            let target = variables::fill(&link.target, self.context).into();
            self.facts.links.push(Link { target, range: place, is_image: false });
        }
    }

    fn html(&mut self, text: &str, range: &Range<usize>) {
        let mut found = Found { context: self.context, links: Vec::new(), texts: Vec::new() };
        let read = self.filter.read(text, self.depth, &mut found);
        let Found { links, texts, .. } = found;
        if text.starts_with("<br") {
            self.lead.apart();
        }
        for fault in read.faults {
            let place = |at| html::place(self.text, range, text, at);
            let place = place(fault.range.start)..place(fault.range.end);
            let problem = match fault.kind {
                html::FaultKind::Forbidden(name) => Problem::HtmlElement { name },
                html::FaultKind::Ignored(name) => Problem::HtmlIgnored { name },
                html::FaultKind::Unknown(name) => Problem::HtmlUnknown { name },
                html::FaultKind::Attribute(name) => Problem::HtmlAttribute { name },
                html::FaultKind::Reserved(id) => Problem::ReservedId { id },
            };
            self.report(place, problem);
        }
        self.facts.html_ids.extend(read.ids);
        for text in texts {
            self.variables(&text, range);
        }
        for (written, is_image) in links {
            let place = find_in(self.text, range, &written);
            self.variables(&written, &place);
            let target = variables::fill(&written, self.context).into();
            self.facts.links.push(Link { target, range: place, is_image });
        }
    }

    fn words(&mut self, text: &str, range: &Range<usize>) {
        if let Some(fence) = &mut self.diagram {
            fence.push(text, self.text, range);
        }
        if self.in_code > 0 {
            return;
        }
        if self.filter.is_in_code() {
            return self.plain(text);
        }
        self.variables(text, range);
        self.spellings(text, range);
        let filled = variables::fill(text, self.context);
        self.plain(&filled);
    }

    /// Tells of spellings that the glossary does not want.
    fn spellings(&mut self, text: &str, range: &Range<usize>) {
        let Some(terms) = self.context.terms.filter(|_| !self.in_name) else { return };
        let language = self.context.language_id();
        for spot in terms.find(language, text).into_iter().filter(|spot| spot.is_banned) {
            let found = &text[spot.range.clone()];
            // What is written with escapes is longer in the file.
            let is_exact = self.text.get(range.clone()) == Some(text);
            let place = match is_exact {
                true => range.start + spot.range.start..range.start + spot.range.end,
                false => find_in(self.text, range, found),
            };
            let term = terms.get(language, spot.term).name.clone();
            self.report(place, Problem::TermBanned { found: found.to_owned(), term });
        }
    }

    /// Tells of variables that nobody has defined.
    fn variables(&mut self, text: &str, range: &Range<usize>) {
        for (written, part, problem) in variables::unknown(text, self.context) {
            let found = find_in(self.text, range, &written);
            let part =
                (found.len() == written.len()).then(|| found.start + part.start..found.start + part.end);
            let place = self.origin.place(part.unwrap_or(found));
            let cause = self.context.config.lost("variables");
            let cause = cause.filter(|_| matches!(problem, Problem::VariableUnknown { .. }));
            self.diags.push_after(cause.as_ref(), place, problem);
        }
    }

    fn plain(&mut self, text: &str) {
        if self.in_code > 0 || self.in_heading {
            return;
        }
        let text = escape::printable(text);
        self.facts.reading += count(&text);
        self.say(&text);
    }

    fn say(&mut self, text: &str) {
        if self.in_code == 0 && !self.in_heading {
            self.lead.say(text, self.in_picture > 0);
        }
    }
}

/// Whether a name is another one with a single slip, in a long one with two.
fn is_slip_of(name: &str, other: &str) -> bool {
    let slips = strsim::damerau_levenshtein(&name.to_lowercase(), other);
    slips <= if name.len() < 8 { 1 } else { 2 } && name.len() > 2
}

/// What a piece of HTML asks about, kept for the walk.
struct Found<'a> {
    context: &'a Context<'a>,
    /// As written, and whether it is a picture.
    links: Vec<(String, bool)>,
    texts: Vec<String>,
}

impl html::Page for Found<'_> {
    fn address(&mut self, url: &str, is_picture: bool) -> Option<String> {
        self.links.push((url.to_owned(), is_picture));
        Some(url.to_owned())
    }

    fn text<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        if !variables::unknown(text, self.context).is_empty() {
            self.texts.push(text.to_owned());
        }
        Cow::Borrowed(text)
    }
}

/// The beginning of a text in words.
struct Lead {
    text: String,
    /// A page is introduced by its first paragraph or not at all; a value of a YAML file by whatever it says.
    is_page: bool,
    state: LeadState,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LeadState {
    Waiting,
    InParagraph,
    Done,
}

impl Lead {
    fn new(form: Form<'_>) -> Lead {
        let is_page = matches!(form, Form::Page(_));
        Lead { text: String::new(), is_page, state: LeadState::Waiting }
    }

    fn begin_paragraph(&mut self, depth: usize) {
        // Deeper lies a quote or a note; what introduces the page comes after it.
        if self.state == LeadState::Waiting && depth == 1 {
            self.state = LeadState::InParagraph;
        }
    }

    /// A paragraph of pictures, or the mark where another program puts a table of contents, says nothing.
    fn end_paragraph(&mut self) {
        let text = self.text.trim();
        let is_mark = ["[toc]", "[[toc]]", "[[_toc_]]"].iter().any(|mark| text.eq_ignore_ascii_case(mark));
        if text.is_empty() || self.is_page && is_mark {
            self.text.clear();
            if self.state == LeadState::InParagraph {
                self.state = LeadState::Waiting;
            }
        } else if !self.is_page || self.state == LeadState::InParagraph {
            self.state = LeadState::Done;
        }
    }

    /// Something else than a paragraph begins.
    fn block(&mut self) {
        if self.is_page || !self.text.trim().is_empty() {
            self.state = LeadState::Done;
        }
    }

    /// What follows stands apart from what was said.
    fn apart(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.say(" ", false);
        }
    }

    fn say(&mut self, text: &str, is_picture: bool) {
        let counts = match self.state {
            LeadState::Waiting => !self.is_page,
            LeadState::InParagraph => !self.is_page || !is_picture,
            LeadState::Done => false,
        };
        // Enough to find the last whole sentence in.
        if counts && self.text.len() < 8 * LEAD {
            self.text.push_str(text);
        }
    }

    fn text(self) -> String {
        shortened(self.text.trim())
    }
}

/// As many whole sentences as have room; where the first one is too long, it ends at a pause, marked as cut.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LEAD) else { return text.to_owned() };
    let closing = |c: char| matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '"');
    let mut sentence = None;
    let mut pause = None;
    for (at, c) in text[..end].char_indices() {
        let after = at + c.len_utf8();
        let rest = &text[after..];
        match c {
            '。' | '！' | '？' => {
                sentence = Some(after + rest.len() - rest.trim_start_matches(closing).len())
            }
            '.' | '!' | '?' if rest.starts_with(char::is_whitespace) => sentence = Some(after),
            '，' | '；' | '：' | '、' => pause = Some(at),
            c if c.is_whitespace() => pause = Some(at),
            _ => {}
        }
    }
    match sentence {
        Some(end) => text[..end].to_owned(),
        None => format!("{}…", text[..pause.unwrap_or(end)].trim_end_matches([',', ';', ':', ' '])),
    }
}

/// Han characters and kana one by one, everything else as words between spaces.
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

fn is_term(event: &Event<'_>) -> bool {
    let Event::Markdown(Markdown::Start(Tag::Link { link_type, .. })) = event else { return false };
    matches!(link_type, LinkType::WikiLink { .. })
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
    use super::{count, shortened};
    use crate::model::prose::Reading;

    #[test]
    fn a_lead_ends_with_a_sentence() {
        let long = "先审核。再过账".to_owned() + &"甲".repeat(200);
        assert_eq!(shortened(&long), "先审核。");
        assert_eq!(shortened(&format!("“先审核。”{long}{long}")), "“先审核。”先审核。");
        assert_eq!(shortened(&format!("Version 8.1 is out. {}", "word ".repeat(40))), "Version 8.1 is out.");
        assert_eq!(shortened(&format!("甲，{}", "乙".repeat(200))), "甲…");
        assert_eq!(shortened("没有句号"), "没有句号");
    }

    #[test]
    fn reading_time_counts_han_and_words() {
        assert_eq!(count("采购入库 purchase receipt PO-2026"), Reading { han: 4, words: 3 });
        assert_eq!(Reading { han: 401, words: 0 }.minutes(), 2);
        assert_eq!(Reading::default().minutes(), 0);
    }
}
