//! What a whole text is read as, event by event.

use crate::markdown::events::{Dialect, Event, Fault, NESTING_LIMIT, Read};
use crate::markdown::reader::{Reader, nests};
use pulldown_cmark::Event as Md;

/// The page's text in one line: `<name argument>` … `</name>` for containers, `|title|` for tabs, `·` for a soft
/// break, and the names of the blocks that matter here.
fn outline(text: &str) -> String {
    let reader = Reader::new(text, Dialect::Rolebook);
    let mut outline = String::new();
    for (event, _) in reader.read().events {
        match event {
            Event::Open(block) => outline += &format!("<{} {}>", block.name, block.argument),
            Event::Close(block) => outline += &format!("</{}>", block.name),
            Event::Tab { title, .. } => outline += &format!("|{title}|"),
            Event::Markdown(Md::Text(text) | Md::Code(text) | Md::Html(text)) => outline += &text,
            Event::Markdown(Md::SoftBreak) => outline.push('·'),
            Event::Markdown(Md::Start(tag)) if nests(&tag) => outline.push('('),
            Event::Markdown(Md::End(tag)) if nests(&tag_of(tag)) => outline.push(')'),
            Event::Markdown(Md::Rule) => outline.push_str("---"),
            Event::Markdown(Md::FootnoteReference(name)) => outline += &format!("^{name}"),
            Event::Markdown(_) => {}
        }
    }
    outline
}

fn tag_of(tag: pulldown_cmark::TagEnd) -> pulldown_cmark::Tag<'static> {
    use pulldown_cmark::{Tag, TagEnd};
    match tag {
        TagEnd::BlockQuote(kind) => Tag::BlockQuote(kind),
        TagEnd::List(_) => Tag::List(None),
        TagEnd::DefinitionList => Tag::DefinitionList,
        TagEnd::FootnoteDefinition => Tag::FootnoteDefinition("".into()),
        _ => Tag::Paragraph,
    }
}

fn faults(text: &str) -> Vec<Fault> {
    Reader::new(text, Dialect::Rolebook).read().faults
}

#[test]
fn a_container_opens_and_closes_around_what_it_holds() {
    assert_eq!(outline("甲\n::: details 常见错误\n乙\n:::\n丙\n"), "甲<details 常见错误>乙</details>丙");
    assert_eq!(outline(":::steps\n1. 甲\n2. 乙\n:::\n"), "<steps >(甲乙)</steps>");
    assert!(faults(":::steps\n1. 甲\n:::\n").is_empty());
}

#[test]
fn containers_nest_with_more_colons_outside_or_equal_ones() {
    let expected = "<a ><b >x</b></a>y";
    assert_eq!(outline(":::: a\n::: b\nx\n:::\n::::\ny\n"), expected);
    assert_eq!(outline("::: a\n::: b\nx\n:::\n:::\ny\n"), expected);
    assert_eq!(outline("::: a\n::::: b\nx\n::::::\n:::\ny\n"), expected);
    assert_eq!(outline("::::: a\nx\n:::\n"), "<a >x</a>");
}

#[test]
fn a_container_may_stand_in_an_item_or_a_quote() {
    assert_eq!(outline("- 甲\n  ::: a\n  乙\n  :::\n- 丙\n"), "(甲<a >乙</a>丙)");
    assert_eq!(outline("> ::: a\n> 乙\n> :::\n丙\n"), "(<a >乙</a>)丙");
    assert_eq!(outline("- ::: a\n  乙\n  :::\n"), "(<a >乙</a>)");
    assert!(faults("- ::: a\n  乙\n  :::\n\n> ::: b\n> 丁\n> :::\n").is_empty());
}

#[test]
fn a_container_that_leaves_its_item_is_closed_with_the_item() {
    let text = "- ::: a\n  乙\n\n:::\n";
    assert_eq!(outline(text), "(<a >乙</a>)");
    let unclosed = Fault::BlockUnclosed { name: "a".into(), range: 2..7 };
    assert_eq!(faults(text), [unclosed, Fault::BlockStray { range: 15..18 }]);
}

#[test]
fn an_open_container_ends_with_the_page_and_a_stray_fence_is_dropped() {
    assert_eq!(outline(":::\n甲\n\n:::  b 值\n乙"), "甲<b 值>乙</b>");
    let unclosed = Fault::BlockUnclosed { name: "b".into(), range: 9..19 };
    assert_eq!(faults(":::\n甲\n\n:::  b 值\n乙"), [Fault::BlockStray { range: 0..3 }, unclosed]);
}

#[test]
fn fences_in_code_comments_and_indented_text_are_text() {
    let code = "```\n::: a\n:::\n```\n";
    assert_eq!(outline(code), "::: a\n:::\n");
    assert_eq!(outline("~~~\n::: a\n~~~\n::: b\n:::\n"), "::: a\n<b ></b>");
    assert_eq!(outline("<!--\n::: a\n-->\n"), "<!--\n::: a\n-->\n");
    assert_eq!(outline("    ::: a\n"), "::: a\n");
    assert_eq!(outline("x\n\n> ```\n> ::: a\n> ```\n"), "x(::: a\n)");
    assert_eq!(outline("`x` ::: a\n"), "x ::: a");
    assert!(faults(code).is_empty());
}

#[test]
fn a_rule_of_the_writer_stays_a_rule() {
    assert_eq!(outline("_____\n::: a\n_____\n:::\n***\n"), "---<a >---</a>---");
}

#[test]
fn references_and_footnotes_from_elsewhere_resolve_inside() {
    let text = "::: a\n[甲][x] 乙[^1]\n:::\n\n[x]: y.md\n\n[^1]: 注\n";
    assert_eq!(outline(text), "<a >甲 乙^1</a>(注)");
    assert!(faults(text).is_empty());
}

#[test]
fn tabs_begin_at_their_titles_and_only_directly_in_tabs() {
    assert_eq!(
        outline("::: tabs\n== 甲 一\nx\n== 乙\n- y\n== 丙\n:::\n"),
        "<tabs >|甲 一|x|乙|(y)|丙|</tabs>"
    );
    assert_eq!(outline("::: tabs\n:::\nx\n== 甲\n"), "<tabs ></tabs>x·== 甲");
    assert_eq!(outline("::: tabs\n::: a\nx\n== 甲\n:::\n:::\n"), "<tabs ><a >x·== 甲</a></tabs>");
}

#[test]
fn a_container_knows_where_its_words_stand() {
    let text = "\r\n:::  role  finance, hr \r\n:::\r\n";
    let reader = Reader::new(text, Dialect::Rolebook);
    let Read { events, .. } = reader.read();
    let (Event::Open(block), range) = &events[0] else { panic!("{events:?}") };
    assert_eq!(
        (&text[block.name_range.clone()], &text[block.argument_range.clone()]),
        ("role", "finance, hr")
    );
    assert_eq!((&text[range.clone()], &text[events[1].1.clone()]), (":::  role  finance, hr", ":::"));
}

#[test]
fn a_line_break_between_chinese_characters_is_no_space() {
    assert_eq!(outline("中文\n换行，\n（好）\nカナ"), "中文换行，（好）カナ");
    assert_eq!(outline("中文\nabc\n中文"), "中文·abc·中文");
    assert_eq!(outline("한국\n한국"), "한국·한국");
    assert_eq!(outline("**中文**\n`代码`\n[链接](a.md)\n好"), "中文代码链接好");
    assert_eq!(outline("**中**\n`code`\n文"), "中·code·文");
    assert_eq!(outline("他说“好”\n然后"), "他说“好”然后");
    assert_eq!(outline("注[^1]\n文。[^1]\n[^1]文\n\n[^1]: x"), "注^1文。^1^1文(x)");
    assert_eq!(outline("a[^1]\n文\n\n[^1]: x"), "a^1·文(x)");
    assert_eq!(outline("<u>字</u>\n继续<!-- 甲 -->\n<b>文</b>"), "字继续文");
    assert_eq!(outline("<kbd>F5</kbd>\n键<br>\n字 $x$\n字"), "F5·键·字 ·字");
    assert_eq!(outline("```\n中\n文\n```\n"), "中\n文\n");
}

#[test]
fn windows_line_ends_change_nothing_but_places() {
    let text = "# 甲\n\n::: a\n中\n文 **注：**是\n:::\n\n```\na\n\nb\n```\n<div>\n\n| a |\n|---|\n| b |\n";
    let windows = text.replace('\n', "\r\n");
    let (unix, dos) = (Reader::new(text, Dialect::Rolebook), Reader::new(&windows, Dialect::Rolebook));
    let (unix, dos) = (unix.read(), dos.read());
    assert_eq!(outline(text), outline(&windows));
    assert_eq!(unix.events.len(), dos.events.len());
    for ((one, here), (other, there)) in unix.events.iter().zip(&dos.events) {
        assert_eq!(text[here.clone()], windows[there.clone()].replace("\r\n", "\n"));
        assert!(matches!(one, Event::Open(_) | Event::Close(_)) || one == other);
    }
}

#[test]
fn nul_becomes_the_replacement_character() {
    let text = "a\0b **中：**\0\n";
    assert_eq!(outline(text), "a\u{FFFD}b 中：\u{FFFD}");
    let reader = Reader::new(text, Dialect::Rolebook);
    let paragraph = reader.read().events[0].1.clone();
    assert_eq!(paragraph, 0..text.len());
}

#[test]
fn a_code_fence_that_never_closes_is_a_fault() {
    assert_eq!(faults("# T\n\n```rust\nfn a() {}\n"), [Fault::FenceUnclosed { range: 5..12 }]);
    assert_eq!(faults("> ~~~\n> ```\n\n甲"), [Fault::FenceUnclosed { range: 2..5 }]);
    assert_eq!(faults("```"), [Fault::FenceUnclosed { range: 0..3 }]);
    for closed in ["```\n```", "```\n~~~\n````\n", "> ```\n> a\n> ```\n", "- ~~~\n  a\n  ~~~\n", "    ```\n"]
    {
        assert_eq!(faults(closed), [], "{closed}");
    }
}

#[test]
fn braces_behind_a_heading_that_are_no_attributes_stay() {
    assert_eq!(outline("## if(x){do sql}\n"), "if(x){do sql}");
    assert_eq!(outline("## 甲 {todo} ##\n\n乙\n"), "甲 {todo}乙");
    assert_eq!(outline("## 甲 {#a}\n\n## 乙 {.b}\n\n## 丙 {c #d}\n"), "甲乙丙");
    for text in [
        "正则 \\d{3}",
        "等级 {A}",
        "变量 ${n}",
        "系数 {.5}",
        "键 {a=b}",
        "空 {}",
        "{甲}",
        "C# {#}",
        "{{ n }}",
    ] {
        assert_eq!(outline(&format!("## {text}\n")), text.replace("\\\\", "\\"));
        assert_eq!(outline(&format!("{text}\n---\n")), text.replace("\\\\", "\\"));
    }
}

#[test]
fn a_definition_needs_a_colon_and_a_blank() {
    for text in [":warning: 注意", ":8080", ":) 好", "  :a", ":：b", ":-) 好"] {
        assert_eq!(outline(&format!("前段。\n\n{text}\n")), format!("前段。{}", text.trim_start()));
        assert_eq!(outline(&format!("前段\n{text}\n")), format!("前段·{}", text.trim_start()));
    }
    assert_eq!(outline("- 前\n\n  :a:\n> :b:\n"), "(前:a:)(:b:)");
    assert_eq!(outline("术语\n: 定义\n:\t乙\n"), "(术语定义乙)");
    assert_eq!(outline("| 甲 | 乙 |\n:--|:-:\n| 1 | 2 |\n"), "甲乙12");
    assert_eq!(outline("```\n:a\n```\n\n    :b\n"), ":a\n:b\n");
    assert_eq!(outline("前段\n\n:a\u{f}\n"), "(前段a\u{f})", "the stand-in must not stand in the text");
}

#[test]
fn footnotes_have_the_same_label_in_any_letter_case() {
    assert_eq!(outline("甲[^Note]\n\n[^nOTE]: 乙\n"), "甲^note(乙)");
    let twice = |range| Fault::FootnoteTwice { name: "a".into(), range };
    assert_eq!(faults("甲[^a]\n\n[^A]: 乙\n\n[^a]: 丙\n"), [twice(20..24)]);
    assert_eq!(outline("甲[^a]\n\n[^A]: 乙\n\n[^a]: 丙\n"), "甲^a(乙)");
}

#[test]
fn a_footnote_that_nothing_refers_to_is_left_out_and_a_fault() {
    let unused = |name: &str, range| Fault::UnusedFootnote { name: name.into(), range };
    assert_eq!(faults("甲[^a]\n\n[^a]: 乙[^b]\n\n[^b]: 丙\n"), []);
    assert_eq!(faults("甲\n\n[^a]: 乙[^a]\n"), [unused("a", 5..9)]);
    assert_eq!(outline("甲\n\n[^a]: 乙\n\n    - 丙\n\n丁\n"), "甲丁");
}

#[test]
fn a_footnote_that_is_not_defined_is_a_fault() {
    assert_eq!(faults("等价于 [^0-9] 和 [^a-zA-Z]\n"), []);
    assert_eq!(faults("text[^a]\n"), [Fault::UndefinedFootnote { name: "a".into(), range: 4..8 }]);
    assert_eq!(faults("`[^a]` \\[^a] [^ a] x[^b]\n\n[^b]: y\n"), []);
}

#[test]
fn a_blank_in_an_address_is_a_fault() {
    let fault = |target: &str, range| Fault::SpaceInLink { target: target.into(), range };
    assert_eq!(faults("[a](中文 页.md)\n"), [fault("中文 页.md", 0..18)]);
    assert_eq!(faults("看 ![图](my img.png \"题\") 好\n"), [fault("my img.png", 4..28)]);
    for fine in
        ["[a](<中文 页.md>)", "[a](b.md \"c d\")", "f[0](see there)", "`[a](b c.md)`", "\\[a](b c.md)"]
    {
        assert_eq!(faults(fine), [], "{fine}");
    }
}

#[test]
fn quotes_nested_too_deep_are_shown_as_written() {
    let text = ">".repeat(20_000) + "a";
    assert_eq!(faults(&text), [Fault::NestingTooDeep { range: 100..20_001 }]);
    let shown = outline(&text);
    assert_eq!(shown.matches('(').count(), NESTING_LIMIT);
    assert!(shown.contains(">>>>a"));
    assert_eq!(faults(&(">".repeat(100) + "a")), []);
    assert_eq!(faults(&"> ".repeat(101)).len(), 1);
}

#[test]
fn lists_nested_too_deep_are_shown_as_written() {
    let text: String = (0..800).map(|depth| "  ".repeat(depth) + "- a\n").collect();
    let found = faults(&text);
    let [Fault::NestingTooDeep { range }] = &found[..] else { panic!("{found:?}") };
    let before = &text[..range.start];
    let column = range.start - before.rfind('\n').map_or(0, |newline| newline + 1) + 1;
    assert_eq!((before.matches('\n').count() + 1, column), (101, 201));
    assert_eq!(faults(&"- ".repeat(20_000)), [], "a thematic break");
    assert_eq!(faults(&("- ".repeat(20_000) + "a")).len(), 1);
}

#[test]
fn containers_and_emphasis_nested_too_deep_are_left_out() {
    assert_eq!(outline(&"::: a\n".repeat(300)).matches("<a >").count(), NESTING_LIMIT);
    assert_eq!(faults(&"::: a\n".repeat(300)).len(), NESTING_LIMIT + 1);
    let text = "**a *b ".repeat(300) + &"c* d**".repeat(300);
    let reader = Reader::new(&text, Dialect::Rolebook);
    let Read { events, faults, .. } = reader.read();
    let starts = events.iter().filter(|(event, _)| matches!(event, Event::Markdown(Md::Start(_)))).count();
    assert_eq!(starts, 1 + NESTING_LIMIT);
    assert_eq!(faults.len(), 1);
}

/// What texts are put together from, at random.
const PARTS: &[&str] = &[
    "::: a\n",
    ":::\n",
    ":::: tabs\n",
    "::::\n",
    "== 甲\n",
    "\n",
    "\n\n",
    "- ",
    "> ",
    "1. ",
    "  ",
    "    ",
    "```\n",
    "~~~\n",
    "**",
    "*",
    "~~",
    "_",
    "（",
    "）",
    "。",
    "中",
    "a ",
    "[^a]",
    "[^a]: ",
    "[x](",
    "b c.md)",
    "<div>\n",
    "<!--",
    "-->",
    "\r\n",
    "\0",
    "|",
    "|-|\n",
    ": ",
    "# ",
    "`",
    "$",
    "\\",
    "“",
    "é",
];

#[test]
fn whatever_the_text_its_events_balance_and_lie_in_it() {
    let mut seed = 7_u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..24 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text += PARTS[(seed >> 33) as usize % PARTS.len()];
        }
        let reader = Reader::new(&text, Dialect::Rolebook);
        let Read { events, faults, .. } = reader.read();
        let mut open = Vec::new();
        for (event, range) in &events {
            assert!(text.get(range.clone()).is_some(), "{text:?} {event:?} {range:?}");
            match event {
                Event::Markdown(Md::Start(tag)) => open.push(format!("{:?}", tag.to_end())),
                Event::Markdown(Md::End(tag)) => {
                    assert_eq!(open.pop(), Some(format!("{tag:?}")), "{text:?}")
                }
                Event::Open(block) => open.push(format!("{block:?}")),
                Event::Close(block) => assert_eq!(open.pop(), Some(format!("{block:?}")), "{text:?}"),
                Event::Markdown(Md::Text(shown)) => {
                    assert!(!shown.contains("___") || text.contains("___"), "{text:?}")
                }
                Event::Markdown(_) | Event::Tab { .. } => {}
            }
        }
        assert!(open.is_empty(), "{text:?}");
        for fault in &faults {
            assert!(text.get(fault.range().clone()).is_some(), "{text:?} {fault:?}");
        }
    }
}
