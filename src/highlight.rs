//! Code -> spans with classes; the colours are the theme's.
//!
//! In: a code block and its language. Out: HTML. Remembered by language and code: highlighting costs more than all
//! other work on a page together.

use crate::escape;
use crate::source::Hash;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::{SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

/// A line beyond this is no code a person reads, and grammars take minutes over it (bytes).
const LONGEST_LINE: usize = 16 * 1024;
const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// Highlighted blocks. Sharded, so that threads seldom wait for each other.
#[derive(Default)]
pub struct Memory {
    shards: [Mutex<HashMap<Hash, Arc<str>>>; 16],
}

/// The language of a fence's info string, in lower case: `sql title="x"` -> `sql`.
pub fn language_of(info: &str) -> Option<&str> {
    info.split([' ', ',', '{', '\t']).next().filter(|name| !name.is_empty())
}

/// Whether code in this language is coloured, or is plain on purpose.
pub fn knows(language: &str) -> bool {
    is_plain(language) || syntax(language).is_some()
}

/// Names to suggest for a misspelt language.
pub fn common_languages() -> impl Iterator<Item = &'static str> {
    [
        "bash",
        "bat",
        "c",
        "console",
        "cpp",
        "cs",
        "css",
        "csv",
        "diff",
        "dockerfile",
        "go",
        "html",
        "ini",
        "java",
        "javascript",
        "json",
        "kotlin",
        "makefile",
        "markdown",
        "mermaid",
        "nginx",
        "php",
        "powershell",
        "properties",
        "python",
        "quiz",
        "ruby",
        "rust",
        "sh",
        "shell",
        "sql",
        "text",
        "toml",
        "typescript",
        "vb",
        "xml",
        "yaml",
    ]
    .into_iter()
}

/// The code as HTML, coloured when the language is known.
pub fn html(language: &str, code: &str, memory: &Memory) -> Arc<str> {
    let Some(syntax) = syntax(language).filter(|_| code.lines().all(|line| line.len() <= LONGEST_LINE))
    else {
        return escape::text(code).into();
    };
    let mut hasher = blake3::Hasher::new();
    hasher.update(language.as_bytes()).update(b"\0").update(code.as_bytes());
    let key: Hash = *hasher.finalize().as_bytes();
    let shard = &memory.shards[usize::from(key[0] % 16)];
    if let Some(html) = shard.lock().expect("no thread panics while it holds this lock").get(&key) {
        return html.clone();
    }
    let html: Arc<str> = coloured(syntax, code).unwrap_or_else(|| escape::text(code)).into();
    shard.lock().expect("no thread panics while it holds this lock").insert(key, html.clone());
    html
}

/// Nothing when the grammar fails on this code; it is shown plain then.
fn coloured(syntax: &SyntaxReference, code: &str) -> Option<String> {
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, STYLE);
    for line in LinesWithEndings::from(code) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    if is_plain(language) {
        return None;
    }
    let name = match language.to_ascii_lowercase().as_str() {
        "console" | "shell" | "shellsession" | "zsh" => "bash".to_owned(),
        "golang" => "go".to_owned(),
        "jsonc" | "json5" | "hjson" => "json".to_owned(),
        "vue" | "vue-html" | "svelte" | "jsp" => "html".to_owned(),
        "docker" => "dockerfile".to_owned(),
        "pycon" => "python".to_owned(),
        "conf" | "cnf" | "env" => "ini".to_owned(),
        "plsql" | "tsql" | "mysql" | "pgsql" | "oracle" => "sql".to_owned(),
        "cmd" | "dos" => "bat".to_owned(),
        "ps" | "pwsh" => "ps1".to_owned(),
        "abap" => return None,
        other => other.to_owned(),
    };
    SYNTAXES.find_syntax_by_token(&name)
}

fn is_plain(language: &str) -> bool {
    matches!(
        language.to_ascii_lowercase().as_str(),
        "" | "text"
            | "txt"
            | "plain"
            | "plaintext"
            | "none"
            | "output"
            | "log"
            | "csv"
            | "tsv"
            | "abap"
            | "mermaid"
            | "quiz"
            | "ebnf"
            | "ebnf+diagram"
            | "railroad+diagram"
            | "gherkin"
            | "http"
            | "tree"
    )
}
