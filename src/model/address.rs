//! The one rule from a source file's name to its address in the site, and relative ways between addresses.

use crate::model::kinds::{self, FileKind, KINDS, Written};
use crate::model::languages;
use std::fmt::Write;
use std::sync::Arc;

/// An output file, from the root of the site: `manual/inventory/receipt.html`. Never absolute, always with a file name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath {
    path: String,
    /// Set while a page is made that is shown below any address: where its links start.
    base: Option<Arc<str>>,
}

impl OutPath {
    pub fn new(path: &str) -> OutPath {
        OutPath { path: path.to_owned(), base: None }
    }

    /// The same file, shown below any address: its links start at the folder of the site on its server (`/`, `/docs/`),
    /// since a relative one would be right in one folder alone.
    pub fn shown_anywhere(&self, base: &str) -> OutPath {
        OutPath { path: self.path.clone(), base: Some(base.into()) }
    }

    pub fn as_str(&self) -> &str {
        &self.path
    }

    /// The way from this page to the root: empty, `../`, `../../`; for one shown anywhere `/`, `/docs/`.
    pub fn to_root(&self) -> String {
        if let Some(base) = &self.base {
            return base.to_string();
        }
        "../".repeat(self.path.matches('/').count())
    }

    /// The address below a base URL, as RFC 3986 wants it: search engines and mail programs read no Han in one.
    pub fn to_url(&self) -> String {
        percent_encoded(&self.path.split('/').map(escape).collect::<Vec<_>>().join("/"))
    }

    /// The address below the root of the site, as it is in an attribute.
    pub fn to_href(&self) -> String {
        self.path.split('/').map(escape).collect::<Vec<_>>().join("/")
    }

    /// The address of `target` as it is in an attribute of this page; relative, but for one shown anywhere.
    pub fn href_to(&self, target: &OutPath) -> String {
        if let Some(base) = &self.base {
            return format!("{base}{}", target.to_href());
        }
        let own: Vec<_> = self.path.split('/').collect();
        let other: Vec<_> = target.path.split('/').collect();
        let folders = own.len() - 1;
        let shared = own[..folders].iter().zip(&other[..other.len() - 1]).take_while(|(a, b)| a == b).count();
        let up = "../".repeat(folders - shared);
        let down: Vec<_> = other[shared..].iter().map(|part| escape(part)).collect();
        let href = format!("{up}{}", down.join("/"));
        // A first part with a colon would read as a scheme.
        if up.is_empty() && down[0].contains(':') { format!("./{href}") } else { href }
    }
}

impl std::fmt::Display for OutPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.path)
    }
}

/// Escapes what would end the path or the attribute; Han stays readable, as the URL standard allows.
pub fn escape(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for c in part.chars() {
        match c {
            '%' | '#' | '?' | ' ' | '"' | '\'' | '<' | '>' | '`' | '\\' | '{' | '}' | '|' | '^' | '&' => {
                write!(out, "%{:02X}", c as u32).expect("writing to a String cannot fail");
            }
            c => out.push(c),
        }
    }
    out
}

/// Every character outside ASCII as its bytes; what is escaped already stays.
pub fn percent_encoded(address: &str) -> String {
    percent_encoding::utf8_percent_encode(address, &percent_encoding::AsciiSet::EMPTY).to_string()
}

/// What a content file's name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName<'a> {
    pub kind: FileKind,
    /// The id of a YAML file, the bare name of a page: without language, kind and leading `01-`.
    pub id: &'a str,
    /// The language before the ending, as in `stock.en.md`.
    pub language: Option<&'a str>,
    /// It holds nothing but the rows of the page.
    pub is_data: bool,
}

/// Reads a path's name; nothing when it is no content of ours. `languages` are the site's own; `has_original` says
/// whether a file of this path is there, for `stock.md` beside `stock.pl.md`.
pub fn file_name<'a>(
    path: &'a str,
    languages: &[String],
    has_original: &dyn Fn(&str) -> bool,
) -> Option<FileName<'a>> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if let Some(stem) = without_extension(name, &[".md", ".markdown"]) {
        let (bare, language) = split_language(stem, languages);
        // A rare language is meant where the original or another translation is beside it.
        let is_meant = language.is_none_or(|tag| {
            languages.iter().any(|own| own.eq_ignore_ascii_case(tag))
                || languages::is_common(tag)
                || has_original(&path.replacen(&format!("{bare}.{tag}"), bare, 1))
        });
        let (stem, language) = if is_meant { (bare, language) } else { (stem, None) };
        return Some(FileName { kind: FileKind::Page, id: without_number(stem), language, is_data: false });
    }
    let yaml = without_extension(name, &[".yaml", ".yml"]);
    let stem = yaml.or_else(|| without_extension(name, &[".csv", ".tsv", ".xlsx"]))?;
    let is_data = yaml.is_none();
    if let Some((rest, kind)) = stem.rsplit_once('.')
        && let Some(kind) = kinds::suffixes().find(|own| own.name.eq_ignore_ascii_case(kind))
        && (kind.has_data || !is_data)
    {
        let (rest, language) = split_language(rest, languages);
        return Some(FileName { kind: kind.file(), id: without_number(rest), language, is_data });
    }
    if is_data {
        return None;
    }
    let (stem, language) = split_language(stem, languages);
    let kind = KINDS.iter().find(|kind| match kind.written {
        Written::Folder(own) => own == folder,
        Written::Alone(own) => folder.is_empty() && own == stem,
        Written::Markdown | Written::Suffix => false,
    })?;
    Some(FileName { kind: kind.file(), id: stem, language, is_data })
}

/// The name without its extension, when that is one of these in any letter case: `README.MD` comes from Windows.
pub fn without_extension<'n>(name: &'n str, extensions: &[&str]) -> Option<&'n str> {
    extensions.iter().find_map(|extension| {
        let at = name.len().checked_sub(extension.len())?;
        let own = name.get(at..)?;
        own.eq_ignore_ascii_case(extension).then(|| &name[..at])
    })
}

/// `stock.en` -> (`stock`, `en`), when the last part is a language of the site, or of the wide world.
fn split_language<'a>(stem: &'a str, languages: &[String]) -> (&'a str, Option<&'a str>) {
    match stem.rsplit_once('.') {
        Some((rest, tag))
            if !rest.is_empty()
                && (languages.iter().any(|own| own.eq_ignore_ascii_case(tag))
                    || languages::is_known(tag)) =>
        {
            (rest, Some(tag))
        }
        _ => (stem, None),
    }
}

/// A leading `01-` orders and does not show in the address.
pub fn without_number(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == name.len() {
        return name;
    }
    let bare = rest.strip_prefix(['-', '_']).or_else(|| rest.strip_prefix(". ")).unwrap_or_default();
    if bare.is_empty() { name } else { bare }
}

/// The address of a source file, without the language.
pub fn address(path: &str, name: &FileName<'_>) -> OutPath {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let id = if is_index(name) { "index" } else { name.id };
    let mut parts: Vec<&str> =
        folder.split('/').filter(|part| !part.is_empty()).map(without_number).collect();
    let last = format!("{id}{}", name.kind.output());
    parts.push(&last);
    OutPath::new(&parts.join("/"))
}

/// `index.md` names its folder; so does the `README.md` of a folder that comes from elsewhere.
pub fn is_index(name: &FileName<'_>) -> bool {
    name.kind == FileKind::Page
        && ["index", "readme", "_index"].iter().any(|own| own.eq_ignore_ascii_case(name.id))
}

#[cfg(test)]
mod tests {
    use super::{OutPath, address, file_name, without_number};
    use crate::model::kinds::FileKind;

    fn place(path: &str) -> Option<(String, Option<&str>)> {
        let languages = ["zh-CN".to_owned(), "en".to_owned()];
        let name = file_name(path, &languages, &|path| path == "a/stock.md")?;
        Some((address(path, &name).as_str().to_owned(), name.language))
    }

    #[test]
    fn the_address_follows_the_name() {
        assert_eq!(
            place("manual/01-库存/02-receipt.en.md"),
            Some(("manual/库存/receipt.html".into(), Some("en")))
        );
        assert_eq!(place("manual/README.md"), Some(("manual/index.html".into(), None)));
        assert_eq!(place("a/gl.en.quiz.yaml"), Some(("a/gl.quiz.html".into(), Some("en"))));
        assert_eq!(place("roles/warehouse.yaml"), Some(("roles/warehouse.html".into(), None)));
        assert_eq!(place("v1.2.md"), Some(("v1.2.html".into(), None)));
        assert_eq!(place("Stock.EN.MD"), Some(("Stock.html".into(), Some("EN"))));
        assert_eq!(place("stock.en.Md"), Some(("stock.html".into(), Some("en"))));
        assert_eq!(place("a/Readme.MD"), Some(("a/index.html".into(), None)));
        assert_eq!(place("a/gl.quiz.YAML"), Some(("a/gl.quiz.html".into(), None)));
        assert_eq!(place("roles/x.YML"), Some(("roles/x.html".into(), None)));
        assert_eq!(place("a/stock.pl.md"), Some(("a/stock.html".into(), Some("pl"))));
        assert_eq!(place("socket.io.md"), Some(("socket.io.html".into(), None)));
        assert_eq!(place("docker-compose.yaml"), None);
        assert_eq!(without_number("2026-report"), "report");
        assert_eq!(without_number("2026"), "2026");
    }

    #[test]
    fn the_kind_is_the_name() {
        let kind = |path| file_name(path, &[], &|_| false).map(|name| name.kind);
        assert_eq!(kind("x.bank.yaml"), Some(FileKind::Bank));
        assert_eq!(kind("glossary.yaml"), Some(FileKind::Glossary));
        assert_eq!(kind("sub/glossary.yaml"), None);
    }

    #[test]
    fn ways_between_pages_are_relative() {
        let from = OutPath::new("en/manual/a.html");
        assert_eq!(from.href_to(&OutPath::new("en/manual/b.html")), "b.html");
        assert_eq!(from.href_to(&OutPath::new("assets/x#1.png")), "../../assets/x%231.png");
        assert_eq!(OutPath::new("index.html").href_to(&OutPath::new("库存/a b.html")), "库存/a%20b.html");
        assert_eq!(from.to_root(), "../../");
    }
}
