//! The whole site, and the ids by which its parts refer to each other.

use crate::config::Config;
use crate::model::address::OutPath;
use crate::model::ids::{
    BankId, CourseId, LanguageId, PageId, QuestionId, QuestionPlace, QuizId, RoleId, SectionId,
};
use crate::model::kinds::FileKind;
use crate::model::links::{Found, Links};
use crate::model::lost::Lost;
use crate::model::nav::Section;
use crate::model::page::{Content, Page};
use crate::model::prose::{Link, Prose};
use crate::model::quiz::paper::{Draw, Paper};
use crate::model::quiz::question::Question;
use crate::model::terms::Terms;
use crate::source::RelPath;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Deref;
use std::sync::Arc;

/// A picture, a video or an attachment that a page may link to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Width and height in pixels, for pictures.
    pub size: Option<(u32, u32)>,
    /// A picture of lines and areas in a colour for any ground, which may be turned for the dark.
    pub is_drawing: bool,
    /// A browser that opens it may run a script of it.
    pub runs: bool,
    /// A YAML file whose name tells no kind.
    pub is_yaml: bool,
}

/// The whole site: made by `assemble` only, read by everything after it. A clone shares everything but the list of pages.
#[derive(Clone, Debug)]
pub struct Site {
    /// In the order of the menu.
    pub pages: Vec<Page>,
    /// Where every link leads.
    pub links: Links,
    pub shape: Arc<Shape>,
}

/// What a site is apart from the texts of its pages: an edit that changes a text alone leaves it as it is.
#[derive(Debug)]
pub struct Shape {
    pub config: Config,
    /// Every source folder that holds a page, and the section it became.
    pub folders: HashMap<String, SectionId>,
    /// The first is the root.
    pub sections: Vec<Section>,
    /// Every source file of every page, translations too.
    pub by_path: HashMap<RelPath, PageId>,
    pub drafts: BTreeSet<RelPath>,
    /// Markdown files that are no pages.
    pub pieces: Vec<RelPath>,
    /// Every file that some page takes in by `::: include`.
    pub included: BTreeSet<RelPath>,
    /// Made for some roles alone; the whole was checked before.
    pub is_part: bool,
    /// Files of pages that are not for those roles.
    pub left_out: BTreeSet<RelPath>,
    pub assets: BTreeMap<RelPath, Asset>,
    /// What is referred to by an id, kind by kind.
    pub named: BTreeMap<FileKind, BTreeMap<String, PageId>>,
    pub roles: BTreeMap<RoleId, PageId>,
    pub courses: BTreeMap<CourseId, PageId>,
    pub quizzes: BTreeMap<QuizId, PageId>,
    pub banks: BTreeMap<BankId, PageId>,
    pub questions: BTreeMap<QuestionId, QuestionPlace>,
    /// Of every file of a role, of those that cannot be read too.
    pub role_ids: BTreeSet<RoleId>,
    /// The words of the glossary.
    pub terms: Option<Arc<Terms>>,
    /// What is known by name only.
    pub lost: Lost,
}

impl Deref for Site {
    type Target = Shape;

    fn deref(&self) -> &Shape {
        &self.shape
    }
}

impl Site {
    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0]
    }

    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0]
    }

    pub fn language(&self, id: LanguageId) -> &str {
        &self.config.languages[id.0]
    }

    pub fn languages(&self) -> impl Iterator<Item = LanguageId> + use<> {
        (0..self.config.languages.len()).map(LanguageId)
    }

    pub fn page_ids(&self) -> impl Iterator<Item = PageId> + use<> {
        (0..self.pages.len()).map(PageId)
    }

    /// The glossary's page and its words, where the site has them.
    pub fn glossary(&self) -> Option<(PageId, &Terms)> {
        let terms = self.terms.as_deref()?;
        Some((*self.by_path.get(&terms.path)?, terms))
    }

    /// The address of a page in a language: the default language stands at the root, the others below their tag.
    pub fn address(&self, page: PageId, language: LanguageId) -> OutPath {
        self.in_language(&self.page(page).address, language)
    }

    /// Where the target of a link in a text leads. Nothing for one that was not there when the text was read.
    pub fn link_of(&self, prose: &Prose, target: &str) -> Option<&Found> {
        let page = self.by_path.get(&*prose.origin.span.file)?;
        self.links.of_page(*page).get(prose, target)
    }

    /// Every link and picture of a text, with where it leads.
    pub fn links_of<'s>(&'s self, prose: &'s Prose) -> impl Iterator<Item = (&'s Link, &'s Found)> {
        let links = self.by_path.get(&*prose.origin.span.file).map(|page| self.links.of_page(*page));
        links.into_iter().flat_map(|links| links.of_text(prose))
    }

    /// The pages that lead to a page, in the order of the menu; itself is none of them.
    pub fn backlinks(&self, page: PageId) -> impl Iterator<Item = PageId> {
        self.links.back(page)
    }

    /// The pages of the roles, in the order of the menu.
    pub fn role_pages(&self) -> Vec<PageId> {
        let mut roles: Vec<PageId> = self.roles.values().copied().collect();
        roles.sort_unstable();
        roles
    }

    pub fn in_language(&self, address: &OutPath, language: LanguageId) -> OutPath {
        match language.0 {
            0 => address.clone(),
            _ => OutPath::new(&format!("{}/{}", self.language(language), address.as_str())),
        }
    }

    /// Where a folder's page stands, with or without an index of the writer's.
    pub fn section_address(&self, section: SectionId, language: LanguageId) -> OutPath {
        let own = self.section(section);
        match own.index {
            Some(index) => self.address(index, language),
            None if own.folder.is_empty() => self.in_language(&OutPath::new("index.html"), language),
            None => self.in_language(&OutPath::new(&format!("{}/index.html", own.folder)), language),
        }
    }

    /// The question of this id, in this language.
    pub fn question(&self, id: &str, language: LanguageId) -> Option<&Question> {
        let place = self.questions.get(id)?;
        self.page(place.page).version(language).content.questions()?.get(place.index)
    }

    /// The question as it was first written: what it means does not change with the reader's language.
    pub fn as_written<'s>(&'s self, question: &'s Question) -> &'s Question {
        let place = self.questions.get(question.id.as_str());
        let written =
            place.and_then(|place| self.page(place.page).original().content.questions()?.get(place.index));
        written.unwrap_or(question)
    }

    /// The questions that a draw of a paper can take.
    pub fn fitting<'s>(&'s self, paper: &'s Paper, draw: &'s Draw) -> Vec<&'s Question> {
        let bank = self.banks.get(draw.from.as_str()).map(|page| &self.page(*page).original().content);
        match bank {
            Some(Content::Bank(bank)) => paper.fitting(draw, bank).collect(),
            _ => Vec::new(),
        }
    }

    /// Every question that a paper may ask, each once: the fixed ones first.
    pub fn asked<'s>(&'s self, paper: &'s Paper, language: LanguageId) -> Vec<&'s Question> {
        let drawn = paper.draws.iter().flat_map(|draw| self.fitting(paper, draw));
        let ids = paper.questions.iter().map(|id| id.as_str()).chain(drawn.map(|own| own.id.as_str()));
        let mut seen = BTreeSet::new();
        ids.filter(|id| seen.insert(*id)).filter_map(|id| self.question(id, language)).collect()
    }
}
