//! Code -> spans with classes; the colours are the theme's.
//!
//! In: a code block and its language. Out: HTML. Highlighting costs more than all other work on a page together, so blocks
//! are remembered, and lines as well: new code often holds lines of other examples.

use crate::escape;
use crate::source::Hash;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{Arc, LazyLock, Mutex};
use syntect::html::{ClassStyle, line_tokens_to_classed_spans};
use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

/// A line beyond this is no code a person reads, and grammars take minutes over it (bytes).
const LONGEST_LINE: usize = 16 * 1024;
const STYLE: ClassStyle = ClassStyle::SpacedPrefixed { prefix: "hl-" };

/// Highlighted blocks. Sharded, so that threads seldom wait for each other.
#[derive(Default)]
pub struct Memory {
    shards: [Mutex<Blocks>; 16],
}

#[derive(Default)]
struct Blocks {
    known: HashMap<Hash, Arc<str>>,
    bytes: usize,
}

/// What the HTML of a shard takes at most (bytes); full, it begins again.
const MOST_BLOCKS: usize = 1024 * 1024;

/// The language of a fence's info string, in lower case: `sql title="x"` -> `sql`.
pub fn language_of(info: &str) -> Option<&str> {
    info.split([' ', ',', '{', '\t', ':', '[']).next().filter(|name| !name.is_empty())
}

/// The name of a code block as other programs write it: ```` ```js [a.js] ````, ```` ```js:src/a.js ````.
pub fn label_of(info: &str) -> Option<&str> {
    if let Some((_, rest)) = info.split_once('[')
        && let Some((label, _)) = rest.split_once(']')
    {
        return Some(label.trim()).filter(|label| !label.is_empty());
    }
    let path = info.split_once(':')?.1.split([' ', '{']).next()?;
    path.contains(['.', '/']).then_some(path)
}

/// The file name of a code block: ```` ```sql title="check.sql" ````.
pub fn title_of(info: &str) -> Option<&str> {
    let rest = &info[info.find("title=")? + "title=".len()..];
    match rest.chars().next()? {
        quote @ ('"' | '\'') => rest[1..].split(quote).next(),
        _ => rest.split_whitespace().next(),
    }
    .filter(|title| !title.is_empty())
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
    if let Some(html) = shard.lock().expect(UNBROKEN).known.get(&key) {
        return html.clone();
    }
    let html: Arc<str> = coloured(syntax, code).unwrap_or_else(|| escape::text(code)).into();
    shard.lock().expect(UNBROKEN).keep(key, html.clone());
    html
}

impl Blocks {
    fn keep(&mut self, key: Hash, html: Arc<str>) {
        if self.bytes > MOST_BLOCKS {
            *self = Blocks::default();
        }
        self.bytes += html.len();
        self.known.insert(key, html);
    }
}

const UNBROKEN: &str = "no thread panics while it holds this lock";

/// Nothing when the grammar fails on this code; it is shown plain then.
fn coloured(syntax: &SyntaxReference, code: &str) -> Option<String> {
    let mut point = Rc::new(Point { grammar: ParseState::new(syntax), scopes: ScopeStack::new() });
    let mut html = String::with_capacity(code.len() * 4);
    let mut open = 0;
    for text in LinesWithEndings::from(code) {
        let line = LINES.with_borrow_mut(|lines| lines.behind(&point, text))?;
        html.push_str(&line.html);
        open += line.opened;
        point = line.after.clone();
    }
    (0..open).for_each(|_| html.push_str("</span>"));
    Some(html)
}

thread_local! {
    /// One for each thread: what a grammar knows of the code above cannot go to another one.
    static LINES: RefCell<Lines> = RefCell::default();
}

/// What the lines of one thread take at most (bytes); full, they begin again.
const MOST_LINES: usize = 4 * 1024 * 1024;
/// What a line takes beside its text and HTML, about (bytes).
const BESIDE_LINE: usize = 512;
/// Behind how many different points the same line is remembered: they are looked through one by one.
const MOST_POINTS: usize = 32;

/// Coloured lines by their text; the same line has other colours inside a comment.
#[derive(Default)]
struct Lines {
    known: HashMap<Box<str>, Vec<Rc<Line>>>,
    bytes: usize,
}

/// A line and all that its colours depend on.
struct Line {
    before: Rc<Point>,
    html: Box<str>,
    /// How many more spans are open after it than before it.
    opened: isize,
    after: Rc<Point>,
}

/// What is known of the code above.
#[derive(Clone, PartialEq, Eq)]
struct Point {
    grammar: ParseState,
    scopes: ScopeStack,
}

impl Lines {
    fn behind(&mut self, point: &Rc<Point>, text: &str) -> Option<Rc<Line>> {
        let known = self.known.get(text).and_then(|lines| lines.iter().find(|line| line.before == *point));
        if let Some(line) = known {
            return Some(line.clone());
        }
        let line = Rc::new(Line::behind(point, text)?);
        if self.bytes > MOST_LINES {
            *self = Lines::default();
        }
        let same = self.known.entry(text.into()).or_default();
        if same.len() < MOST_POINTS {
            same.push(line.clone());
            self.bytes += text.len() + line.html.len() + BESIDE_LINE;
        }
        Some(line)
    }
}

impl Line {
    fn behind(before: &Rc<Point>, text: &str) -> Option<Line> {
        let mut after = Point::clone(before);
        let tokens = after.grammar.parse_line(text, &SYNTAXES).ok()?;
        let (html, opened) = line_tokens_to_classed_spans(text, &tokens, STYLE, &mut after.scopes).ok()?;
        let after = if after == **before { before.clone() } else { Rc::new(after) };
        Some(Line { before: before.clone(), html: html.into(), opened, after })
    }
}

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Every grammar by its file extensions and its name, in lower case; of two the later one, as `SyntaxSet` has it, which
/// looks through all of them for each block.
static BY_NAME: LazyLock<HashMap<String, &'static SyntaxReference>> = LazyLock::new(|| {
    let mut known: HashMap<String, &SyntaxReference> = HashMap::new();
    let grammars = || SYNTAXES.syntaxes().iter().rev();
    let extensions =
        grammars().flat_map(|grammar| grammar.file_extensions.iter().map(move |name| (name, grammar)));
    for (name, grammar) in extensions.chain(grammars().map(|grammar| (&grammar.name, grammar))) {
        known.entry(name.to_ascii_lowercase()).or_insert(grammar);
    }
    known
});

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
    BY_NAME.get(&name).copied()
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
