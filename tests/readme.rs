//! Both READMEs say what is true: their commands run, their links lead somewhere, and they say the same.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::path::Path;

const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];

/// A `sh` block below this line is run.
const MARK: &str = "<!-- test -->";

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text_of(readme: &str) -> String {
    std::fs::read_to_string(repository().join(readme)).unwrap_or_else(|error| panic!("{readme}: {error}"))
}

fn events(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_GFM | Options::ENABLE_TASKLISTS)
}

/// The blocks marked for running, in order.
fn marked_blocks(text: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<String> = None;
    let mut is_marked = false;
    for event in events(text) {
        match event {
            Event::Html(html) if html.trim() == MARK => is_marked = true,
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) if is_marked => {
                assert_eq!(&*language, "sh", "only shell blocks can be run");
                open = Some(String::new());
            }
            Event::Text(line) => match &mut open {
                Some(block) => block.push_str(&line),
                None => is_marked = false,
            },
            Event::End(TagEnd::CodeBlock) => {
                blocks.extend(open.take());
                is_marked = false;
            }
            _ => is_marked = false,
        }
    }
    blocks
}

#[test]
fn marked_blocks_are_found_by_the_line_above_them() {
    let text = "```sh\nno\n```\n\n<!-- test -->\n```sh\nyes 1\nyes 2\n```\n\n<!-- test -->\n\nwords\n\n```sh\nno\n```\n";
    assert_eq!(marked_blocks(text), ["yes 1\nyes 2\n"]);
}

#[cfg(unix)]
#[test]
fn the_marked_commands_of_both_readmes_run_one_after_another() {
    use crate::support::{Project, ended};
    use std::process::Command;

    for readme in READMES {
        let blocks = marked_blocks(&text_of(readme));
        assert!(!blocks.is_empty(), "{readme}: no `sh` block stands below `{MARK}`");
        let folder = Project::new(&[]);
        let program = Path::new(env!("CARGO_BIN_EXE_rolebook")).parent().expect("it lies in a folder");
        let path = std::env::var_os("PATH").unwrap_or_default();
        let paths = [program.to_path_buf()].into_iter().chain(std::env::split_paths(&path));
        let mut shell = Command::new("sh");
        shell
            .args(["-eu", "-c", &blocks.join("\n")])
            .current_dir(folder.root())
            .env("PATH", std::env::join_paths(paths).expect("folders without a colon"));
        let run = ended(shell.output().expect("there is a shell"));
        assert_eq!(run.code, Some(0), "{readme}:\n{}\n{}\n{}", blocks.join("\n"), run.stdout, run.stderr);
    }
}

#[test]
fn every_link_of_both_readmes_to_a_file_finds_it() {
    for readme in READMES {
        let text = text_of(readme);
        let mut targets = Vec::new();
        for event in events(&text) {
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    targets.push(dest_url.into_string());
                }
                Event::Html(html) | Event::InlineHtml(html) => targets.extend(addresses_in(&html)),
                _ => {}
            }
        }
        for target in targets {
            let path = target.split('#').next().unwrap_or_default();
            let is_elsewhere = path.contains("://") || path.starts_with("mailto:");
            if !path.is_empty() && !is_elsewhere {
                let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
                assert!(repository().join(&path).exists(), "{readme}: `{target}` does not exist");
            }
        }
    }
}

/// The values of `src` and `href`.
fn addresses_in(html: &str) -> Vec<String> {
    let values = |name: &str| -> Vec<String> {
        html.split(name).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    [values("src=\""), values("href=\""), values("srcset=\"")].concat()
}

#[test]
fn both_readmes_have_the_same_outline_and_run_the_same_number_of_commands() {
    let outlines = READMES.map(|readme| {
        let text = text_of(readme);
        let levels: Vec<_> = events(&text)
            .filter_map(|event| match event {
                Event::Start(Tag::Heading { level, .. }) => Some(level),
                _ => None,
            })
            .collect();
        (levels, marked_blocks(&text).len())
    });
    assert_eq!(outlines[0], outlines[1]);
}
