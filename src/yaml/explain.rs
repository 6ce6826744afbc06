//! What the parser says of a text it refuses -> a finding in plain words.
//!
//! The last resort: common slips are found and fixed by `outline`; these are reported as they are.

use crate::diag::Problem;
use crate::yaml::finding::Finding;
use crate::yaml::fixes::{self, is_blank, line_end, line_start};
use saphyr_parser::ScanError;

/// Words of the parser, what they mean, and the advice in Chinese and English.
const MEANINGS: &[(&str, fixes::Both<'static>, &str, &str)] = &[
    (
        "comment intercepting",
        ("文字中间夹了注释", "a comment in the middle of the text"),
        "删掉注释，或给文字加引号",
        "delete the comment, or quote the text",
    ),
    (
        "expected ',' or ']'",
        ("缺少逗号或 `]`", "a comma or `]` is missing"),
        "在两项之间加逗号，或补上 `]`",
        "put a comma between the items, or close with `]`",
    ),
    (
        "expected ',' or '}'",
        ("缺少逗号或 `}`", "a comma or `}` is missing"),
        "在两项之间加逗号，或补上 `}`",
        "put a comma between the items, or close with `}`",
    ),
    (
        "trailing content",
        ("引号结束后还有文字", "text after the closing quote"),
        "在两项之间加逗号，或给整个值加引号",
        "put a comma between the items, or quote the whole value",
    ),
    (
        "expected node content",
        ("缺少值", "a value is missing"),
        "补上值，或删掉多余的符号",
        "write the value, or delete what is in its place",
    ),
    (
        "expected key",
        ("这里没有键", "there is no key here"),
        "同一层的键左对齐，写成“键: 值”",
        "align the keys of one level and write `key: value`",
    ),
    (
        "expected '-' indicator",
        ("这里没有列表项", "there is no list item here"),
        "每项以“- ”开头并左对齐",
        "begin each item with `- `, all in one column",
    ),
    (
        "document start",
        ("值结束后还有文字", "text after the end of the value"),
        "删掉多出的文字，或给整个值加引号",
        "delete the text, or quote the whole value",
    ),
    (
        "mapping values",
        ("这里不能有“: ”", "a `: ` where no key can be"),
        "给整个值加引号，或让键左对齐",
        "quote the whole value, or align the keys",
    ),
    ("simple key", ("这一行不是“键: 值”", "a line without `key: `"), "写成“键: 值”", "write `key: value`"),
    (
        "illegal placement of ':'",
        ("键跨了两行", "a key that runs over two lines"),
        "把键写在一行里",
        "write the key on one line",
    ),
    (
        "block scalar",
        ("多行文字读不懂", "the block text cannot be read"),
        "`|` 或 `>` 之后换行，正文比键多缩进两格",
        "break the line after `|` or `>` and indent the text by two spaces",
    ),
    (
        "invalid indentation",
        ("缩进不够", "the indentation is too small"),
        "比上一层多缩进两格",
        "indent it two spaces deeper than its key",
    ),
    (
        "block sequence entries",
        ("这里不能是列表项", "a list item cannot be here"),
        "列表另起一行",
        "begin the list on a line of its own",
    ),
    (
        "bracket",
        ("多了一个右括号", "a closing bracket without an opening one"),
        "删掉它，或给整个值加引号",
        "delete it, or quote the whole value",
    ),
];

pub(super) fn explain(chars: &[char], error: &ScanError) -> Finding {
    let at = last_word(chars, error.marker().index());
    if error.info().contains("tab")
        && let Some(tab) = (line_start(chars, at)..=at).find(|at| chars.get(*at) == Some(&'\t'))
    {
        return Finding::bare(tab..tab + 1, Problem::YamlTab { line: None });
    }
    if error.info().contains("unknown anchor") {
        let length = chars[at..].iter().take_while(|c| !c.is_whitespace()).count();
        let name = chars[at..at + length].iter().collect();
        return Finding::bare(at..at + length, Problem::YamlAlias { name });
    }
    let known = MEANINGS.iter().find(|(words, ..)| error.info().contains(words));
    let (reason, zh, en) = known.map_or(
        (
            ("这里有多余的文字", "unexpected text"),
            "检查这一行的引号、冒号和缩进",
            "check the quotes, colons and indentation of this line",
        ),
        |(_, reason, zh, en)| (*reason, *zh, *en),
    );
    fixes::syntax(chars, at..(at + 1).min(chars.len()), reason, zh, en, Vec::new())
}

/// The place itself, or the last character before it when nothing but spaces follows.
fn last_word(chars: &[char], at: usize) -> usize {
    let at = at.min(chars.len());
    if chars.get(at..line_end(chars, at)).is_some_and(|rest| rest.iter().any(|c| !is_blank(*c))) {
        return at;
    }
    chars[..at].iter().rposition(|c| !c.is_whitespace()).unwrap_or(0)
}
