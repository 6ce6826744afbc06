//! One file's text -> `Document`; pure, in parallel, remembered by content.
//!
//! In: the sources. Out: a document for each page with all its languages, and what is wrong in each file.
//! Not here: anything that needs a second page; `model::assemble` and `check` do that.

mod bank;
mod checklist;
mod course;
mod csv;
mod diagrams;
mod faq;
mod foreign;
mod glossary;
mod head;
pub mod ids;
mod include;
mod lost;
mod overlay;
mod prose;
mod quiz;
mod role;
mod roster;
mod rows;
mod session;
mod table;
mod table_checks;
mod woven;

use crate::cache::Cache;
use crate::config::{self, Config, facts};
use crate::diag::{Diagnostics, Problem, Rival, Span};
use crate::markdown::context::Context;
use crate::model::address::{self, OutPath};
use crate::model::document::{Document, Documents};
use crate::model::ids::RoleId;
use crate::model::kinds::FileKind;
use crate::model::lost::Lost;
use crate::model::page::{Content, Head, Version};
use crate::model::prose::Facts;
use crate::model::scope::Scope;
use crate::model::terms::Terms;
use crate::model::{LanguageId, Shape};
use crate::read::head::Keys;
use crate::source::{Hash, RelPath, Sources, front_matter};
use crate::yaml::fields::Fields;
use crate::yaml::{Node, Value};
use crate::{source, yaml};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The folder with the project's own theme; its files are no content.
pub const THEME_FOLDER: &str = "theme/";

/// Reads every content file.
pub fn documents(
    sources: &Sources,
    config: &Config,
    scope: &Scope,
    cache: &mut Cache,
    diags: &mut Diagnostics,
) -> Documents {
    let mut lost = Lost::default();
    lost::unread(sources, config, &mut lost);
    let (groups, pieces) = groups(sources, config, &mut lost, diags);
    let of_roles = groups.iter().filter(|group| group.kind == FileKind::Role);
    let roles: BTreeSet<RoleId> = of_roles.map(|group| RoleId::new(&group.id)).collect();
    let plain = Context { config, scope, roles: &roles, terms: None, language: config.default_language() };
    let read_all = |places: Vec<usize>, base: &Hash, context: &Context<'_>| -> Vec<(usize, Read)> {
        places.into_par_iter().map(|at| (at, groups[at].take(base, sources, context, cache))).collect()
    };
    // The glossary and the tables come first: every other text is searched for its words, and may show their cells.
    let is_first = |at: &usize| groups[*at].kind == FileKind::Glossary || groups[*at].kind.row().has_data;
    let (first, others): (Vec<usize>, Vec<usize>) = (0..groups.len()).partition(is_first);
    let mut read = read_all(first, &fingerprint(sources, config, scope, &roles, None), &plain);
    let glossary = read.iter().find(|(at, _)| groups[*at].kind == FileKind::Glossary);
    let terms = glossary.and_then(|(_, (_, _, document, _))| document.as_deref());
    let terms = terms.map(|document| Arc::new(glossary::terms(document, &plain)));
    let facts = Arc::new(facts_of(&groups, &read, config));
    let config = &config.with_facts(facts.clone());
    let context = Context { config, terms: terms.as_deref(), ..plain };
    let base = fingerprint(sources, config, scope, &roles, terms.as_deref());
    read.extend(read_all(others, &base, &context));
    read.sort_by_key(|(at, _)| *at);
    let read: Vec<Read> = read.into_iter().map(|(_, read)| read).collect();
    let of_pieces =
        pieces.par_iter().map(|path| piece(path, &base, sources, &context, cache)).collect::<Vec<_>>();
    let (mut list, mut found) = (Vec::with_capacity(read.len()), Vec::new());
    for ((path, _, document, diags), group) in read.iter().zip(&groups) {
        match document {
            Some(document) => list.push(document.clone()),
            None => group.lose(sources, &mut lost),
        }
        if !diags.is_empty() {
            found.push((path.clone(), diags.clone()));
        }
    }
    found.extend(of_pieces.iter().map(|(path, _, _, diags)| (path.clone(), diags.clone())));
    cache.keep_documents(read.into_iter().chain(of_pieces));
    Documents { list, lost, role_ids: roles, pieces, terms, facts, found }
}

/// What came of a file: its path, what it was read from, and what is wrong with it.
type Read = (RelPath, Hash, Option<Arc<Document>>, Diagnostics);

/// The cells of the tables among what was read.
fn facts_of(groups: &[Group], read: &[(usize, Read)], config: &Config) -> facts::Facts {
    let mut facts = facts::Facts::default();
    let mut hasher = blake3::Hasher::new();
    for (at, (path, key, document, _)) in read.iter().filter(|(at, _)| groups[*at].kind.row().has_data) {
        hasher.update(path.as_str().as_bytes()).update(key);
        let Some(document) = document else {
            facts.lost.insert(groups[*at].id.clone());
            continue;
        };
        let versions = document.versions.iter().zip(&config.languages);
        let cells = versions
            .filter_map(|(version, language)| Some((language.clone(), version.as_ref()?.content.cells()?)));
        facts.tables.insert(groups[*at].id.clone(), cells.collect());
    }
    facts.hash = *hasher.finalize().as_bytes();
    facts
}

/// What is wrong in a piece, which no page tells that takes it in.
fn piece(
    path: &RelPath,
    base: &Hash,
    sources: &Sources,
    context: &Context<'_>,
    cache: &Cache,
) -> (RelPath, Hash, Option<Arc<Document>>, Diagnostics) {
    let mut hasher = blake3::Hasher::new();
    hasher.update(base).update(path.as_str().as_bytes());
    hasher.update(&sources.files.get(path.as_str()).expect(GROUPED).hash);
    include::hash(path, sources, &context.config.languages, &mut hasher);
    let key = *hasher.finalize().as_bytes();
    let known = cache.document(path, &key).map(|(_, diags)| diags);
    let diags = known.unwrap_or_else(|| {
        let tag = address::file_name(path.as_str(), &context.config.languages, &|_| false);
        let tag = tag.and_then(|name| name.language).unwrap_or(context.language);
        let language = context.config.languages.iter().find(|own| own.eq_ignore_ascii_case(tag));
        let context = Context { language: language.map_or(context.language, String::as_str), ..*context };
        let mut diags = Diagnostics::default();
        markdown_page("index", path, sources, &context, &mut BTreeSet::new(), &mut diags);
        diags
    });
    (path.clone(), key, None, diags)
}

/// Reads a document again after an edit of its files. Nothing when it cannot be read any more.
pub fn again(
    document: &Document,
    site: &Shape,
    sources: &Sources,
    cache: &mut Cache,
) -> Option<(Arc<Document>, Diagnostics)> {
    let (config, scope, roles) = (&site.config, &Scope::WHOLE, &site.role_ids);
    let group = Group::of(document);
    let is_foreign = |path: &RelPath| {
        sources.text(path.as_str()).is_none_or(|text| foreign::file(path.as_str(), text).is_some())
    };
    if group.files.values().chain(group.data.values()).any(is_foreign) {
        return None;
    }
    let terms = site.terms.as_deref();
    let context = Context { config, scope, roles, terms, language: config.default_language() };
    let key = group.key(&fingerprint(sources, config, scope, roles, terms), sources, config);
    let mut diags = Diagnostics::default();
    let read = group.read(sources, &context, &key, &mut diags).map(Arc::new);
    cache.keep_document(group.path, key, read.clone(), diags.clone());
    Some((read?, diags))
}

/// The files of one page: the original and its translations.
struct Group {
    /// The original's file.
    path: RelPath,
    id: String,
    kind: FileKind,
    address: OutPath,
    /// By language; the original is among them, unless it is all in a data file.
    files: BTreeMap<LanguageId, RelPath>,
    /// The files with its rows.
    data: BTreeMap<LanguageId, RelPath>,
    original: LanguageId,
}

const GROUPED: &str = "a group is made of files that are there";

/// The files that make one page.
#[derive(Default)]
struct Files {
    written: BTreeMap<LanguageId, RelPath>,
    data: BTreeMap<LanguageId, RelPath>,
}

/// Puts translations beside their originals and names the files that are neither; pieces are no pages.
fn groups(
    sources: &Sources,
    config: &Config,
    lost: &mut Lost,
    diags: &mut Diagnostics,
) -> (Vec<Group>, Vec<RelPath>) {
    let mut pieces = Vec::new();
    let mut groups: BTreeMap<(OutPath, FileKind), Files> = BTreeMap::new();
    let mut ids: BTreeMap<(OutPath, FileKind), String> = BTreeMap::new();
    for (path, file) in sources.files.iter() {
        if !is_content(path, file, sources, config, lost, diags) {
            continue;
        }
        // Any other YAML file is an attachment, or has a misspelt name; `check` tells which.
        let Some(name) =
            address::file_name(path.as_str(), &config.languages, &|path| sources.files.contains_key(path))
        else {
            lost::note_kind(path, sources, config, lost);
            continue;
        };
        if name.kind == FileKind::Page && include::is_piece(path.as_str()) {
            pieces.push(path.clone());
            continue;
        }
        let language = match name.language {
            None => LanguageId(0),
            Some(tag) => match config.languages.iter().position(|own| own.eq_ignore_ascii_case(tag)) {
                Some(at) => LanguageId(at),
                None => {
                    unknown_language(path, tag, sources, config, lost, diags);
                    continue;
                }
            },
        };
        let mut address = address::address(path.as_str(), &name);
        // A README beside an index is a page of its own.
        if address::is_index(&name) && !name.id.eq_ignore_ascii_case("index") && has_index(path, sources) {
            address = OutPath::new(&address.as_str().replace("index.html", &format!("{}.html", name.id)));
        }
        let id = if address::is_index(&name) { "index" } else { name.id };
        let key = (address, name.kind);
        ids.entry(key.clone()).or_insert_with(|| id.to_owned());
        let of_page = groups.entry(key.clone()).or_default();
        let files = if name.is_data { &mut of_page.data } else { &mut of_page.written };
        if let Some(other) = files.get(&language) {
            let problem =
                Problem::PathCollision { other: Rival::File(other.to_string()), address: key.0.to_string() };
            let span = Span::file(path.shared());
            lost.add_file(path.as_str(), &span);
            diags.push(span, problem);
        } else {
            files.insert(language, path.clone());
        }
    }
    let group = |((address, kind), files): ((OutPath, FileKind), Files)| {
        let id = ids[&(address.clone(), kind)].clone();
        let Files { written: files, data } = files;
        let first = files.first_key_value().or_else(|| data.first_key_value());
        let (original, path) =
            first.map(|(language, path)| (*language, path.clone())).expect("a group has a file");
        Group { path, id, kind, address, files, data, original }
    };
    (groups.into_iter().map(group).collect(), pieces)
}

/// Whether a file may be one of ours by where it is and what it begins with.
fn is_content(
    path: &RelPath,
    file: &source::SourceFile,
    sources: &Sources,
    config: &Config,
    lost: &mut Lost,
    diags: &mut Diagnostics,
) -> bool {
    let is_theme = path.as_str().starts_with(THEME_FOLDER);
    if !is_theme && lost::note_ending(path, sources, config, lost, diags) {
        return false;
    }
    if is_theme || path.as_str() == config::FILE || !matches!(file.content, source::Content::Text(_)) {
        return false;
    }
    let Some(problem) = sources.text(path.as_str()).and_then(|text| foreign::file(path.as_str(), text))
    else {
        return true;
    };
    let span = Span::file(path.shared());
    lost.add_file(path.as_str(), &span);
    diags.push(span, problem);
    false
}

/// Reports a translation into a language that the site does not have.
fn unknown_language(
    path: &RelPath,
    tag: &str,
    sources: &Sources,
    config: &Config,
    lost: &mut Lost,
    diags: &mut Diagnostics,
) {
    let near = own_language(path, tag, sources, config);
    let span = Span::file(path.shared());
    lost.add_file(path.as_str(), &span);
    if let Some(near) = &near {
        let slash = if path.folder().is_empty() { "" } else { "/" };
        lost::of_file(&format!("{}{slash}{near}", path.folder()), &span, config, lost);
    }
    let problem = Problem::TranslationUnknown { language: tag.to_owned(), near };
    diags.push_after(config.lost("languages").as_ref(), span, problem);
}

fn has_index(path: &RelPath, sources: &Sources) -> bool {
    let slash = if path.folder().is_empty() { "" } else { "/" };
    let beside = |name: &str| sources.files.contains_key(format!("{}{slash}{name}", path.folder()).as_str());
    ["index.md", "index.MD", "Index.md", "INDEX.MD"].into_iter().any(beside)
}

/// The name of a file whose language is written in another way than the site's: `x.zh.md` -> `x.md` or `x.zh-CN.md`.
fn own_language(path: &RelPath, tag: &str, sources: &Sources, config: &Config) -> Option<String> {
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    let own = config.languages.iter().find(|own| primary(own) == primary(tag))?;
    let with = |middle: &str| {
        let name = path.name().replacen(&format!(".{tag}."), middle, 1);
        let slash = if path.folder().is_empty() { "" } else { "/" };
        let is_free = !sources.files.contains_key(format!("{}{slash}{name}", path.folder()).as_str());
        is_free.then_some(name)
    };
    // The first language needs no tag.
    let plain = if config.languages.first() == Some(own) { with(".") } else { None };
    plain.or_else(|| with(&format!(".{own}.")))
}

/// Everything that reading a file depends on, beside the file.
fn fingerprint(
    sources: &Sources,
    config: &Config,
    scope: &Scope,
    roles: &BTreeSet<RoleId>,
    terms: Option<&Terms>,
) -> Hash {
    let mut hasher = blake3::Hasher::new();
    if let Some(terms) = terms {
        hasher.update(&terms.hash);
    }
    if let Some(file) = sources.files.get(config::FILE) {
        hasher.update(&file.hash);
    }
    let own = config.languages.iter().map(String::as_str).chain(roles.iter().map(RoleId::as_str));
    for part in
        own.chain([if scope.is_whole() { "" } else { "for" }]).chain(scope.roles().map(RoleId::as_str))
    {
        hasher.update(part.as_bytes());
        hasher.update(b"\0");
    }
    *hasher.finalize().as_bytes()
}

impl Group {
    fn of(document: &Document) -> Group {
        let Document { path, id, kind, address, files, data, original, .. } = document.clone();
        Group { path, id, kind, address, files, data, original }
    }

    /// Reads it, or takes what the same files gave before.
    fn take(&self, base: &Hash, sources: &Sources, context: &Context<'_>, cache: &Cache) -> Read {
        let key = self.key(base, sources, context.config);
        let (document, diags) = cache.document(&self.path, &key).unwrap_or_else(|| {
            let mut diags = Diagnostics::default();
            let document = self.read(sources, context, &key, &mut diags).map(Arc::new);
            (document, diags)
        });
        (self.path.clone(), key, document, diags)
    }

    /// Enters the names of a document that could not be read.
    fn lose(&self, sources: &Sources, lost: &mut Lost) {
        let cause = Span::file(self.path.shared());
        for path in self.files.values().chain(self.data.values()) {
            lost.add_file(path.as_str(), &cause);
        }
        lost.add_thing(self.kind, &self.id, &cause);
        if self.kind == FileKind::Bank
            && let Some(text) = sources.text(self.path.as_str())
        {
            lost::questions(text, &cause, lost);
        }
    }

    fn key(&self, base: &Hash, sources: &Sources, config: &Config) -> Hash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(base);
        let names_cells = |path: &RelPath| {
            sources.text(path.as_str()).is_some_and(|text| {
                (text.contains("{{") && text.contains("table.")) || text.contains("::: include")
            })
        };
        if self.files.values().any(names_cells) {
            hasher.update(&config.facts.hash);
        }
        // The same file gets another address when an index comes to stand beside a README.
        hasher.update(self.address.as_str().as_bytes()).update(b"\0");
        for (language, path) in self.files.iter().chain(&self.data) {
            hasher.update(&language.0.to_le_bytes());
            hasher.update(path.as_str().as_bytes());
            hasher.update(&sources.files.get(path.as_str()).expect(GROUPED).hash);
        }
        if self.kind == FileKind::Page {
            self.files.values().for_each(|path| include::hash(path, sources, &config.languages, &mut hasher));
        }
        *hasher.finalize().as_bytes()
    }

    fn read(
        &self,
        sources: &Sources,
        context: &Context<'_>,
        key: &Hash,
        diags: &mut Diagnostics,
    ) -> Option<Document> {
        let languages = &context.config.languages;
        let context = |language: LanguageId| Context { language: &languages[language.0], ..*context };
        let mut versions: Vec<Option<Version>> = vec![None; languages.len()];
        let mut includes = BTreeSet::new();
        if self.kind == FileKind::Page {
            for (language, path) in &self.files {
                versions[language.0] =
                    markdown_page(&self.id, path, sources, &context(*language), &mut includes, diags);
            }
            self.inherit(&mut versions);
            self.compare_headings(&versions, diags);
        } else {
            if self.original.0 != 0 {
                let original =
                    self.path.as_str().replacen(&format!(".{}", languages[self.original.0]), "", 1);
                diags.push(Span::file(self.path.shared()), Problem::TranslationOrphan { original });
            }
            let original = self.tree(self.original, None, sources, diags)?;
            for (at, version) in versions.iter_mut().enumerate() {
                *version =
                    self.yaml_page(LanguageId(at), &original, sources, &context(LanguageId(at)), diags);
            }
        }
        versions[self.original.0].as_ref()?;
        let Group { path, id, kind, address, original, .. } = self;
        Some(Document {
            path: path.clone(),
            id: id.clone(),
            kind: *kind,
            address: address.clone(),
            original: *original,
            versions,
            files: self.files.clone(),
            data: self.data.clone(),
            includes,
            hash: *key,
        })
    }

    /// Links to headings lead from one language to another by the order of the headings.
    fn compare_headings(&self, versions: &[Option<Version>], diags: &mut Diagnostics) {
        let headings = |version: &Version| match &version.content {
            Content::Page(prose) => prose.facts.clone(),
            _ => Arc::default(),
        };
        let Some(original) = versions[self.original.0].as_ref().map(headings) else { return };
        let levels = |facts: &Facts| facts.headings.iter().map(|heading| heading.level).collect::<Vec<_>>();
        let wanted = levels(&original);
        for version in versions.iter().flatten().filter(|version| version.path != self.path) {
            let facts = headings(version);
            let found = levels(&facts);
            if found == wanted {
                continue;
            }
            let same = found.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
            let Content::Page(prose) = &version.content else { continue };
            let heading = facts.headings.get(same).or(facts.headings.last());
            let at =
                heading.and_then(|heading| Some((prose.text().find(&heading.title)?, heading.title.len())));
            let place =
                at.map_or_else(|| Span::file(version.path.shared()), |(at, len)| prose.place(at..at + len));
            let problem = Problem::TranslationHeadings { original: wanted.len(), found: found.len() };
            diags.push(place, problem);
        }
    }

    /// A translation takes over from its original what it does not say itself.
    fn inherit(&self, versions: &mut [Option<Version>]) {
        let Some(original) = versions[self.original.0].as_ref().map(|version| version.head.clone()) else {
            return;
        };
        for (at, version) in versions.iter_mut().enumerate() {
            let Some(version) = version.as_mut().filter(|_| at != self.original.0) else { continue };
            let own = std::mem::replace(&mut version.head, original.clone());
            let head = &mut version.head;
            head.title = own.title;
            head.summary = own.summary;
            head.span = own.span;
            head.aliases = own.aliases;
            head.minutes = own.minutes;
            head.draft = own.draft;
            if own.verified.is_some() {
                head.verified = own.verified;
            }
            if !own.tags.is_empty() {
                head.tags = own.tags;
            }
            if !own.changes.is_empty() {
                head.changes = own.changes;
            }
        }
        versions.iter_mut().for_each(|version| {
            if version.as_ref().is_some_and(|version| version.head.draft && version.path != self.path) {
                *version = None;
            }
        });
    }

    fn yaml_page(
        &self,
        language: LanguageId,
        original: &Node,
        sources: &Sources,
        context: &Context<'_>,
        diags: &mut Diagnostics,
    ) -> Option<Version> {
        let of_language = self.files.get(&language).or_else(|| self.data.get(&language));
        let translation = of_language.filter(|_| language != self.original);
        let laid = match translation {
            Some(_) => {
                let translated = self.tree(language, Some(original), sources, diags)?;
                let key = if self.kind.row().has_data { rows::key_of(original) } else { "id".to_owned() };
                overlay::lay(original, &translated, &key, diags)
            }
            None => original.clone(),
        };
        // Rows alone say no title.
        let name = if self.files.is_empty() { self.id.replace(['-', '_'], " ") } else { String::new() };
        let (head, content) = yaml_content(self.kind, &laid, &name, &self.path, context, diags)?;
        let path = translation.unwrap_or(&self.path).clone();
        let translated = language == self.original
            || translation.is_some()
            || is_spoken(self.kind, &laid, context.language);
        Some(Version { path, head, content, translated })
    }

    /// What is written in a language, with the rows of its data file.
    fn tree(
        &self,
        language: LanguageId,
        original: Option<&Node>,
        sources: &Sources,
        diags: &mut Diagnostics,
    ) -> Option<Node> {
        let written = match self.files.get(&language) {
            Some(path) => Some(tree(path, sources, diags)?),
            None => None,
        };
        let Some(data) = self.data.get(&language) else { return written };
        let text = sources.text(data.as_str())?;
        rows::with_rows(written, original, data.shared(), text, diags)
    }
}

/// Whether the file itself gives its text in this language. A title alone does not make a translation of a file
/// that has a text of its own beside it.
fn is_spoken(kind: FileKind, node: &Node, language: &str) -> bool {
    match &node.value {
        Value::Map(entries) if !kind.row().has_only_names => {
            let text = |entry: &&yaml::Entry| !matches!(entry.key.as_str(), "title" | "summary");
            entries.iter().filter(text).any(|entry| speaks(&entry.value, language))
        }
        _ => speaks(node, language),
    }
}

/// Whether any value below is given by language, this one among them.
fn speaks(node: &Node, language: &str) -> bool {
    match &node.value {
        Value::Scalar(_) => false,
        Value::List(items) => items.iter().any(|item| speaks(item, language)),
        Value::Map(entries) => {
            entries.iter().any(|entry| entry.key == language || speaks(&entry.value, language))
        }
    }
}

fn tree(path: &RelPath, sources: &Sources, diags: &mut Diagnostics) -> Option<Node> {
    let text = sources.text(path.as_str())?;
    yaml::parse(path.shared(), text, 0..text.len(), diags)
}

fn yaml_content(
    kind: FileKind,
    node: &Node,
    name: &str,
    path: &RelPath,
    context: &Context<'_>,
    diags: &mut Diagnostics,
) -> Option<(Head, Content)> {
    let place = Span::file(path.shared());
    // A list is the short form of a kind whose file holds one list and says nothing else about itself.
    if let Value::List(items) = &node.value
        && let Some(content) = list_content(kind, items, context, diags)
    {
        return Some((head::empty("", place), content));
    }
    let fields = Fields::open(node, diags)?;
    let mut head = head::read(&fields, Keys::Yaml, context, name, diags);
    head.span = fields.key_span("title").unwrap_or(place);
    let content = match kind.row().list {
        Some(key) => {
            fields.require(key);
            // Without its list nobody can tell which questions a bank has.
            if kind == FileKind::Bank
                && !matches!(fields.node(key).map(|node| &node.value), Some(Value::List(_)))
            {
                fields.list(key, diags);
                fields.finish(&[], diags);
                return None;
            }
            list_content(kind, fields.list(key, diags), context, diags)?
        }
        None => match kind {
            FileKind::Role => role::read(&fields, context, diags),
            FileKind::Course => course::read(&fields, context, diags),
            FileKind::Quiz => quiz::read(&fields, diags),
            FileKind::Checklist => checklist::read(&fields, context, diags),
            FileKind::Table => match table::read(&fields, context, diags) {
                Some(table) => table,
                None => {
                    fields.finish(&[], diags);
                    return None;
                }
            },
            FileKind::Page | FileKind::Bank | FileKind::Faq | FileKind::Glossary | FileKind::Roster => {
                return None;
            }
        },
    };
    fields.finish(&[], diags);
    Some((head, content))
}

/// What a file holds that is one list.
fn list_content(
    kind: FileKind,
    items: &[Node],
    context: &Context<'_>,
    diags: &mut Diagnostics,
) -> Option<Content> {
    match kind {
        FileKind::Bank => Some(bank::read(items, context, diags)),
        FileKind::Faq => Some(faq::read(items, context, diags)),
        FileKind::Glossary => Some(glossary::read(items, context, diags)),
        FileKind::Roster => Some(roster::read(items, context, diags)),
        _ => None,
    }
}

/// `id` is that of its page. `includes` gets the files that it takes in.
fn markdown_page(
    id: &str,
    path: &RelPath,
    sources: &Sources,
    context: &Context<'_>,
    includes: &mut BTreeSet<RelPath>,
    diags: &mut Diagnostics,
) -> Option<Version> {
    let text: &Arc<str> = sources.text(path.as_str())?;
    let split = front_matter::split(path.shared(), text, diags);
    let node = split.matter.and_then(|range| yaml::parse(path.shared(), text, range, diags));
    let place = Span::file(path.shared());
    let head = node.as_ref().and_then(|node| {
        let fields = Fields::open(node, diags)?;
        let mut head = head::read(&fields, Keys::Page, context, "", diags);
        head.span = fields.key_span("title").unwrap_or_else(|| place.clone());
        let said = foreign::keys(&fields, &context.config.allowed_matter, diags);
        fields.finish(&said, diags);
        Some(head)
    });
    let mut head = head.unwrap_or_else(|| head::empty("", place.clone()));
    let woven = include::woven(path, text, &split.body, &head, sources, context, includes, diags);
    let body = match woven {
        Some(woven) => prose::of_woven(Span::new(path.shared(), split.body), woven, &head, context, diags),
        None => prose::of_file(path.shared(), text, split.body, &head, context, diags),
    };
    if head.title.is_empty() {
        head.title = body.facts.leading_title.clone().unwrap_or_else(|| title_of_name(id));
    }
    // A text that could not be decoded is empty here only, and has been reported.
    let is_read = !text.is_empty()
        || sources.files.get(path.as_str()).is_some_and(|file| file.hash == *blake3::hash(b"").as_bytes());
    if is_read && body.text().trim().is_empty() && id != "index" {
        diags.push(place, Problem::PageEmpty {});
    }
    Some(Version { path: path.clone(), head, content: Content::Page(body), translated: true })
}

/// `month-end` -> `month end`; an index is named after its folder by `assemble`.
fn title_of_name(id: &str) -> String {
    if id == "index" { String::new() } else { id.replace(['-', '_'], " ") }
}
