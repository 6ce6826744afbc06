//! Whole texts through `parse`: what is refused and where, and what the tree keeps.

use crate::diag::{Diagnostics, Lang, Places, Position};
use crate::yaml::{Node, Scalar, Style, Value, parse};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

struct Read {
    tree: Option<Node>,
    diags: Diagnostics,
    text: String,
}

impl Read {
    /// `line:column code`, sorted by place.
    fn places(&self) -> Vec<String> {
        self.diags
            .iter()
            .map(|diagnostic| {
                let Position { line, column } = Places::of(&self.text).position(diagnostic.span.range.start);
                format!("{line}:{column} {}", diagnostic.code().name())
            })
            .collect()
    }

    fn helps(&self) -> String {
        self.diags.iter().map(|diagnostic| diagnostic.problem.help(Lang::En) + "\n").collect()
    }

    fn shape(&self) -> String {
        self.tree.as_ref().map_or_else(|| "nothing".to_owned(), shape)
    }
}

fn read_range(text: &str, range: Range<usize>) -> Read {
    let mut diags = Diagnostics::default();
    let tree = parse(&Arc::from("case"), text, range, &mut diags);
    assert!(tree.is_some() || diags.errors() > 0, "no tree and no error: {text:?}");
    diags.settle(&BTreeMap::new(), &[]);
    Read { tree, diags, text: text.to_owned() }
}

fn read(text: &str) -> Read {
    read_range(text, 0..text.len())
}

/// The front matter of a page.
fn matter(text: &str) -> Read {
    let start = text.find('\n').expect("the first fence ends a line") + 1;
    let end = text[start..].find("\n---").map_or(start, |end| start + end + 1);
    read_range(text, start..end)
}

/// A tree in one line: plain texts bare, quoted in '', block texts in ||.
fn shape(node: &Node) -> String {
    match &node.value {
        Value::Scalar(Scalar { text, style: Style::Plain, .. }) => text.clone(),
        Value::Scalar(Scalar { text, style: Style::Quoted, .. }) => format!("'{text}'"),
        Value::Scalar(Scalar { text, style: Style::Block, .. }) => format!("|{text}|"),
        Value::List(items) => format!("[{}]", items.iter().map(shape).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let entries: Vec<_> =
                entries.iter().map(|entry| format!("{}: {}", entry.key, shape(&entry.value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

#[test]
fn every_bad_front_matter_is_told_at_its_place() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("fm-06", "---\ntitle: A\nextra:\n  x: 1\n  x: 2\n---\n", &["5:3 fm.duplicate-key"]),
        ("fm-07", "---\nroles:\n\t- admin\n---\n", &["3:1 yaml.tab"]),
        ("fm-09", "---\nlang: no\n---\n", &[]),
        ("fm-10", "---\nextra: {version: 1.10}\n---\n", &[]),
        ("fm-12", "---\ntitle: Foo: bar\n---\n", &["2:11 yaml.syntax"]),
        ("fm-13", "---\ntitle: C #\n---\n", &["2:10 yaml.comment-in-value"]),
        ("fm-14", "---\ntitle: @home\n---\n", &["2:8 yaml.syntax"]),
        ("fm-14 `", "---\ntitle: `home\n---\n", &["2:8 yaml.syntax"]),
        ("fm-14 %", "---\ntitle: %home\n---\n", &["2:8 yaml.syntax"]),
        ("fm-21", "---\ntitle: &x [*x]\n---\n", &["2:8 yaml.alias", "2:12 yaml.alias"]),
        ("fm-22", "---\ntitle: *x\n---\n", &["2:8 yaml.alias"]),
        ("fm-25", "---\ntitle: !!python/object:os.system x\n---\n", &["2:8 yaml.tag"]),
        ("fm-27", "---\ntitle: \"abc\norder: 1\n---\n", &["2:8 yaml.syntax"]),
        ("fm-36", "---\nextra: {1: a}\n---\n", &["2:9 fm.key-type"]),
        ("enc-08", "---\ntitle: a\0b\n---\n", &["2:9 yaml.control-char"]),
        ("enc-11", "---\ntitle: a\u{2028}b\n---\n", &["2:9 yaml.line-separator"]),
    ];
    for (id, text, expected) in cases {
        let found = matter(text);
        assert_eq!(found.places(), *expected, "{id}");
        assert!(found.tree.is_some(), "{id}");
        let windows = matter(&text.replace('\n', "\r\n"));
        assert_eq!(windows.places(), *expected, "{id} with CRLF");
        assert_eq!(windows.shape(), found.shape(), "{id} with CRLF");
    }
}

#[test]
fn a_second_document_is_told_at_its_line() {
    let found = read("a: 1\n---\na: 2\n");
    assert_eq!(found.places(), ["2:1 yaml.multi-doc"]);
    assert_eq!(found.shape(), "{a: 1}");
    assert_eq!(read("--- \na: 1\n...\n").places(), [""; 0]);
    assert_eq!(read("a: 1\n...\nb: 1\n").places(), ["3:1 yaml.multi-doc"]);
}

#[test]
fn bombs_are_refused_without_being_built() {
    let mut laughs = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for n in 1..12 {
        let uses = vec![format!("*a{}", n - 1); 9].join(", ");
        writeln!(laughs, "a{n}: &a{n} [{uses}]").expect("a string takes all");
    }
    let found = read(&laughs);
    assert_eq!(found.places()[..3], ["1:5 yaml.alias", "2:5 yaml.alias", "2:10 yaml.alias"]);
    assert_eq!(found.places().len(), 12 + 11);

    let many = format!("a: &a \"{}\"\nb: [{}]\n", "x".repeat(100_000), vec!["*a"; 3000].join(","));
    assert_eq!(read(&many).places(), ["1:4 yaml.alias", "2:5 yaml.alias"]);
}

#[test]
fn depth_ends_at_128() {
    assert_eq!(read(&"[".repeat(5000)).places(), ["1:129 yaml.depth"]);
    assert_eq!(read(&"- ".repeat(5000)).places(), ["1:257 yaml.depth"]);
    assert_eq!(read(&"{a: ".repeat(5000)).places(), ["1:513 yaml.depth"]);
    assert_eq!(read(&format!("a: {}", "[".repeat(5000))).places().len(), 1);
    let deepest = format!("{}x{}", "[".repeat(128), "]".repeat(128));
    assert_eq!(read(&deepest).places(), [""; 0]);
    assert_eq!(read(&format!("a: {deepest}")).places(), ["1:131 yaml.depth"]);
}

#[test]
fn the_tree_keeps_what_was_typed() {
    let text = "a: 1.10\nb: 007\nc: no\nd:\ne: ~\nf: [x, 'it''s', \"q\\u4e2d\"]\ng: |\n  one\n   two\nh: >-\n  folded\n  text\n";
    let found = read(text);
    assert_eq!(found.places(), [""; 0]);
    let tree =
        "{a: 1.10, b: 007, c: no, d: , e: ~, f: [x, 'it's', 'q中'], g: |one\n two\n|, h: |folded text|}";
    assert_eq!(found.shape(), tree);
    let windows = read(&text.replace('\n', "\r\n"));
    assert_eq!(windows.shape(), tree);
}

#[test]
fn an_empty_text_is_an_empty_map() {
    for text in ["", "\n\n", "# only a comment\n", "---\n", "---\n# c\n...\n"] {
        let found = read(text);
        assert_eq!(found.shape(), "{}", "{text:?}");
        assert_eq!(found.places(), [""; 0], "{text:?}");
    }
}

#[test]
fn places_are_bytes_of_the_file() {
    let text = "---\r\n标题: 采购\r\n\"键\": \"值\" # 注\r\nl: [ 甲 , '乙' ]\r\n---\r\n";
    let found = matter(text);
    let Some(Node { value: Value::Map(entries), span }) = &found.tree else { panic!("a map") };
    assert_eq!(&text[span.range.clone()], "标题: 采购\r\n\"键\": \"值\" # 注\r\nl: [ 甲 , '乙' ]");
    let part = |range: &Range<usize>| &text[range.clone()];
    assert_eq!(part(&entries[0].key_span.range), "标题");
    assert_eq!(part(&entries[0].value.span.range), "采购");
    assert_eq!(part(&entries[1].key_span.range), "\"键\"");
    assert_eq!(part(&entries[1].value.span.range), "\"值\"");
    let Value::Scalar(Scalar { exact: Some(at), .. }) = entries[1].value.value else {
        panic!("an exact text")
    };
    assert!(text[at..].starts_with("值\""));
    let Value::List(items) = &entries[2].value.value else { panic!("a list") };
    assert_eq!(part(&entries[2].value.span.range), "[ 甲 , '乙' ]");
    assert_eq!(part(&items[1].span.range), "'乙'");
}

#[test]
fn only_an_accidental_comment_is_told() {
    let warned = ["k: C #", "k: C #1", "- C #1", "k: C ##", "k: [a, b #1\n ]"];
    for text in warned {
        assert_eq!(read(text).places().len(), 1, "{text:?}");
        assert_eq!(read(text).diags.errors(), 0, "{text:?}");
    }
    let silent = [
        "k: v   # remark",
        "k: v ## remark",
        "k: # all",
        "# k: v #1",
        "k: [a] #1",
        "k: 'v' #1",
        "k: a#1",
        "k: |\n  a #1",
    ];
    for text in silent {
        assert_eq!(read(text).places(), [""; 0], "{text:?}");
    }
}

#[test]
fn full_width_signs_are_told_where_they_break_the_text() {
    let cases: &[(&str, &[&str], &str)] = &[
        ("title：采购\n", &["1:6 yaml.full-width"], "{title: 采购}"),
        (
            "title：采购\nsummary：入库\n",
            &["1:6 yaml.full-width", "2:8 yaml.full-width"],
            "{title: 采购, summary: 入库}",
        ),
        ("a: 1\ntitle：采购\nb: 2\n", &["2:6 yaml.full-width"], "{a: 1, title: 采购, b: 2}"),
        ("title：采购\nb: 2\n", &["1:6 yaml.full-width"], "{title: 采购, b: 2}"),
        ("- id：x\n  t: y\n", &["1:5 yaml.full-width"], "[{id: x, t: y}]"),
        ("t: {zh-CN：财务, en: F}\n", &["1:10 yaml.full-width"], "{t: {zh-CN: 财务, en: F}}"),
        ("roles:\n　　- a\n　　- b\n", &["2:1 yaml.full-width"], "{roles: [a, b]}"),
        ("a:\n  b: x\n  　c: y\n", &["3:3 yaml.full-width"], "{a: {b: x, c: y}}"),
    ];
    for (text, places, tree) in cases {
        let found = read(text);
        assert_eq!(found.places(), *places, "{text:?}");
        assert_eq!(found.shape(), *tree, "{text:?}");
    }
    let texts = [
        "k: 注意：先审核",
        "- 注意：先审核",
        "k:\n  中文：内容",
        "k: “全角” 引号",
        "k: |\n  　　段落\n",
        "k: 一行\n  　　续行",
    ];
    for text in texts {
        assert_eq!(read(text).places(), [""; 0], "{text:?}");
    }
}

#[test]
fn syntax_slips_are_mended_in_the_help() {
    let cases: &[(&str, &str, &str, &str)] = &[
        ("title: Foo: bar\n", "1:11", "`title: \"Foo: bar\"`", "{title: 'Foo: bar'}"),
        ("title: Foo: bar # c\n", "1:11", "`title: \"Foo: bar\" # c`", "{title: 'Foo: bar'}"),
        ("- a: b: c\n", "1:7", "`- a: \"b: c\"`", "[{a: 'b: c'}]"),
        ("title: \"Foo\": bar\n", "1:13", "`title: '\"Foo\": bar'`", "{title: '\"Foo\": bar'}"),
        ("title: @home page\n", "1:8", "`title: \"@home page\"`", "{title: '@home page'}"),
        ("a: [@x, y]\n", "1:5", "`a: [\"@x\", y]`", "{a: ['@x', y]}"),
        ("title:Foo\norder: 1\n", "1:6", "`title: Foo`", "{title: Foo, order: 1}"),
        ("order: 1\ntitle:Foo\n", "2:6", "`title: Foo`", "{order: 1, title: Foo}"),
        ("order: 1\ntitle Foo\nx: 1\n", "2:1", "`title: Foo`", "{order: 1, title: Foo, x: 1}"),
        ("a: \"abc\norder: 1\n", "1:4", "`a: \"abc\"`", "{a: 'abc', order: 1}"),
        ("a: \"abc\norder: \"1\"\n", "1:4", "`a: \"abc\"`", "{a: 'abc', order: '1'}"),
        ("a: [x, y\norder: 1\n", "1:4", "`a: [x, y]`", "{a: [x, y], order: 1}"),
        ("a: [x, [y, z]\n", "1:4", "`a: [x, [y, z]]`", "{a: [x, [y, z]]}"),
        ("a: {x: 1, y: [2}\n", "1:14", "`a: {x: 1, y: [2]}`", "{a: {x: 1, y: [2]}}"),
        ("a: {x: 1]\n", "1:9", "`a: {x: 1}`", "{a: {x: 1}}"),
        ("a: [x]: y\n", "1:7", "`a: \"[x]: y\"`", "{a: '[x]: y'}"),
        ("title: [重要] 说明\n", "1:13", "`title: \"[重要] 说明\"`", "{title: '[重要] 说明'}"),
        ("title: {{ company }} x\n", "1:8", "`title: \"{{ company }} x\"`", "{title: '{{ company }} x'}"),
        ("a: [{{ x }}, y]\n", "1:5", "`a: [\"{{ x }}\", y]`", "{a: ['{{ x }}', y]}"),
        ("title: 'it's'\n", "1:12", "`title: \"it's\"`", "{title: 'it's'}"),
        ("title: \"A\" b\n", "1:12", "`title: '\"A\" b'`", "{title: '\"A\" b'}"),
        ("path: \"C:\\data\"\n", "1:10", "`path: 'C:\\data'`", "{path: 'C:\\data'}"),
        ("title: a\n  order: 1\n  x: 2\nz: 3\n", "2:3", "`order: 1`", "{title: a, order: 1, x: 2, z: 3}"),
        ("title: \"a\"\n  order: 1\n", "2:3", "`order: 1`", "{title: 'a', order: 1}"),
        ("a:\n    b: 1\n  c: 2\n", "3:3", "`c: 2`", "{a: {b: 1, c: 2}}"),
        ("  a: 1\nb: 2\n", "2:1", "align", "{a: 1, b: 2}"),
        ("roles: - a\n       - b\n", "1:8", "[a, b]", "{roles: [a, b]}"),
        ("a: [- x, - y]\n", "1:5", "dash", "{a: [x, y]}"),
        ("a: > 5\n", "1:4", "`a: \"> 5\"`", "{a: '> 5'}"),
        ("a: * x\n", "1:4", "`a: \"* x\"`", "{a: '* x'}"),
        ("a: **重要**\n", "1:4", "`a: \"**重要**\"`", "{a: '**重要**'}"),
        ("a: ]\n", "1:4", "`a: \"]\"`", "{a: ']'}"),
        ("%YAML 1.2\n---\na: 1\n", "1:1", "delete", "{a: 1}"),
        ("a: 1\n- b\n", "2:1", "indent the list", "nothing"),
        ("- b\na: 1\n", "2:1", "begin it with", "nothing"),
        ("a: [\"x\" \"y\"]\n", "1:9", "comma", "nothing"),
        ("a: x # c\n  y\n", "1:6", "comment", "nothing"),
        ("k:\tv\n", "1:3", "spaces", "{k: v}"),
    ];
    for (text, place, help, tree) in cases {
        let found = read(text);
        assert_eq!(
            found.places().first().and_then(|place| place.split(' ').next()),
            Some(*place),
            "{text:?} {found:?}",
            found = found.places()
        );
        assert!(found.helps().contains(help), "{text:?}: {}", found.helps());
        assert_eq!(found.shape(), *tree, "{text:?}");
    }
}

/// Names the first place where the tree says something else than `serde_yaml`.
fn difference(ours: &Node, theirs: &serde_yaml::Value) -> Option<String> {
    use serde_yaml::Value as Theirs;
    let same = match (&ours.value, theirs) {
        (Value::Scalar(ours), Theirs::String(theirs)) => ours.text == *theirs,
        (Value::Scalar(ours), Theirs::Null | Theirs::Bool(_) | Theirs::Number(_)) => {
            ours.style == Style::Plain
        }
        (Value::List(ours), Theirs::Sequence(theirs)) if ours.len() == theirs.len() => {
            return ours.iter().zip(theirs).find_map(|(ours, theirs)| difference(ours, theirs));
        }
        (Value::Map(ours), Theirs::Mapping(theirs)) if ours.len() == theirs.len() => {
            return ours.iter().zip(theirs).find_map(|(ours, (key, theirs))| {
                match key.as_str() == Some(&ours.key) {
                    true => difference(&ours.value, theirs),
                    false => Some(format!("key {} against {key:?}", ours.key)),
                }
            });
        }
        _ => false,
    };
    (!same).then(|| format!("{} against {theirs:?}", shape(ours)))
}

#[test]
fn a_large_document_reads_as_serde_yaml_reads_it() {
    let block = r#"
quiz__N__:
  title: {zh-CN: 财务 __N__, en: 'Finance''s "exam"', "ja": "\u4e2d\t\"x\"", empty: }
  time: 2026-10-20
  numbers: [1.10, 007, -3, 0x1F, 1e3, no, ~, true,
    "two
     lines", plain over
    lines]
  questions:
  - id: q__N__   # remark
    q: |
      第一行：说明
        # 不是注释
      - 不是列表

      末行
    options:
      - right: "甲: \\ 乙"
      - {wrong: 'a # b', weight: 2}
      - - nested
        - - deeper [x]
          - last
    text: >-
      folded
      text

      with: colon
        kept
    note: plain text
      goes on http://a/b#c
      "so"
    literal: |+
      kept

    last: >2
        two deeper
      less
  - {id: b__N__, list: [[a, b], [c: d], {e: {f: []}}], none: null}
  -
    - a
  more:
    "quoted key": [ ]
"#;
    let text: String = (0..400).map(|n| block.replace("__N__", &n.to_string())).collect();
    let found = read(&text);
    assert_eq!(found.places(), [""; 0]);
    let theirs: serde_yaml::Value = serde_yaml::from_str(&text).expect("the document is valid");
    assert_eq!(difference(found.tree.as_ref().expect("the document is valid"), &theirs), None);
}

#[test]
fn exact_texts_stand_in_the_file_as_they_are() {
    fn check(node: &Node, text: &str, count: &mut usize) {
        match &node.value {
            Value::Scalar(Scalar { text: part, exact, .. }) => {
                let Some(at) = *exact else { return };
                assert!(text[at..].starts_with(part.as_str()), "{part}");
                *count += 1;
            }
            Value::List(items) => items.iter().for_each(|item| check(item, text, count)),
            Value::Map(entries) => entries.iter().for_each(|entry| check(&entry.value, text, count)),
        }
    }
    let text = "---\n键: '值'\nb: \"x y\"\nc: 'it''s'\nd: two\n  lines\ne: |\n  one\n  two\nf: 甲\n---\n";
    let mut count = 0;
    check(matter(text).tree.as_ref().expect("the text is valid"), text, &mut count);
    assert_eq!(count, 3);
}

#[test]
fn what_other_readers_take_without_a_word_is_taken() {
    let cases = [
        ("roles: [\n  a,\n  b,\n]\nx: 1\n", "{roles: [a, b], x: 1}"),
        ("{\n\t\"a\": 1,\n\t\"b\":[2]\n}\n", "{a: 1, b: [2]}"),
        ("\u{feff}a: 1\n", "{a: 1}"),
        ("? a\n: b\n", "{a: b}"),
        ("a: {b:c, d: http://e}\n", "{a: {b:c: , d: http://e}}"),
    ];
    for (text, tree) in cases {
        let found = read(text);
        assert_eq!(found.places(), [""; 0], "{text:?}");
        assert_eq!(found.shape(), tree, "{text:?}");
    }
    assert_eq!(read("a: x\u{feff}y\n").places(), ["1:5 yaml.control-char"]);
}

#[test]
fn all_problems_are_told_in_one_run() {
    let text =
        "title: Foo: bar\nid: @x\nroles: [a, b\nn: !!int 1\nm: *x\nm: 2\n1: c\n<<: d\ne: \"x\n? [l]\n: v\n";
    let places = [
        "1:11 yaml.syntax",
        "2:5 yaml.syntax",
        "3:8 yaml.syntax",
        "4:4 yaml.tag",
        "5:4 yaml.alias",
        "6:1 fm.duplicate-key",
        "7:1 fm.key-type",
        "8:1 yaml.merge-key",
        "9:4 yaml.syntax",
        "10:3 fm.key-type",
    ];
    assert_eq!(read(text).places(), places);
}
