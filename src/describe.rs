//! What things are called and how they are described: titles, summaries, and what tells one text from another.
//!
//! In: the site, and the theme for its interface texts. Out: words in the reader's language. Not here: addresses, HTML.

use crate::model::page::{Change, Content, Page};
use crate::model::{LanguageId, SectionId, Site, nav};
use crate::theme::Theme;
use crate::yaml::fields::LocalText;

/// Names in the reader's language.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    pub site: &'a Site,
    pub theme: &'a Theme,
    pub language: LanguageId,
}

impl<'a> Names<'a> {
    /// An interface text in the reader's language.
    pub fn text(self, key: &str) -> &'a str {
        self.theme.text(self.site.language(self.language), key)
    }

    /// The title of a page in the reader's language; one that gives none is called after its folder and kind.
    pub fn title(self, page: &Page) -> String {
        let own = &page.version(self.language).head.title;
        if !own.is_empty() {
            return own.clone();
        }
        if page.is_index() {
            return self.section_title(page.section);
        }
        let kind = self.text(&format!("kind_{}", page.kind().name)).to_owned();
        let section = self.section_title(page.section);
        if page.section.0 == 0 || section == kind { kind } else { format!("{section} · {kind}") }
    }

    /// The title of a folder: its index's, a usual one, or its name.
    pub fn section_title(self, section: SectionId) -> String {
        let language = self.site.language(self.language);
        let own = self.site.section(section);
        let index = own.index.map(|index| &self.site.page(index).version(self.language).head.title);
        match index.filter(|title| !title.is_empty()) {
            Some(title) => title.clone(),
            None if section.0 == 0 => self.site.config.title.get(language).text.clone(),
            // A usual name has a text of the theme.
            None => match self.text(&format!("folder_{}", own.name())) {
                "" => own.name().replace(['-', '_'], " "),
                usual => usual.to_owned(),
            },
        }
    }

    pub fn module_title(self, id: &str) -> String {
        let language = self.site.language(self.language);
        self.site
            .config
            .modules
            .get(id)
            .map_or_else(|| id.to_owned(), |title| title.get(language).text.clone())
    }

    pub fn tier_title(self, id: &str) -> String {
        let language = self.site.language(self.language);
        match (self.site.config.tiers.get(id), self.text(&format!("tier_{id}"))) {
            (Some(own), _) => own.get(language).text.clone(),
            (None, "") => id.to_owned(),
            (None, usual) => usual.to_owned(),
        }
    }

    /// A tag is a word of the writer's: in a language that has no other word for it, it stays as it is.
    pub fn tag_title(self, tag: &str) -> String {
        let language = self.site.language(self.language);
        let known = self.site.config.tags.get(tag);
        known
            .filter(|title| matches!(title, LocalText::One(_)) || title.has(language))
            .map_or_else(|| tag.to_owned(), |title| title.get(language).text.clone())
    }

    /// From the root's first folder to the given one.
    pub fn crumbs(self, section: Option<SectionId>) -> Vec<String> {
        let mut crumbs = Vec::new();
        let mut at = section;
        while let Some(section) = at.filter(|section| section.0 != 0) {
            crumbs.push(self.section_title(section));
            at = self.site.section(section).parent;
        }
        crumbs.reverse();
        crumbs
    }

    /// What a page says about itself in lists: its summary, else how its text begins.
    pub fn summary(self, page: &Page) -> String {
        let version = page.version(self.language);
        match &version.content {
            _ if !version.head.summary.is_empty() => version.head.summary.clone(),
            Content::Page(prose) if !page.is_index() => prose.facts.lead.trim().to_owned(),
            _ => String::new(),
        }
    }
}

/// Changes when the text of a page does; the same in every language, and whatever its front matter says.
pub fn text_hash(page: &Page) -> String {
    match &page.original().content {
        // Windows ends its lines otherwise.
        Content::Page(prose) => short_hash(&prose.text().trim().replace('\r', "")),
        _ => String::new(),
    }
}

/// Changes when the newest change that asks for learning again does.
pub fn retrain_mark(page: &Page) -> String {
    let changes = page.original().head.changes.iter().filter(|change| change.retrain);
    let newest = changes.max_by(|a, b| nav::natural(&a.version, &b.version));
    newest.map_or_else(String::new, change_mark)
}

pub fn change_mark(change: &Change) -> String {
    short_hash(&format!("{}\n{}", change.version, change.text))
}

/// Changes when the text below a heading does, with all that belongs to it; empty where there is no such heading.
pub fn section_hash(page: &Page, anchor: &str) -> String {
    let Content::Page(prose) = &page.original().content else { return String::new() };
    let level_of =
        |id: &str| prose.facts.headings.iter().find(|heading| heading.id == id).map(|heading| heading.level);
    let Some(level) = level_of(anchor) else { return String::new() };
    let mut parts = prose.facts.words.parts.iter().skip_while(|part| part.anchor != anchor);
    let first = parts.next();
    let inner = parts.take_while(|part| level_of(&part.anchor).is_none_or(|other| other > level));
    let texts = first.into_iter().chain(inner).map(|part| format!("{}\n{}", part.title, part.text));
    short_hash(&texts.collect::<Vec<_>>().join("\n"))
}

/// Eight hexadecimal digits.
pub fn short_hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().as_str()[..8].to_owned()
}

/// A number as a person writes it: `2`, `2.5`.
pub fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
