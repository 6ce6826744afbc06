//! Sites that no folder of `tests/cases` can hold: odd bytes, names and links, generated sizes, sequences of edits,
//! and the project's own content.
//!
//! Decisions that these tests and the cases hold fast, where another choice would have been possible:
//!
//! | what | decision |
//! |---|---|
//! | `slug`, `template`, `lang` in front matter | `fm.unknown-key`: an address follows the file, a template the kind |
//! | `1.10`, `no`, `007` | no warning: every value stays as it was typed |
//! | a heading with a second id or an attribute | the place is the whole heading, with the first id beside it |
//! | two right options | a multiple choice; a wrong count of them cannot be written |
//! | weights of questions | are called points: `quiz.points`; what is no finite number is `fm.type` |
//! | an unknown type of question | there is no `type`: the key of the answer names it, `quiz.type` |
//! | circles, steps out of reach | `step.cycle`; `step.role` in a learning path, `course.role` in a course |
//! | a link from a role's page to another role's | allowed: roles are a lens, not a lock |
//! | an element that is never closed | no problem: it ends with its block |
//! | `data:` addresses | refused in links and in pictures |
//! | `{{include …}}` | does not exist: shown as text, or `var.unknown` where a project has variables |
//! | `a.md` beside `a/index.md` | two addresses, `a.html` and `a/index.html` |
//! | a file without permission | `io.read` |
//! | dots and blanks inside a name | allowed; only at its end they are dropped by Windows |

use crate::html::{Element, elements, harm, misnested};
use crate::support::{Made, Project, files, plain, scan};

use rayon::prelude::*;
use rolebook::inside::{self, Cache, Dirty, Key, Output, Problem, RelPath, Scope, Sources, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

const ENGLISH: (&str, &str) = ("rolebook.yaml", "title: Case\nlanguages: [en]\n");

/// A project in English made of texts alone.
fn english(texts: &[(&str, &str)]) -> Made {
    Made::of(&Sources::of_texts("case", texts.iter().copied().chain([ENGLISH])))
}

/// A project in English on disk, with these bytes in its files.
fn on_disk(contents: &[(&str, &[u8])]) -> (Project, Made) {
    let project = Project::new(&[ENGLISH]);
    for (path, bytes) in contents {
        write(&project.path(path), bytes);
    }
    let made = made_in(&project);
    (project, made)
}

fn made_in(project: &Project) -> Made {
    Made::of(&scan(project.root(), &project.path("site")))
}

fn write(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("writable");
    std::fs::write(path, bytes).expect("writable");
}

// Bytes

#[test]
fn odd_bytes_are_named_at_their_place() {
    let rows: &[(&str, &[u8], &[&str])] = &[
        ("# Title\n\n and a byte", b"# Title\n\n\xff\n", &["a.md:3:1 enc.not-utf8"]),
        ("GBK", b"\xd6\xd0\xce\xc4\n", &["a.md:1:1 enc.not-utf8"]),
        ("UTF-16 LE", b"\xff\xfe#\0 \0T\0\n\0", &["a.md:1:1 enc.utf16"]),
        ("UTF-16 BE", b"\xfe\xff\0#\0 \0T", &["a.md:1:1 enc.utf16"]),
        ("a mark and a heading", b"\xef\xbb\xbf# Title\n\ntext\n", &[]),
        ("a mark and front matter", b"\xef\xbb\xbf---\ntitle: a\n---\nx", &[]),
        ("NUL in the text", b"a\0b", &["a.md:1:2 enc.nul"]),
        ("NUL in front matter", b"---\ntitle: a\0b\n---\n\nx\n", &["a.md:2:9 yaml.control-char"]),
        ("ESC and BEL", b"a\x1b\x07b\n", &["a.md:1:2 enc.control-char", "a.md:1:3 enc.control-char"]),
        ("a bidi override", "a \u{202e}b\n".as_bytes(), &["a.md:1:3 enc.bidi"]),
        (
            "U+2028 in YAML",
            "---\ntitle: a\u{2028}b\n---\n\nx\n".as_bytes(),
            &["a.md:2:9 yaml.line-separator"],
        ),
    ];
    let mut wrong = Vec::new();
    for (what, bytes, expected) in rows {
        let found = on_disk(&[("a.md", bytes)]).1.places();
        if found != *expected {
            wrong.push(format!("{what}: expected {expected:?}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_message_about_an_encoding_reads_the_text_to_the_writer() {
    let (_project, made) = on_disk(&[("a.md", b"\xd6\xd0\xce\xc4\n")]);
    assert_eq!(
        made.problems,
        ["a.md:1:1: error[enc.not-utf8]: the file is not UTF-8: found byte d6 at offset 0; \
          it looks like GB18030 (GBK), in which it says “中文”; save it as UTF-8"]
    );
}

#[test]
fn invisible_characters_never_reach_a_page_or_a_terminal() {
    let (_project, made) =
        on_disk(&[("a.md", b"a\0b c\x1b[31md\x07\n\n```text\ne\0f\x1bg\n```\n\n`h\0i\x1bj`\n")]);
    for (address, html) in made.pages() {
        let odd = html.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
        assert_eq!(odd, None, "{address}");
    }
    assert!(made.text("a.html").contains("a\u{fffd}b"), "{}", made.text("a.html"));
    assert!(made.problems.iter().all(|line| !line.contains(char::is_control)));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_no_byte() {
    let texts = [
        (
            "a.md",
            "---\ntitle: A\nsummary: >\n  Two\n  lines\n---\n\n# T\n\ntext\nmore  \nend\n\n```sql\nselect 1\n\n```\n\n::: steps\n1. one\n:::\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        ),
        ("x.faq.yaml", "- id: a\n  q: Why?\n  a: |\n    Because.\n\n    Really.\n"),
        ("index.md", "# Home\n\n[a](a.md#t)\n"),
    ];
    let plain = english(&texts);
    assert_eq!(plain.problems, Vec::<String>::new());
    let twin = |change: fn(&str) -> String| {
        let changed: Vec<_> = texts.iter().map(|(path, text)| (*path, change(text))).collect();
        english(&changed.iter().map(|(path, text)| (*path, text.as_str())).collect::<Vec<_>>())
    };
    for (what, made) in [
        ("a mark", twin(|text| format!("\u{feff}{text}"))),
        ("windows", twin(|text| text.replace('\n', "\r\n"))),
        ("both", twin(|text| format!("\u{feff}{}", text.replace('\n', "\r\n")))),
    ] {
        assert_eq!(made.problems, plain.problems, "{what}");
        assert_same(&made, &plain, what);
    }
}

#[track_caller]
fn assert_same(found: &Made, expected: &Made, what: &str) {
    assert!(found.files.keys().eq(expected.files.keys()), "{what}: other files");
    for (address, bytes) in &expected.files {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        if found.files[address] != *bytes {
            assert_eq!(text(&found.files[address]), text(bytes), "{what}: {address}");
        }
    }
}

// Sizes

#[test]
fn nothing_generated_bombs_the_reader() {
    let laughs: String = (0..12)
        .map(|level| match level {
            0 => format!("a0: &a0 [{}]\n", ["x"; 9].join(", ")),
            _ => format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 9].join(", ")),
        })
        .collect();
    let far = format!("a: &a \"{}\"\nb: [{}]\n", "x".repeat(100_000), ["*a"; 3000].join(", "));
    let matter = format!("---\n{}---\n\ntext\n", "key: value\n".repeat(7000));
    let lists: String = (0..150).map(|level| format!("{}- a\n", "  ".repeat(level))).collect();
    let rows: &[(&str, &str, String, &str)] = &[
        ("a billion laughs", "x.faq.yaml", laughs, "x.faq.yaml:1:5 yaml.alias"),
        ("one text three thousand times", "x.faq.yaml", far, "x.faq.yaml:1:4 yaml.alias"),
        ("brackets", "x.faq.yaml", "[".repeat(5000), "x.faq.yaml:1:129 yaml.depth"),
        ("front matter", "a.md", matter, "a.md:1:1 limit.fm-bytes"),
        ("quotes", "a.md", format!("{}a", ">".repeat(20_000)), "a.md:1:101 limit.nesting"),
        ("lists", "a.md", lists, "a.md:101:201 limit.nesting"),
        ("a large file", "a.md", "word ".repeat(8 * 1024 * 1024 / 5 + 1), "a.md:1:1 limit.file-bytes"),
    ];
    let mut wrong = Vec::new();
    for (what, path, text, expected) in rows {
        let found = on_disk(&[(path, text.as_bytes())]).1.places();
        if !found.iter().any(|place| place == expected) {
            wrong.push(format!("{what}: expected {expected}, found {:?}", &found[..found.len().min(3)]));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn text_that_has_made_parsers_quadratic_is_read_to_its_end() {
    let table = format!("{}|\n{}|\n{}", "|a".repeat(500), "|-".repeat(500), "|x\n".repeat(500));
    let parens = format!("```rust\nfn main() {{ {}{} }}\n```\n", "(".repeat(512), ")".repeat(512));
    let texts = [
        "[a](<b".repeat(5000),
        "a***".repeat(5000),
        "a <![CDATA[".repeat(5000),
        "a".repeat(1_000_000),
        table,
        parens,
        "**“库存”**说明。".repeat(2000),
        "👩‍👩‍👧‍👦 שלום é e\u{301} ".repeat(200),
    ];
    for text in texts {
        let made = english(&[("a.md", &text)]);
        assert!(made.files.contains_key("a.html"));
        assert_eq!(misnested(made.text("a.html")), None, "{}", &text[..12]);
    }
}

#[test]
fn a_page_lies_as_deep_as_a_path_may() {
    let deep = format!("{}a.md", "f/".repeat(63));
    let made = english(&[("index.md", &format!("# Home\n\n[Deep]({deep})\n")), (&deep, "# Deep\n\nText.\n")]);
    assert_eq!(made.problems, Vec::<String>::new());
    let page = String::from_utf8_lossy(&made.files[&deep.replace(".md", ".html")]).into_owned();
    assert_eq!(page.matches("<details open>").count(), 63, "one for each folder of the menu");
    assert!(page.contains("aria-current=\"page\""));
}

#[test]
fn a_file_with_cr_alone_reads_as_any_other() {
    let text = "---\ntitle: Receipt\nsummary: How\n---\n\n# Steps\n\n- a\n- b\n\n```\nc\n\nd\n```\n";
    let yaml = "title: Questions\nentries:\n  - id: f-1\n    q: What?\n    a: |\n      - a\n      - b\n";
    let (_project, old) = on_disk(&[
        ("a.md", text.replace('\n', "\r").as_bytes()),
        ("x.faq.yaml", yaml.replace('\n', "\r").as_bytes()),
    ]);
    let (_project, new) = on_disk(&[("a.md", text.as_bytes()), ("x.faq.yaml", yaml.as_bytes())]);
    assert_same(&old, &new, "CR alone");
}

#[test]
fn the_contents_of_a_page_follow_the_levels_of_its_headings() {
    // As many brackets as levels.
    let contents = |text: &str| {
        let made = english(&[("a.md", text)]);
        let page = String::from_utf8_lossy(&made.files["a.html"]).into_owned();
        let Some((_, list)) = page.split_once("<nav class=\"toc\"") else { return String::new() };
        let list = list.split_once("</p>").map_or("", |(_, list)| list);
        let list = list.split_once("<a class=\"toc-top\"").map_or("", |(list, _)| list);
        let list = list.replace("<ol role=\"list\">", "(").replace("</ol>", ")").replace("</li>", " ");
        let words: String =
            list.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
        plain(&words).split_whitespace().collect::<Vec<_>>().join(" ").replace(" )", ")").replace("( ", "(")
    };
    assert_eq!(contents("# T\n\n## A\n\n### B\n\n### C\n\n#### no\n\n## D\n"), "(A (B C) D)");
    assert_eq!(contents("# T\n\n### A\n\n### B\n\n### C\n"), "(A B C)");
    assert_eq!(contents("# T\n\ntext\n\n# A\n\n## B\n\n### C\n\n# D\n"), "(A (B (C)) D)");
    assert_eq!(contents("# T\n\n### A\n\n## B\n\n## \n\n## <!-- no -->\n\n### C\n"), "(A B (C))");
    assert_eq!(contents("# T\n\n#### A\n\n#### B\n"), "(A B)");
}

#[test]
fn two_thousand_headings_have_as_many_ids() {
    let text: String = (0..2000).map(|_| "## same\n\n").collect();
    let made = english(&[("a.md", &text)]);
    let found = ids(made.text("a.html"));
    assert_eq!(found.iter().filter(|id| id.starts_with("same")).collect::<BTreeSet<_>>().len(), 2000);
}

#[test]
fn a_bank_of_a_thousand_questions_is_one_page_with_all_of_them() {
    let text: String =
        (0..1000).map(|at| format!("- {{id: q{at}, ask: Is it so?, judge: true, see: a.md}}\n")).collect();
    let made = english(&[("x.bank.yaml", &text), ("a.md", "Text.\n")]);
    assert_eq!(made.problems, Vec::<String>::new());
    assert_eq!(ids(made.text("x.bank.html")).iter().filter(|id| id.starts_with('q')).count(), 1000);
}

#[test]
fn of_a_picture_only_the_header_is_read() {
    // Width and height of 30,000 pixels each, and nothing after them.
    let header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30\x08\x06\0\0\0\0\0\0\0";
    let (_project, made) = on_disk(&[("p.png", header), ("a.md", b"# A\n\n![p](p.png)\n")]);
    assert_eq!(made.problems, Vec::<String>::new());
    assert!(made.text("a.html").contains("width=\"30000\" height=\"30000\""), "{}", made.text("a.html"));
}

#[test]
fn a_folder_without_a_project_is_named() {
    let folder = Project::new(&[]);
    let run = folder.run(&["--lang", "en", "check"]);
    assert!(run.stderr.starts_with("error[cfg.missing]: no project here"), "{run:?}");
    assert_eq!(run.ends_with(2).stdout, "");
}

#[test]
fn a_page_does_not_grow_with_the_number_of_pages() {
    let bytes_per_page = |count: usize, name: &dyn Fn(usize) -> String| {
        let pages: Vec<(String, String)> =
            (0..count).map(|at| (name(at), format!("# Page {at:04}\n\nText.\n"))).collect();
        let texts = pages.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let made = Made::of(&Sources::of_texts("case", texts.chain([ENGLISH])));
        let own =
            made.files.iter().filter(|(address, _)| address.contains("/page-") && address.ends_with(".html"));
        let sizes: Vec<usize> = own.map(|(_, bytes)| bytes.len()).collect();
        assert_eq!(sizes.len(), count);
        sizes.iter().sum::<usize>() / count
    };
    type Name<'n> = &'n dyn Fn(usize) -> String;
    let trees: [(&str, usize, Name<'_>); 3] = [
        ("a tree", 200, &|at| format!("part-{}/section-{}/page-{at}.md", at / 200, at / 20)),
        ("one folder", 300, &|at| format!("flat/page-{at:04}.md")),
        ("many folders", 300, &|at| format!("folder-{at:04}/page-{at:04}.md")),
    ];
    for (what, few, name) in trees {
        let (small, large) = (bytes_per_page(few, name), bytes_per_page(2 * few, name));
        assert!(
            large * 100 <= small * 105,
            "{what}: {small} bytes with {few} pages, {large} with twice that"
        );
    }
}

#[test]
fn the_menu_of_a_long_section_shows_where_the_reader_is() {
    let pages: Vec<(String, String)> =
        (0..350).map(|at| (format!("flat/p-{at:03}.md"), format!("# 第 {at} 页\n\n文字。\n"))).collect();
    let texts = pages.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let made = Made::of(&Sources::of_texts("case", texts.chain([("rolebook.yaml", "title: 手册\n")])));
    let menu = |address: &str| {
        let page = made.text(address);
        let start = page.find("class=\"is-section\"").expect("there is a menu");
        page[start..start + page[start..].find("</details>").expect("it ends")].to_owned()
    };
    let middle = menu("flat/p-142.html");
    assert!(middle.contains("<a href=\"p-142.html\" aria-current=\"page\">"), "{middle}");
    assert!(middle.contains("前面还有 100 项") && middle.contains("后面还有 150 项"), "{middle}");
    assert_eq!(middle.matches("<li").count(), 100 + 2);
    let first = menu("flat/index.html");
    assert!(!first.contains("前面还有") && first.contains("后面还有 250 项"), "{first}");
    let last = menu("flat/p-349.html");
    assert!(last.contains("前面还有 300 项") && !last.contains("后面还有"), "{last}");
}

#[test]
fn names_that_break_elsewhere_are_named() {
    let long = format!("{}.md", "页".repeat(86));
    let deep = format!("{}a.md", "d/".repeat(70));
    let rows: &[(&str, &str)] = &[
        ("con.md", "path.reserved"),
        ("aux.md", "path.reserved"),
        ("nul.en.md", "path.reserved"),
        ("com1.md", "path.reserved"),
        ("lpt9.md", "path.reserved"),
        ("COM¹.md", "path.reserved"),
        ("prn/a.md", "path.reserved"),
        // Windows drops dots and blanks at the very end of a name only: `a..md` and `b .md` are as good as any.
        ("c./a.md", "path.trailing"),
        ("c /a.md", "path.trailing"),
        ("a:b.md", "path.char"),
        ("a?b.md", "path.char"),
        ("a*b.md", "path.char"),
        ("a|b.md", "path.char"),
        ("a<b.md", "path.char"),
        ("a\"b.md", "path.char"),
        ("a\\b.md", "path.char"),
        (&long, "path.too-long"),
        (&deep, "path.too-deep"),
    ];
    let mut wrong = Vec::new();
    for (path, code) in rows {
        if path.len() > 255 && !path.contains('/') {
            // The file system itself refuses it; the longest it takes is refused by us.
            let (_project, made) = on_disk(&[(&format!("{}.md", "页".repeat(84)), b"Text.\n")]);
            assert_eq!(made.places(), [format!("{}.md:1:1 {code}", "页".repeat(84))]);
            continue;
        }
        let found = on_disk(&[(path, b"Text.\n")]).1.places();
        if found != [format!("{path}:1:1 {code}")] {
            wrong.push(format!("{path}: expected {code}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[cfg(unix)]
#[test]
fn a_name_that_is_not_utf_8_is_named() {
    use std::os::unix::ffi::OsStrExt;
    let project = Project::new(&[ENGLISH]);
    write(&project.root().join(std::ffi::OsStr::from_bytes(b"bad\xff.md")), b"Text.\n");
    assert_eq!(made_in(&project).places(), ["bad\u{fffd}.md:1:1 path.not-utf8"]);
}

#[cfg(unix)]
#[test]
fn names_that_are_one_elsewhere_are_named() {
    let rows: &[(&str, &[&str], &[&str])] = &[
        ("letter case", &["A.md", "a.md"], &["a.md:1:1 path.collision"]),
        ("sharp s", &["STRASSE.md", "straße.md"], &["straße.md:1:1 path.collision"]),
        ("NFC and NFD", &["\u{e9}.md", "e\u{301}.md"], &["\u{e9}.md:1:1 path.collision"]),
        ("a page and its folder", &["a.md", "a/index.md"], &[]),
        ("folders", &["01-a/x.md", "02-a/x.md"], &["02-a/x.md:1:1 path.collision"]),
    ];
    let mut wrong = Vec::new();
    for (what, paths, expected) in rows {
        let contents: Vec<(&str, &[u8])> = paths.iter().map(|path| (*path, b"Text.\n" as &[u8])).collect();
        let found = on_disk(&contents).1.places();
        if found != *expected {
            wrong.push(format!("{what}: expected {expected:?}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_file_that_is_linked_to_never_hides_behind_a_page() {
    let (_project, made) = on_disk(&[
        ("a.html", b"<p>old</p>"),
        ("a.md", b"# A\n\nText.\n"),
        ("index.md", b"# Home\n\n[old](a.html)\n"),
    ]);
    assert_eq!(made.places(), ["a.html:1:1 path.collision", "index.md:3:7 asset.script"]);
}

#[test]
fn a_folder_named_like_a_language_does_not_swallow_a_translation() {
    let made = Made::of(&Sources::of_texts(
        "case",
        [
            ("rolebook.yaml", "title: Case\nlanguages: [zh-CN, en]\n"),
            ("a.md", "# 甲\n\n正文。\n"),
            ("a.en.md", "# Translated\n\nText.\n"),
            ("en/a.md", "# 英\n\n正文。\n"),
        ],
    ));
    assert_eq!(made.places(), ["en/a.md:1:1 path.collision"]);
}

#[test]
fn odd_names_are_reached_by_their_links() {
    let names = ["中文", "🎓", "100%", "a#b", "c d", "e+f", "g&h", "%2e%2e", "v1.2", "it's"];
    let mut texts: Vec<(String, String)> =
        names.iter().map(|name| (format!("{name}.md"), format!("# {name}\n\nText.\n"))).collect();
    let encoded = |name: &str| name.replace('%', "%25").replace('#', "%23");
    let links: String = names.iter().map(|name| format!("[x](<{}.md>)\n", encoded(name))).collect();
    texts.push(("index.md".into(), format!("# Home\n\n{links}")));
    let made = english(&texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>());
    assert_eq!(made.problems, Vec::<String>::new());
    assert_eq!(dead_links(&made), Vec::<String>::new());
}

#[test]
fn what_editors_and_systems_leave_behind_is_no_part_of_a_site() {
    let leftovers = [
        ".a.md.swp",
        "a.md~",
        "#a.md#",
        ".#a.md",
        "4913",
        "a.md.tmp",
        ".DS_Store",
        "Thumbs.db",
        "~$a.docx",
        ".git/config",
        ".env",
        ".npmrc",
        "node_modules/x/readme.md",
    ];
    let mut contents: Vec<(&str, &[u8])> =
        leftovers.iter().map(|path| (*path, b"left over" as &[u8])).collect();
    contents.push(("a.md", b"# A\n\nText.\n"));
    let (_project, made) = on_disk(&contents);
    assert_eq!(made.problems, Vec::<String>::new());
    let pages = made.pages().map(|(address, _)| address).collect::<Vec<_>>();
    assert_eq!(pages, ["404.html", "a.html", "all-pages.html", "index.html", "search.html"]);
}

#[test]
fn keys_and_passwords_are_never_published() {
    for name in ["id_rsa", "server.pem", "server.pfx", "x.KEY", "passwords.kdbx"] {
        let page = format!("[x]({name})\n");
        let (_project, made) = on_disk(&[(name, b"MARKER"), ("a.md", page.as_bytes())]);
        assert!(made.places().contains(&format!("{name}:1:1 secret.file")), "{:?}", made.places());
        let leak = made.files.iter().find(|(_, bytes)| bytes.windows(6).any(|part| part == b"MARKER"));
        assert!(leak.is_none(), "{name} is in the site");
    }
}

// Links and other things on a disk

#[cfg(unix)]
#[test]
fn symbolic_links_stay_inside_the_project() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::TempDir::new().expect("a folder outside");
    write(&outside.path().join("a.md"), b"# Secret MARKER\n\nText.\n");
    let linked = |target: &Path, name: &str| {
        let project =
            Project::new(&[ENGLISH, ("docs/a.md", "# A\n\nText.\n"), ("shared/b.md", "# B\n\nText.\n")]);
        symlink(target, project.path(name)).expect("a link can be made");
        let made = made_in(&project);
        let secret = made.pages().any(|(_, html)| html.contains("MARKER"));
        assert!(!secret, "{name} leads out");
        made
    };
    assert_eq!(linked(Path::new(".."), "docs/loop").places(), ["docs/loop:1:1 symlink.loop"]);
    assert_eq!(linked(outside.path(), "docs/out").places(), ["docs/out:1:1 symlink.outside"]);
    assert_eq!(linked(&outside.path().join("a.md"), "docs/x.md").places(), ["docs/x.md:1:1 symlink.outside"]);
    assert_eq!(linked(Path::new("/nope"), "docs/x.md").places(), ["docs/x.md:1:1 symlink.broken"]);
    assert_eq!(linked(Path::new("x.md"), "docs/x.md").places(), ["docs/x.md:1:1 symlink.loop"]);
    let made = linked(Path::new("../shared"), "docs/shared");
    assert_eq!(made.problems, Vec::<String>::new());
    assert!(made.text("docs/shared/b.html").contains("<h1"));
}

#[test]
fn what_could_not_be_read_is_not_said_to_be_missing() {
    let text = "# A\n\n[b](b.md#x) and ![c](c.png) and [c](c/d.md).\n\n::: table x\n";
    let mut sources = Sources::of_texts("test", [("rolebook.yaml", ENGLISH.1), ("a.md", text)]);
    assert_eq!(Made::of(&sources).places().len(), 4);
    let reason = "Permission denied".to_owned();
    sources.problems.push(Span::file(&"c".into()), Problem::ReadFailed { reason });
    assert_eq!(Made::of(&sources).places(), ["c:1:1 io.read"]);
}

#[cfg(unix)]
#[test]
fn a_project_behind_a_link_is_the_same_project() {
    let project =
        Project::new(&[ENGLISH, ("docs/a.md", "# A\n\n[b](b.md)\n"), ("docs/b.md", "# B\n\nText.\n")]);
    let elsewhere = tempfile::TempDir::new().expect("a folder outside");
    let link = elsewhere.path().join("link");
    std::os::unix::fs::symlink(project.root(), &link).expect("a link can be made");
    let through = Made::of(&scan(&link, &link.join("site")));
    assert_eq!(through.problems, Vec::<String>::new());
    assert_same(&through, &made_in(&project), "through the link");
}

#[cfg(unix)]
#[test]
fn what_is_neither_file_nor_folder_is_passed_over() {
    let project = Project::new(&[ENGLISH, ("a.md", "# A\n\nText.\n")]);
    let _socket =
        std::os::unix::net::UnixListener::bind(project.path("pipe.md")).expect("a socket can be made");
    let made = made_in(&project);
    assert_eq!(made.places(), ["pipe.md:1:1 path.not-a-file"]);
    assert!(made.files.contains_key("a.html"));
}

#[cfg(unix)]
#[test]
fn what_can_not_be_read_is_named_and_the_rest_is_still_checked() {
    // A folder whose path is longer than the system takes cannot be opened, not even by the administrator.
    // What a link leads to may be in it, so nothing is called missing.
    let project = Project::new(&[ENGLISH, ("a.md", "---\nsumary: x\n---\n\n[x](nope.md)\n")]);
    let part = |from: &str| {
        std::iter::repeat_n("d".repeat(200), 15).fold(project.path(from), |path, name| path.join(name))
    };
    let (near, far) = (part("near"), part("far"));
    std::fs::create_dir_all(&near).expect("writable");
    std::fs::create_dir_all(&far).expect("writable");
    std::fs::rename(project.path("far"), near.join("far")).expect("renamed");
    let codes: Vec<String> =
        made_in(&project).places().iter().map(|place| place.replace(&"d".repeat(200), "d")).collect();
    assert_eq!(codes.len(), 2, "{codes:#?}");
    assert_eq!(codes[0], "a.md:2:1 fm.unknown-key");
    assert!(codes[1].starts_with("near/d/") && codes[1].ends_with(":1:1 io.read"), "{}", codes[1]);
}

// What a reader gets

#[test]
fn a_draft_is_nowhere_in_the_site() {
    let made = Made::of(&Sources::of_texts(
        "case",
        [
            ("rolebook.yaml", "title: Case\nlanguages: [zh-CN, en]\n"),
            ("index.md", "# 首页\n\n正文。\n"),
            ("a.md", "---\ntitle: 甲\n---\n\n正文。\n"),
            ("a.en.md", "---\ntitle: MARKER-translation\ndraft: true\n---\n\nMARKER-text\n"),
            (
                "secret.md",
                "---\ntitle: MARKER-title\nsummary: MARKER-summary\ndraft: true\naliases: [MARKER-alias.html]\n---\n\n## MARKER-heading\n\n![p](MARKER-picture.png)\n",
            ),
            ("secret.en.md", "---\ntitle: MARKER-en\n---\n\n## MARKER-en-heading\n\nMARKER-en-text\n"),
            ("MARKER-folder/only.md", "---\ntitle: 草稿\ndraft: true\n---\n\nMARKER-only\n"),
            (
                "x.faq.yaml",
                "title: MARKER-faq\ndraft: true\nentries:\n  - {id: marker, q: MARKER-q, a: MARKER-a}\n",
            ),
            (
                "x.bank.yaml",
                "title: MARKER-bank\ndraft: true\nquestions:\n  - {id: m, ask: MARKER-ask, judge: true}\n",
            ),
            ("roles/w.yaml", "title: MARKER-role\ndraft: true\n"),
        ],
    ));
    assert_eq!(made.problems, Vec::<String>::new());
    for (address, bytes) in &made.files {
        assert!(!address.contains("MARKER") && !address.contains("secret"), "{address}");
        assert!(!String::from_utf8_lossy(bytes).contains("MARKER"), "{address}");
    }
}

#[test]
fn an_asset_that_only_a_draft_shows_is_not_published() {
    let (_project, made) = on_disk(&[
        ("a.md", b"# A\n\n![p](used.png)\n"),
        ("b.md", b"---\ndraft: true\n---\n\n![p](draft.png)\n"),
        ("used.png", b"x"),
        ("draft.png", b"x"),
        ("unused.png", b"x"),
    ]);
    assert_eq!(made.problems, Vec::<String>::new());
    let pictures: Vec<&String> = made.files.keys().filter(|address| address.ends_with(".png")).collect();
    assert_eq!(pictures, ["used.png"]);
}

#[test]
fn a_page_without_a_translation_says_so_and_shows_the_original() {
    let made = Made::of(&Sources::of_texts(
        "case",
        [("rolebook.yaml", "title: Case\nlanguages: [zh-CN, en]\n"), ("a.md", "# 收货\n\n先清点。\n")],
    ));
    let page = made.text("en/a.html");
    assert!(page.contains("This page is not translated yet."), "{page}");
    assert!(page.contains("先清点。") && page.contains("<div class=\"body\" lang=\"zh-CN\">"), "{page}");
    assert!(page.contains("<html lang=\"en\""), "{page}");
    assert!(!made.text("a.html").contains("not translated"));
}

#[test]
fn a_language_of_a_site_is_one_file_of_texts() {
    let texts = [
        ("rolebook.yaml", "title: 手册\nlanguages: [zh-CN, ja, zh-TW]\n"),
        ("theme/i18n/ja.yaml", "language_name: 和文\nskip_to_text: 本文へ\n"),
        ("index.md", "# 首页\n"),
        ("index.ja.md", "# 表紙\n"),
    ];
    let made = Made::of(&Sources::of_texts("case", texts));
    assert_eq!(made.problems, [""; 0]);
    assert!(made.text("ja/index.html").contains("本文へ"));
    for name in ["简体中文", "和文", "繁體中文"] {
        assert!(made.text("index.html").contains(name), "{name}");
    }
}

#[test]
fn values_stay_as_they_were_typed() {
    let made = english(&[
        ("no.md", "---\ntitle: no\nsince: 1.10\n---\n\nText.\n"),
        ("n.md", "---\ntitle: 007\nsince: \"8.20\"\n---\n\nText.\n"),
    ]);
    assert_eq!(made.problems, Vec::<String>::new());
    assert!(made.text("no.html").contains("<h1>no</h1>") || made.text("no.html").contains(">no</h1>"));
    assert!(made.text("no.html").contains("Since 1.10"), "{}", made.text("no.html"));
    assert!(made.text("n.html").contains("007") && made.text("n.html").contains("Since 8.20"));
}

#[test]
fn the_menu_follows_order_then_weight_then_numbers_then_names() {
    let made = english(&[
        ("index.md", "---\norder: [zebra, sub]\n---\n\nHome.\n"),
        ("zebra.md", "Text.\n"),
        ("banana.md", "---\nweight: 1\n---\n\nText.\n"),
        ("apple.md", "Text.\n"),
        ("02-two.md", "Text.\n"),
        ("10-ten.md", "Text.\n"),
        ("step-10.md", "Text.\n"),
        ("step-9.md", "Text.\n"),
        ("sub/page.md", "Text.\n"),
        ("x.faq.yaml", "- {id: a, q: A?, a: A.}\n"),
    ]);
    let page = made.text("zebra.html");
    let nav =
        &page[page.find("<nav class=\"sidebar\"").expect("a menu")..page.find("<main").expect("a text")];
    let links: Vec<String> =
        elements(nav).iter().filter_map(|link| link.attribute("href").map(str::to_owned)).collect();
    let expected = [
        "zebra.html",
        "sub/index.html",
        "banana.html",
        "two.html",
        "ten.html",
        "apple.html",
        "step-9.html",
        "step-10.html",
        "x.faq.html",
    ];
    assert_eq!(links, expected);
}

#[test]
fn an_old_address_leads_to_the_page() {
    let made = english(&[("manual/a.md", "---\naliases: [old/receipt.html]\n---\n\nText.\n")]);
    assert_eq!(made.problems, Vec::<String>::new());
    assert!(made.text("old/receipt.html").contains("content=\"0; url=../manual/a.html\""));
}

#[test]
fn every_id_of_a_page_is_there_once() {
    let made = english(&[
        ("index.md", "# Home\n\n## Roles\n\n## Sections\n\n## Path\n"),
        ("roles/w.yaml", "title: W\n"),
        ("sub/index.md", "# Sub\n\n## In this section\n"),
        ("sub/p.md", "Text.\n"),
        (
            "a.md",
            "# A\n\n## Main\n\n## Sidebar\n\n## One\n\nText[^one] and[^two].\n\n[^one]: First.\n\n[^two]: Second.\n\n## Toc\n\n## rb-main\n",
        ),
        ("b.md", "# B\n\n## Anchor\n\n<a id=\"anchor\" name=\"config\"></a>\n"),
        (
            "x.bank.yaml",
            "- {id: questions, ask: A?, judge: true}\n- id: story\n  case: S.\n  parts: [{id: a, ask: A?, judge: true}]\n",
        ),
        (
            "x.checklist.yaml",
            "title: C\ngroups:\n  - title: G\n    items: [{id: sign-off, do: It.}]\nsignoff: [w]\n",
        ),
    ]);
    let mut twice = Vec::new();
    for (address, html) in made.pages() {
        let mut seen = BTreeSet::new();
        twice.extend(
            ids(html).into_iter().filter(|id| !seen.insert(id.clone())).map(|id| format!("{address}: {id}")),
        );
    }
    assert!(twice.is_empty(), "{twice:#?}");
}

#[test]
fn a_part_of_a_case_is_named_inside_it() {
    let made =
        english(&[("x.bank.yaml", "- id: story\n  case: S.\n  parts: [{id: a, ask: A?, judge: true}]\n")]);
    assert!(
        ids(made.text("x.bank.html")).contains(&"story.a".to_owned()),
        "{:?}",
        ids(made.text("x.bank.html"))
    );
}

#[test]
fn one_broken_template_is_one_problem_however_many_pages_it_makes() {
    let template =
        "{% extends \"base.html\" %}\n{% block body %}{{ page.nothing.here }}{% endblock body %}\n";
    let made = english(&[
        ("theme/templates/page.html", template),
        ("a.md", "A.\n"),
        ("b.md", "B.\n"),
        ("c.md", "C.\n"),
    ]);
    assert_eq!(made.places(), ["theme/templates/page.html:2:25 theme.render"]);
}

#[test]
fn the_page_of_a_missing_address_finds_its_files_from_any_folder() {
    let config = "title: T\nlanguages: [en]\nbase_url: https://erp.example.com/hand/over\n";
    let made = Made::of(&Sources::of_texts("case", [("rolebook.yaml", config), ("a.md", "A.\n")]));
    let missing = made.text("404.html");
    let addresses: Vec<String> = elements(missing)
        .iter()
        .flat_map(|one| ["href", "src", "data-root"].map(|name| one.attribute(name).map(str::to_owned)))
        .flatten()
        .filter(|address| !address.starts_with('#') && !address.starts_with("https://erp.example.com/"))
        .collect();
    assert!(addresses.len() > 10);
    for address in addresses {
        let file =
            address.strip_prefix("/hand/over/").unwrap_or_else(|| panic!("{address} hangs on a folder"));
        assert!(file.is_empty() || made.files.contains_key(file), "{address} leads nowhere");
    }
    assert!(made.text("a.html").contains("href=\"assets/"), "all other pages work from a disk as well");
}

#[test]
fn what_the_scripts_of_search_clone_is_written_once_and_a_fault_in_it_told_once() {
    let made = english(&[("a.md", "A.\n"), ("b.md", "B.\n")]);
    let dialog = "<dialog class=\"search\"";
    assert!(made.pages().all(|(_, html)| !html.contains(dialog)));
    let handed = |made: &Made| {
        let is_handed = |path: &str| path.starts_with("assets/search-en.") && path.ends_with(".js");
        let path = made.files.keys().find(|path| is_handed(path)).expect("search brings its markup").clone();
        made.text(&path).to_owned()
    };
    assert!(handed(&made).contains("\\u003cdialog class="));
    assert!(made.text("a.html").contains("assets/search-en."));
    let own = ("theme/templates/bundles/search.html", "<template>own</template>\n");
    assert!(handed(&english(&[own, ("a.md", "A.\n")])).contains("\\u003ctemplate>own\\u003c/template>"));
    let broken = ("theme/templates/bundles/search.html", "<template>{{ site.nothing.here }}</template>\n");
    let made = english(&[broken, ("a.md", "A.\n"), ("b.md", "B.\n")]);
    assert_eq!(made.places(), ["theme/templates/bundles/search.html:1:19 theme.render"]);
}

#[test]
fn a_question_with_a_fault_is_one_problem_wherever_it_is_used() {
    let made = english(&[
        ("x.bank.yaml", "- {id: q, ask: A?, judge: no}\n"),
        ("x.quiz.yaml", "title: X\nquestions: [q]\nmust: [q]\n"),
        ("y.quiz.yaml", "title: Y\nquestions: [q]\n"),
    ]);
    assert_eq!(made.places(), ["x.bank.yaml:1:27 fm.type"]);
}

#[test]
fn an_answer_with_a_fault_does_not_make_its_list_empty() {
    let made = english(&[("x.faq.yaml", "- {q: Why?, a: Because.}\n")]);
    assert_eq!(made.places(), ["x.faq.yaml:1:4 fm.missing-key"]);
}

// Building again

/// A generator of numbers that gives the same row for the same seed (an LCG with Knuth's constants).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// Paths a writer may use, each with the texts that may be there.
const STATES: &[(&str, &[&str])] = &[
    (
        "rolebook.yaml",
        &[
            "languages: [zh-CN, en]\n",
            "title: Other\nlanguages: [en, zh-CN]\nvariables: {v: value}\n",
            "languages: [zh-CN]\ncheck: {severity: {link.missing: warning}}\n",
        ],
    ),
    (
        "index.md",
        &["# 首页\n\n[a](a.md) [s](sub/README.md) {{ v }}\n", "---\norder: [b, sub]\n---\n\n正文。\n"],
    ),
    ("README.md", &["# 读我\n\n[a](a.md#h)\n", "# Read me\n"]),
    (
        "a.md",
        &[
            "# 甲\n\n## h\n\n正文。\n",
            "---\nroles: [w]\naliases: [old.html]\n---\n\n# 甲二\n",
            "---\ndraft: true\n---\n\n草稿。\n",
        ],
    ),
    ("a.en.md", &["# A\n\n## own\n\nText.\n", "---\ndraft: true\n---\n\nDraft.\n"]),
    ("01-a.md", &["# 另一个甲\n\n[b](sub/b.md)\n"]),
    ("b.md", &["# 乙\n\n::: role w\n内容。\n:::\n\n![p](p.png)\n", "---\nweight: 1\n---\n\n[x](nope.md)\n"]),
    ("sub/index.md", &["# 部分\n", "---\ntitle: 新部分\nweight: 3\n---\n\n[up](../index.md)\n"]),
    ("sub/README.md", &["# 说明\n\n[b](b.md)\n", "# 说明二\n"]),
    ("sub/b.md", &["# 子页\n\n```sql\nselect 1\n```\n", "# 子页二\n\n[q](../x.quiz.yaml)\n"]),
    ("sub/deep/c.md", &["# 深\n\n[up](../b.md#子页)\n"]),
    (
        "roles/w.yaml",
        &["title: {zh-CN: 仓管, en: Keeper}\npath: [{page: a.md}, {quiz: x}]\n", "title: 仓管\n"],
    ),
    (
        "x.bank.yaml",
        &[
            "- {id: q, ask: 问？, judge: true, see: a.md}\n- {id: r, ask: 问？, judge: false}\n",
            "title: 题库\nquestions:\n  - {id: q, ask: 问？, model: 答。}\n",
        ],
    ),
    (
        "x.quiz.yaml",
        &["title: 测验\nquestions: [q]\ndraw: [{from: x, take: 1}]\n", "title: 测验\nquestions: [r]\n"],
    ),
    (
        "x.faq.yaml",
        &[
            "- {id: f, q: 问？, a: '答 {{ v }}。', roles: [w]}\n",
            "title: 常见问题\nentries:\n  - {id: f, q: 问？, a: 答。}\n",
        ],
    ),
    ("x.en.faq.yaml", &["- {id: f, q: Why?, a: So.}\n", "- {id: other, q: Why?, a: So.}\n"]),
    (
        "glossary.yaml",
        &["- {term: 批次, def: 一批货。, see: a.md}\n", "- {term: 正文, not: [内容], def: 一段话。}\n"],
    ),
    ("theme/i18n/zh-CN.yaml", &["next: 往后\n", "nexxt: 往后\n"]),
    (
        "theme/templates/partials/content.html",
        &["<div class=\"prose mine\">{{ content | safe }}</div>\n", "{% if %}\n"],
    ),
    ("p.png", &["one", "another"]),
    (
        "_s/piece.md",
        &[
            "## 片段\n\n[甲](../a.md) ![p](../p.png)\n",
            "# 片段\n\n::: include ../sub/b.md\n",
            "[没有](nope.md)\n",
        ],
    ),
    ("_s/piece.en.md", &["## Piece\n\nText.\n"]),
];

/// What a writer adds to the text of a page.
const ADDED: &[&str] = &[
    "",
    "又一段。\n",
    "[没有](nope.md)\n",
    "[没有](/img/nope.png)\n\n[没有](/img/a.png) [没有](/img/b.png) [没有](/img/c.png) [没有](/img/d.png)\n",
    "[甲](/a.md) [子页](/sub/b.md#子页)\n",
    "![图](/p.png)\n",
    "::: role w\n内容。\n:::\n",
    "::: role nobody\n内容。\n:::\n",
    "## 新的一节\n",
    "<p id=\"own\">文字</p>\n",
    "{{ nope }} {{ v }}\n",
    "```sql\nselect 2\n```\n",
    "::: stepps\n:::\n",
    "见[[批次]]与[[正文]]。\n",
    "::: include /_s/piece.md#片段\n",
    "::: include /a.md\n",
    "看不见的\u{202e}字符\n",
    "很长的一段，读起来要一会儿。很长的一段，读起来要一会儿。很长的一段，读起来要一会儿。很长的一段，读起来要一会儿。很长的一段，读起来要一会儿。\n",
];

#[test]
fn an_incremental_build_equals_a_clean_one_after_every_edit() {
    let rounds = if std::env::var_os("ROLEBOOK_ALL_TESTS").is_some() { 6 } else { 3 };
    let edited: usize = (1..=rounds).collect::<Vec<u64>>().into_par_iter().map(edits).sum();
    assert!(edited > 7 * rounds as usize, "the short way of an edit was taken {edited} times only");
}

/// A walk of random edits; says how often nothing but the texts of pages changed.
fn edits(seed: u64) -> usize {
    let project = Project::new(&[]);
    let output = project.path("site");
    let root = project.root().canonicalize().expect("the project is there");
    let mut dice = Dice(seed);
    let mut here: BTreeMap<&str, &str> = BTreeMap::new();
    for (path, texts) in STATES.iter().take(8) {
        here.insert(path, texts[0]);
        project.write(path, texts[0]);
    }
    let mut cache = Cache::default();
    let mut before: Option<Output> = None;
    let mut history = Vec::new();
    let mut short = 0;
    for step in 0..80 {
        let edited = edit(&project, &mut dice, &mut here, &mut history);
        let paths: BTreeSet<PathBuf> = edited.iter().map(|path| root.join(path)).collect();
        let files: Vec<RelPath> = edited.iter().map(|path| RelPath::new(path)).collect();
        let known = before.as_ref().map(|before| &*before.sources);
        let again = known.and_then(|known| inside::again(&root, known, &paths));
        let sources = Arc::new(again.unwrap_or_else(|| {
            inside::scan(project.root(), &output, known, &Dirty { paths }).expect("readable")
        }));
        let quick = before.as_ref().and_then(|before| inside::edit(before, &sources, &files, &mut cache));
        short += usize::from(quick.is_some());
        let made = quick
            .unwrap_or_else(|| inside::build_after(before.as_ref(), &sources, &Scope::WHOLE, &mut cache));
        let fast = Made::of_output(&made);
        let fresh = scan(project.root(), &output);
        // The theme is parsed again where the edit may have changed it.
        let is_dressed_anew =
            edited.iter().any(|path| path.starts_with("theme/") || *path == "rolebook.yaml");
        let clean = match is_dressed_anew {
            true => Made::with(&fresh, &mut Cache::default()),
            false => Made::of(&fresh),
        };
        let what =
            format!("seed {seed}, step {step}:\n{}\n", history[history.len().saturating_sub(4)..].join("\n"));
        assert_eq!(fast.problems, clean.problems, "{what}");
        assert_same(&fast, &clean, &what);
        before = Some(made);
    }
    short
}

/// One edit at random: a file is written, deleted or renamed, or a page gets more text. The paths that changed.
fn edit<'p>(
    project: &Project,
    dice: &mut Dice,
    here: &mut BTreeMap<&'p str, &'p str>,
    history: &mut Vec<String>,
) -> BTreeSet<&'p str> {
    let (path, texts) = STATES[dice.roll(STATES.len())];
    let text = texts[dice.roll(texts.len())];
    let mut edited = BTreeSet::new();
    let pages: Vec<&str> = here.keys().copied().filter(|path| path.ends_with(".md")).collect();
    if dice.roll(2) == 0 && !pages.is_empty() {
        let page = pages[dice.roll(pages.len())];
        let more = [ADDED[dice.roll(ADDED.len())], ADDED[dice.roll(ADDED.len())]];
        project.write(page, &format!("{}\n{}\n{}", here[page], more[0], more[1]));
        history.push(format!("add to {page}: {more:?}"));
        return BTreeSet::from([page]);
    }
    match (here.contains_key(path), dice.roll(3)) {
        (true, 0) => {
            here.remove(path);
            project.remove(path);
            history.push(format!("delete {path}"));
        }
        (true, 1) => {
            let same_ending = |other: &&str| !here.contains_key(other) && ending(other) == ending(path);
            let free: Vec<&str> = STATES.iter().map(|(other, _)| *other).filter(same_ending).collect();
            if let Some(new) = free.get(dice.roll(free.len().max(1))) {
                let text = here.remove(path).expect("looked at just above");
                here.insert(new, text);
                project.write(new, "");
                std::fs::rename(project.path(path), project.path(new)).expect("renamed");
                edited.insert(*new);
                history.push(format!("rename {path} -> {new}"));
            }
        }
        _ => {
            here.insert(path, text);
            project.write(path, text);
            history.push(format!("write {path}: {text:?}"));
        }
    }
    edited.insert(path);
    edited
}

fn ending(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}

#[test]
fn an_index_that_comes_later_takes_the_address_from_the_readme() {
    let mut cache = Cache::default();
    let readme = ("docs/README.md", "# Read me\n\nText.\n");
    Made::with(&Sources::of_texts("case", [ENGLISH, readme]), &mut cache);
    let later = Sources::of_texts("case", [ENGLISH, readme, ("docs/index.md", "# Index\n\nText.\n")]);
    let fast = Made::with(&later, &mut cache);
    assert_same(&fast, &Made::of(&later), "with the cache");
    assert!(fast.files.contains_key("docs/README.html"));
}

// The project's own content

fn content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

/// Made once for all tests that look at it.
static OWN: LazyLock<Made> = LazyLock::new(|| Made::of(&scan(&content(), &content().join("site"))));

#[test]
fn our_own_content_has_no_problem() {
    assert_eq!(OWN.problems, Vec::<String>::new());
}

#[test]
fn our_own_content_gives_the_same_bytes_from_any_disk_and_with_any_cache() {
    let expected = &*OWN;
    // Written in another order, in another place: neither the order of a directory nor a path may show.
    let copy = tempfile::TempDir::new().expect("a folder for the copy");
    for (name, path) in files(&content()).into_iter().rev().filter(|(name, _)| !name.starts_with("site/")) {
        write(&copy.path().join(name), &std::fs::read(path).expect("readable"));
    }
    let sources = scan(copy.path(), &copy.path().join("site"));
    let mut cache = Cache::default();
    let first = Made::with(&sources, &mut cache);
    assert_eq!(first.problems, expected.problems);
    assert_same(&first, expected, "from a copy");
    assert_same(&Made::with(&sources, &mut cache), expected, "with a warm cache");
}

#[test]
fn what_is_shipped_as_right_is_what_is_marked() {
    let mut count = 0;
    for (path, bytes) in OWN.files.iter().filter(|(path, _)| path.ends_with(".key.js")) {
        let script = std::str::from_utf8(bytes).expect("a script is text");
        let veiled = script.rsplit('"').nth(1).expect("the last text of the script");
        let engine = &base64::engine::general_purpose::STANDARD;
        let bytes = base64::Engine::decode(engine, veiled).expect("base64");
        let text: Vec<u8> = bytes.into_iter().map(|byte| byte ^ 0xa5).collect();
        let shipped: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
        for (id, shipped) in shipped["questions"].as_object().expect("questions by id") {
            let key: Key = serde_json::from_value(shipped.clone()).expect("a key as it is marked");
            let marked = serde_json::to_value(&key).expect("plain data");
            assert!(holds(shipped, &marked), "{path}: {id}: {marked} is not in {shipped}");
            count += 1;
        }
    }
    assert!(count >= 50, "{count} questions");
}

/// Whether a map holds all of another one, which may have less in it.
fn holds(all: &serde_json::Value, some: &serde_json::Value) -> bool {
    match (all.as_object(), some.as_object()) {
        (Some(all), Some(some)) => {
            some.iter().all(|(name, own)| all.get(name).is_some_and(|other| holds(other, own)))
        }
        _ => all == some,
    }
}

#[test]
fn no_file_of_our_site_names_this_computer_or_asks_another_one() {
    let made = &*OWN;
    let here = env!("CARGO_MANIFEST_DIR");
    let mut wrong = Vec::new();
    for (address, bytes) in &made.files {
        let text = String::from_utf8_lossy(bytes);
        if text.contains(here) {
            wrong.push(format!("{address} holds {here}"));
        }
        let asks =
            ["url(http", "url(\"http", "url('http", "url(//", "@import", "fetch(\"http", "importScripts"];
        let is_code = address.ends_with(".css") || address.ends_with(".js");
        if is_code && let Some(found) = asks.iter().find(|asks| text.contains(**asks)) {
            wrong.push(format!("{address} holds {found}"));
        }
    }
    for (address, html) in made.pages() {
        wrong.extend(harm(html).into_iter().map(|harm| format!("{address}: {harm}")));
        wrong.extend(misnested(html).map(|fault| format!("{address}: {fault}")));
        let asks = |one: &&Element| {
            let foreign = |name| one.attribute(name).is_some_and(|address| address.contains("//"));
            foreign("src") || foreign("srcset") || foreign("poster") || one.name == "link" && foreign("href")
        };
        let asking = elements(html);
        wrong.extend(asking.iter().filter(asks).map(|one| format!("{address}: {}", one.shown())));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_link_of_our_site_leads_to_a_file_and_an_id_of_it() {
    assert_eq!(dead_links(&OWN), Vec::<String>::new());
}

/// Links and sources that lead to no file of the site, or to no id of that file.
fn dead_links(made: &Made) -> Vec<String> {
    let ids: BTreeMap<&str, BTreeSet<String>> =
        made.pages().map(|(address, html)| (address, ids(html).into_iter().collect())).collect();
    let mut dead = Vec::new();
    for (address, html) in made.pages() {
        for element in elements(html) {
            for link in ["href", "src"].iter().filter_map(|name| element.attribute(name)) {
                if !leads_somewhere(made, &ids, address, link) {
                    dead.push(format!("{address}: {link}"));
                }
            }
        }
    }
    dead
}

fn leads_somewhere(made: &Made, ids: &BTreeMap<&str, BTreeSet<String>>, from: &str, link: &str) -> bool {
    if ["http:", "https:", "mailto:", "tel:", "sms:", "ftp:"].iter().any(|scheme| link.starts_with(scheme)) {
        return true;
    }
    let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
    let target = match path {
        "" => Some(from.to_owned()),
        _ => joined(from.rsplit_once('/').map_or("", |(folder, _)| folder), &decoded(path)),
    };
    let Some(target) = target.filter(|target| made.files.contains_key(target)) else { return false };
    fragment.is_empty() || ids.get(target.as_str()).is_some_and(|ids| ids.contains(&decoded(fragment)))
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The file a relative address means; nothing when it leads out of the site.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn ids(html: &str) -> Vec<String> {
    let attributes = elements(html).into_iter().flat_map(|element| element.attributes);
    attributes.filter(|(name, _)| name == "id").map(|(_, id)| id).collect()
}

#[test]
fn a_translation_that_was_checked_before_its_original_says_so() {
    let project = |translated_on: &str| {
        let translation = format!("---\ntitle: Receipt\nverified: {{on: {translated_on}}}\n---\n\nText.\n");
        let texts = [
            ("rolebook.yaml", "title: 手册\nlanguages: [zh-CN, en]\n"),
            ("a.md", "---\ntitle: 收货\nverified: {on: 2026-10-20}\n---\n\n正文。\n"),
            ("a.en.md", translation.as_str()),
        ];
        Made::of(&Sources::of_texts("case", texts)).text("en/a.html").to_owned()
    };
    let notice = "The original was checked later than this translation";
    assert!(project("2026-09-01").contains(notice));
    assert!(!project("2026-10-20").contains(notice));
}

#[test]
fn zoom_belongs_to_the_picture_right_before_it() {
    let text =
        b"![one](p.png)\n\n![film](f.mp4){zoom}\n\n![gone](missing.png){zoom}\n\n![two](p.png){zoom} said.\n";
    let (_project, made) = on_disk(&[("a.md", text), ("p.png", b"x"), ("f.mp4", b"x")]);
    let html = made.text("a.html");
    assert!(html.contains("<img src=\"p.png\" alt=\"one\">"), "{html}");
    assert!(html.contains("<img data-zoom src=\"p.png\" alt=\"two\" "), "{html}");
    assert_eq!(html.matches("<img data-zoom").count(), 1, "{html}");
    assert!(!html.contains("{zoom}"));
}

#[test]
fn a_text_is_fitted_to_its_page_and_to_its_chapter_in_a_book() {
    let text = "## Head\n\nA note.[^n]\n\n[^n]: Its [words](../b.md).\n\n\
        [other](c.md#head) <b id=\"raw\">x</b> <a href=\"c.md?a&amp;b\">y</a> <a href=\"missing.md\">z</a>\n\n\
        ::: role keeper\nFor keepers.\n:::\n";
    let made = english(&[
        ("m/index.md", "# M\n\nStart.\n"),
        ("m/a.md", text),
        ("m/c.md", text),
        ("b.md", "B.\n"),
        ("roles/keeper.yaml", "title: Keeper\npath:\n  - page: m/c.md\n"),
    ]);
    let page = [
        "<h2 id=\"head\">Head<a class=\"anchor\" href=\"#head\" aria-label=\"Link to this section\"></a></h2>",
        "<p>A note.<sup class=\"footnote-reference\" id=\"rb-noteref-n-1\"><a href=\"#rb-note-n\">1</a></sup></p>",
        "<div class=\"footnote-definition\" id=\"rb-note-n\"><sup class=\"footnote-definition-label\">1</sup>\n\
         <p>Its <a href=\"../b.html\">words</a>. <a ",
        "<a href=\"c.html#head\">other</a> <b id=\"raw\">x</b> <a href=\"c.html\">y</a> <a>z</a>",
        "<section class=\"for-role\" data-roles=\"keeper\" data-fold>",
    ];
    let chapter = [
        "<h3 id=\"c2-head\">Head<a class=\"anchor\" href=\"#c2-head\" aria-label=\"Link to this section\"></a></h3>",
        "<p>A note.<sup class=\"footnote-reference\" id=\"c2-rb-noteref-n-1\"><a href=\"#c2-rb-note-n\">1</a></sup></p>",
        "<div class=\"footnote-definition\" id=\"c2-rb-note-n\"><sup class=\"footnote-definition-label\">1</sup>\n\
         <p>Its <a href=\"../b.html\">words</a>. <a ",
        "<a href=\"#c3-head\">other</a> <b id=\"c2-raw\">x</b> <a href=\"#c3\">y</a> <a>z</a>",
        "<section class=\"for-role\">",
    ];
    for (address, expected) in [("m/a.html", page), ("m/index.book.html", chapter)] {
        for piece in expected {
            assert!(made.text(address).contains(piece), "{address}: {piece}\n{}", made.text(address));
        }
    }
    // Another book is in another folder and holds other chapters.
    let own = "<a href=\"#c1-head\">other</a> <b id=\"c1-raw\">x</b> <a href=\"#c1\">y</a> <a>z</a>";
    assert!(made.text("roles/keeper.book.html").contains(own), "{}", made.text("roles/keeper.book.html"));
}

// What readers' records hang on

#[test]
fn the_site_is_known_by_its_id_and_by_what_it_was_called_before() {
    let head = |settings: &str| {
        let made = Made::of(&Sources::of_texts("case", [("rolebook.yaml", settings), ("index.md", "Text.")]));
        let html = made.text("index.html");
        html[html.find("data-site").expect("an id")..html.find(" data-root").expect("a root")].to_owned()
    };
    let titled = head("title: T\nlanguages: [en]\n");
    let id = titled.strip_prefix("data-site=\"").and_then(|rest| rest.strip_suffix("\" data-titled"));
    let id = id.expect("an id made from the title");
    assert_eq!(
        head("id: stock\ntitle: T\nlanguages: [en]\n"),
        format!("data-site=\"stock\" data-was=\"{id}\"")
    );
    let renamed = head("id: stock\ntitle: T 2027\nformer_titles: [T]\nlanguages: [en]\n");
    assert!(renamed.starts_with("data-site=\"stock\" data-was=\"") && renamed.ends_with(&format!(" {id}\"")));
    assert!(
        head("title: T 2027\nformer_titles: [T]\nlanguages: [en]\n")
            .ends_with(&format!("\" data-titled data-was=\"{id}\""))
    );
}

#[test]
fn the_time_of_a_path_counts_what_stands_in_it_twice_once() {
    let page = |minutes: &str| format!("---\nminutes: {minutes}\n---\n\n## End\n\nText.\n");
    let (ten, twenty) = (page("10"), page("20"));
    let made = english(&[
        ("a.md", &ten),
        ("b.md", &twenty),
        ("one.course.yaml", "title: One\nlessons: [a.md, b.md]\nexam: exam\n"),
        ("two.course.yaml", "title: Two\nlessons: [one.course.yaml, two.course.yaml]\n"),
        ("exam.quiz.yaml", "title: Exam\nminutes: 5\nquestions: [q]\n"),
        ("q.bank.yaml", "- {id: q, ask: Right?, judge: true}\n"),
        ("roles/r.yaml", "title: R\npath: [{course: one}, {page: a.md}, {page: a.md#end}, {course: two}]\n"),
        ("roles/s.yaml", "title: S\npath: [{course: one}, {quiz: exam, requires: [one]}]\n"),
    ]);
    assert_eq!(made.places(), Vec::<String>::new());
    let role = made.text("roles/r.html");
    assert!(role.contains("4 steps · 35 min"), "{role}");
    let course = made.text("one.course.html");
    assert!(course.contains("3 lessons · 35 min"), "{course}");
    let other = made.text("roles/s.html");
    assert!(other.contains("<span>2 lessons</span>"), "the exam is a step of its own: {other}");
}

#[test]
fn a_page_without_training_shows_no_training() {
    let page = "---\ntitle: A\nchanges:\n  - {version: \"2.0\", text: The button moved, retrain: true}\n---\n\nText.\n";
    let list = "title: Before go-live\nper: once\ngroups:\n  - title: Data\n    items:\n      - {id: backup, do: Back up}\n";
    let made = english(&[("a.md", page), ("b/c.md", "# C\n\nText.\n"), ("go.checklist.yaml", list)]);
    assert_eq!(made.problems, Vec::<String>::new());
    assert!(made.text("a.html").contains("The button moved"));
    // What a lesson has: its news, its mark, its end, what a super-user shows.
    let training = [
        "lesson-news",
        "\"lesson-end\"",
        "data-lesson data-",
        "data-retrain",
        "data-hash",
        "badge-strong",
        "super-tools",
    ];
    for (address, html) in made.pages() {
        for sign in training {
            assert!(!html.contains(sign), "{address} has {sign}");
        }
    }
}

#[test]
fn a_book_says_how_its_quizzes_are_taken_and_has_answers_where_there_are_any() {
    let role = "title: Keeper\npath:\n  - page: a.md\n  - quiz: exam\n  - practical: count\n";
    let bank = "title: Bank\nquestions:\n  - {id: count, task: Count the stock., signoff: super-user, criteria: [{check: Counted, points: 100}]}\n  - {id: one, ask: Is it?, judge: true, tags: [stock]}\n  - {id: two, ask: Is it not?, judge: false, tags: [stock]}\n  - {id: three, ask: And this?, judge: true}\n";
    let exam = "title: Exam\nmode: exam\npass: 80%\ntime: 30min\ndraw:\n  - {from: stock, tag: stock, take: 2}\nquestions: [three]\n";
    let page = "---\ntitle: A\nverified: {on: 2026-11-16}\n---\n\n## First\n\nText.\n\n## Second\n\nText.\n";
    let made = english(&[
        ("a.md", page),
        ("roles/keeper.yaml", role),
        ("stock.bank.yaml", bank),
        ("exam.quiz.yaml", exam),
    ]);
    assert_eq!(made.problems, Vec::<String>::new());
    let book = made.text("roles/keeper.book.html");
    for part in [
        "<dd>80%</dd>",
        "30 min",
        "3 questions",
        ">2</td>",
        "Content checked up to 2026-11-16",
        "<a href=\"#c1-first\"><span class=\"book-number\">1.1</span><span>First</span></a>",
    ] {
        assert!(book.contains(part), "{part}\n{book}");
    }
    // The exam keeps its answers, and a task has none.
    assert!(!book.contains("rb-answers"), "{book}");
}

#[test]
fn a_page_is_introduced_by_whole_sentences_or_not_at_all() {
    let long = "甲".repeat(80);
    let rows = [
        ("a table", "| 编码 | 名称 |\n|---|---|\n| A1 | 甲 |\n\n后文。\n".to_owned(), ""),
        ("steps", "::: steps\n1. 打开\n2. 关闭\n:::\n\n后文。\n".to_owned(), ""),
        ("a list", "- 一\n- 二\n\n后文。\n".to_owned(), ""),
        ("code", "```sh\nls\n```\n\n后文。\n".to_owned(), ""),
        ("a mark", "[TOC]\n\n先审核。\n".to_owned(), "先审核。"),
        ("a picture", "![徽标](p.png)\n\n先审核。\n".to_owned(), "先审核。"),
        ("a note", "> [!NOTE]\n> 注意。\n\n先审核。\n".to_owned(), "先审核。"),
        ("a heading", "## 甲\n\n先审核。\n\n再过账。\n".to_owned(), "先审核。"),
        ("sentences", format!("先审核。{long}{long}。\n"), "先审核。"),
        ("a break", "第一行<br>第二行\n".to_owned(), "第一行 第二行"),
        ("a formula", "价格 $P$ 不变。\n".to_owned(), "价格 P 不变。"),
    ];
    for (what, text, expected) in rows {
        let made = english(&[("a.md", &text)]);
        let html = made.text("a.html");
        let shown = if expected.is_empty() { "a · Case" } else { expected };
        assert!(html.contains(&format!("<meta name=\"description\" content=\"{shown}\">")), "{what}: {html}");
        // The page shows its text once.
        assert!(!html.contains("class=\"lead\""), "{what}");
        assert!(!made.text("a.md").contains("> 先审核"), "{what}");
    }
}

#[test]
fn every_id_of_a_page_that_holds_many_texts_is_unique() {
    let text = "'Text[^1] <b id=\"b\">b</b>\n\n## Head\n\n[^1]: Note.\n'";
    let line = "'Line <b id=\"b\">b</b>'";
    let other = "'Other <b id=\"b\">b</b>'";
    let faq = format!("- {{id: faq-a, q: {line}, a: {text}}}\n- {{id: faq-b, q: {line}, a: {text}}}\n");
    let terms = format!("- {{term: One, def: {text}}}\n- {{term: Two, def: {text}}}\n");
    let bank = format!(
        "- {{id: q1, ask: {text}, hint: {text}, explain: {text}, options: [{{right: {line}, why: {line}}}, {{wrong: {other}}}]}}\n\
         - {{id: q2, ask: {text}, order: [{line}, {other}], explain: {text}}}\n\
         - {{id: q3, ask: {text}, model: {text}}}\n\
         - {{id: q4, ask: {text}, parts: [{{id: a, ask: {text}, judge: true}}, {{id: b, ask: {text}, judge: true}}]}}\n"
    );
    let quiz = "questions: [q1, q2, q3, q4]\n";
    let list = format!(
        "per: month\ngroups:\n  - title: G\n    items:\n      - {{id: i1, do: {line}}}\n      - {{id: i2, do: {line}}}\n"
    );
    let page = "## Note 1\n\nText[^1].\n\n## RB note\n\n[^1]: Note.\n";
    let made = english(&[
        ("m/x.faq.yaml", &faq),
        ("glossary.yaml", &terms),
        ("m/x.bank.yaml", &bank),
        ("m/x.quiz.yaml", quiz),
        ("m/x.checklist.yaml", &list),
        ("m/a.md", page),
        ("m/b.md", page),
    ]);
    assert_eq!(made.problems, Vec::<String>::new());
    let addresses = [
        "m/x.faq.html",
        "glossary.html",
        "m/x.bank.html",
        "m/x.quiz.html",
        "m/x.checklist.html",
        "m/a.html",
        "m/index.book.html",
    ];
    for address in addresses {
        let found = ids(made.text(address));
        let unique: BTreeSet<&String> = found.iter().collect();
        assert!(found.len() > 4, "{address}: {found:?}");
        assert_eq!(unique.len(), found.len(), "{address}: {found:?}");
        // Every link inside the page leads to one of them.
        for target in made.text(address).split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(found.iter().any(|id| id == target), "{address}: #{target}");
        }
    }
}

#[test]
fn an_old_address_takes_fragment_and_query_along() {
    let made = english(&[("manual/a.md", "---\naliases: [old/旧.html]\n---\n\nText.\n")]);
    let html = made.text("old/旧.html");
    assert!(html.contains("<html lang=\"en\" data-moved=\"../manual/a.html\">"), "{html}");
    assert!(html.contains("<script src=\"../assets/early."), "{html}");
    assert!(
        html.contains(
            "<noscript><meta http-equiv=\"refresh\" content=\"0; url=../manual/a.html\"></noscript>"
        ),
        "{html}"
    );
}

#[test]
fn search_engines_find_each_text_once_and_in_ascii() {
    let texts = [
        ("rolebook.yaml", "title: 手册\nlanguages: [zh-CN, en]\nbase_url: https://example.com/文档\n"),
        ("目录/收货.md", "正文。\n"),
        ("a.md", "正文。\n"),
        ("a.en.md", "Text.\n"),
    ];
    let made = Made::of(&Sources::of_texts("case", texts));
    let base = "https://example.com/%E6%96%87%E6%A1%A3/";
    let page = format!("{base}%E7%9B%AE%E5%BD%95/%E6%94%B6%E8%B4%A7.html");
    let canonical = format!("<link rel=\"canonical\" href=\"{page}\">");
    for address in ["目录/收货.html", "en/目录/收货.html"] {
        let html = made.text(address);
        assert!(html.contains(&canonical), "{address}: {html}");
        assert!(!html.contains("rel=\"alternate\" hreflang"), "{address}");
    }
    for address in ["a.html", "en/a.html"] {
        for (language, href) in [("zh-CN", "a.html"), ("en", "en/a.html"), ("x-default", "a.html")] {
            let link = format!("<link rel=\"alternate\" hreflang=\"{language}\" href=\"{base}{href}\">");
            assert!(made.text(address).contains(&link), "{address}: {link}");
        }
    }
    let urls: Vec<&str> = made.text("sitemap.xml").split("<loc>").skip(1).collect();
    let urls: Vec<&str> = urls.into_iter().filter_map(|rest| rest.split("</loc>").next()).collect();
    assert_eq!(urls, [page, format!("{base}a.html"), format!("{base}en/a.html")]);
    assert!(!made.text("404.html").contains("canonical") && made.text("404.html").contains("noindex"));
}

#[test]
fn a_long_index_has_contents_and_the_output_is_no_jekyll_site() {
    let text: String = (0..10).map(|at| format!("## Part {at}\n\nText.\n\n")).collect();
    let made = english(&[("guide/index.md", &text), ("guide/a.md", "Text.\n")]);
    assert!(made.text("guide/index.html").contains("class=\"toc-inline\""));
    assert_eq!(made.files[".nojekyll"], b"");
}

#[test]
fn the_markdown_of_a_page_fills_variables_but_not_in_code() {
    let yaml = "title: Case\nlanguages: [en]\nvariables: {name: Huachen, page: b}\n";
    let text = "{{ name }} `{{ name }}` [b]({{page}}.md)\n\n```text\n{{ name }}\n```\n";
    let texts = [("rolebook.yaml", yaml), ("a.md", text), ("b.md", "Text.\n")];
    let made = Made::of(&Sources::of_texts("case", texts));
    assert_eq!(made.text("a.md"), "# a\n\nHuachen `{{ name }}` [b](b.md)\n\n```text\n{{ name }}\n```\n");
}

#[test]
fn a_page_knows_the_pages_that_lead_to_it() {
    let texts = [
        ("rolebook.yaml", "title: Case\nlanguages: [en, zh-CN]\n"),
        ("a.md", "[b](b.md) [itself](#x) [b](b.md#no-heading) ![](p.png)\n"),
        ("b.md", "## H\n"),
        ("b.zh-CN.md", "## 甲\n\n[c](sub/)\n"),
        ("sub/index.md", "[b](../b.md#h) [gone](gone.md)\n"),
        ("x.faq.yaml", "entries: [{id: f-1, q: \"?\", a: \"[b](b.md) [p](/p.png)\", see: [sub/]}]\n"),
        ("roles/r.yaml", "title: R\npath: [{page: a.md}]\n"),
    ];
    let sources = Arc::new(Sources::of_texts("case", texts));
    let site = inside::build(&sources, &Scope::WHOLE, &mut Cache::default()).site;
    let leads_to = |path: &str| -> Vec<&str> {
        let page = site.by_path[&RelPath::new(path)];
        site.backlinks(page).map(|from| site.page(from).path.as_str()).collect()
    };
    assert_eq!(leads_to("b.md"), ["sub/index.md", "a.md", "x.faq.yaml"]);
    assert_eq!(leads_to("b.md"), leads_to("b.zh-CN.md"));
    assert_eq!(leads_to("sub/index.md"), ["b.md", "x.faq.yaml"]);
    assert_eq!(leads_to("a.md"), ["roles/r.yaml"]);
    assert_eq!(leads_to("roles/r.yaml"), Vec::<&str>::new());
}
