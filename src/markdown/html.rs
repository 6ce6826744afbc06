//! Raw HTML in a text: a short list of harmless elements passes, the rest is named and made harmless.
//!
//! What is let through is written again from its parts, so no attribute reaches a page that is not on the list.

use crate::escape;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;

/// How the ids of the theme's own elements, and those that are made for notes, begin: no heading has one of them.
pub const RESERVED: &str = "rb-";

/// Elements of a page's own frame: the theme has them already, so a text gets a `div` in their place.
const FRAME: &[&str] =
    &["address", "article", "aside", "footer", "header", "hgroup", "main", "nav", "section"];
/// Elements that may be written, beside Markdown's own.
const ALLOWED: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];
/// Elements without an end tag.
const VOID: &[&str] = &["br", "col", "hr", "img", "wbr"];
/// Elements that run, load, send or restyle something, and those of HTML that a text has no use for.
const FORBIDDEN: &[&str] = &[
    "applet", "area", "audio", "base", "bdi", "bdo", "body", "button", "canvas", "data", "datalist", "dfn",
    "dialog", "embed", "fieldset", "form", "frame", "frameset", "head", "html", "iframe", "input", "label",
    "legend", "link", "map", "math", "menu", "meta", "meter", "noscript", "object", "optgroup", "option",
    "output", "param", "picture", "portal", "progress", "rb", "rtc", "script", "search", "select", "slot",
    "source", "style", "svg", "template", "textarea", "title", "track", "video",
];
/// Those of them whose inside is data for a program, not text for a reader.
const DATA: &[&str] = &["script", "style", "template", "textarea", "title"];
/// Obsolete elements that only change the look.
const OBSOLETE: &[&str] = &["big", "center", "font", "marquee", "nobr", "strike", "tt"];
/// Elements that are in a line of text, between whose words is no space.
const IN_LINE: &[&str] = &[
    "a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "mark", "nobr",
    "q", "rp", "rt", "ruby", "s", "samp", "script", "small", "span", "strike", "strong", "style", "sub",
    "sup", "template", "time", "tt", "u", "var", "wbr",
];
const ATTRIBUTES: &[&str] = &[
    "alt", "align", "colspan", "datetime", "dir", "height", "id", "lang", "open", "rowspan", "scope",
    "start", "title", "value", "width",
];

/// Whether HTML has an element of this name, allowed or not.
pub fn is_element(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [FRAME, ALLOWED, FORBIDDEN, OBSOLETE].iter().any(|list| list.contains(&name.as_str()))
}

/// Follows the open elements of a page, so that what a writer forgets to close ends with the block it is in.
#[derive(Debug, Default)]
pub struct Filter {
    open: Vec<(String, usize)>,
    ids: Ids,
}

/// The ids of the text that are given already, by headings and by the writer.
type Ids = BTreeSet<String>;

/// A piece of HTML made harmless.
#[derive(Debug, Default)]
pub struct Read {
    pub html: String,
    /// Where in it something is still to be written, in order.
    pub spots: Vec<(usize, Spot)>,
    /// The ids that links may name.
    pub ids: Vec<String>,
    pub faults: Vec<Fault>,
}

/// What depends on the page the HTML is shown on.
#[derive(Debug, PartialEq, Eq)]
pub enum Spot {
    /// The address that this one, as it was written, becomes; to be escaped with `escape`.
    Address(String),
    /// What is before every id of the text.
    Prefix,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    pub kind: FaultKind,
    /// Bytes of the piece.
    pub range: Range<usize>,
}

#[derive(Debug, PartialEq, Eq)]
pub enum FaultKind {
    Forbidden(String),
    Ignored(String),
    Unknown(String),
    Attribute(String),
    /// An id that belongs to the theme.
    Reserved(String),
}

/// What only the page knows that holds the HTML.
pub trait Page {
    /// The address to write for this one, its variables filled in; none where it leads nowhere, and the attribute is
    /// left out.
    fn address(&mut self, url: &str, is_picture: bool) -> Option<String>;

    /// A text with its variables filled in.
    fn text<'t>(&mut self, text: &'t str) -> Cow<'t, str>;
}

impl Filter {
    /// For a page on which these ids are given to headings.
    pub fn beside(headings: impl Iterator<Item = String>) -> Filter {
        Filter { open: Vec::new(), ids: headings.collect() }
    }

    /// Reads one piece of HTML that stands `depth` Markdown blocks deep.
    pub fn read(&mut self, text: &str, depth: usize, page: &mut dyn Page) -> Read {
        let mut out = Read::default();
        let mut at = 0;
        while let Some(found) = text[at..].find('<') {
            let start = at + found;
            self.words(&text[at..start], page, &mut out.html);
            at = self.construct(text, start, depth, page, &mut out);
        }
        self.words(&text[at..], page, &mut out.html);
        out
    }

    fn words(&self, text: &str, page: &mut dyn Page, html: &mut String) {
        if self.is_in_code() {
            escape(text, html);
        } else {
            escape(&page.text(text), html);
        }
    }

    /// Whether what is here is code, in which nothing is filled in.
    pub fn is_in_code(&self) -> bool {
        self.open.iter().any(|(name, _)| matches!(name.as_str(), "code" | "pre" | "samp"))
    }

    /// Whether what is here is a link or heads something, so that no link of ours belongs there.
    pub fn takes_no_link(&self) -> bool {
        let takes_none = |name: &str| {
            matches!(name, "a" | "abbr" | "kbd" | "summary" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
        };
        self.open.iter().any(|(name, _)| takes_none(name))
    }

    /// Markdown has left the blocks deeper than `depth`: gives the end tags of what was opened inside them.
    pub fn leave(&mut self, depth: usize) -> String {
        let mut html = String::new();
        while self.open.last().is_some_and(|(_, opened)| *opened > depth) {
            let (name, _) = self.open.pop().expect("looked at just above");
            write!(html, "</{name}>").expect("writing to a String cannot fail");
        }
        html
    }

    /// The end of the page: gives the end tags of all that is still open.
    pub fn finish(&mut self) -> String {
        self.open.drain(..).rev().map(|(name, _)| format!("</{name}>")).collect()
    }

    /// One tag, comment or declaration that begins at `start`; gives the offset after it.
    fn construct(
        &mut self,
        text: &str,
        start: usize,
        depth: usize,
        page: &mut dyn Page,
        out: &mut Read,
    ) -> usize {
        let rest = &text[start..];
        if let Some(len) = declaration(rest) {
            return len.map_or(text.len(), |len| start + len);
        }
        let Some(tag) = tag(rest) else {
            out.html.push_str("&lt;");
            return start + 1;
        };
        let end = start + tag.len;
        let name = tag.name.to_ascii_lowercase();
        let mut fault = |kind| out.faults.push(Fault { kind, range: start..end });
        if FORBIDDEN.contains(&name.as_str()) {
            if !tag.is_end {
                fault(FaultKind::Forbidden(name.clone()));
            }
            // What is between the tags is data for a program, not text for a reader.
            if !tag.is_end && DATA.contains(&name.as_str()) {
                return find_end_tag(&text[end..], &name).map_or(text.len(), |at| end + at);
            }
            return end;
        }
        if OBSOLETE.contains(&name.as_str()) {
            if !tag.is_end {
                fault(FaultKind::Ignored(name));
            }
            return end;
        }
        let name = if FRAME.contains(&name.as_str()) { "div".to_owned() } else { name };
        if !ALLOWED.contains(&name.as_str()) {
            if !tag.is_end {
                fault(FaultKind::Unknown(tag.name.to_owned()));
            }
            escape(&text[start..end], &mut out.html);
            return end;
        }
        if tag.is_end {
            self.close(&name, depth, &mut out.html);
        } else {
            write!(out.html, "<{name}").expect("writing to a String cannot fail");
            let attributes =
                Attributes { element: &name, text: tag.attributes, offset: start + tag.attributes_at };
            attributes.write(&mut self.ids, page, out);
            out.html.push('>');
            if !VOID.contains(&name.as_str()) {
                self.open.push((name, depth));
            }
        }
        end
    }

    /// Closes the element, and those inside it that were left open; an end tag that closes nothing is dropped.
    fn close(&mut self, name: &str, depth: usize, html: &mut String) {
        let Some(at) = self.open.iter().rposition(|(open, opened)| open == name && *opened >= depth) else {
            return;
        };
        for (name, _) in self.open.drain(at..).rev() {
            write!(html, "</{name}>").expect("writing to a String cannot fail");
        }
    }
}

/// A part of a piece of HTML that no reader sees.
#[derive(Debug, PartialEq, Eq)]
pub struct HiddenPart {
    /// Without the tags around it, where it is the inside of an element.
    pub range: Range<usize>,
    /// Whether it ends in the piece; else it goes on to the piece's end.
    pub is_closed: bool,
    /// The element it is in; none for a comment or a declaration.
    pub element: Option<&'static str>,
}

/// The comments and the insides of elements for programs in a piece of HTML, in order.
pub fn hidden(text: &str) -> Vec<HiddenPart> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|found| at + found) {
        let rest = &text[start..];
        if let Some(len) = declaration(rest) {
            at = len.map_or(text.len(), |len| start + len);
            found.push(HiddenPart { range: start..at, is_closed: len.is_some(), element: None });
        } else if let Some(tag) = tag(rest) {
            at = start + tag.len;
            let data = DATA.iter().find(|name| !tag.is_end && tag.name.eq_ignore_ascii_case(name));
            if let Some(&element) = data {
                let end = find_end_tag(&text[at..], element);
                let range = at..end.map_or(text.len(), |end| at + end);
                at = range.end;
                found.push(HiddenPart { range, is_closed: end.is_some(), element: Some(element) });
            }
        } else {
            at = start + 1;
        }
    }
    found
}

/// Calls `each` with the words of a piece of HTML as they are there, and with a space for each tag of a block.
pub fn words(text: &str, each: &mut dyn FnMut(&str)) {
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|found| at + found) {
        each(&text[at..start]);
        let rest = &text[start..];
        at = if let Some(len) = declaration(rest) {
            len.map_or(text.len(), |len| start + len)
        } else if let Some(tag) = tag(rest) {
            let end = start + tag.len;
            let name = tag.name.to_ascii_lowercase();
            let own = |names: &[&str]| names.contains(&name.as_str());
            if own(DATA) && !tag.is_end {
                find_end_tag(&text[end..], &name).map_or(text.len(), |at| end + at)
            } else {
                if !(own(ALLOWED) || own(FRAME) || own(FORBIDDEN) || own(OBSOLETE)) {
                    each(&text[start..end]);
                } else if !own(IN_LINE) {
                    each(" ");
                }
                end
            }
        } else {
            each("<");
            start + 1
        };
    }
    each(&text[at..]);
}

/// Where the offset `at` of a piece of HTML is in the text it was read from, in which each line of the piece may
/// have marks of quotes and lists before it and another line end.
pub fn place(text: &str, range: &Range<usize>, piece: &str, at: usize) -> usize {
    if piece.len() == range.len() {
        return range.start + at;
    }
    let line = piece[..at].matches('\n').count();
    // A line of the piece is the end of the line in the text.
    let left = piece[at..].find('\n').unwrap_or(piece.len() - at);
    let mut start = range.start;
    for _ in 0..line {
        start = text[start..range.end].find('\n').map_or(range.end, |end| start + end + 1);
    }
    let end = text[start..range.end].find('\n').map_or(range.end, |end| start + end);
    let end = if text[start..end].ends_with('\r') { end - 1 } else { end };
    let found = end.saturating_sub(left).max(start);
    (start..=found).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(start)
}

/// Where the end tag of an element begins.
pub fn find_end_tag(text: &str, name: &str) -> Option<usize> {
    text.match_indices("</").map(|(at, _)| at).find(|at| {
        let rest = &text[at + 2..];
        rest.get(..name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name))
            && !rest[name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
    })
}

/// The length of a comment, an instruction or a declaration that begins the text; none inside where it never ends.
fn declaration(text: &str) -> Option<Option<usize>> {
    let marks = [("<!--", "-->", 2), ("<![CDATA[", "]]>", 9), ("<?", "?>", 2), ("<!", ">", 2)];
    // `<!-->` and `<!--->` are whole comments.
    let (_, close, from) = marks.into_iter().find(|(open, ..)| text.starts_with(open))?;
    Some(text[from..].find(close).map(|end| from + end + close.len()))
}

struct Tag<'t> {
    name: &'t str,
    is_end: bool,
    attributes: &'t str,
    attributes_at: usize,
    len: usize,
}

/// How many line ends a tag may hold.
const MOST_LINES: usize = 100;

/// Reads a start or end tag at the beginning of `text`. Quoted values may hold `>`.
fn tag(text: &str) -> Option<Tag<'_>> {
    let is_end = text.starts_with("</");
    let name_at = if is_end { 2 } else { 1 };
    let rest = &text[name_at..];
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name_len = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len());
    let attributes_at = name_at + name_len;
    let mut quote = None;
    let mut lines = 0;
    for (at, c) in text[attributes_at..].char_indices() {
        match (quote, c) {
            // A quote that is never closed reaches to the end of the page: for many of them, its length would be squared.
            (_, '\n') if lines == MOST_LINES => return None,
            (_, '\n') => lines += 1,
            (None, '>') => {
                let attributes = &text[attributes_at..attributes_at + at];
                let len = attributes_at + at + 1;
                return Some(Tag { name: &rest[..name_len], is_end, attributes, attributes_at, len });
            }
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// The attributes of one tag.
struct Attributes<'t> {
    element: &'t str,
    text: &'t str,
    /// Where they begin in the piece.
    offset: usize,
}

impl Attributes<'_> {
    fn write(&self, ids: &mut Ids, page: &mut dyn Page, out: &mut Read) {
        let mut at = 0;
        let mut has_id = false;
        while let Some(found) = next_attribute(self.text, &mut at) {
            let name = found.name.to_ascii_lowercase();
            // `srcset` would need each of its pictures looked at; one picture is enough.
            if name.starts_with("on") || matches!(name.as_str(), "style" | "srcdoc" | "formaction" | "srcset")
            {
                let start = self.offset + found.at;
                let range = start..start + found.name.len();
                out.faults.push(Fault { kind: FaultKind::Attribute(name), range });
                continue;
            }
            match (self.element, name.as_str()) {
                ("a", "href") | ("img", "src") => {
                    if let Some(address) = page.address(&found.value, name == "src") {
                        out.attribute(&name, Some(Spot::Address(address)), "");
                    }
                }
                // An old-style anchor is an id by another name. One id is enough, and no two things share one.
                (_, "id") | ("a", "name") => {
                    if found.value.starts_with(RESERVED) {
                        let start = self.offset + found.at;
                        let range = start..start + found.name.len();
                        out.faults.push(Fault { kind: FaultKind::Reserved(found.value), range });
                        continue;
                    }
                    if std::mem::replace(&mut has_id, true) || !ids.insert(found.value.clone()) {
                        continue;
                    }
                    out.attribute("id", Some(Spot::Prefix), &found.value);
                    out.ids.push(found.value);
                }
                (_, own @ ("alt" | "title")) => out.attribute(own, None, &page.text(&found.value)),
                (_, own) if ATTRIBUTES.contains(&own) => out.attribute(own, None, &found.value),
                // class, target, rel, data-…: meant for another program's pages.
                _ => {}
            }
        }
    }
}

impl Read {
    fn attribute(&mut self, name: &str, spot: Option<Spot>, value: &str) {
        write!(self.html, " {name}=\"").expect("writing to a String cannot fail");
        self.spots.extend(spot.map(|spot| (self.html.len(), spot)));
        escape(value, &mut self.html);
        self.html.push('"');
    }
}

struct Attribute {
    name: String,
    value: String,
    at: usize,
}

fn next_attribute(text: &str, at: &mut usize) -> Option<Attribute> {
    let blank = |c: char| c.is_ascii_whitespace() || c == '/';
    let start = *at + text[*at..].find(|c| !blank(c))?;
    let name_end = start + text[start..].find(|c: char| blank(c) || c == '=').unwrap_or(text.len() - start);
    // A stray `=` is skipped as its own, nameless attribute.
    let name_end = name_end.max(start + 1);
    let name = text[start..name_end].to_owned();
    let rest = text[name_end..].trim_start();
    let Some(value) = rest.strip_prefix('=').map(str::trim_start) else {
        *at = name_end;
        return Some(Attribute { name, value: String::new(), at: start });
    };
    let value_at = text.len() - value.len();
    let (value, end) = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let inner = &value[1..];
            let len = inner.find(quote).unwrap_or(inner.len());
            (&inner[..len], (value_at + 1 + len + 1).min(text.len()))
        }
        _ => {
            let len = value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len());
            (&value[..len], value_at + len)
        }
    };
    *at = end;
    Some(Attribute { name, value: decode(value), at: start })
}

/// The few references that occur in addresses and titles; anything else stays as written and is escaped again.
fn decode(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    value
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// Escapes text; references already written (`&nbsp;`) stay.
pub fn escape(text: &str, html: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        escape::push(&rest[..at], html);
        rest = &rest[at..];
        html.push_str(if is_reference(rest) { "&" } else { "&amp;" });
        rest = &rest[1..];
    }
    escape::push(rest, html);
}

fn is_reference(text: &str) -> bool {
    text[1..].split_once(';').is_some_and(|(name, _)| {
        !name.is_empty() && name.len() <= 32 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
    })
}

#[cfg(test)]
mod tests {
    use super::{FaultKind, Filter, Page, Spot};
    use std::borrow::Cow;

    struct Plain;

    impl Page for Plain {
        fn address(&mut self, url: &str, _is_picture: bool) -> Option<String> {
            (!url.contains(':')).then(|| url.to_owned())
        }

        fn text<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
            Cow::Borrowed(text)
        }
    }

    fn read(text: &str) -> (String, Vec<FaultKind>) {
        let mut filter = Filter::default();
        let read = filter.read(text, 0, &mut Plain);
        let mut html = read.html + &filter.finish();
        for (at, spot) in read.spots.iter().rev() {
            html.insert_str(*at, if let Spot::Address(url) = spot { url } else { "c1-" });
        }
        (html, read.faults.into_iter().map(|fault| fault.kind).collect())
    }

    #[test]
    fn harmless_elements_pass_and_are_closed() {
        assert_eq!(read("<kbd>F5</kbd>").0, "<kbd>F5</kbd>");
        assert_eq!(read("<div><b>x").0, "<div><b>x</b></div>");
        assert_eq!(read("x</div>").0, "x");
        assert_eq!(read("<IMG SRC='a.png' class=x>").0, "<img src=\"a.png\">");
    }

    #[test]
    fn what_runs_is_refused() {
        for bad in [
            "<script>alert(1)</script>",
            "<iframe src=x></iframe>",
            "<svg><set></set></svg>",
            "<base href=//x>",
        ] {
            let (html, faults) = read(bad);
            assert!(!html.contains("<s") && !html.contains("<i") && !html.contains("<b"), "{html}");
            assert!(matches!(faults[0], FaultKind::Forbidden(_)), "{bad}");
        }
        let (html, faults) = read("a <img src=x onerror=alert(1)>");
        assert_eq!(html, "a <img src=\"x\">");
        assert_eq!(faults, [FaultKind::Attribute("onerror".into())]);
        assert_eq!(read("<a href=javascript:x>").0, "<a></a>");
        assert_eq!(read("<b id=x><i id=x>y</i></b>").0, "<b id=\"c1-x\"><i>y</i></b>");
    }

    #[test]
    fn a_placeholder_in_angle_brackets_stays_readable() {
        let (html, faults) = read("<your-name>");
        assert_eq!(html, "&lt;your-name&gt;");
        assert_eq!(faults, [FaultKind::Unknown("your-name".into())]);
    }
}
