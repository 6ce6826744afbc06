//! Documents -> Site: addresses, sections, order, ids. The only constructor of a site.

use crate::config::{self, Config};
use crate::diag::{Diagnostics, Problem, nearest};
use crate::model::address::{self, OutPath, without_extension, without_number};
use crate::model::document::{Document, Documents};
use crate::model::findings::Findings;
use crate::model::ids::{BankId, CourseId, PageId, QuestionId, QuestionPlace, QuizId, RoleId, SectionId};
use crate::model::kinds::FileKind;
use crate::model::links::Links;
use crate::model::nav::{Entry, Section, natural};
use crate::model::page::{Content, Page, Version};
use crate::model::scope::Scope;
use crate::model::site::{Asset, Shape, Site};
use crate::model::{reduce, resolve};
use crate::source;
use crate::source::{RelPath, Sources};
use crate::yaml::fields::Text;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Builds the site from its documents.
pub fn site(
    documents: Documents,
    sources: &Sources,
    config: &Config,
    scope: &Scope,
    findings: &mut Findings,
) -> Site {
    let Documents { list, mut lost, role_ids, pieces, terms, facts, found } = documents;
    let included = list.iter().flat_map(|document| document.includes.iter().cloned()).collect();
    let config = &config.with_facts(facts);
    let (drafts, documents): (Vec<_>, Vec<_>) = list.into_iter().partition(|document| is_draft(document));
    drafts.iter().for_each(|draft| lost.add_draft(draft.kind, &draft.id));
    let (documents, left_out) = reduce::split(documents, scope);
    let mut sections = sections_of(&documents);
    let by_folder: HashMap<String, SectionId> =
        sections.iter().enumerate().map(|(at, section)| (section.folder.clone(), SectionId(at))).collect();
    let mut pages: Vec<Page> = documents.into_iter().map(|document| place(document, &by_folder)).collect();
    order(&mut pages, &mut sections, &mut findings.general);
    gather_roles(&pages, &mut sections);
    let folders = folders(&pages, &by_folder);
    let mut shape = Shape {
        config: config.clone(),
        is_part: !scope.is_whole(),
        by_path: paths(&pages),
        left_out: left_out.iter().flat_map(|document| all_files(document)).collect(),
        drafts: drafts.iter().flat_map(|document| all_files(document)).collect(),
        pieces,
        included,
        terms,
        assets: assets(sources),
        folders,
        sections,
        named: BTreeMap::new(),
        roles: BTreeMap::new(),
        courses: BTreeMap::new(),
        quizzes: BTreeMap::new(),
        banks: BTreeMap::new(),
        questions: BTreeMap::new(),
        role_ids,
        lost,
    };
    name_things(&pages, &mut shape);
    let mut site = Site { pages, links: Links::default(), shape: Arc::new(shape) };
    site.links = resolve::links(&site);
    for (path, diags) in found {
        findings.add_read(site.by_path.get(&path).copied(), diags);
    }
    site
}

fn is_draft(document: &Document) -> bool {
    document.versions[document.original.0].as_ref().is_none_or(|version| version.head.draft)
}

fn place(document: Arc<Document>, by_folder: &HashMap<String, SectionId>) -> Page {
    let section = by_folder[folder_of(&document.address)];
    Page { document, section }
}

fn folder_of(address: &OutPath) -> &str {
    address.as_str().rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Every folder on the way to a page, parents before children.
fn sections_of(documents: &[Arc<Document>]) -> Vec<Section> {
    let mut folders = BTreeSet::from([String::new()]);
    for document in documents {
        let mut folder = folder_of(&document.address);
        while !folder.is_empty() && folders.insert(folder.to_owned()) {
            folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
    }
    let index: BTreeMap<&str, usize> =
        folders.iter().enumerate().map(|(at, folder)| (folder.as_str(), at)).collect();
    let parent_of = |folder: &str| {
        let parent = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
        (!folder.is_empty()).then(|| SectionId(index[parent]))
    };
    folders
        .iter()
        .map(|folder| Section {
            folder: folder.clone(),
            parent: parent_of(folder),
            index: None,
            entries: Vec::new(),
            roles: Vec::new(),
        })
        .collect()
}

/// Sorts the pages into menu order, gives them their final ids and fills the sections.
fn order(pages: &mut Vec<Page>, sections: &mut [Section], diags: &mut Diagnostics) {
    let count = sections.len();
    let mut members: Vec<Vec<Member>> = (0..count).map(|_| Vec::new()).collect();
    let mut index: Vec<Option<usize>> = vec![None; count];
    for (at, page) in pages.iter().enumerate() {
        if page.is_index() && index[page.section.0].is_none() {
            index[page.section.0] = Some(at);
        } else {
            members[page.section.0].push(Member::of_page(at, page));
        }
    }
    for at in 1..count {
        let parent = sections[at].parent.expect("only the root has no parent");
        let weight = index[at].and_then(|page| pages[page].original().head.weight);
        let number = leading_number(sections[at].name(), index[at].map(|page| pages[page].path.folder()));
        let (sort, name) = (sections[at].name().to_owned(), sections[at].name().to_owned());
        members[parent.0].push(Member { what: What::Section(at), weight, number, rank: 0, sort, name });
    }
    for at in 0..count {
        let wanted: &[Text] = index[at].map_or(&[], |page| &pages[page].original().head.order);
        report_unknown(wanted, &members[at], diags);
        sort(&mut members[at], wanted);
    }
    // Depth first: the order in which a reader turns the pages.
    let mut sequence = Vec::with_capacity(pages.len());
    visit(0, &members, &index, &mut sequence);
    let mut new_id = vec![0; pages.len()];
    for (to, from) in sequence.iter().enumerate() {
        new_id[*from] = to;
    }
    let mut taken: Vec<Option<Page>> = std::mem::take(pages).into_iter().map(Some).collect();
    *pages = sequence.iter().map(|from| taken[*from].take().expect("each page is visited once")).collect();
    for (at, section) in sections.iter_mut().enumerate() {
        section.index = index[at].map(|page| PageId(new_id[page]));
        section.entries = members[at].iter().map(|member| member.entry(&new_id)).collect();
    }
}

/// Tells each section for whom it is, from the leaves up: children come after their parents.
fn gather_roles(pages: &[Page], sections: &mut [Section]) {
    for at in (0..sections.len()).rev() {
        let mut roles = BTreeSet::new();
        let mut for_everyone = false;
        for entry in &sections[at].entries {
            match entry {
                Entry::Page(page) => {
                    let own = &pages[page.0].original().head.roles;
                    for_everyone |= own.is_empty();
                    roles.extend(own.iter().map(RoleId::from));
                }
                Entry::Section(inner) => {
                    let own = &sections[inner.0].roles;
                    for_everyone |= own.is_empty();
                    roles.extend(own.iter().cloned());
                }
            }
        }
        sections[at].roles = if for_everyone { Vec::new() } else { roles.into_iter().collect() };
    }
}

/// A page or sub-section while its section is being sorted.
struct Member {
    what: What,
    weight: Option<i64>,
    /// The `01` of `01-receipt.md`.
    number: Option<u64>,
    /// Manual pages come before what belongs to them: course, quiz, FAQ, checklist, bank.
    rank: u8,
    sort: String,
    /// What `order` calls it.
    name: String,
}

enum What {
    Page(usize),
    Section(usize),
}

impl Member {
    fn of_page(at: usize, page: &Page) -> Member {
        let head = &page.original().head;
        Member {
            what: What::Page(at),
            weight: head.weight,
            number: leading_digits(page.path.name()),
            rank: page.kind.row().rank,
            sort: page.id.clone(),
            name: page.id.clone(),
        }
    }

    fn entry(&self, new_id: &[usize]) -> Entry {
        match self.what {
            What::Page(page) => Entry::Page(PageId(new_id[page])),
            What::Section(section) => Entry::Section(SectionId(section)),
        }
    }
}

fn leading_number(name: &str, source_folder: Option<&str>) -> Option<u64> {
    leading_digits(source_folder.map_or(name, |folder| folder.rsplit('/').next().unwrap_or(folder)))
}

fn leading_digits(name: &str) -> Option<u64> {
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    (without_number(name) != name).then(|| digits.parse().ok()).flatten()
}

/// `order` first, then weight, then leading numbers, then pages before folders… in natural order of names.
fn sort(members: &mut [Member], wanted: &[Text]) {
    let place = |member: &Member| {
        wanted.iter().position(|name| matches_order(&name.text, &member.name)).unwrap_or(usize::MAX)
    };
    members.sort_by(|a, b| {
        let key = |m: &Member| (place(m), m.weight.unwrap_or(i64::MAX), m.number.unwrap_or(u64::MAX), m.rank);
        key(a).cmp(&key(b)).then_with(|| natural(&a.sort, &b.sort))
    });
}

/// `order` may name a page with or without its ending.
fn matches_order(wanted: &str, name: &str) -> bool {
    let bare = wanted.trim_end_matches('/');
    let bare = without_extension(bare, &[".md", ".markdown", ".yaml", ".yml"]).unwrap_or(bare);
    bare == name || without_number(bare) == name || bare.split_once('.').is_some_and(|(stem, _)| stem == name)
}

fn report_unknown(wanted: &[Text], members: &[Member], diags: &mut Diagnostics) {
    for name in wanted {
        if !members.iter().any(|member| matches_order(&name.text, &member.name)) {
            let near = nearest(&name.text, members.iter().map(|member| member.name.as_str()));
            diags.push(name.span.clone(), Problem::OrderUnknown { name: name.text.clone(), near });
        }
    }
}

fn visit(section: usize, members: &[Vec<Member>], index: &[Option<usize>], sequence: &mut Vec<usize>) {
    sequence.extend(index[section]);
    for member in &members[section] {
        match member.what {
            What::Page(page) => sequence.push(page),
            What::Section(inner) => visit(inner, members, index, sequence),
        }
    }
}

fn files(versions: &[Option<Version>]) -> impl Iterator<Item = RelPath> + '_ {
    versions.iter().flatten().map(|version| version.path.clone())
}

fn all_files(document: &Document) -> impl Iterator<Item = RelPath> + '_ {
    files(&document.versions).chain(document.data.values().cloned())
}

fn paths(pages: &[Page]) -> HashMap<RelPath, PageId> {
    let mut paths = HashMap::with_capacity(pages.len());
    for (at, page) in pages.iter().enumerate() {
        paths.insert(page.path.clone(), PageId(at));
        paths.extend(files(&page.versions).chain(page.data.values().cloned()).map(|path| (path, PageId(at))));
    }
    paths
}

/// By the source folder, as links name it.
fn folders(pages: &[Page], by_folder: &HashMap<String, SectionId>) -> HashMap<String, SectionId> {
    let mut folders = HashMap::from([(String::new(), SectionId(0))]);
    for page in pages {
        let mut source = page.path.folder();
        while !source.is_empty() && !folders.contains_key(source) {
            let address = source.split('/').map(without_number).collect::<Vec<_>>().join("/");
            if let Some(section) = by_folder.get(&address) {
                folders.insert(source.to_owned(), *section);
            }
            source = source.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
    }
    folders
}

fn assets(sources: &Sources) -> BTreeMap<RelPath, Asset> {
    // A YAML file that is no content of ours can be linked to like any other file.
    let is_attachment = |path: &RelPath| {
        let name = path.name().to_ascii_lowercase();
        (name.ends_with(".yaml") || name.ends_with(".yml"))
            && path.as_str() != config::FILE
            && !path.as_str().starts_with("theme/")
            && address::file_name(path.as_str(), &[], &|_| false).is_none()
    };
    let of = |path: &RelPath, file: &source::SourceFile| match &file.content {
        source::Content::Asset { size, is_drawing, runs, .. } => {
            Some(Asset { size: *size, is_drawing: *is_drawing, runs: *runs, is_yaml: false })
        }
        source::Content::Text(_) if is_attachment(path) => {
            Some(Asset { size: None, is_drawing: false, runs: false, is_yaml: true })
        }
        source::Content::Text(_) | source::Content::Bytes(_) => None,
    };
    sources.files.iter().filter_map(|(path, file)| Some((path.clone(), of(path, file)?))).collect()
}

/// Enters every id in its table; the first in menu order keeps an id that is given twice (a rule reports the others).
fn name_things(pages: &[Page], shape: &mut Shape) {
    for (at, page) in pages.iter().enumerate() {
        if page.kind().has_id {
            shape.named.entry(page.kind).or_default().entry(page.id.clone()).or_insert(PageId(at));
        }
        let (id, at) = (page.id.as_str(), PageId(at));
        match page.kind {
            FileKind::Role => shape.roles.entry(RoleId::new(id)).or_insert(at),
            FileKind::Course => shape.courses.entry(CourseId::new(id)).or_insert(at),
            FileKind::Quiz => shape.quizzes.entry(QuizId::new(id)).or_insert(at),
            FileKind::Bank => shape.banks.entry(BankId::new(id)).or_insert(at),
            _ => continue,
        };
        if let Content::Bank(bank) = &page.original().content {
            for (index, question) in bank.questions.iter().enumerate() {
                let place = QuestionPlace { page: at, index };
                shape.questions.entry(QuestionId::from(&question.id)).or_insert(place);
            }
            bank.lost.iter().for_each(|id| shape.lost.add_question(&id.text, &id.span));
        }
    }
}
