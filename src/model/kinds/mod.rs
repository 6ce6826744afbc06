//! The kinds of content, one row each: how a file says its kind, and what the program does with pages of it.
//!
//! In: nothing. Out: `KINDS`, read by whatever treats kinds differently: names of files, the menu, the pager, search,
//! `rolebook new`, messages. What a page of a kind holds is in a file of its own, as plain data.

mod bank;
pub mod checklist;
pub mod course;
pub mod faq;
pub mod glossary;
mod quiz;
pub mod role;
pub mod roster;
pub mod table;

use crate::config::facts::Cells;
use crate::model::entry::Listing;
use crate::model::prose::Prose;
use crate::model::quiz::paper::Paper;
use crate::model::quiz::question::Bank;
use checklist::Checklist;
use course::Course;
use faq::Faq;
use glossary::Glossary;
use role::Role;
use roster::Roster;
use serde::{Serialize, Serializer};
use table::Table;

/// The kind that a file's name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    Page,
    Role,
    Course,
    Quiz,
    Bank,
    Faq,
    Checklist,
    Glossary,
    Roster,
    Table,
}

/// What a page holds: one variant for each kind of content.
#[derive(Clone, Debug)]
pub enum Content {
    Page(Prose),
    Role(Role),
    Course(Course),
    Quiz(Paper),
    Bank(Bank),
    Faq(Faq),
    Checklist(Checklist),
    Glossary(Glossary),
    Roster(Roster),
    Table(Table),
}

impl Content {
    pub fn listing(&self) -> &dyn Listing {
        match self {
            Content::Page(prose) => prose,
            Content::Role(role) => role,
            Content::Course(course) => course,
            Content::Quiz(paper) => paper,
            Content::Bank(bank) => bank,
            Content::Faq(faq) => faq,
            Content::Checklist(checklist) => checklist,
            Content::Glossary(glossary) => glossary,
            Content::Roster(roster) => roster,
            Content::Table(table) => table,
        }
    }

    /// The cells that texts can name, of a kind that has any.
    pub fn cells(&self) -> Option<Cells> {
        match self {
            Content::Table(table) => Some(table.named_cells()),
            _ => None,
        }
    }

    pub fn kind(&self) -> FileKind {
        match self {
            Content::Page(_) => FileKind::Page,
            Content::Role(_) => FileKind::Role,
            Content::Course(_) => FileKind::Course,
            Content::Quiz(_) => FileKind::Quiz,
            Content::Bank(_) => FileKind::Bank,
            Content::Faq(_) => FileKind::Faq,
            Content::Checklist(_) => FileKind::Checklist,
            Content::Glossary(_) => FileKind::Glossary,
            Content::Roster(_) => FileKind::Roster,
            Content::Table(_) => FileKind::Table,
        }
    }
}

/// What a page is: what its file says, or what a Markdown file becomes by its place or its front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    /// The index of the root.
    Home,
    /// The index of a folder.
    Section,
    Scenario,
    Release,
    Of(FileKind),
}

/// A kind of page. Markdown files become pages of several kinds, every other kind of file of one.
#[derive(Debug)]
pub struct Kind {
    /// As templates, style sheets, icons, texts (`kind_NAME`), search and `rolebook new` call it.
    pub name: &'static str,
    pub page: PageKind,
    pub written: Written,
    /// Where its pages stand in the menu among those without a place of their own: what is read comes before what
    /// belongs to it.
    pub rank: u8,
    /// Other files refer to it by the name of its file, which has to be an id, and is used once.
    pub has_id: bool,
    /// Its rows may stand in a CSV file: `x.KIND.csv`, beside the YAML file or alone.
    pub has_data: bool,
    /// `::: KIND id` shows it inside another page.
    pub can_be_embedded: bool,
    /// The key of its one list; a file that says nothing else may be that list alone.
    pub list: Option<&'static str>,
    /// Its text is that of other pages, so that a title in another language is all of its translation.
    pub has_only_names: bool,
    pub pager: Pager,
    pub minutes: Minutes,
    /// `rolebook new` makes it.
    pub can_be_new: bool,
}

/// How the name of a file says its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// `x.md`
    Markdown,
    /// `x.KIND.yaml`
    Suffix,
    /// `FOLDER/x.yaml`
    Folder(&'static str),
    /// `NAME.yaml`, at the root only
    Alone(&'static str),
}

/// Whether readers turn its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pager {
    /// It leads to its neighbours, and they lead to it.
    Both,
    /// Its neighbours lead to it.
    Target,
    None,
}

/// What is said about the time that a page takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Minutes {
    /// Its own page and lists of pages say it.
    Said,
    /// It is counted where the page is a step; nobody reads such a page from one end to the other.
    Counted,
    /// Only what its writer gives counts.
    Given,
}

/// Every kind, in the order in which search offers them.
#[rustfmt::skip]
pub const KINDS: &[Kind] = &[
    Kind { name: "page", can_be_new: true, ..MARKDOWN },
    Kind { name: "scenario", page: PageKind::Scenario, can_be_new: true, ..MARKDOWN },
    Kind { name: "release", page: PageKind::Release, can_be_new: true, ..MARKDOWN },
    Kind { name: "section", page: PageKind::Section, minutes: Minutes::Counted, ..MARKDOWN },
    Kind { name: "home", page: PageKind::Home, pager: Pager::None, minutes: Minutes::Counted, ..MARKDOWN },
    Kind { name: "role", page: PageKind::Of(FileKind::Role), written: Written::Folder("roles"), has_id: true, has_only_names: true, pager: Pager::Target, minutes: Minutes::Given, ..YAML },
    Kind { name: "course", page: PageKind::Of(FileKind::Course), rank: 2, has_id: true, has_only_names: true, minutes: Minutes::Given, ..YAML },
    Kind { name: "quiz", page: PageKind::Of(FileKind::Quiz), rank: 3, has_id: true, has_only_names: true, ..YAML },
    Kind { name: "bank", page: PageKind::Of(FileKind::Bank), rank: 7, has_id: true, list: Some("questions"), pager: Pager::None, minutes: Minutes::Given, ..YAML },
    Kind { name: "faq", page: PageKind::Of(FileKind::Faq), rank: 4, list: Some("entries"), minutes: Minutes::Counted, ..YAML },
    Kind { name: "checklist", page: PageKind::Of(FileKind::Checklist), rank: 5, minutes: Minutes::Counted, ..YAML },
    Kind { name: "glossary", page: PageKind::Of(FileKind::Glossary), written: Written::Alone("glossary"), rank: 6, list: Some("terms"), minutes: Minutes::Given, ..YAML },
    Kind { name: "roster", page: PageKind::Of(FileKind::Roster), written: Written::Alone("roster"), rank: 6, list: Some("people"), minutes: Minutes::Given, ..YAML },
    Kind { name: "table", page: PageKind::Of(FileKind::Table), rank: 6, has_id: true, has_data: true, can_be_embedded: true, minutes: Minutes::Given, ..YAML },
];

const MARKDOWN: Kind = Kind {
    name: "page",
    page: PageKind::Of(FileKind::Page),
    written: Written::Markdown,
    rank: 1,
    has_id: false,
    has_data: false,
    can_be_embedded: false,
    list: None,
    has_only_names: false,
    pager: Pager::Both,
    minutes: Minutes::Said,
    can_be_new: false,
};

const YAML: Kind = Kind { written: Written::Suffix, can_be_new: true, ..MARKDOWN };

/// The kind of this name.
pub fn named(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// Whether a folder is the one that holds all files of a kind, as `roles` does.
pub fn is_folder(folder: &str) -> bool {
    KINDS.iter().any(|kind| matches!(kind.written, Written::Folder(own) if own == folder))
}

/// The kinds that stand in the name of a file before `.yaml`.
pub fn suffixes() -> impl Iterator<Item = &'static Kind> {
    KINDS.iter().filter(|kind| kind.written == Written::Suffix)
}

impl PageKind {
    pub fn row(self) -> &'static Kind {
        KINDS.iter().find(|kind| kind.page == self).expect("each kind of page has a row, a test looks for it")
    }

    /// As templates and style sheets name it.
    pub fn name(self) -> &'static str {
        self.row().name
    }
}

impl Serialize for PageKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl FileKind {
    /// Its row; of a Markdown file the one of a plain page.
    pub fn row(self) -> &'static Kind {
        PageKind::Of(self).row()
    }

    /// What its addresses end in.
    pub fn output(self) -> String {
        match self.row().written {
            Written::Suffix => format!(".{}.html", self.row().name),
            Written::Markdown | Written::Folder(_) | Written::Alone(_) => ".html".to_owned(),
        }
    }
}

impl Kind {
    /// The kind of the files that become such pages.
    pub fn file(&self) -> FileKind {
        match self.page {
            PageKind::Of(file) => file,
            PageKind::Home | PageKind::Section | PageKind::Scenario | PageKind::Release => FileKind::Page,
        }
    }

    /// A file of it as messages show it: `x.quiz.yaml`.
    pub fn example(&self) -> String {
        match self.written {
            Written::Markdown => "x.md".to_owned(),
            Written::Suffix => format!("x.{}.yaml", self.name),
            Written::Folder(folder) => format!("{folder}/x.yaml"),
            Written::Alone(name) => format!("{name}.yaml"),
        }
    }
}

/// The names of all kinds of YAML files, as a message lists them: those that may lie anywhere first.
pub fn examples() -> String {
    let (free, fixed): (Vec<&Kind>, Vec<&Kind>) = KINDS
        .iter()
        .filter(|kind| kind.written != Written::Markdown)
        .partition(|kind| kind.written == Written::Suffix);
    free.into_iter().chain(fixed).map(Kind::example).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{FileKind, KINDS, PageKind, named};

    #[test]
    fn each_kind_has_a_row_and_a_name_of_its_own() {
        for page in [PageKind::Home, PageKind::Section, PageKind::Scenario, PageKind::Release] {
            assert_eq!(page.row().file(), FileKind::Page);
        }
        for kind in KINDS {
            assert_eq!(named(kind.name).map(|own| own.page), Some(kind.page), "{}", kind.name);
            assert_eq!(kind.file().row().file(), kind.file());
        }
    }
}
