//! What a writer hides: HTML comments, and what is between the tags of elements for programs.
//!
//! In: the parser's events. Out: the parts of the text that no reader may see, and which of them the parser did not
//! take whole, because a blank line, the end of a quote or a bar of a table cut them in two: those are blanked out
//! before the text is parsed again. Not here: code, in which a comment is just an example.

use pulldown_cmark::{Event as Md, Parser, Tag, TagEnd};
use std::ops::Range;

use crate::escape;
use crate::markdown::events::{Event, Ranged};
use crate::markdown::{html, inert};

/// The hidden parts of a text, in order.
#[derive(Debug, Default)]
pub(crate) struct Hidden {
    /// Those that each stand within one piece of HTML: whoever reads HTML skips them.
    pub(crate) whole: Vec<Range<usize>>,
    /// Those that the parser cut.
    pub(crate) cut: Vec<Range<usize>>,
    /// Where a comment begins that never ends.
    pub(crate) unclosed: Option<usize>,
}

/// Finds what is hidden in a text with these events.
pub(crate) fn find(events: &[Ranged<'_>], text: &str) -> Hidden {
    let mut search = Search { text, found: Hidden::default(), end: 0 };
    if !text.contains('<') {
        return search.found;
    }
    let mut in_code = false;
    for (event, range) in events {
        match event {
            Event::Markdown(Md::Start(Tag::CodeBlock(_))) => in_code = true,
            Event::Markdown(Md::End(TagEnd::CodeBlock)) => in_code = false,
            // What begins inside a comment that was cut will look different when that is gone.
            _ if range.start < search.end => {}
            Event::Markdown(Md::Html(html) | Md::InlineHtml(html)) => search.html(html, range),
            Event::Markdown(Md::Start(Tag::Link { title, .. } | Tag::Image { title, .. }))
                if title.contains("<!--") =>
            {
                if let Some(at) = text[range.clone()].rfind("<!--") {
                    search.comment(range.start + at);
                }
            }
            Event::Markdown(Md::Text(_)) if !in_code => search.words(range.clone()),
            Event::Open(block) => search.words(block.argument_range.clone()),
            Event::Tab { title_range, .. } => search.words(title_range.clone()),
            _ => {}
        }
    }
    search.found
}

/// The link definitions that are comments by another name, as in `[//]: # (for the editors)`: they lead nowhere and
/// have a title. They are shown nowhere but in a copy of the text.
pub(crate) fn definitions(parser: &Parser<'_>) -> Vec<Range<usize>> {
    let definitions = parser.reference_definitions().iter();
    let leads_nowhere = definitions.filter(|(_, own)| matches!(&*own.dest, "" | "#") && own.title.is_some());
    leads_nowhere.map(|(_, own)| own.span.clone()).collect()
}

struct Search<'t> {
    text: &'t str,
    found: Hidden,
    /// Where the last part that was cut ends.
    end: usize,
}

impl Search<'_> {
    /// A piece of HTML, as the parser gives it.
    fn html(&mut self, html: &str, range: &Range<usize>) {
        for part in html::hidden(html) {
            let start = html::place(self.text, range, html, part.range.start);
            if start < self.end {
                return;
            }
            if part.is_closed {
                let end = html::place(self.text, range, html, part.range.end);
                self.found.whole.push(start..end);
                continue;
            }
            match part.element {
                // It may end in a later piece; where it ends nowhere, it is only a name without backticks.
                Some(name) => {
                    if let Some(end) = html::find_end_tag(&self.text[start..], name) {
                        self.cut(start, start + end);
                    }
                }
                None => self.comment(start),
            }
            return;
        }
    }

    /// Words of the text: where a comment begins in them, the parser has not seen its end.
    fn words(&mut self, range: Range<usize>) {
        let mut at = range.start.max(self.end);
        while at < range.end
            && let Some(start) = self.text[at..range.end].find('<').map(|found| at + found)
        {
            at = start + 1;
            if self.text[start..].starts_with("<!--") && !is_escaped(self.text, start) {
                self.comment(start);
                at = self.end;
            }
        }
    }

    fn comment(&mut self, start: usize) {
        match escape::comment_end(self.text, start) {
            Some(end) => self.cut(start, end),
            None => {
                self.found.unclosed = Some(start);
                self.cut(start, self.text.len());
            }
        }
    }

    fn cut(&mut self, start: usize, end: usize) {
        self.end = end.max(start + 1);
        let is_shown = |c: char| !c.is_whitespace() && c != inert::HIDDEN;
        if end > start && self.text[start..end].contains(is_shown) {
            self.found.cut.push(start..end);
        }
    }
}

fn is_escaped(text: &str, at: usize) -> bool {
    text.as_bytes()[..at].iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use crate::markdown::events::{Dialect, Event};
    use crate::markdown::reader::Reader;
    use pulldown_cmark::Event as Md;

    /// What is shown of a text, and what is hidden in it.
    fn read(text: &str) -> (String, Vec<&str>) {
        let reader = Reader::new(text, Dialect::Rolebook);
        let read = reader.read();
        let mut shown = String::new();
        for (event, _) in &read.events {
            match event {
                Event::Markdown(Md::Html(html) | Md::InlineHtml(html)) => {
                    crate::markdown::html::words(html, &mut |words| shown.push_str(words));
                }
                Event::Markdown(Md::Text(text) | Md::Code(text)) => shown.push_str(text),
                Event::Open(block) => shown.push_str(&block.argument),
                Event::Tab { title, .. } => shown.push_str(title),
                _ => {}
            }
        }
        (shown, read.hidden.iter().map(|range| &text[range.clone()]).collect())
    }

    #[test]
    fn a_comment_is_hidden_wherever_it_stands() {
        for text in [
            "甲<!-- 密 -->乙",
            "甲\n<!--\n密\n-->\n乙",
            "甲\n\n<!--\n密\n\n密\n\n-->\n\n乙",
            "甲 <!-- 密\n\n密 -->乙",
            "甲\n\n<div><!--\n\n密\n\n--></div>\n\n乙",
            "- 甲\n  <!--\n\n  密\n\n  -->\n- 乙",
            "- 甲 <!-- 密\n- 密\n-->\n- 乙",
            "> 甲\n> <!--\n密\n> -->\n> 乙",
            "> 甲\n> <!--\n> 密\n>\n> 密\n> -->\n> 乙",
            "| 甲 |\n|---|\n| <!-- 密 | 密 --> 乙 |",
            "| 甲 |\n|---|\n| 乙<!-- 密 --> |",
            "甲\n: 乙 <!-- 密\n\n  密 -->",
            "# 甲 <!-- 密 --> 乙",
            "甲 [乙<!-- 密 -->](a.md)",
            "甲 ![乙<!-- 密 -->](a.png)",
            "甲 [乙](a.md \"<!-- 密 -->\")",
            "甲[^1]\n\n[^1]: 乙 <!-- 密\n\n  密 -->",
            "::: details 甲 <!-- 密 -->\n乙\n:::",
            "::: details 甲 <!-- 密\n密 -->\n乙\n:::",
            "::: tabs\n== 甲<!-- 密 -->\n乙\n:::",
            "甲\n\n<!--\n::: details 密\n-->\n乙",
            "甲 <script>密</script>乙",
            "甲\n\n<style>\n密\n\n密\n</style>\n乙",
            "甲\n\n<template>\n\n密\n\n</template>\n\n乙",
            "甲\n\n<div>\n<SCRIPT>\n密\n\n密\n</Script>\n</div>\n\n乙",
            "甲 <!-- ```\n密\n``` -->乙",
        ] {
            let (shown, hidden) = read(text);
            let words: String = shown.split_whitespace().collect();
            assert_eq!(words, "甲乙", "{text}");
            assert!(hidden.concat().contains('密') && !hidden.concat().contains('乙'), "{text}: {hidden:?}");
            let windows = text.replace('\n', "\r\n");
            assert_eq!(read(&windows).1.concat().replace("\r\n", "\n"), hidden.concat(), "{text}");
        }
    }

    #[test]
    fn a_comment_in_code_stays_and_so_does_what_only_looks_like_one() {
        for (text, shown) in [
            ("```html\n<!-- 甲 -->\n```", "<!-- 甲 -->\n"),
            ("`<!-- 甲 -->`", "<!-- 甲 -->"),
            ("    <!-- 甲\n", "<!-- 甲\n"),
            ("\\<!-- 甲 -->", "<!-- 甲 -->"),
            ("&lt;!-- 甲 -->", "<!-- 甲 -->"),
            ("<!--> 甲", " 甲"),
            ("用 <title> 写\n\n甲", "用  写甲"),
        ] {
            assert_eq!(read(text).0, shown, "{text}");
        }
    }

    #[test]
    fn a_comment_that_is_never_closed_hides_the_rest_and_is_a_fault() {
        for text in ["甲 <!-- 密\n\n密", "甲\n\n<!--\n密\n\n密", "> 甲 <!-- 密\n\n密"] {
            let reader = Reader::new(text, Dialect::Rolebook);
            assert_eq!(reader.read().faults.len(), 1, "{text}");
            assert_eq!(read(text).0.trim(), "甲", "{text}");
        }
    }
}
