//! Emphasis beside Chinese, Japanese and Korean punctuation: `**注意：**请先审核` is bold.
//!
//! CommonMark decides by the neighbours of a run of `*` whether it opens or closes, and takes spaces between words for
//! granted. Here the neighbours are judged by the rule of <https://github.com/tats-u/markdown-cjk-friendly>, and
//! only the paragraphs in which that changes a run are matched again, from the parser's own events: so code, links and
//! escapes stay as the parser saw them. The file can go when the parser knows the rule itself.

use pulldown_cmark::{CowStr, Event as Md, LinkType, Tag, TagEnd};
use std::ops::Range;

use crate::markdown::cjk::{is_cjk, is_punctuation};
use crate::markdown::events::{Event, Ranged};

/// Where the text has a run that the CJK rule judges otherwise than CommonMark. Most pages have few, many none.
pub(crate) fn suspects(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(skipped) = memchr::memchr2(b'*', b'~', &bytes[at..]) {
        let start = at + skipped;
        let mark = bytes[start];
        at = start + bytes[start..].iter().take_while(|&&byte| byte == mark).count();
        let beside_cjk =
            (start > 0 && bytes[start - 1] >= 0x80) || bytes.get(at).is_some_and(|&byte| byte >= 0x80);
        if beside_cjk {
            let around = Around { before: char_before(text, start), after: char_at(text, at) };
            if around.cjk_flanks(mark, at - start) != around.flanks(mark, at - start) {
                found.push(start);
            }
        }
    }
    found
}

/// Matches emphasis again in each paragraph, heading or cell that holds a suspect.
pub(crate) fn mend<'a>(events: Vec<Ranged<'a>>, text: &'a str, suspects: &[usize]) -> Vec<Ranged<'a>> {
    let paragraphs = suspected(&events, suspects);
    let mut mended = Vec::with_capacity(events.len() + 4 * suspects.len());
    let mut events = events.into_iter();
    let mut at = 0;
    for paragraph in paragraphs {
        mended.extend(events.by_ref().take(paragraph.start - at));
        let inline = events.by_ref().take(paragraph.len()).filter_map(|(event, range)| match event {
            Event::Markdown(md) => Some((md, range)),
            _ => None,
        });
        Paragraph::cut(inline, text).matched().write(&mut mended);
        at = paragraph.end;
    }
    mended.extend(events);
    mended
}

/// Which events are the paragraphs that hold a suspect.
fn suspected(events: &[Ranged<'_>], suspects: &[usize]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut code) = (0, false);
    let mut end_at = |start: usize, end: usize| {
        let Some((first, last)) = events[start..end].first().zip(events[start..end].last()) else { return };
        let nearest = suspects.partition_point(|&suspect| suspect < first.1.start);
        if suspects.get(nearest).is_some_and(|&suspect| suspect < last.1.end) {
            found.push(start..end);
        }
    };
    for (at, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Markdown(md) if !code && is_inline(md) => continue,
            Event::Markdown(Md::Start(Tag::CodeBlock(_))) => code = true,
            Event::Markdown(Md::End(TagEnd::CodeBlock)) => code = false,
            _ => {}
        }
        end_at(start, at);
        start = at + 1;
    }
    end_at(start, events.len());
    found
}

fn is_inline(event: &Md<'_>) -> bool {
    match event {
        Md::Text(_)
        | Md::Code(_)
        | Md::InlineMath(_)
        | Md::DisplayMath(_)
        | Md::InlineHtml(_)
        | Md::FootnoteReference(_)
        | Md::SoftBreak
        | Md::HardBreak
        | Md::TaskListMarker(_) => true,
        Md::Start(tag) => {
            matches!(
                tag,
                Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
            )
        }
        Md::End(tag) => matches!(
            tag,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
        ),
        Md::Html(_) | Md::Rule => false,
    }
}

/// The characters beside a run; the edge of a line counts as a space.
#[derive(Clone, Copy)]
struct Around {
    before: [char; 2],
    after: char,
}

/// Whether a run may open and may close.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Flanks {
    open: bool,
    close: bool,
}

impl Around {
    /// The rule of CommonMark, and of the parser for `~`.
    fn flanks(self, mark: u8, length: usize) -> Flanks {
        let [before, _] = self.before;
        let after = self.after;
        let loose_before = before.is_whitespace() || is_punctuation(before);
        let loose_after = after.is_whitespace() || is_punctuation(after);
        let in_words = mark == b'*' || (mark == b'~' && length > 1);
        Flanks {
            open: !after.is_whitespace()
                && (loose_before || (mark == b'~' && length > 1) || (mark == b'*' && !is_punctuation(after))),
            close: !before.is_whitespace() && (loose_after || (in_words && !is_punctuation(before))),
        }
    }

    /// The same, where CJK punctuation does not count and a CJK neighbour makes the rest flank.
    fn cjk_flanks(self, mark: u8, length: usize) -> Flanks {
        let plain = self.flanks(mark, length);
        if mark == b'_' || (mark == b'~' && length == 1) {
            return plain;
        }
        let [mut before, one_more] = self.before;
        // A variation selector belongs to the character before it.
        if matches!(before, '\u{FE00}'..='\u{FE0E}') {
            before = one_more;
        }
        let after = self.after;
        // `2*（3+4）*5` is a product.
        if mark == b'*' && length == 1 && (before.is_ascii_digit() || after.is_ascii_digit()) {
            return plain;
        }
        let tight = |c: char| !is_punctuation(c) || is_cjk(c);
        Flanks {
            open: plain.open || (!after.is_whitespace() && (tight(after) || is_cjk(before))),
            close: plain.close || (!before.is_whitespace() && (tight(before) || is_cjk(after))),
        }
    }
}

fn char_before(text: &str, at: usize) -> [char; 2] {
    let mut back = text[..at].chars().rev();
    [back.next().unwrap_or('\n'), back.next().unwrap_or('\n')]
}

fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or('\n')
}

/// A paragraph cut into runs of delimiters and everything else.
struct Paragraph<'a> {
    text: &'a str,
    pieces: Vec<Piece<'a>>,
}

enum Piece<'a> {
    /// Text as it is in the source.
    Text(Range<usize>),
    Event(Md<'a>, Range<usize>),
    Run(Run),
}

/// A run of `*`, `_` or `~`: what it closes takes its first marks, what it opens its last.
struct Run {
    mark: u8,
    range: Range<usize>,
    flanks: Flanks,
    closes: Vec<Span>,
    opens: Vec<Span>,
    /// The marks no span has taken.
    left: Range<usize>,
}

/// A stretch of emphasis with its marks: one mark wide, or two.
#[derive(Clone)]
struct Span {
    width: usize,
    range: Range<usize>,
}

impl<'a> Paragraph<'a> {
    fn cut(events: impl Iterator<Item = (Md<'a>, Range<usize>)>, text: &'a str) -> Self {
        let mut paragraph = Paragraph { text, pieces: Vec::new() };
        let mut address = false;
        for (event, range) in events {
            let width = match event {
                Md::Start(Tag::Emphasis) | Md::End(TagEnd::Emphasis) => 1,
                Md::Start(Tag::Strong) | Md::End(TagEnd::Strong) => 2,
                Md::Start(Tag::Strikethrough) | Md::End(TagEnd::Strikethrough) => {
                    1 + usize::from(text[range.clone()].starts_with("~~"))
                }
                _ => 0,
            };
            match event {
                Md::Start(Tag::Link { link_type, .. }) => {
                    address = matches!(link_type, LinkType::Autolink | LinkType::Email);
                }
                Md::End(TagEnd::Link) => address = false,
                _ => {}
            }
            match event {
                Md::Start(_) if width > 0 => paragraph.mark(range.start..range.start + width),
                Md::End(_) if width > 0 => paragraph.mark(range.end - width..range.end),
                Md::Text(string) if !address && *string == text[range.clone()] => paragraph.cut_text(range),
                event => paragraph.pieces.push(Piece::Event(event, range)),
            }
        }
        paragraph.judge();
        paragraph
    }

    fn cut_text(&mut self, range: Range<usize>) {
        let bytes = self.text.as_bytes();
        let mut plain = range.start;
        for at in range.clone() {
            if matches!(bytes[at], b'*' | b'_' | b'~') && !is_escaped(bytes, at) {
                self.plain(plain..at);
                self.mark(at..at + 1);
                plain = at + 1;
            }
        }
        self.plain(plain..range.end);
    }

    fn plain(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.pieces.push(Piece::Text(range));
        }
    }

    fn mark(&mut self, range: Range<usize>) {
        let mark = self.text.as_bytes()[range.start];
        match self.pieces.last_mut() {
            Some(Piece::Run(run)) if run.mark == mark && run.range.end == range.start => {
                run.range.end = range.end;
                run.left.end = range.end;
            }
            _ => self.pieces.push(Piece::Run(Run {
                mark,
                left: range.clone(),
                range,
                flanks: Flanks { open: false, close: false },
                closes: Vec::new(),
                opens: Vec::new(),
            })),
        }
    }

    fn judge(&mut self) {
        let text = self.text;
        let count = self.pieces.len();
        let mut line_start = true;
        for (index, piece) in self.pieces.iter_mut().enumerate() {
            if let Piece::Run(run) = piece {
                let length = run.range.len();
                let around = Around {
                    before: if line_start { ['\n', '\n'] } else { char_before(text, run.range.start) },
                    after: if index + 1 == count { '\n' } else { char_at(text, run.range.end) },
                };
                if run.mark != b'~' || length <= 2 {
                    run.flanks = around.cjk_flanks(run.mark, length);
                }
            }
            line_start = matches!(piece, Piece::Event(Md::SoftBreak | Md::HardBreak, _));
        }
    }

    /// Pairs the runs; inside a link or image they pair among themselves.
    fn matched(mut self) -> Self {
        let mut scopes = vec![Openers::default()];
        for index in 0..self.pieces.len() {
            match &self.pieces[index] {
                Piece::Event(Md::Start(_), _) => scopes.push(Openers::default()),
                Piece::Event(Md::End(_), _) => {
                    scopes.pop();
                }
                Piece::Run(run) => {
                    let flanks = run.flanks;
                    let openers = scopes.last_mut().expect("the parser's links are balanced");
                    if flanks.close {
                        while let Some(opener) = openers.find(&self.pieces, index) {
                            self.pair(opener, index);
                            openers.keep(opener, !self.run(opener).left.is_empty());
                            if self.run(index).left.is_empty() {
                                break;
                            }
                        }
                    }
                    if flanks.open && !self.run(index).left.is_empty() {
                        openers.stack.push(index);
                    }
                }
                Piece::Text(_) | Piece::Event(..) => {}
            }
        }
        self
    }

    /// Joins two runs as far as both reach, from the inside out.
    fn pair(&mut self, opener: usize, closer: usize) {
        loop {
            let (left, right) = (self.run(opener).left.clone(), self.run(closer).left.clone());
            let width = left.len().min(right.len()).min(2);
            if width == 0 {
                return;
            }
            let span = Span { width, range: left.end - width..right.start + width };
            let run = self.run_mut(opener);
            run.left.end -= width;
            run.opens.push(span.clone());
            let run = self.run_mut(closer);
            run.left.start += width;
            run.closes.push(span);
        }
    }

    fn run(&self, index: usize) -> &Run {
        run_at(&self.pieces, index)
    }

    fn run_mut(&mut self, index: usize) -> &mut Run {
        match &mut self.pieces[index] {
            Piece::Run(run) => run,
            Piece::Text(_) | Piece::Event(..) => unreachable!("only runs are paired"),
        }
    }

    fn write(self, out: &mut Vec<Ranged<'a>>) {
        // Marks that are none go back into their text, so that `{{ practice_ledger }}` stays in one piece.
        let mut words = 0..0;
        for piece in self.pieces {
            match piece {
                Piece::Text(range) => put_text(self.text, &mut words, range, out),
                Piece::Event(event, range) => {
                    put_words(self.text, &mut words, out);
                    out.push((Event::Markdown(event), range));
                }
                Piece::Run(run) => {
                    for span in run.closes {
                        put_words(self.text, &mut words, out);
                        let (_, end) = tags(run.mark, span.width);
                        out.push((Event::Markdown(Md::End(end)), span.range));
                    }
                    put_text(self.text, &mut words, run.left, out);
                    for span in run.opens.into_iter().rev() {
                        put_words(self.text, &mut words, out);
                        let (start, _) = tags(run.mark, span.width);
                        out.push((Event::Markdown(Md::Start(start)), span.range));
                    }
                }
            }
        }
        put_words(self.text, &mut words, out);
    }
}

/// Adds to the words that wait to be written.
fn put_text<'a>(text: &'a str, words: &mut Range<usize>, range: Range<usize>, out: &mut Vec<Ranged<'a>>) {
    if range.is_empty() {
        return;
    }
    if words.end != range.start {
        put_words(text, words, out);
        words.start = range.start;
    }
    words.end = range.end;
}

/// Writes the words that wait.
fn put_words<'a>(text: &'a str, words: &mut Range<usize>, out: &mut Vec<Ranged<'a>>) {
    let range = std::mem::replace(words, words.end..words.end);
    if !range.is_empty() {
        out.push((Event::Markdown(Md::Text(CowStr::Borrowed(&text[range.clone()]))), range));
    }
}

fn run_at<'p>(pieces: &'p [Piece<'_>], index: usize) -> &'p Run {
    match &pieces[index] {
        Piece::Run(run) => run,
        Piece::Text(_) | Piece::Event(..) => unreachable!("only runs are paired"),
    }
}

fn tags(mark: u8, width: usize) -> (Tag<'static>, TagEnd) {
    match (mark, width) {
        (b'~', _) => (Tag::Strikethrough, TagEnd::Strikethrough),
        (_, 1) => (Tag::Emphasis, TagEnd::Emphasis),
        _ => (Tag::Strong, TagEnd::Strong),
    }
}

fn is_escaped(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
}

/// The runs that wait to be closed, innermost last.
#[derive(Default)]
struct Openers {
    stack: Vec<usize>,
    /// By kind of closer, the height below which it has found nothing: what keeps the search linear.
    floors: [usize; 18],
}

impl Openers {
    /// The nearest run that this one closes. Where either may both open and close, the lengths must not add up to a
    /// multiple of three unless both are one (CommonMark, rules 9 and 10 of emphasis).
    fn find(&mut self, pieces: &[Piece<'_>], closer: usize) -> Option<usize> {
        let closer = run_at(pieces, closer);
        let both = |run: &Run| run.flanks.open && run.flanks.close;
        let length = closer.range.len();
        let kind = match closer.mark {
            b'*' => 0,
            b'_' => 1,
            _ => 2,
        };
        let floor = &mut self.floors[kind * 6 + usize::from(both(closer)) * 3 + length % 3];
        let found = self.stack[*floor..].iter().rev().copied().find(|&opener| {
            let opener = run_at(pieces, opener);
            opener.mark == closer.mark
                && (closer.mark != b'~' || opener.range.len() == length)
                && (!(both(closer) || both(opener))
                    || !(opener.range.len() + length).is_multiple_of(3)
                    || length.is_multiple_of(3))
        });
        if found.is_none() {
            *floor = self.stack.len();
        }
        found
    }

    /// Drops the runs above this one, and this one too unless some of it is left.
    fn keep(&mut self, opener: usize, left: bool) {
        let below = self.stack.partition_point(|&waiting| waiting < opener);
        self.stack.truncate(below + usize::from(left));
        for floor in &mut self.floors {
            *floor = (*floor).min(self.stack.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{mend, suspects};
    use crate::markdown::events::{Dialect, Event};
    use crate::markdown::reader::Reader;
    use pulldown_cmark::{Options, Parser, html};

    fn rendered(markdown: &str) -> String {
        let reader = Reader::new(markdown, Dialect::Rolebook);
        html_of(reader.read().events)
    }

    fn html_of(events: Vec<crate::markdown::events::Ranged<'_>>) -> String {
        let mut output = String::new();
        let events = events.into_iter().filter_map(|(event, _)| match event {
            Event::Markdown(event) => Some(event),
            _ => None,
        });
        html::push_html(&mut output, events);
        output
    }

    /// A text, and its HTML without the paragraph around it.
    #[track_caller]
    fn reads(cases: &[(&str, &str)]) {
        for (markdown, expected) in cases {
            assert_eq!(rendered(markdown), format!("<p>{expected}</p>\n"), "{markdown}");
        }
    }

    #[test]
    fn chinese_emphasis_closes_behind_punctuation_and_opens_before_it() {
        reads(&[
            ("**注意：**请先审核", "<strong>注意：</strong>请先审核"),
            ("请看**《手册》**。", "请看<strong>《手册》</strong>。"),
            ("**「重点」**说明", "<strong>「重点」</strong>说明"),
            ("他说**“好”**。", "他说<strong>“好”</strong>。"),
            ("他说**“好”**就走", "他说<strong>“好”</strong>就走"),
            ("*（可选）*步骤", "<em>（可选）</em>步骤"),
            ("先*（可选）*再", "先<em>（可选）</em>再"),
            ("***注意：***请看", "<em><strong>注意：</strong></em>请看"),
            ("**删除！**后", "<strong>删除！</strong>后"),
            ("见**[手册](a.md)**说明", "见<strong><a href=\"a.md\">手册</a></strong>说明"),
            ("用**`保存`**按钮", "用<strong><code>保存</code></strong>按钮"),
            ("金额**¥100**元", "金额<strong>¥100</strong>元"),
            ("版本**（8.2）**起", "版本<strong>（8.2）</strong>起"),
            ("Git**（不是GitHub）**", "Git<strong>（不是GitHub）</strong>"),
            ("**A：**b**c**", "<strong>A：</strong>b<strong>c</strong>"),
            ("**一、**甲；**二、**乙", "<strong>一、</strong>甲；<strong>二、</strong>乙"),
            ("**外*（内）*外：**后", "<strong>外<em>（内）</em>外：</strong>后"),
            ("~~删除。~~后", "<del>删除。</del>后"),
            ("前~~（旧）~~后", "前<del>（旧）</del>后"),
            ("[**注意：**请看](a.md)", "<a href=\"a.md\"><strong>注意：</strong>请看</a>"),
            ("𠮟**(正)**字", "𠮟<strong>(正)</strong>字"),
            ("**真…**她", "<strong>真…</strong>她"),
        ]);
    }

    #[test]
    fn japanese_and_korean_emphasis_does_too() {
        reads(&[
            ("これは**私の。**だから", "これは<strong>私の。</strong>だから"),
            ("太郎は**「こんにちは」**と", "太郎は<strong>「こんにちは」</strong>と"),
            ("太郎は**\"Hello\"**と", "太郎は<strong>\"Hello\"</strong>と"),
            ("**C#**や**F#**は", "<strong>C#</strong>や<strong>F#</strong>は"),
            ("カッコ**（注）**文", "カッコ<strong>（注）</strong>文"),
            ("塚\u{FE00}**(崎)**字", "塚\u{FE00}<strong>(崎)</strong>字"),
            ("葛\u{E0100}**(正)**字", "葛\u{E0100}<strong>(正)</strong>字"),
            ("**스크립트(script)**라고", "<strong>스크립트(script)</strong>라고"),
            ("**안녕(hello)**하세요", "<strong>안녕(hello)</strong>하세요"),
            ("다음 **`npm`**를", "다음 <strong><code>npm</code></strong>를"),
        ]);
    }

    #[test]
    fn underscores_stay_as_commonmark_has_them() {
        reads(&[
            ("__注意__：事项", "<strong>注意</strong>：事项"),
            ("注意：__事项__", "注意：<strong>事项</strong>"),
            ("请看_《手册》_说明", "请看_《手册》_说明"),
            ("字段 snake_case_名 和 _（甲）_", "字段 snake_case_名 和 <em>（甲）</em>"),
            ("**甲：**snake_case 与 _乙_", "<strong>甲：</strong>snake_case 与 <em>乙</em>"),
        ]);
    }

    #[test]
    fn what_is_no_emphasis_stays_none() {
        reads(&[
            ("a * b 与 2*3*4", "a * b 与 2<em>3</em>4"),
            ("2*（3+4）*5", "2*（3+4）*5"),
            ("\\*\\*注意：\\*\\*请看", "**注意：**请看"),
            ("\\**（甲）*乙", "*<em>（甲）</em>乙"),
            ("`**注意：**请`", "<code>**注意：**请</code>"),
            (
                "<https://a.cn/**（x）**中>",
                "<a href=\"https://a.cn/**%EF%BC%88x%EF%BC%89**%E4%B8%AD\">https://a.cn/**（x）**中</a>",
            ),
            ("[甲](<**（乙）**丙.md>)", "<a href=\"**%EF%BC%88%E4%B9%99%EF%BC%89**%E4%B8%99.md\">甲</a>"),
            ("$a^{甲**（乙）**丙}$", "<span class=\"math math-inline\">a^{甲**（乙）**丙}</span>"),
            ("** 注意：**请", "** 注意：**请"),
            ("&#42;&#42;注意：**请", "**注意：**请"),
        ]);
    }

    #[test]
    fn lists_rules_and_code_blocks_are_no_emphasis() {
        assert_eq!(rendered("* 甲：\n* （乙）\n"), "<ul>\n<li>甲：</li>\n<li>（乙）</li>\n</ul>\n");
        assert_eq!(rendered("***\n"), "<hr />\n");
        assert_eq!(rendered("```\n**注意：**请\n```\n"), "<pre><code>**注意：**请\n</code></pre>\n");
        assert_eq!(rendered("    **注意：**请\n"), "<pre><code>**注意：**请\n</code></pre>\n");
        assert_eq!(rendered("<div>\n**注意：**请\n</div>\n"), "<div>\n**注意：**请\n</div>\n");
    }

    #[test]
    fn headings_cells_quotes_and_items_are_mended() {
        assert_eq!(rendered("# **一：**概述 {#a}\n"), "<h1 id=\"a\"><strong>一：</strong>概述</h1>\n");
        let cell = rendered("|甲|乙|\n|-|-|\n|**注：**是|看**《乙》**|\n");
        assert!(
            cell.contains("<td><strong>注：</strong>是</td><td>看<strong>《乙》</strong></td>"),
            "{cell}"
        );
        assert_eq!(
            rendered("> - **注：**是\n>   **又：**是\n"),
            "<blockquote>\n<ul>\n<li><strong>注：</strong>是<strong>又：</strong>是</li>\n</ul>\n</blockquote>\n"
        );
        assert_eq!(
            rendered("[**注：**是]\n\n[**注：**是]: a.md\n"),
            "<p><a href=\"a.md\"><strong>注：</strong>是</a></p>\n"
        );
    }

    #[test]
    fn a_text_stays_in_one_piece_around_marks_that_are_none() {
        let reader = Reader::new("**注：**{{ practice_ledger }} 与 2 * 3", Dialect::Rolebook);
        let last = reader.read().events.into_iter().rev().nth(1).map(|(event, _)| event);
        assert_eq!(
            last,
            Some(Event::Markdown(pulldown_cmark::Event::Text("{{ practice_ledger }} 与 2 * 3".into())))
        );
    }

    #[test]
    fn ranges_are_those_of_the_marks() {
        let text = "请看**《手册》**。";
        let reader = Reader::new(text, Dialect::Rolebook);
        let parts: Vec<_> = reader.read().events.iter().map(|(_, range)| &text[range.clone()]).collect();
        assert_eq!(parts, [text, "请看", "**《手册》**", "《手册》", "**《手册》**", "。", text]);
    }

    /// Our pairing, forced on paragraphs without CJK characters, must be the parser's own.
    #[test]
    fn without_cjk_characters_runs_pair_as_the_parser_pairs_them() {
        let parts = [
            "*", "*", "**", "***", "_", "__", "~~", "a", "b", " ", ".", "\\", "`", "[", "](x)", "!", "(",
            "\n", "é",
        ];
        let options = Options::ENABLE_STRIKETHROUGH;
        let mut seed = 1_u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..14 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text += parts[(seed >> 33) as usize % parts.len()];
            }
            // The parser gives up on `~~` after a `~` that closes nothing.
            let text = text.replace("\\~~", "\\ ~~");
            let events = || {
                let parser = Parser::new_ext(&text, options).into_offset_iter();
                parser.map(|(event, range)| (Event::Markdown(event), range)).collect::<Vec<_>>()
            };
            let all: Vec<usize> = (0..text.len()).collect();
            assert_eq!(html_of(mend(events(), &text, &all)), html_of(events()), "{text:?}");
            assert!(suspects(&text.replace('é', "e")).is_empty(), "{text:?}");
        }
    }
}
