//! Where the writing of one text stands, and the small steps that all parts of it take.

use crate::markdown::blocks::BlockKind;
use crate::markdown::context::Context;
use crate::markdown::html::Filter;
use crate::model::links::Resolved;
use crate::model::prose::Prose;
use crate::model::resolve;
use crate::render::page_cx::PageCx;
use crate::render::prose::elements::notes::Notes;
use crate::render::prose::elements::table::Table;
use crate::render::prose::template::{Chunk, Placeholder};
use crate::render::prose::terms::Terms;
use crate::render::prose::unbroken;
use crate::theme::frames::{Frame, Slot};
use pulldown_cmark::{CowStr, Event as Markdown, Tag};

pub(in crate::render::prose) struct Writer<'a, 'e> {
    pub(in crate::render::prose) cx: &'a PageCx<'a>,
    pub(in crate::render::prose) context: &'a Context<'a>,
    pub(in crate::render::prose) prose: &'a Prose,
    pub(in crate::render::prose) headings: std::vec::IntoIter<String>,
    /// The level-1 heading that opens the page is the page's title and not written again.
    pub(in crate::render::prose) skip_title: bool,
    pub(in crate::render::prose) filter: Filter,
    pub(in crate::render::prose) depth: usize,
    pub(in crate::render::prose) out: Vec<Chunk<'e>>,
    /// Open `:::` blocks.
    pub(in crate::render::prose) blocks: Vec<Opened<'a>>,
    pub(in crate::render::prose) collecting: Option<Collecting>,
    /// The id of the heading being written.
    pub(in crate::render::prose) heading: Option<String>,
    /// For each open link whether it was written.
    pub(in crate::render::prose) links: Vec<bool>,
    /// The link to another site that is open: where in `out` it begins, and its address.
    pub(in crate::render::prose) address: Option<(usize, String)>,
    /// Of each table to come, how wide its columns are.
    pub(in crate::render::prose) columns: std::vec::IntoIter<Vec<usize>>,
    /// For each open list the number of its next step, where it is one of a procedure.
    pub(in crate::render::prose) lists: Vec<Option<u64>>,
    pub(in crate::render::prose) in_paragraph: bool,
    pub(in crate::render::prose) notes: Notes,
    pub(in crate::render::prose) after_image: bool,
    pub(in crate::render::prose) in_figure: bool,
    pub(in crate::render::prose) has_picture: bool,
    /// Where in `out` the picture just written begins; a film has none.
    pub(in crate::render::prose) picture: Option<usize>,
    pub(in crate::render::prose) table: Option<Table>,
    pub(in crate::render::prose) terms: Terms,
}

/// A block being written.
pub(in crate::render::prose) struct Opened<'a> {
    pub(in crate::render::prose) kind: Option<BlockKind>,
    /// What stands around it, and the title of it.
    pub(in crate::render::prose) frame: Option<&'a Frame>,
    pub(in crate::render::prose) title: String,
    /// Of tabs: the title of the one that is open.
    pub(in crate::render::prose) tab: Option<String>,
    /// How deep it stands.
    pub(in crate::render::prose) depth: usize,
}

/// Text that is gathered until its end event.
pub(in crate::render::prose) enum Collecting {
    Title,
    Code { info: String, code: String },
    Image { target: String, title: String, alt: String, depth: usize },
}

impl<'a, 'e> Writer<'a, 'e> {
    pub(in crate::render::prose) fn push(&mut self, event: Markdown<'e>) {
        self.out.push(Chunk::Event(event));
    }

    pub(in crate::render::prose) fn raw(&mut self, html: impl Into<String>) {
        let html: String = html.into();
        if !html.is_empty() {
            self.push(Markdown::Html(CowStr::from(html)));
        }
    }

    pub(in crate::render::prose) fn inline_raw(&mut self, html: impl Into<String>) {
        let html: String = html.into();
        self.push(Markdown::InlineHtml(CowStr::from(html)));
    }

    pub(in crate::render::prose) fn placeholder(&mut self, placeholder: Placeholder) {
        self.out.push(Chunk::Placeholder(placeholder));
    }

    /// Text of a line, with what must not be cut in two.
    pub(in crate::render::prose) fn text(&mut self, shown: &str) {
        for part in unbroken::parts(shown) {
            let text = Markdown::Text(CowStr::from(part.text.to_owned()));
            if part.is_whole {
                self.inline_raw("<span class=\"unbroken\">");
                self.push(text);
                self.inline_raw("</span>");
            } else {
                self.push(text);
            }
        }
    }

    pub(in crate::render::prose) fn begins_paragraph(&self) -> bool {
        matches!(self.out.last(), Some(Chunk::Event(Markdown::Start(Tag::Paragraph))))
    }

    pub(in crate::render::prose) fn find(&self, target: &str) -> Option<Resolved> {
        resolve::find(self.cx.site, self.prose, target)
    }

    /// What stands around the content of a block; `fold` names the roles it folds for.
    pub(in crate::render::prose) fn around(
        &mut self,
        pieces: &[(String, Option<Slot>)],
        filling: &Filling<'_>,
    ) {
        let mut html = String::new();
        for (text, slot) in pieces {
            html.push_str(text);
            match slot {
                Some(Slot::Title) => html.push_str(filling.title),
                Some(Slot::Language) => html.push_str(filling.language),
                Some(Slot::Fold) => {
                    self.raw(std::mem::take(&mut html));
                    if let Some(roles) = filling.roles {
                        self.placeholder(Placeholder::Roles(roles.to_owned()));
                    }
                }
                Some(Slot::Content) | None => {}
            }
        }
        self.raw(html);
    }

    pub(in crate::render::prose) fn frame(&self, name: &'static str, variant: &'static str) -> &'a Frame {
        self.cx.theme.frame(self.cx.site.language(self.cx.language), name, variant)
    }
}

/// What goes into the slots of a frame, apart from the content: finished HTML.
#[derive(Clone, Copy, Default)]
pub(in crate::render::prose) struct Filling<'t> {
    pub(in crate::render::prose) title: &'t str,
    pub(in crate::render::prose) language: &'t str,
    /// Ids of the roles it folds for.
    pub(in crate::render::prose) roles: Option<&'t str>,
}
