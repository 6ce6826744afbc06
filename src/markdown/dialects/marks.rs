//! How each row of the table finds its syntax. A pattern is as narrow as it can be: what a person may mean literally
//! (`1~3 天`, `12:30:45`, `a == b`, `f[0] (see there)`) is left alone.

use std::ops::Range;

/// A place in the prose of a text.
pub struct Here<'t> {
    pub text: &'t str,
    /// The same with everything but prose as NUL.
    pub shown: &'t str,
    pub line: Range<usize>,
    pub at: usize,
}

impl<'t> Here<'t> {
    /// The prose from here to the end of the line, without spaces at its end.
    fn rest(&self) -> &'t str {
        self.shown[self.at..self.line.end].trim_end_matches(['\0', ' ', '\t', '\r'])
    }

    /// What is written from here to the end of the line, prose or not.
    fn written(&self) -> &'t str {
        self.text[self.at..self.line.end].trim_end()
    }

    fn before(&self) -> &'t str {
        &self.shown[self.line.start..self.at]
    }

    fn last(&self) -> Option<char> {
        self.before().chars().next_back().filter(|c| *c != '\0')
    }

    /// The bytes from here to the end of what `open` begins and `close` ends, and what is between.
    fn between(&self, open: &str, close: &str) -> Option<(Range<usize>, &'t str)> {
        let inner = self.rest().strip_prefix(open)?;
        let inner = &inner[..inner.find(close)?];
        let end = self.at + open.len() + inner.len() + close.len();
        (!inner.is_empty() && !inner.contains('\0')).then_some((self.at..end, inner))
    }

    fn line_after(&self) -> &'t str {
        let start = (self.line.end + 1).min(self.shown.len());
        self.shown[start..].lines().next().unwrap_or_default()
    }

    fn line_before(&self) -> &'t str {
        let before = self.shown[..self.line.start].strip_suffix('\n').unwrap_or_default();
        before.rsplit('\n').next().unwrap_or_default()
    }
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// No space at either end, so that `a == b` and `x ++ y` are none.
fn is_tight(inner: &str) -> bool {
    !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace)
}

fn name_length(text: &str) -> usize {
    text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(text.len())
}

/// A path, a file name with its ending, an address of the web, or a heading.
fn is_address(target: &str) -> bool {
    let target = target.split([' ', '"']).next().unwrap_or_default();
    if target.is_empty() || target.contains(['\0', '，', '。', '；', '、']) {
        return false;
    }
    let path = target.split(['#', '?']).next().unwrap_or_default();
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_file = matches!(ending.len(), 2..=5)
        && ending.starts_with(|c: char| c.is_ascii_alphabetic())
        && ending.chars().all(|c| c.is_ascii_alphanumeric());
    target.starts_with("http://")
        || target.starts_with("https://")
        || target.starts_with("./")
        || target.starts_with("../")
        || (target.starts_with('#') && target.len() > 1)
        || is_file
}

// Lines.

/// `!!! note "标题"`, `??? note`, `???+ note`
pub fn admonition(here: &Here<'_>) -> Option<usize> {
    let rest = here.rest();
    let kind = rest
        .strip_prefix("!!!")
        .or_else(|| rest.strip_prefix("???+"))
        .or_else(|| rest.strip_prefix("???"))?;
    let kind = kind.trim_start_matches(' ');
    let len = name_length(kind);
    let title = kind[len..].trim_start();
    let named = kind.starts_with(|c: char| c.is_ascii_lowercase());
    (named
        && (title.is_empty()
            || title.starts_with(['"', '“', '\0'])
            || kind[len..].trim().split(' ').count() <= 3))
        .then_some(here.written().len())
}

/// `=== "甲"`
pub fn mkdocs_tab(here: &Here<'_>) -> Option<usize> {
    let title = here.rest().strip_prefix("===")?;
    let title = title.strip_prefix(['!', '+']).unwrap_or(title).trim_start();
    (title.len() > 2 && title.starts_with('"') && title.ends_with('"')).then_some(here.rest().len())
}

/// `!> 重要`, `?> 提示`
pub fn docsify_note(here: &Here<'_>) -> Option<usize> {
    let rest = here.rest();
    (rest.starts_with("!> ") || rest.starts_with("?> ")).then_some(2)
}

/// `@tab 甲`
pub fn vuepress_tab(here: &Here<'_>) -> Option<usize> {
    let rest = here.rest();
    (rest.starts_with("@tab ") || rest.starts_with("@tab:active ")).then_some(here.written().len())
}

/// `[!INCLUDE [x](y)]`, `[!VIDEO https://…]`, `[!div class="…"]`, `[!code-csharp[](…)]`
pub fn learn_extension(here: &Here<'_>) -> Option<usize> {
    let name = here.rest().strip_prefix("[!")?.to_ascii_lowercase();
    ["include", "video", "div ", "code-", "code ", "image "]
        .iter()
        .any(|own| name.starts_with(own))
        .then_some(here.written().len())
}

/// `[!INFO]`, `[!注意]`, `[!NOTE] 标题`, which the parser took for text; `[!NOTE]` in no quote.
pub fn alert(here: &Here<'_>) -> Option<usize> {
    let rest = here.rest();
    let rest = if rest.starts_with("［！") || rest.starts_with("【！") {
        rest
    } else {
        rest.strip_prefix("[!").map(|_| rest)?
    };
    let close = rest.find([']', '］', '】'])?;
    let name = rest[..close].trim_start_matches(['[', '!', '［', '！', '【']);
    let name = name.split('|').next().unwrap_or_default().trim();
    let is_name = !name.is_empty()
        && name.chars().count() <= 12
        && name.chars().all(|c| c.is_ascii_alphabetic() || is_han(c));
    let in_quote = here.text[here.line.start..here.at].contains('>');
    let known =
        ["note", "tip", "important", "warning", "caution"].contains(&name.to_ascii_lowercase().as_str());
    (is_name && (in_quote || known)).then_some(here.rest().len())
}

/// `[[toc]]`, `[TOC]`, `[[_TOC_]]`, `{:toc}`, `{{ toc }}`, alone in a line.
pub fn contents(here: &Here<'_>) -> Option<usize> {
    let rest = here.rest();
    let bare = rest.trim_matches(['[', ']', '{', '}', ':', '_', ' ', '*', '@', '!', '$', '-']);
    let is_mark = rest.len() > bare.len() + 1 && rest.starts_with(['[', '{', '@', '$', '!']);
    (is_mark && (bare.eq_ignore_ascii_case("toc") || bare == "目录")).then_some(rest.len())
}

/// `<<< @/x.js`, `--8<-- "x"`, `@[code](x)`, `@include(x)`, `@include: x`
pub fn inclusion(here: &Here<'_>) -> Option<usize> {
    let rest = here.rest();
    let found = rest.strip_prefix("<<< ").is_some_and(|path| path.trim().starts_with(['@', '.', '/']))
        || rest.starts_with("--8<--")
        || rest.starts_with("@[code")
        || rest.starts_with("@include(")
        || rest.starts_with("@include:");
    found.then_some(here.written().len())
}

/// `import X from 'y'`, `export default …`
pub fn module(here: &Here<'_>) -> Option<usize> {
    let rest = here.rest();
    let imported = rest.strip_prefix("import ").is_some_and(|what| {
        what.starts_with(['\'', '"'])
            || what.contains(" from '")
            || what.contains(" from \"")
            || what.contains(" from ‘")
    });
    let exported =
        ["export default ", "export const ", "export function "].iter().any(|start| rest.starts_with(start));
    (imported || exported).then_some(here.written().len())
}

/// `.. note::`
pub fn restructured(here: &Here<'_>) -> Option<usize> {
    let name = here.rest().strip_prefix(".. ")?;
    let len = name_length(name);
    (len > 0 && name[len..].starts_with("::")).then_some(here.written().len())
}

/// `##　标题` with a full-width or non-breaking space.
pub fn wide_blank_heading(here: &Here<'_>) -> Option<usize> {
    let rest = here.rest();
    let title = rest.trim_start_matches('#');
    let level = rest.len() - title.len();
    let wide = title.starts_with(['\u{3000}', '\u{a0}', '\u{2002}', '\u{2003}', '\u{200b}', '\u{feff}']);
    (matches!(level, 1..=6) && wide && !title.trim().is_empty()).then_some(here.written().len())
}

/// `##标题`; `#1` and `#标签 #标签` are none.
pub fn tight_heading(here: &Here<'_>) -> Option<usize> {
    let rest = here.rest();
    let title = rest.trim_start_matches('#');
    let level = rest.len() - title.len();
    let first = title.chars().next()?;
    let meant = match level {
        1 => is_han(first),
        2..=6 => is_han(first) || first.is_ascii_alphanumeric() || "《“【（*`\0".contains(first),
        _ => false,
    };
    let is_tag = title.contains(" #") && !title.trim_end_matches('#').ends_with(' ');
    (meant && !is_tag).then_some(here.written().len())
}

/// `＃ 标题`, `》引用`, `｜ 甲 ｜ 乙 ｜`, `｀｀｀`
pub fn full_width(here: &Here<'_>) -> Option<usize> {
    let rest = here.rest();
    let heading = rest.trim_start_matches(['＃', '#']);
    let hashes = rest.len() - heading.len();
    let found =
        (rest.starts_with('＃') && hashes <= 18 && !heading.trim().is_empty() && !rest[3..].contains(" ＃"))
            || (rest.starts_with('＞') && rest.chars().count() > 1)
            || rest.starts_with("｀｀｀")
            || rest.starts_with("···")
            || (rest.starts_with('｜') && rest.len() > 3 && rest.ends_with('｜'));
    found.then_some(here.written().len())
}

/// `-甲` or `1.甲` on two lines that follow each other.
pub fn tight_list(here: &Here<'_>) -> Option<usize> {
    fn mark(line: &str) -> Option<(usize, char)> {
        let line = line.trim_start_matches(['\0', ' ', '\t']);
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let (len, kind) = match line.as_bytes().get(digits)? {
            b'.' | b')' if matches!(digits, 1..=2) => (digits + 1, '1'),
            b'-' | b'+' if digits == 0 => (1, '-'),
            _ => return None,
        };
        let first = line[len..].chars().next()?;
        (is_han(first) || matches!(first, '《' | '“' | '【' | '「')).then_some((len, kind))
    }
    let (_, kind) = mark(here.rest())?;
    let alike = |line: &str| mark(line).is_some_and(|(_, other)| other == kind);
    // Said once for a run of lines.
    (alike(here.line_after()) && !alike(here.line_before())).then_some(here.written().len())
}

/// `|---|---|` in prose: below a head with another number of cells.
pub fn delimiter_row(here: &Here<'_>) -> Option<usize> {
    let rest = here.rest();
    let is_row = rest.contains("---")
        && rest.contains('|')
        && rest.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '—' | '：' | '｜'));
    (is_row && here.line_before().contains('|')).then_some(rest.len())
}

// Inside a line.

/// `{{< x >}}`, `{{% x %}}`
pub fn shortcode(here: &Here<'_>) -> Option<Range<usize>> {
    let written = here.written();
    let close = match here.rest().get(..3)? {
        "{{<" => ">}}",
        "{{%" => "%}}",
        _ => return None,
    };
    let end = written.find(close).map_or(written.len(), |end| end + 3);
    Some(here.at..here.at + end)
}

/// `{% hint style="info" %}`
pub fn liquid(here: &Here<'_>) -> Option<Range<usize>> {
    let rest = here.rest();
    let name = rest.strip_prefix("{%")?.trim_start_matches(['-', ' ']);
    let end = here.written().find("%}")?;
    name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(here.at..here.at + end + 2)
}

/// `{{#include x}}`
pub fn mdbook(here: &Here<'_>) -> Option<Range<usize>> {
    let rest = here.rest();
    let name = rest.strip_prefix("{{#")?;
    let end = here.written().find("}}")?;
    ["include", "rustdoc_include", "playground", "title", "tab", "endtab"]
        .iter()
        .any(|own| name.starts_with(own))
        .then_some(here.at..here.at + end + 2)
}

/// `## 标题 {docsify-ignore}`, `{docsify-ignore-all}`
pub fn docsify_ignore(here: &Here<'_>) -> Option<Range<usize>> {
    let (range, name) = here.between("{", "}")?;
    (name.starts_with("docsify-") && here.text[here.line.start..].trim_start().starts_with('#'))
        .then_some(range)
}

/// `{width=300}`, `{.wide}`, `{:target="_blank"}`, after a link, a picture or code; `{: .note}` anywhere.
pub fn attributes(here: &Here<'_>) -> Option<Range<usize>> {
    let (range, inner) = here.between("{", "}")?;
    let list = inner.strip_prefix(':').unwrap_or(inner).trim();
    let is_name = |name: &str| !name.is_empty() && name_length(name) == name.len();
    let is_attribute = |part: &str| {
        part.strip_prefix(['.', '#']).is_some_and(is_name)
            || part.split_once('=').is_some_and(|(name, _)| is_name(name))
    };
    let is_list = list.split_whitespace().next().is_some_and(is_attribute);
    let is_kramdown = inner.starts_with(':')
        && (inner.starts_with(": ") || list.starts_with(['.', '#']) || list.contains('='));
    let follows = here.text[..here.at].ends_with([')', ']', '`', '*', '>']) && here.last() != Some('>');
    (is_list && (is_kramdown || follows)).then_some(range)
}

/// `## 标题 :id=x`
pub fn docsify_id(here: &Here<'_>) -> Option<Range<usize>> {
    let id = here.rest().strip_prefix(":id=")?;
    let in_heading = here.text[here.line.start..].trim_start_matches(['>', ' ']).starts_with('#');
    (in_heading && here.last() == Some(' ') && !id.is_empty() && !id.contains(' '))
        .then(|| here.at..here.at + here.rest().len())
}

/// `[[b]]`, `![[b]]`; lists of numbers and tests of a shell are none.
pub fn wiki_link(here: &Here<'_>) -> Option<Range<usize>> {
    let (range, inner) = here.between("[[", "]]")?;
    let is_name = is_tight(inner)
        && !inner.contains(['[', ']', '"', '\'', '$', '=', '<', '>', '{', '(', ';'])
        && !inner.starts_with(['-', '!', ':', '.', '^'])
        && inner.chars().any(char::is_alphabetic)
        && !(inner.contains(',') && inner.split(',').all(|part| part.trim().len() <= 2));
    let alone = here.last().is_none_or(|c| !is_word(c) && c != ']' && c != '[');
    let start = if here.last() == Some('!') { range.start - 1 } else { range.start };
    (is_name && alone).then_some(start..range.end)
}

/// `==x==`
pub fn highlight(here: &Here<'_>) -> Option<Range<usize>> {
    let inner = here.rest().strip_prefix("==")?;
    let inner = &inner[..inner.find("==")?];
    let end = here.at + inner.len() + 4;
    let outside = |c: Option<char>| c.is_none_or(|c| !is_word(c) && !"=!<>".contains(c));
    let good = !inner.is_empty()
        && is_tight(inner)
        && !inner.starts_with(['=', '>', '\0'])
        && !inner.ends_with(['=', '!', '<', '\0'])
        && outside(here.last())
        && outside(here.shown[end..].chars().next());
    good.then_some(here.at..end)
}

/// `++x++`, `++ctrl+c++`
pub fn inserted(here: &Here<'_>) -> Option<Range<usize>> {
    let (range, inner) = here.between("++", "++")?;
    let outside = |c: Option<char>| c.is_none_or(|c| !is_word(c) && c != '+');
    let good = is_tight(inner)
        && !inner.starts_with('+')
        && !inner.contains(['，', '。', '、', ';', '='])
        && outside(here.last())
        && outside(here.shown[range.end..].chars().next());
    good.then_some(range)
}

/// `H~2~O`; `3~5 天` is none.
pub fn subscript(here: &Here<'_>) -> Option<Range<usize>> {
    let (range, inner) = here.between("~", "~")?;
    let good = inner.len() <= 4
        && inner.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-'))
        && here.last().is_some_and(|c| c.is_ascii_alphabetic() || c == ')')
        && !here.shown[range.end..].starts_with('~');
    good.then_some(range.start - 1..range.end)
}

/// `x^2^`
pub fn superscript(here: &Here<'_>) -> Option<Range<usize>> {
    let (range, inner) = here.between("^", "^")?;
    let good = inner.len() <= 6
        && inner.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '(' | ')'))
        && here.last().is_some_and(|c| c.is_ascii_alphanumeric() || c == ')')
        && !here.shown[range.end..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '^');
    good.then_some(range.start - 1..range.end)
}

/// `^[a note]`
pub fn inline_note(here: &Here<'_>) -> Option<Range<usize>> {
    let (range, inner) = here.between("^[", "]")?;
    let outside = here.last().is_some_and(|c| c != '[' && c != '(' && !c.is_ascii_punctuation());
    (outside && inner.chars().count() > 3 && !inner.contains(['[', '-', '\\', '^'])).then_some(range)
}

/// `:warning:`; `12:30:45` and `a:b:c` are none.
pub fn emoji(here: &Here<'_>) -> Option<Range<usize>> {
    let (range, name) = here.between(":", ":")?;
    let is_name = (2..=40).contains(&name.len())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '+' | '-'))
        && (name.contains(|c: char| c.is_ascii_lowercase()) || matches!(name, "+1" | "-1" | "100" | "1234"));
    let outside = |c: Option<char>| c.is_none_or(|c| !is_word(c) && !":/.@-".contains(c));
    let after = here.shown[range.end..].chars().next();
    (is_name && outside(here.last()) && after.is_none_or(|c| !is_word(c) && !":/=".contains(c)))
        .then_some(range)
}

/// `%% a remark %%`
pub fn obsidian_comment(here: &Here<'_>) -> Option<Range<usize>> {
    let (range, inner) = here.between("%%", "%%")?;
    let alone = here.last().is_none_or(|c| c.is_whitespace() || is_han(c) || "。，；".contains(c));
    (alone && inner.chars().count() > 3 && !inner.contains('%')).then_some(range)
}

/// `【报工】(x.md)`, `［报工］(x.md)`, at the parenthesis.
pub fn wide_brackets(here: &Here<'_>) -> Option<Range<usize>> {
    let (range, target) = here.between("(", ")")?;
    let (open, close) = match here.last()? {
        '】' => ('【', '】'),
        '］' => ('［', '］'),
        _ => return None,
    };
    let before = here.before().strip_suffix(close)?;
    let start = here.line.start + before.rfind(open)?;
    is_address(target).then_some(start..range.end)
}

/// `[文字]（b.md）`, at the closing bracket.
pub fn wide_parentheses(here: &Here<'_>) -> Option<Range<usize>> {
    let written = here
        .rest()
        .strip_prefix("]（")
        .or_else(|| here.rest().strip_prefix("](").filter(|rest| rest.contains('）')))?;
    let target = &written[..written.find(['）', ')'])?];
    let start = here.line.start + here.before().rfind('[')?;
    let len = here.rest().len() - written.len() + target.len();
    let close = here.shown[here.at + len..].chars().next().map_or(0, char::len_utf8);
    is_address(target).then_some(start..here.at + len + close)
}

/// `[text] (b.md)`, at the closing bracket.
pub fn apart(here: &Here<'_>) -> Option<Range<usize>> {
    let rest = here.rest().strip_prefix(']')?;
    let bare = rest.trim_start_matches([' ', '\u{3000}']);
    let target = bare.strip_prefix('(')?;
    let target = &target[..target.find(')')?];
    let blanks = rest.len() - bare.len();
    let start = here.line.start + here.before().rfind('[')?;
    let good = (1..=4).contains(&blanks) && is_address(target) && !target.contains(' ');
    good.then_some(start..here.at + 1 + blanks + target.len() + 2)
}

/// `(text)[b.md]`, at the parenthesis.
pub fn reversed(here: &Here<'_>) -> Option<Range<usize>> {
    let (range, _) = here.between("(", ")")?;
    let target = here.shown[range.end..here.line.end].strip_prefix('[')?;
    let target = &target[..target.find(']')?];
    (is_address(target) && !target.contains(' ')).then_some(range.start..range.end + target.len() + 2)
}

/// `！[图](x.png)`, where the rest is a link to a picture.
pub fn wide_exclamation(here: &Here<'_>) -> Option<Range<usize>> {
    let written = here.written();
    let rest = written.strip_prefix("！[").filter(|rest| !rest.starts_with("!["))?;
    let target = &rest[rest.find("](")? + 2..];
    let target = &target[..target.find(')')?];
    let path = target.split([' ', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let is_picture =
        [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"].iter().any(|ending| path.ends_with(ending));
    let end = here.at + (written.len() - rest.len()) + rest.find("](")? + 2 + target.len() + 1;
    is_picture.then_some(here.at..end)
}

/// `![](x.png =300x200)`
pub fn sized_picture(here: &Here<'_>) -> Option<Range<usize>> {
    let rest = here.rest();
    let inner = rest.strip_prefix("![")?;
    let target = &inner[inner.find("](")? + 2..];
    let target = &target[..target.find(')')?];
    let (_, size) = target.rsplit_once(" =")?;
    let is_size =
        !size.is_empty() && size.chars().all(|c| c.is_ascii_digit() || matches!(c, 'x' | '*' | '%' | '.'));
    let end = here.at + 2 + inner.find("](")? + 2 + target.len() + 1;
    is_size.then_some(here.at..end)
}

/// `** 粗体 **`, at the first of its asterisks.
pub fn loose_bold(here: &Here<'_>) -> Option<Range<usize>> {
    let (range, inner) = here.between("**", "**")?;
    let words = inner.trim();
    let good = !is_tight(inner)
        && is_first_of_two(here)
        && words.starts_with(|c: char| c.is_alphanumeric() || "“《【「（(".contains(c))
        && !words.contains('*')
        && here.last().is_none_or(|c| !is_word(c) && !"*/)".contains(c))
        && !here.shown[range.end..].starts_with(['*', '/']);
    good.then_some(range)
}

/// Whether the asterisks before this place are even in number, so that these open.
fn is_first_of_two(here: &Here<'_>) -> bool {
    here.before().matches("**").count().is_multiple_of(2)
}

/// `**未闭合`: the parser has left these asterisks, and no others stand in the line.
pub fn open_bold(here: &Here<'_>) -> Option<Range<usize>> {
    let rest = here.rest();
    let words = rest.strip_prefix("**")?;
    let first = words.chars().next()?;
    let meant =
        is_han(first) || (first.is_alphabetic() && here.last().is_none()) || "“《【「（".contains(first);
    let alone = !words.contains("**") && !here.before().contains("**") && !here.line_after().contains("**");
    let end = words.find(['\0', '。', '，', '：', '；']).unwrap_or(words.len());
    (meant && alone && here.last().is_none_or(|c| !is_word(c) && !"*/".contains(c)))
        .then_some(here.at..here.at + 2 + end)
}

// Fences, code and HTML.

fn language(info: &str) -> &str {
    &info[..name_length(info)]
}

/// ```` ```plantuml ````, ```` ```{mermaid} ````; Mermaid without braces is ours.
pub fn diagram(info: &str) -> Option<Range<usize>> {
    let name = language(info.strip_prefix('{').unwrap_or(info)).to_ascii_lowercase();
    if crate::diagram::is_named(info) {
        return None;
    }
    let known = [
        "mermaid",
        "plantuml",
        "puml",
        "flowchart",
        "sequence",
        "echarts",
        "markmap",
        "mindmap",
        "gantt",
        "chart",
    ];
    let written = match info.find('}').filter(|_| info.starts_with('{')) {
        Some(end) => end + 1,
        None => language(info).len().max(1),
    };
    known.contains(&name.as_str()).then_some(0..written)
}

/// ```` ```quiz ````
pub fn quiz_fence(info: &str) -> Option<Range<usize>> {
    (language(info) == "quiz").then_some(0..4)
}

/// ```` ```math ````
pub fn math_fence(info: &str) -> Option<Range<usize>> {
    matches!(language(info), "math" | "katex").then_some(0..language(info).len())
}

/// `{1,3-5}`, `hl_lines="2"`, `:line-numbers`, `showLineNumbers`
pub fn line_marks(info: &str) -> Option<Range<usize>> {
    for word in [
        "hl_lines=",
        "linenums=",
        "lineNos=",
        "linenos=",
        ":line-numbers",
        ":no-line-numbers",
        "showLineNumbers",
    ] {
        if let Some(at) = info.find(word) {
            let len = info[at..].find(|c: char| c.is_whitespace() || c == '}').unwrap_or(info.len() - at);
            return Some(at..at + len);
        }
    }
    let open = info.find('{')?;
    let close = open + info[open..].find('}')? + 1;
    let inner = &info[open + 1..close - 1];
    let lines =
        !inner.is_empty() && inner.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '-' | ' '));
    lines.then_some(open..close)
}

/// The lines of a flow chart: `st=>start: 开始`
pub fn flow_lines(code: &str) -> Option<Range<usize>> {
    let at =
        ["=>start:", "=>operation:", "=>condition:", "=>end:"].iter().find_map(|mark| code.find(mark))?;
    let start = code[..at].rfind('\n').map_or(0, |end| end + 1);
    Some(start..code[at..].find('\n').map_or(code.len(), |end| at + end))
}

/// `// [!code ++]`, `// highlight-next-line`
pub fn code_comment(line: &str) -> Option<Range<usize>> {
    if let Some(at) = line.find("[!code ") {
        let close = at + line[at..].find(']')? + 1;
        return Some(at..close);
    }
    let at = ["highlight-next-line", "highlight-start"].iter().find_map(|mark| line.find(mark))?;
    let before = line[..at].trim_end();
    let is_comment = ["//", "#", "*", "--"].iter().any(|mark| before.ends_with(mark));
    is_comment.then(|| at..at + name_length(&line[at..]))
}

/// `--8<-- "x"`
pub fn snippet(line: &str) -> Option<Range<usize>> {
    line.trim_start().starts_with("--8<-- \"").then(|| {
        let start = line.len() - line.trim_start().len();
        start..line.trim_end().len()
    })
}

/// `<figure markdown>`, `<div markdown="1">`
pub fn markdown_attribute(html: &str) -> Option<Range<usize>> {
    let at = html.find(" markdown").filter(|at| {
        let after = &html[at + " markdown".len()..];
        after.starts_with(['>', '=', ' '])
            && html[..*at].rfind('<').is_some_and(|open| !html[open..*at].contains('>'))
    })?;
    let start = html[..at].rfind('<')?;
    let end = html[at..].find('>').map_or(html.len(), |end| at + end + 1);
    Some(start..end)
}

/// `<!-- tabs:start -->`
pub fn docsify_tabs(html: &str) -> Option<Range<usize>> {
    let at = html.find("<!--")?;
    let end = at + html[at..].find("-->")? + 3;
    html[at..end].contains("tabs:start").then_some(at..end)
}

/// `<Tabs>`, `<CodeGroup>`, `<Badge …>`
pub fn component(html: &str) -> Option<Range<usize>> {
    let open = html.find('<')?;
    let name = &html[open + 1..];
    let name = &name[..name_length(name)];
    let known = [
        "Tabs",
        "TabItem",
        "Tab",
        "CodeGroup",
        "CodeGroupItem",
        "CodeBlock",
        "Badge",
        "Card",
        "CardGroup",
        "Steps",
        "Step",
        "Note",
        "Tip",
        "Warning",
        "Info",
        "Callout",
        "Accordion",
        "AccordionGroup",
        "Details",
        "Admonition",
    ];
    let end = html[open..].find('>').map_or(html.len(), |end| open + end + 1);
    known.contains(&name).then_some(open..end)
}
