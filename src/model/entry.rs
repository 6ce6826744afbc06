//! What pages hold, seen alike for all kinds: entries that can be linked to, found and checked.
//!
//! In: nothing. Out: two traits, implemented once by each kind: `Listing` by what a page holds, `Entry` by each thing in
//! it. Ids, roles, modules, `see`, links, fragments and search read a page through them. Not here: what only one kind has.

use crate::diag::Problem;
use crate::model::prose::Prose;
use crate::model::session::Session;
use crate::yaml::fields::Text;

/// What a page of a kind holds.
pub trait Listing {
    /// In the order of the page.
    fn entries(&self) -> Box<dyn Iterator<Item = &dyn Entry> + '_> {
        Box::new(std::iter::empty())
    }

    /// The Markdown texts that belong to no entry.
    fn texts(&self, _visit: &mut dyn FnMut(&Prose)) {}

    /// Whether the page shows something under this fragment.
    fn has_anchor(&self, anchor: &str) -> bool {
        self.entries().any(|entry| entry.anchor() == anchor)
    }

    /// Every fragment of the page, for "did you mean".
    fn anchors(&self) -> Vec<&str> {
        self.entries().map(Entry::anchor).collect()
    }

    /// What search reads of the page itself.
    fn said(&self) -> Vec<Said<'_>> {
        Vec::new()
    }

    /// The roles that are named beside those of the front matter and of entries.
    fn roles(&self) -> &[Text] {
        &[]
    }

    fn modules(&self) -> &[Text] {
        &[]
    }

    fn tier(&self) -> Option<&Text> {
        None
    }

    /// When and where it is taught.
    fn sessions(&self) -> &[Session] {
        &[]
    }

    /// Minutes it takes, where that is not a matter of reading.
    fn minutes(&self) -> Option<u32> {
        None
    }

    /// What to report where it holds nothing.
    fn emptiness(&self) -> Option<Problem> {
        None
    }
}

/// One thing in a page: a question, a term, an item of a checklist.
pub trait Entry {
    /// The fragment under which the page shows it.
    fn anchor(&self) -> &str;

    /// Its id, where that is used once in the whole site.
    fn id(&self) -> Option<&Text> {
        None
    }

    fn title(&self) -> Said<'_>;

    /// Other names of the same thing.
    fn names(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Paths from the project's root.
    fn see(&self) -> &[Text] {
        &[]
    }

    fn roles(&self) -> &[Text] {
        &[]
    }

    fn modules(&self) -> &[Text] {
        &[]
    }

    /// Entries inside this one, whose ids are told apart in it only.
    fn parts(&self) -> Vec<&dyn Entry> {
        Vec::new()
    }

    /// Every Markdown text, in reading order; those that a reader sees only later too.
    fn texts(&self, _visit: &mut dyn FnMut(&Prose)) {}

    /// What search reads of it below the title. What is hidden until a question is answered is none of it: a result
    /// would show it.
    fn said(&self) -> Vec<Said<'_>>;
}

/// A text that search reads and shows.
pub enum Said<'a> {
    Plain(&'a str),
    /// One line of several.
    Words(Vec<&'a str>),
    /// One line of the cells of a row.
    Cells(Vec<&'a str>),
    /// Line by line.
    Prose(&'a Prose),
    /// As one line.
    Line(&'a Prose),
    /// Each as one line, sorted by their words: the order of the file says what is right.
    Unordered(Vec<&'a Prose>),
    Entry(&'a dyn Entry),
}
